package worktime_test

import (
	"slices"
	"time"
)

// The methods below walk minute by minute. They return false when the window
// ends before the answer is found.

func (o *oracle) at(t time.Time) (m int, ok bool) {
	m = int(t.Sub(o.start) / time.Minute)
	return m, m >= 0 && m < len(o.owner) && !t.Before(o.start)
}

func (o *oracle) open(t time.Time) bool {
	m, ok := o.at(t)
	return ok && o.owner[m] != ""
}

// add walks forward until the working time has passed.
func (o *oracle) add(t time.Time, work time.Duration) (time.Time, bool) {
	for m, ok := o.at(t); ok; m, ok = o.at(t) {
		next := o.minute(m + 1)
		if o.owner[m] != "" {
			if have := next.Sub(t); have < work {
				work -= have
			} else {
				return t.Add(work), true
			}
		}
		t = next
	}
	return t, false
}

// sub walks backward until the working time has passed.
func (o *oracle) sub(t time.Time, work time.Duration) (time.Time, bool) {
	for m, ok := o.at(t.Add(-1)); ok; m, ok = o.at(t.Add(-1)) {
		if o.owner[m] != "" {
			if have := t.Sub(o.minute(m)); have < work {
				work -= have
			} else {
				return t.Add(-work), true
			}
		}
		t = o.minute(m)
	}
	return t, false
}

// measure sums what is open of each minute.
func (o *oracle) measure(from, to time.Time) (sum time.Duration) {
	first, _ := o.at(from)
	for m := first; m < len(o.owner) && o.minute(m).Before(to); m++ {
		begin, end := o.minute(m), o.minute(m+1)
		if begin.Before(from) {
			begin = from
		}
		if end.After(to) {
			end = to
		}
		if o.owner[m] != "" && begin.Before(end) {
			sum += end.Sub(begin)
		}
	}
	return sum
}

func (o *oracle) nextOpen(t time.Time) (time.Time, bool) {
	for m, ok := o.at(t); ok; m, ok = o.at(t) {
		if o.owner[m] != "" {
			return t, true
		}
		t = o.minute(m + 1)
	}
	return t, false
}

// addDays is n working days forward.
func (o *oracle) addDays(t time.Time, n int) (time.Time, bool) {
	start, ok := o.nextOpen(t)
	if !ok {
		return t, false
	}
	m, _ := o.at(start)
	return o.sameWall(start, o.owner[m], n)
}

// subDays is n working days back: a moment outside hours counts from the last
// closing, and a closing belongs to the day that closes.
func (o *oracle) subDays(t time.Time, n int) (time.Time, bool) {
	if m, ok := o.at(t); ok && o.owner[m] != "" {
		return o.sameWall(t, o.owner[m], -n)
	}
	m, ok := o.at(t.Add(-1))
	for ; ok && m >= 0 && o.owner[m] == ""; m-- {
		t = o.minute(m)
	}
	if !ok || m < 0 {
		return t, false
	}
	return o.sameWall(t, o.owner[m], -n)
}

// sameWall is the wall time of an instant, which belongs to a date, on the n-th
// later date that works.
func (o *oracle) sameWall(t time.Time, date string, n int) (time.Time, bool) {
	target := slices.Index(o.dates, date) + n
	// The window's first and last day may be cut: they are no answer.
	if target < 1 || target >= len(o.dates)-1 {
		return t, false
	}
	day, _ := time.Parse(time.DateOnly, date)
	shown, _ := time.Parse("2006-01-02T15:04:05.999999999", t.In(o.zone).Format("2006-01-02T15:04:05.999999999"))
	midnight, _ := time.Parse(time.DateOnly, o.dates[target])
	wall := midnight.Add(shown.Sub(day))
	m := o.firstAt(wall.Format(wallForm))
	if m == len(o.walls) {
		return t, false
	}
	at := o.minute(m)
	if o.walls[m] == wall.Format(wallForm) {
		at = at.Add(wall.Sub(wall.Truncate(time.Minute)))
	}
	if o.owner[m] == o.dates[target] {
		return at, true
	}
	first := slices.Index(o.owner, o.dates[target])
	if m < first {
		return o.minute(first), true
	}
	for o.owner[m] != o.dates[target] {
		m--
	}
	return o.minute(m + 1), true
}
