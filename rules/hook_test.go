package rules_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// hookFunc is a hook in Go.
type hookFunc func(v *rules.View) (any, error)

func (f hookFunc) Call(_ context.Context, _ int64, v *rules.View) (any, int64, error) {
	effects, err := f(v)
	return effects, 7, err
}

// hooked is the desk with a hook at a moment, of clause D-3.
func hooked(t testing.TB, moment string, f hookFunc) *rules.Regulation {
	t.Helper()
	tree := deskTree(t)
	add("hooks", map[string]any{"on": []any{moment}, "clause": "D-3", "line": int64(39), "func": int64(1)})(t, tree)
	reg, findings := rules.Compile(tree, rules.Options{File: "desk.lua", Hooks: f})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return reg
}

// mailCase is a first mail.
func mailCase(t testing.TB) *engine.Case {
	return &engine.Case{Tenant: "desk", Ticket: &engine.Ticket{ID: "T"}, Facts: engine.Fields{"company": map[string]any{"id": "x"}, "identified": true},
		Event: engine.Fact{Kind: rules.KindMessage, At: local(t, "2026-11-23 10:00"), Channel: "email", Actor: engine.Actor{Kind: engine.Customer, ID: "a-1"},
			Data: engine.Fields{"subject": "Printer is broken", "text": "Call 87051006343", "from": map[string]any{"address": "a@gmail.com", "name": "Aigul"}}}}
}

func TestHookActsUnderItsClause(t *testing.T) {
	t.Parallel()
	reg := hooked(t, "registered", func(*rules.View) (any, error) {
		return []any{item(t, `{"set": {"priority": "high"}}`), item(t, `{"status": "work"}`)}, nil
	})
	d, err := reg.Decide(t.Context(), mailCase(t))
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]any{}
	for _, op := range d.Ops {
		if m, ok := op.Value.(map[string]any); ok && op.Kind == engine.OpFacet && op.Clause == "D-3" {
			for k, v := range m {
				got[k] = v
			}
		}
	}
	if got["priority"] != "high" || got["status"] != "work" || d.Cost != 7 {
		t.Errorf("got facets %v at the cost of %d, want the hook's priority and status, and 7", got, d.Cost)
	}
}

func TestHookIsNotAskedAtOtherMoments(t *testing.T) {
	t.Parallel()
	reg := hooked(t, "reply", func(*rules.View) (any, error) { return nil, errors.New("nobody replied") })
	if _, err := reg.Decide(t.Context(), mailCase(t)); err != nil {
		t.Errorf("got %v", err)
	}
}

func TestHookOverrulesTheTextThatItSends(t *testing.T) {
	t.Parallel()
	reg := hooked(t, "registered", func(*rules.View) (any, error) {
		return []any{item(t, `{"send": {"text": "accepted", "to": "boss@example.kz"}}`)}, nil
	})
	d, err := reg.Decide(t.Context(), mailCase(t))
	if err != nil {
		t.Fatal(err)
	}
	var to []string
	for _, op := range d.Ops {
		if m, ok := op.Value.(map[string]any); ok && op.Kind == engine.OpSend {
			to = append(to, engine.Fields(m).Map("to").String("address"))
		}
	}
	if !slices.Equal(to, []string{"boss@example.kz"}) {
		t.Errorf("it goes to %q, want the hook's alone", to)
	}
}

func TestHookDropsWhatAClauseHasDone(t *testing.T) {
	t.Parallel()
	reg := hooked(t, "registered", func(*rules.View) (any, error) { return []any{item(t, `{"drop": "D-4"}`)}, nil })
	d, err := reg.Decide(t.Context(), mailCase(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, op := range d.Ops {
		if op.Clause == "D-4" {
			t.Errorf("%s %s of D-4 is still there", op.Kind, op.Name)
		}
	}
	if len(d.Ops) == 0 {
		t.Error("nothing is left at all")
	}
}

func TestFailingHookNamesItsClause(t *testing.T) {
	t.Parallel()
	boom := errors.New("boom")
	for name, f := range map[string]hookFunc{
		"boom":                                  func(*rules.View) (any, error) { return nil, boom },
		`want named values, not the string`:     func(*rules.View) (any, error) { return []any{"nonsense"}, nil },
		`"dance" is unknown here`:               func(*rules.View) (any, error) { return []any{map[string]any{"dance": true}}, nil },
		`there is no status "nowhere"`:          func(*rules.View) (any, error) { return []any{map[string]any{"status": "nowhere"}}, nil },
		`there is no text "nothing"`:            func(*rules.View) (any, error) { return item(t, `{"send": {"text": "nothing"}}`), nil },
		"exactly one thing; this does 0":        func(*rules.View) (any, error) { return []any{map[string]any{}}, nil },
		"status follows from the status":        func(*rules.View) (any, error) { return item(t, `{"set": {"status": "work"}}`), nil },
		"more than 64 moments follow from one ": func(*rules.View) (any, error) { return item(t, `{"mark": ["reply"]}`), nil },
	} {
		reg := hooked(t, "registered", f)
		if strings.HasPrefix(name, "more than") {
			tree := deskTree(t)
			add("reactions", item(t, `{"on": ["registered", "again"], "clause": "D-3", "line": 5, "do": [{"mark": ["again"]}]}`))(t, tree)
			reg, _ = rules.Compile(tree, rules.Options{})
		}
		_, err := reg.Decide(t.Context(), mailCase(t))
		if err == nil || !strings.Contains(err.Error(), name) || engine.KindOf(err) != engine.Internal {
			t.Errorf("got %v, want a fault with %q", err, name)
			continue
		}
		if !strings.HasPrefix(name, "more than") && !strings.Contains(err.Error(), "clause D-3") {
			t.Errorf("%v does not name the clause", err)
		}
	}
}

func TestViewShowsTheCase(t *testing.T) {
	t.Parallel()
	seen := map[string]any{}
	var names, moments []string
	reg := hooked(t, "registered", func(v *rules.View) (any, error) {
		for _, path := range []string{"status", "family", "channel", "field.phone", "field.nothing", "data.subject", "company.id", "sender.kind",
			"sender.identified", "sender.domain", "actor.kind", "language", "files", "new", "param.reminders", "nonsense", "field", "promise.first_reply.state"} {
			seen[path] = v.Get(path)
		}
		names = v.Names("field")
		for _, m := range v.Moments() {
			moments = append(moments, m.(string))
		}
		if v.Clause() != "D-3" || v.Now() != engine.Micros(local(t, "2026-11-23 10:00")) || len(v.Proposed()) == 0 {
			t.Errorf("clause %s, now %d, %d proposed", v.Clause(), v.Now(), len(v.Proposed()))
		}
		return nil, nil
	})
	if _, err := reg.Decide(t.Context(), mailCase(t)); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]any{"status": "new", "family": "new", "channel": "email", "field.phone": "+77051006343", "field.nothing": nil,
		"data.subject": "Printer is broken", "company.id": "x", "sender.kind": "personal", "sender.identified": true, "sender.domain": "gmail.com",
		"actor.kind": "customer", "language": "en", "files": int64(0), "new": true, "param.reminders": int64(2), "nonsense": nil, "field": nil,
		"promise.first_reply.state": "running"} {
		if seen[path] != want {
			t.Errorf("%s is %v, want %v", path, seen[path], want)
		}
	}
	if want := []string{"email", "language", "name", "phone", "subject"}; !slices.Equal(names, want) {
		t.Errorf("fields are %q, want %q", names, want)
	}
	if want := []string{"enter:new", "received", "registered"}; !slices.Equal(moments, want) {
		t.Errorf("moments are %q, want %q", moments, want)
	}
}
