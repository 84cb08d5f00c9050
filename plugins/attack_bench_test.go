package plugins_test

import (
	"context"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// BenchmarkRunaway is one decision whose hook never ends: how long until it is
// stopped.
func BenchmarkRunaway(b *testing.B) {
	for name, file := range map[string]string{"Lua": "lua/hook-loop.lua", "WASM": "wasm/decide-loop.wat"} {
		b.Run(name, func(b *testing.B) {
			reg := compiled(b, &plugins.Loader{}, file)
			at := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
			c := &engine.Case{Tenant: "runaway", Now: at, Ticket: &engine.Ticket{Tenant: "runaway", ID: "T"}, Facts: engine.Fields{},
				Event: engine.Fact{ID: "c", Kind: rules.KindMessage, At: at, Channel: "email", Actor: engine.Actor{Kind: engine.Customer, ID: "a-x"},
					Data: engine.Fields{"subject": "x", "text": "x", "from": map[string]any{"address": "a@mail.example"}}}}
			for b.Loop() {
				if _, err := reg.Decide(context.Background(), c); engine.Exceeded(err) != engine.QuotaInstructions {
					b.Fatalf("got %v, want the quota of instructions", err)
				}
			}
		})
	}
}

// compiled is the regulation of an attack that is noticed at its decisions.
func compiled(b *testing.B, loader *plugins.Loader, file string) *rules.Regulation {
	b.Helper()
	bundle, err := bundleOf(attackFolder + "/" + file)
	if err != nil {
		b.Fatal(err)
	}
	return regulationOf(b, loader, bundle)
}

func regulationOf(b *testing.B, loader *plugins.Loader, bundle *rules.Bundle) *rules.Regulation {
	b.Helper()
	program, err := loader.Load(b.Context(), "benchmark", bundle)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(program.Close)
	reg, findings := program.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		b.Fatal(err)
	}
	return reg
}
