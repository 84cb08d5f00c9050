package rules_test

import (
	"os"
	"testing"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// Stories about the interpreter are case files: a new one is a new file.
func TestDeskKeepsItsCases(t *testing.T) {
	t.Parallel()
	files, err := cases.Load(os.DirFS("testdata"), "cases")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, f := range files {
		t.Run(f.Path, func(t *testing.T) {
			t.Parallel()
			report := cases.Run(t.Context(), func(params map[string]any) (*rules.Regulation, error) {
				reg, findings := rules.Compile(deskTree(t), rules.Options{Params: params})
				return reg, findings.Err()
			}, f, cases.Observer{})
			for _, failure := range report.Failures {
				t.Errorf("%s:%d: %s", f.Path, failure.Line, failure.Message)
			}
		})
	}
}
