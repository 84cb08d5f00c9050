package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"
)

// decide loads what the command touches and asks the regulation. It returns a
// finished result instead of work where there is nothing left to do.
func (e *Engine) decide(ctx context.Context, cmd *Command, again bool) (*work, *Result, error) {
	w := &work{cmd: cmd, quota: e.Quota(cmd.Tenant), ticket: Ticket{Tenant: cmd.Tenant}}
	digest, err := cmd.digest()
	if err != nil {
		return nil, nil, &Error{Kind: Invalid, Err: err}
	}
	w.digest = digest
	// A command that names nothing can only open a ticket. Whether it was done
	// before the commit finds out.
	if cmd.Ticket != "" || len(cmd.Keys) > 0 || again {
		done, err := e.load(ctx, w, again)
		if err != nil || done != nil {
			return nil, done, err
		}
	}
	if e.cfg.Facts != nil && cmd.Address != "" {
		if w.facts, err = e.cfg.Facts.Facts(ctx, cmd.Tenant, cmd.Address, cmd.Data); err != nil {
			return nil, nil, fmt.Errorf("facts about the sender of %s: %w", cmd.ID, err)
		}
	}
	w.fact = Fact{ID: cmd.ID, Kind: cmd.Kind, At: cmd.At, Actor: cmd.Actor, Channel: cmd.Channel, Data: cmd.Data}
	if cmd.Kind == KindRetried {
		if err := e.recall(ctx, w); err != nil {
			return nil, nil, err
		}
	}
	switch err := e.consult(ctx, w); {
	case errors.Is(err, errNotYet):
		return nil, &Result{Ticket: w.ticket}, nil
	case err != nil:
		return nil, nil, err
	}
	return w, nil, nil
}

// errNotYet says that a parked event cannot be tried yet: its tenant has to wait
// with all its code. Nothing is recorded, and the ticket is looked at again when
// the claim on its timer lapses.
var errNotYet = errors.New("the tenant waits with its code")

// load fills in the tickets that the command can touch.
func (e *Engine) load(ctx context.Context, w *work, again bool) (*Result, error) {
	cmd := w.cmd
	q := Query{Tenant: cmd.Tenant, Command: cmd.ID, Keys: cmd.Keys, Recent: cmd.Settles != "" && !again}
	if cmd.Ticket != "" {
		q.Keys = []Key{TicketKey(cmd.Ticket)}
	}
	if cmd.known != nil && !again {
		w.seq, w.ticket = cmd.known.Seq, *cmd.known
		return nil, nil
	}
	loaded, err := e.cfg.Backend.Load(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("load for %s: %w", cmd.ID, err)
	}
	if loaded.Done != nil {
		return e.duplicate(w, &loaded)
	}
	w.seq, w.related = loaded.Seq, loaded.Tickets
	if cmd.Ticket == "" {
		return nil, nil
	}
	if len(loaded.Tickets) == 0 {
		return nil, Errorf(NotFound, "no ticket %s", cmd.Ticket)
	}
	w.ticket, w.related = loaded.Tickets[0].Ticket, nil
	if cmd.Version != 0 && cmd.Version != w.ticket.Version {
		return nil, &Error{Kind: Conflict, Problems: []Problem{{Pointer: "/version", Code: "ticket_changed",
			Values: Fields{"version": w.ticket.Version}}}}
	}
	if cmd.timer.name != "" && w.ticket.Timers[cmd.timer.name].Generation != cmd.timer.generation {
		return &Result{Ticket: w.ticket}, nil
	}
	return nil, nil
}

// duplicate answers a command that was done before.
func (e *Engine) duplicate(w *work, loaded *Loaded) (*Result, error) {
	done := loaded.Done
	if done.Digest != w.digest {
		return nil, &Error{Kind: Conflict, Problems: []Problem{{Code: "command_reused"}},
			Err: fmt.Errorf("command id %s was used for something else in event %d", done.Command, done.Seq)}
	}
	res := &Result{Event: *done, Duplicate: true}
	if done.Version == 1 && !done.Erased() {
		res.Ticket = Apply(Ticket{}, done)
		return res, nil
	}
	for _, m := range loaded.Tickets {
		if m.Ticket.ID == done.Ticket {
			res.Ticket = m.Ticket
		}
	}
	return res, nil
}

// consult asks the regulation where the command belongs and what follows. What
// it fails at becomes w.fault; what it turns down is an error.
func (e *Engine) consult(ctx context.Context, w *work) error {
	reg, err := e.regulation(ctx, w)
	if err != nil && KindOf(err) == NotFound {
		return err
	}
	if err != nil {
		w.fault = err
		e.settleOn(w)
		return nil
	}
	c := &Case{Tenant: w.cmd.Tenant, Now: w.now(), Event: w.fact, Facts: w.facts, Related: w.related}
	if w.ticket.Version == 0 {
		routing, err := guarded(ctx, w.quota.Decide, func(ctx context.Context) (Routing, error) { return reg.Route(ctx, c) })
		if err == nil {
			err = w.follow(routing)
		}
		if err != nil {
			if TurnedDown(err) {
				return err
			}
			w.fault = fmt.Errorf("route: %w", err)
			e.settleOn(w)
			return nil
		}
		c.Routing, c.Now = routing, w.now()
		if w.ticket.Version > 0 {
			if reg, err = e.regulation(ctx, w); err != nil {
				w.fault = err
				return nil
			}
		}
	}
	c.Event.At = w.now()
	if w.cmd.Kind == KindRetried {
		c.Event.At = w.fact.At
	}
	w.open()
	c.Ticket = &w.ticket
	return e.ask(ctx, w, reg, c)
}

// ask lets the regulation decide, within what the tenant may cost.
func (e *Engine) ask(ctx context.Context, w *work, reg Regulation, c *Case) error {
	decision, err := e.afford(ctx, w, reg, c)
	if err == nil {
		err = w.quota.check(&w.ticket, &decision)
	}
	w.decision = Decision{Cost: decision.Cost}
	switch {
	case err == nil:
		w.decision = decision
		w.adopt()
	case TurnedDown(err) && w.cmd.happened():
		w.decision.Ops = []Op{RefusalNote(err)}
	case TurnedDown(err):
		return err
	case w.cmd.Kind == KindRetried && Exceeded(err) == QuotaCode && w.share == 0:
		return errNotYet
	default:
		w.fault = fmt.Errorf("decide: %w", err)
	}
	return nil
}

// happened reports whether the command tells of something that cannot be turned
// down any more: a regulation's refusal of it is only noted.
func (c *Command) happened() bool { return Happened(c.Kind) }

// Happened reports whether events of a kind tell of something that cannot be
// turned down any more.
func Happened(kind string) bool {
	switch kind {
	case KindTimer, KindDelivered, KindUndeliverable, KindWithheld, KindRetried:
		return true
	}
	return false
}

// RefusalNote is how a refusal of something that has happened is noted.
func RefusalNote(err error) Op {
	var e *Error
	errors.As(err, &e)
	clause := e.Clause
	if clause == "" {
		clause = ClauseParked
	}
	codes := make([]any, len(e.Problems))
	for i, p := range e.Problems {
		codes[i] = p.Code
	}
	return Op{Kind: OpNote, Clause: clause, Audience: ForStaff, Name: "refused",
		Value: map[string]any{"kind": string(e.Kind), "problems": codes}}
}

// TurnedDown reports whether an error of a regulation means that the command is
// not to be taken, as against a decision that failed.
func TurnedDown(err error) bool {
	var e *Error
	return errors.As(err, &e) && (e.Kind == Invalid || e.Kind == Refused || e.Kind == Forbidden || e.Kind == Conflict)
}

// settleOn chooses a ticket when the regulation could not: the one that the
// evidence points at if there is exactly one, else a new one.
func (e *Engine) settleOn(w *work) {
	if w.ticket.Version == 0 && len(w.related) == 1 {
		w.ticket = w.related[0].Ticket
	}
	w.open()
}

// follow makes the routed ticket the one that is decided about.
func (w *work) follow(r Routing) error {
	w.routing = r
	if r.Ticket == "" {
		return nil
	}
	i := slices.IndexFunc(w.related, func(m Match) bool { return m.Ticket.ID == r.Ticket })
	if i < 0 {
		return fmt.Errorf("ticket %s was not among those offered", r.Ticket)
	}
	w.ticket = w.related[i].Ticket
	return nil
}

// open gives a new ticket its id. Such a change holds only while the edition it
// is decided under is the active one.
func (w *work) open() {
	if w.ticket.Version == 0 {
		w.ticket.ID = NewTicketID(w.cmd.Tenant, w.cmd.ID, w.cmd.At)
		w.active = true
	}
}

// check holds a decision against the quota.
func (q *Quota) check(t *Ticket, d *Decision) error {
	if len(d.Ops) > q.Ops {
		return overQuota(QuotaOps, "decision has %d ops, more than %d", len(d.Ops), q.Ops)
	}
	sends, timers := 0, len(t.Timers)
	for i := range d.Ops {
		switch op := &d.Ops[i]; op.Kind {
		case OpSend, OpEmit:
			sends++
		case OpTimer:
			timers++
			if op.At.IsZero() {
				return fmt.Errorf("timer %q has no instant", op.Name)
			}
		case OpSet, OpFacet, OpClear, OpDue, OpNote, OpLink, OpUnlink, OpPerson, OpLeave, OpAttach, OpAudience, OpBlock, OpEdition:
		default:
			return fmt.Errorf("op %d is of unknown kind %q", i, op.Kind)
		}
		if d.Ops[i].Clause == "" {
			return fmt.Errorf("op %d (%s %s) names no clause", i, d.Ops[i].Kind, d.Ops[i].Name)
		}
	}
	if sends > q.Sends {
		return overQuota(QuotaSends, "decision sends %d messages, more than %d", sends, q.Sends)
	}
	if timers > q.Timers {
		return overQuota(QuotaTimers, "ticket would have %d timers, more than %d", timers, q.Timers)
	}
	return nil
}
