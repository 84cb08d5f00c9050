package plan

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// pair is a ticket between two editions.
type pair struct {
	own, candidate *rules.Regulation
	ticket         *engine.Ticket
}

// finding is what was found out about one deadline of the ticket's own edition. A
// move without a What stays as it is.
type finding struct {
	running bool
	move    Move
	err     error
}

func failed(err error) finding { return finding{err: err} }

// promise compares a promise that runs or is paused.
func (p *pair) promise(old *rules.Promise) finding {
	state := p.ticket.Fields.Map("promise." + old.ID)
	f := finding{move: Move{ID: old.ID, Kind: "promise", Clause: old.Clause, State: state.String("state"), Within: state.String("within")}}
	if f.running = f.move.State == rules.Running || f.move.State == rules.Paused; !f.running {
		return f
	}
	i := slices.IndexFunc(p.candidate.Promises, func(x rules.Promise) bool { return x.ID == old.ID })
	if i < 0 {
		f.move.What, f.move.Due = Gone, instant(state.Time("due"))
		return f
	}
	now := &p.candidate.Promises[i]
	f.move.Clause = now.Clause
	if none := (rules.Ref{}); now.At != none || old.At != none {
		return p.dated(f, state, old.At == now.At, old.Calendar, now.Calendar)
	}
	within, told, ok := p.within(now)
	switch {
	case !told:
		f.move.What, f.move.Due = Unknown, instant(state.Time("due"))
		return f
	case !ok: // a value for which the candidate promises nothing
		f.move.What, f.move.Due = Gone, instant(state.Time("due"))
		return f
	}
	return p.recount(f, now, state, within)
}

// recount computes a promise anew from its beginning, with the pauses that it has
// had.
func (p *pair) recount(f finding, now *rules.Promise, state engine.Fields, within worktime.Duration) finding {
	due, err := p.provedDue(now, state, within)
	if err != nil {
		return failed(err)
	}
	f.move.WouldWithin = within.String()
	if f.move.State == rules.Running {
		f.move.Due, f.move.Would = instant(state.Time("due")), &due
		if !due.Equal(state.Time("due")) {
			f.move.What = Moves
		}
		return f
	}
	left := rules.RemainingOf(state.Map("left"))
	would := p.candidate.CalendarFor(now.Calendar).Pause(due, rules.PausedAt(state), within.Unit)
	f.move.Left, f.move.WouldLeft = &left, &would
	if left != would {
		f.move.What = Moves
	}
	return f
}

// provedDue lets the candidate prove the deadline as if the ticket were its own,
// running and with the new length.
func (p *pair) provedDue(now *rules.Promise, state engine.Fields, within worktime.Duration) (time.Time, error) {
	changed := map[string]any{}
	for name, v := range state {
		changed[name] = v
	}
	changed["state"], changed["within"] = rules.Running, within.String()
	proved, err := p.candidate.Deadlines(&engine.Ticket{Fields: engine.Fields{"promise." + now.ID: changed}})
	if err != nil {
		return time.Time{}, err
	}
	return proved[0].Proof.Due.UTC(), nil
}

// within is the candidate's length of a promise. told is false where it depends on
// what the ticket does not hold, ok where there is no length for the value.
func (p *pair) within(now *rules.Promise) (d worktime.Duration, told, ok bool) {
	if now.By == nil {
		return now.Within.Duration, true, true
	}
	value, told := p.value(now.By.Path)
	if !told {
		return d, false, false
	}
	by, ok := now.By.For(value)
	return by.Duration, true, ok
}

// value is what the ticket, or the candidate's parameters, hold at a path.
func (p *pair) value(path string) (value string, told bool) {
	root, rest, _ := strings.Cut(path, ".")
	switch root {
	case "status", "family", "turn", "type", "level", "priority", "queue", "assignee", "channel":
		return p.ticket.Facets[root], true
	case "facet":
		return p.ticket.Facets[rest], true
	case "field":
		if v, ok := p.ticket.Fields[rest]; ok {
			return fmt.Sprint(v), true
		}
		return p.ticket.Facets[rest], true
	case "param":
		return fmt.Sprint(p.candidate.Param(rest)), true
	}
	return "", false
}

// dated is a deadline that ends at a date of the ticket. It stays if the candidate
// takes the same date on the same calendar.
func (p *pair) dated(f finding, state engine.Fields, sameDate bool, old, now string) finding {
	f.move.Due = instant(state.Time("due"))
	if !sameDate || !reflect.DeepEqual(definition(p.own, old), definition(p.candidate, now)) {
		f.move.What = Unknown
	}
	return f
}

func instant(at time.Time) *time.Time {
	if at.IsZero() {
		return nil
	}
	return &at
}

// definition is the calendar with an id; where none is named, the regulation's
// first.
func definition(reg *rules.Regulation, id string) *worktime.Definition {
	for i := range reg.Calendars {
		if c := &reg.Calendars[i]; id == "" || c.ID == id {
			return &c.Definition
		}
	}
	return nil
}
