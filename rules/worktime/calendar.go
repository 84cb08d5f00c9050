package worktime

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"time"
)

// The years in which instants may lie.
const (
	minYear = 1
	maxYear = 9999
)

// ErrTooFar says that a sum would end more than 100 years from its start, or
// that an instant lies outside the years 1 to 9999.
var ErrTooFar = errors.New("more than 100 years away")

// Calendar answers when work is done. Compile makes it; it never changes and
// is safe for concurrent use.
type Calendar struct {
	loc      *time.Location
	versions []version
	own      map[Date][]span

	country string    // whose holidays close the calendar, "" for none
	known   []int     // years with holiday data, ascending
	off     []Off     // ascending by date
	weekend []Off     // holidays on days that a five-day week has off, ascending
	working []Working // ascending by date
	short   bool
	moved   bool
	shorter []Date // ascending

	// years holds the tables in use, each in the slot of its year modulo the
	// length. A table depends on nothing but the fields above: losing one to
	// another year, or building it twice at once, costs time and nothing else.
	years [4]atomic.Pointer[table]
}

// Compile checks a definition and joins it with the holidays that it names.
// Holidays must be of the definition's country: the zero Holidays go with "".
// A year without data is computed from the week alone; a Proof says so.
func Compile(def Definition, h Holidays) (*Calendar, error) {
	c, err := def.compile()
	if err != nil {
		return nil, err
	}
	if h.Country != def.Holidays {
		return nil, fmt.Errorf("calendar holidays: %q is named, but data of %q was given", def.Holidays, h.Country)
	}
	if err := h.Check(); err != nil {
		return nil, fmt.Errorf("calendar %w", err)
	}
	years := slices.SortedFunc(slices.Values(h.Years), func(a, b Year) int { return a.Year - b.Year })
	for _, y := range years {
		c.known = append(c.known, y.Year)
		c.off = append(c.off, y.Off...)
		c.weekend = append(c.weekend, y.weekendHolidays()...)
		c.working = append(c.working, y.Working...)
		c.shorter = append(c.shorter, y.Short...)
	}
	slices.SortFunc(c.weekend, func(a, b Off) int { return int(a.Date - b.Date) })
	return c, nil
}

// weekendHolidays are the holidays on Saturdays and Sundays for which another day
// is off: who works at weekends does not work on them either. A weekend day that
// is worked itself, since its rest was moved, is none. Their dates are fixed by
// law, however the other day is known.
func (y Year) weekendHolidays() (all []Off) {
	for _, off := range y.Off {
		if off.MovedFrom != 0 && off.MovedFrom.weekend() && !y.works(off.MovedFrom) {
			all = append(all, Off{Date: off.MovedFrom, Names: off.Names, Sure: Sure})
		}
	}
	return all
}

// Location returns the calendar's zone, in which its times are to be shown.
func (c *Calendar) Location() *time.Location { return c.loc }

// local returns the wall time of an instant: seconds that a clock without zone
// would have counted since 1970.
func (c *Calendar) local(t time.Time) int64 {
	_, offset := t.In(c.loc).Zone()
	return t.Unix() + int64(offset)
}

// Seconds of the first instant that is allowed and of the first that is not.
// A day is left at both ends, so that every zone's date stays in range.
var (
	minInstant = time.Date(minYear, 1, 2, 0, 0, 0, 0, time.UTC).Unix()
	maxInstant = time.Date(maxYear, 12, 30, 0, 0, 0, 0, time.UTC).Unix()
)

// inRange returns ErrTooFar for an instant outside the years 1 to 9999.
func inRange(t time.Time) error {
	if sec := t.Unix(); sec < minInstant || sec >= maxInstant {
		return fmt.Errorf("instant %s: %w", t.UTC().Format(time.RFC3339), ErrTooFar)
	}
	return nil
}
