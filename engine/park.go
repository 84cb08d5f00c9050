package engine

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// FacetParked marks tickets with an event that waits for a decision.
const FacetParked = "parked"

// maxFault is how many bytes of a fault are kept in the event.
const maxFault = 2000

const timerRetry = "engine.retry"

// retryAfter is how long a parked event waits for its n-th further attempt.
func retryAfter(n int64) time.Duration {
	waits := []time.Duration{time.Minute, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 12 * time.Hour}
	return waits[min(n, int64(len(waits)-1))]
}

// park makes the event one that records its fact without a decision: the ticket
// is marked, and a timer will try again.
func (e *Engine) park(w *work, ev *Event) {
	fault, _, _ := strings.Cut(w.fault.Error(), "\n") // without the stack
	if len(fault) > maxFault {
		fault = fault[:maxFault] + "…" // somebody's text may be in it
	}
	ev.Body.Fault = cleanText(fault, nil)
	attempt := w.ticket.Timers[timerRetry].Origin.Int("attempt")
	if w.cmd.Kind == KindRetried {
		attempt = w.cmd.Data.Int("attempt") + 1
	}
	ev.Body.Ops = []Op{
		ParkedMark(),
		{Kind: OpTimer, Clause: ClauseParked, Audience: ForStaff, Name: timerRetry,
			At: w.now().Add(retryAfter(attempt)), Value: map[string]any{"attempt": attempt}},
	}
	e.cfg.Logger.Error("a command was parked", "tenant", ev.Tenant, "ticket", ev.Ticket,
		"command", ev.Command, "edition", ev.Edition, "quota", Exceeded(w.fault), "error", w.fault)
}

// ParkedMark is the op that marks a ticket as parked. Every event that was not
// decided has it, and no other.
func ParkedMark() Op {
	return Op{Kind: OpFacet, Clause: ClauseParked, Audience: ForStaff, Name: FacetParked, Value: "yes"}
}

// retryCommand is what the retry timer of a ticket makes instead of a firing:
// the first parked event is to be decided again.
func retryCommand(t *Ticket, fired *Command) Command {
	cmd := *fired
	cmd.Kind = KindRetried
	cmd.Data = Fields{
		"of":      t.Parked[0],
		"attempt": t.Timers[timerRetry].Origin.Int("attempt"),
	}
	return cmd
}

// recall puts the parked event in the place of the fact, so that the regulation
// decides about what happened then.
func (e *Engine) recall(ctx context.Context, w *work) error {
	of := w.cmd.Data.Int("of")
	events, err := e.cfg.Backend.Events(ctx, w.cmd.Tenant, of-1, 1)
	if err != nil {
		return fmt.Errorf("recall event %d: %w", of, err)
	}
	if len(events) == 0 || events[0].Seq != of {
		return fmt.Errorf("recall event %d of %s: it is not there", of, w.cmd.Tenant)
	}
	parked := &events[0]
	w.fact = Fact{ID: parked.Command, Kind: parked.Kind, At: parked.At, Actor: parked.Actor,
		Channel: parked.Channel, Data: parked.Body.Data}
	w.facts = parked.Body.Facts
	return nil
}

// unpark adds to a successful retry what a parked ticket still needs: the mark
// goes with the last parked event, else the next one has its turn.
func unpark(w *work) []Op {
	if len(w.ticket.Parked) <= 1 {
		return []Op{
			{Kind: OpFacet, Clause: ClauseParked, Audience: ForStaff, Name: FacetParked, Value: ""},
			{Kind: OpClear, Clause: ClauseParked, Audience: ForStaff, Name: timerRetry},
		}
	}
	return []Op{{Kind: OpTimer, Clause: ClauseParked, Audience: ForStaff, Name: timerRetry,
		At: w.now(), Value: map[string]any{"attempt": int64(0)}}}
}
