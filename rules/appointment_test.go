package rules_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

const arranged = `{
	"api": 1, "id": "test", "lang": "en", "languages": ["en"], "numbering": {"prefix": "TT-", "first": 1, "clause": "C"},
	"clauses": [{"id": "C", "label": "1", "title": {"en": "Work"}, "quote": "Be on time."}, {"id": "D", "label": "2", "title": {"en": "Data"}, "quote": "Leave a number."}],
	"calendars": [{"id": "main", "clause": "C", "definition": {"zone": "Asia/Almaty", "versions": [{"week": {"mon": ["09:00-18:00"]}}]}}],
	"channels": [{"id": "form", "kind": "form", "mode": "intake", "clause": "C", "free": true}],
	"statuses": [{"id": "new", "clause": "C", "family": "new", "turn": "staff", "initial": true, "label": {"en": "New"}},
		{"id": "done", "clause": "C", "family": "done", "turn": "nobody", "final": true, "label": {"en": "Done"}}],
	"fields": [
		{"id": "begin", "clause": "C", "kind": "datetime", "channels": ["form"], "label": {"en": "From"}},
		{"id": "end", "clause": "C", "kind": "datetime", "channels": ["form"], "label": {"en": "Until"}},
		{"id": "phone", "clause": "D", "kind": "text", "format": "phone", "channels": ["form"], "label": {"en": "Telephone"}},
		{"id": "come", "clause": "C", "kind": "datetime", "ask": "later", "label": {"en": "When"}},
		{"id": "place", "clause": "C", "kind": "text", "ask": "later", "label": {"en": "Where"}},
		{"id": "there", "clause": "C", "kind": "bool", "ask": "later", "label": {"en": "There"}}
	],
	"acts": [
		{"id": "arrange", "clause": "C", "verb": "may", "roles": ["staff"], "label": {"en": "Arrange"}, "do": [{"set": {"come": {"path": "input.come"}, "place": {"path": "input.place"}, "there": false}}],
			"inputs": [{"id": "come", "kind": "datetime", "label": {"en": "When"}}, {"id": "place", "kind": "text", "label": {"en": "Where"}}]},
		{"id": "came", "clause": "C", "verb": "may", "roles": ["staff"], "label": {"en": "Came"}, "do": [{"set": {"there": true}}]},
		{"id": "called", "clause": "C", "verb": "may", "roles": ["staff"], "label": {"en": "Called"}, "to": "done"}
	],
	"promises": [
		{"id": "visit", "clause": "C", "since": "act:arrange", "at": {"path": "field.come"}, "calendar": "main", "met": "act:came", "label": {"en": "Visit"}},
		{"id": "call", "clause": "C", "since": "registered", "at": {"path": "field.end"}, "calendar": "main", "met": "act:called", "label": {"en": "Call"}},
		{"id": "answer", "clause": "C", "since": "registered", "within": "1h", "met": "act:called", "label": {"en": "Answer"}}
	]
}`

func TestAppointmentsHaveWhatWasSaidWithThem(t *testing.T) {
	t.Parallel()
	tree, err := engine.DecodeValue([]byte(arranged))
	if err != nil {
		t.Fatal(err)
	}
	reg, findings := rules.Compile(tree, rules.Options{File: "test"})
	if reg == nil {
		t.Fatal(findings.Error())
	}
	noon := time.Date(2027, 2, 1, 7, 0, 0, 0, time.UTC) // in Almaty
	state := func(state string, more ...string) map[string]any {
		s := map[string]any{"state": state, "due": engine.Micros(noon)}
		for _, name := range more {
			s[name] = engine.Micros(noon)
		}
		return s
	}
	ticket := &engine.Ticket{Fields: engine.Fields{"begin": "2027-02-01T11:30", "end": "2027-02-01T12:00", "come": "2027-02-01T12:00", "place": "Абая, 1", "there": false, "phone": "+77051006343",
		"promise.visit": state(rules.Running), "promise.call": state(rules.Breached), "promise.answer": state(rules.Running)}}
	told := func() (all []string) {
		for _, a := range reg.Appointments(ticket) {
			from := "-"
			if !a.From.IsZero() {
				from = a.From.Format("15:04")
			}
			details := ""
			for _, d := range a.Details {
				details += fmt.Sprint(d.Field.ID, "=", d.Value, " ")
			}
			all = append(all, fmt.Sprintf("%s %s %s %s %s%v", a.Promise.ID, a.State, from, a.Due.UTC().Format("15:04"), details, a.Acts))
		}
		return all
	}
	want := []string{"visit running - 07:00 place=Абая, 1 [arrange came]", "call breached 06:30 07:00 [called]"}
	if got := told(); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	ticket.Fields["promise.visit"], ticket.Fields["promise.call"] = state(rules.Cancelled), state(rules.Breached, "met")
	ticket.Fields["begin"] = "2027-02-01T12:30" // a window that ends before it begins is none
	if got, want := told(), []string{"call met - 07:00 [called]"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := reg.Phones(ticket); !slices.Equal(got, []string{"+77051006343"}) {
		t.Errorf("the telephones are %q", got)
	}
}
