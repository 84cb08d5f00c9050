package host

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Installation is the name of the owner of tokens for the installation's own
// API. No tenant can have it.
const Installation = "installation"

// An Issuer makes tokens, beside a running server too.
type Issuer struct {
	Store *sqlstore.Store
	Rules func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error)
	Now   func() time.Time
}

// A Grant is what a token is to stand for. Without a principal or a label, these
// are named like the role.
type Grant struct {
	Tenant                 engine.TenantID // or sqlstore.Installation
	Role, Principal, Label string
}

// Issue makes a token. It is shown once; only its hash is kept. A role that the
// tenant doesn't have is an *engine.Error of kind Invalid.
func (i *Issuer) Issue(ctx context.Context, g Grant) (string, error) {
	known, err := i.roles(ctx, g.Tenant)
	if err != nil {
		return "", err
	}
	if !slices.Contains(known, g.Role) {
		return "", &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/role", Code: "choice"}},
			Err: fmt.Errorf("there is no role %q; there are %s", g.Role, strings.Join(known, ", "))}
	}
	token, err := auth.NewToken()
	if err != nil {
		return "", err
	}
	for _, name := range []*string{&g.Principal, &g.Label} {
		if *name == "" {
			*name = g.Role
		}
	}
	return token, i.Store.PutToken(ctx, sqlstore.Token{Tenant: g.Tenant, Hash: auth.Hash(g.Tenant, token), Principal: g.Principal,
		Role: g.Role, Label: g.Label, Created: i.Now()})
}

// roles are those that tokens of a tenant can have: what every tenant has, and
// what its regulation names.
func (i *Issuer) roles(ctx context.Context, tenant engine.TenantID) ([]string, error) {
	if tenant == sqlstore.Installation {
		return []string{auth.RoleAdmin, auth.RoleMetrics}, nil
	}
	reg, _, err := i.Rules(ctx, tenant, "")
	if err != nil {
		return nil, err
	}
	roles := []string{auth.RoleAdmin, "operator", auth.RoleIntake, auth.RoleWall}
	for _, r := range reg.Roles {
		if !slices.Contains(roles, r.ID) {
			roles = append(roles, r.ID)
		}
	}
	return roles, nil
}

func (h *Host) issuer() *Issuer { return &Issuer{Store: h.store, Rules: h.rulesOf, Now: h.clock.Now} }

// issueToken makes a token of a tenant of this host.
func (h *Host) issueToken(ctx context.Context, id engine.TenantID, role, principal string) (string, error) {
	return h.issuer().Issue(ctx, Grant{Tenant: id, Role: role, Principal: principal})
}

// A FirstToken is a token that was made for a tenant at its first start. It
// cannot be shown again.
type FirstToken struct {
	Tenant string `json:"tenant"`
	Role   string `json:"role"`
	Token  string `json:"token"`
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
	for len(s.New) > 0 {
		id := s.New[0]
		roles, err := s.issuer().roles(ctx, id)
		if err != nil {
			return out, err
		}
		for _, role := range roles {
			if role == auth.RoleWall {
				continue // whoever hangs a screen up makes one for it
			}
			if err := issue(id, string(id), role); err != nil {
				return out, err
			}
		}
		s.New = s.New[1:]
	}
	return out, nil
}
