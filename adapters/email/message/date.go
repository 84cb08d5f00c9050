package message

import (
	"strconv"
	"strings"
	"time"
)

// parseDate reads RFC 5322 dates and the usual deviations. It doesn't use
// time.Parse, whose answer depends on the zone of the machine. A zone that nobody
// knows is taken as UTC, as RFC 5322 section 4.3 asks.
func parseDate(value string) (date time.Time, ok bool) {
	value, _, _ = strings.Cut(cut(value, 200), "(")
	words := strings.Fields(strings.NewReplacer(",", " ", "-", " -", "+", " +").Replace(value))
	if len(words) > 0 && !isDigit(words[0][0]) && monthOf(words[0]) == 0 {
		words = words[1:] // the day of the week
	}
	if len(words) < 4 {
		return time.Time{}, false
	}
	if monthOf(words[0]) != 0 { // Nov 23 2026
		words[0], words[1] = words[1], words[0]
	}
	day, errDay := strconv.Atoi(words[0])
	month := monthOf(words[1])
	year, errYear := yearOf(words[2])
	clock, okClock := clockOf(words[3])
	offset, okZone := zoneOf(words[4:])
	if errDay != nil || month == 0 || errYear != nil || !okClock || !okZone {
		return time.Time{}, false
	}
	date = time.Date(year, month, day, 0, 0, 0, 0, time.FixedZone("", offset))
	if date.Day() != day || year < 1970 || year > 2200 {
		return time.Time{}, false
	}
	return date.Add(clock), true
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func monthOf(word string) time.Month {
	word = strings.ToLower(strings.Trim(word, "-"))
	if len(word) < 3 {
		return 0
	}
	if i := strings.Index("janfebmaraprmayjunjulaugsepoctnovdec", word[:3]); i >= 0 && i%3 == 0 {
		return time.Month(i/3 + 1)
	}
	return 0
}

// yearOf reads two digits as RFC 5322 section 4.3 does.
func yearOf(word string) (int, error) {
	year, err := strconv.Atoi(strings.Trim(word, "-"))
	switch {
	case err != nil || year >= 1000:
	case year < 50:
		year += 2000
	default:
		year += 1900
	}
	return year, err
}

func clockOf(word string) (time.Duration, bool) {
	parts := strings.Split(word, ":")
	if len(parts) < 2 || len(parts) > 3 {
		return 0, false
	}
	seconds := 0
	for i, most := range []int{23, 59, 60}[:len(parts)] { // 60 is a leap second
		n, err := strconv.Atoi(strings.SplitN(parts[i], ".", 2)[0])
		if err != nil || n < 0 || n > most {
			return 0, false
		}
		seconds = seconds*60 + n
	}
	if len(parts) == 2 {
		seconds *= 60
	}
	return time.Duration(seconds) * time.Second, true
}

// zoneOf reads "+0500", "GMT+0500", "UTC +5", "MSK".
func zoneOf(words []string) (offset int, ok bool) {
	for _, word := range words {
		if word[0] == '+' || word[0] == '-' {
			return numericZone(word)
		}
		if hours, known := zones[strings.ToUpper(word)]; known {
			offset = hours * 3600
		}
	}
	return offset, true
}

var zones = map[string]int{"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "MSK": 3, "CET": 1, "CEST": 2, "EET": 2, "EEST": 3}

func numericZone(word string) (offset int, ok bool) {
	digits := strings.ReplaceAll(word[1:], ":", "")
	n, err := strconv.Atoi(digits)
	if err != nil || len(digits) == 0 || len(digits) > 4 {
		return 0, false
	}
	if len(digits) <= 2 {
		n *= 100
	}
	if n/100 > 15 || n%100 > 59 {
		return 0, false
	}
	offset = n/100*3600 + n%100*60
	if word[0] == '-' {
		offset = -offset
	}
	return offset, true
}
