package worktime_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

func FuzzParseDuration(f *testing.F) {
	for _, seed := range []string{"3wh", "0s", "2mo", "-1d", "03h", "36525wd", "99999999999999999999s", "wh", `{"n":3,"u":"wh"}`, `"3wh"`, `{"n":1e2,"u":"s"}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if d, err := worktime.ParseDuration(text); err == nil && (d.String() != text || d.Valid() != nil) {
			t.Errorf("ParseDuration(%q) = %v, valid: %v", text, d, d.Valid())
		}
		var d, back worktime.Duration
		if json.Unmarshal([]byte(text), &d) != nil || text == "null" {
			return
		}
		data, err := json.Marshal(d)
		if err != nil || json.Unmarshal(data, &back) != nil || back != d {
			t.Errorf("%q decodes to %v, which encodes to %s, %v, and decodes to %v", text, d, data, err, back)
		}
	})
}

func FuzzDefinition(f *testing.F) {
	for _, seed := range []string{
		`{"zone":"Asia/Almaty","versions":[{"week":{"mon":["09:00-18:00"]}}]}`,
		`{"zone":"Europe/Berlin","versions":[{"week":{"sun":["02:00-03:00"]}},{"from":"2026-01-01","week":{"sat":["22:00-06:00","00:00-01:00"]}}],"days":{"2026-12-31":["09:00-24:00"],"2027-01-01":[]}}`,
		`{"zone":"GMT+6","versions":[{"week":{"mon":["24:00-25:00"]}}]}`,
		`{"zone":"Pacific/Apia","versions":[{"week":{"fri":["00:00-24:00"]}}],"holidays":"kz","moved_days":true,"short_days":true}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		def, err := worktime.ParseDefinition(data)
		if err != nil {
			return
		}
		def.Holidays = ""
		c, err := worktime.Compile(def, worktime.Holidays{})
		if err != nil {
			t.Fatalf("read, but not compiled: %v", err)
		}
		at := time.Date(2026, 3, 28, 12, 0, 0, 0, time.UTC)
		due, err := c.Add(at, worktime.Duration{N: 10, Unit: worktime.WorkingMinute})
		if err == nil && c.Measure(at, due) != 10*time.Minute {
			t.Errorf("10wm measure %v", c.Measure(at, due))
		}
		if _, err := c.Prove(at, worktime.Duration{N: 3, Unit: worktime.WorkingDay}, nil); err != nil {
			t.Logf("no third working day: %v", err)
		}
	})
}

func FuzzParseYear(f *testing.F) {
	f.Add([]byte(`{"country":"xx","year":2026,"working_days":260,"off":[{"date":"2026-01-01","names":{"ru":"Новый год"},"sure":"sure"}],"source":[{"title":"law"}]}`))
	f.Add([]byte(`{"country":"xx","year":2026,"working":[{"date":"2026-01-03","instead_of":"2026-01-02","sure":"likely"}],"short":["2026-01-03"]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		y, err := worktime.ParseYear(data)
		if err != nil {
			return
		}
		again, err := json.Marshal(y)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := worktime.ParseYear(again); err != nil {
			t.Errorf("%s was read, but not its own encoding %s: %v", data, again, err)
		}
	})
}
