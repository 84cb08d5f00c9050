package rules

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// fieldCopies lists the addresses of those who read along: who was in copy of the
// requester's mails, less those whom an employee has left out, and those whom one
// has added.
const fieldCopies = "cc"

// copies are the addresses that get a copy of a text: of an employee's own reply
// those that the employee has named. What the regulation sends by itself goes to
// the requester alone.
func (r *run) copies(text string) []any {
	if text != textReply {
		return nil
	}
	return r.copied()
}

func (r *run) copied() []any {
	var out []any
	for _, address := range texts(r.input.List(inputCopies)) {
		if address = strings.ToLower(address); !slices.Contains(out, any(address)) {
			out = append(out, address)
		}
	}
	return out
}

// keepCopies remembers who got a copy of a reply, so that the next one begins with
// them. An employee who names nobody has left all out; a program that does not
// speak of copies changes nothing.
func (r *run) keepCopies(clause engine.ClauseID) {
	if _, told := r.c.Event.Data.Map("inputs")[inputCopies]; told {
		r.putCopies(clause, r.copied())
	}
}

// joinCopies adds those to whom a person's mail went as well, but for ourselves, the
// requester and those who were asked for help. Their parties, where the door has
// told them, take part: the requester has chosen to let them read.
func (r *run) joinCopies(clause engine.ClauseID) {
	list, _ := r.field(fieldCopies).([]any)
	list = slices.Clone(list)
	data := r.c.Event.Data
	if data.String("automatic") != "" {
		return
	}
	for _, address := range texts(append(slices.Clone(data.List("to")), data.List("cc")...)) {
		address = strings.ToLower(address)
		if len(list) >= maxPeople || slices.Contains(list, any(address)) || r.takesMail(address) ||
			address == strings.ToLower(r.text("email")) || isPartner(r.c.Ticket.Fields, address) {
			continue
		}
		if _, problem, _ := formats["email"](address); problem != "" {
			continue
		}
		list = append(list, address)
		if party := data.Map("parties").String(address); party != "" && !r.c.Ticket.Takes(engine.PartyID(party)) {
			r.op(engine.Op{Kind: engine.OpPerson, Clause: clause, Name: "participant", Value: party})
		}
	}
	r.putCopies(clause, list)
}

// takesMail reports whether mail to an address comes to us.
func (r *run) takesMail(address string) bool {
	local, domain, _ := strings.Cut(address, "@")
	local, _, _ = strings.Cut(local, "+")
	plain := local + "@" + domain
	return plain == strings.ToLower(r.c.Event.Data.String("mailbox")) ||
		slices.ContainsFunc(r.reg.Addresses(), func(a string) bool { return strings.ToLower(a) == plain })
}

func (r *run) putCopies(clause engine.ClauseID, list []any) {
	have, _ := r.field(fieldCopies).([]any)
	if slices.Equal(have, list) {
		return
	}
	r.set(clause, engine.ForStaff, fieldCopies, list)
}
