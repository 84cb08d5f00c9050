package rules

import (
	"fmt"
	"strings"

	"github.com/reglament/reglament/engine"
)

// index fills the lookup tables, and finds what is named twice and what stands
// in no clause.
func (c *checker) index() {
	reg := c.reg
	c.clauses()
	reg.statuses = indexed(c, "status", reg.Statuses, func(x *Status) (string, Origin) { return x.ID, x.Origin })
	reg.acts = indexed(c, "act", reg.Acts, func(x *Act) (string, Origin) { return x.ID, x.Origin })
	reg.types = indexed(c, "type", reg.Types, func(x *Type) (string, Origin) { return x.ID, x.Origin })
	reg.reasons = indexed(c, "reason", reg.Reasons, func(x *Reason) (string, Origin) { return x.ID, x.Origin })
	named := func(x *Named) (string, Origin) { return x.ID, x.Origin }
	indexed(c, "promise", reg.Promises, func(x *Promise) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "silence", reg.Silences, func(x *Silence) (string, Origin) { return x.ID, x.Origin })
	reg.channels = indexed(c, "channel", reg.Channels, func(x *Channel) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "level", reg.Levels, func(x *Level) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "parameter", reg.Params, func(x *Param) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "calendar", reg.Calendars, func(x *Calendar) (string, Origin) { return x.ID, x.Origin })
	indexed(c, "queue", reg.Queues, named)
	indexed(c, "role", reg.Roles, named)
	c.nameless()
	reg.fields = map[string]*Field{}
	for i := range reg.Fields {
		if f := &reg.Fields[i]; reg.fields[f.ID] == nil {
			reg.fields[f.ID] = f
		}
	}
}

func (c *checker) clauses() {
	reg := c.reg
	reg.clauses = map[engine.ClauseID]*Clause{}
	for i := range reg.Clauses {
		clause := &reg.Clauses[i]
		c.at = Origin{Clause: clause.ID, Line: clause.Line}
		switch {
		case clause.ID == "":
			c.errorf("a clause has no id")
		case strings.HasPrefix(string(clause.ID), "engine:"):
			c.errorf(`clause ids that start with "engine:" are the engine's own`)
		case reg.clauses[clause.ID] != nil:
			c.errorf("clause %s stands twice, first in line %d", clause.ID, reg.clauses[clause.ID].Line)
		}
		reg.clauses[clause.ID] = clause
	}
}

// indexed maps items by id and reports ids that are missing or taken.
func indexed[T any](c *checker, what string, items []T, of func(*T) (string, Origin)) map[string]*T {
	m := make(map[string]*T, len(items))
	for i := range items {
		id, at := of(&items[i])
		c.at = at
		switch {
		case id == "":
			c.errorf("%s without an id", what)
		case m[id] != nil:
			c.errorf("%s %q stands twice", what, id)
		}
		c.inClause(fmt.Sprintf("%s %q", what, id))
		m[id] = &items[i]
	}
	return m
}

// nameless checks the clauses of items that have no id of their own, or whose
// id may stand several times.
func (c *checker) nameless() {
	reg := c.reg
	each := func(what string, at Origin) {
		c.at = at
		c.inClause(what)
	}
	for i := range reg.Fields {
		each("field "+reg.Fields[i].ID, reg.Fields[i].Origin)
	}
	for i := range reg.Reactions {
		each("a reaction", reg.Reactions[i].Origin)
	}
	for i := range reg.Hooks {
		each("a hook", reg.Hooks[i].Origin)
	}
	for i := range reg.Threading {
		each("a threading rule", reg.Threading[i].Origin)
	}
	for _, key := range sortedKeys(reg.Texts) {
		each(fmt.Sprintf("text %q", key), reg.Texts[key].Origin)
	}
	if reg.Subject != nil {
		each("the subject's pattern", reg.Subject.Origin)
	}
	if reg.Reading != nil {
		each("reading", *reg.Reading)
	}
	if reg.Transition != nil {
		each("transition", reg.Transition.Origin)
	}
	if reg.Numbering.Prefix != "" {
		each("numbering", reg.Numbering.Origin)
	}
}

// inClause checks that the item at hand stands in a clause that there is.
func (c *checker) inClause(what string) {
	c.used[c.at.Clause] = true
	switch {
	case c.at.Clause == "":
		c.errorf("%s stands in no clause", what)
	case c.reg.clauses[c.at.Clause] == nil:
		c.errorf("%s stands in clause %s, which there is not", what, c.at.Clause)
	}
}
