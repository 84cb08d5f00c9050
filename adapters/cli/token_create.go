package cli

import (
	"context"
	"time"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
)

// tokenCreateCmd makes a token.
type tokenCreateCmd struct {
	place
	Tenant    string `help:"Tenant; \"installation\" for the API under /api/admin." required:"" placeholder:"TENANT"`
	Role      string `help:"Role: admin, operator, intake (programs that file requests), wall (screens that show the wallboard alone), or one of the regulation." required:"" placeholder:"ROLE"`
	Principal string `help:"Whose token it is: an id of the directory. Without it, one named like the role." placeholder:"ID"`
	Label     string `help:"What the token is called in the list. Without it, like the role." placeholder:"TEXT"`
}

// Help explains the command.
func (tokenCreateCmd) Help() string {
	return lesson("Prints the token alone on standard output, so that a script can keep it. It cannot be shown again. A running server "+
		"takes it at once.", codesOfQuery,
		"reglament token create --tenant sud --role operator --label reception", "reglament token create --tenant installation --role admin",
		"reglament token create --tenant sud --role wall --label hall")
}

// Run makes a token.
func (c *tokenCreateCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	id, err := ownerOf(ctx, store, c.Tenant)
	if err != nil {
		return err
	}
	issuer := host.Issuer{Store: store, Rules: plugins.NewRegistry(store, &plugins.Loader{}).Rules, Now: time.Now}
	token, err := issuer.Issue(ctx, host.Grant{Tenant: id, Role: c.Role, Principal: c.Principal, Label: c.Label})
	if engine.KindOf(err) == engine.Invalid {
		return usageError{err}
	}
	if err != nil {
		return err
	}
	return out.result(map[string]string{"token": token}, func() { out.printf("%s\n", token) })
}
