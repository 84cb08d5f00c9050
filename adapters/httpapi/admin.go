package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
)

// TenantsOutput lists the tenants of this installation.
type TenantsOutput struct {
	Body struct {
		Tenants []TenantInfo `json:"tenants"`
	}
}

// TokenInput makes a token.
type TokenInput struct {
	TenantPath
	Body struct {
		Role      string `json:"role" minLength:"1" maxLength:"64" example:"operator"`
		Principal string `json:"principal,omitempty" maxLength:"64" doc:"Whose token it is; one of its own unless told"`
	}
}

// TokenOutput is a token. It is shown this once.
type TokenOutput struct {
	Body struct {
		Token string `json:"token"`
	}
}

func (a *api) admin(h huma.API) {
	const base = "/api/admin/v1"
	huma.Register(h, op("list-tenants", http.MethodGet, base+"/tenants", "Lists the companies that are hosted here", "installation"), a.listTenants)
	create := op("create-token", http.MethodPost, base+"/tenants/{tenant}/tokens", "Makes a token for a tenant", "installation")
	create.DefaultStatus = http.StatusCreated
	huma.Register(h, create, a.createToken)
}

func (a *api) listTenants(ctx context.Context, _ *struct{}) (*TenantsOutput, error) {
	tenants, err := a.Tenants(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &TenantsOutput{}
	out.Body.Tenants = tenants
	return out, nil
}

func (a *api) createToken(ctx context.Context, in *TokenInput) (*TokenOutput, error) {
	// The installation's own tokens are made where it runs, not through a door.
	if !engine.TenantID(in.Tenant).Valid() {
		return nil, a.fail(ctx, engine.Errorf(engine.NotFound, "no tenant %q", in.Tenant), nil)
	}
	token, err := a.IssueToken(ctx, engine.TenantID(in.Tenant), in.Body.Role, in.Body.Principal)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &TokenOutput{}
	out.Body.Token = token
	return out, nil
}
