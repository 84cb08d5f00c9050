package worktime_test

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

// oracle answers by looking at every minute of a window. It shares no code and
// no idea with the package: hours are minutes that a date claims, and wall
// times are found by reading every clock.
type oracle struct {
	start time.Time
	zone  *time.Location
	walls []string // what the zone's clocks show in each minute
	owner []string // the date that claims each minute, "" when closed
	dates []string // the dates that claim at least one minute, in order
}

const wallForm = "2006-01-02T15:04"

var wallCache sync.Map // window -> []string

func newOracle(start time.Time, days int, def worktime.Definition, h worktime.Holidays) *oracle {
	zone, err := time.LoadLocation(def.Zone)
	if err != nil {
		panic(err)
	}
	o := &oracle{start: start, zone: zone}
	key := fmt.Sprint(start, days, def.Zone)
	if cached, ok := wallCache.Load(key); ok {
		o.walls = cached.([]string)
	} else {
		for m := range days * 24 * 60 {
			o.walls = append(o.walls, o.minute(m).In(zone).Format(wallForm))
		}
		wallCache.Store(key, o.walls)
	}
	o.owner = make([]string, len(o.walls))
	first, _ := time.Parse(time.DateOnly, o.walls[0][:10])
	for d := -1; d <= days+1; d++ {
		o.claim(first.AddDate(0, 0, d), def, h)
	}
	for _, date := range o.owner {
		if date != "" && (len(o.dates) == 0 || o.dates[len(o.dates)-1] != date) {
			o.dates = append(o.dates, date)
		}
	}
	return o
}

func (o *oracle) minute(m int) time.Time { return o.start.Add(time.Duration(m) * time.Minute) }

// claim marks the minutes of one date that no earlier date has.
func (o *oracle) claim(day time.Time, def worktime.Definition, h worktime.Holidays) {
	date := day.Format(time.DateOnly)
	for _, r := range rangesOf(day, def, h) {
		from, to, _ := strings.Cut(r, "-")
		end := date + "T" + to
		if to == "24:00" {
			end = day.AddDate(0, 0, 1).Format(time.DateOnly) + "T00:00"
		} else if to <= from {
			end = day.AddDate(0, 0, 1).Format(time.DateOnly) + "T" + to
		}
		for m, stop := o.firstAt(date+"T"+from), o.firstAt(end); m < stop; m++ {
			if o.owner[m] == "" {
				o.owner[m] = date
			}
		}
	}
}

// firstAt is the first minute whose clocks show a wall time or a later one. It
// starts to look two days ahead, which is more than any zone is away from UTC.
func (o *oracle) firstAt(wall string) int {
	day, _ := time.Parse(time.DateOnly, wall[:10])
	m := max(0, int(day.Sub(o.start)/time.Minute)-2*24*60)
	for m < len(o.walls) && o.walls[m] < wall {
		m++
	}
	return min(m, len(o.walls))
}

// rangesOf reads the definition as a person would.
func rangesOf(day time.Time, def worktime.Definition, h worktime.Holidays) []string {
	date := day.Format(time.DateOnly)
	if own, ok := def.Days[date]; ok {
		return own
	}
	week := map[string][]string{}
	for _, v := range def.Versions {
		if v.From == "" || v.From <= date {
			week = v.Week
		}
	}
	name := func(t time.Time) string { return strings.ToLower(t.Weekday().String()[:3]) }
	list := week[name(day)]
	for _, y := range h.Years {
		for _, off := range y.Off {
			if off.Date.String() == date {
				return nil
			}
			onWeekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
			if onWeekend && off.MovedFrom.String() == date && !slices.ContainsFunc(h.Years, func(y worktime.Year) bool {
				return slices.ContainsFunc(y.Working, func(w worktime.Working) bool { return w.Date.String() == date })
			}) {
				return nil
			}
		}
		for _, w := range y.Working {
			if instead, _ := time.Parse(time.DateOnly, w.InsteadOf.String()); def.MovedDays && w.Date.String() == date && len(week[name(instead)]) > 0 {
				list = week[name(instead)]
			}
		}
	}
	for _, y := range h.Years {
		for _, s := range y.Short {
			if def.ShortDays && s.String() == date {
				return hourLess(list)
			}
		}
	}
	return list
}

// hourLess drops the last hour before the day's closing, counting the minutes
// since the day's midnight.
func hourLess(list []string) []string {
	var minutes [48 * 60]bool
	last := 0
	for _, r := range list {
		var fh, fm, th, tm int
		fmt.Sscanf(r, "%d:%d-%d:%d", &fh, &fm, &th, &tm)
		from, to := fh*60+fm, th*60+tm
		if to <= from {
			to += 24 * 60
		}
		for m := from; m < to; m++ {
			minutes[m] = true
			last = max(last, m+1)
		}
	}
	var out []string
	for m := 0; m < last-60; m++ {
		if !minutes[m] {
			continue
		}
		to := m + 1
		if to > 24*60 {
			to -= 24 * 60
		}
		from := m
		if from >= 24*60 {
			continue // kept by the range that began before midnight
		}
		out = append(out, fmt.Sprintf("%02d:%02d-%02d:%02d", from/60, from%60, to/60, to%60))
	}
	if last-60 > 24*60 {
		out = append(out, fmt.Sprintf("23:59-%02d:%02d", (last-60)/60%24, (last-60)%60))
	}
	return out
}
