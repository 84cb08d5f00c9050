package email

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	netmail "net/mail"
	"strings"
	"time"
	"unicode"

	"github.com/wneessen/go-mail"
)

// A letter is a message before it is written as MIME.
type letter struct {
	from, to   netmail.Address
	also       []netmail.Address // further recipients
	copies     []netmail.Address // those who get a copy
	replyTo    string
	returnPath string
	id         string // without brackets, like the next two
	inReplyTo  string
	references []string
	subject    string
	text, lang string
	date       time.Time
	ticket     string // its number
	loop       string
	// automatic messages have no employee's words in them; internal ones go to
	// employees.
	automatic, internal bool
}

// counts reports whether the letter counts for the daily limit of its
// recipient. Employees may get any number: no robot answers there.
func (l *letter) counts() bool { return l.automatic && !l.internal }

// recipients are all addresses that the letter goes to.
func (l *letter) recipients() []string {
	out := []string{l.to.Address}
	for i := range l.also {
		out = append(out, l.also[i].Address)
	}
	for i := range l.copies {
		out = append(out, l.copies[i].Address)
	}
	return out
}

// ticketHeader names the ticket for filters and for the page of captured mail.
const ticketHeader = "X-Reglament-Ticket"

// compose writes the letter: plain text, and the same as HTML with its links to
// click. The same letter gives the same bytes.
func (l *letter) compose() ([]byte, error) {
	m := mail.NewMsg(mail.WithNoDefaultUserAgent(), mail.WithBoundary(l.boundary()))
	m.FromMailAddress(&l.from)
	to := []*netmail.Address{&l.to}
	for i := range l.also {
		to = append(to, &l.also[i])
	}
	m.SetAddrHeaderFromMailAddress(mail.HeaderTo, to...)
	if len(l.copies) > 0 {
		cc := make([]*netmail.Address, len(l.copies))
		for i := range l.copies {
			cc[i] = &l.copies[i]
		}
		m.SetAddrHeaderFromMailAddress(mail.HeaderCc, cc...)
	}
	if l.replyTo != "" {
		m.ReplyToMailAddress(&netmail.Address{Name: l.from.Name, Address: l.replyTo})
	}
	m.Subject(l.subject)
	m.SetDateWithValue(l.date.UTC())
	m.SetMessageIDWithValue(l.id)
	if l.inReplyTo != "" {
		m.SetGenHeader(mail.HeaderInReplyTo, "<"+l.inReplyTo+">")
	}
	if len(l.references) > 0 {
		m.SetGenHeader(mail.HeaderReferences, "<"+strings.Join(l.references, "> <")+">")
	}
	m.SetGenHeader(mail.HeaderContentLang, l.lang)
	m.SetGenHeader(loopHeader, l.loop)
	if l.ticket != "" {
		m.SetGenHeader(ticketHeader, l.ticket)
	}
	if l.automatic {
		// Both ask machines not to answer; the second is for Exchange. It would
		// also keep reports of failure back, so replies of staff don't have it.
		m.SetGenHeader("Auto-Submitted", "auto-replied")
		m.SetGenHeader(mail.HeaderXAutoResponseSuppress, "All")
	}
	m.SetBodyString(mail.TypeTextPlain, l.text)
	m.AddAlternativeString(mail.TypeTextHTML, htmlPage(l.text, l.lang))
	var buf bytes.Buffer
	if _, err := m.WriteTo(&buf); err != nil {
		return nil, fmt.Errorf("write message %s: %w", l.id, err)
	}
	return buf.Bytes(), nil
}

// boundary is made of the Message-ID: it is the same at each attempt, and no
// text can know it.
func (l *letter) boundary() string {
	sum := sha256.Sum256([]byte("boundary " + l.id))
	return hex.EncodeToString(sum[:12])
}

// oneLine makes a text fit for a header field.
func oneLine(s string) string {
	s = strings.Join(strings.FieldsFunc(s, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsControl(r) }), " ")
	if runes := []rune(s); len(runes) > maxHeaderText {
		return string(runes[:maxHeaderText]) + "…"
	}
	return s
}

// maxHeaderText is how many letters a subject or name may have.
const maxHeaderText = 300
