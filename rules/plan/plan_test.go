package plan_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/plan"
)

// desk is the regulation of the rules' own tests, with texts of it replaced.
func desk(t testing.TB, oldNew ...string) *rules.Regulation {
	t.Helper()
	raw, err := os.ReadFile("../testdata/desk.json")
	if err != nil {
		t.Fatal(err)
	}
	text := string(raw)
	for i := 0; i < len(oldNew); i += 2 {
		if !strings.Contains(text, oldNew[i]) {
			t.Fatalf("the desk does not hold %s", oldNew[i])
		}
		text = strings.ReplaceAll(text, oldNew[i], oldNew[i+1])
	}
	tree, err := engine.DecodeValue([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	reg, findings := rules.Compile(tree, rules.Options{File: "desk.lua"})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return reg
}

// play plays a request and what comes after it, and returns the ticket.
func play(t testing.TB, reg *rules.Regulation, start time.Time, steps ...cases.Step) (last engine.Ticket) {
	t.Helper()
	f := &cases.File{Path: "plan", Name: "plan", Start: start, Steps: append([]cases.Step{
		{Mail: &cases.Mail{From: "a@client.example", Subject: "Printer", Text: "broken"}}}, steps...)}
	report := cases.Run(t.Context(), func(map[string]any) (*rules.Regulation, error) { return reg, nil }, f,
		cases.Observer{Event: func(e *engine.Event, ticket engine.Ticket) {
			if e.Ticket != "" {
				last = ticket
			}
		}})
	for _, failure := range report.Failures {
		t.Errorf("%s: %s", f.Path, failure.Message)
	}
	return last
}

func until(at time.Time) cases.Step { return cases.Step{Until: at.Format(time.RFC3339)} }

func act(id string, inputs ...string) cases.Step {
	s := cases.Step{Act: id, By: "operator", Inputs: map[string]any{}}
	for i := 0; i < len(inputs); i += 2 {
		s.Inputs[inputs[i]] = inputs[i+1]
	}
	return s
}

// pages is a store with some tickets, one a page.
type pages []engine.Ticket

func (p pages) Tickets(_ context.Context, l engine.TicketList) (engine.TicketPage, error) {
	i := 0
	_, _ = fmt.Sscan(l.After, &i)
	if i >= len(p) {
		return engine.TicketPage{}, nil
	}
	page := engine.TicketPage{Tickets: p[i : i+1]}
	if i+1 < len(p) {
		page.Next = fmt.Sprint(i + 1)
	}
	return page, nil
}

// planned is what a candidate would move of tickets of another edition.
func planned(t testing.TB, own, candidate *rules.Regulation, now time.Time, tickets ...engine.Ticket) (plan.Summary, map[string]plan.Move) {
	t.Helper()
	moves := map[string]plan.Move{}
	summary, err := plan.Run(t.Context(), plan.Config{Tickets: pages(tickets), Tenant: "t", Candidate: candidate, Now: now,
		Rules: func(context.Context, engine.TenantID, engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
			return own, "own", nil
		},
		Ticket: func(a plan.Affected) error {
			for _, m := range a.Deadlines {
				moves[m.ID] = m
			}
			return nil
		}})
	if err != nil {
		t.Fatal(err)
	}
	return summary, moves
}

var monday = time.Date(2026, 11, 23, 10, 0, 0, 0, time.FixedZone("", 5*3600))

// What the tests replace.
const (
	firstReply = `"default": "4wh"`
	byType     = `"values": {"incident": "2h", "default": "8h"}`
	week       = `"09:00-18:00"`
	onceWaited = `"over": "2wd"`
)

// TestDueIsWhatTheCandidateWouldHaveCounted plays the same history under both
// editions: what is planned from the ticket of the one is what the other has counted.
func TestDueIsWhatTheCandidateWouldHaveCounted(t *testing.T) {
	t.Parallel()
	own := desk(t)
	candidate := desk(t, firstReply, `"default": "6wh"`, byType, `"values": {"incident": "3h", "default": "5h"}`, week, `"10:00-17:00"`)
	seen := map[string]int{}
	rapid.Check(t, func(rt *rapid.T) {
		at := monday.Add(time.Duration(rapid.IntRange(0, 3*24*60).Draw(rt, "start")) * time.Minute)
		start, steps := at, []cases.Step{}
		for i := range rapid.IntRange(0, 3).Draw(rt, "steps") {
			at = at.Add(time.Duration(rapid.IntRange(1, 120).Draw(rt, "wait")) * time.Minute)
			next := act("ask", "text", "What?")
			if i%2 == 1 {
				next = act("resume")
			}
			steps = append(steps, until(at), next)
		}
		ours, theirs := play(t, own, start, steps...), play(t, candidate, start, steps...)
		_, moves := planned(t, own, candidate, at, ours)
		for _, id := range []string{"first_reply", "solved"} {
			was, is, m := ours.Fields.Map("promise."+id), theirs.Fields.Map("promise."+id), moves[id]
			if was.String("state") != is.String("state") || was.String("state") != "running" && was.String("state") != "paused" {
				continue // it was over under one of them
			}
			seen[was.String("state")]++
			if was.String("state") == "running" && !was.Time("due").Equal(is.Time("due")) && (m.What != plan.Moves || !m.Would.Equal(is.Time("due")) || !m.Due.Equal(was.Time("due"))) {
				rt.Fatalf("%s: planned %+v, the candidate says %s instead of %s", id, m, is.Time("due"), was.Time("due"))
			}
			if left := is.Map("left"); was.String("state") == "paused" && (m.What != plan.Moves || m.WouldLeft.Seconds != left.Int("seconds") || m.Left.Seconds != was.Map("left").Int("seconds")) {
				rt.Fatalf("%s: planned %+v, the candidate has %v left", id, m, left)
			}
		}
	})
	if seen["running"] == 0 || seen["paused"] == 0 {
		t.Errorf("compared %v, want both running and paused promises", seen)
	}
}

func TestSameRegulationMovesNothing(t *testing.T) {
	t.Parallel()
	own := desk(t)
	ticket := play(t, own, monday, until(monday.Add(time.Hour)), act("ask", "text", "What?"))
	summary, moves := planned(t, own, own, monday, ticket, ticket)
	if len(moves) != 0 || summary.Open != 2 || summary.Deadlines != 6 || summary.Moves+summary.Gone+summary.Unknown != 0 {
		t.Errorf("got %+v and %+v, want three deadlines of two tickets, and none to move", summary, moves)
	}
}

// TestSilenceCountsFromItsLastReminder, whatever the candidate would have reminded
// before.
func TestSilenceCountsFromItsLastReminder(t *testing.T) {
	t.Parallel()
	own := desk(t)
	candidate := desk(t, `"every": "1wd"`, `"every": "2wd"`, onceWaited, `"over": "3wd"`)
	asked := monday.Add(time.Hour) // Monday at eleven; reminders on Tuesday and Wednesday
	for reminded, want := range []time.Time{asked.AddDate(0, 0, 2), asked.AddDate(0, 0, 3), asked.AddDate(0, 0, 7)} {
		ticket := play(t, own, monday, until(asked), act("ask", "text", "What?"), until(asked.AddDate(0, 0, reminded).Add(time.Minute)))
		if n := ticket.Fields.Map("silence.asked").Int("n"); n != int64(reminded) {
			t.Fatalf("%d reminders were sent, want %d", n, reminded)
		}
		_, moves := planned(t, own, candidate, asked, ticket)
		if m := moves["asked"]; m.What != plan.Moves || !m.Would.Equal(want) || !m.Due.Equal(ticket.Fields.Map("silence.asked").Time("due")) {
			t.Errorf("after %d reminders: %+v, want it due %s", reminded, m, want)
		}
	}
}

// TestSilenceCountsFromItsBeginning where nobody was reminded yet, though its first
// working day begins later.
func TestSilenceCountsFromItsBeginning(t *testing.T) {
	t.Parallel()
	own := desk(t)
	saturday := monday.AddDate(0, 0, 5).Add(2 * time.Hour)
	ticket := play(t, own, monday, until(saturday), act("ask", "text", "What?"))
	_, moves := planned(t, own, desk(t, `"every": "1wd"`, `"every": "50h"`), saturday, ticket)
	if m, want := moves["asked"], saturday.Add(50*time.Hour); m.What != plan.Moves || !m.Would.Equal(want) {
		t.Errorf("got %+v, want it due %s", m, want)
	}
}

// TestReminderThatCameLateHasMovedTheNext: an outage is in what was recorded.
func TestReminderThatCameLateHasMovedTheNext(t *testing.T) {
	t.Parallel()
	own := desk(t)
	asked := monday.Add(time.Hour)
	ticket := play(t, own, monday, until(asked), act("ask", "text", "What?"), until(asked.AddDate(0, 0, 1).Add(time.Minute)))
	late := asked.AddDate(0, 0, 2).Add(3 * time.Hour) // Wednesday at two, not at eleven
	ticket.Fields.Map("silence.asked")["due"] = engine.Micros(late)
	_, moves := planned(t, own, desk(t, `"every": "1wd"`, `"every": "2wd"`), asked, ticket)
	if m, want := moves["asked"], late.AddDate(0, 0, 1); m.What != plan.Moves || !m.Would.Equal(want) {
		t.Errorf("got %+v, want it due %s", m, want)
	}
}

func TestDeadlineThatIsGoneOrPassedIsToldSo(t *testing.T) {
	t.Parallel()
	own := desk(t)
	ticket := play(t, own, monday)
	renamed := desk(t, `first_reply`, `initial_reply`, byType, `"values": {"incident": "1h"}`)
	summary, moves := planned(t, own, renamed, monday, ticket)
	if moves["first_reply"].What != plan.Gone || moves["first_reply"].Clause != "D-4" || moves["solved"].What != plan.Gone || summary.Gone != 2 {
		t.Errorf("got %+v %+v, want both gone: one by its name, one by its value", summary, moves)
	}
	short := desk(t, firstReply, `"default": "1wh"`)
	summary, moves = planned(t, own, short, monday.Add(2*time.Hour), ticket)
	if m := moves["first_reply"]; !m.Late || m.Within != "4wh" || m.WouldWithin != "1wh" || summary.Late != 1 || summary.Moves != 1 {
		t.Errorf("got %+v %+v, want it late already", summary, m)
	}
	facts := desk(t, `"by": {"path": "type"`, `"by": {"path": "company.level"`)
	if _, moves = planned(t, own, facts, monday, ticket); moves["solved"].What != plan.Unknown {
		t.Errorf("got %+v, want it said that it cannot be told", moves["solved"])
	}
}

func TestEndedTicketIsLeftOut(t *testing.T) {
	t.Parallel()
	own := desk(t)
	ended := play(t, own, monday, cases.Step{Act: "close", By: "boss", Inputs: map[string]any{}})
	if ended.Facets["status"] != "closed" {
		t.Fatalf("the ticket is %s", ended.Facets["status"])
	}
	if summary, moves := planned(t, own, desk(t, firstReply, `"default": "1wh"`), monday, ended); summary.Open != 0 || len(moves) != 0 {
		t.Errorf("got %+v %+v, want nothing", summary, moves)
	}
}
