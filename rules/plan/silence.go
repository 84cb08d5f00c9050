package plan

import (
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
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
	n := state.Int("n")
	before, _ := old.Next(n)
	wait, reminder := now.Next(n)
	from, err := p.countedFrom(old, state, n, before)
	if err != nil {
		return failed(err)
	}
	f.move.Within, f.move.WouldWithin = before.String(), wait.String()
	if !reminder && len(now.Then) == 0 { // its reminders have been sent, and nothing comes after them
		f.move.What, f.move.WouldWithin = Gone, ""
		return f
	}
	would, err := p.candidate.CalendarFor(now.Calendar).Add(from, wait.Duration)
	if err != nil {
		return failed(err)
	}
	if would = would.UTC(); !would.Equal(state.Time("due")) {
		f.move.What = Moves
	}
	f.move.Would = &would
	return f
}

// countedFrom is the instant that the next step of a silence is counted from: its
// beginning, or the reminder before. When that was is not recorded, but when the
// next step is due.
func (p *pair) countedFrom(s *rules.Silence, state engine.Fields, n int64, wait rules.Duration) (time.Time, error) {
	if n == 0 {
		return state.Time("since"), nil
	}
	return p.own.CalendarFor(s.Calendar).Sub(state.Time("due"), wait.Duration)
}
