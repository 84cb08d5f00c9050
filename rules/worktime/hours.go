package worktime

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// span is a range of hours in seconds since its day's midnight; an overnight
// one ends beyond 24:00.
type span struct{ from, to int32 }

// week is the spans of each time.Weekday, ascending.
type week [7][]span

// weekdays are the keys of a written week, by time.Weekday.
var weekdays = [7]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}

// maxRanges bounds the ranges of one day, and with it the size of a year.
const maxRanges = 12

const wantRange = `want a range such as "09:00-18:00"`

// parseRange reads "09:00-18:00", "09:00-24:00" or, overnight, "22:00-06:00".
func parseRange(s string) (span, error) {
	if len(s) != len("09:00-18:00") || s[5] != '-' {
		return span{}, fmt.Errorf("%q: %s", s, wantRange)
	}
	from, okFrom := parseClock(s[:5])
	to, okTo := parseClock(s[6:])
	switch {
	case !okFrom || !okTo:
		return span{}, fmt.Errorf("%q: %s", s, wantRange)
	case from == secondsPerDay:
		return span{}, fmt.Errorf("%q begins at 24:00: write it under the next day", s)
	case from == to:
		return span{}, fmt.Errorf(`%q is empty: for a whole day write "00:00-24:00"`, s)
	case to < from:
		to += secondsPerDay
	}
	return span{from, to}, nil
}

// parseClock reads "00:00" to "24:00".
func parseClock(s string) (int32, bool) {
	if s == "24:00" {
		return secondsPerDay, true
	}
	t, err := time.Parse("15:04", s)
	return int32(t.Hour()*3600 + t.Minute()*60), err == nil
}

// parseRanges reads the ranges of one day and sorts them. Ranges may touch but
// not overlap.
func parseRanges(list []string, fail func(i int, err error)) []span {
	if len(list) > maxRanges {
		fail(maxRanges, fmt.Errorf("more than %d ranges in a day", maxRanges))
		return nil
	}
	spans := make([]span, 0, len(list))
	for i, s := range list {
		sp, err := parseRange(s)
		if err != nil {
			fail(i, err)
			continue
		}
		for _, other := range spans {
			if sp.from < other.to && other.from < sp.to {
				fail(i, fmt.Errorf("%q overlaps %q", s, other))
			}
		}
		spans = append(spans, sp)
	}
	slices.SortFunc(spans, func(a, b span) int { return int(a.from - b.from) })
	return spans
}

// String returns the span as it is written.
func (s span) String() string {
	end := s.to
	if end > secondsPerDay {
		end -= secondsPerDay
	}
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.from/3600, s.from/60%60, end/3600, end/60%60)
}

// shorten moves a day's closing one hour earlier and drops what lies after it.
func shorten(spans []span) []span {
	end := spans[len(spans)-1].to - 3600
	var kept []span
	for _, s := range spans {
		if s.from < end {
			kept = append(kept, span{s.from, min(s.to, end)})
		}
	}
	return kept
}

func written(spans []span) []string {
	var list []string
	for _, s := range spans {
		list = append(list, s.String())
	}
	return list
}

// wantWeekday is the end of an error about a weekday's name.
var wantWeekday = "want one of " + strings.Join(append(slices.Clone(weekdays[1:]), weekdays[0]), " ")
