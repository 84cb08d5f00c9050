package rules

import (
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// States of promises.
const (
	Running   = "running"
	Paused    = "paused"
	Met       = "met"
	Breached  = "breached"
	Cancelled = "cancelled"
)

// A promise's state is a field of the ticket: how it came about (since, within,
// calendar, pauses) and where it stands (state, due, left). Instants are
// microseconds.

// grace is how long after the due instant a message still counts as in time:
// to the end of that second.
const grace = time.Second

// fires is the instant at which a timer for a due instant goes off.
func fires(due time.Time) time.Time { return due.Truncate(time.Second).Add(grace) }

// inTime reports whether something that happened at an instant was in time.
func inTime(at, due time.Time) bool { return at.Before(fires(due)) }

func (r *run) at() time.Time { return r.c.Event.At }

func (r *run) startPromise(p *Promise) {
	state := r.stateOf(p.field).String("state")
	if state == Running || state == Paused || !p.When.holds(r) {
		r.reg.trace.promise(r, p)
		return
	}
	if p.At.Path.root != "" {
		r.startDated(p)
		return
	}
	within, ok := r.within(p)
	if !ok {
		r.reg.trace.promise(r, p)
		return
	}
	due, err := r.reg.addTime(p.Calendar, r.at(), within.Duration)
	if err != nil {
		r.fail("promise %s: %v", p.ID, err)
		return
	}
	r.reg.trace.did(p)
	r.putPromise(p, map[string]any{
		"state": Running, "since": engine.Micros(r.at()), "due": engine.Micros(due),
		"within": within.String(), "calendar": p.Calendar,
	})
	r.setPromiseTimers(p, due)
	if s := r.status(); s != nil && s.selected(p.Paused) {
		r.pausePromise(p)
	}
}

// within is the promise's duration, which may depend on a value of the ticket.
func (r *run) within(p *Promise) (Duration, bool) {
	if p.By == nil {
		return p.Within, true
	}
	return p.By.For(asText(r.lookup(parsePath(p.By.Path))))
}

// For is the duration for a value; false where there is none, not even a default.
func (b *ByValue) For(value string) (Duration, bool) {
	d, ok := b.Values[value]
	if !ok {
		d, ok = b.Values["default"]
	}
	return d, ok
}

// addTime adds a duration, on the calendar if one is named.
func (reg *Regulation) addTime(calendar string, from time.Time, d worktime.Duration) (time.Time, error) {
	return reg.CalendarFor(calendar).Add(from, d)
}

// CalendarFor returns a calendar by its id; where none is named, the regulation's
// first, whose zone then counts days and months.
func (reg *Regulation) CalendarFor(id string) *worktime.Calendar {
	if cal := reg.calendars[id]; cal != nil {
		return cal
	}
	if len(reg.Calendars) > 0 {
		return reg.calendars[reg.Calendars[0].ID]
	}
	return plainCalendar
}

// plainCalendar counts by the clock in UTC where a regulation has no calendar.
var plainCalendar = mustPlainCalendar()

func mustPlainCalendar() *worktime.Calendar {
	def, err := worktime.ParseDefinition([]byte(`{"zone":"UTC","versions":[{"week":{"mon":["00:00-24:00"]}}]}`))
	if err != nil {
		panic(err)
	}
	cal, err := worktime.Compile(def, worktime.Holidays{})
	if err != nil {
		panic(err)
	}
	return cal
}

func (r *run) putPromise(p *Promise, state map[string]any) {
	name := p.field
	r.fields.set(name, state)
	r.op(engine.Op{Kind: engine.OpSet, Clause: p.Clause, Name: name, Value: state})
}

// update changes some members of a promise's state.
func (r *run) updatePromise(p *Promise, changes map[string]any) {
	state := map[string]any{}
	for k, v := range r.stateOf(p.field) {
		state[k] = v
	}
	for k, v := range changes {
		if v == nil {
			delete(state, k)
			continue
		}
		state[k] = v
	}
	r.putPromise(p, state)
}

func (r *run) setPromiseTimers(p *Promise, due time.Time) {
	r.timer(p.Clause, p.breachTimer, fires(due), false)
	if p.Warn.N == 0 {
		return
	}
	warn, err := r.warnAt(p, due)
	if err != nil {
		r.fail("promise %s: %v", p.ID, err)
		return
	}
	if warn.After(r.at()) {
		r.timer(p.Clause, p.warnTimer, warn, false)
	}
}

func (r *run) warnAt(p *Promise, due time.Time) (time.Time, error) {
	cal := r.reg.CalendarFor(p.Calendar)
	return cal.Sub(due, p.Warn.Duration)
}

func (r *run) timer(clause engine.ClauseID, name string, at time.Time, patient bool) {
	r.mark(name, true)
	r.op(engine.Op{Kind: engine.OpTimer, Clause: clause, Audience: engine.ForStaff, Name: name, At: at, Patient: patient})
}

// clearTimer turns a timer off, if it is on.
func (r *run) clearTimer(clause engine.ClauseID, name string) {
	v, known := r.timers.get(name)
	on := v == true
	if !known {
		_, on = r.c.Ticket.Timers[name]
		// The timer that has just fired is off by that.
		if r.c.Event.Kind == engine.KindTimer && r.c.Event.Data.String("timer") == name {
			on = false
		}
	}
	if !on {
		return
	}
	r.mark(name, false)
	r.op(engine.Op{Kind: engine.OpClear, Clause: clause, Audience: engine.ForStaff, Name: name})
}

func (r *run) mark(timer string, on bool) { r.timers.set(timer, on) }

func (r *run) clearPromiseTimers(p *Promise) {
	r.clearTimer(p.Clause, p.warnTimer)
	r.clearTimer(p.Clause, p.breachTimer)
}

func (r *run) meetPromise(p *Promise) {
	state := r.stateOf(p.field)
	switch state.String("state") {
	case Running, Paused:
		changes := map[string]any{"state": Met, "met": engine.Micros(r.at()), "left": nil}
		if state.String("state") == Running && !inTime(r.at(), state.Time("due")) {
			changes["state"], changes["breached"] = Breached, state["due"]
		}
		r.clearPromiseTimers(p)
		r.updatePromise(p, changes)
	case Breached:
		if state["met"] == nil {
			r.updatePromise(p, map[string]any{"met": engine.Micros(r.at())})
		}
	}
}

func (r *run) cancelPromise(p *Promise) {
	switch r.stateOf(p.field).String("state") {
	case Running, Paused:
		r.clearPromiseTimers(p)
		r.updatePromise(p, map[string]any{"state": Cancelled, "left": nil})
	}
}

// pausePromise stops the clock and remembers what is left of the time.
func (r *run) pausePromise(p *Promise) {
	state := r.stateOf(p.field)
	if state.String("state") != Running {
		return
	}
	within, err := worktime.ParseDuration(state.String("within"))
	if err != nil {
		r.fail("promise %s: %v", p.ID, err)
		return
	}
	cal := r.reg.CalendarFor(p.Calendar)
	left := cal.Pause(state.Time("due"), r.at(), within.Unit)
	pauses := append(append([]any{}, state.List("pauses")...), map[string]any{"from": engine.Micros(r.at())})
	r.clearPromiseTimers(p)
	r.updatePromise(p, map[string]any{"state": Paused, "pauses": pauses, "warned": nil,
		"left": remainingValue(left)})
}

func remainingValue(r worktime.Remaining) map[string]any {
	return map[string]any{"seconds": r.Seconds, "nanos": int64(r.Nanos), "working": r.Working, "opening": r.Opening}
}

// RemainingOf reads what a paused promise has recorded as left.
func RemainingOf(f engine.Fields) worktime.Remaining {
	return worktime.Remaining{Seconds: f.Int("seconds"), Nanos: int32(f.Int("nanos")), Working: f.Bool("working"), Opening: f.Bool("opening")}
}

// resumePromise lets the clock run on with what was left.
func (r *run) resumePromise(p *Promise) {
	state := r.stateOf(p.field)
	if state.String("state") != Paused {
		return
	}
	cal := r.reg.CalendarFor(p.Calendar)
	due, err := cal.Resume(r.at(), RemainingOf(state.Map("left")))
	if err != nil {
		r.fail("promise %s: %v", p.ID, err)
		return
	}
	pauses := append([]any{}, state.List("pauses")...)
	last, _ := pauses[len(pauses)-1].(map[string]any)
	pauses[len(pauses)-1] = map[string]any{"from": last["from"], "to": engine.Micros(r.at())}
	r.updatePromise(p, map[string]any{"state": Running, "due": engine.Micros(due), "left": nil, "pauses": pauses})
	r.setPromiseTimers(p, due)
}

// firePromise is what a promise's timer does.
func (r *run) firePromise(p *Promise, warning bool) {
	state := r.stateOf(p.field)
	if state.String("state") != Running {
		return
	}
	if warning {
		r.updatePromise(p, map[string]any{"warned": engine.Micros(r.at())})
		r.raise("warn:" + p.ID)
		r.apply(p.Clause, p.OnWarn)
		return
	}
	r.clearPromiseTimers(p)
	r.updatePromise(p, map[string]any{"state": Breached, "breached": state["due"]})
	r.raise("breach:" + p.ID)
	r.apply(p.Clause, p.OnBreach)
}
