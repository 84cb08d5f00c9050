package rules_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

func TestDecisionsAreTheSameEachTime(t *testing.T) {
	t.Parallel()
	reg := desk(t)
	var first []byte
	for range 30 {
		d, err := reg.Decide(t.Context(), mailCase(t))
		if err != nil {
			t.Fatal(err)
		}
		raw, err := json.Marshal(d.Ops)
		if err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = raw
		}
		if !bytes.Equal(first, raw) {
			t.Fatalf("got\n%s\nand then\n%s", first, raw)
		}
	}
}

func TestDecisionChangesNothingOfItsCase(t *testing.T) {
	t.Parallel()
	reg := desk(t)
	_, ticket := play(t, reg, asked(t))
	before, _ := json.Marshal(ticket)
	for kind, inputs := range map[string]map[string]any{"resume": nil, "reply": {"text": "x"}, "note": {"text": "x"}} {
		decide(t, reg, &ticket, engine.Fact{Kind: rules.KindAct, At: local(t, "2026-11-23 12:00"), Actor: engine.Actor{Kind: engine.Staff, ID: "s"},
			Data: engine.Fields{"act": kind, "inputs": inputs}})
	}
	if after, _ := json.Marshal(ticket); !bytes.Equal(before, after) {
		t.Errorf("the ticket was\n%s\nand became\n%s", before, after)
	}
}

func TestMessageOnAStatusThatTheEditionDoesNotKnowIsKept(t *testing.T) {
	t.Parallel()
	c := mailCase(t)
	c.Ticket = &engine.Ticket{ID: "T", Version: 3, Facets: map[string]string{"status": "of-an-older-edition"}, Fields: engine.Fields{}}
	d, err := desk(t).Decide(t.Context(), c)
	if err != nil || len(d.Ops) == 0 {
		t.Errorf("got %d ops, %v", len(d.Ops), err)
	}
}

func TestUnknownCommandIsAFault(t *testing.T) {
	t.Parallel()
	c := mailCase(t)
	c.Event.Kind = "wedding"
	if _, err := desk(t).Decide(t.Context(), c); engine.KindOf(err) != engine.Internal {
		t.Errorf("got %v, want a fault, so that the event is kept", err)
	}
	c.Ticket = nil
	if _, err := desk(t).Decide(t.Context(), c); err == nil {
		t.Error("a case without a ticket was decided")
	}
}

func TestTimerThatNoItemKnowsDoesNothing(t *testing.T) {
	t.Parallel()
	reg := desk(t)
	_, ticket := play(t, reg, asked(t))
	for _, timer := range []string{"promise.gone.breach", "silence.gone", "", "x", "promise."} {
		d := decide(t, reg, &ticket, engine.Fact{Kind: engine.KindTimer, At: local(t, "2026-11-23 12:00"), Data: engine.Fields{"timer": timer}})
		if len(d.Ops) != 0 {
			t.Errorf("timer %q did %v", timer, d.Ops)
		}
	}
}

func TestClosedChannelIsRefusedByItsClause(t *testing.T) {
	t.Parallel()
	c := mailCase(t)
	c.Event.Channel = "pigeon"
	_, err := desk(t).Decide(t.Context(), c)
	var e *engine.Error
	if !errors.As(err, &e) || e.Kind != engine.Refused || e.Clause != "D-1" || e.Problems[0].Code != "channel_closed" {
		t.Errorf("got %v, want channel_closed by D-1", err)
	}
	reg := desk(t, set("channels.email.who", map[string]any{"sender.identified": false}), set("channels.email.refusal", "stopped"))
	_, err = reg.Decide(t.Context(), mailCase(t))
	if !errors.As(err, &e) || e.Kind != engine.Refused || e.Problems[0].Code != "stopped" {
		t.Errorf("got %v, want the channel's own refusal", err)
	}
}

func TestParametersChangeWhatIsPromised(t *testing.T) {
	t.Parallel()
	for given, due := range map[string]string{"30wm": "2026-11-23 10:30", "16wh": "2026-11-24 17:00", "": "2026-11-23 14:00"} {
		params := map[string]any{}
		if given != "" {
			params["first_reply"] = given
		}
		reg, findings := rules.Compile(deskTree(t), rules.Options{Params: params})
		if err := findings.Err(); err != nil {
			t.Fatal(err)
		}
		f := asked(t)
		f.Steps = f.Steps[:1]
		_, ticket := play(t, reg, f)
		if d := deadline(t, reg, &ticket, "first_reply"); !d.Due.Equal(local(t, due)) {
			t.Errorf("%q: due %s, want %s", given, d.Due, due)
		}
	}
}

func TestParametersAreHeldAgainstTheirBounds(t *testing.T) {
	t.Parallel()
	for name, given := range map[string]map[string]any{
		"10wm is out of range: 30wm is the minimum":    {"first_reply": "10wm"},
		"1000wm is out of range: 16wh is the maximum":  {"first_reply": "1000wm"},
		"0 is out of range: 1 is the minimum":          {"reminders": int64(0)},
		`want an integer, not the string "many"`:       {"reminders": "many"},
		"there is no parameter colour":                 {"colour": "red"},
		`parameter first_reply: "soon" is not a durat`: {"first_reply": "soon"},
	} {
		reg, findings := rules.Compile(deskTree(t), rules.Options{Params: given})
		if reg != nil || !contains(findings, name) {
			t.Errorf("%v: got\n%s\nwant %q", given, findings.Error(), name)
		}
	}
}

// known is a further mail on a ticket in a status, with what tied it to it.
func known(t testing.TB, status, by string) *engine.Case {
	c := mailCase(t)
	c.Ticket = &engine.Ticket{ID: "T", Version: 2, Facets: map[string]string{"status": status, "family": "work"},
		Fields: engine.Fields{"email": "a@gmail.com", "language": "en"}}
	c.Routing = engine.Routing{Ticket: "T", Grounds: engine.Fields{"clause": "D-6", "by": by}}
	return c
}

func TestMessageOnAnEndedTicketIsALateOne(t *testing.T) {
	t.Parallel()
	for status, want := range map[string]string{"closed": "late_message", "work": "message"} {
		for _, moment := range []string{"late_message", "message"} {
			asked := false
			reg := hooked(t, moment, func(*rules.View) (any, error) { asked = true; return nil, nil })
			if _, err := reg.Decide(t.Context(), known(t, status, rules.ByOwn)); err != nil {
				t.Fatal(err)
			}
			if asked != (moment == want) {
				t.Errorf("on a ticket in %s: the moment %s was raised: %v", status, moment, asked)
			}
		}
	}
}

func TestCopyOfAMailDoesNothingButIsNoted(t *testing.T) {
	t.Parallel()
	d, err := desk(t).Decide(t.Context(), known(t, "asked", rules.ByCopy))
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Ops) != 1 || d.Ops[0].Kind != engine.OpNote || d.Ops[0].Name != "joined" || d.Ops[0].Clause != "D-6" {
		t.Errorf("got %+v, want the note that it joined, by D-6", d.Ops)
	}
}

func TestFirstTicketIsNumberOneUnlessTheRulesSayOtherwise(t *testing.T) {
	t.Parallel()
	d, err := desk(t, set("numbering.first", nil)).Decide(t.Context(), mailCase(t))
	if err != nil || d.Series.First != 1 {
		t.Errorf("got %d (%v), want 1", d.Series.First, err)
	}
}
