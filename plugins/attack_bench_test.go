package plugins_test

import (
	"context"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// BenchmarkAttacked is one decision of a tenant while a neighbour's never end. It
// reports how much slower the slowest of a hundred is than without the neighbour.
func BenchmarkAttacked(b *testing.B) {
	for name, file := range map[string]string{"Lua": "lua/hook-loop.lua", "WASM": "wasm/decide-loop.wat"} {
		b.Run(name, func(b *testing.B) {
			loader := &plugins.Loader{}
			decide, runaway := innocent(b, loader), compiled(b, loader, file)
			stop := run(b, runaway)
			var attacked []time.Duration
			for b.Loop() {
				attacked = append(attacked, decide())
			}
			stop()
			quiet := make([]time.Duration, len(attacked))
			for i := range quiet {
				quiet[i] = decide()
			}
			with, without := percentile99(attacked), percentile99(quiet)
			b.ReportMetric(float64(with.Nanoseconds()), "p99-attacked-ns")
			b.ReportMetric(float64(without.Nanoseconds()), "p99-quiet-ns")
			b.ReportMetric(float64(with)/float64(without), "p99-ratio")
		})
	}
}

func percentile99(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)*99/100]
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

// innocent decides about a request with a hook, and says how long it took.
func innocent(b *testing.B, loader *plugins.Loader) func() time.Duration {
	bundle, err := rules.ReadBundle(os.DirFS(hello), ".")
	if err != nil {
		b.Fatal(err)
	}
	reg := regulationOf(b, loader, bundle)
	at := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	c := &engine.Case{Tenant: "innocent", Now: at, Ticket: &engine.Ticket{Tenant: "innocent", ID: "T"}, Facts: engine.Fields{},
		Event: engine.Fact{ID: "c", Kind: rules.KindMessage, At: at, Channel: "form", Actor: engine.Actor{Kind: engine.Customer, ID: "a-x"},
			Data: engine.Fields{"fields": map[string]any{"type": "repair", "year": "1999"}}}}
	return func() time.Duration {
		began := time.Now()
		if _, err := reg.Decide(context.Background(), c); err != nil {
			b.Fatal(err)
		}
		return time.Since(began)
	}
}

// run has a regulation decide again and again, until stop is called.
func run(b *testing.B, reg *rules.Regulation) (stop func()) {
	mails, err := readCase(attackFolder + "/mails.yaml")
	if err != nil {
		b.Fatal(err)
	}
	ctx, cancel := context.WithCancel(b.Context())
	var wg sync.WaitGroup
	wg.Go(func() {
		for ctx.Err() == nil {
			cases.Run(ctx, func(map[string]any) (*rules.Regulation, error) { return reg, nil }, mails, cases.Observer{})
		}
	})
	return func() { cancel(); wg.Wait() }
}
