package httpapi

import (
	"context"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Tried is an edition that is tried on a share of the new tickets, or was.
type Tried struct {
	Edition  Edition        `json:"edition"`
	Changed  bool           `json:"changed" doc:"False if the same share of tickets was registered under it before"`
	Warnings rules.Findings `json:"warnings"`
}

// TryInput tries an edition.
type TryInput struct {
	EditionPath
	Body struct {
		OrderBody
		Share int `json:"share" minimum:"1" maximum:"99" doc:"How many of a hundred new tickets are registered under it" example:"10"`
	}
}

// EndInput ends what was started.
type EndInput struct {
	TenantPath
	Reason string `query:"reason" required:"true" minLength:"1" maxLength:"1000" doc:"Why; it is kept for good" example:"Clause 5 is understood otherwise"`
	From   string `query:"from" maxLength:"64" doc:"The edition that you know to be active: if it is another, nothing is done"`
}

// TriedOutput is the edition that is tried.
type TriedOutput struct{ Body Tried }

func (a *api) tryEdition(ctx context.Context, in *TryInput) (*TriedOutput, error) {
	o := Order{Actor: requestOf(ctx).actor, Reason: in.Body.Reason, From: in.Body.From}
	if err := adminOnly(o.Actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.tried(ctx, in.Tenant)(a.Editions.Try(ctx, engine.TenantID(in.Tenant), in.Edition, in.Body.Share, o))
}

func (a *api) endTry(ctx context.Context, in *EndInput) (*TriedOutput, error) {
	o := Order{Actor: requestOf(ctx).actor, Reason: in.Reason, From: in.From}
	if err := adminOnly(o.Actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.tried(ctx, in.Tenant)(a.Editions.EndTry(ctx, engine.TenantID(in.Tenant), o))
}

func (a *api) tried(ctx context.Context, tenant string) func(Tried, error) (*TriedOutput, error) {
	return func(t Tried, err error) (*TriedOutput, error) {
		if err != nil {
			return nil, a.failEdition(ctx, err)
		}
		one := []Edition{t.Edition}
		if err := a.nameEditors(ctx, tenant, one); err != nil {
			return nil, a.fail(ctx, err, nil)
		}
		t.Edition = one[0]
		return &TriedOutput{Body: t}, nil
	}
}
