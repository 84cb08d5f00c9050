package rules

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// apply does the effects of a clause, in their order.
func (r *run) apply(clause engine.ClauseID, effects []Effect) {
	for i := range effects {
		e := &effects[i]
		c := clause
		if e.Clause != "" {
			c = e.Clause
		}
		switch {
		case len(e.Set) > 0:
			for _, name := range sortedKeys(e.Set) {
				r.set(c, "", name, r.value(e.Set[name]))
			}
		case e.Status != "":
			r.enter(c, e.Status)
		case e.Send != nil:
			r.send(c, e.Send)
		case e.Suggest != nil:
			r.suggest(c, e.Suggest)
		case e.Note != nil:
			r.note(c, e.Note)
		case len(e.Mark) > 0:
			for _, m := range e.Mark {
				r.raise(m)
			}
		case e.Problem != nil:
			r.problem(c, e.Problem)
		case len(e.Copy) > 0:
			r.copyFields(c, e.Copy)
		case len(e.Append) > 0:
			r.append(c, e.Append)
		case e.Link != nil:
			r.link(c, e.Link.As, e.Link.To.all(r))
		case e.Tell != nil:
			r.tell(c, e.Tell)
		case e.Open != nil:
			r.open(c, e.Open)
		case e.Confine != nil:
			r.confine(c, e.Confine)
		case e.Drop != "":
			r.drop(engine.ClauseID(e.Drop))
		}
	}
}

// suggest proposes an act to staff, until it is done or the status changes.
func (r *run) suggest(clause engine.ClauseID, s *Suggestion) {
	value := map[string]any{"clause": string(clause)}
	if inputs := r.values(s.Inputs); len(inputs) > 0 {
		value["inputs"] = inputs
	}
	if s.Text != "" {
		value["text"] = s.Text
		value["values"] = r.textValues(s.Text, s.Inputs)
	}
	r.set(clause, engine.ForStaff, suggestField(s.Act), value)
}

func (r *run) dropSuggestions(clause engine.ClauseID) {
	var names []string
	for name := range r.c.Ticket.Fields {
		if strings.HasPrefix(name, "suggest.") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		if r.field(name) != nil {
			r.set(clause, engine.ForStaff, name, nil)
		}
	}
}

func (r *run) note(clause engine.ClauseID, n *Note) {
	r.op(engine.Op{Kind: engine.OpNote, Clause: clause, Audience: engine.ForStaff, Name: n.Text,
		Value: map[string]any{"values": r.textValues(n.Text, n.Values)}})
}

// problem turns an intake down. A door through which a free text comes in has
// nobody who could mend it; there the clause must say what else is done.
func (r *run) problem(clause engine.ClauseID, p *FieldProblem) {
	if p.Warning && r.confirmed(p.Text) {
		return
	}
	r.problems = append(r.problems, engine.Problem{Pointer: r.pointer(p.Field), Code: p.Text, Clause: clause,
		Values: r.textValues(p.Text, nil), Warning: p.Warning})
}

// pointer names the place of a field in what was sent: an input of an act, or a
// field of a form.
func (r *run) pointer(field string) string {
	if r.c.Event.Kind == KindAct {
		return "/inputs/" + field
	}
	return "/fields/" + field
}

func (r *run) confirmed(code string) bool {
	for _, c := range r.c.Event.Data.List("confirmed") {
		if c == code {
			return true
		}
	}
	return false
}

// copyFields takes over fields of the ticket that this one follows.
func (r *run) copyFields(clause engine.ClauseID, names []string) {
	from := engine.TicketID(r.c.Routing.Grounds.String("from"))
	for _, m := range r.c.Related {
		if m.Ticket.ID != from {
			continue
		}
		values := map[string]any{}
		for _, name := range names {
			if isFacet(name) {
				values[name] = m.Ticket.Facets[name]
				continue
			}
			if v := m.Ticket.Fields[name]; v != nil && r.field(name) == nil {
				values[name] = v
			}
		}
		r.setAll(clause, values)
	}
}

// drop takes back what a clause has done in this run; hooks may ask for it.
func (r *run) drop(clause engine.ClauseID) {
	kept := r.ops[:0]
	for _, op := range r.ops {
		if op.Clause != clause {
			kept = append(kept, op)
		}
	}
	r.ops = kept
	r.fields, r.facets, r.timers = nil, nil, nil
	for i := range r.ops { // what is left is what counts
		op := &r.ops[i]
		switch op.Kind {
		case engine.OpSet:
			if op.Name != "" {
				r.fields.set(op.Name, op.Value)
				continue
			}
			m, _ := op.Value.(map[string]any)
			for name, v := range m {
				r.fields.set(name, v)
			}
		case engine.OpFacet:
			m, _ := op.Value.(map[string]any)
			for name, v := range m {
				r.facets.set(name, v)
			}
		case engine.OpTimer:
			r.mark(op.Name, true)
		case engine.OpClear:
			r.mark(op.Name, false)
		}
	}
}
