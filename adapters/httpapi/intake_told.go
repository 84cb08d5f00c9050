package httpapi

import (
	"context"
	"slices"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// noticesOf are the messages that an event sends, as they read. They come from
// the event itself, so that they are the same when the request is repeated.
func (a *api) noticesOf(ctx context.Context, e *engine.Event, t *engine.Ticket) []Notice {
	reg, _, err := a.Rules(ctx, e.Tenant, e.Edition)
	if err != nil {
		a.Logger.Error("the messages of an event cannot be shown", "event", e.Seq, "error", err)
		return nil
	}
	var out []Notice
	actor := requestOf(ctx).actor
	for i := range e.Body.Ops {
		op := &e.Body.Ops[i]
		if op.Kind != engine.OpSend || isNews(op) || !engine.Visible(actor, op.Audience) {
			continue
		}
		notice, err := viewNotice(op, t, reg, requestOf(ctx).lang)
		if err != nil {
			a.Logger.Error("a message of an event cannot be shown", "event", e.Seq, "error", err)
			continue
		}
		out = append(out, notice)
	}
	return out
}

// reasonOf is why an event has turned a ticket down: the reason that was chosen,
// with its clause, else what the act itself has set.
func (a *api) reasonOf(ctx context.Context, e *engine.Event, refusal *Refusal) *Decision {
	reg, _, err := a.Rules(ctx, e.Tenant, e.Edition)
	if err != nil {
		return nil
	}
	names := []string{"reason"}
	if act := reg.Act(refusal.Act); act != nil {
		for i := range act.Inputs {
			if act.Inputs[i].Kind == rules.KindReason {
				names = append(names, act.Inputs[i].ID)
			}
		}
	}
	req := requestOf(ctx)
	for _, one := range viewWhy(e, reg, req.actor, req.lang, a.namer(ctx, e.Tenant)).Decisions {
		if one.Op == string(engine.OpSet) && slices.Contains(names, one.Name) {
			return &one
		}
	}
	return nil
}
