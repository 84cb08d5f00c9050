package rules

import (
	"slices"
	"strings"
)

// Get implements Values.
func (r *run) Get(name string) any {
	if name == Proposed {
		return r.proposed()
	}
	p := parsePath(name)
	if p.check() != nil {
		return nil
	}
	return r.lookup(p)
}

func (r *run) proposed() []any {
	out := make([]any, len(r.ops))
	for i := range r.ops {
		op := &r.ops[i]
		out[i] = map[string]any{"op": string(op.Kind), "clause": string(op.Clause), "name": op.Name, "value": op.Value}
	}
	return out
}

// Names implements Values.
func (r *run) Names(root string) []string {
	var names []string
	add := func(name string) {
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	all := func(m map[string]any) {
		for name := range m {
			add(name)
		}
	}
	switch root {
	case "field":
		all(r.c.Ticket.Fields)
		for _, n := range r.fields {
			add(n.name)
		}
		names = slices.DeleteFunc(names, func(name string) bool { return strings.Contains(name, ".") || r.field(name) == nil })
	case "data":
		all(r.c.Event.Data)
	case "input":
		all(r.input)
	case "company":
		all(r.c.Facts.Map("company"))
	case "sender":
		all(r.c.Facts)
	case "param":
		all(r.reg.params)
	}
	slices.Sort(names)
	return names
}

var _ Values = (*run)(nil)
