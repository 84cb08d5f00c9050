package live

import (
	"context"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A legend explains what the cards of a board hold only by its id: the names of
// values, and the hours that deadlines are counted in. It is the active
// edition's, as of the snapshot; a value that it lacks is shown by its id.
type legend struct {
	Names map[string][]Named `json:"names"` // by facet, in the order of the regulation
	Hours map[string]hours   `json:"hours"` // by calendar
}

// Named is a value and what people call it.
type Named struct {
	ID    string `json:"id"`
	Label string `json:"label"`
}

// hours are when a calendar is open, between two instants. All are seconds since
// 1970, so that a client counts working time by adding.
type hours struct {
	From  int64      `json:"from"`
	Until int64      `json:"until"`
	Open  [][2]int64 `json:"open"`
}

// A board is open for days: it knows the hours of the past week, for what is
// overdue, and of the coming weeks.
const (
	hoursBefore = 14 * 24 * time.Hour
	hoursAhead  = 42 * 24 * time.Hour
)

func (s *store) legend(ctx context.Context, tenant engine.TenantID, reg *rules.Regulation, lang string, now time.Time) legend {
	l := legend{Names: map[string][]Named{}, Hours: map[string]hours{}}
	if s.people != nil {
		people, companies, err := s.people(ctx, tenant)
		if err != nil {
			s.logger.Error("the directory could not be read", "tenant", tenant, "error", err)
		}
		l.put("assignee", people)
		l.put("company", companies)
	}
	if reg == nil {
		return l
	}
	for i := range reg.Types {
		l.add("type", reg.Types[i].ID, reg.Types[i].Label.In(lang, reg.Lang))
	}
	for i := range reg.Levels {
		l.add("level", reg.Levels[i].ID, reg.Levels[i].Label.In(lang, reg.Lang))
	}
	for i := range reg.Queues {
		l.add("queue", reg.Queues[i].ID, reg.Queues[i].Label.In(lang, reg.Lang))
	}
	for i := range reg.Fields {
		if f := &reg.Fields[i]; f.ID == "priority" {
			for _, o := range reg.Options(f, lang) {
				l.add("priority", o.ID, o.Label)
			}
		}
	}
	for i := range reg.Calendars {
		l.Hours[reg.Calendars[i].ID] = hoursOf(reg, reg.Calendars[i].ID, now)
	}
	return l
}

func (l *legend) put(facet string, values []Named) {
	if len(values) > 0 {
		l.Names[facet] = values
	}
}

func (l *legend) add(facet, id, label string) {
	l.Names[facet] = append(l.Names[facet], Named{ID: id, Label: label})
}

func hoursOf(reg *rules.Regulation, calendar string, now time.Time) hours {
	from, until := now.Add(-hoursBefore), now.Add(hoursAhead)
	h := hours{From: from.Unix(), Until: until.Unix(), Open: [][2]int64{}}
	for _, in := range reg.CalendarFor(calendar).Intervals(from, until) {
		h.Open = append(h.Open, [2]int64{in.From.Unix(), in.To.Unix()})
	}
	return h
}
