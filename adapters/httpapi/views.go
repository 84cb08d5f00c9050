package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

// Views keeps the lists and boards that employees have saved.
type Views interface {
	// Views and View know an employee's own views and the shared ones.
	Views(ctx context.Context, tenant engine.TenantID, owner string) ([]desk.View, error)
	View(ctx context.Context, tenant engine.TenantID, owner, id string) (desk.View, error)
	// PutView writes over the owner's view of the same revision alone; anything
	// else is an error of kind Conflict.
	PutView(ctx context.Context, tenant engine.TenantID, v desk.View) (desk.View, error)
	DeleteView(ctx context.Context, tenant engine.TenantID, id string) error
}

// ViewBody is a view as it is written.
type ViewBody struct {
	Name     string              `json:"name" minLength:"1" maxLength:"80" example:"Мои просроченные"`
	Shared   bool                `json:"shared,omitempty" doc:"All employees see it; only you can change it"`
	Filter   map[string][]string `json:"filter,omitempty" doc:"Values by the names of the list's parameters: status, family, turn, type, level, priority, queue, assignee, company, channel, requester"`
	Q        string              `json:"q,omitempty" maxLength:"256" doc:"Words to search for"`
	Sort     string              `json:"sort,omitempty" enum:"created,due,updated" default:"created" doc:"The board knows all; the list of tickets has no order by what was changed last"`
	Columns  []string            `json:"columns,omitempty" maxItems:"30" doc:"What a list shows, in order"`
	Layout   string              `json:"layout,omitempty" enum:"list,board" default:"list"`
	Revision int64               `json:"revision,omitempty" minimum:"0" doc:"Of a change: the revision that you write over"`
}

// View is a list or a board that somebody has saved.
type View struct {
	ID string `json:"id"`
	ViewBody
	Owner   string    `json:"owner" doc:"The employee whose it is"`
	Own     bool      `json:"own" doc:"It is yours"`
	Updated time.Time `json:"updated"`
}

// ViewPath names a view.
type ViewPath struct {
	TenantPath
	View string `path:"view" maxLength:"64"`
}

// NewViewInput saves a view.
type NewViewInput struct {
	TenantPath
	Body ViewBody
}

// PutViewInput changes a view.
type PutViewInput struct {
	ViewPath
	Body ViewBody
}

// ViewOutput is a view.
type ViewOutput struct{ Body View }

// ViewsOutput lists views.
type ViewsOutput struct {
	Body struct {
		Views []View `json:"views" doc:"Your own and the shared ones, by name"`
	}
}

func (a *api) views(h huma.API) {
	const base = "/api/v1/{tenant}/views"
	huma.Register(h, op("list-views", http.MethodGet, base, "Lists saved views", "views"), a.listViews)
	create := op("create-view", http.MethodPost, base, "Saves a view", "views")
	create.DefaultStatus = http.StatusCreated
	huma.Register(h, create, a.createView)
	huma.Register(h, op("change-view", http.MethodPut, base+"/{view}", "Changes a view of yours", "views"), a.changeView)
	huma.Register(h, op("delete-view", http.MethodDelete, base+"/{view}", "Removes a view: your own, or as an administrator a shared one", "views"), a.deleteView)
}

func (a *api) listViews(ctx context.Context, in *TenantPath) (*ViewsOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	views, err := a.Views.Views(ctx, engine.TenantID(in.Tenant), actor.ID)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &ViewsOutput{}
	out.Body.Views = []View{}
	for i := range views {
		out.Body.Views = append(out.Body.Views, viewView(&views[i], actor))
	}
	return out, nil
}

func (a *api) createView(ctx context.Context, in *NewViewInput) (*ViewOutput, error) {
	in.Body.Revision = 0
	return a.keepView(ctx, in.Tenant, newID(), &in.Body)
}

func (a *api) changeView(ctx context.Context, in *PutViewInput) (*ViewOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	v, err := a.Views.View(ctx, engine.TenantID(in.Tenant), actor.ID, in.View)
	switch {
	case err != nil:
	case v.Owner != actor.ID:
		err = &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "view_not_yours"}}}
	case in.Body.Revision == 0:
		err = desk.ErrChanged()
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.keepView(ctx, in.Tenant, in.View, &in.Body)
}

func (a *api) keepView(ctx context.Context, tenant, id string, body *ViewBody) (*ViewOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	v := desk.View{ID: id, Owner: actor.ID, Name: body.Name, Shared: body.Shared, Revision: body.Revision, Updated: a.Now(),
		Look: desk.Look{Filter: body.Filter, Words: body.Q, Sort: body.Sort, Columns: body.Columns, Layout: body.Layout}}
	if err = v.Check(); err == nil {
		v, err = a.Views.PutView(ctx, engine.TenantID(tenant), v)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &ViewOutput{Body: viewView(&v, actor)}, nil
}

func (a *api) deleteView(ctx context.Context, in *ViewPath) (*struct{}, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	v, err := a.Views.View(ctx, engine.TenantID(in.Tenant), actor.ID, in.View)
	if err == nil && v.Owner != actor.ID && !actor.Has(roleAdmin) {
		err = &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "view_not_yours"}}}
	}
	if err == nil {
		err = a.Views.DeleteView(ctx, engine.TenantID(in.Tenant), v.ID)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return nil, nil
}

func viewView(v *desk.View, actor engine.Actor) View {
	return View{ID: v.ID, Owner: v.Owner, Own: v.Owner == actor.ID, Updated: v.Updated,
		ViewBody: ViewBody{Name: v.Name, Shared: v.Shared, Filter: v.Look.Filter, Q: v.Look.Words, Sort: v.Look.Sort,
			Columns: v.Look.Columns, Layout: v.Look.Layout, Revision: v.Revision}}
}
