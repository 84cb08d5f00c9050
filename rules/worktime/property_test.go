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
