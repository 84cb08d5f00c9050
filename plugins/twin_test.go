package plugins_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// eltex loads the regulation of ELTEX in one of its two languages.
func eltex(t *testing.T, file, folder string) (plugins.Program, *rules.Regulation) {
	t.Helper()
	source, err := os.ReadFile(path.Join(folder, file))
	if err != nil {
		t.Fatal(err)
	}
	prog, err := plugins.Load(t.Context(), "eltex", &rules.Bundle{Files: map[string][]byte{file: source}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(prog.Close)
	reg, findings := prog.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return prog, reg
}

// TestEltexDecidesTheSameInBothLanguages takes what happens in the cases, changes
// it at random, and has both regulations decide it.
func TestEltexDecidesTheSameInBothLanguages(t *testing.T) {
	t.Parallel()
	script, inLua := eltex(t, plugins.Main, "testdata/eltex")
	_, inWASM := eltex(t, plugins.Module, "../rules/eltex")
	happened := happenings(t, script)
	rng := rand.New(rand.NewPCG(7, 7))
	decided := map[bool]int{}
	for range 6000 {
		c := happened[rng.IntN(len(happened))]
		disturb(rng, &c, inLua)
		want, got := outcome(t, inLua, c), outcome(t, inWASM, c)
		if again := outcome(t, inLua, c); again != want {
			t.Fatalf("the same case was decided in two ways:\n%s\n%s", want, again)
		}
		if want != got {
			t.Fatalf("event %+v of a ticket %+v:\nLua  %s\nWASM %s", c.Event, c.Ticket, want, got)
		}
		decided[want[0] == '{']++
	}
	if decided[true] < 1000 || decided[false] < 100 {
		t.Errorf("%d decisions and %d refusals were compared, want many of each", decided[true], decided[false])
	}
}

// happenings are what the regulation was asked for in all cases of ELTEX.
func happenings(t *testing.T, prog plugins.Program) (all []engine.Case) {
	t.Helper()
	files, err := cases.Load(rules.Shipped, "eltex/cases")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		folds := map[engine.TicketID]engine.Ticket{}
		cases.Run(t.Context(), cases.Of(prog), f, cases.Observer{Event: func(e *engine.Event, _ engine.Ticket) {
			before := folds[e.Ticket]
			if e.Ticket != "" && e.Body.Fault == "" && e.Kind != engine.KindActivated {
				all = append(all, engine.Rebuild(e, before, nil))
			}
			folds[e.Ticket] = engine.Apply(before, e)
		}})
	}
	if len(all) < 100 {
		t.Fatalf("the cases have %d events, want more", len(all))
	}
	return all
}

// disturb changes something of a case, most often so that it still makes sense.
func disturb(rng *rand.Rand, c *engine.Case, reg *rules.Regulation) {
	ticket := *c.Ticket
	ticket.Facets, ticket.Fields = copied(ticket.Facets), copied(ticket.Fields)
	c.Event.Data = copied(c.Event.Data)
	c.Ticket = &ticket
	for range rng.IntN(3) {
		switch rng.IntN(5) {
		case 0:
			c.Now = c.Now.Add(time.Duration(rng.IntN(100_000)) * time.Second)
			c.Event.At = c.Now
		case 1:
			s := &reg.Statuses[rng.IntN(len(reg.Statuses))]
			ticket.Facets["status"], ticket.Facets["family"], ticket.Facets["turn"] = s.ID, s.Family, s.Turn
		case 2:
			c.Event.Actor.Roles = []string{reg.Roles[rng.IntN(len(reg.Roles))].ID}
		case 3:
			c.Event.Data["act"] = reg.Acts[rng.IntN(len(reg.Acts))].ID
		case 4:
			c.Event.Data["text"] = []string{"Спасибо, вопрос решён", "Ещё не работает", ""}[rng.IntN(3)]
		}
	}
}

func copied[M ~map[string]V, V any](m M) M {
	out := M{}
	for k, v := range m {
		out[k] = v
	}
	return out
}

// outcome is all that a regulation says, in one line.
func outcome(t *testing.T, reg *rules.Regulation, c engine.Case) string {
	t.Helper()
	decision, err := reg.Decide(t.Context(), &c)
	if err != nil {
		var refusal *engine.Error
		if errors.As(err, &refusal) {
			return fmt.Sprintf("refused by %s: %+v", refusal.Clause, refusal.Problems)
		}
		return "failed: " + err.Error()
	}
	body, err := engine.EncodeBody(&engine.Body{Ops: decision.Ops, Uses: decision.Uses, Cost: decision.Cost})
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
