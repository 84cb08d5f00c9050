package rules

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// senderMail is the sender of messages to people by mail.
const senderMail = "email"

// asPartner marks who is asked for help from outside.
const asPartner = "partner"

// fieldPartners lists the addresses of those who were asked for help.
const fieldPartners = "partners"

// recipient is who a message goes to, and by which sender.
type recipient struct {
	to       map[string]any
	sender   string
	internal bool // for staff
	outside  bool // for neither staff nor the requester
}

// send asks for a text to be sent. Who cannot be reached is noted for staff.
func (r *run) send(clause engine.ClauseID, s *Send) {
	key, to := s.Text.in(r), r.recipient(s)
	if to == nil {
		return
	}
	if to.to["address"] == "" {
		r.op(engine.Op{Kind: engine.OpNote, Clause: clause, Audience: engine.ForStaff, Name: "no_address",
			Value: map[string]any{"text": key}})
		return
	}
	payload := map[string]any{
		"text": key, "lang": r.language(), "to": to.to,
		"values": r.textValues(key, s.Values),
	}
	if to.internal {
		payload["internal"] = true
	}
	// A message of the customer's is answered to the customer alone.
	if id := r.text("last_message_id"); id != "" && !to.internal && !to.outside {
		payload["in_reply_to"] = id
	}
	if subject := r.text("subject"); subject != "" {
		payload["subject"] = subject
	}
	if copies := r.copies(key); to.sender == senderMail && len(copies) > 0 {
		payload["cc"] = copies
	}
	audience := engine.ForCustomer
	if to.internal || to.outside {
		audience = engine.ForStaff
	}
	if s.As == asPartner {
		r.engage(clause, asText(to.to["address"]))
	}
	r.op(engine.Op{Kind: engine.OpSend, Clause: clause, Audience: audience, Name: to.sender, Value: payload})
}

// recipient finds who is meant; nil is an assignee where there is none, which the
// board shows.
func (r *run) recipient(s *Send) *recipient {
	to := s.To.in(r)
	role, isRole := strings.CutPrefix(to, "role:")
	switch {
	case to == "assignee":
		if r.facet("assignee") == "" {
			return nil
		}
		return &recipient{to: map[string]any{"principal": r.facet("assignee")}, sender: senderMail, internal: true}
	case isRole:
		return &recipient{to: map[string]any{"role": role}, sender: senderMail, internal: true}
	case to != "" && to != "requester", s.To.Path.root != "":
		return &recipient{to: map[string]any{"address": to}, sender: senderMail, outside: true}
	}
	sender, address := r.wayBack(s.By)
	out := map[string]any{"address": address}
	if name := r.text("name"); name != "" {
		out["name"] = name
	}
	return &recipient{to: out, sender: sender}
}

// wayBack is the channel that carries answers to the requester, and the address
// there: the channel that is named, else the one the ticket came by if it carries
// answers, else mail.
func (r *run) wayBack(by string) (sender, address string) {
	if by == "" {
		by = r.facet("channel")
	}
	if ch := r.reg.channels[by]; ch != nil && ch.Reply != "" {
		if address := r.text(ch.Reply); address != "" {
			return ch.Kind, address
		}
	}
	return senderMail, r.text("email")
}

// engage remembers an address as a partner's.
func (r *run) engage(clause engine.ClauseID, address string) {
	list, _ := r.field(fieldPartners).([]any)
	address = strings.ToLower(address)
	if slices.Contains(list, any(address)) {
		return
	}
	r.set(clause, engine.ForStaff, fieldPartners, append(slices.Clone(list), address))
}

// IsPartner reports whether an address is that of somebody who was asked for help
// with the ticket from outside.
func IsPartner(t *engine.Ticket, address string) bool { return isPartner(t.Fields, address) }

// isPartner reports whether one of the ticket's partners has the address.
func isPartner(fields engine.Fields, address string) bool {
	return address != "" && slices.Contains(fields.List(fieldPartners), any(strings.ToLower(address)))
}

// append adds an entry to fields that list what was done.
func (r *run) append(clause engine.ClauseID, entries map[string]any) {
	for _, name := range sortedKeys(entries) {
		entry := map[string]any{"at": engine.Micros(r.at())}
		if say, ok := entries[name].(map[string]any); ok && say["say"] != nil {
			key := asText(say["say"])
			entry["text"], entry["values"] = key, r.textValues(key, nil)
		} else if v := r.value(entries[name]); present(v) {
			entry["value"] = v
		} else {
			continue
		}
		list, _ := r.field(name).([]any)
		r.set(clause, "", name, append(slices.Clone(list), entry))
	}
}
