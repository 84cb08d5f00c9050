package worktime

import "time"

// Interval is a half-open range of instants.
type Interval struct {
	From time.Time `json:"from"`
	To   time.Time `json:"to"`
}

// Measure returns the working time between two instants, negative when they are
// reversed.
func (c *Calendar) Measure(from, to time.Time) time.Duration {
	if to.Before(from) {
		return -c.Measure(to, from)
	}
	from, to = within(from, to)
	y, i := c.locate(from)
	end, j := c.locate(to)
	sum := end.elapsed(j, to) - y.elapsed(i, from)
	for ; y.year < end.year; y = c.table(y.year + 1) {
		sum += y.total()
	}
	return sum
}

// Open reports whether work is done at an instant.
func (c *Calendar) Open(t time.Time) bool {
	if inRange(t) != nil {
		return false
	}
	y, i := c.locate(t)
	return i < y.size() && t.Unix() >= y.from(i)
}

// NextOpen returns the first instant, t or later, at which work is done.
func (c *Calendar) NextOpen(t time.Time) (time.Time, error) {
	if err := inRange(t); err != nil {
		return time.Time{}, err
	}
	y, i, err := c.next(t)
	if err != nil {
		return time.Time{}, err
	}
	return later(t, time.Unix(y.from(i), 0)).UTC(), nil
}

// WorkingDays returns how many working days have passed between two instants:
// the largest n for which from + n working days is not after to. It is negative
// when they are reversed.
func (c *Calendar) WorkingDays(from, to time.Time) int {
	if to.Before(from) {
		return -c.WorkingDays(to, from)
	}
	from, to = within(from, to)
	y, i, err := c.next(from)
	if err != nil || y.from(i) > to.Unix() {
		return 0
	}
	first, n := int(y.opens[i].day), 0
	end, j := c.locate(to)
	if j == end.size() || to.Unix() < end.from(j) {
		if end, j, err = c.previous(end, j); err != nil {
			return 0
		}
	}
	for ; y.year < end.year; y = c.table(y.year + 1) {
		n += len(y.days)
	}
	n += int(end.opens[j].day) - first
	// The last of these days may not have come as far as the wall time of from.
	if due, err := c.addWorkingDays(from, n); n > 0 && (err != nil || due.After(to)) {
		n--
	}
	return n
}

// Intervals returns the openings between two instants, cut to them. Openings
// that touch, as those of a calendar that never closes, are one.
func (c *Calendar) Intervals(from, to time.Time) []Interval {
	from, to = within(from, to)
	if !from.Before(to) {
		return nil
	}
	var list []Interval
	for y, i, err := c.next(from); err == nil && y.from(i) < unixCeil(to); y, i, err = c.after(y, i) {
		opens, closes := time.Unix(y.from(i), 0), time.Unix(y.to(i), 0)
		list = join(list, Interval{later(from, opens).UTC(), earlier(to, closes).UTC()})
	}
	return list
}

// after returns the opening after the i-th.
func (c *Calendar) after(y *table, i int) (*table, int, error) {
	if i+1 < y.size() {
		return y, i + 1, nil
	}
	return c.next(time.Unix(y.to(i), 0))
}

// join appends an interval to a list, or lengthens the last one that it touches.
func join(list []Interval, in Interval) []Interval {
	if n := len(list); n > 0 && list[n-1].To.Equal(in.From) {
		list[n-1].To = in.To
		return list
	}
	return append(list, in)
}

// within cuts two instants to the allowed years and to 100 years between them.
func within(from, to time.Time) (time.Time, time.Time) {
	from, to = cut(from), cut(to)
	return from, earlier(to, from.AddDate(maxYears, 0, 0))
}

func cut(t time.Time) time.Time {
	return later(earlier(t, time.Unix(maxInstant, 0)), time.Unix(minInstant, 0))
}

// unixCeil is the first whole second not before t.
func unixCeil(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}
