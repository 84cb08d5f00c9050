package plugins_test

import (
	"testing"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

func TestShippedRegulationsKeepTheirCases(t *testing.T) {
	for _, name := range shippedNames(t) {
		t.Run(name, func(t *testing.T) {
			bundle, err := rules.ReadBundle(rules.Shipped, name)
			if err != nil {
				t.Fatal(err)
			}
			program, err := plugins.Load(t.Context(), "rules/"+name, bundle)
			if err != nil {
				t.Fatal(err)
			}
			defer program.Close()
			files, err := cases.Load(rules.Shipped, name+"/cases")
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range files {
				t.Run(f.Path, func(t *testing.T) {
					report := cases.Run(t.Context(), func(params map[string]any) (*rules.Regulation, error) {
						reg, findings := program.Compile(rules.Options{Params: params})
						return reg, findings.Err()
					}, f, cases.Observer{})
					for _, failure := range report.Failures {
						t.Errorf("%s:%d: %s", f.Path, failure.Line, failure.Message)
					}
				})
			}
		})
	}
}
