package live

import (
	"slices"

	"github.com/reglament/reglament/rules"
)

// columns are the statuses that a tenant's boards show: those of the active
// edition, and those of older ones that tickets were still seen in. The values
// are never changed, only replaced.
type columns struct {
	active *rules.Regulation // may be nil
	extra  []extraColumn
}

type extraColumn struct {
	status *rules.Status
	reg    *rules.Regulation
}

func (c *columns) has(id string) bool {
	if c.active != nil {
		if _, ok := c.active.Status(id); ok {
			return true
		}
	}
	return slices.ContainsFunc(c.extra, func(x extraColumn) bool { return x.status.ID == id })
}

// with returns columns that have the status of a ticket's own edition too.
func (c *columns) with(id string, reg *rules.Regulation) *columns {
	if reg == nil || c.has(id) {
		return c
	}
	status, ok := reg.Status(id)
	if !ok {
		return c
	}
	return &columns{active: c.active, extra: append(slices.Clip(c.extra), extraColumn{status, reg})}
}

// under returns the columns under another active edition.
func (c *columns) under(active *rules.Regulation) *columns {
	out := &columns{active: active}
	for _, x := range c.extra {
		out = out.with(x.status.ID, x.reg)
	}
	if c.active == nil {
		return out
	}
	// Tickets may still be in any of the statuses of the edition before.
	for i := range c.active.Statuses {
		out = out.with(c.active.Statuses[i].ID, c.active)
	}
	return out
}

// merge returns the columns of both.
func (c *columns) merge(other *columns) *columns {
	for _, x := range other.extra {
		c = c.with(x.status.ID, x.reg)
	}
	return c
}

func (c *columns) list(lang string) []column {
	list := []column{}
	if c.active != nil {
		for i := range c.active.Statuses {
			list = append(list, viewColumn(&c.active.Statuses[i], c.active, lang))
		}
	}
	for _, x := range c.extra {
		list = append(list, viewColumn(x.status, x.reg, lang))
	}
	return list
}
