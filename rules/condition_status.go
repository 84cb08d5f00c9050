package rules

import (
	"fmt"
	"slices"
)

// PossibleIn reports whether the act can be done in a status, whatever else it
// demands. A ticket whose status is not known (nil) allows only what can be done
// in any.
func (a *Act) PossibleIn(s *Status) bool {
	return len(a.From) == 0 || s != nil && s.selected(a.From)
}

// MayHold reports whether a condition can hold for a ticket in a status: what it
// demands of the status is met, and nothing is known of the rest.
func (c Cond) MayHold(s *Status) bool {
	return !slices.ContainsFunc(c.tests, func(t test) bool { return t.ofStatus() && !t.mayHold(s) })
}

// mustHold reports whether it holds in the status whatever else there is.
func (c Cond) mustHold(s *Status) bool {
	return !slices.ContainsFunc(c.tests, func(t test) bool { return !t.ofStatus() || !t.mayHold(s) })
}

// ofStatus reports whether the test can be answered by the status alone, at least
// in part.
func (t *test) ofStatus() bool {
	return t.any != nil || t.none != nil || t.want != nil && slices.Contains([]string{"status", "family", "turn"}, t.facet())
}

// facet is the name of the facet that the test looks at, as far as it is one of a
// status.
func (t *test) facet() string {
	if t.path.root == "facet" {
		return t.path.rest
	}
	return t.path.root
}

// mayHold is for tests of a status. Of the conditions under none, only one that
// certainly holds rules it out.
func (t *test) mayHold(s *Status) bool {
	switch {
	case t.any != nil:
		return slices.ContainsFunc(t.any, func(c Cond) bool { return c.MayHold(s) })
	case t.none != nil:
		return !slices.ContainsFunc(t.none, func(c Cond) bool { return c.mustHold(s) })
	}
	have := map[string]string{"status": s.ID, "family": s.Family, "turn": s.Turn}[t.facet()]
	return slices.ContainsFunc(t.want, func(w any) bool { return fmt.Sprint(w) == have })
}
