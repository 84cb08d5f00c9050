package worktime_test

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/rules/worktime"
)

func TestEmbeddedYearsAddUpToThePublishedSums(t *testing.T) {
	t.Parallel()
	want := map[string]map[int]int{
		"kz": {2024: 249, 2025: 246, 2026: 247, 2027: 247},
		"ru": {2024: 248, 2025: 247, 2026: 247, 2027: 247},
	}
	for country, sums := range want {
		h, err := worktime.Embedded(country)
		if err != nil {
			t.Fatal(err)
		}
		if len(h.Years) != len(sums) {
			t.Errorf("%s has %d years, want %d", country, len(h.Years), len(sums))
		}
		def := withMoved(office("Asia/Almaty", "09:00-10:00", country))
		c := compile(t, def)
		for _, y := range h.Years {
			if y.WorkingDays != sums[y.Year] {
				t.Errorf("%s-%d says %d working days, want %d", country, y.Year, y.WorkingDays, sums[y.Year])
			}
			from, to := worktime.DateOf(y.Year, 1, 1), worktime.DateOf(y.Year+1, 1, 1)
			zone := c.Location()
			hours := c.Measure(midnight(from, zone), midnight(to, zone)).Hours()
			if int(hours) != sums[y.Year] {
				t.Errorf("%s-%d: a calendar of one hour a day has %v hours, want %d", country, y.Year, hours, sums[y.Year])
			}
		}
	}
	if _, err := worktime.Embedded("xx"); err == nil {
		t.Error("a country without files was found")
	}
	if _, err := worktime.Embedded("*"); err == nil {
		t.Error("two countries at once were found")
	}
}

func TestEmbeddedNamesAreCompleteAndDatesKnown(t *testing.T) {
	t.Parallel()
	off := map[string]map[string]worktime.Off{}
	for _, country := range []string{"kz", "ru"} {
		h, err := worktime.Embedded(country)
		if err != nil {
			t.Fatal(err)
		}
		off[country] = map[string]worktime.Off{}
		for _, y := range h.Years {
			for _, o := range y.Off {
				off[country][o.Date.String()] = o
				if o.Names.EN == "" || o.Names.KK == "" && country == "kz" {
					t.Errorf("%s %s lacks a name: %+v", country, o.Date, o.Names)
				}
			}
		}
	}
	for _, c := range []struct{ country, date, ru, moved, sure string }{
		{"kz", "2024-05-08", "Перенос дня отдыха", "2024-05-04", "sure"},
		{"kz", "2026-10-26", "День Республики Казахстан", "2026-10-25", "sure"},
		{"kz", "2026-12-16", "День Независимости", "", "sure"},
		{"kz", "2026-08-31", "", "", ""},
		{"kz", "2024-06-17", "", "", ""},
		{"kz", "2027-05-17", "", "", ""},
		{"kz", "2027-01-04", "Новый год", "2027-01-02", "likely"},
		{"ru", "2026-11-04", "День народного единства", "", "sure"},
		{"ru", "2026-12-31", "Перенос выходного дня", "2026-01-04", "sure"},
		{"ru", "2027-11-05", "Перенос выходного дня", "2027-01-02", "sure"},
	} {
		o := off[c.country][c.date]
		moved := ""
		if o.MovedFrom != 0 {
			moved = o.MovedFrom.String()
		}
		if o.Names.RU != c.ru || moved != c.moved || string(o.Sure) != c.sure {
			t.Errorf("%s %s = %+v, want %+v", c.country, c.date, o, c)
		}
	}
}

func TestAYearIsReadStrictly(t *testing.T) {
	t.Parallel()
	good, err := os.ReadFile("holidays/ru-2024.json")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := worktime.ParseYear(good); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{`"year": 2024`, `"year": 2024, "extra": 1`, `holidays: json: unknown field "extra"`},
		{`"working_days": 248`, `"working_days": 249`, `holidays ru-2024: working_days: says 249, but the lists make it 248`},
		{`"country": "ru"`, `"country": ""`, `holidays -2024: country: missing`},
		{`"date": "2024-01-02"`, `"date": "2024-01-01"`, `holidays ru-2024: off[1].date: 2024-01-01 is not after 2024-01-01 before it`},
		{`"date": "2024-01-01"`, `"date": "2023-01-01"`, `holidays ru-2024: off[0].date: 2023-01-01 is not in 2024`},
		{`"date": "2024-01-01"`, `"date": "1 января"`, `holidays: "1 января" is not a date such as 2026-11-23`},
		{`"ru": "День России"`, `"ru": ""`, `holidays ru-2024: off[13].names.ru: missing`},
		{`"sure": "sure"`, `"sure": "maybe"`, `holidays ru-2024: off[0].sure: "maybe": want sure, likely or unsure`},
		{`"moved_from": "2024-04-27"`, `"moved_from": "2024-04-29"`, `holidays ru-2024: off[8].moved_from: the day itself` + "\n" + `working[0].instead_of: 2024-04-29 is not off as moved from 2024-04-27`},
		{`"instead_of": "2024-04-29"`, `"instead_of": "2024-04-28"`, `holidays ru-2024: working[0].instead_of: 2024-04-28 is a weekend day and has no hours to lend`},
		{`"instead_of": "2024-04-29"`, `"instead_of": "2021-04-29"`, `holidays ru-2024: working[0].instead_of: missing or far from 2024`},
		{`{"date": "2024-04-27"`, `{"date": "2024-04-26"`, `holidays ru-2024: working[0].date: 2024-04-26 is not a weekend day`},
		{`["2024-02-22"`, `["2024-02-23"`, `holidays ru-2024: short[0]: 2024-02-23 is not a working day`},
		{`"source": [`, `"source": [{"title": ""},`, `holidays ru-2024: source[0].title: missing`},
	} {
		data := strings.Replace(string(good), c.old, c.new, 1)
		if data == string(good) {
			t.Fatalf("%s is not in the file", c.old)
		}
		if _, err := worktime.ParseYear([]byte(data)); err == nil || err.Error() != c.want {
			t.Errorf("%s for %s:\n got %v\nwant %s", c.new, c.old, err, c.want)
		}
	}
}

func TestDigestFollowsTheContentAlone(t *testing.T) {
	t.Parallel()
	h := worktime.Holidays{Country: "xx", Years: []worktime.Year{
		{Country: "xx", Year: 2026, WorkingDays: 260, Source: []worktime.Source{{Title: "<law>"}}, Off: []worktime.Off{
			{Date: worktime.DateOf(2026, 1, 1), Names: worktime.Names{RU: "Новый год"}, Sure: worktime.Sure}}},
		{Country: "xx", Year: 2027, WorkingDays: 261, Source: []worktime.Source{{Title: "law"}}},
	}}
	if err := h.Check(); err != nil {
		t.Fatal(err)
	}
	// Recorded decisions name this digest: a change of the encoding breaks them.
	const want = "85297ee8ef16fd250644ec01c583f40e9edbcabadbcb2ecb32ff848c3025ff98"
	if got := h.Digest(); got != want {
		t.Errorf("digest %s, want %s", got, want)
	}
	data, _ := json.Marshal(h)
	var back worktime.Holidays
	if err := json.Unmarshal(data, &back); err != nil || back.Digest() != want {
		t.Errorf("the digest after JSON is %s, %v", back.Digest(), err)
	}
	slices.Reverse(h.Years)
	if got := h.Digest(); got != want || h.Years[0].Year != 2027 {
		t.Errorf("the digest of the years reversed is %s, or they were moved", got)
	}
	h.Years[0].Notes = []worktime.Note{{Text: "n"}}
	if h.Digest() == want {
		t.Error("a note does not change the digest")
	}
}
