package email

import (
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// replySubject answers a subject, naming the ticket.
func replySubject(number, subject string) string {
	bare := oneLine(rules.BareSubject(subject))
	if number != "" {
		bare = strings.TrimSpace("[" + number + "] " + bare)
	}
	return "Re: " + bare
}

// thread ties the message to its ticket, so that answers, in whatever way they
// quote it, come back there.
func (s *Sender) thread(l *letter, d engine.Delivery, keys intake.Keyring) {
	local, domain, _ := strings.Cut(l.from.Address, "@")
	host := s.cfg.Hostname
	if host == "" {
		host = domain
	}
	tagged := local + "+" + keys.ReplyTag(d.Ticket) + "@" + domain
	if !l.internal {
		l.replyTo = tagged
	}
	if !l.automatic {
		l.returnPath = tagged // a bounce comes back to the ticket
	}
	l.id = keys.MessageID(d.Ticket, d.ID, host)
	l.references = []string{keys.Reference(d.Ticket, host)}
	if id := d.Payload.String("in_reply_to"); isMessageID(id) {
		l.inReplyTo = id
		l.references = append(l.references, id)
	}
}

// isMessageID keeps ids out of the header that would break it: they were
// written by whoever wrote to us.
func isMessageID(id string) bool {
	return id != "" && len(id) <= 900 && !strings.ContainsFunc(id, func(r rune) bool {
		return r <= ' ' || r > '~' || r == '<' || r == '>'
	})
}

// The text of a reply, and the value that holds what an employee has added to
// a notice.
const (
	textReply = "engine.reply"
	ownWords  = "input.text"
)

// isOwnWords reports whether a message has an employee's own words in it. All
// others are automatic: they name themselves so, and nothing bounces to them.
func isOwnWords(payload engine.Fields) bool {
	return payload.String("text") == textReply || strings.TrimSpace(payload.Map("values").String(ownWords)) != ""
}
