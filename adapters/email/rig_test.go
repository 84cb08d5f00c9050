package email

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/smtp"
	"net/textproto"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

const (
	acme  engine.TenantID = "acme"
	other engine.TenantID = "other"
)

// catalogue is a regulation that acknowledges what it registers.
const catalogue = `{
	"api": 1, "id": "acme", "lang": "ru", "languages": ["kk", "ru", "en"],
	"document": {"title": "Регламент", "company": "ACME"},
	"clauses": [{"id": "A-1", "title": "Обращения", "quote": "Обращения принимаются."}],
	"numbering": {"clause": "A-1", "prefix": "ACME-", "first": 1, "width": 1},
	"channels": [{"clause": "A-1", "id": "help", "kind": "email", "mode": "intake", "address": ["help@acme.kz"], "free": true}],
	"statuses": [
		{"clause": "A-1", "id": "new", "label": {"kk": "Жаңа", "ru": "Новая", "en": "New"}, "family": "new", "turn": "staff", "initial": true}
	],
	"acts": [
		{"clause": "A-1", "id": "ask", "label": {"kk": "Сұрау", "ru": "Спросить", "en": "Ask"}, "roles": ["staff"], "notice": "ask",
			"inputs": [{"id": "text", "kind": "longtext", "label": {"kk": "Мәтін", "ru": "Текст", "en": "Text"}}]},
		{"clause": "A-1", "id": "confirm", "label": {"kk": "Растау", "ru": "Подтвердить", "en": "Confirm"}, "roles": ["customer"]}
	],
	"reactions": [
		{"clause": "A-1", "on": ["registered"], "do": [{"send": {"text": "ack"}}]},
		{"clause": "A-1", "on": ["bounce"], "do": [{"set": {"bounced": true}}]}
	],
	"texts": {
		"ack": {"clause": "A-1", "subject": {"kk": "[{number}] Өтінішіңіз тіркелді", "ru": "[{number}] Обращение зарегистрировано", "en": "[{number}] Registered"},
			"body": {"kk": "Сәлеметсіз бе!\n\n№{number} өтінішіңіз тіркелді.\nРастау: {link.confirm}.", "ru": "Здравствуйте!\n\nОбращение №{number} зарегистрировано.\nПодтвердить: {link.confirm}.",
				"en": "Hello!\n\nNo. {number} is registered.\nConfirm: {link.confirm}."}},
		"ask": {"clause": "A-1", "body": {"kk": "Сұрақ: {input.text}", "ru": "Вопрос: {input.text}", "en": "Question: {input.text}"}}
	}
}`

func compileCatalogue(t testing.TB) *rules.Regulation {
	t.Helper()
	tree, err := engine.DecodeValue([]byte(catalogue))
	if err != nil {
		t.Fatal(err)
	}
	reg, findings := rules.Compile(tree, rules.Options{})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return reg
}

// regulation is the catalogue's, unless a test wants something to happen first.
type regulation struct {
	*rules.Regulation
	mu     sync.Mutex
	before func(*engine.Case) error
}

func (r *regulation) Decide(ctx context.Context, c *engine.Case) (engine.Decision, error) {
	r.mu.Lock()
	before := r.before
	r.mu.Unlock()
	if before != nil {
		if err := before(c); err != nil {
			return engine.Decision{}, err
		}
	}
	return r.Regulation.Decide(ctx, c)
}

func (r *regulation) first(f func(*engine.Case) error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.before = f
}

// regulations hands the one regulation out.
type regulations struct{ *regulation }

func (r regulations) Choose(context.Context, engine.TenantID, engine.CommandID, engine.EditionID) (engine.EditionID, error) {
	return edition, nil
}

func (r regulations) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return r.regulation, nil
}

func (r regulations) Stale(engine.TenantID) {}

const edition engine.EditionID = "one"

// rig is an installation with two tenants: real engine, real SMTP, all else made
// of memory and a folder.
type rig struct {
	*faults
	t        *testing.T
	memory   *enginetest.Memory
	clock    *enginetest.Clock
	reg      *regulation
	engine   *faultyEngine
	blobs    *testBlobs
	inbox    *testInbox
	intake   *Intake
	listener *Listener
	capture  *Capture
	sender   *Sender
	stop     func() error
	mailbox  func(address string) error
}

func newRig(t *testing.T, change ...func(*IntakeConfig, *ListenerConfig, *SenderConfig)) *rig {
	t.Helper()
	f := &faults{}
	r := &rig{t: t, faults: f, memory: enginetest.NewMemory(), clock: enginetest.NewClock(enginetest.Start), reg: &regulation{Regulation: compileCatalogue(t)},
		blobs: &testBlobs{faults: f, dir: t.TempDir()}, inbox: &testInbox{faults: f}}
	var err error
	if r.capture, err = OpenCapture(filepath.Join(t.TempDir(), "mail")); err != nil {
		t.Fatal(err)
	}
	sc := SenderConfig{Transport: r.capture, Keyring: keyring, Now: r.clock.Now, From: testFrom, Staff: testStaff, Links: testLinks,
		Rules: func(context.Context, engine.TenantID, engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
			return r.reg.Regulation, edition, nil
		}}
	ic := IntakeConfig{Done: r.memory, Blobs: r.blobs, Inbox: r.inbox, Keyring: keyring, Now: r.clock.Now}
	lc := ListenerConfig{Addr: "127.0.0.1:0", Hostname: "mx.acme.kz", Mailbox: r.findMailbox}
	for _, f := range change {
		f(&ic, &lc, &sc)
	}
	if r.sender, err = NewSender(sc); err != nil {
		t.Fatal(err)
	}
	e, err := engine.New(engine.Config{Backend: r.memory, Regulations: regulations{r.reg}, Clock: r.clock,
		Senders: map[string]engine.Sender{"email": r.sender}})
	if err != nil {
		t.Fatal(err)
	}
	r.engine = &faultyEngine{faults: f, Engine: e}
	for _, tenant := range []engine.TenantID{acme, other} {
		cmd := engine.Command{ID: "activate", Tenant: tenant, Actor: engine.Actor{Kind: engine.System}}
		if _, err := e.Activate(t.Context(), cmd, edition, ""); err != nil {
			t.Fatal(err)
		}
	}
	if ic.Engine == nil {
		ic.Engine = r.engine
	}
	if r.intake, err = NewIntake(ic); err != nil {
		t.Fatal(err)
	}
	lc.Intake = r.intake
	if r.listener, err = Listen(lc); err != nil {
		t.Fatal(err)
	}
	r.run()
	return r
}

func (r *rig) run() {
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- r.listener.Run(ctx) }()
	r.stop = sync.OnceValue(func() error {
		cancel()
		select {
		case err := <-ended:
			return err
		case <-time.After(20 * time.Second):
			return errors.New("the listener does not stop")
		}
	})
	r.t.Cleanup(func() {
		if err := r.stop(); err != nil {
			r.t.Error(err)
		}
	})
}

func keyring(tenant engine.TenantID) (intake.Keyring, error) {
	return intake.NewKeyring([]byte("secret of " + tenant)), nil
}

func acmeKeys() intake.Keyring { k, _ := keyring(acme); return k }

func testFrom(_ context.Context, tenant engine.TenantID) (string, string, error) {
	return "help@" + string(tenant) + ".kz", "Служба поддержки ACME", nil
}

func testStaff(_ context.Context, _ engine.TenantID, principal string) (string, string, error) {
	if principal != "dana" {
		return "", "", nil
	}
	return "dana@acme.kz", "Дана", nil
}

func testLinks(_ engine.TenantID, ticket engine.TicketID, _ engine.Delivery) rules.Links {
	return func(act string) string { return "https://acme.kz/c/" + string(ticket) + "?a=" + act + "&b=1" }
}

func (r *rig) findMailbox(_ context.Context, address string) (engine.TenantID, string, string, bool, error) {
	if err := r.at("mailbox"); err != nil {
		return "", "", "", false, err
	}
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	local, tag, _ := strings.Cut(local, "+")
	switch mailbox := local + "@" + domain; mailbox {
	case "help@acme.kz", "office@acme.kz":
		return acme, mailbox, tag, true, nil
	case "help@other.kz":
		return other, mailbox, tag, true, nil
	}
	return "", "", "", false, nil
}

// mail sends by SMTP and returns the server's refusal, if any.
func (r *rig) mail(from string, to []string, raw string) error {
	r.t.Helper()
	err := smtp.SendMail(r.listener.Addr().String(), nil, from, to, []byte(raw))
	var reply *textproto.Error
	if errors.As(err, &reply) {
		return fmt.Errorf("%d %s", reply.Code, reply.Msg)
	}
	return err
}

// take sends a mail to help@acme.kz that must be taken.
func (r *rig) take(raw string) {
	r.t.Helper()
	if err := r.mail("aidos@mail.kz", []string{"help@acme.kz"}, raw); err != nil {
		r.t.Fatalf("the mail was not taken: %v", err)
	}
}

// refused sends a mail that must be answered with the code.
func (r *rig) refused(code string, raw string) {
	r.t.Helper()
	err := r.mail("aidos@mail.kz", []string{"help@acme.kz"}, raw)
	if err == nil || !strings.HasPrefix(err.Error(), code) {
		r.t.Fatalf("got %v, want %s", err, code)
	}
}

func (r *rig) tickets(tenant engine.TenantID) []engine.Ticket {
	r.t.Helper()
	all, err := r.memory.Tickets(tenant)
	if err != nil {
		r.t.Fatal(err)
	}
	return all
}

// events returns the events of tickets.
func (r *rig) events(tenant engine.TenantID) []engine.Event {
	r.t.Helper()
	all, err := r.memory.Events(r.t.Context(), tenant, 0, 10000)
	if err != nil {
		r.t.Fatal(err)
	}
	return slices.DeleteFunc(all, func(e engine.Event) bool { return e.Ticket == "" })
}

// one returns the only event of the tenant.
func (r *rig) one() engine.Event {
	r.t.Helper()
	all := r.events(acme)
	if len(all) != 1 {
		r.t.Fatalf("got %d events, want 1: %v", len(all), kinds(all))
	}
	return all[0]
}

func kinds(events []engine.Event) []string {
	var out []string
	for _, e := range events {
		out = append(out, e.Kind)
	}
	return out
}

// deliver sends what is due and returns the captured mail, the newest first.
func (r *rig) deliver() []Captured {
	r.t.Helper()
	if _, err := r.engine.DeliverDue(r.t.Context()); err != nil {
		r.t.Fatal(err)
	}
	list, err := r.capture.List(CaptureFilter{})
	if err != nil {
		r.t.Fatal(err)
	}
	return list
}

// crlf gives a text the line ends of mail.
func crlf(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\n", "\r\n")
}

// letterFrom is an ordinary mail.
func letterFrom(id, subject, body string) string {
	head := "From: =?utf-8?q?=D0=90=D0=B9=D0=B4=D0=BE=D1=81?= <aidos@mail.kz>\nTo: help@acme.kz\nDate: Mon, 23 Nov 2026 09:00:00 +0500\n"
	if id != "" {
		head += "Message-ID: <" + id + ">\n"
	}
	return crlf(head + "Subject: " + subject + "\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n" + body + "\n")
}

func file(e engine.Event, name string) engine.Fields {
	for _, a := range e.Body.Data.List("attachments") {
		if f := engine.Fields(a.(map[string]any)); f.String("name") == name {
			return f
		}
	}
	return nil
}

func containsBlob(blobs [][]byte, part string) bool {
	return slices.ContainsFunc(blobs, func(b []byte) bool { return bytes.Contains(b, []byte(part)) })
}
