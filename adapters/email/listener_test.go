package email

import (
	"encoding/base64"
	"net/textproto"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/charmap"
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
	r.checkThreeMailboxes("at once")
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

func TestSameMailAtTheSameTimeIsOneEvent(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	raw := letterFrom("same@mail.kz", "Hello", "There")
	var clients sync.WaitGroup
	for range 8 {
		clients.Go(func() {
			if err := r.mail("aidos@mail.kz", []string{"help@acme.kz"}, raw); err != nil {
				t.Error(err)
			}
			r.clock.Advance(1e9)
		})
	}
	clients.Wait()
	r.one()
	if got := r.inbox.states(); len(got) != 1 || got[0] != StateDone {
		t.Errorf("inbox %v", got)
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
