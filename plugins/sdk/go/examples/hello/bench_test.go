package main

import (
	"context"
	"testing"

	sdk "github.com/reglament/reglament/plugins/sdk/go/regulation"
)

// BenchmarkDecide is one decision on the machine that serves, from writing the
// case to reading the answer. The memory is not put back in between.
func BenchmarkDecide(b *testing.B) {
	for name, seen := range map[string]string{"note": oldCase, "nothing": newCase} {
		b.Run(name, func(b *testing.B) {
			g := start(b, "compiler", ".")
			decide, ctx := g.ExportedFunction("rg_decide"), context.Background()
			at, err := g.call("rg_alloc", uint64(len(seen)))
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				g.Memory().Write(uint32(at), []byte(seen))
				if _, err := decide.Call(ctx, at, uint64(len(seen))); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkDecideNatively is the same without a module.
func BenchmarkDecideNatively(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := sdk.Decide(rules, []byte(oldCase)); err != nil {
			b.Fatal(err)
		}
	}
}
