package rules

import (
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

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

// textValues collects the values that a text names, as they are now. They are
// recorded, so that the text can be written later and again, in the same words.
func (r *run) textValues(key string, extra map[string]any) map[string]any {
	text := r.reg.texts[key]
	if text == nil {
		text = houseText(key)
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
	case "number":
		return text(r.c.Ticket.Number) // the sender knows it even where it is being bound
	case "link":
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
	case "priority":
		if id := r.facet("priority"); id != "" {
			return marker(markItem, "option/priority/"+id)
		}
		return nil
	case "linked":
		return r.field(linkField(rest))
	case "field", "input":
		return r.shownField(p.root, rest)
	}
	return r.lookup(p)
}

// shownField marks values that read differently in each language.
func (r *run) shownField(root, id string) any {
	f := r.reg.fields[id]
	if root == "input" && r.doing != nil {
		for i := range r.doing.Inputs {
			if r.doing.Inputs[i].ID == id {
				f = &r.doing.Inputs[i]
			}
		}
	}
	v := r.lookup(path{root: root, rest: id})
	if ids, ok := v.([]any); ok && id == "fields" {
		return marker(markFields, ids)
	}
	return r.reg.marked(f, id, v)
}

// marked marks a value of a field where it reads differently in each language.
func (reg *Regulation) marked(f *Field, id string, v any) any {
	s, ok := v.(string)
	if list, many := v.([]any); many && f != nil && f.Kind == KindChoice {
		out := make([]any, len(list))
		for i, e := range list {
			out[i] = marker(markItem, "option/"+id+"/"+asText(e))
		}
		return out
	}
	switch {
	case !ok:
		return v
	case reg.reasons[s] != nil && (id == "reason" || strings.HasSuffix(id, "_reason") || f != nil && f.Kind == KindReason):
		return marker(markItem, "reason/"+s)
	case f == nil:
		return v
	case f.Kind == KindChoice && f.From == "":
		return marker(markItem, "option/"+id+"/"+s)
	case f.Kind == KindDate:
		return marker(markDate, s)
	case f.Kind == KindDateTime:
		if at, err := reg.parseDateTime(s); err == nil {
			return marker(markTime, engine.Micros(at))
		}
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
