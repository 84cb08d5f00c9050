package email

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/email/message"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules"
)

// outTray is a transport that keeps parcels and fails when told to.
type outTray struct {
	mu      sync.Mutex
	fail    error
	parcels []Parcel
}

func (o *outTray) Deliver(_ context.Context, p Parcel) (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.parcels = append(o.parcels, p)
	return "250 queued", o.fail
}

func newTestSender(t *testing.T, change ...func(*SenderConfig)) (*Sender, *outTray) {
	t.Helper()
	reg, tray := compileCatalogue(t), &outTray{}
	cfg := SenderConfig{Transport: tray, Keyring: keyring, From: testFrom, Staff: testStaff, Links: testLinks,
		Now: func() time.Time { return enginetest.Start },
		Rules: func(context.Context, engine.TenantID, engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
			return reg, edition, nil
		}}
	for _, f := range change {
		f(&cfg)
	}
	s, err := NewSender(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return s, tray
}

// delivery is what the engine hands over for a text.
func delivery(payload engine.Fields) engine.Delivery {
	if payload["to"] == nil {
		payload["to"] = map[string]any{"address": "aidos@mail.kz", "name": "Айдос Ерланұлы"}
	}
	return engine.Delivery{ID: "12.3", Tenant: acme, Ticket: "01KB0AAAAAAAAAAAAAAAAAAAAA", Number: "ACME-7", Sender: "email", Edition: edition,
		Payload: payload, Created: enginetest.Start}
}

func notice() engine.Delivery {
	return delivery(engine.Fields{"text": "ack", "lang": "kk", "in_reply_to": "orig@mail.kz", "subject": "Көмек"})
}

func reply() engine.Delivery {
	return delivery(engine.Fields{"text": textReply, "lang": "ru", "in_reply_to": "orig@mail.kz", "subject": "Re: [ACME-7] Помогите",
		"values": map[string]any{"input.text": "Перезагрузите компьютер.\nС уважением, Дана"}})
}

func parse(t *testing.T, raw []byte) *message.Message {
	t.Helper()
	m, err := message.Parse(raw, message.Limits{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestNoticeNamesItselfAutomatic(t *testing.T) {
	t.Parallel()
	s, tray := newTestSender(t)
	receipt, err := s.Send(t.Context(), notice())
	if err != nil {
		t.Fatal(err)
	}
	p := tray.parcels[0]
	keys := acmeKeys()
	tag := keys.ReplyTag("01KB0AAAAAAAAAAAAAAAAAAAAA")
	id := keys.MessageID("01KB0AAAAAAAAAAAAAAAAAAAAA", "12.3", "acme.kz")
	checkHeaders(t, p.Message, map[string]string{
		"From":                     `Служба поддержки ACME <help@acme.kz>`,
		"To":                       `Айдос Ерланұлы <aidos@mail.kz>`,
		"Reply-To":                 `Служба поддержки ACME <help+` + tag + `@acme.kz>`,
		"Subject":                  "[ACME-7] Өтінішіңіз тіркелді",
		"Message-ID":               "<" + id + ">",
		"In-Reply-To":              "<orig@mail.kz>",
		"References":               "<" + keys.Reference("01KB0AAAAAAAAAAAAAAAAAAAAA", "acme.kz") + "> <orig@mail.kz>",
		"Date":                     "Mon, 23 Nov 2026 04:00:00 +0000",
		"Auto-Submitted":           "auto-replied",
		"X-Auto-Response-Suppress": "All",
		"X-Reglament-Loop":         keys.LoopMark(),
		"X-Reglament-Ticket":       "ACME-7",
		"Content-Language":         "kk",
		"MIME-Version":             "1.0",
		"User-Agent":               "",
		"X-Mailer":                 "",
	})
	m := parse(t, p.Message)
	link := "https://acme.kz/c/01KB0AAAAAAAAAAAAAAAAAAAAA?a=confirm&b=1"
	if want := "Сәлеметсіз бе!\n\n№ACME-7 өтінішіңіз тіркелді.\nРастау: " + link + "."; strings.TrimSpace(m.Text) != want {
		t.Errorf("text %q, want %q", m.Text, want)
	}
	if want := `<a href="https://acme.kz/c/01KB0AAAAAAAAAAAAAAAAAAAAA?a=confirm&amp;b=1">`; !strings.Contains(m.HTML, want) || !strings.Contains(m.HTML, `<html lang="kk">`) {
		t.Errorf("html %q has no %q", m.HTML, want)
	}
	if p.From != "" || len(p.To) != 1 || p.To[0] != "aidos@mail.kz" {
		t.Errorf("envelope %q to %q", p.From, p.To)
	}
	want := engine.Fields{"message_id": id, "to": "aidos@mail.kz", "subject": "[ACME-7] Өтінішіңіз тіркелді", "text": strings.TrimSpace(m.Text), "answer": "250 queued"}
	for name := range want {
		if receipt[name] != want[name] {
			t.Errorf("receipt %s: %q, want %q", name, receipt[name], want[name])
		}
	}
	if bytes.ContainsFunc(p.Message, func(r rune) bool { return r > 0x7e }) || bytes.Contains(bytes.ReplaceAll(p.Message, []byte("\r\n"), nil), []byte("\n")) {
		t.Error("the message is not ASCII with CRLF")
	}
}

// checkHeaders compares decoded fields; "" means that there is none.
func checkHeaders(t *testing.T, raw []byte, want map[string]string) {
	t.Helper()
	m := parse(t, raw)
	for name, value := range want {
		got := m.HeaderValues(name)
		if value == "" && len(got) > 0 || value != "" && (len(got) != 1 || strings.ReplaceAll(got[0], `"`, "") != value) {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
}

func TestReplyOfAnEmployeeIsNoMachines(t *testing.T) {
	t.Parallel()
	s, tray := newTestSender(t)
	if _, err := s.Send(t.Context(), reply()); err != nil {
		t.Fatal(err)
	}
	p := tray.parcels[0]
	checkHeaders(t, p.Message, map[string]string{
		"Subject": "Re: [ACME-7] Помогите", "Auto-Submitted": "", "X-Auto-Response-Suppress": "", "X-Reglament-Loop": acmeKeys().LoopMark(),
	})
	if want := "help+" + acmeKeys().ReplyTag("01KB0AAAAAAAAAAAAAAAAAAAAA") + "@acme.kz"; p.From != want {
		t.Errorf("return path %q, want %q: a bounce must come back", p.From, want)
	}
	if m := parse(t, p.Message); !strings.HasPrefix(m.Text, "Перезагрузите компьютер.") || m.Class != message.Person {
		t.Errorf("%s: %q", m.Class, m.Text)
	}
}

func TestNoticeWithAnEmployeesWordsIsNoMachines(t *testing.T) {
	t.Parallel()
	for text, automatic := range map[string]bool{"Какая версия?": false, " ": true} {
		d := delivery(engine.Fields{"text": "ask", "lang": "ru", "values": map[string]any{"input.text": text}})
		if got := !isOwnWords(d.Payload); got != automatic {
			t.Errorf("with %q automatic is %v", text, got)
		}
	}
}

func TestMessageToAnEmployeeGoesToTheirAddress(t *testing.T) {
	t.Parallel()
	s, tray := newTestSender(t)
	d := delivery(engine.Fields{"text": "ack", "lang": "ru", "internal": true, "to": map[string]any{"principal": "dana"}})
	if _, err := s.Send(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	checkHeaders(t, tray.parcels[0].Message, map[string]string{"To": "Дана <dana@acme.kz>", "Reply-To": "", "Auto-Submitted": "auto-replied"})
	d.Payload["to"] = map[string]any{"principal": "nobody"}
	if _, err := s.Send(t.Context(), d); !engine.IsPermanent(err) {
		t.Errorf("got %v, want a permanent error", err)
	}
}

func TestEveryAttemptGivesTheSameBytes(t *testing.T) {
	t.Parallel()
	s, tray := newTestSender(t)
	tray.fail = errWeather
	for attempt := range 3 {
		d := notice()
		d.Attempt = attempt
		d.NotBefore = enginetest.Start.Add(time.Duration(attempt) * time.Hour)
		if _, err := s.Send(t.Context(), d); !errors.Is(err, errWeather) || engine.IsPermanent(err) {
			t.Fatalf("got %v", err)
		}
	}
	for _, p := range tray.parcels[1:] {
		if !bytes.Equal(p.Message, tray.parcels[0].Message) {
			t.Errorf("got\n%s\nand\n%s", tray.parcels[0].Message, p.Message)
		}
	}
}

func TestHostileValuesBreakNoHeader(t *testing.T) {
	t.Parallel()
	s, tray := newTestSender(t)
	d := delivery(engine.Fields{"text": textReply, "lang": "ru", "in_reply_to": "a@b>\r\nBcc: evil@x.kz\r\n", "subject": "Hi\r\nBcc: evil@x.kz\r\n\r\nbody" + strings.Repeat("ж", 5000),
		"to":     map[string]any{"address": "aidos@mail.kz", "name": "A\r\nBcc: evil@x.kz"},
		"values": map[string]any{"input.text": "x\r\n.\r\n"}})
	if _, err := s.Send(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	checkHeaders(t, tray.parcels[0].Message, map[string]string{"Bcc": "", "In-Reply-To": "", "To": "A Bcc: evil@x.kz <aidos@mail.kz>"})
	for line := range strings.SplitSeq(string(tray.parcels[0].Message), "\r\n") {
		if len(line) > 998 {
			t.Errorf("a line of %d bytes", len(line))
		}
	}
}

func TestAddressesThatCannotBeOnesArePermanent(t *testing.T) {
	t.Parallel()
	s, tray := newTestSender(t)
	for _, address := range []string{"", "nobody", "@acme.kz", "a b@acme.kz", "a@b.kz\r\nRCPT TO:<evil@x.kz>", "a@-.kz", "a@", "<a@b.kz>"} {
		d := delivery(engine.Fields{"text": "ack", "to": map[string]any{"address": address}})
		if _, err := s.Send(t.Context(), d); !engine.IsPermanent(err) {
			t.Errorf("%q: got %v, want a permanent error", address, err)
		}
	}
	d := delivery(engine.Fields{"text": "ack", "lang": "kk", "to": map[string]any{"address": " info@қазақ.қаз "}})
	if _, err := s.Send(t.Context(), d); err != nil || tray.parcels[0].To[0] != "info@xn--80aau21bd.xn--80ao21a" {
		t.Errorf("got %v, %v", tray.parcels, err)
	}
}

func TestTextThatIsMissingIsPermanentAndRulesThatCannotBeLoadedAreNot(t *testing.T) {
	t.Parallel()
	s, _ := newTestSender(t)
	if _, err := s.Send(t.Context(), delivery(engine.Fields{"text": "no such"})); !engine.IsPermanent(err) {
		t.Errorf("got %v, want a permanent error", err)
	}
	s, _ = newTestSender(t, func(c *SenderConfig) {
		c.Rules = func(context.Context, engine.TenantID, engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
			return nil, "", errWeather
		}
	})
	if _, err := s.Send(t.Context(), notice()); !errors.Is(err, errWeather) || engine.IsPermanent(err) {
		t.Errorf("got %v, want a temporary error", err)
	}
}

func TestOneAddressGetsSoManyNoticesADay(t *testing.T) {
	t.Parallel()
	now := enginetest.Start
	s, tray := newTestSender(t, func(c *SenderConfig) { c.Daily, c.Now = 3, func() time.Time { return now } })
	send := func(d engine.Delivery) error { _, err := s.Send(t.Context(), d); return err }
	tray.fail = errWeather
	for range 5 {
		if err := send(notice()); engine.IsPermanent(err) {
			t.Fatalf("failed attempts are counted: %v", err)
		}
	}
	tray.fail = nil
	for range 3 {
		if err := send(notice()); err != nil {
			t.Fatal(err)
		}
	}
	if err := send(notice()); !engine.IsPermanent(err) || !strings.Contains(err.Error(), "aidos@mail.kz has had 3 automatic messages today") {
		t.Errorf("got %v", err)
	}
	upper := notice()
	upper.Payload["to"] = map[string]any{"address": "AIDOS@mail.kz"}
	if err := send(upper); err == nil {
		t.Error("capitals get round it")
	}
	otherTenant := notice()
	otherTenant.Tenant = other
	for _, d := range []engine.Delivery{reply(), otherTenant} {
		if err := send(d); err != nil {
			t.Errorf("%s to %s: %v", d.Payload["text"], d.Tenant, err)
		}
	}
	for range 10 {
		if err := send(delivery(engine.Fields{"text": "ack", "internal": true, "to": map[string]any{"principal": "dana"}})); err != nil {
			t.Fatalf("an employee is limited: %v", err)
		}
	}
	now = now.Add(24 * time.Hour)
	if err := send(notice()); err != nil {
		t.Errorf("the next day: %v", err)
	}
}

func TestAnswersFindTheirTicket(t *testing.T) {
	t.Parallel()
	answers := map[string]func(sent Captured) (to, head string){
		"by the reply address": func(sent Captured) (string, string) {
			_, address, _ := strings.Cut(strings.TrimSuffix(sent.Headers["Reply-To"], ">"), "<")
			return address, ""
		},
		"by In-Reply-To": func(sent Captured) (string, string) {
			return "help@acme.kz", "In-Reply-To: " + sent.Headers["Message-ID"] + "\r\n"
		},
		"by the pseudo-reference alone": func(sent Captured) (string, string) {
			reference, _, _ := strings.Cut(sent.Headers["References"], " ")
			return "help@acme.kz", "In-Reply-To: <rewritten@gateway.kz>\r\nReferences: <a@b.kz> " + reference + " <rewritten@gateway.kz>\r\n"
		},
		"by a late one of many references": func(sent Captured) (string, string) {
			return "help@acme.kz", "References: " + manyReferences(60) + "\r\n " + sent.Headers["Message-ID"] + "\r\n"
		},
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.take(letterFrom("ask@mail.kz", "Help", "me"))
			sent := r.deliver()
			if len(sent) != 1 {
				t.Fatalf("got %d messages", len(sent))
			}
			to, head := answer(sent[0])
			if err := r.mail("friend@mail.kz", []string{to}, head+strings.Replace(letterFrom("answer@mail.kz", "whatever", "It works now"), "aidos@", "friend@", 1)); err != nil {
				t.Fatal(err)
			}
			events := r.events(acme)
			if last := events[len(events)-1]; len(r.tickets(acme)) != 1 || last.Body.Data.String("text") != "It works now" {
				t.Errorf("got %d tickets, last event %v", len(r.tickets(acme)), last.Body.Data)
			}
		})
	}
}

func manyReferences(n int) string {
	var ids []string
	for i := range n {
		ids = append(ids, fmt.Sprintf("<%d@mail.kz>", i))
	}
	return strings.Join(ids, "\r\n ")
}

func TestOurOwnMessageComeBackStartsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.take(letterFrom("ask@mail.kz", "Help", "me"))
	sent := r.deliver()
	raw, err := r.capture.Raw(sent[0].ID)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.mail("aidos@mail.kz", []string{"help@acme.kz"}, string(raw)); err != nil {
		t.Fatal(err)
	}
	events := r.events(acme)
	if last := events[len(events)-1]; last.Body.Data.String("automatic") != ownLoop {
		t.Errorf("got %v", last.Body.Data)
	}
	if got := r.deliver(); len(got) != 1 {
		t.Errorf("%d messages", len(got))
	}
}

func TestDeliveryLeavesItsReceiptInTheLog(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.take(letterFrom("ask@mail.kz", "Help", "me"))
	r.deliver()
	events := r.events(acme)
	receipt := events[len(events)-1].Body.Data.Map("receipt")
	if events[len(events)-1].Kind != engine.KindDelivered || receipt.String("to") != "aidos@mail.kz" || !strings.Contains(receipt.String("text"), "ACME-1") ||
		!strings.HasSuffix(receipt.String("answer"), ".eml") {
		t.Errorf("got %s %v", events[len(events)-1].Kind, receipt)
	}
}

func TestPlainTextBecomesHarmlessHTML(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a\nb\r\n\r\nc":                             "a<br>\nb<br>\n<br>\nc",
		"<script>alert(1)</script>&\"'":             "&lt;script&gt;alert(1)&lt;/script&gt;&amp;&#34;&#39;",
		"см. https://x.kz/a?b=1&c=2.":               `см. <a href="https://x.kz/a?b=1&amp;c=2">https://x.kz/a?b=1&amp;c=2</a>.`,
		"(https://x.kz/a), «http://y.kz/b»!":        `(<a href="https://x.kz/a">https://x.kz/a</a>), «<a href="http://y.kz/b">http://y.kz/b</a>»!`,
		`https://x.kz/"onclick=alert(1)`:            `<a href="https://x.kz/">https://x.kz/</a>&#34;onclick=alert(1)`,
		"javascript:alert(1) ftp://x https:// http": "javascript:alert(1) ftp://x https:// http",
		"https://x.kz/c/01ab.confirm.st.mac123":     `<a href="https://x.kz/c/01ab.confirm.st.mac123">https://x.kz/c/01ab.confirm.st.mac123</a>`,
	} {
		if got := htmlText(in); got != want {
			t.Errorf("%q:\ngot  %s\nwant %s", in, got, want)
		}
	}
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	if _, err := NewSender(SenderConfig{}); err == nil {
		t.Error("a sender of nothing")
	}
	if _, err := NewIntake(IntakeConfig{}); err == nil {
		t.Error("an intake of nothing")
	}
	if _, err := Listen(ListenerConfig{}); err == nil {
		t.Error("a listener of nothing")
	}
}

func TestNoticeToARoleGoesToEveryoneInItAtOnce(t *testing.T) {
	t.Parallel()
	team := []mail.Address{{Name: "Дана", Address: "dana@acme.kz"}, {Name: "ohne", Address: "no address"}, {Name: "Ерлан", Address: "erlan@acme.kz"}}
	s, tray := newTestSender(t, func(c *SenderConfig) {
		c.Team = func(_ context.Context, _ engine.TenantID, role string) ([]mail.Address, error) {
			if role != "manager" {
				return nil, nil
			}
			return team, nil
		}
	})
	to := func(role string) engine.Delivery {
		return delivery(engine.Fields{"text": "ack", "lang": "ru", "internal": true, "to": map[string]any{"role": role}})
	}
	receipt, err := s.Send(t.Context(), to("manager"))
	if err != nil || len(tray.parcels) != 1 {
		t.Fatalf("got %v and %d messages, want one", err, len(tray.parcels))
	}
	want := []string{"dana@acme.kz", "erlan@acme.kz"}
	if got := tray.parcels[0].To; !slices.Equal(got, want) || receipt.String("to") != strings.Join(want, ", ") {
		t.Errorf("it goes to %q and the receipt says %q, want %q", got, receipt.String("to"), want)
	}
	if m := parse(t, tray.parcels[0].Message); len(m.To) != 2 || m.To[1].Address != "erlan@acme.kz" {
		t.Errorf("the header names %+v, want both", m.To)
	}
	if _, err := s.Send(t.Context(), to("nobody")); !engine.IsPermanent(err) {
		t.Errorf("nobody in the role: got %v, want a permanent error", err)
	}
	bare, _ := newTestSender(t)
	if _, err := bare.Send(t.Context(), to("manager")); !engine.IsPermanent(err) {
		t.Errorf("without a Team: got %v, want a permanent error", err)
	}
}
