package rules

import (
	"slices"
	"strings"
	"time"

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
		case e.Emit != nil:
			r.op(engine.Op{Kind: engine.OpEmit, Clause: c, Audience: engine.ForStaff, Name: e.Emit.Kind,
				Value: map[string]any{"data": r.values(e.Emit.Data)}})
		case e.Drop != "":
			r.drop(engine.ClauseID(e.Drop))
		}
	}
}

// value resolves {path = "input.reason"} and {now = true}; anything else stands
// for itself.
func (r *run) value(v any) any {
	m, ok := v.(map[string]any)
	if !ok || len(m) != 1 {
		return v
	}
	if p, ok := m["path"].(string); ok {
		return r.lookup(parsePath(p))
	}
	if m["now"] == true {
		return engine.Micros(r.at())
	}
	return v
}

func (r *run) values(m map[string]any) map[string]any {
	out := map[string]any{}
	for k, v := range m {
		if v = r.value(v); present(v) {
			out[k] = v
		}
	}
	return out
}

// senderMail is the sender of messages to people by mail.
const senderMail = "email"

// send asks for a text to be sent. Who cannot be reached is noted for staff.
func (r *run) send(clause engine.ClauseID, s *Send) {
	key, to := s.Text.in(r), map[string]any{}
	switch s.To {
	case "", "requester":
		address, name := r.requester()
		to["address"] = address
		if name != "" {
			to["name"] = name
		}
	case "assignee":
		to["principal"] = r.facet("assignee")
		if r.facet("assignee") == "" {
			return // the board shows that nobody has it
		}
	default:
		to["address"] = s.To
	}
	if to["address"] == "" {
		r.op(engine.Op{Kind: engine.OpNote, Clause: clause, Audience: engine.ForStaff, Name: "no_address",
			Value: map[string]any{"text": key}})
		return
	}
	payload := map[string]any{
		"text": key, "lang": r.language(), "to": to,
		"values": r.textValues(key, s.Values),
	}
	if s.To == "assignee" {
		payload["internal"] = true
	}
	if id := r.text("last_message_id"); id != "" && s.To != "assignee" {
		payload["in_reply_to"] = id
	}
	if subject := r.text("subject"); subject != "" {
		payload["subject"] = subject
	}
	audience := engine.ForCustomer
	if s.To == "assignee" {
		audience = engine.ForStaff
	}
	r.op(engine.Op{Kind: engine.OpSend, Clause: clause, Audience: audience, Name: senderMail, Value: payload})
}

// textValues collects the values that a text names, as they are now. They are
// recorded, so that the text can be written later and again, in the same words.
func (r *run) textValues(key string, extra map[string]any) map[string]any {
	text := r.reg.texts[key]
	if text == nil {
		text = houseTexts[key]
	}
	if text == nil {
		r.fail("there is no text %q", key)
		return map[string]any{}
	}
	values := make(map[string]any, len(text.names))
	for i, name := range text.names {
		if v := r.textValue(text.paths[i], extra); present(v) {
			values[name] = v
		}
	}
	return values
}

func (r *run) textValue(p path, extra map[string]any) any {
	rest := p.rest
	switch p.root {
	case "number", "link":
		return nil // only the sender knows
	case "due":
		if at := r.dueOf(rest); !at.IsZero() {
			return marker(markTime, engine.Micros(at))
		}
		return nil
	case "value":
		return r.value(extra[rest])
	case "problems":
		return r.subjectProblems()
	case "document":
		return r.documentValue(rest)
	case "contact":
		return text(r.reg.Document.Contact)
	case "missing":
		if ids := r.missing(); len(ids) > 0 {
			return marker(markFields, ids)
		}
		return nil
	case "type", "status", "level", "queue":
		if id := r.facet(p.root); id != "" {
			return marker(markItem, p.root+"/"+id)
		}
		return nil
	case "field", "input":
		return r.shownField(p.root, rest)
	}
	return r.lookup(p)
}

// shownField marks values that read differently in each language.
func (r *run) shownField(root, id string) any {
	v := r.lookup(path{root: root, rest: id})
	if s, ok := v.(string); ok {
		if r.reg.reasons[s] != nil && (id == "reason" || strings.HasSuffix(id, "_reason")) {
			return marker(markItem, "reason/"+s)
		}
		if f := r.reg.fields[id]; f != nil && f.Kind == KindChoice {
			return marker(markItem, "option/"+id+"/"+s)
		}
	}
	if ids, ok := v.([]any); ok && id == "fields" {
		return marker(markFields, ids)
	}
	return v
}

// dueOf is the due instant of a promise or a silence.
func (r *run) dueOf(id string) time.Time {
	if at := r.stateOf(promiseField(id)).Time("due"); !at.IsZero() {
		return at
	}
	return r.stateOf(silenceField(id)).Time("due")
}

func (r *run) subjectProblems() any {
	if len(r.subject) == 0 {
		return nil
	}
	list := make([]any, len(r.subject))
	for i, p := range r.subject {
		list[i] = map[string]any{"code": p.Code, "values": map[string]any(p.Values)}
		if p.Values == nil {
			list[i] = map[string]any{"code": p.Code}
		}
	}
	return marker(markProblems, list)
}

func (r *run) documentValue(part string) any {
	d := r.reg.Document
	switch part {
	case "number":
		return text(d.Number)
	case "edition":
		return text(d.Edition)
	case "company":
		return text(d.Company.In(r.language(), r.reg.Lang))
	case "title":
		return text(d.Title.In(r.language(), r.reg.Lang))
	}
	return nil
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
	r.problems = append(r.problems, engine.Problem{Pointer: "/fields/" + p.Field, Code: p.Text, Clause: clause,
		Values: r.textValues(p.Text, nil), Warning: p.Warning})
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
