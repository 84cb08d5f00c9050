package rules

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

// Decide carries the regulation out on one command.
func (reg *Regulation) Decide(ctx context.Context, c *engine.Case) (engine.Decision, error) {
	if c.Ticket == nil {
		return engine.Decision{}, errNoTicket
	}
	if c.Event.Kind == engine.KindWithdrawn { // what is undone must not bring about anything
		return engine.Undo(c), nil
	}
	r := reg.newRun(c)
	if err := r.event(); err != nil {
		return engine.Decision{}, err
	}
	r.settle()
	cost := r.callHooks(ctx)
	if r.fault != nil {
		return engine.Decision{Cost: cost}, fmt.Errorf("regulation %s: %w", reg.ID, r.fault)
	}
	if err := r.turnDown(); err != nil {
		return engine.Decision{Cost: cost}, err
	}
	if err := r.endedAgainst(); err != nil {
		return engine.Decision{Cost: cost}, err
	}
	r.notifyStaff()
	r.finish()
	return engine.Decision{
		Ops:      r.ops,
		Audience: r.audience,
		Series:   engine.Series{Name: reg.Numbering.Prefix, Prefix: reg.Numbering.Prefix, First: reg.Numbering.First, Width: reg.Numbering.Width},
		Uses:     reg.uses,
		Cost:     cost,
	}, nil
}

// Budget implements engine.Coded.
func (reg *Regulation) Budget() int64 {
	if code, ok := reg.hooks.(Budgeted); ok && len(reg.Hooks) > 0 {
		return code.Budget()
	}
	return 0
}

// event does what the kind of the command calls for.
func (r *run) event() error {
	data := r.c.Event.Data
	switch r.c.Event.Kind {
	case KindMessage:
		return r.message()
	case KindAct:
		return r.act()
	case KindBounce:
		return r.bounce()
	case KindUnreadable:
		return r.unreadable()
	case KindTold, KindLinked, KindUnlinked, KindOpened, KindChild, KindMerged, KindPassed:
		r.emitted()
	case engine.KindTimer:
		r.fire(data.String("timer"))
	case engine.KindDelivered:
		if data.Map("message").Bool("internal") {
			r.audience = engine.ForStaff
		}
		r.raise("delivered:" + data.Map("message").String("text"))
	case engine.KindUndeliverable:
		r.undeliverable()
	case engine.KindWithheld:
		r.op(engine.Op{Kind: engine.OpNote, Clause: engine.ClauseBlocked, Audience: engine.ForStaff, Name: "withheld"})
	default:
		r.fail("events of kind %q are unknown", r.c.Event.Kind)
	}
	return nil
}

// fire does what a timer was set for. A timer that no item of the catalogue
// knows any more does nothing.
func (r *run) fire(timer string) {
	if id, ok := strings.CutPrefix(timer, "silence."); ok {
		for i := range r.reg.Silences {
			if r.reg.Silences[i].ID == id {
				r.fireSilence(&r.reg.Silences[i])
			}
		}
		return
	}
	id, what, _ := cutLast(strings.TrimPrefix(timer, "promise."), ".")
	for i := range r.reg.Promises {
		if r.reg.Promises[i].ID == id {
			r.firePromise(&r.reg.Promises[i], what == "warn")
		}
	}
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// undeliverable tells staff that a message did not arrive.
func (r *run) undeliverable() {
	message := r.c.Event.Data.Map("message")
	key := message.String("text")
	if message.Bool("internal") {
		r.audience = engine.ForStaff
	}
	r.op(engine.Op{Kind: engine.OpNote, Clause: engine.ClauseDelivery, Audience: engine.ForStaff, Name: "undeliverable",
		Value: map[string]any{"text": key, "error": r.c.Event.Data.String("error")}})
	if NoticeSort(key) != "" {
		return // no customer waits for it
	}
	r.set(engine.ClauseDelivery, engine.ForStaff, "undelivered", true)
	r.raise("undeliverable:" + key)
}

// bounce is another server's word that a message did not arrive.
func (r *run) bounce() error {
	if r.facet("status") == "" {
		return r.keepSilently(engine.ClauseAutomatic, "automatic")
	}
	data := r.c.Event.Data
	r.op(engine.Op{Kind: engine.OpNote, Clause: engine.ClauseDelivery, Audience: engine.ForStaff, Name: "bounced",
		Value: map[string]any{"reason": data.String("reason"), "permanent": data.Bool("permanent")}})
	r.set(engine.ClauseDelivery, engine.ForStaff, "undelivered", true)
	r.raise(momentBounce)
	return nil
}

// unreadable keeps what could not be read as a ticket in quarantine.
func (r *run) unreadable() error { return r.keepSilently(engine.ClauseQuarantine, "quarantine") }

// keepSilently opens a ticket that staff can see and that nobody is told of.
func (r *run) keepSilently(clause engine.ClauseID, why string) error {
	if r.facet("status") != "" {
		r.attach(clause)
		return nil
	}
	data := r.c.Event.Data
	r.setFacets(clause, map[string]any{"channel": r.c.Event.Channel, "requester": r.c.Event.Actor.ID})
	from := data.Map("from")
	r.setAll(clause, map[string]any{"subject": data.String("subject"), "email": from.String("address"), "name": from.String("name")})
	r.set(clause, "", "language", r.guessLanguage())
	r.enter(clause, r.reg.initial.ID)
	r.op(engine.Op{Kind: engine.OpNote, Clause: clause, Audience: engine.ForStaff, Name: why,
		Value: map[string]any{"error": data.String("error")}})
	r.attach(clause)
	return nil
}

// finish tells the parents, and brings up to date what lists are sorted and searched
// by.
func (r *run) finish() {
	r.tellParents()
	if status := r.status(); status != nil {
		ended := r.c.Ticket.Fields.Time("ended")
		if status.Final && ended.IsZero() {
			r.endTerms()
		}
		if status.Final && ended.IsZero() {
			r.set(status.Clause, engine.ForStaff, "ended", engine.Micros(r.at()))
		}
		if !status.Final && !ended.IsZero() {
			r.set(status.Clause, engine.ForStaff, "ended", nil)
		}
	}
	due, clause := r.nextDue()
	if !due.Equal(r.c.Ticket.NextDue) {
		if clause == "" {
			clause = r.lastClause()
		}
		r.op(engine.Op{Kind: engine.OpDue, Clause: clause, Audience: engine.ForStaff, At: due})
	}
}

// endTerms cancels the promises and ends the silences that were under way before
// the ticket ended in this run; those that began with the end go on.
func (r *run) endTerms() {
	for i := range r.reg.Promises {
		p := &r.reg.Promises[i]
		if !p.Keep && r.goesOn(p.field) {
			r.cancelPromise(p)
		}
	}
	for i := range r.reg.Silences {
		s := &r.reg.Silences[i]
		if !s.Keep && r.goesOn(silenceField(s.ID)) {
			r.breakSilence(s)
		}
	}
}

// goesOn reports whether a term that began before this run is still the same.
func (r *run) goesOn(field string) bool {
	before := r.c.Ticket.Fields.Map(field)
	return before != nil && before["since"] == r.stateOf(field)["since"]
}

func (r *run) lastClause() engine.ClauseID {
	if len(r.ops) > 0 {
		return r.ops[len(r.ops)-1].Clause
	}
	return engine.ClauseStaff
}

// nextDue is the earliest due instant of a promise that runs or is broken
// without having been met.
func (r *run) nextDue() (due time.Time, clause engine.ClauseID) {
	if s := r.status(); s != nil && s.Final {
		return due, clause
	}
	for i := range r.reg.Promises {
		p := &r.reg.Promises[i]
		state := r.stateOf(p.field)
		open := state.String("state") == Running || state.String("state") == Breached && state["met"] == nil
		if at := state.Time("due"); open && (due.IsZero() || at.Before(due)) {
			due, clause = at, p.Clause
		}
	}
	return due, clause
}
