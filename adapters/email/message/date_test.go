package message

import (
	"testing"
	"time"
)

func TestDatesKeepTheirZone(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"Mon, 23 Nov 2026 09:11:11 +0500":          "2026-11-23T09:11:11+05:00",
		"Mon, 23 Nov 2026 09:11:11 +0500 (ALMT)":   "2026-11-23T09:11:11+05:00",
		"23 Nov 26 9:11 GMT":                       "2026-11-23T09:11:00Z",
		"Mon, 23 Nov 2026 09:11:11 -0000":          "2026-11-23T09:11:11Z",
		"Mon, 23 Nov 2026 09:11:11 GMT+0500":       "2026-11-23T09:11:11+05:00",
		"Mon, 23 Nov 2026 09:11:11 MSK":            "2026-11-23T09:11:11+03:00",
		"Mon, 23 Nov 2026 09:11:11 NOWHERE":        "2026-11-23T09:11:11Z",
		"Mon, 23 Nov 2026 09:11:11":                "2026-11-23T09:11:11Z",
		"Пн, 23 Nov 2026 09:11:11 +05:30":          "2026-11-23T09:11:11+05:30",
		"Thu, 31 Dec 2026 23:59:60 +0000":          "2027-01-01T00:00:00Z",
		"Nov 23 2026 09:11:11 +0500":               "2026-11-23T09:11:11+05:00",
		"23-Nov-2026 09:11:11 +0500":               "2026-11-23T09:11:11+05:00",
		"Mon, 23 November 2026 09:11:11.123 -0330": "2026-11-23T09:11:11-03:30",
	} {
		got, ok := parseDate(value)
		if !ok || got.Format(time.RFC3339) != want {
			t.Errorf("%q: got %s, %v; want %s", value, got.Format(time.RFC3339), ok, want)
		}
	}
}

func TestImpossibleDatesAreZero(t *testing.T) {
	t.Parallel()
	for _, value := range []string{"", "yesterday", "Mon, 30 Feb 2026 09:11:11 +0500", "Mon, 23 Nov 2026", "23 Nov 2026 25:00:00 +0500", "23 Nov 2026 09:11:11 +9900", "23 Foo 2026 09:11:11 +0500", "23 Nov 1426 09:11:11 +0500", "23 Nov 2026 09:11:11 +"} {
		if got, ok := parseDate(value); ok || !got.IsZero() {
			t.Errorf("%q: got %s, %v", value, got, ok)
		}
	}
}
