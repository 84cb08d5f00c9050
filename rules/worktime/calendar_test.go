package worktime_test

import (
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

// TestACalendarAnswersAlikeFromManyGoroutines asks for years that share a slot
// of the cache, so that tables are lost and built again under the readers.
func TestACalendarAnswersAlikeFromManyGoroutines(t *testing.T) {
	t.Parallel()
	c := compile(t, hours["sud"])
	want := make([]time.Time, 24)
	ask := func(year int) time.Time {
		due, err := c.Add(time.Date(2015+year, 12, 20, 10, 0, 0, 0, time.UTC), worktime.Duration{N: 100, Unit: worktime.WorkingHour})
		if err != nil {
			t.Error(err)
		}
		return due
	}
	for year := range want {
		want[year] = ask(year)
	}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 200 {
				if year := (g + i*7) % len(want); !ask(year).Equal(want[year]) {
					t.Errorf("year %d: another answer", 2015+year)
				}
			}
		})
	}
	wg.Wait()
}

func TestADefinitionMayBeChangedAfterCompile(t *testing.T) {
	t.Parallel()
	def := office("Asia/Almaty", "09:00-18:00", "kz")
	def.Days = map[string][]string{"2026-11-24": {"10:00-11:00"}}
	h, err := worktime.Embedded("kz")
	if err != nil {
		t.Fatal(err)
	}
	c, err := worktime.Compile(def, h)
	if err != nil {
		t.Fatal(err)
	}
	def.Versions[0].Week["mon"][0] = "00:00-24:00"
	def.Days["2026-11-24"][0] = "00:00-24:00"
	for i := range h.Years {
		clear(h.Years[i].Off)
	}
	from, to := instant(t, "2026-12-14T00:00:00+05:00"), instant(t, "2026-12-17T00:00:00+05:00")
	if got := c.Measure(from, to); got != 18*time.Hour {
		t.Errorf("from 14 to 16 December: %v of work, want 18h", got)
	}
}

func TestYearsMayComeInAnyOrder(t *testing.T) {
	t.Parallel()
	h, err := worktime.Embedded("kz")
	if err != nil {
		t.Fatal(err)
	}
	slices.Reverse(h.Years)
	c, err := worktime.Compile(hours["sud"], h)
	if err != nil {
		t.Fatal(err)
	}
	from, to := instant(t, "2023-12-31T19:00:00Z"), instant(t, "2027-12-31T19:00:00Z")
	if got, want := c.Measure(from, to), (249+246+247+247)*(9*time.Hour+30*time.Minute); got != want {
		t.Errorf("four years have %v of work, want %v", got, want)
	}
}

// TestThePackageIsPure keeps out what would make answers depend on the machine.
func TestThePackageIsPure(t *testing.T) {
	t.Parallel()
	out, err := exec.Command("go", "list", "-f", `{{join .Imports "\n"}}`, ".").Output()
	if err != nil {
		t.Skipf("go list: %v", err)
	}
	imports := strings.Fields(string(out))
	zones := false
	for _, name := range imports {
		zones = zones || name == "time/tzdata"
		first, _, _ := strings.Cut(name, "/")
		if strings.Contains(first, ".") || name == "os" || first == "net" || first == "database" || name == "math/rand" {
			t.Errorf("imports %s", name)
		}
	}
	if !zones {
		t.Error("the zone data is not embedded")
	}
}

func TestDatesAreReadAndWrittenAlike(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"0001-01-01", "1969-12-31", "1970-01-01", "2024-02-29", "9999-12-31"} {
		d, err := worktime.ParseDate(text)
		at, _ := time.Parse(time.DateOnly, text)
		if err != nil || d.String() != text || d.Weekday() != at.Weekday() || d.Year() != at.Year() {
			t.Errorf("%s = %v, %v in %d, %v", text, d, d.Weekday(), d.Year(), err)
		}
	}
	for _, text := range []string{"", "2026-2-3", "2026-02-30", "0000-01-01", "2026-01-01T00:00", "10000-01-01"} {
		if d, err := worktime.ParseDate(text); err == nil {
			t.Errorf("%q = %v", text, d)
		}
	}
}
