package worktime

import (
	"slices"
	"sort"
)

// plan is what a calendar says of one date, and why it differs from the week.
type plan struct {
	spans []span
	own   bool     // an own exception, which wins over everything below
	off   *Off     // a day off
	moved *Working // a weekend day with a weekday's hours
	short bool     // closes an hour early
}

// plan decides a date. The order is the ranking: own exceptions, holidays,
// declared working days, short days, the week.
func (c *Calendar) plan(d Date) plan {
	if spans, ok := c.own[d]; ok {
		return plan{spans: spans, own: true}
	}
	if off := offOn(c.off, d); off != nil {
		return plan{off: off}
	}
	hours := c.weekOn(d)
	p := plan{spans: hours[d.Weekday()]}
	if len(p.spans) > 0 {
		if off := offOn(c.weekend, d); off != nil {
			return plan{off: off}
		}
	}
	if m := c.workingOn(d); m != nil {
		// A weekday without hours has none to lend: the day stays as it is.
		if lent := hours[m.InsteadOf.Weekday()]; len(lent) > 0 {
			p.spans, p.moved = lent, m
		}
	}
	if c.short && len(p.spans) > 0 {
		if _, ok := slices.BinarySearch(c.shorter, d); ok {
			p.spans, p.short = shorten(p.spans), true
		}
	}
	return p
}

// weekOn returns the week of the version that holds on a date.
func (c *Calendar) weekOn(d Date) *week {
	after := sort.Search(len(c.versions), func(i int) bool { return c.versions[i].from > d })
	return &c.versions[after-1].week
}

func (c *Calendar) workingOn(d Date) *Working {
	if !c.moved {
		return nil
	}
	i, ok := slices.BinarySearchFunc(c.working, d, func(w Working, d Date) int { return int(w.Date - d) })
	if !ok {
		return nil
	}
	return &c.working[i]
}
