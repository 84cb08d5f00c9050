package plan

import (
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// silence compares a silence that is waited out.
func (p *pair) silence(old *rules.Silence) finding {
	state := p.ticket.Fields.Map("silence." + old.ID)
	f := finding{move: Move{ID: old.ID, Kind: "silence", Clause: old.Clause, State: state.String("state"), Due: instant(state.Time("due"))}}
	if f.running = f.move.State == rules.Waiting; !f.running {
		return f
	}
	i := slices.IndexFunc(p.candidate.Silences, func(x rules.Silence) bool { return x.ID == old.ID })
	if i < 0 {
		f.move.What = Gone
		return f
	}
	now := &p.candidate.Silences[i]
	f.move.Clause = now.Clause
	if none := (rules.Ref{}); now.At != none || old.At != none {
		return p.dated(f, state, old.At == now.At, old.Calendar, now.Calendar)
	}
	n := int(state.Int("n"))
	from, err := countedFrom(p.own, old, state, n)
	if err != nil {
		return failed(err)
	}
	wait := next(now, n)
	f.move.Within, f.move.WouldWithin = next(old, n).String(), wait.String()
	if n >= times(now) && len(now.Then) == 0 { // its reminders have been sent, and nothing comes after them
		f.move.What, f.move.WouldWithin = Gone, ""
		return f
	}
	would, err := add(p.candidate, now.Calendar, from, wait)
	if err != nil {
		return failed(err)
	}
	if f.move.Would = &would; !would.Equal(state.Time("due")) {
		f.move.What = Moves
	}
	return f
}

// countedFrom is the instant that the next step of a silence is counted from: its
// beginning, or the reminder before. When that was is not recorded, but when the
// next step is due.
func countedFrom(own *rules.Regulation, s *rules.Silence, state engine.Fields, n int) (time.Time, error) {
	if n == 0 {
		return state.Time("since"), nil
	}
	cal, err := calendarOf(own, s.Calendar)
	if err != nil {
		return time.Time{}, err
	}
	return cal.Sub(state.Time("due"), next(s, n))
}

// times is how many reminders a silence sends.
func times(s *rules.Silence) int {
	if s.Remind == nil {
		return 0
	}
	return s.Remind.Times
}

// next is how long a silence waits after n reminders.
func next(s *rules.Silence, n int) worktime.Duration {
	if n < times(s) {
		return s.Remind.Every.Duration
	}
	return s.Over.Duration
}
