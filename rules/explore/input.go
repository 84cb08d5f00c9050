package explore

import (
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Addresses that nobody has.
const (
	customerAddress = "customer@client.example"
	personalAddress = "customer@gmail.com"
)

// minuteLayout is how forms write instants, in the regulation's zone.
const minuteLayout = "2006-01-02T15:04"

// pen fills fields in, for someone, at some time.
type pen struct {
	*player
	now time.Time
	// facts are what is known about whoever fills them in.
	facts engine.Fields
	// other is the number of another ticket, if there is one.
	other string
}

// value is a value that a field should take, or nil if there is none.
func (w *pen) value(f *rules.Field) any {
	if choices := w.reg.Choices(f, w.facts); len(choices) > 0 {
		return choices[0]
	}
	switch f.Kind {
	case rules.KindBool:
		return true
	case rules.KindFiles:
		return []any{map[string]any{"blob": "blob-page.pdf", "name": "page.pdf"}}
	case rules.KindDate:
		return w.ahead(f).Format(time.DateOnly)
	case rules.KindDateTime:
		return w.ahead(f).Format(minuteLayout)
	case rules.KindTicket:
		if w.other == "" {
			return nil
		}
		return w.other
	case rules.KindPerson:
		if len(w.dir.Principals) > 0 {
			return w.dir.Principals[0].ID
		}
		return "staff-" + w.actors()[0]
	}
	if options := w.reg.Options(f, w.reg.Lang); len(options) > 0 {
		if f.Many {
			return []any{options[0].ID}
		}
		return options[0].ID
	}
	return w.text(f)
}

// ahead is a time that lies ahead, within the hours of the field's calendar.
func (w *pen) ahead(f *rules.Field) time.Time {
	at := w.now.Add(24 * time.Hour).In(w.reg.Zone())
	if next, err := w.reg.CalendarFor(f.Open).NextOpen(at); err == nil {
		return next.In(w.reg.Zone())
	}
	return at
}

// gone is the value for a time that lies a week behind.
func (w *pen) gone(f *rules.Field) any {
	at := w.ahead(f).AddDate(0, 0, -7)
	if f.Kind == rules.KindDate {
		return at.Format(time.DateOnly)
	}
	return at.Format(minuteLayout)
}

// text is a text that a field should take: one of those that the catalogue
// itself gives, or what its format demands.
func (p *player) text(f *rules.Field) string {
	switch f.Format {
	case "email":
		return customerAddress
	case "phone":
		return "+77051006343"
	case "iin":
		return "880101300123"
	}
	if f.Pattern != "" {
		if s, err := example(f.Pattern); err == nil {
			return s
		}
	}
	if len(f.Suggest) > 0 {
		return f.Suggest[0]
	}
	s := "It does not work."
	for len(s) < f.Min {
		s += " It does not work."
	}
	if f.Max > 0 && len(s) > f.Max {
		s = s[:f.Max]
	}
	return s
}

// wrong is a value that a field should not take, if there is one.
func wrong(f *rules.Field) (any, bool) {
	switch f.Kind {
	case rules.KindBool, rules.KindChoice, rules.KindReason, rules.KindDate, rules.KindDateTime:
		return "?", true
	case rules.KindFiles, rules.KindPerson, rules.KindTicket:
		return nil, false
	}
	switch {
	case f.Format != "" || f.Pattern != "":
		return "?", true
	case f.Max > 0:
		return strings.Repeat("?", f.Max+1), true
	case f.Min > 1:
		return "?", true
	}
	return nil, false
}
