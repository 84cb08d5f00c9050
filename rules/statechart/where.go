package statechart

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/rules"
)

// at returns where a ticket may stand when a moment is raised.
func (c *collector) at(moment string) []string {
	kind, id, _ := strings.Cut(moment, ":")
	switch kind {
	case "received", "subject_wrong":
		return []string{Start}
	case "registered", "opened":
		return c.reg.SelectStatuses([]string{"family:" + rules.FamilyNew})
	case "late_message":
		return c.reg.SelectStatuses([]string{"ended"})
	case "enter":
		return []string{id}
	case "act":
		for i := range c.reg.Acts {
			if a := &c.reg.Acts[i]; a.ID == id && a.To != "" {
				return []string{a.To}
			} else if a.ID == id {
				return c.actFrom(a)
			}
		}
	}
	var ids []string
	for _, by := range c.marking(moment) {
		ids = union(ids, c.where(by.when, c.at(by.moment)))
	}
	if len(ids) > 0 {
		return ids
	}
	return c.reg.SelectStatuses([]string{"open"})
}

// marker is a moment, and the condition, at which a rule raises another one.
type marker struct {
	moment string
	when   rules.Cond
}

// engines reports whether a moment is one of the engine's, not of the
// regulation's own making.
func (c *collector) engines(moment string) bool {
	_, known := c.words["on "+moment]
	return known || strings.Contains(moment, ":")
}

// marking finds what raises a moment that the regulation has made up: acts, and
// rules that answer to a moment of the engine's. Longer chains are not followed.
func (c *collector) marking(moment string) (by []marker) {
	if c.engines(moment) {
		return nil
	}
	for i := range c.reg.Acts {
		if a := &c.reg.Acts[i]; slices.Contains(a.Mark, moment) || marks(a.Do, moment) {
			by = append(by, marker{moment: "act:" + a.ID})
		}
	}
	for i := range c.reg.Reactions {
		r := &c.reg.Reactions[i]
		for _, on := range r.On {
			if c.engines(on) && marks(r.Do, moment) {
				by = append(by, marker{on, r.When})
			}
		}
	}
	return by
}

func marks(effects []rules.Effect, moment string) bool {
	return slices.ContainsFunc(effects, func(e rules.Effect) bool { return slices.Contains(e.Mark, moment) })
}

// waiting returns where a silence may come to its end: the statuses whose
// leaving ends it early, else those that its beginning leads to.
func (c *collector) waiting(s *rules.Silence) (ids []string) {
	for _, moment := range s.Cancel {
		if id, ok := strings.CutPrefix(moment, "leave:"); ok {
			ids = append(ids, id)
		}
	}
	if len(ids) > 0 {
		return ids
	}
	for _, moment := range s.Since {
		for _, id := range c.at(moment) {
			if id != Start && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// where keeps the statuses in which a condition can hold.
func (c *collector) where(cond rules.Cond, ids []string) []string {
	return slices.DeleteFunc(slices.Clone(ids), func(id string) bool {
		if id == Start {
			return false
		}
		s, ok := c.reg.Status(id)
		return ok && !cond.MayHold(s)
	})
}
