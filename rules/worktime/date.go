package worktime

import (
	"fmt"
	"time"
)

// Date is a day of the civil calendar, without zone: days since 1970-01-01.
// As text and in JSON it is "2026-11-23". Dates compare and add as numbers.
type Date int32

const secondsPerDay = 24 * 60 * 60

// DateOf returns the date of a year, month and day; days beyond the month's
// end run on, as they do in time.Date.
func DateOf(year int, month time.Month, day int) Date {
	return Date(time.Date(year, month, day, 0, 0, 0, 0, time.UTC).Unix() / secondsPerDay)
}

// ParseDate reads "2026-11-23" and nothing else.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < minYear {
		return 0, fmt.Errorf("%q is not a date such as 2026-11-23", s)
	}
	return Date(t.Unix() / secondsPerDay), nil
}

// String returns the date as "2026-11-23".
func (d Date) String() string { return d.midnight().Format(time.DateOnly) }

// Year returns the date's year.
func (d Date) Year() int { return d.midnight().Year() }

// Weekday returns the date's day of the week.
func (d Date) Weekday() time.Weekday {
	return time.Weekday(((int(d)+4)%7 + 7) % 7) // 1970-01-01 was a Thursday
}

// MarshalText writes the date as "2026-11-23".
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what ParseDate reads.
func (d *Date) UnmarshalText(text []byte) error {
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// weekend reports whether the date is a Saturday or a Sunday.
func (d Date) weekend() bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// wall returns a wall time of the date as the seconds that a clock without
// zone would have counted since 1970. Seconds may reach into the next day.
func (d Date) wall(seconds int32) int64 { return int64(d)*secondsPerDay + int64(seconds) }

func (d Date) midnight() time.Time { return time.Unix(d.wall(0), 0).UTC() }

// dateOfWall is the date on which a wall time falls.
func dateOfWall(wall int64) Date {
	d := wall / secondsPerDay
	if wall%secondsPerDay < 0 {
		d--
	}
	return Date(d)
}
