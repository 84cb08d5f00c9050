package httpapi

import (
	"context"
	"net/http"
	"sync"

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
// partners are told none. They are read when a sentence first asks for one, as most
// acts name nobody. Without names a sentence still says what was decided, so that
// nothing fails if they cannot be read.
func (a *api) namer(ctx context.Context, tenant engine.TenantID) rules.Namer {
	if requestOf(ctx).actor.Kind != engine.Staff {
		return func(string, string) string { return "" }
	}
	read := func(names func(context.Context, engine.TenantID) (map[string]string, error)) func() map[string]string {
		return sync.OnceValue(func() map[string]string {
			known, err := names(ctx, tenant)
			if err != nil {
				a.Logger.Error("names cannot be read", "tenant", tenant, "error", err)
			}
			return known
		})
	}
	called := map[string]func() map[string]string{"assignee": read(a.staffNames), "company": read(a.companyNames)}
	return func(facet, id string) string {
		if names := called[facet]; names != nil {
			return names()[id]
		}
		return ""
	}
}

// companyNames are the names of a tenant's client companies by their ids.
func (a *api) companyNames(ctx context.Context, tenant engine.TenantID) (map[string]string, error) {
	companies, err := a.Search.Companies(ctx, tenant)
	names := map[string]string{}
	for i := range companies {
		names[companies[i].ID] = companies[i].Name
	}
	return names, err
}
