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
	known := true
	switch facet {
	case "status":
		known = c.reg.statuses[id] != nil
	case "type":
		known = c.reg.types[id] != nil
	case "level":
		known = slices.ContainsFunc(c.reg.Levels, func(l Level) bool { return l.ID == id })
	case "queue":
		known = namedLabel(c.reg.Queues, id) != nil
	case "family":
		known = slices.Contains(families, id)
	}
	if !known {
		c.errorf("there is no %s %q", facet, id)
	}
}
