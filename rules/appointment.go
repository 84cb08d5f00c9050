package rules

import (
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

// An Appointment is a promise of a ticket that ends when somebody has said it
// should, such as a visit or a call back, where it stands, and what was said
// together with the instant.
type Appointment struct {
	Promise *Promise
	// State is Running, Breached or Met. One that was kept too late is Met, too.
	State string
	// From is the beginning of the window, if there is one; Due is its end.
	From, Due time.Time
	Details   []Detail
	// Acts are the ids of acts that keep it or arrange it anew.
	Acts []string
}

// A Detail is a value that was given together with an appointment's instant.
type Detail struct {
	Field *Field
	Value any
}

// Appointments lists the appointments of a ticket in the order of the catalogue.
// What a catalogue has said together with the instant is what the same act has set,
// or what is asked beside it: under the same clause and on the same channels. An
// earlier instant among that begins the window.
func (reg *Regulation) Appointments(t *engine.Ticket) []Appointment {
	var out []Appointment
	for i := range reg.Promises {
		p := &reg.Promises[i]
		state := t.Fields.Map(promiseField(p.ID))
		if state == nil || !p.dated() {
			continue
		}
		a := Appointment{Promise: p, State: state.String("state"), Due: state.Time("due"), Acts: reg.actsOf(p)}
		if a.State == Breached && state["met"] != nil {
			a.State = Met
		}
		if !slices.Contains([]string{Running, Breached, Met}, a.State) {
			continue
		}
		reg.describe(&a, t)
		out = append(out, a)
	}
	return out
}

// HasAppointments reports whether the regulation knows any.
func (reg *Regulation) HasAppointments() bool {
	return slices.ContainsFunc(reg.Promises, func(p Promise) bool { return p.dated() })
}

// actsOf are the acts that keep a dated promise or set its date.
func (reg *Regulation) actsOf(p *Promise) []string {
	var out []string
	for i := range reg.Acts {
		a := &reg.Acts[i]
		if slices.Contains(p.Met, "act:"+a.ID) || slices.Contains(p.Since, "act:"+a.ID) || a.sets(p.At.Path.rest) != nil {
			out = append(out, a.ID)
		}
	}
	return out
}

// sets returns what is set by the effect of the act that sets a field; nil if none
// does.
func (a *Act) sets(field string) map[string]any {
	for i := range a.Do {
		if _, ok := a.Do[i].Set[field]; ok {
			return a.Do[i].Set
		}
	}
	return nil
}

// describe fills in the window and the details.
func (reg *Regulation) describe(a *Appointment, t *engine.Ticket) {
	at := a.Promise.At.Path
	if at.root != "field" {
		return
	}
	for _, f := range reg.beside(at.rest) {
		value := t.Fields[f.ID]
		switch {
		case f.Kind == KindDateTime:
			if from, err := reg.instant(value); err == nil && from.Before(a.Due) && from.After(a.From) {
				a.From = from.UTC()
			}
		case f.Kind != KindBool && present(value):
			a.Details = append(a.Details, Detail{f, value})
		}
	}
}

// instant reads a date with its time of day, in either form in which fields keep it.
func (reg *Regulation) instant(value any) (time.Time, error) {
	if micros, ok := value.(int64); ok {
		return engine.FromMicros(micros), nil
	}
	return reg.parseDateTime(asText(value))
}

// beside are the fields that are given together with a field, in the order of the
// catalogue.
func (reg *Regulation) beside(field string) []*Field {
	set := map[string]bool{}
	for i := range reg.Acts {
		for name := range reg.Acts[i].sets(field) {
			set[name] = true
		}
	}
	var own []*Field
	for i := range reg.Fields {
		if reg.Fields[i].ID == field {
			own = append(own, &reg.Fields[i])
		}
	}
	var out []*Field
	for i := range reg.Fields {
		f := &reg.Fields[i]
		asked := slices.ContainsFunc(own, func(o *Field) bool {
			return o.Ask != "later" && o.Clause == f.Clause && len(o.Channels) > 0 && slices.Equal(o.Channels, f.Channels)
		})
		if f.ID != field && (set[f.ID] || asked) && !slices.ContainsFunc(out, func(have *Field) bool { return have.ID == f.ID }) {
			out = append(out, f)
		}
	}
	return out
}

// Phones are the telephone numbers that a ticket has, by the fields that the
// regulation has for them.
func (reg *Regulation) Phones(t *engine.Ticket) []string {
	var out []string
	for i := range reg.Fields {
		f := &reg.Fields[i]
		if number := strings.TrimSpace(t.Fields.String(f.ID)); f.Format == "phone" && number != "" && !slices.Contains(out, number) {
			out = append(out, number)
		}
	}
	return out
}

// ShowValue is a field's value as people read it.
func (reg *Regulation) ShowValue(f *Field, value any, lang string) string {
	if s, ok := value.(string); ok {
		if label := reg.optionLabel(f.ID, s); label != nil {
			return label.In(lang, reg.Lang)
		}
	}
	return reg.show(value, lang)
}
