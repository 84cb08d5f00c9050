package message

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// checkPromises checks what the package promises about every Message.
func checkPromises(t *testing.T, raw []byte, m *Message, l Limits) {
	t.Helper()
	l = l.withDefaults()
	checkText(t, "Text", m.Text, l.TextBytes)
	checkText(t, "HTML", m.HTML, l.TextBytes)
	for _, v := range []string{m.Visible.Body, m.Visible.Quoted, m.Visible.Signature} {
		checkText(t, "Visible", v, l.TextBytes)
	}
	checkLine(t, "Subject", m.Subject, maxSubject)
	for _, id := range append(append([]string{m.MessageID}, m.InReplyTo...), m.References...) {
		checkLine(t, "message id", id, maxMessageID)
	}
	if len(m.References) > l.References {
		t.Errorf("got %d references, the limit is %d", len(m.References), l.References)
	}
	for _, list := range [][]Address{m.From, m.Sender, m.ReplyTo, m.To, m.Cc, m.DeliveredTo} {
		checkAddresses(t, list, l)
	}
	checkAttachments(t, raw, m, l)
	checkVisible(t, m)
	if m.Class == "" || len(m.Warnings) > maxWarnings {
		t.Errorf("got class %q and %d warnings", m.Class, len(m.Warnings))
	}
	for _, w := range m.Warnings {
		checkLine(t, "Warning", w.Detail, maxDetail)
	}
	for _, e := range m.Why {
		checkLine(t, "Evidence", e.Value, maxDetail)
	}
	if m.Bounce != nil {
		checkLine(t, "Bounce", m.Bounce.MessageID, maxMessageID)
		for _, r := range m.Bounce.Recipients {
			checkLine(t, "recipient", r.Address, 3*maxMailbox)
			checkLine(t, "diagnostic", r.Diagnostic, 600)
			checkLine(t, "status", r.Status, 12)
		}
	}
	for _, f := range m.header.fields {
		checkLine(t, f.name, m.Header(f.name), maxHeaderText)
	}
	if _, err := json.Marshal(m.Date); err != nil {
		t.Errorf("date %v can't be stored: %v", m.Date, err)
	}
}

func checkClean(t *testing.T, what, s string, limit int) {
	t.Helper()
	switch {
	case !utf8.ValidString(s):
		t.Errorf("%s is not UTF-8: %q", what, s)
	case strings.ContainsRune(s, 0):
		t.Errorf("%s holds NUL: %q", what, s)
	case !norm.NFC.IsNormalString(s):
		t.Errorf("%s is not NFC: %+q", what, s)
	case len(s) > limit:
		t.Errorf("%s has %d bytes, the limit is %d", what, len(s), limit)
	}
}

func checkText(t *testing.T, what, s string, limit int) {
	t.Helper()
	checkClean(t, what, s, limit)
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' || isNonCharacter(r) }) {
		t.Errorf("%s holds control characters: %q", what, s)
	}
}

func checkLine(t *testing.T, what, s string, limit int) {
	t.Helper()
	checkClean(t, what, s, limit)
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) || isInvisible(r) }) {
		t.Errorf("%s is not one visible line: %q", what, s)
	}
}

func checkAddresses(t *testing.T, list []Address, l Limits) {
	t.Helper()
	if len(list) > l.Addresses {
		t.Errorf("got %d addresses, the limit is %d", len(list), l.Addresses)
	}
	for _, a := range list {
		checkLine(t, "name", a.Name, maxName)
		checkLine(t, "address", a.Address, 3*maxMailbox)
		checkLine(t, "display", a.Display, 3*maxMailbox)
		if a.Valid && strings.Count(a.Address, "@") != 1 {
			t.Errorf("valid address %q", a.Address)
		}
		if a.Valid {
			if again := newAddress(a.Address); again != (Address{Address: a.Address, Display: a.Display, Valid: true}) {
				t.Errorf("address %+v reads as %+v the second time", a, again)
			}
		}
	}
}

func checkAttachments(t *testing.T, raw []byte, m *Message, l Limits) {
	t.Helper()
	names, size := map[string]bool{}, 0
	for _, a := range m.Attachments {
		checkLine(t, "file name", a.Name, maxFileName)
		checkLine(t, "type", a.Type, 200)
		checkLine(t, "content id", a.ContentID, maxMessageID)
		key := strings.ToLower(a.Name)
		if a.Name == "" || names[key] || strings.ContainsAny(a.Name, `/\:*?"<>|`) || strings.Trim(a.Name, ". ") == "" {
			t.Errorf("bad or repeated file name %q", a.Name)
		}
		names[key] = true
		if a.Size != len(a.Content) {
			t.Errorf("%s: size %d, content %d", a.Name, a.Size, len(a.Content))
		}
		size += a.Size
	}
	if size > len(raw) || len(m.Attachments) > l.Parts+1 {
		t.Errorf("%d attachments of %d bytes out of a mail of %d", len(m.Attachments), size, len(raw))
	}
}

// checkVisible checks that every line of the text is shown somewhere.
func checkVisible(t *testing.T, m *Message) {
	t.Helper()
	left := map[string]int{}
	for _, part := range []string{m.Visible.Body, m.Visible.Quoted, m.Visible.Signature} {
		for line := range strings.SplitSeq(part, "\n") {
			left[strings.TrimSpace(line)]++
		}
	}
	if m.HTML != "" {
		return // may be shown from the HTML part, whose lines are others
	}
	for line := range strings.SplitSeq(m.Text, "\n") {
		line = strings.TrimSpace(line)
		if left[line]--; line != "" && left[line] < 0 {
			t.Errorf("line %q is not shown; text %q visible %+v", line, m.Text, m.Visible)
			return
		}
	}
	if m.Text != "" && m.Visible.Body == "" {
		t.Errorf("no body is shown of %q", m.Text)
	}
}

func mustParse(t *testing.T, raw []byte, l Limits) *Message {
	t.Helper()
	before := bytes.Clone(raw)
	m, err := Parser{Limits: l}.parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(raw, before) {
		t.Error("Parse wrote into the raw mail")
	}
	checkPromises(t, raw, m, l)
	return m
}
