package plugins_test

import (
	"slices"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/coverage"
)

// TestShippedCasesProveAllOfTheirRegulation wants an expectation for each clause,
// and a case that comes by each text, reason and transition.
func TestShippedCasesProveAllOfTheirRegulation(t *testing.T) {
	t.Parallel()
	for _, name := range shippedNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			program := load(t, name)
			reg, findings := program.Compile(rules.Options{})
			if err := findings.Err(); err != nil {
				t.Fatal(err)
			}
			files, err := cases.Load(rules.Shipped, name+"/cases")
			if err != nil {
				t.Fatal(err)
			}
			proveAll(t, program, reg, files)
		})
	}
}

func proveAll(t *testing.T, program plugins.Program, reg *rules.Regulation, files []*cases.File) {
	t.Helper()
	parts := coverage.New(reg)
	var proved []engine.ClauseID
	for _, f := range files {
		report := cases.Run(t.Context(), cases.Of(program), f, parts.Observer())
		for _, failure := range report.Failures {
			t.Errorf("%s:%d: %s", f.Path, failure.Line, failure.Message)
		}
		proved = append(proved, report.Covered...)
	}
	for i := range reg.Clauses {
		if id := reg.Clauses[i].ID; !slices.Contains(proved, id) {
			t.Errorf("no case proves clause %s", id)
		}
	}
	if len(parts.Parts()) < 10 {
		t.Errorf("only %d parts were looked for", len(parts.Parts()))
	}
	for _, p := range parts.Parts() {
		if !p.Covered {
			t.Errorf("no case comes by the %s %s of clause %s", p.Kind, p.ID, p.Clause)
		}
	}
}
