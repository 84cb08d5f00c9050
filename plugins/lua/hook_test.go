package lua

import (
	"strings"
	"sync"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// hooked is a regulation with one hook, whose body is given; it begins in line
// 10 of the script.
func hooked(t testing.TB, body string) *rules.Regulation {
	t.Helper()
	return compiled(t, "hook.lua", `return regulation "hook" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
    status "work" "Work" { family = "work", turn = "staff" },
    optional "phone" "Phone" { format = "phone", read = { form = "phone" } },
    text "hello" "Hello",
  },
  clause "H-2" "Hook" { on "registered" (function(t)
`+body+`
  end) },
}`)
}

// mailed is a first mail.
func mailed() *engine.Case {
	c := formCase()
	c.Event.Channel = "email"
	c.Event.Data = engine.Fields{"subject": "Printer", "text": "Call 87051006343", "from": map[string]any{"address": "a@client.example"}}
	return c
}

// facets are what the ops of a clause set.
func facets(d engine.Decision, clause engine.ClauseID) map[string]any {
	out := map[string]any{}
	for _, op := range d.Ops {
		if m, ok := op.Value.(map[string]any); ok && op.Kind == engine.OpFacet && op.Clause == clause {
			for k, v := range m {
				out[k] = v
			}
		}
	}
	return out
}

func TestHookSeesTheCaseAndAnswersWithEffects(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`if t.field.phone == "+77051006343" then return set { priority = "high" } end`:                    "high",
		`return { set { priority = "low" }, set { priority = "high" } }`:                                  "high",
		`return set { priority = "low" }, { set { priority = "high" } }`:                                  "high",
		`if t:raised("registered") and not t:raised("reply") then return set { priority = t.status } end`: "new",
		`return set { priority = t.channel .. #t:missing() }`:                                             "email0",
		`return t.data.nothing == nil and set { priority = t.data.subject }`:                              "Printer",
		`return false`: "", `return nil`: "", ``: "", `return {}`: "", `return t.status == "work" and set { priority = "x" }`: "",
	} {
		d, err := hooked(t, body).Decide(t.Context(), mailed())
		if err != nil {
			t.Errorf("%s: %v", body, err)
			continue
		}
		if got, _ := facets(d, "H-2")["priority"].(string); got != want || d.Cost == 0 {
			t.Errorf("%s: priority %q at the cost of %d, want %q", body, got, d.Cost, want)
		}
	}
}

// A hook that fails, runs away or answers with nonsense is a fault, which parks
// the event: nothing of the decision counts, and the error names the place.
func TestHookThatFailsIsAFaultWithItsPlace(t *testing.T) {
	t.Parallel()
	for body, want := range map[string]string{
		`error("out of paper")`:                                "hook.lua:11: out of paper",
		`return t.field.phone + 1`:                             "",
		`return nothing.at.all`:                                "hook.lua:11: ",
		`while true do end`:                                    "hook.lua:11: the script used up its 200000 steps",
		`pcall(function() while true do end end)`:              "the script used up its 200000 steps",
		`local s = "x" while true do s = s .. s end`:           "bytes of memory",
		`local f f = function() return f() + 1 end return f()`: "hook.lua:11: ",
		`return "nonsense"`:                                    `want named values, not the string "nonsense"`,
		`return 5`:                                             "want named values, not the number 5",
		`return true`:                                          "want named values, not true",
		`return { dance = true }`:                              `"dance" is unknown here`,
		`return { set { priority = "x" }, "more" }`:            `want named values, not the string "more"`,
		`return move "nowhere"`:                                `there is no status "nowhere"`,
		`return send "nothing"`:                                `there is no text "nothing"`,
		`return { effect = { set = 5 } }`:                      "want named values, not the number 5",
		`return function() end`:                                "a function made during a call cannot be returned",
		`return t:raised()`:                                    "want the name of a moment",
		`t.status = "work"`:                                    "hook.lua:11: ",
	} {
		d, err := hooked(t, body).Decide(t.Context(), mailed())
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "hook of clause H-2") {
			t.Errorf("%s: got %v, want a fault of clause H-2 with %q", body, err, want)
			continue
		}
		if len(d.Ops) != 0 || engine.KindOf(err) != engine.Internal {
			t.Errorf("%s: %d ops are left of it, and its kind is %s", body, len(d.Ops), engine.KindOf(err))
		}
	}
}

func TestHookFailsAndTheNextDecisionIsSound(t *testing.T) {
	t.Parallel()
	reg := hooked(t, `if t.data.subject == "bad" then while true do end end return set { priority = "high" }`)
	for range 5 {
		bad := mailed()
		bad.Event.Data["subject"] = "bad"
		if _, err := reg.Decide(t.Context(), bad); err == nil {
			t.Fatal("the runaway hook came to an end")
		}
		d, err := reg.Decide(t.Context(), mailed())
		if err != nil || facets(d, "H-2")["priority"] != "high" {
			t.Fatalf("after a failure: got %v, %v", facets(d, "H-2"), err)
		}
	}
}

func TestHooksRunSideBySide(t *testing.T) {
	t.Parallel()
	reg := hooked(t, `local n = 0 for i = 1, 500 do n = n + i end return set { priority = t.data.subject }`)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			subject := strings.Repeat("x", i+1)
			for range 50 {
				c := mailed()
				c.Event.Data["subject"] = subject
				d, err := reg.Decide(t.Context(), c)
				if err != nil || facets(d, "H-2")["priority"] != subject {
					t.Errorf("got %v, %v, want %s", facets(d, "H-2"), err, subject)
					return
				}
			}
		})
	}
	wg.Wait()
}

func TestHookCostsTheSameEachTime(t *testing.T) {
	t.Parallel()
	reg := hooked(t, `local n = 0 for i = 1, 100 do n = n + i end return set { priority = "x" .. n }`)
	first, err := reg.Decide(t.Context(), mailed())
	if err != nil {
		t.Fatal(err)
	}
	for range 10 {
		if again, err := reg.Decide(t.Context(), mailed()); err != nil || again.Cost != first.Cost {
			t.Fatalf("got a cost of %d, %v; before it was %d", again.Cost, err, first.Cost)
		}
	}
}
