package httpapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
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

// namer gives employees the names of colleagues and of companies. Customers and
// partners are told none. Without names a sentence still says what was decided, so
// that nothing fails if they cannot be read.
func (a *api) namer(ctx context.Context, tenant engine.TenantID) rules.Namer {
	if requestOf(ctx).actor.Kind != engine.Staff {
		return func(string, string) string { return "" }
	}
	called := map[string]map[string]string{"assignee": {}, "company": {}}
	staff, err := a.staffNames(ctx, tenant)
	if err == nil {
		called["assignee"] = staff
	}
	companies, failed := a.Search.Companies(ctx, tenant)
	for i := range companies {
		called["company"][companies[i].ID] = companies[i].Name
	}
	if err = errors.Join(err, failed); err != nil {
		a.Logger.Error("names cannot be read", "tenant", tenant, "error", err)
	}
	return func(facet, id string) string { return called[facet][id] }
}
