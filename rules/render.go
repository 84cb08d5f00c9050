package rules

import (
	"fmt"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

// A Rendered text is ready to be sent.
type Rendered struct {
	Subject string
	Body    string
	Lang    string
}

// Links makes the address of the page on which a customer confirms an act, and of
// the page on which employees read the ticket, which is PageLink.
type Links func(act string) string

// PageLink stands for the ticket's page. It is "" where nobody knows the address.
const PageLink = "link"

// Render writes the text that a send op asks for. It is given what the op
// recorded and the ticket's number, and gives the same bytes whenever it is
// asked. links may be nil for previews.
func (reg *Regulation) Render(payload engine.Fields, number string, links Links) (Rendered, error) {
	key, lang := payload.String("text"), payload.String("lang")
	text := reg.texts[key]
	if text == nil {
		text = houseText(key)
	}
	if text == nil {
		return Rendered{}, fmt.Errorf("render: regulation %s has no text %q", reg.ID, key)
	}
	values := payload.Map("values")
	value := func(name string) string {
		switch act, isLink := strings.CutPrefix(name, "link."); {
		case name == "number":
			return number
		case name == PageLink && links != nil:
			return links(PageLink)
		case name == PageLink:
			return ""
		case isLink && links != nil:
			return links(act)
		case isLink:
			return "…"
		}
		return reg.show(values[name], lang)
	}
	out := Rendered{Lang: lang, Body: in(text.body, lang, reg.Lang).render(value)}
	if subject := in(text.subject, lang, reg.Lang); subject != nil {
		out.Subject = subject.render(value)
	}
	return out, nil
}

// Markers are values that are shown differently in each language. They are maps
// with one member, whose name starts with $.
const (
	markTime     = "$time"     // an instant, in microseconds
	markDate     = "$date"     // a day, such as 2026-11-23
	markItem     = "$item"     // an item of the catalogue: kind/id
	markFields   = "$fields"   // a list of field ids
	markProblems = "$problems" // a list of problems
)

func marker(name string, value any) map[string]any { return map[string]any{name: value} }

// show turns a recorded value into words of the language.
func (reg *Regulation) show(value any, lang string) string {
	switch x := value.(type) {
	case nil:
		return ""
	case string:
		return x
	case bool:
		if !x {
			return ""
		}
		return houseWord("yes", lang)
	case []any:
		parts, between := make([]string, len(x)), ", "
		for i, e := range x {
			parts[i] = reg.show(e, lang)
			if m, ok := e.(map[string]any); ok && m["at"] != nil {
				between = "\n" // entries of what was done, a line each
			}
		}
		return strings.Join(parts, between)
	case map[string]any:
		return reg.showMarker(x, lang)
	}
	return fmt.Sprint(value)
}

func (reg *Regulation) showMarker(m map[string]any, lang string) string {
	f := engine.Fields(m)
	switch {
	case m[markTime] != nil:
		return FormatTime(f.Time(markTime).In(reg.Zone()), lang)
	case m[markDate] != nil:
		return FormatDate(f.String(markDate), lang)
	case m[markItem] != nil:
		return reg.Label(f.String(markItem), lang)
	case m["at"] != nil:
		return "– " + FormatTime(f.Time("at").In(reg.Zone()), lang) + ": " + reg.entry(f, lang)
	case m[markFields] != nil:
		var labels []string
		for _, id := range f.List(markFields) {
			labels = append(labels, "– "+reg.Label("field/"+fmt.Sprint(id), lang))
		}
		return strings.Join(labels, "\n")
	case m[markProblems] != nil:
		var lines []string
		for _, p := range f.List(markProblems) {
			if p, ok := p.(map[string]any); ok {
				f := engine.Fields(p)
				lines = append(lines, "– "+reg.Say(f.String("code"), f.Map("values"), lang))
			}
		}
		return strings.Join(lines, "\n")
	}
	return ""
}

// entry is what was done, in the words of a text or of whoever did it.
func (reg *Regulation) entry(f engine.Fields, lang string) string {
	if key := f.String("text"); key != "" {
		return reg.Say(key, f.Map("values"), lang)
	}
	return reg.show(f["value"], lang)
}

// Zone is the time zone of the regulation's first calendar, in which instants
// are shown.
func (reg *Regulation) Zone() *time.Location {
	for i := range reg.Calendars {
		if cal := reg.calendars[reg.Calendars[i].ID]; cal != nil {
			return cal.Location()
		}
	}
	return time.UTC
}

// Label names an item of the catalogue, given as kind/id, in the language.
func (reg *Regulation) Label(item, lang string) string {
	kind, id, _ := strings.Cut(item, "/")
	text := Text(nil)
	switch kind {
	case "status":
		if s := reg.statuses[id]; s != nil {
			text = s.Label
		}
	case "type":
		if t := reg.types[id]; t != nil {
			text = t.Label
		}
	case "reason":
		if r := reg.reasons[id]; r != nil {
			text = r.Label
		}
	case "act":
		if a := reg.acts[id]; a != nil {
			text = a.Label
		} else {
			text = builtinLabels[id]
		}
	case "field":
		if f := reg.fields[id]; f != nil {
			text = f.Label
		}
	case "promise":
		for i := range reg.Promises {
			if reg.Promises[i].ID == id {
				text = reg.Promises[i].Label
			}
		}
	case "silence":
		for i := range reg.Silences {
			if reg.Silences[i].ID == id {
				text = reg.Silences[i].Label
			}
		}
	case "level":
		for i := range reg.Levels {
			if reg.Levels[i].ID == id {
				text = reg.Levels[i].Label
			}
		}
	case "queue":
		text = namedLabel(reg.Queues, id)
	case "role":
		text = namedLabel(reg.Roles, id)
	case "channel":
		if ch := reg.channels[id]; ch != nil {
			text = ch.Label
		}
	case "option":
		field, value, _ := strings.Cut(id, "/")
		text, id = reg.optionLabel(field, value), value
	}
	if text == nil {
		return id
	}
	return text.In(lang, reg.Lang)
}

// optionLabel names an option of a field, be it the ticket's or an act's.
func (reg *Regulation) optionLabel(field, value string) Text {
	if f := reg.fields[field]; f != nil {
		if label := f.optionLabel(value); label != nil {
			return label
		}
	}
	for i := range reg.Acts {
		for j := range reg.Acts[i].Inputs {
			if f := &reg.Acts[i].Inputs[j]; f.ID == field {
				if label := f.optionLabel(value); label != nil {
					return label
				}
			}
		}
	}
	return nil
}

func (f *Field) optionLabel(value string) Text {
	for _, o := range f.Options {
		if o.ID == value {
			return o.Label
		}
	}
	return nil
}

func namedLabel(items []Named, id string) Text {
	for _, n := range items {
		if n.ID == id {
			return n.Label
		}
	}
	return nil
}

var months = map[string][12]string{
	Russian: {"янв.", "февр.", "марта", "апр.", "мая", "июня", "июля", "авг.", "сент.", "окт.", "нояб.", "дек."},
	Kazakh:  {"қаң.", "ақп.", "нау.", "сәу.", "мам.", "мау.", "шіл.", "там.", "қыр.", "қаз.", "қар.", "жел."},
	English: {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
}

// FormatTime writes an instant as people of the language do, to the minute.
func FormatTime(t time.Time, lang string) string { return formatDay(t, lang) + t.Format(", 15:04") }

// FormatDate writes a day such as 2026-11-23 as people of the language do.
func FormatDate(day, lang string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return formatDay(t, lang)
}

func formatDay(t time.Time, lang string) string {
	switch lang {
	case Kazakh:
		return fmt.Sprintf("%d ж. %d %s", t.Year(), t.Day(), months[lang][t.Month()-1])
	case Russian:
		return fmt.Sprintf("%d %s %d г.", t.Day(), months[lang][t.Month()-1], t.Year())
	}
	return fmt.Sprintf("%d %s %d", t.Day(), months[English][t.Month()-1], t.Year())
}
