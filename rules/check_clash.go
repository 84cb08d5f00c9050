package rules

import (
	"fmt"
	"reflect"
	"slices"
)

// clashes warns of clauses that contradict each other, and of those that can
// never take effect. It is careful: it speaks only where no case could make both
// right.
func (c *checker) clashes() {
	for i := range c.reg.Reactions {
		c.at = c.reg.Reactions[i].Origin
		for j := range i {
			c.reactionClash(&c.reg.Reactions[j], &c.reg.Reactions[i])
		}
	}
	for i := range c.reg.Levels {
		later := &c.reg.Levels[i]
		c.at = later.Origin
		for _, earlier := range c.reg.Levels[:i] {
			if later.When.implies(earlier.When) {
				c.warnf("level %s is never given: whoever it is for gets level %s of line %d first", later.ID, earlier.ID, earlier.Line)
			}
		}
	}
	for i := range c.reg.Promises {
		later := &c.reg.Promises[i]
		c.at = later.Origin
		for j := range i {
			if earlier := &c.reg.Promises[j]; earlier.sameDebt(later) {
				c.warnf("promise %s contradicts promise %s of clause %s, line %d: the same is owed within %s here, within %s there",
					later.ID, earlier.ID, earlier.Clause, earlier.Line, later.Within, earlier.Within)
			}
		}
	}
}

// reactionClash looks at two reactions that answer to a common moment.
func (c *checker) reactionClash(earlier, later *Reaction) {
	common := slices.ContainsFunc(later.On, func(m string) bool { return slices.Contains(earlier.On, m) })
	grouped := later.Group != "" && later.Group == earlier.Group
	switch {
	case !common:
	case grouped:
		all := !slices.ContainsFunc(later.On, func(m string) bool { return !slices.Contains(earlier.On, m) })
		if all && later.When.implies(earlier.When) {
			c.warnf("this never acts: the reaction of group %s in line %d comes first and holds whenever this one does", later.Group, earlier.Line)
		}
	case earlier.When.implies(later.When) && !later.When.dependsOn(earlier.Do):
		if what := undone(earlier.Do, later.Do); what != "" {
			c.warnf("this contradicts clause %s, line %d, which acts at the same moment: %s", earlier.Clause, earlier.Line, what)
		}
	}
}

// implies reports whether o certainly holds where c does.
func (c Cond) implies(o Cond) bool {
	return !slices.ContainsFunc(o.tests, func(want test) bool {
		return !slices.ContainsFunc(c.tests, func(have test) bool { return reflect.DeepEqual(have, want) })
	})
}

// dependsOn reports whether effects may change what the condition looks at.
func (c Cond) dependsOn(effects []Effect) bool {
	return slices.ContainsFunc(c.tests, func(t test) bool {
		if t.any != nil || t.none != nil {
			return slices.ContainsFunc(slices.Concat(t.any, t.none), func(inner Cond) bool { return inner.dependsOn(effects) })
		}
		return slices.ContainsFunc(effects, func(e Effect) bool {
			_, set := e.Set[t.facet()]
			_, setField := e.Set[t.path.rest]
			return set || t.path.root == "field" && setField || e.Status != "" && slices.Contains([]string{"status", "family", "turn"}, t.facet())
		})
	})
}

// undone says what the first effects do that the others do otherwise at once; ""
// is nothing.
func undone(first, then []Effect) string {
	for _, a := range first {
		for _, b := range then {
			if a.Status != "" && b.Status != "" && a.Status != b.Status {
				return fmt.Sprintf("it moves the ticket to %s, this to %s", a.Status, b.Status)
			}
			for _, name := range sortedKeys(a.Set) {
				if other, ok := b.Set[name]; ok && !reflect.DeepEqual(a.Set[name], other) {
					return fmt.Sprintf("it sets %s = %v, this sets it to %v", name, a.Set[name], other)
				}
			}
		}
	}
	return ""
}

// sameDebt reports whether two promises owe the same with different terms.
func (p *Promise) sameDebt(o *Promise) bool {
	return p.Within.N > 0 && o.Within.N > 0 && p.Within != o.Within && slices.Equal(p.Since, o.Since) && slices.Equal(p.Met, o.Met) &&
		slices.Equal(p.Cancel, o.Cancel) && slices.Equal(p.Paused, o.Paused) && reflect.DeepEqual(p.When, o.When)
}

// possible reports whether a condition can hold for any ticket at all.
func (c *checker) possible(cond Cond) bool {
	for _, t := range cond.tests {
		if t.min != nil && t.max != nil && *t.min > *t.max {
			return false
		}
		if slices.ContainsFunc(t.none, cond.implies) {
			return false
		}
	}
	return len(c.reg.Statuses) == 0 || slices.ContainsFunc(c.reg.Statuses, func(s Status) bool { return cond.MayHold(&s) })
}
