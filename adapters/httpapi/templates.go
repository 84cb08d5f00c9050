package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

// Templates keeps the texts that a company's employees insert into what they write.
type Templates interface {
	Templates(ctx context.Context, tenant engine.TenantID) ([]desk.Template, error)
	Template(ctx context.Context, tenant engine.TenantID, id string) (desk.Template, error)
	// PutTemplate writes over the template of the same revision alone; anything else
	// is an error of kind Conflict.
	PutTemplate(ctx context.Context, tenant engine.TenantID, tp desk.Template) (desk.Template, error)
	DeleteTemplate(ctx context.Context, tenant engine.TenantID, id string) error
}

// TemplateBody is a template as it is written.
type TemplateBody struct {
	Name     string            `json:"name" maxLength:"80" example:"Перезагрузите телефон"`
	Texts    map[string]string `json:"texts" doc:"By language: kk, ru, en. Filled in on insertion: {number}, {name}, {me}, {due}, {subject}, {link}"`
	Link     string            `json:"link,omitempty" maxLength:"2000" doc:"An article that the text speaks of"`
	Type     string            `json:"type,omitempty" maxLength:"256" doc:"Offered first on tickets of this type"`
	Queue    string            `json:"queue,omitempty" maxLength:"256" doc:"Offered first on tickets of this queue"`
	Revision int64             `json:"revision,omitempty" minimum:"0" doc:"Of a change: the revision that you write over"`
}

// Template is a text to insert.
type Template struct {
	ID string `json:"id"`
	TemplateBody
	Owner   string    `json:"owner" doc:"The employee who made it"`
	Mine    bool      `json:"mine" doc:"You may change and remove it"`
	Updated time.Time `json:"updated"`
}

// TemplatePath names a template.
type TemplatePath struct {
	TenantPath
	Template string `path:"template" maxLength:"64"`
}

// NewTemplateInput saves a template.
type NewTemplateInput struct {
	TenantPath
	Body TemplateBody
}

// PutTemplateInput changes a template.
type PutTemplateInput struct {
	TemplatePath
	Body TemplateBody
}

// TemplateOutput is a template.
type TemplateOutput struct{ Body Template }

// TemplatesOutput lists templates.
type TemplatesOutput struct {
	Body struct {
		Templates []Template `json:"templates" doc:"All of the company, by name"`
	}
}

func (a *api) templates(h huma.API) {
	const base = "/api/v1/{tenant}/templates"
	huma.Register(h, op("list-templates", http.MethodGet, base, "Lists the texts that can be inserted into an answer", "templates"), a.listTemplates)
	create := op("create-template", http.MethodPost, base, "Saves a text to insert", "templates")
	create.DefaultStatus = http.StatusCreated
	huma.Register(h, create, a.createTemplate)
	huma.Register(h, op("change-template", http.MethodPut, base+"/{template}", "Changes a text to insert: your own, or as a manager any", "templates"), a.changeTemplate)
	huma.Register(h, op("delete-template", http.MethodDelete, base+"/{template}", "Removes a text to insert: your own, or as a manager any", "templates"), a.deleteTemplate)
}

func (a *api) listTemplates(ctx context.Context, in *TenantPath) (*TemplatesOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	all, err := a.Templates.Templates(ctx, engine.TenantID(in.Tenant))
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &TemplatesOutput{}
	out.Body.Templates = []Template{}
	for i := range all {
		out.Body.Templates = append(out.Body.Templates, viewTemplate(&all[i], actor))
	}
	return out, nil
}

func (a *api) createTemplate(ctx context.Context, in *NewTemplateInput) (*TemplateOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	in.Body.Revision = 0
	return a.keepTemplate(ctx, in.Tenant, newID(), actor.ID, &in.Body)
}

// owned is a template that the caller may change.
func (a *api) owned(ctx context.Context, in *TemplatePath) (desk.Template, error) {
	actor, err := employee(ctx)
	if err != nil {
		return desk.Template{}, err
	}
	tp, err := a.Templates.Template(ctx, engine.TenantID(in.Tenant), in.Template)
	if err == nil && !mayChange(&tp, actor) {
		err = &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "template_not_yours"}}}
	}
	return tp, err
}

func mayChange(tp *desk.Template, actor engine.Actor) bool {
	return tp.Owner == actor.ID || leaders(actor) == nil
}

func (a *api) changeTemplate(ctx context.Context, in *PutTemplateInput) (*TemplateOutput, error) {
	tp, err := a.owned(ctx, &in.TemplatePath)
	if err == nil && in.Body.Revision == 0 {
		err = desk.ErrChanged()
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.keepTemplate(ctx, in.Tenant, tp.ID, tp.Owner, &in.Body)
}

func (a *api) keepTemplate(ctx context.Context, tenant, id, owner string, body *TemplateBody) (*TemplateOutput, error) {
	tp := desk.Template{ID: id, Owner: owner, Name: body.Name, Texts: body.Texts, Link: body.Link, Type: body.Type, Queue: body.Queue,
		Revision: body.Revision, Updated: a.Now()}
	err := tp.Check()
	if err == nil {
		tp, err = a.Templates.PutTemplate(ctx, engine.TenantID(tenant), tp)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &TemplateOutput{Body: viewTemplate(&tp, requestOf(ctx).actor)}, nil
}

func (a *api) deleteTemplate(ctx context.Context, in *TemplatePath) (*struct{}, error) {
	tp, err := a.owned(ctx, in)
	if err == nil {
		err = a.Templates.DeleteTemplate(ctx, engine.TenantID(in.Tenant), tp.ID)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return nil, nil
}

func viewTemplate(tp *desk.Template, actor engine.Actor) Template {
	return Template{ID: tp.ID, Owner: tp.Owner, Mine: mayChange(tp, actor), Updated: tp.Updated,
		TemplateBody: TemplateBody{Name: tp.Name, Texts: tp.Texts, Link: tp.Link, Type: tp.Type, Queue: tp.Queue, Revision: tp.Revision}}
}
