package rules

import (
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// startDated begins a promise that ends at a date of the ticket. Without the
// date there is nothing to keep.
func (r *run) startDated(p *Promise) {
	due, ok := r.dated(p.At, p.Calendar, lastOpening)
	if !ok {
		r.reg.trace.promise(r, p)
		return
	}
	r.reg.trace.did(p)
	r.putPromise(p, map[string]any{
		"state": Running, "since": engine.Micros(r.at()), "due": engine.Micros(due), "calendar": p.Calendar,
	})
	r.setPromiseTimers(p, due)
}

// redate moves a promise to another date; without one it falls away.
func (r *run) redate(p *Promise) {
	due, ok := r.dated(p.At, p.Calendar, lastOpening)
	if !ok {
		r.cancelPromise(p)
		return
	}
	r.clearPromiseTimers(p)
	r.updatePromise(p, map[string]any{"due": engine.Micros(due), "warned": nil})
	r.setPromiseTimers(p, due)
}

// recountPromise computes the end of a promise anew from its beginning, with the
// pauses that it has had: what its length depends on has changed.
func (r *run) recountPromise(p *Promise) {
	state := r.stateOf(p.field)
	what := state.String("state")
	switch {
	case what != Running && what != Paused:
		return
	case p.At.Path.root != "":
		r.redate(p)
		return
	}
	within, ok := r.within(p)
	if !ok {
		r.cancelPromise(p)
		return
	}
	if within.String() == state.String("within") {
		return
	}
	proof, err := r.reg.prove(p.Calendar, state.Time("since"), within.String(), pausesOf(state))
	if err != nil {
		r.fail("promise %s: %v", p.ID, err)
		return
	}
	changes := map[string]any{"within": within.String(), "due": engine.Micros(proof.Due), "warned": nil}
	if what == Paused {
		changes["left"] = remainingValue(r.leftAtPause(p, state, proof, within))
		r.updatePromise(p, changes)
		return
	}
	r.clearPromiseTimers(p)
	r.updatePromise(p, changes)
	r.setPromiseTimers(p, proof.Due)
}

// leftAtPause is what was left when the pause that still goes on began.
func (r *run) leftAtPause(p *Promise, state engine.Fields, proof *worktime.Proof, within Duration) worktime.Remaining {
	return r.reg.CalendarFor(p.Calendar).Pause(proof.Due, PausedAt(state), within.Unit)
}

// PausedAt is when the pause of a promise began that still goes on.
func PausedAt(state engine.Fields) time.Time {
	pauses := state.List("pauses")
	if len(pauses) == 0 {
		return time.Time{}
	}
	last, _ := pauses[len(pauses)-1].(map[string]any)
	return engine.Fields(last).Time("from")
}
