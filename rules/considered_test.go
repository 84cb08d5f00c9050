package rules_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

var boss = engine.Actor{Kind: engine.Staff, ID: "b", Roles: []string{"boss"}}

// considered decides a case and tells what did not apply, as "sentence <- because".
func considered(t *testing.T, reg *rules.Regulation, tracer *rules.Tracer, c *engine.Case) []string {
	t.Helper()
	if _, err := reg.Traced(tracer).Decide(t.Context(), c); err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, one := range tracer.Considered() {
		var because []string
		for _, u := range one.Because {
			because = append(because, strings.TrimSuffix(fmt.Sprintf("%s: %s, not %s", u.Name, u.Want, u.Got), ": , not "))
		}
		out = append(out, one.Sentence+" <- "+strings.Join(because, "; "))
	}
	return out
}

// conditioned are reactions of each kind of condition, that do not apply to the mail
// of mailCase.
func conditioned(t *testing.T) edit {
	t.Helper()
	return add("reactions",
		item(t, `{"on": ["registered"], "clause": "D-7", "line": 81, "when": {"channel": ["form", "call"]}, "do": [{"set": {"priority": "high"}}]}`),
		item(t, `{"on": ["registered"], "clause": "D-7", "line": 82, "when": {"field.code": {"known": true}, "type": "incident"}, "do": [{"status": "closed"}]}`),
		item(t, `{"on": ["registered"], "clause": "D-7", "line": 83, "when": {"words": {"has": ["fire"]}, "files": {"min": 2}}, "do": [{"suggest": {"act": "take"}}]}`),
		item(t, `{"on": ["registered"], "clause": "D-7", "line": 84, "when": {"any": [{"channel": "call"}, {"type": "incident"}]}, "do": [{"note": {"text": "soon"}}]}`),
		item(t, `{"on": ["registered"], "clause": "D-7", "line": 85, "when": {"none": [{"channel": "email"}]}, "do": [{"set": {"mark": true}}]}`),
		item(t, `{"on": ["registered"], "clause": "D-7", "line": 86, "group": "g", "do": [{"set": {"code": "ABC"}}]}`),
		item(t, `{"on": ["received", "registered"], "clause": "D-7", "line": 88, "when": {"moment": "registered"}, "do": [{"set": {"code": "ABC"}}]}`),
		item(t, `{"on": ["registered"], "clause": "D-7", "line": 87, "group": "g", "do": [{"set": {"code": {"path": "actor.id"}}}]}`))
}

func TestWhatDidNotApplyIsToldInTheWordsOfTheCatalogue(t *testing.T) {
	t.Parallel()
	reg := desk(t, conditioned(t))
	for lang, want := range map[string][]string{
		rules.English: {
			"Priority: high <- Channel: Form or Call, not Mail",
			"Status: Closed <- Code: given, not not given; Type: Incident, not not given",
			"Suggested: “Take”. <- Files attached: at least 2, not 0; Subject and text: has one of the words: fire, not ",
			"At least one condition: Channel: Call; Type: Incident, not Channel: Mail; Type: not given",
			"None of the conditions: Channel: Mail, not Channel: Mail",
			"Fill in: Code <- Another rule of this group has acted",
		},
		rules.Russian: {"Приоритет: high <- Канал: Form или Call, не Mail", "Code: указано, не не указано", "Заполнить: Code <- Уже сработало другое правило этой группы"},
		rules.Kazakh:  {"Басымдығы: high <- Арна: Form немесе Call", "көрсетілмеген", "Осы топтың басқа ережесі іске асты"},
	} {
		said := strings.Join(considered(t, reg, &rules.Tracer{Lang: lang, Reader: boss}, mailCase(t)), "\n")
		if lang == rules.Russian {
			said = strings.ReplaceAll(said, ", not ", ", не ")
		}
		for _, one := range want {
			if !strings.Contains(said, one) {
				t.Errorf("in %s it says\n%s\nwant %q", lang, said, one)
			}
		}
		if strings.Contains(said, "ABC") {
			t.Errorf("in %s what did apply is among what did not:\n%s", lang, said)
		}
	}
}

// What a reader may not know must not be told by what did not follow from it.
func TestWhatRestsOnHiddenValuesIsLeftOut(t *testing.T) {
	t.Parallel()
	reg := desk(t, conditioned(t))
	lines := func(hidden map[string]bool) (out []int) {
		tracer := &rules.Tracer{Lang: rules.English, Reader: boss, Hidden: hidden}
		considered(t, reg, tracer, mailCase(t))
		for _, one := range tracer.Considered() {
			out = append(out, one.Line)
		}
		return out
	}
	if got := lines(nil); !slices.Contains(got, 82) || !slices.Contains(got, 84) {
		t.Fatalf("without secrets the lines are %v", got)
	}
	if got := lines(map[string]bool{"type": true}); slices.Contains(got, 82) || slices.Contains(got, 84) || !slices.Contains(got, 83) {
		t.Errorf("with a hidden type the lines are %v, want that 82 and 84, which ask for it, are not told", got)
	}
	event := func(audience, own engine.Audience, name string) engine.Event {
		return engine.Event{Audience: audience, Body: engine.Body{Ops: []engine.Op{{Kind: engine.OpSet, Name: name, Audience: own, Value: "x"},
			{Kind: engine.OpFacet, Value: map[string]any{"type": "incident"}}}}}
	}
	hidden := rules.HiddenFrom(boss, []engine.Event{event("role:operator", "", "a"), event("", "role:operator", "b"), event("", "", "c"), event("role:operator", "", "d"), event("", "", "d")})
	for name, want := range map[string]bool{"a": true, "b": true, "c": false, "d": false, "type": false} {
		if hidden[name] != want {
			t.Errorf("%s is hidden: %v, want %v", name, hidden[name], want)
		}
	}
}

func TestThreadRuleSaysWhyItDoesNotAdmit(t *testing.T) {
	t.Parallel()
	reg := desk(t)
	_, ticket := play(t, reg, asked(t))
	ticket.Facets["status"] = "closed"
	c := mailCase(t)
	c.Related = []engine.Match{{Ticket: ticket, By: []string{rules.ByOwn}}}
	c.Ticket = nil
	for unseen, want := range map[bool]string{
		false: "Join ticket DESK-001: it answers a message of ours: [{Status the ticket is open Closed}]",
		true:  "",
	} {
		tracer := &rules.Tracer{Lang: rules.English, Reader: boss, Unseen: func(engine.TicketID) bool { return unseen }}
		if _, err := reg.Traced(tracer).Route(t.Context(), c); err != nil {
			t.Fatal(err)
		}
		got := ""
		for _, one := range tracer.Considered() {
			if one.Clause.ID == engine.ClauseThread {
				got = fmt.Sprint(one.Sentence, ": ", one.Because)
			}
		}
		if got != want {
			t.Errorf("with a hidden ticket %v it says %q, want %q", unseen, got, want)
		}
	}
}
