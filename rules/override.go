package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// ActOverride puts right by hand what the regulation has decided: a priority, type,
// level or queue gets another value of the catalogue, a deadline or a silence that
// runs is ended. It needs a reason and is an event like any other; what was decided
// stays in the log. A status is changed by the regulation's own acts alone.
//
// Unless a catalogue narrows it, it is for those who manage: the roles admin and
// manager.
const ActOverride = "override"

// Inputs of ActOverride. What is overridden is a facet, "promise/<id>" or
// "silence/<id>"; the value of a facet is an input of its own.
const (
	inputWhat    = "what"
	inputBecause = "because"
)

var overridable = []string{"priority", "type", "level", "queue"}

var managers = []string{"admin", "manager"}

var (
	labelWhat    = Text{Russian: "Что отменить", Kazakh: "Нені өзгерту керек", English: "What to override"}
	labelBecause = Text{Russian: "Почему", Kazakh: "Неліктен", English: "Why"}
)

// overrideAct is the act for one catalogue.
func (reg *Regulation) overrideAct() *Act {
	a := builtin(ActOverride, []string{"open"})
	a.Clause, a.Roles, a.Danger = engine.ClauseOverride, managers, false
	a.Inputs = []Field{inputText(inputWhat, KindChoice, true, labelWhat)}
	what := &a.Inputs[0].Options
	for _, facet := range overridable {
		options := reg.valuesOf(facet)
		if len(options) < 2 {
			continue
		}
		*what = append(*what, Option{ID: facet, Label: houseFields[facet]})
		f := inputText(facet, KindChoice, true, houseFields[facet])
		f.Options, f.When = options, &When{Field: inputWhat, In: []string{facet}}
		a.Inputs = append(a.Inputs, f)
	}
	what = &a.Inputs[0].Options
	for i := range reg.Promises {
		*what = append(*what, Option{ID: "promise/" + reg.Promises[i].ID, Label: reg.Promises[i].Label, Clause: reg.Promises[i].Clause})
	}
	for i := range reg.Silences {
		*what = append(*what, Option{ID: "silence/" + reg.Silences[i].ID, Label: reg.Silences[i].Label, Clause: reg.Silences[i].Clause})
	}
	because := inputText(inputBecause, KindLongText, true, labelBecause)
	because.Min = 3
	a.Inputs = append(a.Inputs, because)
	return a
}

// valuesOf lists the values of a facet that the catalogue knows.
func (reg *Regulation) valuesOf(facet string) (out []Option) {
	switch facet {
	case "type":
		for i := range reg.Types {
			out = append(out, Option{ID: reg.Types[i].ID, Label: reg.Types[i].Label, Clause: reg.Types[i].Clause})
		}
	case "level":
		for i := range reg.Levels {
			out = append(out, Option{ID: reg.Levels[i].ID, Label: reg.Levels[i].Label, Clause: reg.Levels[i].Clause})
		}
	case "queue":
		for i := range reg.Queues {
			out = append(out, Option{ID: reg.Queues[i].ID, Label: reg.Queues[i].Label, Clause: reg.Queues[i].Clause})
		}
	default:
		return reg.choicesOf(facet)
	}
	return out
}

// choicesOf lists what is chosen for a facet anywhere in the catalogue: by a field, an
// act or a rule.
func (reg *Regulation) choicesOf(facet string) []Option {
	var out []Option
	add := func(options ...Option) {
		for _, o := range options {
			if o.ID != "" && !slices.ContainsFunc(out, func(known Option) bool { return known.ID == o.ID }) {
				out = append(out, o)
			}
		}
	}
	fields := slices.Clone(reg.Fields)
	for i := range reg.Acts {
		fields = append(fields, reg.Acts[i].Inputs...)
	}
	for i := range fields {
		if fields[i].ID == facet {
			add(fields[i].Options...)
		}
	}
	for _, set := range reg.literals() {
		if s, ok := set[facet].(string); ok {
			add(Option{ID: s})
		}
	}
	return out
}

// literals are the values that types, channels, acts and reactions set.
func (reg *Regulation) literals() (sets []map[string]any) {
	for i := range reg.Types {
		sets = append(sets, reg.Types[i].Set)
	}
	for i := range reg.Channels {
		sets = append(sets, reg.Channels[i].Set)
	}
	effects := func(list []Effect) {
		for i := range list {
			sets = append(sets, list[i].Set)
		}
	}
	for i := range reg.Acts {
		effects(reg.Acts[i].Do)
	}
	for i := range reg.Reactions {
		effects(reg.Reactions[i].Do)
	}
	return sets
}

// overrideNow is the act with what can be overridden on the ticket as it is.
func (r *run) overrideNow(a *Act) *Act {
	now := *a
	now.Inputs = slices.Clone(a.Inputs)
	now.Inputs[0].Options = slices.DeleteFunc(slices.Clone(a.Inputs[0].Options), func(o Option) bool { return !r.runs(o.ID) })
	return &now
}

// runs reports whether a deadline or a silence is under way; facets always are.
func (r *run) runs(what string) bool {
	kind, id, isTerm := strings.Cut(what, "/")
	if !isTerm {
		return true
	}
	return slices.Contains([]string{Running, Paused, Waiting}, r.stateOf(kind+"."+id).String("state"))
}

// override does what ActOverride asks for.
func (r *run) override() {
	what, because := r.input.String(inputWhat), r.input.String(inputBecause)
	kind, id, isTerm := strings.Cut(what, "/")
	switch {
	case !r.runs(what):
		r.problems = append(r.problems, engine.Problem{Pointer: "/inputs/" + inputWhat, Code: "override_over", Clause: engine.ClauseOverride})
		return
	case !isTerm && r.input.String(what) == r.facet(what):
		r.problems = append(r.problems, engine.Problem{Pointer: "/inputs/" + what, Code: "override_same", Clause: engine.ClauseOverride})
		return
	}
	r.op(engine.Op{Kind: engine.OpNote, Clause: engine.ClauseOverride, Audience: engine.ForStaff, Name: "overridden",
		Value: map[string]any{"reason": because}})
	if !isTerm {
		r.set(engine.ClauseOverride, "", what, r.input.String(what))
		return
	}
	r.endByHand(kind, id)
}

// endByHand cancels a promise or ends a silence, under the clause of the override.
func (r *run) endByHand(kind, id string) {
	field := kind + "." + id
	state := maps.Clone(r.stateOf(field))
	delete(state, "left")
	ended, timers := Cancelled, []string{field + ".warn", field + ".breach"}
	if kind == "silence" {
		delete(state, "due")
		ended, timers = Broken, []string{silenceTimer(id)}
	}
	for _, name := range timers {
		r.clearTimer(engine.ClauseOverride, name)
	}
	state["state"] = ended
	r.fields.set(field, map[string]any(state))
	r.op(engine.Op{Kind: engine.OpSet, Clause: engine.ClauseOverride, Name: field, Value: map[string]any(state)})
}
