package live

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A filter chooses the tickets of a board: each facet must have one of the
// values. A filter that says nothing of status and family leaves out tickets
// whose status is final.
type filter map[string][]string

// facets are the names that a filter may use: those that stores have lists for.
var facets = []string{"status", "family", "turn", "type", "level", "priority", "queue", "assignee", "company", "channel", "requester"}

const (
	maxValues = 32
	maxValue  = 256
)

func (f filter) check() error {
	for name, values := range f {
		if !slices.Contains(facets, name) {
			return fmt.Errorf("filter by %.32q", name)
		}
		if len(values) > maxValues || slices.ContainsFunc(values, func(v string) bool { return len(v) > maxValue }) {
			return fmt.Errorf("filter by %s with too much", name)
		}
	}
	return nil
}

// clean drops what chooses nothing and sorts the rest, so that equal filters
// look alike.
func (f filter) clean() filter {
	out := filter{}
	for name, values := range f {
		values = slices.Clone(values)
		slices.Sort(values)
		if values = slices.Compact(values); len(values) > 0 {
			out[name] = values
		}
	}
	return out
}

// key is the same for equal clean filters.
func (f filter) key() string {
	if len(f) == 0 {
		return ""
	}
	b, err := json.Marshal(f) // in the order of the names
	if err != nil {           // maps of texts always can
		panic(err)
	}
	return string(b)
}

// open reports whether tickets with a final status are left out.
func (f filter) open() bool { return len(f["status"]) == 0 && len(f["family"]) == 0 }

// match reports whether the filter chooses a ticket. reg is the ticket's own
// edition and may be nil.
func (f filter) match(t *engine.Ticket, reg *rules.Regulation) bool {
	for name, values := range f {
		if !slices.Contains(values, t.Facets[name]) {
			return false
		}
	}
	return !f.open() || !final(t, reg)
}

func final(t *engine.Ticket, reg *rules.Regulation) bool {
	if reg == nil {
		return false
	}
	s, ok := reg.Status(t.Facets["status"])
	return ok && s.Final
}

// lists are the questions to the store that together give every ticket the
// filter chooses, and few others. active is the active edition and may be nil.
func (f filter) lists(active *rules.Regulation) []map[string][]string {
	if !f.open() {
		return []map[string][]string{f}
	}
	with := func(name string, values []string) map[string][]string {
		chosen := maps.Clone(f)
		if chosen == nil {
			chosen = filter{}
		}
		chosen[name] = values
		return chosen
	}
	// Open tickets are in these families, whatever edition they are kept under ...
	running := []string{rules.FamilyNew, rules.FamilyWork, rules.FamilyWait}
	lists := []map[string][]string{with("family", running)}
	if active == nil {
		return lists
	}
	// ... but for statuses that are done or stopped and yet not final, as a ticket
	// that is fulfilled and waits to be confirmed.
	var others []string
	for i := range active.Statuses {
		if s := &active.Statuses[i]; !s.Final && !slices.Contains(running, s.Family) {
			others = append(others, s.ID)
		}
	}
	if len(others) > 0 {
		lists = append(lists, with("status", others))
	}
	return lists
}
