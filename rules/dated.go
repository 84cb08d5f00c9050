package rules

import (
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// edge says which end of a day a bare date means.
type edge bool

const (
	firstOpening edge = false
	lastOpening  edge = true // the end of the day's last opening
)

// dated is the instant that a field or input of the ticket names: one with its
// time of day, or a date, which means the calendar's hours of that day.
func (r *run) dated(ref Ref, calendar string, e edge) (time.Time, bool) {
	switch v := r.lookup(ref.Path).(type) {
	case int64:
		return engine.FromMicros(v), true
	case string:
		if at, err := r.reg.parseDateTime(v); err == nil {
			return at.UTC(), true
		}
		cal := r.reg.CalendarFor(calendar)
		if day, err := time.ParseInLocation(time.DateOnly, v, cal.Location()); err == nil {
			return edgeOf(cal, day, e), true
		}
	}
	return time.Time{}, false
}

// edgeOf is where work begins or ends on a day. On a day without work it begins
// with the next opening, and ends with the day itself.
func edgeOf(cal *worktime.Calendar, day time.Time, e edge) time.Time {
	next := day.AddDate(0, 0, 1)
	openings := cal.Intervals(day, next)
	switch {
	case len(openings) > 0 && e == lastOpening:
		return openings[len(openings)-1].To.UTC()
	case len(openings) > 0:
		return openings[0].From.UTC()
	case e == lastOpening:
		return next.UTC()
	}
	if at, err := cal.NextOpen(day); err == nil {
		return at.UTC()
	}
	return day.UTC()
}

// checkDate says what is wrong with a date that must lie ahead, or within a
// calendar's hours. A date means its whole day.
func (r *run) checkDate(f *Field, value any) *engine.Problem {
	s, _ := value.(string)
	if s == "" || !f.Future && f.Open == "" {
		return nil
	}
	if f.Kind == KindDate {
		return r.checkDay(f, s)
	}
	at, err := r.reg.parseDateTime(s)
	switch {
	case err != nil:
		return nil
	case f.Future && !at.After(r.at()):
		return &engine.Problem{Code: "past"}
	case f.Open != "" && !r.reg.CalendarFor(f.Open).Open(at):
		return &engine.Problem{Code: "day_off"}
	}
	return nil
}

func (r *run) checkDay(f *Field, s string) *engine.Problem {
	day, err := time.ParseInLocation(time.DateOnly, s, r.reg.Zone())
	switch {
	case err != nil:
		return nil
	case f.Future && !day.AddDate(0, 0, 1).After(r.at()):
		return &engine.Problem{Code: "past"}
	case f.Open != "" && len(r.reg.CalendarFor(f.Open).Intervals(day, day.AddDate(0, 0, 1))) == 0:
		return &engine.Problem{Code: "day_off"}
	}
	return nil
}

// defaultDates fills in dates whose default is a length: so long from now.
func (r *run) defaultDates(fields []*Field, values engine.Fields) engine.Fields {
	out := values
	for _, f := range fields {
		if present(values[f.ID]) || f.Kind != KindDate && f.Kind != KindDateTime {
			continue
		}
		if at := r.reg.DefaultDate(f, r.at()); at != "" {
			if len(out) == len(values) {
				out = engine.Fields{}
				for k, v := range values {
					out[k] = v
				}
			}
			out[f.ID] = at
		}
	}
	return out
}

// DefaultDate is the default of a date field at an instant, in the form that the
// field takes, or "". A default such as "5wd" means that much later.
func (reg *Regulation) DefaultDate(f *Field, now time.Time) string {
	s, _ := f.Default.(string)
	d, err := worktime.ParseDuration(s)
	if err != nil {
		return s
	}
	at, err := reg.addTime(f.Open, now, d)
	if err != nil {
		return ""
	}
	if f.Kind == KindDate {
		return at.In(reg.Zone()).Format(time.DateOnly)
	}
	return at.In(reg.Zone()).Format("2006-01-02T15:04")
}
