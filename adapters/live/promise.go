package live

import (
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// A cardClock is the promise of a ticket that presses most, as clients count it
// down. Calendar is set where it is working time that counts.
type cardClock struct {
	State    string     `json:"state"`
	Label    string     `json:"label"`
	Clause   clause     `json:"clause"`
	Since    *time.Time `json:"since,omitempty"`
	Due      *time.Time `json:"due,omitempty"`
	Left     *int64     `json:"left_seconds,omitempty"` // of one that is paused
	Calendar string     `json:"calendar,omitempty"`
}

// urgency orders the states of promises, the most pressing first. Cancelled ones
// say nothing.
var urgency = []string{rules.Breached, rules.Running, rules.Paused, rules.Met}

// A standing is a promise of a ticket and where it stands.
type standing struct {
	promise *rules.Promise
	kept    engine.Fields
	rank    int
	due     time.Time
}

// pressing finds the promise that presses most: by urgency, then by due instant.
// It reads the states where the interpreter keeps them. Regulation.Deadlines would
// prove each deadline as well, which a board has no use for and which costs more
// than all the rest of a card.
func pressing(t *engine.Ticket, reg *rules.Regulation) (best standing, ok bool) {
	if reg == nil {
		return best, false
	}
	for i := range reg.Promises {
		s := standing{promise: &reg.Promises[i], kept: t.Fields.Map("promise." + reg.Promises[i].ID)}
		if s.kept == nil {
			continue
		}
		state := s.kept.String("state")
		if state == rules.Breached && !owed(s.kept) {
			state = rules.Met // late
		}
		s.rank, s.due = slices.Index(urgency, state), s.kept.Time("due")
		if s.rank >= 0 && (!ok || s.rank < best.rank || s.rank == best.rank && s.due.Before(best.due)) {
			best, ok = s, true
		}
	}
	return best, ok
}

// owed reports whether somebody still has to keep a promise whose time runs or is
// over.
func owed(state engine.Fields) bool {
	return state.String("state") == rules.Running || state.String("state") == rules.Breached && state["met"] == nil
}

func viewClock(s *standing, reg *rules.Regulation, lang string) *cardClock {
	c, _ := reg.Clause(s.promise.Clause)
	v := &cardClock{State: urgency[s.rank], Label: s.promise.Label.In(lang, reg.Lang), Clause: viewClause(&c, reg, lang)}
	if d, err := worktime.ParseDuration(s.kept.String("within")); err == nil && d.Working() {
		v.Calendar = s.promise.Calendar
	}
	if since := s.kept.Time("since"); !since.IsZero() {
		v.Since = &since
	}
	switch {
	case v.State == rules.Paused:
		left := rules.RemainingOf(s.kept.Map("left")).Seconds
		v.Left = &left
	case !s.due.IsZero():
		v.Due = &s.due
	}
	return v
}
