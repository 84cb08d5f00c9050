package httpapi

import (
	"context"
	"errors"
	"io"
	"net/http"

	"github.com/reglament/reglament/engine"
)

// UploadEditionInput is a zip archive as the body of a request.
type UploadEditionInput struct {
	TenantPath
}

// UploadEditionOutput is the edition that was kept.
type UploadEditionOutput struct {
	Status   int
	Location string `header:"Location"`
	Body     Uploaded
}

// OrderBody says why the active edition is to change.
type OrderBody struct {
	Reason string `json:"reason" minLength:"1" maxLength:"1000" doc:"Why; it is kept with the change for good" example:"Edition of 1 December, order 14"`
	From   string `json:"from,omitempty" maxLength:"64" doc:"The edition that you know to be active: if it is another, nothing is done"`
}

// ActivateInput activates an edition.
type ActivateInput struct {
	EditionPath
	Body OrderBody
}

// RollbackInput goes back to the edition before.
type RollbackInput struct {
	TenantPath
	Body OrderBody
}

// ActivatedOutput is the edition that is active now.
type ActivatedOutput struct{ Body Activated }

func (a *api) uploadEdition(ctx context.Context, in *UploadEditionInput) (*UploadEditionOutput, error) {
	req := requestOf(ctx)
	if err := adminOnly(req.actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	raw, err := io.ReadAll(http.MaxBytesReader(nil, req.http.Body, maxArchive))
	var over *http.MaxBytesError
	switch {
	case errors.As(err, &over):
		return nil, a.fail(ctx, tooLarge(), nil)
	case err != nil:
		return nil, a.failEdition(ctx, &engine.Error{Kind: engine.Invalid, Err: err})
	}
	bundle, err := readArchive(raw)
	if err != nil {
		return nil, a.failEdition(ctx, err)
	}
	up, err := a.Editions.Upload(ctx, engine.TenantID(in.Tenant), bundle)
	if err != nil {
		return nil, a.failEdition(ctx, err)
	}
	out := &UploadEditionOutput{Status: http.StatusOK, Location: "/api/v1/" + in.Tenant + "/editions/" + up.Edition.ID, Body: up}
	if up.New {
		out.Status = http.StatusCreated
	}
	return out, nil
}

func (a *api) activateEdition(ctx context.Context, in *ActivateInput) (*ActivatedOutput, error) {
	o := Order{Actor: requestOf(ctx).actor, Reason: in.Body.Reason, From: in.Body.From}
	if err := adminOnly(o.Actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.activated(ctx)(a.Editions.Activate(ctx, engine.TenantID(in.Tenant), in.Edition, o))
}

func (a *api) rollBack(ctx context.Context, in *RollbackInput) (*ActivatedOutput, error) {
	o := Order{Actor: requestOf(ctx).actor, Reason: in.Body.Reason, From: in.Body.From}
	if err := adminOnly(o.Actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return a.activated(ctx)(a.Editions.Rollback(ctx, engine.TenantID(in.Tenant), o))
}

// activated answers with what came of a change.
func (a *api) activated(ctx context.Context) func(Activated, error) (*ActivatedOutput, error) {
	return func(done Activated, err error) (*ActivatedOutput, error) {
		if err != nil {
			return nil, a.failEdition(ctx, err)
		}
		return &ActivatedOutput{Body: done}, nil
	}
}
