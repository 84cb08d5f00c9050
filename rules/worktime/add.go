package worktime

import (
	"fmt"
	"time"
)

// Add returns the instant at which a duration from an instant has elapsed.
// It fails on an invalid duration and, with ErrTooFar, on a sum out of reach.
func (c *Calendar) Add(from time.Time, d Duration) (time.Time, error) {
	if err := check(from, d); err != nil {
		return time.Time{}, err
	}
	if d.N == 0 {
		return from.UTC(), nil
	}
	var due time.Time
	var err error
	switch d.Unit {
	case Second, Minute, Hour:
		due = from.Add(d.clock()).UTC()
	case Day:
		due = c.addDays(from, d.N)
	case Month:
		due = c.addMonths(from, d.N)
	case WorkingDay:
		due, err = c.addWorkingDays(from, int(d.N))
	default:
		due, err = c.addWork(from, d.clock())
	}
	if err == nil {
		err = inRange(due)
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("add %s to %s: %w", d, from.UTC().Format(time.RFC3339), err)
	}
	return due, nil
}

// Sub returns the latest instant from which a duration remains until t: when to
// warn, say, 1wh before a deadline. A t outside hours counts back from the last
// closing. Calendar days and months, and working days, go back at the same wall
// time with the edges of Add; a deadline at a closing instant belongs to the
// day that closes.
func (c *Calendar) Sub(t time.Time, d Duration) (time.Time, error) {
	if err := check(t, d); err != nil {
		return time.Time{}, err
	}
	if d.N == 0 {
		return t.UTC(), nil
	}
	var start time.Time
	var err error
	switch d.Unit {
	case Second, Minute, Hour:
		start = t.Add(-d.clock()).UTC()
	case Day:
		start = c.addDays(t, -d.N)
	case Month:
		start = c.addMonths(t, -d.N)
	case WorkingDay:
		start, err = c.subWorkingDays(t, int(d.N))
	default:
		start, err = c.subWork(t, d.clock())
	}
	if err == nil {
		err = inRange(start)
	}
	if err != nil {
		return time.Time{}, fmt.Errorf("subtract %s from %s: %w", d, t.UTC().Format(time.RFC3339), err)
	}
	return start, nil
}

func check(t time.Time, d Duration) error {
	if err := d.Valid(); err != nil {
		return err
	}
	return inRange(t)
}

// addWork returns the earliest instant at which some working time, more than
// none, has elapsed.
func (c *Calendar) addWork(from time.Time, work time.Duration) (time.Time, error) {
	y, i := c.locate(from)
	need, last := y.elapsed(i, from)+work, y.year+maxYears
	for need > y.total() {
		if y.year >= last || y.year >= maxYear {
			return time.Time{}, ErrTooFar
		}
		need -= y.total()
		y = c.table(y.year + 1)
	}
	return y.reached(need), nil
}

// subWork returns the latest instant from which some working time, more than
// none, is left until t.
func (c *Calendar) subWork(t time.Time, work time.Duration) (time.Time, error) {
	y, i := c.locate(t)
	have, last := y.elapsed(i, t)-work, y.year-maxYears
	for have < 0 {
		if y.year <= last || y.year <= minYear {
			return time.Time{}, ErrTooFar
		}
		y = c.table(y.year - 1)
		have += y.total()
	}
	return y.left(have), nil
}

// addDays moves an instant by calendar days at the same wall time.
func (c *Calendar) addDays(t time.Time, n int64) time.Time {
	return c.atWall(c.local(t)+n*secondsPerDay, t)
}

// addMonths moves an instant by calendar months at the same wall time. A day
// that the month lacks becomes its last.
func (c *Calendar) addMonths(t time.Time, n int64) time.Time {
	wall := c.local(t)
	date := dateOfWall(wall)
	year, month, day := date.midnight().Date()
	month += time.Month(n)
	target := min(DateOf(year, month, day), DateOf(year, month+1, 0))
	return c.atWall(target.wall(0)+wall-date.wall(0), t)
}

// atWall returns the first instant of a wall time, with the fraction of the
// second that t has, unless the clocks skip it.
func (c *Calendar) atWall(wall int64, t time.Time) time.Time {
	k := clock{loc: c.loc}
	sec, skipped := k.instant(wall)
	if skipped {
		return time.Unix(sec, 0).UTC()
	}
	return time.Unix(sec, int64(t.Nanosecond())).UTC()
}
