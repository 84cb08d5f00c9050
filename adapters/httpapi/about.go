package httpapi

import (
	"context"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// AboutOutput is an edition as employees know it.
type AboutOutput struct{ Body About }

// About is which edition of the regulation something was decided by.
type About struct {
	ID          string     `json:"id" doc:"Digest of its files"`
	Short       string     `json:"short" doc:"Enough of the id to name it" example:"3f1c0a9be2d4"`
	Created     time.Time  `json:"created"`
	Active      bool       `json:"active"`
	FirstActive *time.Time `json:"first_active,omitempty" doc:"When it was activated first; absent if it never was"`
	LastActive  *time.Time `json:"last_active,omitempty" doc:"When another one took its place last; absent while it is active"`
	By          *EditionBy `json:"activated_by,omitempty" doc:"Who activated it last"`
	Reason      string     `json:"reason,omitempty" doc:"Why it was activated last"`
	Unreadable  bool       `json:"unreadable,omitempty" doc:"This program cannot load it any more: it has no title then"`

	Number    int    `json:"number,omitempty" doc:"Counts the editions that were ever active, from the first; absent if it never was"`
	Title     string `json:"title" doc:"What the document is called"`
	Company   string `json:"company"`
	Document  string `json:"document,omitempty" doc:"The number that the document has"`
	Published string `json:"published,omitempty" doc:"What the document itself says of its edition"`
	Signer    string `json:"signer,omitempty"`
}

func (a *api) aboutEdition(ctx context.Context, in *RegulationInput) (*AboutOutput, error) {
	if _, err := employee(ctx); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	name := in.Edition
	if name == "" {
		name = "active"
	}
	edition, number, err := a.Editions.About(ctx, engine.TenantID(in.Tenant), name)
	if err != nil {
		return nil, a.failEdition(ctx, err)
	}
	one := []Edition{edition}
	if err := a.nameEditors(ctx, in.Tenant, one); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	e := &one[0]
	v := About{ID: e.ID, Short: e.Short, Created: e.Created, Active: e.Active, FirstActive: e.FirstActive, LastActive: e.LastActive,
		By: e.By, Reason: e.Reason, Number: number}
	reg, _, err := a.Rules(ctx, engine.TenantID(in.Tenant), engine.EditionID(edition.ID))
	if err != nil {
		v.Unreadable = true
		return &AboutOutput{Body: v}, nil
	}
	lang := requestOf(ctx).lang
	doc := &reg.Document
	v.Title, v.Company = doc.Title.In(lang, reg.Lang), doc.Company.In(lang, reg.Lang)
	v.Document, v.Published, v.Signer = doc.Number, doc.Edition, doc.Signer
	return &AboutOutput{Body: v}, nil
}

// editionRead is the edition that is asked for, for reading. Who only files requests
// may read the active one alone.
func (a *api) editionRead(ctx context.Context, in *RegulationInput) (*rules.Regulation, engine.EditionID, error) {
	tenant := engine.TenantID(in.Tenant)
	if in.Edition == "" {
		return a.Rules(ctx, tenant, "")
	}
	if _, err := employee(ctx); err != nil {
		return nil, "", err
	}
	edition, _, err := a.Editions.About(ctx, tenant, in.Edition)
	if err != nil {
		return nil, "", err
	}
	return a.Rules(ctx, tenant, engine.EditionID(edition.ID))
}
