package explore_test

import (
	"testing"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/explore"
)

// shipped is a regulation that comes with the program.
func shipped(t testing.TB, name string) *rules.Regulation {
	t.Helper()
	bundle, err := rules.ReadBundle(rules.Shipped, name)
	if err != nil {
		t.Fatal(err)
	}
	return compiled(t, name, bundle)
}

func BenchmarkExplorePROTS(b *testing.B) {
	reg := shipped(b, "prots")
	histories := int64(0)
	for b.Loop() {
		report, err := explore.Run(b.Context(), explore.Config{Regulation: reg, Seed: 1, Histories: 2000})
		if err != nil {
			b.Fatal(err)
		}
		histories += report.Histories
	}
	b.ReportMetric(float64(histories)/b.Elapsed().Minutes(), "histories/min")
}
