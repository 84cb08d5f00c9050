package worktime_test

import (
	"testing"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

// instant reads RFC 3339.
func instant(t testing.TB, s string) time.Time {
	t.Helper()
	at, err := time.Parse(time.RFC3339Nano, s)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// duration reads "3wh".
func duration(t testing.TB, s string) worktime.Duration {
	t.Helper()
	d, err := worktime.ParseDuration(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// compile makes a calendar of a definition and the embedded holidays it names.
func compile(t testing.TB, def worktime.Definition) *worktime.Calendar {
	t.Helper()
	var h worktime.Holidays
	if def.Holidays != "" {
		var err error
		if h, err = worktime.Embedded(def.Holidays); err != nil {
			t.Fatal(err)
		}
	}
	c, err := worktime.Compile(def, h)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// office is Monday to Friday with the same range in a zone.
func office(zone, hours, holidays string) worktime.Definition {
	week := map[string][]string{}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri"} {
		week[day] = []string{hours}
	}
	return worktime.Definition{Zone: zone, Holidays: holidays, Versions: []worktime.Version{{Week: week}}}
}

// midnight is when a date begins in a zone that does not skip it.
func midnight(d worktime.Date, zone *time.Location) time.Time {
	t, err := time.ParseInLocation(time.DateOnly, d.String(), zone)
	if err != nil {
		panic(err)
	}
	return t
}
