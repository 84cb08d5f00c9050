package rules_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// worked counts, minute by minute, the time from one instant to another in which
// the desk is open: an oracle that knows nothing of calendars.
func worked(from, to time.Time) (minutes int) {
	for at := from; at.Before(to); at = at.Add(time.Minute) {
		if day := at.Weekday(); day != time.Saturday && day != time.Sunday && at.Hour() >= 9 && at.Hour() < 18 {
			minutes++
		}
	}
	return minutes
}

// Time in which a promise is paused does not count, however often it is paused
// and wherever the pauses lie: what was worked before and after them adds up to
// the term, and the proof arrives at the same instant.
func TestPausesMoveTheDueInstantByWhatWouldHaveCounted(t *testing.T) {
	t.Parallel()
	reg := desk(t, set("silences", nil))
	zone := local(t, "2026-11-23 09:00").Location()
	rapid.Check(t, func(rt *rapid.T) {
		start := time.Date(2026, 11, 23, 0, rapid.IntRange(0, 3*24*60).Draw(rt, "start"), 0, 0, zone)
		f := &cases.File{Path: "pauses", Name: "pauses", Start: start, Steps: []cases.Step{
			{Mail: &cases.Mail{From: "a@client.example", Subject: "Printer", Text: "broken"}}}}
		at, spent := start, 0
		for range rapid.IntRange(0, 3).Draw(rt, "pauses") {
			from := at.Add(time.Duration(rapid.IntRange(0, 600).Draw(rt, "run")) * time.Minute)
			if spent+worked(at, from) >= 240 {
				break // it would be due by then
			}
			spent += worked(at, from)
			at = from.Add(time.Duration(rapid.IntRange(0, 3*24*60).Draw(rt, "pause")) * time.Minute)
			f.Steps = append(f.Steps, until(from), act("ask", "text", "What?"), until(at), act("resume"))
		}
		_, ticket := play(t, reg, f)
		d := deadline(t, reg, &ticket, "first_reply")
		if d.State != rules.Running {
			rt.Fatalf("%s: it is %s", told(f), d.State)
		}
		if got := spent + worked(at, d.Due.In(zone)); got != 240 || worked(at, d.Due.In(zone).Add(-time.Minute))+spent != 239 {
			rt.Fatalf("%s: due %s, when %d minutes were worked; want the end of the 240th", told(f), d.Due.In(zone), got)
		}
		if !d.Proof.Due.Equal(d.Due) {
			rt.Fatalf("%s: due %s, the proof says %s", told(f), d.Due, d.Proof.Due)
		}
		if timer := ticket.Timers["promise.first_reply.breach"].Due; !timer.Equal(d.Due.Add(time.Second)) {
			rt.Fatalf("%s: due %s, the timer fires %s", told(f), d.Due, timer)
		}
	})
}

func until(at time.Time) cases.Step { return cases.Step{Until: at.Format(time.RFC3339)} }

func act(id string, inputs ...string) cases.Step {
	s := cases.Step{Act: id, By: "operator", Inputs: map[string]any{}}
	for i := 0; i < len(inputs); i += 2 {
		s.Inputs[inputs[i]] = inputs[i+1]
	}
	return s
}

func told(f *cases.File) string {
	s := f.Start.Format(time.RFC3339)
	for i := range f.Steps {
		s += fmt.Sprint(" ", f.Steps[i].Until, f.Steps[i].Act)
	}
	return s
}
