package worktime_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/rules/worktime"
)

// windowDays is how long the oracle's windows are.
const windowDays = 30

// windows are where things happen: clocks that skip and repeat an hour, half
// an hour, a midnight and a whole day, and turns of the year.
var windows = []struct{ zone, start string }{
	{"UTC", "2026-02-10"},
	{"Asia/Almaty", "2024-02-15"}, {"Asia/Almaty", "2026-12-15"},
	{"Europe/Moscow", "2025-12-20"},
	{"Europe/Berlin", "2026-03-15"}, {"Europe/Berlin", "2026-10-10"},
	{"America/New_York", "2026-02-25"}, {"America/New_York", "2026-10-18"}, {"America/New_York", "2026-12-20"},
	{"Australia/Lord_Howe", "2026-03-22"}, {"Australia/Lord_Howe", "2026-09-20"},
	{"America/Sao_Paulo", "2018-10-20"}, {"America/Havana", "2026-10-20"},
	{"Pacific/Apia", "2011-12-15"}, {"Asia/Kathmandu", "2025-12-20"},
}

// setting is a calendar and its oracle.
type setting struct {
	def worktime.Definition
	cal *worktime.Calendar
	o   *oracle
}

func drawSetting(t *rapid.T) setting {
	w := rapid.SampledFrom(windows).Draw(t, "window")
	start, _ := time.Parse(time.DateOnly, w.start)
	date := rapid.Custom(func(t *rapid.T) string {
		return start.AddDate(0, 0, rapid.IntRange(-2, windowDays+2).Draw(t, "day")).Format(time.DateOnly)
	})
	def := worktime.Definition{
		Zone: w.zone, Holidays: rapid.SampledFrom([]string{"", "xx"}).Draw(t, "holidays"),
		MovedDays: rapid.Bool().Draw(t, "moved days"), ShortDays: rapid.Bool().Draw(t, "short days"),
		Versions: []worktime.Version{{Week: drawWeek(t)}},
		Days:     rapid.MapOfN(date, rapid.Custom(drawRanges), 0, 4).Draw(t, "days"),
	}
	for _, from := range slices.Sorted(maps.Keys(rapid.MapOfN(date, rapid.Just(true), 0, 2).Draw(t, "versions"))) {
		def.Versions = append(def.Versions, worktime.Version{From: from, Week: drawWeek(t)})
	}
	var h worktime.Holidays
	if def.Holidays != "" {
		h = drawHolidays(t, start)
	}
	cal, err := worktime.Compile(def, h)
	if err != nil {
		t.Fatalf("Compile: %v", err)
	}
	return setting{def, cal, newOracle(start, windowDays, def, h)}
}

func drawWeek(t *rapid.T) map[string][]string {
	week := map[string][]string{}
	for _, day := range []string{"mon", "tue", "wed", "thu", "fri"} {
		week[day] = []string{"09:00-18:00"}
	}
	switch rapid.IntRange(0, 3).Draw(t, "kind of week") {
	case 0:
		return week
	case 1:
		for _, day := range []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"} {
			week[day] = []string{"00:00-24:00"}
		}
	}
	for _, day := range rapid.SliceOfDistinct(rapid.SampledFrom([]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}), rapid.ID).Draw(t, "own days") {
		week[day] = drawRanges(t)
	}
	week[rapid.SampledFrom([]string{"tue", "sat"}).Draw(t, "open")] = []string{"08:30-24:00"}
	return week
}

// drawRanges cuts the day, and perhaps the night after it, into ranges.
func drawRanges(t *rapid.T) []string {
	edges := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) int {
		return rapid.IntRange(0, 23).Draw(t, "hour")*60 + rapid.SampledFrom([]int{0, 0, 0, 30, 59}).Draw(t, "minute")
	}), 0, 6, rapid.ID).Draw(t, "edges")
	slices.Sort(edges)
	list := []string{}
	for i := 0; i+1 < len(edges); i += 2 {
		to := edges[i+1]
		if rapid.IntRange(0, 3).Draw(t, "touches") == 0 && i+2 < len(edges) {
			to = edges[i+2]
		}
		list = append(list, fmt.Sprintf("%02d:%02d-%02d:%02d", edges[i]/60, edges[i]%60, to/60, to%60))
	}
	if len(edges)%2 == 1 {
		last := edges[len(edges)-1]
		end := rapid.SampledFrom([]string{"24:00", "00:00", "06:00", "23:59"}).Draw(t, "night")
		if from := fmt.Sprintf("%02d:%02d", last/60, last%60); from != end {
			list = append(list, from+"-"+end)
		}
	}
	return list
}

// drawHolidays draws country xx around the window.
func drawHolidays(t *rapid.T, start time.Time) worktime.Holidays {
	h := worktime.Holidays{Country: "xx"}
	years := map[int]*worktime.Year{}
	for year := start.Year(); year <= start.AddDate(0, 0, windowDays).Year(); year++ {
		years[year] = &worktime.Year{Country: "xx", Year: year, Source: []worktime.Source{{Title: "drawn"}}}
	}
	kinds := rapid.SliceOfN(rapid.IntRange(0, 9), windowDays, windowDays).Draw(t, "kinds")
	for i, kind := range kinds {
		day := start.AddDate(0, 0, i)
		y, date := years[day.Year()], worktime.DateOf(day.Date())
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		monday := date + 2
		switch {
		case kind == 0 && !weekend && y.Off == nil || kind == 1 && !weekend:
			if n := len(y.Off); n == 0 || y.Off[n-1].Date != date {
				y.Off = append(y.Off, worktime.Off{Date: date, Names: worktime.Names{RU: "день"}, Sure: worktime.Sure})
			}
		case kind <= 3 && day.Weekday() == time.Saturday && monday.Year() == y.Year:
			y.Working = append(y.Working, worktime.Working{Date: date, InsteadOf: monday, Sure: worktime.Likely})
			y.Off = append(y.Off, worktime.Off{Date: monday, Names: worktime.Names{RU: "перенос"}, MovedFrom: date, Sure: worktime.Sure})
			if kind == 3 {
				y.Short = append(y.Short, date)
			}
		case kind == 4 && !weekend && !slices.ContainsFunc(y.Off, func(o worktime.Off) bool { return o.Date == date }):
			y.Short = append(y.Short, date)
		}
	}
	for _, year := range slices.Sorted(maps.Keys(years)) {
		y := years[year]
		for d := worktime.DateOf(year, 1, 1); d.Year() == year; d++ {
			if w := d.Weekday(); w != time.Saturday && w != time.Sunday {
				y.WorkingDays++
			}
		}
		y.WorkingDays += len(y.Working) - len(y.Off)
		h.Years = append(h.Years, *y)
	}
	return h
}

// drawInstant draws an instant well within the window, often a boundary or near
// the turn of the year.
func (s setting) drawInstant(t *rapid.T, label string) time.Time {
	m := rapid.IntRange(2*24*60, (windowDays-4)*24*60).Draw(t, label)
	turn := time.Date(s.o.start.Year()+1, 1, 1, 0, 0, 0, 0, time.UTC)
	if _, ok := s.o.at(turn); ok && rapid.IntRange(0, 2).Draw(t, label+" at the turn of the year") == 0 {
		m = int(turn.Sub(s.o.start)/time.Minute) + rapid.IntRange(-24*60, 24*60).Draw(t, label+" from the turn")
	}
	if rapid.Bool().Draw(t, label+" at an edge") {
		for m+1 < len(s.o.owner) && s.o.owner[m] == s.o.owner[m-1] {
			m++
		}
	}
	return s.o.minute(m).Add(rapid.SampledFrom([]time.Duration{0, 0, 0, 1, -1, time.Second, 29*time.Second + 5e8}).Draw(t, label+" part"))
}

// TestOracleReadsPlainHours keeps the oracle itself honest.
func TestOracleReadsPlainHours(t *testing.T) {
	start, _ := time.Parse(time.DateOnly, "2026-10-10")
	def := worktime.Definition{Zone: "Europe/Berlin", Versions: []worktime.Version{{Week: map[string][]string{"sun": {"01:00-04:00"}}}}}
	o := newOracle(start, windowDays, def, worktime.Holidays{})
	from, to := instant(t, "2026-10-25T00:00:00Z"), instant(t, "2026-10-26T00:00:00Z")
	if got, want := o.measure(from, to), 3*time.Hour; got != want {
		t.Errorf("the part after midnight UTC of a night of 25 hours = %v, want %v", got, want)
	}
}
