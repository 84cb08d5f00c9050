package rules

import (
	"time"

	"github.com/reglament/reglament/engine"
)

// States of silences.
const (
	Waiting = "waiting"
	Broken  = "broken" // someone spoke
	Over    = "over"   // nobody did
)

func silenceTimer(id string) string { return "silence." + id }

// startSilence begins to wait; a silence under way starts anew.
func (r *run) startSilence(s *Silence) {
	if !s.When.holds(r) {
		r.reg.trace.silence(r, s)
		return
	}
	r.reg.trace.did(s)
	r.scheduleSilence(s, map[string]any{"state": Waiting, "since": engine.Micros(r.at()), "n": int64(0)}, r.at())
}

// scheduleSilence sets the timer for the next reminder or for the end, counted
// from an instant, and writes the state.
func (r *run) scheduleSilence(s *Silence, state engine.Fields, from time.Time) {
	wait, reminder := s.Next(state.Int("n"))
	switch {
	case s.At.Path.root != "":
		r.scheduleDated(s, state)
		return
	case !reminder && len(s.Then) == 0:
		state["state"] = Over
		r.putSilence(s, state)
		return
	}
	due, err := r.reg.addTime(s.Calendar, from, wait.Duration)
	if err != nil {
		r.fail("silence %s: %v", s.ID, err)
		return
	}
	state["due"] = engine.Micros(due)
	r.putSilence(s, state)
	r.timer(s.Clause, silenceTimer(s.ID), fires(due), true)
}

// Next is how long a silence waits after n reminders: for the next one, or for its
// end.
func (s *Silence) Next(n int64) (wait Duration, reminder bool) {
	if s.Remind != nil && n < int64(s.Remind.Times) {
		return s.Remind.Every, true
	}
	return s.Over, false
}

// scheduleDated waits until a date of the ticket. Without the date nothing is
// waited for.
func (r *run) scheduleDated(s *Silence, state engine.Fields) {
	due, ok := r.dated(s.At, s.Calendar, firstOpening)
	if !ok {
		r.breakSilence(s)
		return
	}
	state["due"] = engine.Micros(due)
	r.putSilence(s, state)
	r.timer(s.Clause, silenceTimer(s.ID), fires(due), true)
}

func (r *run) putSilence(s *Silence, state engine.Fields) {
	name := silenceField(s.ID)
	r.fields.set(name, map[string]any(state))
	r.op(engine.Op{Kind: engine.OpSet, Clause: s.Clause, Name: name, Value: map[string]any(state)})
}

// silenceState is a copy of the silence's state without its due instant.
func (r *run) silenceState(s *Silence) engine.Fields {
	state := engine.Fields{}
	for k, v := range r.stateOf(silenceField(s.ID)) {
		if k != "due" {
			state[k] = v
		}
	}
	return state
}

func (r *run) breakSilence(s *Silence) {
	if r.stateOf(silenceField(s.ID)).String("state") != Waiting {
		return
	}
	r.clearTimer(s.Clause, silenceTimer(s.ID))
	state := r.silenceState(s)
	state["state"] = Broken
	r.putSilence(s, state)
}

// fireSilence is what a silence's timer does: a reminder, or the end.
func (r *run) fireSilence(s *Silence) {
	state := r.stateOf(silenceField(s.ID))
	if state.String("state") != Waiting {
		return
	}
	due, next := state.Time("due"), r.silenceState(s)
	n := state.Int("n") + 1
	next["n"] = n
	if s.Remind == nil || n > int64(s.Remind.Times) {
		next["state"] = Over
		r.putSilence(s, next)
		r.apply(s.Clause, s.Then)
		return
	}
	do := s.Remind.Do
	if n == int64(s.Remind.Times) && len(s.Remind.Last) > 0 {
		do = s.Remind.Last
	}
	r.apply(s.Clause, do)
	r.scheduleSilence(s, next, r.chain(due))
}

// chain is the instant from which the next step of a silence counts: the due
// instant of this one, unless this one came late, so that after an outage
// reminders do not follow one another at once.
func (r *run) chain(due time.Time) time.Time {
	if r.at().Sub(due) < time.Minute {
		return due
	}
	return r.at()
}
