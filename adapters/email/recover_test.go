package email

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
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

// TestCrashBetweenAnyTwoStepsLosesAndDoublesNothing lets the process die before
// each step that leaves a mark: every blob, note, command, and answer of the
// engine, for a mail with a file to three mailboxes of two tenants.
func TestCrashBetweenAnyTwoStepsLosesAndDoublesNothing(t *testing.T) {
	t.Parallel()
	const manySteps = 15
	raw := withFiles("crash@mail.kz", "See the file.", []byte("the file"))
	for steps := 0; ; steps++ {
		r := newRig(t)
		take := func() error {
			env := Envelope{From: "aidos@mail.kz", Trace: fmt.Sprintf("Return-Path: <aidos@mail.kz>\r\nReceived: at %s\r\n", r.clock.Now()),
				To: []Mailbox{{Tenant: acme, Address: "help@acme.kz"}, {Tenant: acme, Address: "office@acme.kz"}, {Tenant: other, Address: "help@other.kz"}}}
			return r.intake.Take(t.Context(), env, strings.NewReader(raw))
		}
		r.crashAfter(steps)
		taken := take()
		if !r.restart() {
			if taken != nil || steps < manySteps {
				t.Errorf("no crash after %d steps: %v", steps, taken)
			}
			return
		}
		r.clock.Advance(600e9)
		var err error
		if r.intake, err = NewIntake(r.intake.cfg); err != nil {
			t.Fatal(err)
		}
		noted := len(r.inbox.states())
		if err := r.intake.Recover(t.Context(), acme, other); err != nil {
			t.Fatalf("crash after %d steps: %v", steps, err)
		}
		if got := len(r.events(acme)) + len(r.events(other)); got != noted {
			t.Errorf("crash after %d steps: %d mails were noted and %d events recovered", steps, noted, got)
		}
		if taken != nil { // its sender comes again
			if err := take(); err != nil {
				t.Fatalf("crash after %d steps: %v", steps, err)
			}
		}
		r.checkThreeMailboxes(fmt.Sprintf("crash after %d steps", steps))
	}
}

// checkThreeMailboxes checks what a mail to two mailboxes of acme and one of the
// other tenant must have led to.
func (r *rig) checkThreeMailboxes(when string) {
	r.t.Helper()
	ours, theirs := r.events(acme), r.events(other)
	if len(ours) != 2 || ours[0].Ticket != ours[1].Ticket || len(r.tickets(acme)) != 1 {
		r.t.Errorf("%s: %d events of acme on %d tickets, want 2 on 1", when, len(ours), len(r.tickets(acme)))
	} else if thread := ours[1].Body.Thread; len(thread) != 1 || thread[0].Ticket != ours[0].Ticket || !slices.Contains(thread[0].By, rules.ByCopy) {
		r.t.Errorf("%s: the second is not known for a copy: %v", when, thread)
	}
	if len(theirs) != 1 || len(r.tickets(other)) != 1 {
		r.t.Errorf("%s: %d events of the other tenant, want 1", when, len(theirs))
	}
	if got, want := r.inbox.states(), []string{StateDone, StateDone, StateDone}; !slices.Equal(got, want) {
		r.t.Errorf("%s: inbox %v, want %v", when, got, want)
	}
	if got := r.deliver(); len(got) != 2 {
		r.t.Errorf("%s: %d acknowledgements, want one a ticket", when, len(got))
	}
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
