package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// SplitInput separates a message from a ticket.
type SplitInput struct {
	TicketPath
	Body struct {
		Seq int64 `json:"seq" minimum:"1" doc:"The message's event"`
	}
}

func (a *api) splits(h huma.API) {
	split := op("split-ticket", http.MethodPost, "/api/v1/{tenant}/tickets/{number}/split",
		"Separates a message into a ticket of its own; done twice it is done once", "acts")
	huma.Register(h, split, a.split)
}

func (a *api) split(ctx context.Context, in *SplitInput) (*TicketOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	t, reg, err := a.ticket(ctx, &in.TicketPath)
	if err != nil {
		return nil, err
	}
	message, err := a.message(ctx, &t, actor, in.Body.Seq)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	split := intake.Split{Ticket: &t, Message: message, Actor: actor}
	res, err := a.Engine.Do(ctx, split.Command())
	if engine.KindOf(err) == engine.Conflict {
		err = &engine.Error{Kind: engine.Conflict, Clause: engine.ClauseSplit, Problems: []engine.Problem{{Pointer: "/seq", Code: "split_done"}}}
	}
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	if reg, _, err = a.Rules(ctx, res.Ticket.Tenant, res.Ticket.Edition); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &TicketOutput{Body: viewTicket(&res.Ticket, reg, requestOf(ctx), true)}, nil
}

// message is a further message on a ticket that the actor may see. The first one is
// the ticket.
func (a *api) message(ctx context.Context, t *engine.Ticket, actor engine.Actor, seq int64) (*engine.Event, error) {
	e, err := a.eventOf(ctx, t, actor, seq)
	if err != nil {
		return nil, err
	}
	if e.Kind != rules.KindMessage || e.Version == 1 || e.Erased() {
		return nil, &engine.Error{Kind: engine.Refused, Clause: engine.ClauseSplit, Problems: []engine.Problem{{Pointer: "/seq", Code: "split_message"}}}
	}
	return e, nil
}
