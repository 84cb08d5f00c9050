package plan

import (
	"time"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

func add(reg *rules.Regulation, calendar string, from time.Time, d worktime.Duration) (time.Time, error) {
	cal, err := calendarOf(reg, calendar)
	if err != nil {
		return from, err
	}
	at, err := cal.Add(from, d)
	return at.UTC(), err
}

// definition is the calendar with an id; where none is named, the regulation's
// first.
func definition(reg *rules.Regulation, id string) *worktime.Definition {
	for i := range reg.Calendars {
		if c := &reg.Calendars[i]; id == "" || c.ID == id {
			return &c.Definition
		}
	}
	return nil
}

func calendarOf(reg *rules.Regulation, id string) (*worktime.Calendar, error) {
	if id == "" && len(reg.Calendars) > 0 {
		id = reg.Calendars[0].ID
	}
	if cal, ok := reg.Calendar(id); ok {
		return cal, nil
	}
	return worktime.Compile(byTheClock, worktime.Holidays{})
}

// byTheClock is for regulations without a calendar: UTC, open day and night.
var byTheClock = worktime.Definition{Zone: "UTC", Versions: []worktime.Version{{Week: map[string][]string{"mon": {"00:00-24:00"}}}}}
