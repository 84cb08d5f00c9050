package rules

import "slices"

// condition checks that what a condition waits for can come about: a status
// that is misspelled there would never hold, and nobody would be told.
func (c *checker) condition(cond Cond) {
	c.tests(cond)
	if !c.possible(cond) {
		c.warnf("this condition can never hold: its parts contradict each other")
	}
}

func (c *checker) tests(cond Cond) {
	for i := range cond.tests {
		t := &cond.tests[i]
		for _, inner := range slices.Concat(t.any, t.none) {
			c.tests(inner)
		}
		c.path(t.path)
		c.path(t.as.Path)
		for _, want := range t.want {
			if id, ok := want.(string); ok {
				c.wanted(t.path, id)
				c.value(t.path.root, id)
			}
		}
	}
}

// value checks a value of a facet that the catalogue lists the values of.
func (c *checker) value(facet, id string) {
	if !c.reg.Knows(facet, id) {
		c.errorf("there is no %s %q", facet, id)
	}
}

// Knows reports whether a facet can have a value: those of a status, type, level,
// queue and family are listed, all others may be anything.
func (reg *Regulation) Knows(facet, id string) bool {
	switch facet {
	case "status":
		return reg.statuses[id] != nil
	case "type":
		return reg.types[id] != nil
	case "level":
		return slices.ContainsFunc(reg.Levels, func(l Level) bool { return l.ID == id })
	case "queue":
		return namedLabel(reg.Queues, id) != nil
	case "family":
		return slices.Contains(families, id)
	}
	return true
}
