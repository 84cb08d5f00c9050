package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// A Namer is what people call an employee, under the facet "assignee", or a company,
// under the facet "company"; "" if it has no name.
type Namer func(facet, id string) string

// WhyNamed is Why with names in its sentences instead of ids. The ops are as they
// were recorded.
func (reg *Regulation) WhyNamed(e *engine.Event, actor engine.Actor, lang string, name Namer) []Because {
	out := reg.Why(e, actor, lang)
	for i := range out {
		op := out[i].Op
		if name.op(&op) {
			out[i].Sentence = reg.sentence(e, &op, lang)
		}
	}
	return out
}

// op puts names into a copy of what an op holds. It reports whether there were any.
func (n Namer) op(op *engine.Op) bool {
	switch op.Kind {
	case engine.OpFacet:
		return n.facets(op)
	case engine.OpSend:
		return n.addressee(op)
	case engine.OpNote:
		return op.Name == noteAssigned && n.standIn(op)
	case engine.OpAudience:
		who, except, _ := strings.Cut(asText(op.Value), "!")
		called := n.call("assignee", except)
		if called != "" {
			op.Value = who + "!" + called
		}
		return called != ""
	}
	return false
}

// facets names the values of an op that sets one facet or several.
func (n Namer) facets(op *engine.Op) bool {
	if op.Name != "" {
		called := n.call(op.Name, asText(op.Value))
		if called != "" {
			op.Value = called
		}
		return called != ""
	}
	values, _ := op.Value.(map[string]any)
	values = maps.Clone(values)
	found := false
	for _, facet := range []string{"assignee", "company"} {
		if called := n.call(facet, asText(values[facet])); called != "" {
			values[facet], found = called, true
		}
	}
	op.Value = values
	return found
}

func (n Namer) call(facet, id string) string {
	if id == "" || !slices.Contains([]string{"assignee", "company"}, facet) {
		return ""
	}
	return n(facet, id)
}

// addressee names the employee to whom something is sent.
func (n Namer) addressee(op *engine.Op) bool {
	payload, _ := op.Value.(map[string]any)
	to, _ := payload["to"].(map[string]any)
	called := n.call("assignee", asText(to["principal"]))
	if called == "" {
		return false
	}
	to, payload = maps.Clone(to), maps.Clone(payload)
	to["principal"], payload["to"], op.Value = called, to, payload
	return true
}

// standIn names whom somebody was chosen for.
func (n Namer) standIn(op *engine.Op) bool {
	grounds, _ := op.Value.(map[string]any)
	called := n.call("assignee", asText(grounds["for"]))
	if called == "" {
		return false
	}
	grounds = maps.Clone(grounds)
	grounds["for"], op.Value = called, grounds
	return true
}
