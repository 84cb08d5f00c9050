package rules_test

import (
	"testing"

	"github.com/reglament/reglament/engine"
)

// What is offered is what may be done: for every status, actor and act the
// offer and the act itself agree.
func TestOffersAreWhatTheActsPermit(t *testing.T) {
	t.Parallel()
	reg := desk(t, set("acts.retype.when", map[string]any{"type": "support"}))
	actors := []engine.Actor{{Kind: engine.Customer, ID: "a"}, {Kind: engine.Staff, ID: "s"},
		{Kind: engine.Staff, ID: "o", Roles: []string{"operator"}}, {Kind: engine.Staff, ID: "b", Roles: []string{"boss"}}, {Kind: engine.System}}
	acts := []string{"reply", "note", "assign", "attach", "link", "watch", "unwatch"}
	for _, a := range reg.Acts {
		acts = append(acts, a.ID)
	}
	offered := 0
	for _, s := range reg.Statuses {
		for _, kind := range []string{"support", "incident"} {
			for _, actor := range actors {
				ticket := engine.Ticket{Tenant: "desk", ID: "T", Version: 1, Fields: engine.Fields{},
					Facets: map[string]string{"status": s.ID, "family": s.Family, "type": kind}}
				may := map[string]bool{}
				for _, o := range reg.Offers(&ticket, actor) {
					may[o.Act.ID] = true
					offered++
					if _, ok := reg.Clause(o.Clause); !ok {
						t.Errorf("%s is offered by no clause (%q)", o.Act.ID, o.Clause)
					}
				}
				for _, act := range acts {
					_, err := reg.Decide(t.Context(), &engine.Case{Ticket: &ticket, Event: engine.Fact{Kind: "act", At: local(t, "2026-11-23 10:00"),
						Actor: actor, Data: engine.Fields{"act": act}}})
					kind := engine.KindOf(err)
					if permitted := err == nil || kind == engine.Invalid; permitted != may[act] {
						t.Errorf("%s by %v in %s: offered %v, done %v (%v)", act, actor, s.ID, may[act], permitted, err)
					}
				}
			}
		}
	}
	if offered == 0 {
		t.Fatal("nothing was ever offered")
	}
}

func TestSuggestedActsCarryTheirClauseAndInputs(t *testing.T) {
	t.Parallel()
	reg := desk(t, set("reactions.0.do", []any{item(t, `{"suggest": {"act": "close", "inputs": {"reason": "spam"}, "text": "late"}}`)}))
	events, ticket := play(t, reg, asked(t))
	boss := engine.Actor{Kind: engine.Staff, ID: "b", Roles: []string{"boss"}}
	for _, o := range reg.Offers(&ticket, boss) {
		if o.Suggested {
			t.Errorf("%s is still suggested after the status has changed", o.Act.ID)
		}
	}
	first := engine.Apply(engine.Ticket{}, &events[0])
	for _, o := range reg.Offers(&first, boss) {
		if o.Act.ID == "close" && (!o.Suggested || o.Why != "D-7" || o.Inputs.String("reason") != "spam") {
			t.Errorf("got %+v, want it suggested by D-7 for spam", o)
		}
	}
}

func TestBuiltInActsCanBeNarrowed(t *testing.T) {
	t.Parallel()
	reg := desk(t, add("acts", item(t, `{"id": "reply", "clause": "D-4", "line": 44, "label": "Reply", "roles": ["boss"], "from": ["work"]}`)))
	ticket := engine.Ticket{Version: 1, Facets: map[string]string{"status": "work"}, Fields: engine.Fields{}}
	for _, c := range []struct {
		role, status string
		want         bool
	}{{"boss", "work", true}, {"operator", "work", false}, {"boss", "new", false}} {
		ticket.Facets["status"] = c.status
		got := false
		for _, o := range reg.Offers(&ticket, engine.Actor{Kind: engine.Staff, ID: "s", Roles: []string{c.role}}) {
			if o.Act.ID == "reply" {
				got = true
				if o.Clause != "D-4" || len(o.Act.Inputs) != 3 {
					t.Errorf("the narrowed reply stands in %q and asks for %d inputs, want D-4 and the built-in three", o.Clause, len(o.Act.Inputs))
				}
			}
		}
		if got != c.want {
			t.Errorf("%s in %s: offered %v, want %v", c.role, c.status, got, c.want)
		}
	}
}
