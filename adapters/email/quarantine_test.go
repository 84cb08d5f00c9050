package email

import (
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

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
