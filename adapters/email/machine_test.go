package email

import (
	"strings"
	"testing"
)

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
	id := strings.Trim(sent[0].Headers["Message-ID"], "<>")
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
	if got := r.deliver(); len(got) != len(sent) {
		t.Errorf("%d answers to a bounce", len(got)-len(sent))
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
			if got := r.deliver(); len(got) != 0 {
				t.Errorf("%d answers to a report", len(got))
			}
		})
	}
}
