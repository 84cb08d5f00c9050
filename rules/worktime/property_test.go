package worktime_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/rules/worktime"
)

// draw of some working time, from seconds to days.
func drawWork(t *rapid.T) worktime.Duration {
	if rapid.Bool().Draw(t, "in hours") {
		return worktime.Duration{N: rapid.Int64Range(1, 60).Draw(t, "hours"), Unit: worktime.WorkingHour}
	}
	return worktime.Duration{N: rapid.Int64Range(1, 3000).Draw(t, "minutes"), Unit: worktime.WorkingMinute}
}

func length(d worktime.Duration) time.Duration {
	if d.Unit == worktime.WorkingHour {
		return time.Duration(d.N) * time.Hour
	}
	return time.Duration(d.N) * time.Minute
}

// same compares an answer with the oracle's, when it has one.
func same(t *rapid.T, what string, got time.Time, err error, want time.Time, ok bool) {
	if !ok {
		return
	}
	if err != nil || !got.Equal(want) {
		t.Fatalf("%s = %v, %v, want %v", what, got, err, want.UTC())
	}
}

func TestAddAndSubOfWorkingTimeMatchTheOracle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSetting(t)
		for range 4 {
			at, d := s.drawInstant(t, "at"), drawWork(t)
			got, err := s.cal.Add(at, d)
			want, ok := s.o.add(at, length(d))
			same(t, at.String()+" + "+d.String(), got, err, want, ok)
			got, err = s.cal.Sub(at, d)
			want, ok = s.o.sub(at, length(d))
			same(t, at.String()+" - "+d.String(), got, err, want, ok)
		}
	})
}

func TestWorkingDaysMatchTheOracle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSetting(t)
		at := s.drawInstant(t, "at")
		d := worktime.Duration{N: rapid.Int64Range(1, 12).Draw(t, "days"), Unit: worktime.WorkingDay}
		got, err := s.cal.Add(at, d)
		want, ok := s.o.addDays(at, int(d.N))
		same(t, at.String()+" + "+d.String(), got, err, want, ok)
		if passed := s.cal.WorkingDays(at, got); err == nil && passed < int(d.N) {
			t.Fatalf("WorkingDays(%v, %v) = %d, want %d or more", at, got, passed, d.N)
		}
		got, err = s.cal.Sub(at, d)
		want, ok = s.o.subDays(at, int(d.N))
		same(t, at.String()+" - "+d.String(), got, err, want, ok)
	})
}

func TestWorkingDaysIsTheLargestNumberThatFits(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSetting(t)
		from, to := s.drawInstant(t, "from"), s.drawInstant(t, "to")
		n := s.cal.WorkingDays(from, to)
		if to.Before(from) {
			if back := s.cal.WorkingDays(to, from); n != -back {
				t.Fatalf("reversed = %d, want %d", n, -back)
			}
			return
		}
		if fits, ok := s.o.addDays(from, n); n > 0 && ok && fits.After(to) {
			t.Fatalf("WorkingDays(%v, %v) = %d, but %d end at %v", from, to, n, n, fits)
		}
		if more, ok := s.o.addDays(from, n+1); ok && !more.After(to) {
			t.Fatalf("WorkingDays(%v, %v) = %d, but %d end at %v", from, to, n, n+1, more)
		}
	})
}

func TestMeasureOpenAndIntervalsMatchTheOracle(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSetting(t)
		from, to := s.drawInstant(t, "from"), s.drawInstant(t, "to")
		if got, want := s.cal.Open(from), s.o.open(from); got != want {
			t.Fatalf("Open(%v) = %v, want %v", from, got, want)
		}
		got, err := s.cal.NextOpen(from)
		want, ok := s.o.nextOpen(from)
		same(t, "NextOpen", got, err, want, ok)
		want1 := s.o.measure(from, to) - s.o.measure(to, from)
		if got := s.cal.Measure(from, to); got != want1 {
			t.Fatalf("Measure(%v, %v) = %v, want %v", from, to, got, want1)
		}
		var sum time.Duration
		last := from
		for i, in := range s.cal.Intervals(from, to) {
			if in.From.Before(last) || i > 0 && in.From.Equal(last) || !in.From.Before(in.To) || in.To.After(to) {
				t.Fatalf("interval %d, %v, is not after %v and within %v to %v", i, in, last, from, to)
			}
			if in.From.After(from) && s.o.open(in.From.Add(-1)) || !s.o.open(in.From) || in.To.Before(to) && s.o.open(in.To) || !s.o.open(in.To.Add(-1)) {
				t.Fatalf("interval %v is not a whole opening", in)
			}
			last = in.To
			sum += in.To.Sub(in.From)
		}
		if want := s.o.measure(from, to); sum != want {
			t.Fatalf("intervals sum to %v, want %v", sum, want)
		}
	})
}

func TestSubUndoesAdd(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSetting(t)
		at, d := s.drawInstant(t, "at"), drawWork(t)
		due, err := s.cal.Add(at, d)
		if err != nil {
			t.Fatal(err)
		}
		back, err := s.cal.Sub(due, d)
		if err != nil {
			t.Fatal(err)
		}
		again, err := s.cal.Add(back, d)
		if err != nil || !again.Equal(due) || s.cal.Measure(back, due) != length(d) || back.Before(at) {
			t.Fatalf("%v + %s = %v, less %s = %v, plus it again = %v, %v", at, d, due, d, back, again, err)
		}
	})
}

func TestClockUnitsKeepTheWallTime(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		s := drawSetting(t)
		at, n := s.drawInstant(t, "at"), rapid.Int64Range(1, 20).Draw(t, "days")
		got, err := s.cal.Add(at, worktime.Duration{N: n, Unit: worktime.Day})
		local := at.In(s.o.zone)
		wall := time.Date(local.Year(), local.Month(), local.Day()+int(n), local.Hour(), local.Minute(), local.Second(), local.Nanosecond(), time.UTC)
		m := s.o.firstAt(wall.Format(wallForm))
		if m == len(s.o.walls) {
			return
		}
		want := s.o.minute(m)
		if s.o.walls[m] == wall.Format(wallForm) {
			want = want.Add(wall.Sub(wall.Truncate(time.Minute)))
		}
		same(t, "days", got, err, want, true)
	})
}

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
