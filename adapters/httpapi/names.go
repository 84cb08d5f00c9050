package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
)

// NamesOutput are the names of employees by the ids that tickets and events have.
type NamesOutput struct {
	Body struct {
		Names map[string]string `json:"names" doc:"Names of employees by their ids; who has no name is left out"`
	}
}

func (a *api) names(h huma.API) {
	huma.Register(h, op("list-names", http.MethodGet, "/api/v1/{tenant}/names",
		"Lists what employees are called whose ids tickets and events have", "tickets"), a.listNames)
}

func (a *api) listNames(ctx context.Context, in *TenantPath) (*NamesOutput, error) {
	if _, err := employee(ctx); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	names, err := a.staffNames(ctx, engine.TenantID(in.Tenant))
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &NamesOutput{}
	out.Body.Names = names
	return out, nil
}

// staffNames are the names of a tenant's employees by their ids.
func (a *api) staffNames(ctx context.Context, tenant engine.TenantID) (map[string]string, error) {
	staff, err := a.Staff(ctx, tenant)
	if err != nil {
		return nil, err
	}
	names := map[string]string{}
	for _, p := range staff {
		if p.Name != "" {
			names[p.ID] = p.Name
		}
	}
	return names, nil
}
