package engine

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"
)

// A message can be taken back as long as it waits in the outbox on purpose. The
// event that wanted it stays in the log; another one says who has taken it back,
// and brings the ticket to where it would be had the first not happened: what the
// first has changed, and nothing has changed since, gets its old value again.
// Deadlines that an answer had met run on and, if their instant has passed
// meanwhile, are broken at once. So nothing that was recorded is denied, and
// nothing that was undone counts.

// Histories reads the events of one ticket. A backend that does makes it possible
// to take messages back.
type Histories interface {
	TicketEvents(ctx context.Context, tenant TenantID, ticket TicketID, after int64, limit int) ([]Event, error)
}

// A Withdrawal takes back all that an event of a ticket has to say to the world.
type Withdrawal struct {
	Tenant  TenantID
	Ticket  TicketID
	Seq     int64
	Actor   Actor
	Channel string
}

// codeTooLate is the problem of whoever takes back what has gone out, or has
// nothing in it that goes out.
const codeTooLate = "withdraw_late"

// Withdraw takes a message back. If it is too late, because something of the
// event has gone out or may be going out, the error is of kind Refused and nothing
// has changed.
func (e *Engine) Withdraw(ctx context.Context, w Withdrawal) (Result, error) {
	before, event, err := e.beforeEvent(ctx, &w)
	if err != nil {
		return Result{}, err
	}
	cmd := Command{
		ID:     CommandID(fmt.Sprintf("%s/%d", KindWithdrawn, w.Seq)),
		Tenant: w.Tenant, Kind: KindWithdrawn, Actor: w.Actor, Channel: w.Channel, Ticket: w.Ticket,
		Cause: w.Seq, Depth: event.Depth, Audience: event.narrowest(), withdraws: event.deliveries(),
	}
	ids := make([]any, len(cmd.withdraws))
	for i, id := range cmd.withdraws {
		ids[i] = string(id)
	}
	cmd.Data = Fields{"event": w.Seq, "deliveries": ids, "undo": undoing(before, event)}
	// Whoever claims a delivery first has it: this, or the one who sends it. If the
	// commit fails, the claim lapses and the message goes out after all.
	claimed, err := e.cfg.Backend.ClaimUnsent(ctx, w.Tenant, cmd.withdraws, e.claim(len(cmd.withdraws)))
	if err != nil {
		return Result{}, fmt.Errorf("claim what event %d sends: %w", w.Seq, err)
	}
	if !claimed && !e.withdrawn(ctx, &cmd) {
		return Result{}, tooLate()
	}
	return e.Do(ctx, cmd)
}

func tooLate() error {
	return &Error{Kind: Refused, Clause: ClauseWithdrawn, Problems: []Problem{{Code: codeTooLate, Clause: ClauseWithdrawn}}}
}

// withdrawn reports whether the command was done before.
func (e *Engine) withdrawn(ctx context.Context, cmd *Command) bool {
	loaded, err := e.cfg.Backend.Load(ctx, Query{Tenant: cmd.Tenant, Command: cmd.ID})
	return err == nil && loaded.Done != nil && loaded.Done.Actor.ID == cmd.Actor.ID
}

// beforeEvent returns an event and its ticket before it.
func (e *Engine) beforeEvent(ctx context.Context, w *Withdrawal) (Ticket, *Event, error) {
	histories, ok := e.cfg.Backend.(Histories)
	if !ok {
		return Ticket{}, nil, Errorf(Internal, "the store cannot read the events of one ticket")
	}
	var t Ticket
	for {
		events, err := histories.TicketEvents(ctx, w.Tenant, w.Ticket, t.Seq, 200)
		if err != nil {
			return t, nil, fmt.Errorf("events of ticket %s: %w", w.Ticket, err)
		}
		if len(events) == 0 || events[0].Seq > w.Seq {
			return t, nil, Errorf(NotFound, "ticket %s has no event %d", w.Ticket, w.Seq)
		}
		for i := range events {
			switch event := &events[i]; {
			case event.Erased(): // what was before cannot be known any more
				return t, nil, tooLate()
			case event.Seq == w.Seq && len(event.deliveries()) == 0:
				return t, nil, tooLate()
			case event.Seq == w.Seq:
				return t, event, nil
			default:
				t = Apply(t, event)
			}
		}
	}
}

// deliveries are the ids of what the event has put into the outbox.
func (e *Event) deliveries() (ids []DeliveryID) {
	for i := range e.Body.Ops {
		if kind := e.Body.Ops[i].Kind; kind == OpSend || kind == OpEmit {
			ids = append(ids, deliveryID(e.Seq, i))
		}
	}
	return ids
}

// narrowest is the audience of those employees who may see all of the event: what
// tells of its undoing holds the same values.
func (e *Event) narrowest() Audience {
	audiences := []Audience{e.Audience}
	for i := range e.Body.Ops {
		audiences = append(audiences, e.Body.Ops[i].Audience)
	}
	for _, a := range audiences {
		if strings.HasPrefix(string(a), "role:") {
			return a
		}
	}
	return ForStaff
}

// Parts of a ticket that can be undone.
const (
	partField = "field"
	partFacet = "facet"
	partTimer = "timer"
	partDue   = "due"
)

// undoing lists what an event has changed: was and now are the values before and
// after it.
func undoing(before Ticket, e *Event) []any {
	after := Apply(before, e)
	var out []any
	changed := map[[2]string]bool{}
	add := func(part, name string) {
		was, now := partOf(&before, part, name), partOf(&after, part, name)
		if key := [2]string{part, name}; !changed[key] && !sameValue(was, now) {
			changed[key] = true
			out = append(out, map[string]any{"part": part, "name": name, "was": was, "now": now})
		}
	}
	for i := range e.Body.Ops {
		switch op := &e.Body.Ops[i]; op.Kind {
		case OpSet:
			each(op, func(name string, _ any) { add(partField, name) })
		case OpFacet:
			each(op, func(name string, _ any) { add(partFacet, name) })
		case OpTimer, OpClear:
			add(partTimer, op.Name)
		case OpDue:
			add(partDue, "")
		}
	}
	slices.SortFunc(out, func(a, b any) int { return bytes.Compare(canonical(a), canonical(b)) })
	return out
}

// partOf is the value of a part of a ticket; nil where there is none.
func partOf(t *Ticket, part, name string) any {
	switch part {
	case partField:
		return t.Fields[name]
	case partFacet:
		if v, ok := t.Facets[name]; ok {
			return v
		}
	case partTimer:
		if timer, ok := t.Timers[name]; ok {
			v := map[string]any{"due": Micros(timer.Due), "patient": timer.Patient}
			if len(timer.Origin) > 0 {
				v["origin"] = map[string]any(timer.Origin)
			}
			return v
		}
	case partDue:
		if !t.NextDue.IsZero() {
			return Micros(t.NextDue)
		}
	}
	return nil
}

func sameValue(a, b any) bool { return bytes.Equal(canonical(a), canonical(b)) }

func canonical(v any) []byte {
	raw, _ := AppendCanonical(nil, v) // what a ticket holds can be encoded
	return raw
}

// Undo is what a regulation decides about an event of kind KindWithdrawn: what
// the event that was taken back had changed, and what nothing has changed since,
// is as it was before.
func Undo(c *Case) Decision {
	ops := []Op{{Kind: OpNote, Clause: ClauseWithdrawn, Name: "withdrawn",
		Value: map[string]any{"event": c.Event.Data.Int("event")}}}
	for _, one := range c.Event.Data.List("undo") {
		m, _ := one.(map[string]any)
		change := Fields(m)
		part, name := change.String("part"), change.String("name")
		if sameValue(partOf(c.Ticket, part, name), change["now"]) {
			ops = append(ops, restore(part, name, change))
		}
	}
	return Decision{Ops: ops}
}

func restore(part, name string, change Fields) Op {
	op := Op{Clause: ClauseWithdrawn, Name: name, Value: change["was"]}
	switch part {
	case partField:
		op.Kind = OpSet
	case partFacet:
		op.Kind = OpFacet
	case partTimer:
		op.Kind, op.Value = OpClear, nil
		if was := change.Map("was"); was != nil {
			op.Kind, op.At, op.Patient = OpTimer, was.Time("due"), was.Bool("patient")
			if origin := was.Map("origin"); origin != nil {
				op.Value = map[string]any(origin)
			}
		}
	case partDue:
		op.Kind, op.Value, op.At = OpDue, nil, time.Time{}
		if was := change.Int("was"); was != 0 {
			op.At = FromMicros(was)
		}
	}
	return op
}
