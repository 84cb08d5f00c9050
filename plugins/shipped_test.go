package plugins_test

import (
	"testing"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// load reads and loads a regulation that comes with the program.
func load(t testing.TB, name string) plugins.Program {
	t.Helper()
	bundle, err := rules.ReadBundle(rules.Shipped, name)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := plugins.Load(t.Context(), name, bundle)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(prog.Close)
	return prog
}

func TestShippedRegulationsHaveNoFindings(t *testing.T) {
	t.Parallel()
	for _, name := range shippedNames(t) {
		_, findings := load(t, name).Compile(rules.Options{})
		for _, f := range findings {
			t.Errorf("%s: %s", name, f)
		}
	}
}
