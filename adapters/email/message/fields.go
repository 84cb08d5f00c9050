package message

import "strings"

// fillHeader reads the fields that a Message has a place for.
func (r *reading) fillHeader(h header) {
	m := &r.message
	h.hint = r.hint
	m.header = h.copied()
	h = m.header

	m.MessageID = messageID(h.raw("message-id"))
	m.InReplyTo = r.ids(h, "in-reply-to")
	m.References = r.ids(h, "references")

	m.From = r.addresses(h, "from")
	m.Sender = r.addresses(h, "sender")
	m.ReplyTo = r.addresses(h, "reply-to")
	m.To = r.addresses(h, "to")
	m.Cc = r.addresses(h, "cc")
	m.DeliveredTo = r.addresses(h, "delivered-to", "x-original-to", "envelope-to", "x-envelope-to")

	subject := decodeWords(unfold(h.raw("subject")), h.hint)
	r.noteDecoded(subject, "subject")
	m.Subject = oneLine(subject.text, maxSubject)

	if value := h.text("date"); value != "" {
		date, ok := parseDate(value)
		if m.Date = date; !ok {
			r.warn(WarnDate, value)
		}
	}
	for _, name := range []string{"from", "sender", "reply-to", "subject", "date", "message-id", "in-reply-to", "references"} {
		if len(h.rawAll(name)) > 1 {
			r.warn(WarnDuplicate, name)
		}
	}
	if len(m.From) == 0 || !m.From[0].Valid {
		r.warn(WarnNoSender, h.text("from"))
	}
}

// copied makes the header independent of the raw mail, which may be large.
func (h header) copied() header {
	fields := make([]field, len(h.fields))
	for i, f := range h.fields {
		fields[i] = field{f.name, append([]byte(nil), f.value...)}
	}
	return header{fields: fields, hint: h.hint}
}

func (r *reading) ids(h header, name string) []string {
	ids, cut := eachOnce(messageIDs(h.raw(name)), r.limits.References)
	if cut {
		r.warn(WarnTruncated, name)
	}
	return ids
}

// addresses reads address fields. From and its like count once, since a second one
// is how a sender is forged; recipients may be spread over several fields.
func (r *reading) addresses(h header, names ...string) []Address {
	var list []Address
	for _, name := range names {
		for i, value := range h.rawAll(name) {
			if i > 0 && (name == "from" || name == "sender" || name == "reply-to") {
				break
			}
			found, cut := parseAddresses(value, h.hint, r.limits.Addresses-len(list))
			list = append(list, found...)
			if cut {
				r.warn(WarnTruncated, name)
				return list
			}
			r.noteAddresses(name, found)
		}
	}
	return list
}

func (r *reading) noteAddresses(name string, list []Address) {
	for _, a := range list {
		if !a.Valid {
			r.warn(WarnAddress, name+": "+strings.TrimSpace(a.Name+" "+a.Address))
			return
		}
	}
}
