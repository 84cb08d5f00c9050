package rules

import (
	"slices"

	"github.com/reglament/reglament/engine"
)

// A ticket that repeats another one is merged into it. It ends without a word of
// the regulation's, since nothing was solved or refused; its client is told the other
// number once. From then on they get what that ticket's client is answered, and what
// they write to the old number is passed on.

// Commands of a ticket that was merged for the one that goes on.
const (
	// KindMerged hands the client over.
	KindMerged = "merged"
	// KindPassed is a message that came to the ticket that has ended.
	KindPassed = "passed"
)

const (
	// fieldMerged is the ticket that goes on, by id.
	fieldMerged = "merged.into"
	// fieldReaders are those who get answers besides the client.
	fieldReaders = "merged.readers"
)

// textMerged tells the client where their request goes on.
const textMerged = "engine.merged"

// quietStatus is where a ticket ends that repeats another one, or that is spam: a
// final status of the family stop, else of done; nil if the regulation has neither.
func (reg *Regulation) quietStatus() (found *Status) {
	for i := range reg.Statuses {
		s := &reg.Statuses[i]
		if s.Final && s.Family == FamilyStop {
			return s
		}
		if s.Final && s.Family == FamilyDone && found == nil {
			found = s
		}
	}
	return found
}

// merge ends the ticket quietly and hands its client over.
func (r *run) merge(a *Act) {
	id, number := r.ticketNamed(r.input.String("ticket"))
	r.link(a.Clause, "duplicate_of", []string{number})
	r.set(a.Clause, engine.ForStaff, fieldMerged, id)
	r.endQuietly(a.Clause)
	reader := map[string]any{"party": r.facet("requester"), "lang": r.language(), "name": r.text("name")}
	sender, address := r.wayBack("")
	reader["sender"], reader["address"] = sender, address
	r.emit(a.Clause, KindMerged, id, map[string]any{"reader": reader})
	r.send(a.Clause, &Send{Text: Ref{Value: textMerged}})
}

// endQuietly ends the ticket without a word of the regulation's.
func (r *run) endQuietly(clause engine.ClauseID) {
	r.setStatus(clause, r.reg.quietStatus())
	r.dropSuggestions(clause)
	r.queue = r.queue[:0] // nothing of the regulation answers to it
}

// takeOver lets the client of a ticket that was merged take part in this one.
func (r *run) takeOver(clause engine.ClauseID) {
	r.audience = engine.ForStaff
	reader := r.c.Event.Data.Map("reader")
	if party := reader.String("party"); party != "" && !r.c.Ticket.Takes(engine.PartyID(party)) {
		r.op(engine.Op{Kind: engine.OpPerson, Clause: clause, Name: "participant", Value: party})
	}
	_, own := r.wayBack("")
	list := r.c.Ticket.Fields.List(fieldReaders)
	known := func(one any) bool {
		m, _ := one.(map[string]any)
		return engine.Fields(m).String("address") == reader.String("address")
	}
	if address := reader.String("address"); address != "" && address != own && !slices.ContainsFunc(list, known) {
		r.set(clause, engine.ForStaff, fieldReaders, append(slices.Clone(list), map[string]any(reader)))
	}
}

// sendReaders sends an employee's own words to those whose tickets were merged into
// this one. The regulation's texts speak to its client by name.
func (r *run) sendReaders(clause engine.ClauseID) {
	if r.input.String("text") == "" {
		return
	}
	for _, one := range r.c.Ticket.Fields.List(fieldReaders) {
		m, _ := one.(map[string]any)
		reader := engine.Fields(m)
		payload := map[string]any{"text": textReply, "lang": reader.String("lang"), "values": r.textValues(textReply, nil),
			"to": map[string]any{"address": reader.String("address"), "name": reader.String("name")}}
		if subject := r.text("subject"); subject != "" {
			payload["subject"] = subject
		}
		r.op(engine.Op{Kind: engine.OpSend, Clause: clause, Audience: engine.ForCustomer, Name: reader.String("sender"), Value: payload})
	}
}

// passOn hands a message to the ticket that this one was merged into.
func (r *run) passOn(into string) {
	r.op(engine.Op{Kind: engine.OpNote, Clause: engine.ClauseStaff, Audience: engine.ForStaff, Name: "passed",
		Value: map[string]any{"ticket": into}})
	data := map[string]any{}
	for name, value := range r.c.Event.Data {
		if name != "clause" && name != "origin" && name != "number" {
			data[name] = value
		}
	}
	if party := r.party(); party != "" {
		data["requester"] = party
	}
	r.emit(engine.ClauseStaff, KindPassed, into, data)
}

// routeMerged ties what answers a ticket that was merged to it, from where it is
// passed on.
func routeMerged(c *engine.Case) (engine.Routing, bool) {
	for i := range c.Related {
		m := &c.Related[i]
		if m.Ticket.Fields.String(fieldMerged) == "" {
			continue
		}
		if by := proof(m.By); by != "" && (by != ByNumber || m.Ticket.Takes(engine.PartyID(c.Event.Actor.ID))) {
			return engine.Routing{Ticket: m.Ticket.ID, Grounds: engine.Fields{"clause": string(engine.ClauseThread), "by": by}}, true
		}
	}
	return engine.Routing{}, false
}

// proof is evidence of more than a likeness, if there is any.
func proof(by []string) string {
	for _, one := range []string{ByCopy, ByReply, ByOwn, ByForeign, ByReference, ByNumber} {
		if slices.Contains(by, one) {
			return one
		}
	}
	return ""
}
