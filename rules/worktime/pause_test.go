package worktime_test

import (
	"testing"

	"github.com/reglament/reglament/rules/worktime"
)

func TestADeadlinePausesAndRunsOn(t *testing.T) {
	t.Parallel()
	cases := []struct{ why, due, unit, paused, resumed, want string }{
		{"a working hour is left", "2026-11-23T18:00:00+05:00", "wh", "2026-11-23T17:00:00+05:00", "2026-11-25T09:00:00+05:00", "2026-11-25T10:00:00+05:00"},
		{"the remainder is working time even over a weekend", "2026-11-20T18:00:00+05:00", "wh", "2026-11-20T17:30:00+05:00", "2026-11-21T12:00:00+05:00", "2026-11-23T09:30:00+05:00"},
		{"a deadline in working days keeps working seconds", "2026-11-24T10:00:00+05:00", "wd", "2026-11-23T17:00:00+05:00", "2026-11-24T17:30:00+05:00", "2026-11-25T10:30:00+05:00"},
		{"the clock runs at night", "2026-11-24T03:00:00+05:00", "h", "2026-11-24T01:00:00+05:00", "2026-11-24T20:00:00+05:00", "2026-11-24T22:00:00+05:00"},
		{"months leave time by the clock", "2027-02-28T12:00:00+05:00", "mo", "2027-02-28T00:00:00+05:00", "2027-03-01T00:00:00+05:00", "2027-03-01T12:00:00+05:00"},
		{"nothing is left of a deadline that has passed", "2026-11-23T12:00:00+05:00", "wh", "2026-11-23T13:00:00+05:00", "2026-11-23T20:00:00+05:00", "2026-11-23T20:00:00+05:00"},
		{"a deadline at an opening stays at one", "2026-11-24T09:00:00+05:00", "wd", "2026-11-23T20:00:00+05:00", "2026-11-23T21:00:00+05:00", "2026-11-24T09:00:00+05:00"},
		{"and moves to the next", "2026-11-24T09:00:00+05:00", "wd", "2026-11-23T17:00:00+05:00", "2026-11-24T17:00:00+05:00", "2026-11-25T09:00:00+05:00"},
		{"a deadline at a closing stays at one", "2026-11-23T18:00:00+05:00", "wh", "2026-11-23T17:00:00+05:00", "2026-11-24T17:00:00+05:00", "2026-11-24T18:00:00+05:00"},
	}
	c := compile(t, hours["prots"])
	for _, tc := range cases {
		left := c.Pause(instant(t, tc.due), instant(t, tc.paused), worktime.Unit(tc.unit))
		got, err := c.Resume(instant(t, tc.resumed), left)
		if err != nil || !got.Equal(instant(t, tc.want)) {
			t.Errorf("%s: %+v resumed = %v, %v, want %s", tc.why, left, got.In(c.Location()), err, tc.want)
		}
	}
}

func TestNonsenseRemaindersAreRefused(t *testing.T) {
	t.Parallel()
	c := compile(t, hours["prots"])
	for _, r := range []worktime.Remaining{{Seconds: -1}, {Nanos: -1}, {Nanos: 1e9}, {Seconds: 1 << 60}, {Seconds: 1 << 60, Working: true}} {
		if got, err := c.Resume(instant(t, "2026-11-23T12:00:00Z"), r); err == nil {
			t.Errorf("%+v resumed = %v", r, got)
		}
	}
}
