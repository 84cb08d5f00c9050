package rules

import (
	"slices"

	"github.com/reglament/reglament/engine"
)

// checkCase checks values that are in form against the case: dates against the
// clock, choices against what is known of the sender, tickets against those that
// there are.
func (r *run) checkCase(fields []*Field, clean engine.Fields, base string) (problems []engine.Problem) {
	for _, f := range fields {
		value := clean[f.ID]
		if !present(value) {
			continue
		}
		bad := r.checkDate(f, value)
		switch {
		case bad != nil:
		case f.From != "" && !r.among(f, value):
			bad = &engine.Problem{Code: "choice"}
		case f.Kind == KindTicket && !r.isTicket(asText(value)):
			bad = &engine.Problem{Code: "no_ticket"}
		}
		if bad != nil {
			bad.Pointer, bad.Clause = base+"/"+f.ID, f.Clause
			problems = append(problems, *bad)
		}
	}
	return problems
}

// among reports whether all that was chosen is on the list of the field.
func (r *run) among(f *Field, value any) bool {
	allowed, _ := r.lookup(parsePath(f.From)).([]any)
	chosen, ok := value.([]any)
	if !ok {
		chosen = []any{value}
	}
	return !slices.ContainsFunc(chosen, func(v any) bool { return !slices.Contains(allowed, v) })
}

// isTicket reports whether the door has found the ticket that somebody names, among
// those that they may see. An id alone proves nothing.
func (r *run) isTicket(named string) bool {
	id := r.c.Event.Data.Map("tickets").String(named)
	return id != "" && id != string(r.c.Ticket.ID)
}

// linkFields ties the ticket to those that its fields name.
func (r *run) linkFields(fields []*Field, values engine.Fields) {
	for _, f := range fields {
		if f.Link != "" && present(values[f.ID]) {
			r.link(f.Clause, f.Link, []string{asText(values[f.ID])})
		}
	}
}

// Choices lists what a field can be chosen from that depends on the sender, given
// the facts about them; nil where it does not.
func (reg *Regulation) Choices(f *Field, facts engine.Fields) []string {
	if f.From == "" {
		return nil
	}
	r := reg.newRun(&engine.Case{Ticket: &engine.Ticket{}, Facts: facts})
	return Ref{Path: parsePath(f.From)}.all(r)
}
