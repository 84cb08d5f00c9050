package webform

import (
	"encoding/json"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// hours tells when the company works: its week, and whether it is open now or
// when next. It is empty for a regulation without a calendar.
type hours struct {
	Week string
	Now  string
	Open bool
}

func (v *visit) hours() hours {
	if len(v.reg.Calendars) == 0 {
		return hours{}
	}
	item := &v.reg.Calendars[0]
	cal, ok := v.reg.Calendar(item.ID)
	if !ok {
		return hours{}
	}
	h := hours{Open: cal.Open(v.now), Week: v.week(item, cal)}
	if h.Open {
		h.Now = v.openNow(cal)
		return h
	}
	if next, err := cal.NextOpen(v.now); err == nil {
		h.Now = v.T("closed", "next", v.when(next.In(cal.Location())))
	}
	return h
}

func (v *visit) openNow(cal *worktime.Calendar) string {
	const far = 8 * 24 * time.Hour
	open := cal.Intervals(v.now, v.now.Add(far))
	if len(open) == 0 || open[0].To.Sub(v.now) >= far {
		return v.T("open_247")
	}
	local := open[0].To.In(cal.Location())
	if sameDay(local.Add(-time.Second), v.now.In(cal.Location())) {
		return v.T("open_now", "until", clockTime(local))
	}
	return v.T("open_now", "until", v.when(local))
}

// clockTime writes midnight at the end of a day as 24:00.
func clockTime(t time.Time) string {
	if s := t.Format("15:04"); s != "00:00" {
		return s
	}
	return "24:00"
}

// when writes an instant near enough for a visitor.
func (v *visit) when(t time.Time) string {
	today := v.now.In(t.Location())
	switch {
	case sameDay(t, today):
		return v.T("today", "time", t.Format("15:04"))
	case sameDay(t, today.AddDate(0, 0, 1)):
		return v.T("tomorrow", "time", t.Format("15:04"))
	}
	return rules.FormatTime(t, v.lang())
}

func sameDay(a, b time.Time) bool {
	return a.Year() == b.Year() && a.YearDay() == b.YearDay()
}

// week writes the hours of an ordinary week: "Mon–Fri 09:00–18:00".
func (v *visit) week(item *rules.Calendar, cal *worktime.Calendar) string {
	raw, err := json.Marshal(item.Definition)
	if err != nil {
		return ""
	}
	def, err := worktime.ParseDefinition(raw)
	if err != nil {
		return ""
	}
	week := def.Versions[0].Week
	today := v.now.In(cal.Location()).Format(time.DateOnly)
	for _, version := range def.Versions[1:] {
		if version.From <= today {
			week = version.Week
		}
	}
	zone := cities[def.Zone].In(v.lang())
	if zone == "" {
		zone = def.Zone[strings.LastIndexByte(def.Zone, '/')+1:]
	}
	return v.T("hours", "week", writeWeek(week, v.lang()), "zone", zone)
}

// writeWeek joins neighbouring days that have the same hours.
func writeWeek(week map[string][]string, lang string) string {
	names := weekdays[lang]
	var parts []string
	for from := 0; from < 7; {
		spans := week[dayKeys[from]]
		to := from
		for to+1 < 7 && slices.Equal(week[dayKeys[to+1]], spans) {
			to++
		}
		days := names[from]
		if to > from {
			days += "–" + names[to]
		}
		if len(spans) > 0 {
			parts = append(parts, days+"\u00a0"+strings.ReplaceAll(strings.Join(spans, ", "), "-", "–"))
		}
		from = to + 1
	}
	return strings.Join(parts, "; ")
}

var dayKeys = [7]string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
