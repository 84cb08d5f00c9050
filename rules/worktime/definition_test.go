package worktime_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

func TestFaultsOfADefinitionNameTheirField(t *testing.T) {
	t.Parallel()
	const week = `"versions":[{"week":{"mon":["09:00-18:00"]}}]`
	for data, want := range map[string]string{
		`{` + week + `}`:                                                                                `calendar zone: missing: name a zone such as Asia/Almaty`,
		`{"zone":"GMT+6",` + week + `}`:                                                                 `calendar zone: "GMT+6" is an offset, but a zone is meant: name the place, such as Asia/Almaty, because offsets change`,
		`{"zone":"Etc/GMT-5",` + week + `}`:                                                             `calendar zone: "Etc/GMT-5" is an offset, but a zone is meant: name the place, such as Asia/Almaty, because offsets change`,
		`{"zone":"+05:00",` + week + `}`:                                                                `calendar zone: "+05:00" is an offset, but a zone is meant: name the place, such as Asia/Almaty, because offsets change`,
		`{"zone":"Asia/Astana",` + week + `}`:                                                           `calendar zone: "Asia/Astana" is not an IANA zone such as Asia/Almaty`,
		`{"zone":"Local",` + week + `}`:                                                                 `calendar zone: "Local" is not an IANA zone such as Asia/Almaty`,
		`{"zone":"../etc/passwd",` + week + `}`:                                                         `calendar zone: "../etc/passwd" is not an IANA zone such as Asia/Almaty`,
		`{"zone":"EST",` + week + `}`:                                                                   `calendar zone: "EST" is not an IANA zone such as Asia/Almaty`,
		`{"zone":"UTC"}`:                                                                                `calendar versions: missing: a calendar needs at least one week`,
		`{"zone":"UTC","versions":[{"week":{}}]}`:                                                       `calendar versions[0].week: never opens: close single dates under days`,
		`{"zone":"UTC","versions":[{"week":{"mon":[]}}]}`:                                               `calendar versions[0].week: never opens: close single dates under days`,
		`{"zone":"UTC","versions":[{"week":{"monday":["09:00-18:00"]}}]}`:                               `calendar versions[0].week.monday: no such weekday: want one of mon tue wed thu fri sat sun`,
		`{"zone":"UTC","versions":[{"week":{"mon":["9-18"]}}]}`:                                         `calendar versions[0].week.mon[0]: "9-18": want a range such as "09:00-18:00"`,
		`{"zone":"UTC","versions":[{"week":{"mon":["09:00-25:00"]}}]}`:                                  `calendar versions[0].week.mon[0]: "09:00-25:00": want a range such as "09:00-18:00"`,
		`{"zone":"UTC","versions":[{"week":{"mon":["09:00-09:00"]}}]}`:                                  `calendar versions[0].week.mon[0]: "09:00-09:00" is empty: for a whole day write "00:00-24:00"`,
		`{"zone":"UTC","versions":[{"week":{"mon":["24:00-06:00"]}}]}`:                                  `calendar versions[0].week.mon[0]: "24:00-06:00" begins at 24:00: write it under the next day`,
		`{"zone":"UTC","versions":[{"week":{"mon":["09:00-13:00","12:00-18:00"]}}]}`:                    `calendar versions[0].week.mon[1]: "12:00-18:00" overlaps "09:00-13:00"`,
		`{"zone":"UTC","versions":[{"from":"2026-01-01","week":{"mon":["09:00-18:00"]}}]}`:              `calendar versions[0].from: not for the first version: it holds for all days before the second`,
		`{"zone":"UTC","versions":[{"week":{"mon":["09:00-18:00"]}},{"week":{"mon":["09:00-18:00"]}}]}`: `calendar versions[1].from: missing: only the first version has no date`,
		`{"zone":"UTC","versions":[{"week":{"mon":["09:00-18:00"]}},{"from":"2026-02-30","week":{"mon":["09:00-18:00"]}}]}`:                                                      `calendar versions[1].from: "2026-02-30" is not a date such as 2026-11-23`,
		`{"zone":"UTC","versions":[{"week":{"mon":["09:00-18:00"]}},{"from":"2026-02-03","week":{"mon":["09:00-18:00"]}},{"from":"2026-02-03","week":{"mon":["09:00-18:00"]}}]}`: `calendar versions[2].from: 2026-02-03 is not after 2026-02-03 of the version before`,
		`{"zone":"UTC",` + week + `,"days":{"26.10.2026":[]}}`:           `calendar days.26.10.2026: "26.10.2026" is not a date such as 2026-11-23`,
		`{"zone":"UTC",` + week + `,"days":{"2026-10-26":null}}`:         `calendar days.2026-10-26: missing: write [] for a closed day`,
		`{"zone":"UTC",` + week + `,"days":{"2026-10-26":["10:00"]}}`:    `calendar days.2026-10-26[0]: "10:00": want a range such as "09:00-18:00"`,
		`{"zone":"UTC",` + week + `,"hours":"09:00-18:00"}`:              `calendar: json: unknown field "hours"`,
		`{"zone":"UTC",` + week + `}{}`:                                  `calendar: more than one JSON value`,
		`{"zone":"UTC","versions":[{"week":{"mon":["x"],"tue":["y"]}}]}`: "calendar versions[0].week.mon[0]: \"x\": want a range such as \"09:00-18:00\"\ncalendar versions[0].week.tue[0]: \"y\": want a range such as \"09:00-18:00\"",
	} {
		if _, err := worktime.ParseDefinition([]byte(data)); err == nil || err.Error() != want {
			t.Errorf("%s\n got %v\nwant %s", data, err, want)
		}
	}
}

func TestHolidaysMustBeOfTheCountryNamed(t *testing.T) {
	t.Parallel()
	kz, err := worktime.Embedded("kz")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		names string
		given worktime.Holidays
	}{{"", kz}, {"ru", kz}, {"kz", worktime.Holidays{}}} {
		if _, err := worktime.Compile(office("UTC", "09:00-18:00", c.names), c.given); err == nil || !strings.Contains(err.Error(), "calendar holidays: ") {
			t.Errorf("a calendar naming %q with data of %q: %v, want an error", c.names, c.given.Country, err)
		}
	}
	kz.Years[1].WorkingDays--
	if _, err := worktime.Compile(office("UTC", "09:00-18:00", "kz"), kz); err == nil {
		t.Error("a year with a wrong checksum was taken")
	}
}

func TestVersionsChangeOnTheirLocalDate(t *testing.T) {
	t.Parallel()
	def := office("Asia/Almaty", "09:00-18:00", "")
	def.Versions = append(def.Versions, worktime.Version{From: "2026-11-24", Week: map[string][]string{"mon": {"10:00-12:00"}, "tue": {"10:00-12:00"}}})
	c := compile(t, def)
	got := c.Intervals(instant(t, "2026-11-23T00:00:00+05:00"), instant(t, "2026-12-01T00:00:00+05:00"))
	want := []string{"2026-11-23T09:00:00+05:00", "2026-11-24T10:00:00+05:00", "2026-11-30T10:00:00+05:00"}
	if len(got) != len(want) {
		t.Fatalf("openings %v, want them at %v", got, want)
	}
	for i := range want {
		if !got[i].From.Equal(instant(t, want[i])) {
			t.Errorf("opening %d at %v, want %s", i, got[i].From, want[i])
		}
	}
}

func TestOwnDaysWinOverHolidays(t *testing.T) {
	t.Parallel()
	def := office("Asia/Almaty", "09:00-18:00", "kz")
	def.Days = map[string][]string{"2026-12-16": {"10:00-12:00"}, "2026-12-17": {}, "2026-12-19": {"09:00-10:00"}}
	c := compile(t, def)
	for day, want := range map[string]time.Duration{"16": 2 * time.Hour, "17": 0, "18": 9 * time.Hour, "19": time.Hour} {
		from := instant(t, "2026-12-"+day+"T00:00:00+05:00")
		if got := c.Measure(from, from.Add(24*time.Hour)); got != want {
			t.Errorf("%s December: %v of work, want %v", day, got, want)
		}
	}
}

func TestShortDaysCloseAnHourEarlier(t *testing.T) {
	t.Parallel()
	def := withMoved(office("Europe/Moscow", "09:00-18:00", "ru"))
	long := compile(t, def)
	def.ShortDays = true
	def.Versions[0].Week["tue"] = []string{"09:00-13:00", "17:00-18:00"}
	short := compile(t, def)
	for day, want := range map[string][2]time.Duration{
		"2026-11-03": {9 * time.Hour, 4 * time.Hour}, // a Tuesday: its last range is all of the hour
		"2026-11-02": {9 * time.Hour, 9 * time.Hour}, // not short
		"2024-11-02": {9 * time.Hour, 4 * time.Hour}, // a Saturday, worked for a Tuesday, and short
		"2024-04-27": {9 * time.Hour, 9 * time.Hour}, // a Saturday, worked for a Monday, not short
	} {
		from := instant(t, day+"T00:00:00+03:00")
		if a, b := long.Measure(from, from.Add(24*time.Hour)), short.Measure(from, from.Add(24*time.Hour)); a != want[0] || b != want[1] {
			t.Errorf("%s: %v, and %v with short days, want %v", day, a, b, want)
		}
	}
}

func TestADefinitionSurvivesJSON(t *testing.T) {
	t.Parallel()
	def := hours["sud"]
	def.Days = map[string][]string{"2026-08-10": {}}
	data, err := json.Marshal(def)
	if err != nil {
		t.Fatal(err)
	}
	back, err := worktime.ParseDefinition(data)
	if again, _ := json.Marshal(back); err != nil || string(again) != string(data) {
		t.Errorf("got %s, %v, want %s", again, err, data)
	}
}

func TestWhatIsOutOfReachIsAnErrorNotALoop(t *testing.T) {
	t.Parallel()
	c := compile(t, worktime.Definition{Zone: "UTC", Versions: []worktime.Version{{Week: map[string][]string{"mon": {"09:00-09:01"}}}}})
	at := instant(t, "2026-11-23T09:00:00Z")
	for _, d := range []string{"100wh", "5300wd"} {
		if got, err := c.Add(at, duration(t, d)); !errors.Is(err, worktime.ErrTooFar) {
			t.Errorf("+%s = %v, %v, want ErrTooFar", d, got, err)
		}
		if got, err := c.Sub(at, duration(t, d)); !errors.Is(err, worktime.ErrTooFar) {
			t.Errorf("-%s = %v, %v, want ErrTooFar", d, got, err)
		}
	}
	for _, far := range []time.Time{{}, time.Unix(-1<<62, 0), time.Unix(1<<62, 0), time.Date(9999, 12, 31, 23, 0, 0, 0, time.UTC)} {
		_, err1 := c.Add(far, duration(t, "1wh"))
		_, err2 := c.Sub(far, duration(t, "1d"))
		_, err3 := c.NextOpen(far)
		_, err4 := c.Resume(far, worktime.Remaining{Seconds: 1, Working: true})
		for _, err := range []error{err1, err2, err3, err4} {
			if !errors.Is(err, worktime.ErrTooFar) {
				t.Errorf("at %v: %v, want ErrTooFar", far, err)
			}
		}
		if c.Open(far) {
			t.Errorf("open at %v", far)
		}
	}
	if got, want := c.Measure(time.Time{}, time.Unix(1<<62, 0)), 5217*time.Minute; got != want {
		t.Errorf("all time has %v of work, want the %v of its first 100 years", got, want)
	}
}
