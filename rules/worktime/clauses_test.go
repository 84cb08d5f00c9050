package worktime_test

import (
	"testing"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

// hours are the calendars that the five regulations print, or default to.
var hours = map[string]worktime.Definition{
	"prots":   office("Asia/Almaty", "09:00-18:00", "kz"),
	"mitwork": withMoved(office("Asia/Almaty", "09:00-18:00", "kz")),
	"eltex":   office("Asia/Almaty", "09:00-18:00", "kz"),
	"afforto": office("Europe/Moscow", "09:00-18:00", "ru"),
	"sud":     withMoved(office("Asia/Almaty", "09:00-18:30", "kz")),
	"berlin":  office("Europe/Berlin", "09:00-18:00", ""),
	"nights": {Zone: "Europe/Berlin", Versions: []worktime.Version{{Week: map[string][]string{
		"mon": {"22:00-06:00"}, "tue": {"22:00-06:00"}, "sun": {"01:00-04:00"}}}}},
	"saturdays": {Zone: "Asia/Almaty", Holidays: "kz", Versions: []worktime.Version{{Week: map[string][]string{
		"fri": {"09:00-18:00"}, "sat": {"09:00-13:00"}, "mon": {"09:00-18:00"}}}}},
	"breaks": {Zone: "Asia/Almaty", Versions: []worktime.Version{{Week: map[string][]string{
		"mon": {"09:00-13:00", "14:00-18:00"}, "tue": {"10:00-12:00", "15:00-17:00"}, "wed": {"09:00-18:00"}}}}},
	"always": {Zone: "Europe/Berlin", Versions: []worktime.Version{{Week: map[string][]string{
		"mon": {"00:00-24:00"}, "tue": {"00:00-24:00"}, "wed": {"00:00-24:00"}, "thu": {"00:00-24:00"},
		"fri": {"00:00-24:00"}, "sat": {"00:00-24:00"}, "sun": {"00:00-24:00"}}}}},
}

func withMoved(def worktime.Definition) worktime.Definition {
	def.MovedDays = true
	return def
}

// The answers of this table were worked out by hand.
func TestDeadlinesWorkedOutByHand(t *testing.T) {
	t.Parallel()
	cases := []struct{ why, calendar, start, within, due string }{
		{"72 hours of 9.5 are 7 days and 5.5 hours; Saturday 28 and Sunday 29 stand between", "sud", "2026-11-23T09:00:00+05:00", "72wh", "2026-12-02T14:30:00+05:00"},
		{"35 minutes on Monday, 145 on Tuesday", "sud", "2026-11-23T17:55:00+05:00", "3wh", "2026-11-24T11:25:00+05:00"},
		{"5 minutes on Monday, 175 on Tuesday", "prots", "2026-11-23T17:55:00+05:00", "3wh", "2026-11-24T11:55:00+05:00"},
		{"a deadline may be the closing instant", "prots", "2026-11-23T17:00:00+05:00", "1wh", "2026-11-23T18:00:00+05:00"},
		{"the closing instant is outside hours", "prots", "2026-11-23T18:00:00+05:00", "1wh", "2026-11-24T10:00:00+05:00"},
		{"the fraction of a second is kept", "prots", "2026-11-23T17:59:59.5+05:00", "1wm", "2026-11-24T09:00:59.5+05:00"},
		{"outside hours there is no fraction to keep", "prots", "2026-11-23T20:00:00.5+05:00", "1wm", "2026-11-24T09:01:00+05:00"},
		{"MITWORK's 8 hours from Friday noon", "mitwork", "2026-11-20T12:00:00+05:00", "8wh", "2026-11-23T11:00:00+05:00"},
		{"Kazakhstan, 26 October is off for Sunday 25", "prots", "2026-10-23T17:00:00+05:00", "2wh", "2026-10-27T10:00:00+05:00"},
		{"Kazakhstan, 16 December is off", "prots", "2026-12-15T17:00:00+05:00", "2wh", "2026-12-17T10:00:00+05:00"},
		{"Kazakhstan, 31 August 2026 works", "prots", "2026-08-28T17:00:00+05:00", "2wh", "2026-08-31T10:00:00+05:00"},
		{"Russia, 4 November is off", "afforto", "2026-11-03T17:00:00+03:00", "2wh", "2026-11-05T10:00:00+03:00"},
		{"Russia, from 31 December to 10 January is off", "afforto", "2026-12-30T17:00:00+03:00", "2wh", "2027-01-11T10:00:00+03:00"},
		{"MITWORK works on Saturday 4 May 2024", "mitwork", "2024-05-03T17:00:00+05:00", "2wh", "2024-05-04T10:00:00+05:00"},
		{"ELTEX works from Monday to Friday alone", "eltex", "2024-05-03T17:00:00+05:00", "2wh", "2024-05-06T10:00:00+05:00"},
		{"a moved day off is off either way", "eltex", "2024-05-07T12:00:00+05:00", "1wh", "2024-05-10T10:00:00+05:00"},

		{"who works on Saturdays has the holiday of Saturday 1 May 2027 off", "saturdays", "2027-04-30T17:00:00+05:00", "2wh", "2027-05-08T10:00:00+05:00"},
		{"Saturday 4 May 2024 was no holiday: its rest was moved", "saturdays", "2024-05-03T17:00:00+05:00", "2wh", "2024-05-04T10:00:00+05:00"},
		{"two working days over a weekend", "sud", "2026-11-20T10:15:00+05:00", "2wd", "2026-11-24T10:15:00+05:00"},
		{"working days from a Saturday count from Monday's opening", "sud", "2026-11-21T10:15:00+05:00", "1wd", "2026-11-24T09:00:00+05:00"},
		{"working days from the closing instant count from the next opening", "sud", "2026-11-23T18:30:00+05:00", "1wd", "2026-11-25T09:00:00+05:00"},
		{"before that day's opening: its opening", "breaks", "2026-11-23T09:30:00+05:00", "1wd", "2026-11-24T10:00:00+05:00"},
		{"in a break of that day: the last closing before", "breaks", "2026-11-23T14:30:00+05:00", "1wd", "2026-11-24T12:00:00+05:00"},
		{"after that day's closing: the closing", "breaks", "2026-11-23T17:30:00+05:00", "1wd", "2026-11-24T17:00:00+05:00"},
		{"a start in a break counts from the end of the break", "breaks", "2026-11-23T13:30:00+05:00", "2wd", "2026-11-25T14:00:00+05:00"},
		{"an overnight opening belongs to the day on which it starts", "nights", "2026-11-24T03:00:00+01:00", "1wd", "2026-11-25T03:00:00+01:00"},
		{"a night of Tuesday is followed by Sunday", "nights", "2026-11-25T03:00:00+01:00", "1wd", "2026-11-29T04:00:00+01:00"},
		{"the night of 31 December belongs to the old year", "nights", "2025-01-01T03:00:00+01:00", "1wh", "2025-01-01T04:00:00+01:00"},
		{"its next working day is the first Sunday", "nights", "2025-01-01T03:00:00+01:00", "1wd", "2025-01-05T04:00:00+01:00"},
		{"the last closing of a year may be a deadline", "prots", "2026-12-31T17:00:00+05:00", "1wh", "2026-12-31T18:00:00+05:00"},

		{"a day by the clock runs through the night", "prots", "2026-11-20T17:00:00+05:00", "24h", "2026-11-21T17:00:00+05:00"},
		{"a calendar day of 25 hours", "berlin", "2026-10-24T12:00:00+02:00", "1d", "2026-10-25T12:00:00+01:00"},
		{"a skipped wall time is the first instant after the gap", "berlin", "2026-03-28T02:30:00+01:00", "1d", "2026-03-29T03:00:00+02:00"},
		{"a repeated wall time is the first of the two", "berlin", "2026-10-24T02:30:00+02:00", "1d", "2026-10-25T02:30:00+02:00"},
		{"31 December and two months", "eltex", "2026-12-31T12:00:00+05:00", "2mo", "2027-02-28T12:00:00+05:00"},
		{"31 December and two months before a leap day", "eltex", "2027-12-31T12:00:00+05:00", "2mo", "2028-02-29T12:00:00+05:00"},
		{"months are not rolled to a working day", "eltex", "2026-09-22T23:30:00+05:00", "2mo", "2026-11-22T23:30:00+05:00"},
		{"the month's last day is the zone's, not UTC's", "eltex", "2026-12-31T23:30:00Z", "2mo", "2027-02-28T23:30:00Z"},

		{"a night in which the clocks skip an hour", "nights", "2026-03-29T01:00:00+01:00", "2wh", "2026-03-29T04:00:00+02:00"},
		{"a night in which they repeat one", "nights", "2026-10-25T01:00:00+02:00", "4wh", "2026-10-25T04:00:00+01:00"},
		{"a calendar that never closes counts like the clock", "always", "2026-10-20T10:00:00+02:00", "200wh", "2026-10-28T17:00:00+01:00"},
		{"before 1 March 2024 Almaty is at UTC+6", "prots", "2024-02-29T17:00:00+06:00", "2wh", "2024-03-01T10:00:00+05:00"},

		{"no time ends where it starts, open or not", "prots", "2026-11-22T03:00:00+05:00", "0wh", "2026-11-22T03:00:00+05:00"},
		{"no working days either", "prots", "2026-11-22T03:00:00+05:00", "0wd", "2026-11-22T03:00:00+05:00"},
	}
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			got, err := compile(t, hours[c.calendar]).Add(instant(t, c.start), duration(t, c.within))
			if want := instant(t, c.due); err != nil || !got.Equal(want) {
				t.Errorf("%s + %s = %v, %v, want %v", c.start, c.within, got.In(want.Location()), err, c.due)
			}
		})
	}
}

func TestWarningsWorkedOutByHand(t *testing.T) {
	t.Parallel()
	cases := []struct{ why, calendar, due, before, warn string }{
		{"an hour before closing", "prots", "2026-11-23T18:00:00+05:00", "1wh", "2026-11-23T17:00:00+05:00"},
		{"over the night", "prots", "2026-11-24T09:30:00+05:00", "1wh", "2026-11-23T17:30:00+05:00"},
		{"from an opening instant, all of it lies before", "prots", "2026-11-24T09:00:00+05:00", "1wh", "2026-11-23T17:00:00+05:00"},
		{"the latest instant: an opening, not the closing before", "prots", "2026-11-24T10:00:00+05:00", "1wh", "2026-11-24T09:00:00+05:00"},
		{"over a holiday", "prots", "2026-10-27T09:30:00+05:00", "1wh", "2026-10-23T17:30:00+05:00"},
		{"over the turn of the year", "afforto", "2027-01-11T09:30:00+03:00", "1wh", "2026-12-30T17:30:00+03:00"},
		{"a working day before an opening", "sud", "2026-11-24T09:00:00+05:00", "1wd", "2026-11-23T09:00:00+05:00"},
		{"a working day before a closing", "sud", "2026-11-24T18:30:00+05:00", "1wd", "2026-11-23T18:30:00+05:00"},
		{"a working day before Sunday counts from Friday's closing", "sud", "2026-11-22T12:00:00+05:00", "1wd", "2026-11-19T18:30:00+05:00"},
		{"back over the night of 31 December", "nights", "2025-01-01T01:00:00+01:00", "2wh", "2024-12-31T23:00:00+01:00"},
		{"a month before 31 March", "eltex", "2027-03-31T12:00:00+05:00", "1mo", "2027-02-28T12:00:00+05:00"},
		{"two days by the calendar", "berlin", "2026-03-30T12:00:00+02:00", "2d", "2026-03-28T12:00:00+01:00"},
		{"an hour by the clock", "prots", "2026-11-24T09:00:00+05:00", "1h", "2026-11-24T08:00:00+05:00"},
	}
	for _, c := range cases {
		t.Run(c.why, func(t *testing.T) {
			got, err := compile(t, hours[c.calendar]).Sub(instant(t, c.due), duration(t, c.before))
			if want := instant(t, c.warn); err != nil || !got.Equal(want) {
				t.Errorf("%s - %s = %v, %v, want %v", c.due, c.before, got.In(want.Location()), err, c.warn)
			}
		})
	}
}

func TestSeventyTwoHoursOfSudAreSevenDaysAndAHalf(t *testing.T) {
	t.Parallel()
	c := compile(t, hours["sud"])
	start := instant(t, "2026-11-23T09:00:00+05:00")
	due, err := c.Add(start, duration(t, "72wh"))
	if err != nil {
		t.Fatal(err)
	}
	if days, last := c.WorkingDays(start, due), due.Sub(instant(t, "2026-12-02T09:00:00+05:00")); days != 7 || last != 5*time.Hour+30*time.Minute {
		t.Errorf("72wh = %d working days and %v, want 7 and 5h30m", days, last)
	}
}

func TestAnswersAreUTC(t *testing.T) {
	t.Parallel()
	c := compile(t, hours["prots"])
	at := instant(t, "2026-11-23T12:00:00+05:00").In(c.Location())
	for _, d := range []string{"0wh", "1s", "1d", "1mo", "1wm", "1wd"} {
		added, err1 := c.Add(at, duration(t, d))
		taken, err2 := c.Sub(at, duration(t, d))
		if err1 != nil || err2 != nil || added.Location() != time.UTC || taken.Location() != time.UTC {
			t.Errorf("%s: got %v (%v) and %v (%v), want UTC", d, added, err1, taken, err2)
		}
	}
}
