package host

import (
	"encoding/binary"
	"fmt"
	"net/smtp"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

// greedyFolder is a rules folder with a company in Lua that takes too much, two in
// WebAssembly, and SUD, which does not.
func greedyFolder(t *testing.T) string {
	t.Helper()
	dir := rulesFolder(t, "sud")
	if err := os.CopyFS(filepath.Join(dir, "greedy"), os.DirFS("testdata/greedy")); err != nil {
		t.Fatal(err)
	}
	for name, decide := range map[string][]byte{"looping": endless, "growing": growing} {
		if err := os.MkdirAll(filepath.Join(dir, name), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name, "regulation.wasm"), module(name, decide), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// What a module does when it is to decide: it goes on for ever, or it takes memory
// until there is no more and gives up.
var (
	endless = []byte{0x03, 0x40, 0x0c, 0x00, 0x0b, 0x00}
	growing = []byte{0x03, 0x40, 0x41, 0x01, 0x40, 0x00, 0x41, 0x7f, 0x47, 0x0d, 0x00, 0x0b, 0x00}
)

// module is a regulation in WebAssembly of a company of that name: what the
// contract asks for, its catalogue, and what it does when it is to decide.
func module(company string, decide []byte) []byte {
	catalogue := fmt.Sprintf(`{"api": 1, "id": %q, "lang": "en", "languages": ["en"],
		"document": {"title": {"en": "Rules"}, "company": {"en": %[1]q}},
		"clauses": [{"id": "1", "title": {"en": "Requests"}}, {"id": "2", "title": {"en": "Hook"}}],
		"numbering": {"prefix": "W-", "first": 1, "clause": "1"},
		"channels": [{"id": "email", "kind": "email", "address": "help@%[1]s.example", "free": true, "clause": "1"}],
		"statuses": [{"id": "new", "label": {"en": "New"}, "family": "new", "turn": "staff", "initial": true, "clause": "1"}],
		"hooks": [{"clause": "2", "on": ["registered"], "func": 1, "reads": ["status"]}]}`, company)
	const at = 32768
	answer := append([]byte{0x42}, signed(at<<32|int64(len(catalogue)))...) // i64.const
	body := func(code []byte) []byte { return sized(slices.Concat([]byte{0}, code, []byte{0x0b})) }
	section := func(id byte, items ...[]byte) []byte {
		return append([]byte{id}, sized(slices.Concat([]byte{byte(len(items))}, slices.Concat(items...)))...)
	}
	export := func(name string, kind, index byte) []byte { return append(sized([]byte(name)), kind, index) }
	return slices.Concat([]byte("\x00asm\x01\x00\x00\x00"),
		section(1, []byte("\x60\x00\x01\x7f"), []byte("\x60\x01\x7f\x01\x7f"), []byte("\x60\x00\x01\x7e"), []byte("\x60\x02\x7f\x7f\x01\x7e")),
		section(3, []byte{0}, []byte{1}, []byte{2}, []byte{3}),
		section(5, []byte{0, 2}),
		section(7, export("memory", 2, 0), export("rg_abi", 0, 0), export("rg_alloc", 0, 1), export("rg_catalogue", 0, 2), export("rg_decide", 0, 3)),
		section(10, body([]byte{0x41, 1}), body([]byte{0x41, 0x80, 0x08}), body(answer), body(decide)),
		section(11, slices.Concat([]byte{0, 0x41}, signed(at), []byte{0x0b}, sized([]byte(catalogue)))))
}

func sized(b []byte) []byte { return append(binary.AppendUvarint(nil, uint64(len(b))), b...) }

// signed is a number in LEB128.
func signed(n int64) (out []byte) {
	for {
		low := byte(n & 0x7f)
		n >>= 7
		if n == 0 && low&0x40 == 0 || n == -1 && low&0x40 != 0 {
			return append(out, low)
		}
		out = append(out, low|0x80)
	}
}

// mailTo sends a mail to a company with a subject of its own.
func (s *Server) mailTo(t *testing.T, company, subject, id string) {
	t.Helper()
	to := "help@" + company + ".example"
	text := "From: <anna@mail.example>\r\nTo: " + to + "\r\nSubject: " + subject + "\r\nMessage-ID: <" + id + "@mail.example>\r\n\r\nHello.\r\n"
	if err := smtp.SendMail(s.MailAddr(), nil, "anna@mail.example", []string{to}, []byte(text)); err != nil {
		t.Fatal(err)
	}
}

// last is the newest ticket of a company.
func (s *Server) last(t *testing.T, company engine.TenantID) (ticket engine.Ticket, first engine.Event) {
	t.Helper()
	all := s.ticketsOf(t, company)
	if len(all) == 0 {
		t.Fatalf("%s has no ticket", company)
	}
	ticket = all[0]
	events, err := s.store.TicketEvents(t.Context(), company, ticket.ID, 0, 10)
	if err != nil || len(events) == 0 {
		t.Fatalf("%d events of %s: %v", len(events), ticket.ID, err)
	}
	return ticket, events[0]
}

// loggedQuota reports whether a line of the log says that a company's command was
// parked for a quota.
func (l *logOf) loggedQuota(company, quota string) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for line := range strings.Lines(l.text.String()) {
		if strings.Contains(line, "tenant="+company+" ") && strings.Contains(line, "quota="+quota+" ") && strings.Contains(line, "level=ERROR") {
			return true
		}
	}
	return false
}
