package worktime

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Unit is what a Duration counts. Working units count time in which a calendar
// is open; the others count by the clock.
type Unit string

const (
	Second        Unit = "s"
	Minute        Unit = "m"
	Hour          Unit = "h"
	Day           Unit = "d"  // calendar day, same wall time
	Month         Unit = "mo" // calendar month, same wall time
	WorkingMinute Unit = "wm"
	WorkingHour   Unit = "wh"
	WorkingDay    Unit = "wd"
)

// maxYears is how far any sum may reach.
const maxYears = 100

// most is the largest number of each unit: 100 years of it. With it no product
// in this package overflows.
var most = map[Unit]int64{
	Second: 36525 * secondsPerDay, Minute: 36525 * 24 * 60, Hour: 36525 * 24, Day: 36525, Month: maxYears * 12,
	WorkingMinute: 36525 * 24 * 60, WorkingHour: 36525 * 24, WorkingDay: 36525,
}

// Working reports whether the unit counts working time.
func (u Unit) Working() bool { return strings.HasPrefix(string(u), "w") }

// Duration is a period as a regulation writes it: a number and a unit. It is
// symbolic: only a Calendar and a start make an instant of it.
// In text it is "3wh", in JSON {"n":3,"u":"wh"}.
type Duration struct {
	N    int64
	Unit Unit
}

// spelled is a duration in words that leave open which time is meant.
var spelled = regexp.MustCompile(`^([1-9]\d*) ([hdm])(?:ours?|ays?|in(?:utes?)?)?$`)

// ParseDuration reads the text form: digits without sign, space or leading
// zero, then a unit. What it accepts, String gives back unchanged.
func ParseDuration(s string) (Duration, error) {
	digits := strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz")
	n, err := strconv.ParseInt(digits, 10, 64)
	d := Duration{n, Unit(s[len(digits):])}
	if m := spelled.FindStringSubmatch(s); m != nil {
		return Duration{}, fmt.Errorf("%q does not say whether by the clock or in working time: write %s%s or %sw%s", s, m[1], m[2], m[1], m[2])
	}
	if err != nil || d.String() != s {
		return Duration{}, fmt.Errorf("%q is not a duration: want a number and one of s m h d mo wm wh wd, such as 3wh", s)
	}
	return d, d.Valid()
}

// Valid returns nil, or what is wrong: an unknown unit, a negative number, or
// more than 100 years.
func (d Duration) Valid() error {
	limit, ok := most[d.Unit]
	switch {
	case !ok && d.Unit == "":
		return fmt.Errorf("duration %d has no unit: want one of s m h d mo wm wh wd", d.N)
	case !ok:
		return fmt.Errorf("duration %s has the unknown unit %q: want one of s m h d mo wm wh wd", d, string(d.Unit))
	case d.N < 0:
		return fmt.Errorf("duration %s is negative", d)
	case d.N > limit:
		return fmt.Errorf("duration %s is longer than %d years", d, maxYears)
	}
	return nil
}

// Working reports whether the duration counts working time.
func (d Duration) Working() bool { return d.Unit.Working() }

// String returns the text form, such as "3wh".
func (d Duration) String() string { return strconv.FormatInt(d.N, 10) + string(d.Unit) }

// MarshalJSON writes {"n":3,"u":"wh"}; an invalid duration is an error.
func (d Duration) MarshalJSON() ([]byte, error) {
	if err := d.Valid(); err != nil {
		return nil, err
	}
	return fmt.Appendf(nil, `{"n":%d,"u":%q}`, d.N, string(d.Unit)), nil
}

// UnmarshalJSON reads {"n":3,"u":"wh"} or "3wh". Keys are exact and both needed.
func (d *Duration) UnmarshalJSON(data []byte) error {
	var text string
	if json.Unmarshal(data, &text) == nil && !bytes.Equal(data, []byte("null")) {
		parsed, err := ParseDuration(text)
		if err != nil {
			return err
		}
		*d = parsed
		return nil
	}
	var fields map[string]json.RawMessage
	var read Duration
	if json.Unmarshal(data, &fields) != nil || len(fields) != 2 ||
		json.Unmarshal(fields["n"], &read.N) != nil || bytes.Equal(fields["n"], []byte("null")) ||
		json.Unmarshal(fields["u"], &read.Unit) != nil {
		return fmt.Errorf(`%s is not a duration: want {"n":3,"u":"wh"} or "3wh"`, data)
	}
	if err := read.Valid(); err != nil {
		return err
	}
	*d = read
	return nil
}

// clock returns the length of a duration whose unit always lasts the same:
// everything but days and months.
func (d Duration) clock() time.Duration {
	switch d.Unit {
	case Second:
		return time.Duration(d.N) * time.Second
	case Minute, WorkingMinute:
		return time.Duration(d.N) * time.Minute
	default:
		return time.Duration(d.N) * time.Hour
	}
}
