package rules_test

import (
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// deadline is one of the ticket's deadlines.
func deadline(t testing.TB, reg *rules.Regulation, ticket *engine.Ticket, id string) rules.Deadline {
	t.Helper()
	all, err := reg.Deadlines(ticket)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range all {
		if d.ID == id {
			return d
		}
	}
	t.Fatalf("there is no deadline %s among %v", id, all)
	return rules.Deadline{}
}

func asked(t testing.TB) *cases.File {
	return &cases.File{Path: "asked", Name: "asked", Start: local(t, "2026-11-23 10:00"), Steps: []cases.Step{
		{Mail: &cases.Mail{From: "Aigul <a@client.example>", Subject: "Printer is broken", Text: "It does not print"}},
		until(local(t, "2026-11-23 11:00")), act("ask", "text", "Which one?"),
	}}
}

func TestDeadlinesAreListedWithTheirClausesAndProofs(t *testing.T) {
	t.Parallel()
	reg := desk(t)
	_, ticket := play(t, reg, asked(t))
	all, err := reg.Deadlines(&ticket)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range all {
		got = append(got, d.ID+" "+d.Kind+" "+d.State)
		if _, ok := reg.Clause(d.Clause); !ok {
			t.Errorf("%s stands in no clause (%q)", d.ID, d.Clause)
		}
		if d.Proof != nil && !d.Proof.Due.Equal(d.Due) {
			t.Errorf("%s is due %s, its proof says %s", d.ID, d.Due, d.Proof.Due)
		}
	}
	if want := []string{"first_reply promise paused", "solved promise running", "asked silence waiting"}; len(got) != 3 || got[0] != want[0] || got[1] != want[1] || got[2] != want[2] {
		t.Fatalf("got %q, want %q", got, want)
	}
	if left := all[0].Left; left.Seconds != 3*3600 || !left.Working {
		t.Errorf("left are %+v, want three working hours", left)
	}
	if all[0].Proof != nil || all[1].Proof == nil {
		t.Error("a paused promise is not due and has no proof; a running one has")
	}
	if d := all[2]; d.Reminders != 0 || d.Of != 2 || d.Within != "1wd" {
		t.Errorf("the silence waits %s, %d of %d reminders sent; want 1wd, 0 of 2", d.Within, d.Reminders, d.Of)
	}
}

func TestNextDueIsTheEarliestRunningPromise(t *testing.T) {
	t.Parallel()
	reg, f := desk(t), asked(t)
	_, ticket := play(t, reg, f)
	if want := local(t, "2026-11-23 18:00"); !ticket.NextDue.Equal(want) {
		t.Errorf("while one promise is paused: next due %s, want %s", ticket.NextDue, want)
	}
	f.Steps = append(f.Steps, act("resume"))
	_, ticket = play(t, reg, f)
	if want := local(t, "2026-11-23 14:00"); !ticket.NextDue.Equal(want) {
		t.Errorf("when it runs again: next due %s, want %s", ticket.NextDue, want)
	}
	f.Steps = append(f.Steps, cases.Step{Act: "close", By: "boss"})
	_, ticket = play(t, reg, f)
	if !ticket.NextDue.IsZero() {
		t.Errorf("after the end: next due %s, want none", ticket.NextDue)
	}
	uncancelled := set("promises.first_reply.cancel", nil)
	_, ticket = play(t, desk(t, uncancelled), f)
	if d := deadline(t, reg, &ticket, "first_reply"); d.State != rules.Cancelled || len(ticket.Timers) > 0 {
		t.Errorf("the end leaves a promise %s with timers %v, want it cancelled", d.State, ticket.Timers)
	}
	_, ticket = play(t, desk(t, uncancelled, set("promises.first_reply.keep", true)), f)
	if d := deadline(t, reg, &ticket, "first_reply"); d.State != rules.Running || !ticket.NextDue.IsZero() {
		t.Errorf("after the end, with a promise that is kept and %s: next due %s, want none", d.State, ticket.NextDue)
	}
}

func TestRemindersDoNotPileUpAfterAnOutage(t *testing.T) {
	t.Parallel()
	reg := desk(t)
	due := local(t, "2026-11-24 10:00")
	ticket := engine.Ticket{Tenant: "desk", ID: "T", Version: 1, Facets: map[string]string{"status": "asked", "family": "wait"},
		Fields: engine.Fields{"email": "a@client.example", "silence.asked": map[string]any{"state": rules.Waiting, "due": engine.Micros(due), "n": int64(0)}},
		Timers: map[string]engine.Timer{"silence.asked": {Due: due}}}
	for late, from := range map[time.Duration]time.Time{30 * time.Second: due, 5 * time.Hour: due.Add(5 * time.Hour)} {
		d := decide(t, reg, &ticket, engine.Fact{Kind: engine.KindTimer, At: due.Add(late), Actor: engine.Actor{Kind: engine.System},
			Data: engine.Fields{"timer": "silence.asked"}})
		want := from.Add(24*time.Hour + time.Second) // the next day is a working day, at the same hour
		if got := timerOf(d, "silence.asked"); !got.Equal(want) {
			t.Errorf("%s late: the next reminder is at %s, want %s", late, got, want)
		}
	}
}

func timerOf(d engine.Decision, name string) time.Time {
	for _, op := range d.Ops {
		if op.Kind == engine.OpTimer && op.Name == name {
			return op.At
		}
	}
	return time.Time{}
}

// decide is one decision about a ticket.
func decide(t testing.TB, reg *rules.Regulation, ticket *engine.Ticket, fact engine.Fact) engine.Decision {
	t.Helper()
	d, err := reg.Decide(t.Context(), &engine.Case{Tenant: ticket.Tenant, Now: fact.At, Event: fact, Ticket: ticket, Facts: engine.Fields{}})
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// A timer can be late, after an outage. What comes too late is a breach all the
// same, and what comes within the second of the due instant is not.
func TestReplyAfterTheDueInstantIsABreachBeforeTheTimerSaysSo(t *testing.T) {
	t.Parallel()
	reg, due := desk(t), local(t, "2026-11-23 14:00")
	for late, want := range map[time.Duration]string{-time.Hour: rules.Met, 0: rules.Met, 999 * time.Millisecond: rules.Met, time.Second: rules.Breached, time.Hour: rules.Breached} {
		ticket := engine.Ticket{Tenant: "desk", ID: "T", Version: 1, Facets: map[string]string{"status": "work", "family": "work"},
			Fields: engine.Fields{"email": "a@client.example", "promise.first_reply": map[string]any{"state": rules.Running, "due": engine.Micros(due), "within": "4wh", "calendar": "main"}},
			Timers: map[string]engine.Timer{"promise.first_reply.breach": {Due: due.Add(time.Second)}}}
		d := decide(t, reg, &ticket, engine.Fact{Kind: rules.KindAct, At: due.Add(late), Actor: engine.Actor{Kind: engine.Staff, ID: "s"},
			Data: engine.Fields{"act": "reply", "inputs": map[string]any{"text": "Restart it"}}})
		after := engine.Apply(ticket, &engine.Event{Version: 2, At: due.Add(late), Body: engine.Body{Ops: d.Ops}})
		state := after.Fields.Map("promise.first_reply")
		if state.String("state") != want || !state.Time("met").Equal(due.Add(late)) || len(after.Timers) != 0 {
			t.Errorf("%s late: got %v with timers %v, want it %s and no timer", late, state, after.Timers, want)
		}
		if broken := state.Time("breached"); (want == rules.Breached) != broken.Equal(due) {
			t.Errorf("%s late: breached at %s", late, broken)
		}
	}
}
