package worktime_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/rules/worktime"
)

// drawPauses draws pauses that ascend from an instant.
func (s setting) drawPauses(t *rapid.T, start time.Time) []worktime.Interval {
	var list []worktime.Interval
	at := start
	for range rapid.IntRange(0, 4).Draw(t, "pauses") {
		var p worktime.Interval
		p.From = at.Add(time.Duration(rapid.Int64Range(0, 3*24*3600).Draw(t, "runs")) * time.Second)
		p.To = p.From.Add(time.Duration(rapid.Int64Range(0, 3*24*3600).Draw(t, "stands"))*time.Second + time.Duration(rapid.IntRange(0, 3).Draw(t, "nanos")))
		list, at = append(list, p), p.To
	}
	return list
}

func drawAny(t *rapid.T) worktime.Duration {
	unit := rapid.SampledFrom([]worktime.Unit{worktime.Second, worktime.Minute, worktime.Hour, worktime.Day, worktime.Month,
		worktime.WorkingMinute, worktime.WorkingHour, worktime.WorkingDay}).Draw(t, "unit")
	n := map[worktime.Unit]int64{worktime.Second: 2e5, worktime.Minute: 5000, worktime.Hour: 100, worktime.Day: 6, worktime.Month: 2,
		worktime.WorkingMinute: 2000, worktime.WorkingHour: 40, worktime.WorkingDay: 8}[unit]
	return worktime.Duration{N: rapid.Int64Range(0, n).Draw(t, "n"), Unit: unit}
}

func TestPauseResumedAtOnceChangesNothing(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSetting(t)
		start, d := s.drawInstant(t, "start"), drawAny(t)
		due, err := s.cal.Add(start, d)
		if err != nil || !due.After(start) {
			return
		}
		at := start.Add(time.Duration(rapid.Int64Range(0, int64(due.Sub(start))-1).Draw(t, "at")))
		left := s.cal.Pause(due, at, d.Unit)
		got, err := s.cal.Resume(at, left)
		same(t, "resumed at once", got, err, due, true)
		later, err := s.cal.Resume(at.Add(time.Hour), left)
		if err != nil || later.Before(due) {
			t.Fatalf("resumed an hour later = %v, %v, before %v", later, err, due)
		}
		if d.Working() && !left.Opening {
			work := time.Duration(left.Seconds)*time.Second + time.Duration(left.Nanos)
			if want, ok := s.o.add(at.Add(time.Hour), work); work > 0 {
				same(t, "resumed an hour later", later, nil, want, ok)
			}
		}
	})
}

func TestProofEqualsTheStepsAndSumsUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSetting(t)
		start, d := s.drawInstant(t, "start"), drawAny(t)
		pauses := s.drawPauses(t, start)
		due, err := s.cal.Add(start, d)
		if err != nil {
			t.Fatal(err)
		}
		whole := due.Sub(start)
		if d.Working() {
			whole = s.cal.Measure(start, due)
		}
		moved := 0
		for _, p := range pauses {
			if p.From.Before(due) {
				moved++
				if due, err = s.cal.Resume(p.To, s.cal.Pause(due, p.From, d.Unit)); err != nil {
					t.Fatal(err)
				}
			}
		}
		proof, err := s.cal.Prove(start, d, pauses)
		if err != nil || !proof.Due.Equal(due) || len(proof.Pauses) != moved {
			t.Fatalf("Prove = %v with %d pauses, %v, want %v with %d", proof.Due, len(proof.Pauses), err, due, moved)
		}
		var sum time.Duration
		for _, in := range proof.Intervals {
			sum += in.To.Sub(in.From)
			for _, p := range proof.Pauses {
				if in.From.Before(p.To) && p.From.Before(in.To) && p.From.Before(p.To) {
					t.Fatalf("interval %v runs into pause %v", in, p)
				}
			}
			if d.Working() && (!s.cal.Open(in.From) || !s.cal.Open(in.To.Add(-1))) {
				t.Fatalf("interval %v is not open", in)
			}
		}
		if sum != whole {
			t.Fatalf("intervals of %s sum to %v, want %v", d, sum, whole)
		}
		if (d.Unit == worktime.WorkingHour || d.Unit == worktime.WorkingMinute) && sum != length(d) {
			t.Fatalf("intervals of %s sum to %v", d, sum)
		}
		s.checkSkips(t, proof, start)
	})
}

// checkSkips wants every date between start and due that is closed to be listed
// and every listed closed date to be unclaimed.
func (s setting) checkSkips(t *rapid.T, proof worktime.Proof, start time.Time) {
	closed := map[string]bool{}
	for _, skip := range proof.Skipped {
		if skip.Reason.Code == "" {
			t.Fatalf("%s is skipped without a reason", skip.Date)
		}
		if len(skip.Reason.Hours) == 0 {
			closed[skip.Date.String()] = true
		}
	}
	works := map[string]bool{}
	for _, date := range s.o.dates {
		works[date] = true
		if closed[date] {
			t.Fatalf("%s works, but is shown as closed", date)
		}
	}
	if len(proof.Skipped) == 0 {
		return
	}
	last := proof.Skipped[len(proof.Skipped)-1].Date
	if due := proof.Due.Add(-1).Format(time.DateOnly); last.String() > due || proof.Skipped[0].Date.String() < start.In(s.o.zone).Format(time.DateOnly) {
		t.Fatalf("skipped %s to %s lies outside %v to %v", proof.Skipped[0].Date, last, start, due)
	}
}
