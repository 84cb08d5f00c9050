package replay

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

// answer is a regulation that always decides the same.
type answer struct {
	routed   engine.Routing
	decision engine.Decision
	err      error
}

func (a answer) Route(context.Context, *engine.Case) (engine.Routing, error) { return a.routed, nil }

func (a answer) Decide(context.Context, *engine.Case) (engine.Decision, error) {
	return a.decision, a.err
}

func note(clause engine.ClauseID) engine.Op {
	return engine.Op{Kind: engine.OpNote, Clause: clause, Name: "n"}
}

func TestDecisionIsComparedWithWhatIsRecorded(t *testing.T) {
	t.Parallel()
	refusal := &engine.Error{Kind: engine.Refused, Clause: "9", Problems: []engine.Problem{{Code: "act_status"}}}
	adopted := engine.Op{Kind: engine.OpEdition, Clause: "T", Value: "b"}
	decides := func(ops ...engine.Op) answer { return answer{decision: engine.Decision{Ops: ops, Cost: 7}} }
	for name, c := range map[string]struct {
		kind      string
		was       []engine.Op
		candidate answer
		want      string
		clauses   string
	}{
		"the same":              {"act", []engine.Op{note("1"), note("2")}, decides(note("2"), note("1")), "", ""},
		"another clause":        {"act", []engine.Op{note("1"), note("2")}, decides(note("1"), note("3")), Changed, "2 3"},
		"adopted by the engine": {"act", []engine.Op{adopted, note("1")}, decides(note("1")), "", ""},
		"refused":               {"act", []engine.Op{note("1")}, answer{err: refusal}, Refused, "1 9"},
		"failed":                {"act", []engine.Op{note("1")}, answer{err: errors.New("broken")}, Failed, ""},
		"refused what happened": {engine.KindTimer, []engine.Op{engine.RefusalNote(refusal)}, answer{err: refusal}, "", ""},
		"to another ticket":     {"message", []engine.Op{note("1")}, answer{routed: engine.Routing{Ticket: "U"}}, Routed, "1"},
	} {
		e := &engine.Event{Tenant: "acme", Ticket: "T", Version: 2, Seq: 5, Kind: c.kind, Salt: []byte{1}, Body: engine.Body{Ops: c.was}}
		if c.kind == "message" {
			e.Body.Thread = []engine.Evidence{{Ticket: "T"}, {Ticket: "U"}}
		}
		d, cost, err := Decide(t.Context(), c.candidate, e, engine.Ticket{ID: "T", Version: 1, Number: "N-1"}, nil)
		got, clauses := "", []string{}
		if d != nil {
			got = d.Kind
			for _, id := range d.Clauses {
				clauses = append(clauses, string(id))
			}
		}
		if err != nil || got != c.want || strings.Join(clauses, " ") != c.clauses || cost != c.candidate.decision.Cost {
			t.Errorf("%s: %q under clauses %v at %d (%v), want %q under %s", name, got, clauses, cost, err, c.want, c.clauses)
		}
	}
}

func TestTallyNamesTheFirstTicketsOfEachClause(t *testing.T) {
	t.Parallel()
	tally := Tally{}
	for i := range 30 {
		tally.Add(&Difference{Number: string(rune('A' + i/2)), Clauses: []engine.ClauseID{"1", "2"}[:1+i%2]})
	}
	one, two := tally["1"], tally["2"]
	if one.Differences != 30 || two.Differences != 15 || len(one.Numbers) != maxNumbers || !slices.Equal(one.Numbers, two.Numbers) {
		t.Errorf("clause 1 %+v, clause 2 %+v; want 30 and 15 differences, the first ten tickets each once", one, two)
	}
}
