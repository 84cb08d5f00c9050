package rules_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// Every op of every story has a clause that there is, and words in each
// language.
func TestEveryDecisionNamesItsClause(t *testing.T) {
	t.Parallel()
	files, err := cases.Load(os.DirFS("testdata"), "cases")
	if err != nil {
		t.Fatal(err)
	}
	reg, ops := desk(t), 0
	for _, f := range files {
		f.Params = nil
		cases.Run(t.Context(), func(map[string]any) (*rules.Regulation, error) { return reg, nil }, f, cases.Observer{
			Event: func(e *engine.Event, _ engine.Ticket) {
				for _, lang := range []string{rules.Kazakh, rules.Russian, rules.English} {
					for _, b := range reg.Why(e, engine.Actor{Kind: engine.System}, lang) {
						ops++
						known, ok := reg.Clause(b.Op.Clause)
						if !ok || known.ID != b.Clause.ID {
							t.Errorf("%s: %s %s is explained by clause %q, which there is not", f.Path, b.Op.Kind, b.Op.Name, b.Op.Clause)
						}
						silent := b.Op.Kind == engine.OpFacet // what follows from another facet is left out
						if b.Sentence == "" && !silent || strings.Contains(b.Sentence, "{0}") {
							t.Errorf("%s: %s %s %v in %s: %q", f.Path, b.Op.Kind, b.Op.Name, b.Op.Value, lang, b.Sentence)
						}
					}
				}
			}})
	}
	if ops < 300 {
		t.Fatalf("the stories have %d ops, which proves little", ops)
	}
}

func TestWhySpeaksTheReadersLanguage(t *testing.T) {
	t.Parallel()
	reg := desk(t)
	events, _ := play(t, reg, asked(t))
	for lang, want := range map[string][]string{
		rules.English: {"Status: Asked", "Deadline “First reply” is paused", "Notice “[DESK-001] A question” → a@client.example", "Waiting: “The customer's answer” until 24 Nov 2026, 11:00"},
		rules.Russian: {"Статус: Asked", "Срок «First reply» приостановлен", "Ждём: «The customer's answer» до 24 нояб. 2026 г., 11:00"},
		rules.Kazakh:  {"Күйі: Asked", "«First reply» мерзімі кідіртілді", "2026 ж. 24 қар., 11:00 дейін"},
	} {
		var said []string
		for i := range events {
			for _, b := range reg.Why(&events[i], engine.Actor{Kind: engine.System}, lang) {
				said = append(said, b.Sentence)
			}
		}
		all := strings.Join(said, "\n")
		for _, s := range want {
			if !strings.Contains(all, s) {
				t.Errorf("%s: nobody says %q in\n%s", lang, s, all)
			}
		}
	}
}

func TestCustomersAreNotToldWhatIsForStaff(t *testing.T) {
	t.Parallel()
	reg, f := desk(t), asked(t)
	f.Steps = append(f.Steps, act("note", "text", "He is annoying"), act("assign", "to", "boss"))
	events, _ := play(t, reg, f)
	for i := range events {
		for _, b := range reg.Why(&events[i], engine.Actor{Kind: engine.Customer, ID: "x"}, rules.English) {
			if b.Op.Kind == engine.OpTimer || b.Op.Kind == engine.OpDue || strings.Contains(b.Sentence, "annoying") {
				t.Errorf("a customer is told of %s: %s", b.Op.Kind, b.Sentence)
			}
		}
	}
}

func TestInstantThatARuleHasSetIsShownAsATime(t *testing.T) {
	t.Parallel()
	e := &engine.Event{Body: engine.Body{Ops: []engine.Op{{Kind: engine.OpSet, Clause: "D-5", Name: "appealed_at", Value: int64(1798091940000000)},
		{Kind: engine.OpSet, Clause: "D-5", Name: "count", Value: int64(1798)}}}}
	why := desk(t).Why(e, engine.Actor{Kind: engine.System}, "en")
	if len(why) != 2 || !strings.Contains(why[0].Sentence, "24 Dec 2026") || !strings.Contains(why[1].Sentence, "1798") {
		t.Errorf("got %+v, want the 24th of December, and a number", why)
	}
}

// TestSentencesNamePeople gives names to some of those whose ids ops hold; what was
// recorded is not touched.
func TestSentencesNamePeople(t *testing.T) {
	t.Parallel()
	called := func(facet, id string) string {
		return map[string]string{"assignee/dana": "Dana Ospanova", "company/yug": "South Telecom"}[facet+"/"+id]
	}
	for name, test := range map[string]struct {
		op        engine.Op
		want, not string
	}{
		"one facet":    {engine.Op{Kind: engine.OpFacet, Name: "assignee", Value: "dana"}, "Assignee: Dana Ospanova", "dana"},
		"several":      {engine.Op{Kind: engine.OpFacet, Value: map[string]any{"assignee": "dana", "company": "yug"}}, "Assignee: Dana Ospanova; Company: South Telecom", "yug"},
		"nobody knows": {engine.Op{Kind: engine.OpFacet, Name: "assignee", Value: "gone"}, "Assignee: gone", "Dana"},
		"a notice":     {engine.Op{Kind: engine.OpSend, Value: map[string]any{"text": "x", "to": map[string]any{"principal": "dana"}}}, "→ Dana Ospanova", "dana"},
		"a stand-in":   {engine.Op{Kind: engine.OpNote, Name: "assigned", Value: map[string]any{"how": "load", "for": "dana"}}, "standing in for Dana Ospanova", "dana"},
		"all but one":  {engine.Op{Kind: engine.OpAudience, Value: "role:operator!dana"}, "but for Dana Ospanova", "dana"},
	} {
		t.Run(name, func(t *testing.T) {
			before := fmt.Sprint(test.op.Value)
			e := &engine.Event{Body: engine.Body{Ops: []engine.Op{test.op}}}
			why := desk(t).WhyNamed(e, engine.Actor{Kind: engine.System}, "en", called)
			if len(why) != 1 || !strings.Contains(why[0].Sentence, test.want) || strings.Contains(why[0].Sentence, test.not) {
				t.Errorf("got %+v, want %q", why, test.want)
			}
			if after := fmt.Sprint(e.Body.Ops[0].Value); after != before {
				t.Errorf("the op holds %s afterwards, want %s", after, before)
			}
		})
	}
}
