package plugins_test

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/explore"
)

// hotline is the regulation of the tutorial: a provider that nobody had in mind
// when the language was made.
const hotline = "../docs/hotline"

func loadHotline(t *testing.T) (plugins.Program, *rules.Regulation) {
	t.Helper()
	bundle, err := rules.ReadBundle(os.DirFS(hotline), ".")
	if err != nil {
		t.Fatal(err)
	}
	program, err := plugins.Load(t.Context(), "hotline", bundle)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(program.Close)
	reg, findings := program.Compile(rules.Options{})
	for _, f := range findings {
		t.Error(f)
	}
	if findings.Err() != nil {
		t.FailNow()
	}
	return program, reg
}

// TestHotlineCasesProveAllOfIt plays the cases, and wants each clause, text,
// reason, act and status to be expected by one of them.
func TestHotlineCasesProveAllOfIt(t *testing.T) {
	t.Parallel()
	program, reg := loadHotline(t)
	files, err := cases.Load(os.DirFS(hotline), "cases")
	if err != nil {
		t.Fatal(err)
	}
	expected := map[string]bool{}
	for _, f := range files {
		report := cases.Run(t.Context(), cases.Of(program), f, cases.Observer{})
		for _, failure := range report.Failures {
			t.Errorf("%s:%d: %s", f.Path, failure.Line, failure.Message)
		}
		for _, id := range report.Covered {
			expected["clause "+string(id)] = true
		}
		for i := range f.Steps {
			collect(&f.Steps[i], expected)
		}
	}
	for _, what := range parts(reg) {
		if !expected[what] {
			t.Errorf("no case expects the %s", what)
		}
	}
}

// collect notes what a step proves. An act that is turned down proves the clause
// that forbids it, but not the act.
func collect(s *cases.Step, expected map[string]bool) {
	e := s.Expect
	if e == nil {
		e = &cases.Expect{}
	}
	if e.Refused == nil {
		expected["act "+s.Act] = true
		if reason, ok := s.Inputs["reason"].(string); ok {
			expected["reason "+reason] = true
		}
	} else {
		for _, code := range e.Refused.Problems {
			expected["text "+code] = true
		}
	}
	expected["status "+e.Status] = true
	if e.Sent != nil {
		for _, sent := range *e.Sent {
			expected["text "+sent.Text] = true
		}
	}
}

// parts names everything of a regulation that a case can prove.
func parts(reg *rules.Regulation) (all []string) {
	for i := range reg.Clauses {
		all = append(all, "clause "+string(reg.Clauses[i].ID))
	}
	for _, id := range slices.Sorted(maps.Keys(reg.Texts)) {
		all = append(all, "text "+id)
	}
	for i := range reg.Reasons {
		all = append(all, "reason "+reg.Reasons[i].ID)
	}
	for i := range reg.Acts {
		all = append(all, "act "+reg.Acts[i].ID)
	}
	for i := range reg.Statuses {
		all = append(all, "status "+reg.Statuses[i].ID)
	}
	return all
}

// TestHotlineIsDataButForAFewLines keeps the promise that a regulation is lists
// and names, with code only for what is calculated.
func TestHotlineIsDataButForAFewLines(t *testing.T) {
	t.Parallel()
	if n := linesOfCode(string(readDoc(t, hotline+"/regulation.lua"))); n < 3 || n > 30 {
		t.Errorf("the functions have %d lines together, want 30 at most", n)
	}
}

// linesOfCode counts the lines of a script's functions. A function ends where an
// end stands as far in as the line that the function begins on.
func linesOfCode(source string) (n int) {
	end := ""
	for line := range strings.Lines(source) {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		if end == "" && strings.Contains(line, "function") {
			end = indent + "end"
		}
		if end != "" {
			n++
		}
		if end != "" && strings.HasPrefix(line, end) {
			end = ""
		}
	}
	return n
}

// TestHotlineHasNoDeadEnds plays what the cases do not.
func TestHotlineHasNoDeadEnds(t *testing.T) {
	t.Parallel()
	_, reg := loadHotline(t)
	people, err := directory.Read(bytes.NewReader(readDoc(t, hotline+"/cases/directory.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	report, err := explore.Run(t.Context(), explore.Config{Regulation: reg, Directory: people, Seed: 1, Histories: 600, Depth: 6})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Errorf("%s %v: %s\n%s", f.Kind, f.Clauses, f.What, strings.Join(f.Steps, "\n"))
	}
	if report.States < 100 {
		t.Errorf("only %d states were seen", report.States)
	}
}
