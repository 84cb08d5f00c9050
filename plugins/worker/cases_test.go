package worker

import (
	"context"
	"io/fs"
	"math/rand/v2"
	"os"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

func TestShippedRegulationsKeepTheirCases(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	loader := &plugins.Loader{Workers: r.Pool}
	ways := map[string]func(context.Context, string, *rules.Bundle) (plugins.Program, error){"": loader.Load, ", interpreted": loader.Twin}
	folders, err := fs.ReadDir(rules.Shipped, ".")
	if err != nil {
		t.Fatal(err)
	}
	played := 0
	for _, folder := range folders {
		name := folder.Name()
		if !plugins.IsRegulation(rules.Shipped, name) {
			continue
		}
		bundle, err := rules.ReadBundle(rules.Shipped, name)
		if err != nil {
			t.Fatal(err)
		}
		files, err := cases.Load(bundle.FS(), "cases")
		if err != nil {
			t.Fatal(err)
		}
		for way, load := range ways {
			prog, err := load(t.Context(), name, bundle)
			if err != nil {
				t.Fatal(err)
			}
			if prog == nil {
				continue
			}
			defer prog.Close()
			for _, f := range files {
				played++
				for _, failure := range cases.Run(t.Context(), cases.Of(prog), f, cases.Observer{}).Failures {
					t.Errorf("%s%s: %s:%d: %s", name, way, f.Path, failure.Line, failure.Message)
				}
			}
		}
	}
	if played < 50 {
		t.Errorf("%d cases were played, want those of five companies", played)
	}
}

// TestEltexDecidesTheSameEverywhere has what happens in the cases of ELTEX decided
// four times: in Lua and in WebAssembly, in this process and in another.
func TestEltexDecidesTheSameEverywhere(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	script, err := os.ReadFile("../testdata/eltex/regulation.lua")
	if err != nil {
		t.Fatal(err)
	}
	module, err := rules.Shipped.ReadFile("eltex/regulation.wasm")
	if err != nil {
		t.Fatal(err)
	}
	var regs []*rules.Regulation
	for _, b := range []*rules.Bundle{{Files: map[string][]byte{plugins.Main: script}}, {Files: map[string][]byte{plugins.Module: module}}} {
		_, there := r.load(t, "eltex", b)
		here, err := plugins.Load(t.Context(), "eltex", b)
		if err != nil {
			t.Fatal(err)
		}
		defer here.Close()
		regs = append(regs, compile(t, here), there)
	}
	happened := happenings(t, regs[0])
	rng := rand.New(rand.NewPCG(3, 3))
	decided := 0
	for range 500 {
		c := happened[rng.IntN(len(happened))]
		c.Event.Data = engine.Fields{}
		for k, v := range happened[rng.IntN(len(happened))].Event.Data {
			c.Event.Data[k] = v
		}
		first := decide(t.Context(), regs[0], &c)
		for _, reg := range regs[1:] {
			if got := decide(t.Context(), reg, &c); got != first {
				t.Fatalf("event %+v of a ticket %+v:\n%s\n%s", c.Event, c.Ticket, first, got)
			}
		}
		if first[0] == '{' {
			decided++
		}
	}
	if decided < 100 {
		t.Errorf("%d decisions were compared, want more", decided)
	}
}

// happenings are what the regulation is asked in the cases of ELTEX.
func happenings(t *testing.T, reg *rules.Regulation) (all []engine.Case) {
	t.Helper()
	files, err := cases.Load(rules.Shipped, "eltex/cases")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		folds := map[engine.TicketID]engine.Ticket{}
		of := func(map[string]any) (*rules.Regulation, error) { return reg, nil }
		cases.Run(t.Context(), of, f, cases.Observer{Event: func(e *engine.Event, _ engine.Ticket) {
			before := folds[e.Ticket]
			if e.Ticket != "" && e.Body.Fault == "" && e.Kind != engine.KindActivated {
				all = append(all, engine.Rebuild(e, before, nil))
			}
			folds[e.Ticket] = engine.Apply(before, e)
		}})
	}
	return all
}
