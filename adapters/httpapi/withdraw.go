package httpapi

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/desk"
)

// Undo is until when an answer can be taken back.
type Undo struct {
	Event int64     `json:"event" doc:"The event to withdraw"`
	Until time.Time `json:"until" doc:"Nothing of it goes out before"`
}

// WithdrawInput takes an answer back.
type WithdrawInput struct {
	TicketPath
	Event int64 `path:"event" minimum:"1" doc:"Number of the act's event"`
}

// WithdrawOutput is the ticket after an answer was taken back.
type WithdrawOutput struct {
	Body struct {
		Ticket    Ticket         `json:"ticket"`
		Seq       int64          `json:"seq" doc:"The event that says who has taken it back"`
		Decisions []Decision     `json:"decisions"`
		Act       string         `json:"act" doc:"The act that was taken back"`
		Inputs    map[string]any `json:"inputs,omitempty" doc:"What was filled in"`
		Draft     Draft          `json:"draft" doc:"Your draft, which has the text again"`
	}
}

func (a *api) withdrawals(h huma.API) {
	withdraw := op("withdraw-event", http.MethodPost, "/api/v1/{tenant}/tickets/{number}/events/{event}/withdraw",
		"Takes back an answer of yours that has not gone out; its text becomes your draft again", "acts")
	huma.Register(h, withdraw, a.withdraw)
}

func (a *api) withdraw(ctx context.Context, in *WithdrawInput) (*WithdrawOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	t, reg, err := a.ticket(ctx, &in.TicketPath)
	if err != nil {
		return nil, err
	}
	event, err := a.ownEvent(ctx, &t, in.Event)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	res, err := a.Engine.Withdraw(ctx, engine.Withdrawal{Tenant: t.Tenant, Ticket: t.ID, Seq: in.Event, Actor: actor, Channel: "api"})
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	req := requestOf(ctx)
	out := &WithdrawOutput{}
	out.Body.Ticket, out.Body.Seq = viewTicket(&res.Ticket, reg, req, true), res.Event.Seq
	out.Body.Decisions = viewWhy(&res.Event, reg, actor, req.lang, a.namer(ctx, t.Tenant)).Decisions
	out.Body.Act, out.Body.Inputs = event.Body.Data.String("act"), event.Body.Data.Map("inputs")
	if res.Duplicate { // the draft may have been changed or sent since
		out.Body.Draft, err = a.draftOn(ctx, &t, actor)
	} else {
		out.Body.Draft, err = a.draftAgain(ctx, &t, actor, event)
	}
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	return out, nil
}

// ownEvent is an event of the ticket that the caller has brought about.
func (a *api) ownEvent(ctx context.Context, t *engine.Ticket, seq int64) (*engine.Event, error) {
	actor := requestOf(ctx).actor
	e, err := a.eventOf(ctx, t, actor, seq)
	if err != nil {
		return nil, err
	}
	if e.Actor.Kind != engine.Staff || e.Actor.ID != actor.ID {
		return nil, &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "withdraw_not_yours"}}}
	}
	return e, nil
}

func (a *api) draftOn(ctx context.Context, t *engine.Ticket, actor engine.Actor) (Draft, error) {
	d, err := a.Drafts.Draft(ctx, t.Tenant, desk.DraftKey{Owner: actor.ID, Ticket: t.ID, Kind: desk.Reply})
	return viewDraft(&d, t.Number), err
}

// draftAgain makes a draft of what was taken back. What its writer has begun
// since follows it.
func (a *api) draftAgain(ctx context.Context, t *engine.Ticket, actor engine.Actor, event *engine.Event) (Draft, error) {
	key := desk.DraftKey{Owner: actor.ID, Ticket: t.ID, Kind: desk.Reply}
	fields := maps.Clone(event.Body.Data.Map("inputs"))
	text := fields.String("text")
	delete(fields, "text")
	for {
		d, err := a.Drafts.Draft(ctx, t.Tenant, key)
		if err != nil {
			return Draft{}, err
		}
		if d.Text != "" {
			d.Text = text + "\n\n" + d.Text
		} else {
			d.Text, d.Fields = text, fields
		}
		d.Version, d.Updated = t.Version, a.Now()
		kept, err := a.Drafts.PutDraft(ctx, t.Tenant, d)
		if engine.KindOf(err) != engine.Conflict { // else another page was quicker
			return viewDraft(&kept, t.Number), err
		}
	}
}

// hold is how long what an act says waits. Only answers to customers do.
func (a *api) hold(actor engine.Actor, reg *rules.Regulation, act string) time.Duration {
	if actor.Kind != engine.Staff || !reg.Answers(act) {
		return 0
	}
	return a.Undo
}

// undo is what can be taken back of an event, if anything.
func (a *api) undo(e *engine.Event, hold time.Duration) *Undo {
	if hold == 0 || !sends(e) {
		return nil
	}
	return &Undo{Event: e.Seq, Until: e.At.Add(hold)}
}

// undoNow is what the actor can still take back of an event, given those after it.
func (a *api) undoNow(e *engine.Event, later []engine.Event, reg *rules.Regulation, actor engine.Actor) *Undo {
	if e.Kind != rules.KindAct || e.Actor.Kind != engine.Staff || e.Actor.ID != actor.ID {
		return nil
	}
	u := a.undo(e, a.hold(actor, reg, e.Body.Data.String("act")))
	back := func(other engine.Event) bool { return other.Kind == engine.KindWithdrawn && other.Cause == e.Seq }
	if u == nil || !a.Now().Before(u.Until) || slices.ContainsFunc(later, back) {
		return nil
	}
	return u
}

func sends(e *engine.Event) bool {
	return slices.ContainsFunc(e.Body.Ops, func(op engine.Op) bool { return op.Kind == engine.OpSend })
}

// said leaves out of a ticket's events what those who are no employees do not
// know: answers that have not gone out, and what followed them, and answers that
// were taken back.
func (a *api) said(ctx context.Context, t *engine.Ticket, events []engine.Event) ([]engine.Event, error) {
	if requestOf(ctx).actor.Kind == engine.Staff || len(events) == 0 {
		return events, nil
	}
	// What was taken back was so at once: it does not stand far behind.
	later, err := a.Reader.TicketEvents(ctx, t.Tenant, t.ID, events[len(events)-1].Seq, 50)
	if err != nil {
		return nil, err
	}
	back := map[int64]bool{}
	for _, some := range [][]engine.Event{events, later} {
		for i := range some {
			if some[i].Kind == engine.KindWithdrawn {
				back[some[i].Cause] = true
			}
		}
	}
	out := make([]engine.Event, 0, len(events))
	for i := range events {
		e := &events[i]
		if held := e.Actor.Kind == engine.Staff && sends(e) && a.Now().Before(e.At.Add(a.Undo)); held && !back[e.Seq] {
			return out, nil
		}
		if !back[e.Seq] {
			out = append(out, *e)
		}
	}
	return out, nil
}
