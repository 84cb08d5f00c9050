package rules_test

import (
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// deskTree is the catalogue that these tests start from, for changing.
func deskTree(t testing.TB) map[string]any {
	t.Helper()
	raw, err := os.ReadFile("testdata/desk.json")
	if err != nil {
		t.Fatal(err)
	}
	tree, err := engine.DecodeValue(raw)
	if err != nil {
		t.Fatal(err)
	}
	return tree.(map[string]any)
}

// desk is the regulation of testdata/desk.json, with changes.
func desk(t testing.TB, edits ...edit) *rules.Regulation {
	t.Helper()
	reg, findings := compileDesk(t, edits...)
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return reg
}

func compileDesk(t testing.TB, edits ...edit) (*rules.Regulation, rules.Findings) {
	t.Helper()
	tree := deskTree(t)
	for _, e := range edits {
		e(t, tree)
	}
	return rules.Compile(tree, rules.Options{File: "desk.lua"})
}

// An edit changes a catalogue.
type edit func(t testing.TB, tree map[string]any)

// set puts a value at a path such as "acts.take.to" or "promises.0.within";
// items are found by their id. nil takes what is there away.
func set(path string, value any) edit {
	return func(t testing.TB, tree map[string]any) {
		t.Helper()
		steps := strings.Split(path, ".")
		at := any(tree)
		for _, step := range steps[:len(steps)-1] {
			at = child(t, at, step)
		}
		last := steps[len(steps)-1]
		m, ok := at.(map[string]any)
		if !ok {
			t.Fatalf("%s: %s stands in no map", path, last)
		}
		if m[last] = value; value == nil {
			delete(m, last)
		}
	}
}

// add appends items to a list of the catalogue.
func add(list string, items ...any) edit {
	return func(_ testing.TB, tree map[string]any) {
		have, _ := tree[list].([]any)
		tree[list] = append(have, items...)
	}
}

func child(t testing.TB, at any, step string) any {
	t.Helper()
	switch x := at.(type) {
	case map[string]any:
		if x[step] != nil {
			return x[step]
		}
	case []any:
		if i, err := strconv.Atoi(step); err == nil && i < len(x) {
			return x[i]
		}
		for _, e := range x {
			if m, _ := e.(map[string]any); m["id"] == step {
				return m
			}
		}
	}
	t.Fatalf("there is no %s", step)
	return nil
}

// item is a part of the catalogue as JSON writes it.
func item(t testing.TB, s string) map[string]any {
	t.Helper()
	v, err := engine.DecodeValue([]byte(s))
	if err != nil {
		t.Fatal(err)
	}
	return v.(map[string]any)
}

// local is an instant in the desk's zone.
func local(t testing.TB, s string) time.Time {
	t.Helper()
	zone, err := time.LoadLocation("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("2006-01-02 15:04", s, zone)
	if err != nil {
		t.Fatal(err)
	}
	return at
}

// play plays a case on a regulation and fails where the case does. It returns
// the events and the ticket as the last of them left it.
func play(t testing.TB, reg *rules.Regulation, f *cases.File) (events []engine.Event, last engine.Ticket) {
	t.Helper()
	report := cases.Run(t.Context(), func(map[string]any) (*rules.Regulation, error) { return reg, nil }, f,
		cases.Observer{Event: func(e *engine.Event, ticket engine.Ticket) {
			if e.Ticket != "" {
				events, last = append(events, *e), ticket
			}
		}})
	for _, failure := range report.Failures {
		t.Errorf("%s:%d: %s", f.Path, failure.Line, failure.Message)
	}
	return events, last
}
