package rules_test

import (
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

func TestTransitionAdoptsTicketsThatTheEditionCanGoOnWith(t *testing.T) {
	t.Parallel()
	adopting := func(edits ...edit) interface {
		Adopts(*engine.Ticket) (engine.ClauseID, bool)
	} {
		return desk(t, append(edits, set("transition", map[string]any{"in_work": "adopt", "clause": "D-1", "line": int64(12)}))...)
	}
	ticket := func(timers ...string) *engine.Ticket {
		out := &engine.Ticket{Facets: map[string]string{"status": "work"}, Timers: map[string]engine.Timer{}}
		for _, name := range timers {
			out.Timers[name] = engine.Timer{Due: time.Date(2026, 11, 23, 10, 0, 0, 0, time.UTC)}
		}
		return out
	}
	other := func(facet, value string) *engine.Ticket {
		out := ticket()
		out.Facets[facet] = value
		return out
	}
	for name, c := range map[string]struct {
		reg interface {
			Adopts(*engine.Ticket) (engine.ClauseID, bool)
		}
		ticket *engine.Ticket
		want   bool
	}{
		"a ticket in a status that there is":      {adopting(), ticket(), true},
		"one whose deadline is known":             {adopting(), ticket("promise.first_reply.due", "silence.asked", "engine.retry"), true},
		"one in a status that is gone":            {adopting(), other("status", "gone"), false},
		"one of a type that is gone":              {adopting(), other("type", "gone"), false},
		"one with a deadline that is gone":        {adopting(), ticket("promise.gone.due"), false},
		"one with a silence that is gone":         {adopting(), ticket("silence.gone"), false},
		"a ticket, without a transitional clause": {desk(t), ticket(), false},
		"a ticket that is to finish": {desk(t, set("transition", map[string]any{"in_work": "finish", "clause": "D-1", "line": int64(12)})),
			ticket(), false},
	} {
		clause, got := c.reg.Adopts(c.ticket)
		if got != c.want || got && clause != "D-1" {
			t.Errorf("%s: adopted %v by %q, want %v by D-1", name, got, clause, c.want)
		}
	}
}
