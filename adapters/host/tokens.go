package host

import (
	"context"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

// Installation is the tenant that tokens for the installation's own API have.
const Installation = "installation"

// A FirstToken is a token that was made for a tenant at its first start. It
// cannot be shown again.
type FirstToken struct {
	Tenant, Role, Token string
}

// FirstTokens makes the tokens of the tenants that this start has made, and one
// for the installation if it has none.
func (s *Server) FirstTokens(ctx context.Context) ([]FirstToken, error) {
	var out []FirstToken
	issue := func(tenant engine.TenantID, name, role string) error {
		token, err := s.issueToken(ctx, tenant, role, "")
		if err == nil {
			out = append(out, FirstToken{Tenant: name, Role: role, Token: token})
		}
		return err
	}
	existing, err := s.store.Tokens(ctx, sqlstore.Installation)
	if err != nil {
		return nil, err
	}
	if len(existing) == 0 {
		if err := issue(sqlstore.Installation, Installation, auth.RoleAdmin); err != nil {
			return nil, err
		}
	}
	for _, id := range s.New {
		reg, _, err := s.registry.Rules(ctx, id, "")
		if err != nil {
			return out, err
		}
		roles := []string{auth.RoleAdmin, "operator", auth.RoleIntake}
		for _, r := range reg.Roles {
			if r.ID != "operator" {
				roles = append(roles, r.ID)
			}
		}
		for _, role := range roles {
			if err := issue(id, string(id), role); err != nil {
				return out, err
			}
		}
	}
	return out, nil
}
