package rules

import (
	"runtime"
	"testing"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

// hoursUntil is a calendar's definition that no other test has.
func hoursUntil(end string) worktime.Definition {
	return worktime.Definition{Zone: "Asia/Almaty", Holidays: "kz", Versions: []worktime.Version{{Week: map[string][]string{"mon": {"09:07-" + end}}}}}
}

func compiledCalendar(t *testing.T, def worktime.Definition, opts Options) *worktime.Calendar {
	t.Helper()
	reg := &Regulation{uses: map[string]string{}}
	cal, err := reg.compileCalendar(&Calendar{ID: "main", Definition: def}, &opts)
	if err != nil {
		t.Fatal(err)
	}
	if reg.uses["holidays.kz"] == "" {
		t.Error("the holidays that it rests on were not noted")
	}
	return cal
}

func TestEqualCalendarsAreShared(t *testing.T) {
	t.Parallel()
	holidays := func(country string) (worktime.Holidays, error) {
		h, err := worktime.Embedded(country)
		h.Years = h.Years[1:]
		return h, err
	}
	first := compiledCalendar(t, hoursUntil("18:01"), Options{})
	if second := compiledCalendar(t, hoursUntil("18:01"), Options{Holidays: worktime.Embedded}); second != first {
		t.Error("two calendars that are equal are not one")
	}
	if other := compiledCalendar(t, hoursUntil("18:02"), Options{}); other == first {
		t.Error("calendars with different hours are one")
	}
	if other := compiledCalendar(t, hoursUntil("18:01"), Options{Holidays: holidays}); other == first {
		t.Error("calendars with different holidays are one")
	}
}

func TestCalendarThatNobodyHasIsForgotten(t *testing.T) {
	t.Parallel()
	known := func() (n int) {
		calendars.known.Range(func(any, any) bool { n++; return true })
		return n
	}
	var all []*worktime.Calendar
	for _, end := range []string{"17:11", "17:12", "17:13", "17:14", "17:15", "17:16", "17:17", "17:18"} {
		all = append(all, compiledCalendar(t, hoursUntil(end), Options{}))
	}
	with := known()
	runtime.KeepAlive(all)
	all = nil
	for deadline := time.Now().Add(time.Minute); known() > with-4; {
		if time.Now().After(deadline) {
			t.Fatalf("%d calendars are known, and %d when eight more were in use", known(), with)
		}
		runtime.GC()
		runtime.Gosched()
	}
}
