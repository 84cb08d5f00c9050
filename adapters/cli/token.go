package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

// tokenCmd manages access tokens.
type tokenCmd struct {
	Create tokenCreateCmd `cmd:"" help:"Make a token and print it alone."`
	List   tokenListCmd   `cmd:"" help:"List the tokens of a tenant."`
}

type tokenCreateCmd struct {
	place
	Tenant    string `help:"Tenant; \"installation\" for the API under /api/admin." required:""`
	Role      string `help:"Role: operator, admin, intake, or one of the regulation." required:""`
	Principal string `help:"Whose token it is: an id of the directory."`
}

// Run makes a token.
func (c *tokenCreateCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	id := engine.TenantID(c.Tenant)
	if c.Tenant == host.Installation {
		id = sqlstore.Installation
	} else if _, err := store.Head(ctx, id); err != nil {
		return fmt.Errorf("tenant %q: %w", id, err)
	}
	token, err := auth.NewToken()
	if err != nil {
		return err
	}
	principal := c.Principal
	if principal == "" {
		principal = c.Role
	}
	err = store.PutToken(ctx, sqlstore.Token{Tenant: id, Hash: auth.Hash(id, token), Principal: principal, Role: c.Role,
		Label: c.Role, Created: time.Now()})
	if err != nil {
		return err
	}
	return out.result(map[string]string{"token": token}, func() { out.printf("%s\n", token) })
}

type tokenListCmd struct {
	place
	Tenant string `help:"Tenant." required:""`
}

// Run lists tokens, which cannot be shown again.
func (c *tokenListCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	tokens, err := store.Tokens(ctx, engine.TenantID(c.Tenant))
	if err != nil {
		return err
	}
	type row struct {
		Role, Principal string
		Created         time.Time
	}
	rows := []row{}
	for _, t := range tokens {
		rows = append(rows, row{t.Role, t.Principal, t.Created})
	}
	return out.result(rows, func() {
		for _, r := range rows {
			out.printf("%-12s %-20s %s\n", r.Role, r.Principal, r.Created.Format(time.DateTime))
		}
	})
}
