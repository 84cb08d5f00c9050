package rules

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// A Transition is the transitional clause: what becomes of open tickets that were
// registered under an edition before.
type Transition struct {
	Origin
	// InWork is finish or adopt. Without a transitional clause tickets finish under
	// their own edition.
	InWork string `json:"in_work"`
}

// What a transitional clause can say of tickets in work.
const (
	inWorkFinish = "finish"
	inWorkAdopt  = "adopt"
)

// AdoptsTickets reports whether tickets of editions before come under this one.
func (reg *Regulation) AdoptsTickets() bool {
	return reg.Transition != nil && reg.Transition.InWork == inWorkAdopt
}

// Adopts implements engine.Adopter. A ticket that has what the edition does not
// know stays with its own: a status, a type, a deadline or a silence that is under
// way. Terms go on as they were counted; only what begins from now on is counted
// anew.
func (reg *Regulation) Adopts(t *engine.Ticket) (engine.ClauseID, bool) {
	if !reg.AdoptsTickets() || reg.statuses[t.Facets["status"]] == nil {
		return "", false
	}
	if id := t.Facets["type"]; id != "" && reg.types[id] == nil {
		return "", false
	}
	for name := range t.Timers {
		if !reg.knowsTimer(name) {
			return "", false
		}
	}
	return reg.Transition.Clause, true
}

// knowsTimer reports whether something of the catalogue answers to a timer. The
// engine's own are nobody's.
func (reg *Regulation) knowsTimer(name string) bool {
	if id, ok := strings.CutPrefix(name, "silence."); ok {
		return slices.ContainsFunc(reg.Silences, func(s Silence) bool { return s.ID == id })
	}
	if rest, ok := strings.CutPrefix(name, "promise."); ok {
		id, _, _ := cutLast(rest, ".")
		return slices.ContainsFunc(reg.Promises, func(p Promise) bool { return p.ID == id })
	}
	return true
}

// transition checks the transitional clause.
func (c *checker) transition() {
	if c.reg.Transition == nil {
		return
	}
	c.at = c.reg.Transition.Origin
	if how := c.reg.Transition.InWork; how != inWorkFinish && how != inWorkAdopt {
		c.errorf("transition %q: want %q, for tickets in work to end under their own edition, or %q, to bring them under this one", how, inWorkFinish, inWorkAdopt)
	}
}
