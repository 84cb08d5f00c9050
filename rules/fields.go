package rules

import (
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
)

// FieldsFor returns the fields that are asked on a channel, in the order of the
// catalogue, those that a value makes appear included.
func (reg *Regulation) FieldsFor(channel string) []*Field {
	if fields, ok := reg.asked[channel]; ok {
		return fields
	}
	return reg.fieldsFor(channel)
}

func (reg *Regulation) fieldsFor(channel string) []*Field {
	var out []*Field
	for i := range reg.Fields {
		f := &reg.Fields[i]
		if f.Ask != "later" && reg.askedOn(f, channel) {
			out = append(out, f)
		}
	}
	return out
}

// askedOn reports whether a field is asked on a channel: one that it names, by id
// or, where no channel has it for an id, by kind.
func (reg *Regulation) askedOn(f *Field, channel string) bool {
	if len(f.Channels) == 0 || slices.Contains(f.Channels, channel) {
		return true
	}
	ch := reg.channels[channel]
	return ch != nil && reg.channels[ch.Kind] == nil && slices.Contains(f.Channels, ch.Kind)
}

// Shown reports whether the field appears, given the other values.
func (f *Field) Shown(values engine.Fields) bool {
	if f.When == nil {
		return true
	}
	have := asText(values[f.When.Field])
	return slices.Contains(f.When.In, have)
}

// missing lists the required fields that the ticket does not have, of those
// that are asked on the channel it came by.
func (r *run) missing() []any {
	channel := r.facet("channel")
	if channel == "" {
		channel = r.c.Event.Channel
	}
	var ids []any
	for i := range r.reg.Fields {
		f := &r.reg.Fields[i]
		if f.Required && f.Ask != "later" && r.reg.askedOn(f, channel) && !present(r.fieldOrFacet(f.ID)) {
			ids = append(ids, f.ID)
		}
	}
	return ids
}

func (r *run) fieldOrFacet(name string) any {
	if isFacet(name) {
		return text(r.facet(name))
	}
	return r.field(name)
}

// checkFields checks values against fields and returns their normal forms. All
// problems are found, not the first alone. base is the pointer of the values.
func (reg *Regulation) checkFields(fields []*Field, values engine.Fields, base string) (engine.Fields, []engine.Problem) {
	clean := make(engine.Fields, len(values))
	var problems []engine.Problem
	for _, f := range fields {
		if !f.Shown(values) {
			continue
		}
		value, bad := reg.checkField(f, values[f.ID])
		if bad != nil {
			bad.Pointer, bad.Clause = base+"/"+f.ID, f.Clause
			problems = append(problems, *bad)
			continue
		}
		if present(value) {
			clean[f.ID] = value
		}
	}
	return clean, append(problems, unknownFields(fields, values, base)...)
}

func unknownFields(fields []*Field, values engine.Fields, base string) (problems []engine.Problem) {
	for name, v := range values {
		if present(v) && !slices.ContainsFunc(fields, func(f *Field) bool { return f.ID == name }) {
			problems = append(problems, engine.Problem{Pointer: base + "/" + name, Code: "unknown_field"})
		}
	}
	slices.SortFunc(problems, func(a, b engine.Problem) int { return strings.Compare(a.Pointer, b.Pointer) })
	return problems
}

func (reg *Regulation) checkField(f *Field, value any) (any, *engine.Problem) {
	if s, ok := value.(string); ok {
		if trimmed := strings.TrimSpace(s); len(trimmed) < len(s) {
			value = trimmed
		}
	}
	if !present(value) || value == false {
		if f.Required {
			return nil, &engine.Problem{Code: "required"}
		}
		return f.Default, nil
	}
	switch f.Kind {
	case KindBool:
		if value == true || value == "yes" || value == "on" {
			return true, nil
		}
		return nil, &engine.Problem{Code: "not_bool"}
	case KindFiles:
		if list, ok := value.([]any); ok && f.Max > 0 && len(list) > f.Max {
			return nil, &engine.Problem{Code: "too_many", Values: engine.Fields{"max": int64(f.Max)}}
		}
		return value, nil
	}
	if f.Many {
		return reg.checkMany(f, value)
	}
	s, ok := value.(string)
	if !ok {
		return nil, &engine.Problem{Code: "not_text"}
	}
	normal, problem := reg.checkText(f, s)
	if problem == nil && normal == s {
		return value, nil
	}
	return normal, problem
}

// checkMany checks a choice of several options.
func (reg *Regulation) checkMany(f *Field, value any) (any, *engine.Problem) {
	list, ok := value.([]any)
	if !ok {
		list = []any{value}
	}
	if f.NamesPeople() {
		return reg.checkTexts(f, list)
	}
	for _, v := range list {
		if s, ok := v.(string); !ok || !reg.allows(f, s) {
			return nil, &engine.Problem{Code: "choice"}
		}
	}
	return list, nil
}

// NamesPeople reports whether a field only says who else is told: what it holds
// moves no ticket.
func (f *Field) NamesPeople() bool { return f.Many && (f.Kind == KindText || f.Kind == KindPerson) }

// checkTexts checks several texts, of which the field bounds the number.
func (reg *Regulation) checkTexts(f *Field, list []any) (any, *engine.Problem) {
	if f.Max > 0 && len(list) > f.Max {
		return nil, &engine.Problem{Code: "too_many", Values: engine.Fields{"max": int64(f.Max)}}
	}
	one := *f
	one.Max = 0
	clean := []any{}
	for _, v := range list {
		s, ok := v.(string)
		if !ok {
			return nil, &engine.Problem{Code: "not_text"}
		}
		normal, problem := reg.checkText(&one, strings.TrimSpace(s))
		if problem != nil {
			return nil, problem
		}
		if normal != "" && !slices.Contains(clean, any(normal)) {
			clean = append(clean, normal)
		}
	}
	return clean, nil
}

func (reg *Regulation) checkText(f *Field, s string) (string, *engine.Problem) {
	length := utf8.RuneCountInString(s)
	switch {
	case f.Min > 0 && length < f.Min:
		return "", &engine.Problem{Code: "too_short", Values: engine.Fields{"min": int64(f.Min)}}
	case length > f.maxLength():
		return "", &engine.Problem{Code: "too_long", Values: engine.Fields{"max": int64(f.maxLength())}}
	}
	switch f.Kind {
	case KindChoice:
		if !reg.allows(f, s) {
			return "", &engine.Problem{Code: "choice"}
		}
	case KindReason:
		if !slices.ContainsFunc(reg.reasonsOf(f.Group), func(r *Reason) bool { return r.ID == s }) {
			return "", &engine.Problem{Code: "choice"}
		}
	case KindDate:
		if _, err := time.Parse(time.DateOnly, s); err != nil {
			return "", &engine.Problem{Code: "date"}
		}
	case KindDateTime:
		at, err := reg.parseDateTime(s)
		if err != nil {
			return "", &engine.Problem{Code: "datetime"}
		}
		return at.Format(time.RFC3339), nil
	}
	if check := formats[f.Format]; check != nil {
		normal, problem, values := check(s)
		if problem != "" {
			return "", &engine.Problem{Code: problem, Values: values}
		}
		s = normal
	}
	if re := reg.patterns[f.Pattern]; re != nil && !re.MatchString(s) {
		return "", &engine.Problem{Code: "pattern"}
	}
	return s, nil
}

func (f *Field) maxLength() int {
	switch {
	case f.Max > 0:
		return f.Max
	case f.Kind == KindLongText:
		return 100_000
	}
	return 1_000
}

func (reg *Regulation) parseDateTime(s string) (time.Time, error) {
	if at, err := time.Parse(time.RFC3339, s); err == nil {
		return at, nil
	}
	return time.ParseInLocation("2006-01-02T15:04", s, reg.Zone())
}

// allows reports whether a choice has the option. The choices of the field
// "type" are the request types.
func (reg *Regulation) allows(f *Field, s string) bool {
	if f.ID == "type" {
		return reg.types[s] != nil
	}
	return f.From != "" || slices.ContainsFunc(f.Options, func(o Option) bool { return o.ID == s })
}

// mistypedMail warns of a mail domain that is one letter off a well-known one.
func (r *run) mistypedMail(f *Field, value any) *engine.Problem {
	address, _ := value.(string)
	if f.Format != "email" || r.confirmed("email_typo") {
		return nil
	}
	suggestion := mistyped(address)
	if suggestion == "" {
		return nil
	}
	return &engine.Problem{Pointer: "/fields/" + f.ID, Code: "email_typo", Clause: f.Clause,
		Values: engine.Fields{"suggestion": suggestion}, Warning: true}
}

// reasonsOf returns the reasons of a group.
func (reg *Regulation) reasonsOf(group string) []*Reason {
	var out []*Reason
	for i := range reg.Reasons {
		if reg.Reasons[i].Group == group {
			out = append(out, &reg.Reasons[i])
		}
	}
	return out
}
