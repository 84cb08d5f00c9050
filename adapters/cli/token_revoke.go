package cli

import (
	"context"
	"strings"
	"time"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

// tokenRevokeCmd ends a token.
type tokenRevokeCmd struct {
	place
	Token  string `arg:"" help:"Id or label of the token, as \"token list\" shows them."`
	Tenant string `help:"Tenant; \"installation\" for the API under /api/admin." required:"" placeholder:"TENANT"`
}

// Help explains the command.
func (tokenRevokeCmd) Help() string {
	return lesson("A running server turns the token away within seconds. A label that several tokens have ends none of them.",
		codesOfQuery, "reglament token revoke reception --tenant sud")
}

// Run ends a token.
func (c *tokenRevokeCmd) Run(out *output) error {
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
	token, err := c.find(ctx, store, id)
	if err != nil {
		return err
	}
	if err := store.RevokeToken(ctx, id, token.Hash, time.Now()); err != nil {
		return err
	}
	return out.result(map[string]any{"revoked": listed(token)}, func() {
		out.printf("revoked: ")
		listed(token).print(out)
	})
}

// find is the one token that the argument means.
func (c *tokenRevokeCmd) find(ctx context.Context, store *sqlstore.Store, id engine.TenantID) (sqlstore.Token, error) {
	tokens, err := store.Tokens(ctx, id)
	if err != nil {
		return sqlstore.Token{}, err
	}
	var found []sqlstore.Token
	var ids, all []string
	for _, t := range tokens {
		name := tokenID(t) + " (" + t.Label + ")"
		all = append(all, name)
		if tokenID(t) == c.Token {
			return t, nil
		}
		if t.Label == c.Token {
			found, ids = append(found, t), append(ids, name)
		}
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return sqlstore.Token{}, misused("several tokens of %s are called %q; name one by its id: %s", c.Tenant, c.Token, strings.Join(ids, ", "))
	case len(all) == 0:
		return sqlstore.Token{}, misused("%s has no tokens", c.Tenant)
	}
	return sqlstore.Token{}, misused("%s has no token %q; it has %s", c.Tenant, c.Token, strings.Join(all, ", "))
}
