package rules

import (
	"fmt"
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// A Deadline is a promise or a silence of a ticket, where it stands and how its
// due instant came about.
type Deadline struct {
	ID     string
	Kind   string // promise or silence
	Label  Text
	Clause engine.ClauseID
	State  string
	Since  time.Time
	Due    time.Time
	Met    time.Time
	Within string
	// Calendar is empty for deadlines by the clock.
	Calendar string
	Left     worktime.Remaining
	// Reminders counts those that were sent, of how many.
	Reminders, Of int
	// Proof lists what was counted; nil where nothing is due.
	Proof *worktime.Proof
}

// Deadlines lists the promises and silences of a ticket in the order of the
// catalogue. Those that never began are not among them.
func (reg *Regulation) Deadlines(t *engine.Ticket) ([]Deadline, error) {
	var out []Deadline
	for i := range reg.Promises {
		p := &reg.Promises[i]
		state := t.Fields.Map(promiseField(p.ID))
		if state == nil {
			continue
		}
		d := Deadline{ID: p.ID, Kind: "promise", Label: p.Label, Clause: p.Clause, State: state.String("state"),
			Since: state.Time("since"), Due: state.Time("due"), Met: state.Time("met"),
			Within: state.String("within"), Calendar: p.Calendar,
			Left: RemainingOf(state.Map("left"))}
		if d.State != Paused {
			if err := d.proofOf(reg, pausesOf(state)); err != nil {
				return nil, err
			}
		}
		out = append(out, d)
	}
	for i := range reg.Silences {
		d, ok, err := reg.silenceDeadline(&reg.Silences[i], t)
		if err != nil {
			return nil, err
		}
		if ok {
			out = append(out, d)
		}
	}
	return out, nil
}

func (reg *Regulation) silenceDeadline(s *Silence, t *engine.Ticket) (Deadline, bool, error) {
	state := t.Fields.Map(silenceField(s.ID))
	if state == nil {
		return Deadline{}, false, nil
	}
	d := Deadline{ID: s.ID, Kind: "silence", Label: s.Label, Clause: s.Clause, State: state.String("state"),
		Since: state.Time("since"), Due: state.Time("due"), Calendar: s.Calendar,
		Reminders: int(state.Int("n"))}
	wait, _ := s.Next(state.Int("n"))
	d.Within = wait.String()
	if s.Remind != nil {
		d.Of = s.Remind.Times
		d.Reminders = min(d.Reminders, d.Of)
	}
	if s.At.Path.root != "" {
		d.Within = ""
		return d, true, nil
	}
	if s.Remind == nil && d.State == Waiting {
		if err := d.proofOf(reg, nil); err != nil {
			return d, false, err
		}
	}
	return d, true, nil
}

func pausesOf(state engine.Fields) []worktime.Interval {
	var out []worktime.Interval
	for _, p := range state.List("pauses") {
		m, _ := p.(map[string]any)
		f := engine.Fields(m)
		if !f.Time("to").IsZero() {
			out = append(out, worktime.Interval{From: f.Time("from"), To: f.Time("to")})
		}
	}
	return out
}

// proofOf proves a deadline that was counted; a date stands for itself.
func (d *Deadline) proofOf(reg *Regulation, pauses []worktime.Interval) error {
	if d.Within == "" {
		return nil
	}
	proof, err := reg.prove(d.Calendar, d.Since, d.Within, pauses)
	if err != nil {
		return fmt.Errorf("%s %s: %w", d.Kind, d.ID, err)
	}
	d.Proof = proof
	return nil
}

func (reg *Regulation) prove(calendar string, since time.Time, within string, pauses []worktime.Interval) (*worktime.Proof, error) {
	d, err := worktime.ParseDuration(within)
	if err != nil {
		return nil, err
	}
	// A pause that began after the promise was settled counts for nothing.
	pauses = slices.DeleteFunc(pauses, func(p worktime.Interval) bool { return p.From.Before(since) })
	proof, err := reg.CalendarFor(calendar).Prove(since, d, pauses)
	return &proof, err
}
