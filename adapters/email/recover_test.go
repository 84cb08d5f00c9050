package email

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/reglament/reglament/engine"
)

func TestMailCutOffByACrashIsRecovered(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.set("do", errWeather)
	raw := letterFrom("crash@mail.kz", "Help", "me")
	r.refused("451", raw)
	r.set("do", nil)
	r.clock.Advance(3600e9)
	if err := r.intake.Recover(t.Context(), acme, other); err != nil {
		t.Fatal(err)
	}
	e := r.one()
	if e.Body.Data.String("text") != "me" || !e.At.Equal(r.inbox.notes[0].Received) {
		t.Errorf("got %v at %s", e.Body.Data, e.At)
	}
	if got := r.inbox.notes[0]; got.State != StateDone || got.Command != e.Command {
		t.Errorf("note %+v", got)
	}
	r.take(raw) // its sender has not heard of it
	r.one()
}

func TestRecoveryKnowsTheTagOfTheAddress(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.take(letterFrom("first@mail.kz", "Help", "me"))
	r.set("do", errWeather)
	tagged := "help+" + acmeKeys().ReplyTag(r.tickets(acme)[0].ID) + "@acme.kz"
	if err := r.mail("a@mail.kz", []string{tagged}, letterFrom("second@mail.kz", "More", "words")); err == nil {
		t.Fatal("want 451")
	}
	r.set("do", nil)
	if err := r.intake.Recover(t.Context(), acme); err != nil {
		t.Fatal(err)
	}
	if got := r.events(acme); len(got) != 2 || got[1].Ticket != got[0].Ticket {
		t.Errorf("got %d events on %d tickets", len(got), len(r.tickets(acme)))
	}
}

func TestRecoveryIsIdempotentAndOrdersItself(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.set("do", errWeather)
	const mails = 250 // more than two pages
	for i := range mails {
		env := Envelope{From: "a@mail.kz", To: []Mailbox{{Tenant: acme, Address: "help@acme.kz"}}}
		if err := r.intake.Take(t.Context(), env, strings.NewReader(letterFrom(fmt.Sprintf("m%d@mail.kz", i), fmt.Sprintf("Subject %d", i), "x"))); !errors.Is(err, errWeather) {
			t.Fatal(err)
		}
	}
	r.set("do", nil)
	var both sync.WaitGroup
	for range 2 {
		both.Go(func() {
			if err := r.intake.Recover(context.Background(), acme); err != nil {
				t.Error(err)
			}
		})
	}
	both.Wait()
	if got := len(r.events(acme)); got != mails {
		t.Errorf("got %d events, want %d", got, mails)
	}
}

func TestOneMailThatFailsDoesNotHoldUpTheOthers(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.set("do", errWeather)
	for i := range recoverPage + 20 {
		r.intake.Take(t.Context(), Envelope{To: []Mailbox{{Tenant: acme, Address: "help@acme.kz"}}},
			strings.NewReader(letterFrom(fmt.Sprintf("m%d@mail.kz", i), fmt.Sprintf("Subject %d", i), "x")))
	}
	r.set("do", nil)
	broken := r.inbox.notes[3].Blob
	r.intake.cfg.Engine = doFunc(func(ctx context.Context, cmd engine.Command) (engine.Result, error) {
		if cmd.Data.String("raw") == broken {
			return engine.Result{}, errWeather
		}
		return r.engine.Do(ctx, cmd)
	})
	err := r.intake.Recover(t.Context(), acme)
	if err == nil || !strings.Contains(err.Error(), "1 could not be decided") {
		t.Errorf("got %v", err)
	}
	if got := len(r.events(acme)); got != recoverPage+19 {
		t.Errorf("got %d events", got)
	}
}

type doFunc func(context.Context, engine.Command) (engine.Result, error)

func (f doFunc) Do(ctx context.Context, cmd engine.Command) (engine.Result, error) {
	return f(ctx, cmd)
}

func TestMailWhoseBytesAreGoneIsMarked(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.set("do", errWeather)
	r.refused("451", letterFrom("gone@mail.kz", "Help", "me"))
	r.set("do", nil)
	if err := os.Remove(filepath.Join(r.blobs.dir, "acme."+r.inbox.notes[0].Blob)); err != nil {
		t.Fatal(err)
	}
	if err := r.intake.Recover(t.Context(), acme); err != nil {
		t.Fatal(err)
	}
	if got := r.inbox.notes[0]; got.State != StateQuarantine || !strings.Contains(got.Error, "no blob") {
		t.Errorf("note %+v", got)
	}
}

func TestMailReadAnewByAnotherParserIsNotDoubled(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.take(letterFrom("p@mail.kz", "Help", strings.Repeat("me ", 500)))
	r.intake.cfg.Limits.Text = 100 // as another version might read it
	r.inbox.notes[0].State = StateReceived
	if err := r.intake.Recover(t.Context(), acme); err != nil {
		t.Fatal(err)
	}
	r.one()
}

func TestTakeNeedsNoTrace(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	raw := "Return-Path: <>\r\nReceived: by imap.kz; Mon, 23 Nov 2026 09:00:00 +0500\r\n" + letterFrom("imap@mail.kz", "Help", "me")
	if err := r.intake.Take(t.Context(), Envelope{To: []Mailbox{{Tenant: acme, Address: "help@acme.kz"}}}, strings.NewReader(raw)); err != nil {
		t.Fatal(err)
	}
	if got := r.blobs.all(t, acme); !bytes.Equal(got[0], []byte(raw)) {
		t.Errorf("got %q", got)
	}
	if got := r.one().Body.Data.String("automatic"); got != "auto-generated" {
		t.Errorf("got class %q", got)
	}
}
