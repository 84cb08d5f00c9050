package email

import (
	"encoding/base64"
	"net/textproto"
	"strings"
	"testing"

	"golang.org/x/text/encoding/charmap"

	"github.com/reglament/reglament/engine"
)

func TestKazakhMailBecomesATicketWithItsWords(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.take(letterFrom("k1@mail.kz", "=?utf-8?b?"+base64.StdEncoding.EncodeToString([]byte("Жүйеге кіре алмаймын"))+"?=", "Сәлеметсіз бе! Құпиясөзім жарамсыз, көмектесіңіз."))
	e := r.one()
	if got := e.Body.Data.String("subject"); got != "Жүйеге кіре алмаймын" {
		t.Errorf("subject %q", got)
	}
	if got := e.Body.Data.String("text"); got != "Сәлеметсіз бе! Құпиясөзім жарамсыз, көмектесіңіз." {
		t.Errorf("text %q", got)
	}
	if got := e.Body.Data.Map("from"); got.String("name") != "Айдос" || got.String("address") != "aidos@mail.kz" {
		t.Errorf("from %v", got)
	}
	if e.Body.Data["automatic"] != nil || e.Channel != "email" || e.Body.Data.String("mailbox") != "help@acme.kz" {
		t.Errorf("event %+v", e)
	}
	if got := r.tickets(acme)[0]; got.Number != "ACME-1" || got.Fields.String("language") != "kk" {
		t.Errorf("ticket %s in %q", got.Number, got.Fields.String("language"))
	}
	if got := r.inbox.states(); len(got) != 1 || got[0] != StateDone {
		t.Errorf("inbox %v", got)
	}
}

func TestRawBytesAreStoredWithTheirTrace(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	raw := letterFrom("k1@mail.kz", "Hello", "There")
	r.take(raw)
	blobs := r.blobs.all(t, acme)
	want := "Return-Path: <aidos@mail.kz>\r\nReceived: from localhost ([127.0.0.1])\r\n\tby mx.acme.kz with ESMTP;\r\n\tMon, 23 Nov 2026 04:00:00 +0000\r\n" + raw
	if len(blobs) != 1 || string(blobs[0]) != want {
		t.Errorf("got %q\nwant %q", blobs, want)
	}
}

func TestMailInWindows1251IsRead(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	encode := func(s string) string { out, _ := charmap.Windows1251.NewEncoder().String(s); return out }
	r.take(crlf("From: " + encode("Иван") + " <ivan@mail.kz>\nSubject: " + encode("Не работает вход в систему") +
		"\nDate: Mon, 23 Nov 2026 09:00:00 +0500\nContent-Type: text/plain; charset=windows-1251\nContent-Transfer-Encoding: 8bit\n\n" + encode("Добрый день, помогите.") + "\n"))
	data := r.one().Body.Data
	if data.String("subject") != "Не работает вход в систему" || data.String("text") != "Добрый день, помогите." || data.Map("from").String("name") != "Иван" {
		t.Errorf("got %v", data)
	}
}

func TestNULBytesDoNotHurt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.take(letterFrom("n@mail.kz", "a\x00b", "before\x00after"))
	if data := r.one().Body.Data; data.String("subject") != "ab" || data.String("text") != "beforeafter" {
		t.Errorf("got %q, %q", data.String("subject"), data.String("text"))
	}
	if !containsBlob(r.blobs.all(t, acme), "before\x00after") {
		t.Error("the raw bytes were changed")
	}
}

func TestUnknownRecipientIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	err := r.mail("a@mail.kz", []string{"nobody@acme.kz"}, letterFrom("u@mail.kz", "x", "y"))
	if err == nil || !strings.HasPrefix(err.Error(), "550 5.1.1") {
		t.Errorf("got %v, want 550 5.1.1", err)
	}
	if err := r.mail("a@mail.kz", []string{"someone@gmail.com"}, letterFrom("u@mail.kz", "x", "y")); err == nil {
		t.Error("we are an open relay")
	}
}

func TestOneUnknownRecipientOfTwoLeavesTheOther(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.dial()
	c.say(250, "MAIL FROM:<a@mail.kz>")
	c.say(550, "RCPT TO:<nobody@acme.kz>")
	c.say(250, "RCPT TO:<help@acme.kz>")
	c.say(354, "DATA")
	c.say(250, letterFrom("two@mail.kz", "x", "y")+".")
	r.one()
}

func TestMailToTwoMailboxesIsOneCommandEachAndOneTicketATenant(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if err := r.mail("a@mail.kz", []string{"help@acme.kz", "office@acme.kz", "help@other.kz"}, letterFrom("three@mail.kz", "To all", "y")); err != nil {
		t.Fatal(err)
	}
	if got := r.events(acme); len(got) != 2 || got[0].Ticket != got[1].Ticket {
		t.Errorf("got %d events of acme on %d tickets, want 2 on 1", len(got), len(r.tickets(acme)))
	}
	if got := r.events(other); len(got) != 1 {
		t.Errorf("got %d events of the other tenant, want 1", len(got))
	}
	if len(r.blobs.all(t, acme)) != 1 || len(r.blobs.all(t, other)) != 1 {
		t.Error("want one blob a tenant")
	}
}

func TestSameMailTwiceIsOneEvent(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"with a Message-ID": letterFrom("same@mail.kz", "Hello", "There"),
		"without":           letterFrom("", "Hello", "There"),
		"without any date":  crlf("From: a@mail.kz\nSubject: Alarm\n\nThe disk is full\n"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.take(raw)
			r.clock.Advance(1e9) // another Received field, so other raw bytes
			r.take(raw)
			r.one()
			if got := r.inbox.states(); len(got) != 1 || got[0] != StateDone {
				t.Errorf("inbox %v", got)
			}
		})
	}
}

func TestSameAlarmOnAnotherDayIsAnotherTicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	raw := crlf("From: a@mail.kz\nSubject: Alarm\n\nThe disk is full\n")
	r.take(raw)
	r.clock.Advance(24 * 3600e9)
	r.take(raw)
	if got := len(r.events(acme)); got != 2 {
		t.Errorf("got %d events, want 2", got)
	}
}

func TestMailThatComesByTwoWaysIsOneEvent(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	raw := letterFrom("ways@mail.kz", "Hello", "There")
	r.take(raw)
	r.take("Received: from list.kz by b.kz; Mon, 23 Nov 2026 09:00:00 +0500\r\n" + raw)
	r.one()
}

func TestAnotherMailUnderAUsedMessageIDIsNotLost(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.take(letterFrom("const@scanner.kz", "First", "One"))
	r.take(letterFrom("const@scanner.kz", "Second", "Two"))
	r.take(letterFrom("const@scanner.kz", "Second", "Two"))
	if got := r.events(acme); len(got) != 2 || got[1].Body.Data.String("text") != "Two" {
		t.Errorf("got %d events %v, want 2", len(got), got)
	}
	if got := len(r.tickets(acme)); got != 2 {
		t.Errorf("got %d tickets, want 2", got)
	}
}

func TestMachinesMailIsKeptAndNotAcknowledged(t *testing.T) {
	t.Parallel()
	loop := "X-Reglament-Loop: " + acmeKeys().LoopMark()
	own := "Message-ID: <" + acmeKeys().MessageID("01TICKET", "3.1", "acme.kz") + ">"
	for header, class := range map[string]string{
		"Auto-Submitted: auto-replied":                                 "auto-replied",
		"Auto-Submitted: auto-generated":                               "auto-generated",
		"Auto-Submitted: auto-replied\r\nSubject: Automatic reply: hi": "out-of-office",
		"List-Id: <news.kz>":                                           "list",
		loop:                                                           "own-loop",
		own:                                                            "own-loop",
		"X-Reglament-Loop: somebody else's\r\nAuto-Submitted: auto-gen": "auto-generated",
	} {
		t.Run(header, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.take(header + "\r\n" + letterFrom("", "Hi", "I am a machine"))
			if got := r.one().Body.Data.String("automatic"); got != class {
				t.Errorf("got class %q, want %q", got, class)
			}
			if got := r.deliver(); len(got) != 0 {
				t.Errorf("%d answers to a machine", len(got))
			}
		})
	}
}

func TestNullReturnPathIsAMachine(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	if err := r.mail("", []string{"help@acme.kz"}, letterFrom("null@mail.kz", "Hi", "There")); err != nil {
		t.Fatal(err)
	}
	if got := r.one().Body.Data.String("automatic"); got != "auto-generated" {
		t.Errorf("got class %q", got)
	}
}

// bounceOn is a report on a message, as Postfix writes it.
func bounceOn(id, action, status string) string {
	return crlf(`From: MAILER-DAEMON@mx.mail.kz
To: help@acme.kz
Subject: Undelivered Mail Returned to Sender
Date: Mon, 23 Nov 2026 10:00:00 +0500
Message-ID: <bounce@mx.mail.kz>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=b

--b
Content-Type: text/plain

It did not arrive.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mail.kz

Final-Recipient: rfc822; aidos@mail.kz
Action: ` + action + `
Status: ` + status + `
Diagnostic-Code: smtp; 550 5.1.1 no such user
--b
Content-Type: message/rfc822

Message-ID: <` + id + `>
Subject: x

y
--b--
`)
}

func TestBounceOfOurMessageReachesItsTicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.take(letterFrom("b1@mail.kz", "Help", "me"))
	sent := r.deliver()
	id := strings.Trim(sent[0].Headers["Message-Id"], "<>")
	if err := r.mail("", []string{"help@acme.kz"}, bounceOn(id, "failed", "5.1.1")); err != nil {
		t.Fatal(err)
	}
	events := r.events(acme)
	last := events[len(events)-1]
	if last.Kind != "bounce" || last.Ticket != events[0].Ticket || !last.Body.Data.Bool("permanent") || last.Body.Data.String("reason") != "5.1.1 550 5.1.1 no such user" {
		t.Errorf("got %s on %s: %v", last.Kind, last.Ticket, last.Body.Data)
	}
	if !r.tickets(acme)[0].Fields.Bool("undelivered") {
		t.Error("the ticket does not show it")
	}
}

func TestReportThatNamesNoMessageOfOursIsNotBelieved(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"a forged id": bounceOn("r.01abc.1.1.aaaaaaaaaaaaaaaa@acme.kz", "failed", "5.1.1"),
		"a delay":     bounceOn(acmeKeys().MessageID("01ABC", "1.1", "acme.kz"), "delayed", "4.4.1"),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			if err := r.mail("", []string{"help@acme.kz"}, raw); err != nil {
				t.Fatal(err)
			}
			if e := r.one(); e.Kind != "message" || e.Body.Data.String("automatic") != "bounce" {
				t.Errorf("got %s %v", e.Kind, e.Body.Data)
			}
		})
	}
}

func TestWhatIsNoMailGoesIntoQuarantine(t *testing.T) {
	t.Parallel()
	for name, raw := range map[string]string{
		"nothing":  "",
		"blanks":   "\r\n \r\n\x00\r\n",
		"no field": "\x01\x02 just bytes \xff\xfe\r\nand more\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.take(raw)
			e := r.one()
			if e.Kind != "unreadable" || e.Body.Data.Map("from").String("address") != "aidos@mail.kz" {
				t.Fatalf("got %s %v", e.Kind, e.Body.Data)
			}
			if f := file(e, "message.eml"); f.String("blob") == "" || f.Int("size") < int64(len(raw)) {
				t.Errorf("the raw mail is not attached: %v", e.Body.Data)
			}
			if got := r.inbox.states(); got[0] != StateQuarantine {
				t.Errorf("inbox %v", got)
			}
			r.take(raw)
			r.one()
		})
	}
}

func TestMailThatTheRegulationTurnsDownGoesIntoQuarantine(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.reg.first(func(c *engine.Case) error {
		if c.Event.Kind == "message" {
			return &engine.Error{Kind: engine.Refused, Clause: "A-1"}
		}
		return nil
	})
	r.take(letterFrom("no@mail.kz", "Help", "me"))
	r.take(letterFrom("no@mail.kz", "Help", "me"))
	e := r.one()
	if e.Kind != "unreadable" || e.Body.Data.String("error") != "refused by A-1" || file(e, "message.eml") == nil {
		t.Errorf("got %s %v", e.Kind, e.Body.Data)
	}
}

func TestMailThatIsRefusedEvenQuarantineStaysWithItsSender(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.reg.first(func(*engine.Case) error { return &engine.Error{Kind: engine.Refused, Clause: "A-1"} })
	r.refused("451", letterFrom("no@mail.kz", "Help", "me"))
	if got := r.inbox.states(); len(got) != 1 || got[0] != StateReceived {
		t.Errorf("inbox %v", got)
	}
}

func TestTroubleOfOursIsTemporaryAndRetriedOnce(t *testing.T) {
	t.Parallel()
	for _, step := range []string{"blob", "note received", "do", "done", "mailbox"} {
		t.Run(step, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			raw := letterFrom("w@mail.kz", "Help", "me")
			r.set(step, errWeather)
			r.refused("451 4.3.0", raw)
			if got, want := len(r.blobs.all(t, acme)) > 0, step != "blob" && step != "mailbox"; got != want {
				t.Errorf("stored %v, want %v", got, want)
			}
			r.set(step, nil)
			r.clock.Advance(600e9)
			r.take(raw)
			r.one()
			if got := r.inbox.states(); len(got) != 1 || got[0] != StateDone {
				t.Errorf("inbox %v", got)
			}
		})
	}
}

func TestDecidedMailIsAcknowledgedThoughItCannotBeNoted(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.set("note done", errWeather)
	r.take(letterFrom("w@mail.kz", "Help", "me"))
	r.set("note done", nil)
	if err := r.intake.Recover(t.Context(), acme, other); err != nil {
		t.Fatal(err)
	}
	r.one()
	if got := r.inbox.states(); got[0] != StateDone {
		t.Errorf("inbox %v", got)
	}
}

func TestOneMailboxInTroubleMakesTheWholeMailTemporary(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.reg.first(func(c *engine.Case) error {
		if c.Tenant == other {
			return &engine.Error{Kind: engine.Refused}
		}
		return nil
	})
	raw := letterFrom("w@mail.kz", "Help", "me")
	to := []string{"help@acme.kz", "help@other.kz"}
	if err := r.mail("a@mail.kz", to, raw); err == nil || !strings.HasPrefix(err.Error(), "451") {
		t.Fatalf("got %v", err)
	}
	r.one()
	r.reg.first(nil)
	if err := r.mail("a@mail.kz", to, raw); err != nil {
		t.Fatal(err)
	}
	r.one()
	if got := len(r.events(other)); got != 1 {
		t.Errorf("got %d events of the other tenant", got)
	}
}

func TestAnswersNameTheRightLimit(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) {
		l.Limits = ListenerLimits{MailBytes: 100_000, LineBytes: 5000, Recipients: 2}
	})
	big := letterFrom("big@mail.kz", "Help", strings.Repeat(strings.Repeat("x", 70)+"\n", 2000))
	r.refused("552 5.3.4", big)
	r.refused("554 5.6.0", letterFrom("long@mail.kz", "Help", strings.Repeat("x", 6000)))
	c := r.dial()
	if !strings.Contains(c.greeting, "SIZE 100000") {
		t.Errorf("size is not announced: %q", c.greeting)
	}
	c.say(552, "MAIL FROM:<a@mail.kz> SIZE=100001")
	c.say(501, "MAIL FROM:<"+strings.Repeat("a", 400)+"@mail.kz>")
	c.say(250, "MAIL FROM:<a@mail.kz>")
	c.say(250, "RCPT TO:<help@acme.kz>")
	c.say(250, "RCPT TO:<help+tag@acme.kz>")
	c.say(452, "RCPT TO:<help@other.kz>")
	if len(r.events(acme)) != 0 || len(r.inbox.states()) != 0 || len(r.blobs.all(t, acme)) != 0 {
		t.Error("something was kept")
	}
}

func TestConnectionsAreLimited(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) { l.Limits.Connections = 2 })
	first, _ := r.dial(), r.dial()
	third, err := textproto.Dial("tcp", r.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer third.Close()
	if _, _, err := third.ReadResponse(220); err == nil || !strings.HasPrefix(err.Error(), "421") {
		t.Errorf("got %v, want 421", err)
	}
	first.say(221, "QUIT")
	first.gone()
	r.dial()
}

func TestHelloOfAClientCannotForgeTheTrace(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.dial()
	c.say(250, "EHLO (evil)\x0b<\xff>;by=gmail.com")
	c.say(250, "MAIL FROM:<a@mail.kz>")
	c.say(250, "RCPT TO:<help@acme.kz>")
	c.say(354, "DATA")
	c.say(250, letterFrom("t@mail.kz", "x", "y")+".")
	if !containsBlob(r.blobs.all(t, acme), "Received: from ?evil??????by=gmail.com ([127.0.0.1])\r\n") {
		t.Errorf("got %q", r.blobs.all(t, acme))
	}
}

func TestAnswerToTheTaggedAddressPrefersOurTag(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.take(letterFrom("first@mail.kz", "Help", "me"))
	tag := acmeKeys().ReplyTag(r.tickets(acme)[0].ID)
	to := []string{"help+" + strings.ToUpper(tag) + "@acme.kz", "help@acme.kz", "help+news@acme.kz"}
	if err := r.mail("a@mail.kz", to, letterFrom("second@mail.kz", "Something else", "more")); err != nil {
		t.Fatal(err)
	}
	if got := r.events(acme); len(got) != 2 || got[0].Ticket != got[1].Ticket {
		t.Errorf("got %d events on %d tickets, want 2 on 1", len(got), len(r.tickets(acme)))
	}
}

// client speaks SMTP line by line.
type client struct {
	t        *testing.T
	greeting string
	*textproto.Conn
}

func (r *rig) dial() *client {
	r.t.Helper()
	conn, err := textproto.Dial("tcp", r.listener.Addr().String())
	if err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() { conn.Close() })
	c := &client{t: r.t, Conn: conn}
	if _, _, err := conn.ReadResponse(220); err != nil {
		r.t.Fatal(err)
	}
	c.greeting = c.say(250, "EHLO client.kz")
	return c
}

// say sends a line and checks the code of the answer.
func (c *client) say(code int, line string) string {
	c.t.Helper()
	if err := c.PrintfLine("%s", line); err != nil {
		c.t.Fatalf("%.40q: %v", line, err)
	}
	return c.hear(code)
}

func (c *client) hear(code int) string {
	c.t.Helper()
	_, answer, err := c.ReadResponse(code)
	if err != nil {
		c.t.Fatalf("want %d, got %v", code, err)
	}
	return answer
}

// gone waits for the server to close the connection.
func (c *client) gone() {
	c.t.Helper()
	if line, err := c.ReadLine(); err == nil {
		c.t.Fatalf("got %q, want the end", line)
	}
}

func (c *client) startData() {
	c.t.Helper()
	c.say(250, "MAIL FROM:<a@mail.kz>")
	c.say(250, "RCPT TO:<help@acme.kz>")
	c.say(354, "DATA")
}
