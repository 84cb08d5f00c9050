package meter

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"runtime"
	"strconv"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// outcome is all that can be seen of a call.
type outcome struct {
	results []uint64
	trap    string
	globals []uint64
	memory  []byte
}

// observe calls a function and looks around.
func (g generated) observe(m api.Module, f int, args []uint64) outcome {
	ctx := context.Background()
	m.ExportedGlobal("gA").(api.MutableGlobal).Set(generatedSteps)
	results, err := m.ExportedFunction(fmt.Sprint("f", f)).Call(ctx, args...)
	o := outcome{results: plain(g.funcs[f].Results, results), trap: trap(err)}
	o.globals = []uint64{m.ExportedGlobal("gA").Get()}
	var values []uint64
	for i := range g.values {
		values = append(values, m.ExportedGlobal("g"+string(rune('A'+firstGlobal+i))).Get())
	}
	o.globals = append(o.globals, plain(g.values, values)...)
	o.memory, _ = m.Memory().Read(0, m.Memory().Size())
	return o
}

// plain makes values comparable: a reference to a function is an address, of which
// only being null can be compared.
func plain(types []ValueType, list []uint64) []uint64 {
	for i := range list {
		if types[i] == FuncRef && list[i] != 0 {
			list[i] = 1
		}
		if types[i] == I32 || types[i] == F32 {
			list[i] &= 0xffffffff
		}
	}
	return list
}

func (o outcome) difference(p outcome) string {
	switch {
	case o.trap != p.trap:
		return fmt.Sprintf("trap %q, want %q", p.trap, o.trap)
	case fmt.Sprint(o.results) != fmt.Sprint(p.results):
		return fmt.Sprintf("results %x, want %x", p.results, o.results)
	case fmt.Sprint(o.globals) != fmt.Sprint(p.globals):
		return fmt.Sprintf("globals %x, want %x", p.globals, o.globals)
	case !bytes.Equal(o.memory, p.memory):
		return "memories differ"
	}
	return ""
}

// args are arguments for a function, the same for the same seed.
func (g generated) args(seed uint64, f int) []uint64 {
	r := rand.New(rand.NewPCG(seed, uint64(f)))
	list := make([]uint64, len(g.funcs[f].Params))
	for i, v := range g.funcs[f].Params {
		switch v {
		case I32, F32:
			list[i] = uint64(r.Uint32N(1 << (1 + r.UintN(31))))
		case I64, F64:
			list[i] = r.Uint64N(1 << (1 + r.UintN(63)))
		}
	}
	return list
}

// guess is how much a module's charges may take in advance: some nothing, so that
// they have many.
func guess(seed uint64) int64 { return []int64{0, 3, 10, maxGuess}[seed%4] }

// compareSeed runs the module of a seed with and without metering.
func compareSeed(r wazero.Runtime, seed uint64) error {
	ctx := context.Background()
	g := generate(seed, false)
	metered, _, err := injectGuessing(g.module, Options{Fuel: MaxFuel}, guess(seed))
	if err != nil {
		return err
	}
	config := wazero.NewModuleConfig().WithName("")
	plain, err := r.InstantiateWithConfig(ctx, g.module, config)
	if err != nil {
		return fmt.Errorf("the generated module is not valid: %w", err)
	}
	defer plain.Close(ctx)
	changed, err := r.InstantiateWithConfig(ctx, metered, config)
	if err != nil {
		return fmt.Errorf("the metered module is not valid: %w", err)
	}
	defer changed.Close(ctx)
	for f := range g.funcs {
		args := g.args(seed, f)
		want, got := g.observe(plain, f, args), g.observe(changed, f, args)
		if d := want.difference(got); d != "" {
			return fmt.Errorf("function %d of %x: %s", f, args, d)
		}
	}
	return nil
}

// modules is how many random modules each engine compares. The variable sets
// another number.
func modules(t *testing.T) uint64 {
	text := os.Getenv("REGLAMENT_WASM_MODULES")
	if text == "" {
		return 10_000
	}
	n, err := strconv.ParseUint(text, 10, 32)
	if err != nil {
		t.Fatalf("REGLAMENT_WASM_MODULES: %v", err)
	}
	return n
}

// TestMeteredModuleDoesTheSame shares the seeds among runtimes that work side by
// side.
func TestMeteredModuleDoesTheSame(t *testing.T) {
	t.Parallel()
	count, parts := modules(t), uint64(runtime.GOMAXPROCS(0))
	for name, config := range engines {
		for part := range parts {
			t.Run(fmt.Sprintf("%s/%d of %d", name, part+1, parts), func(t *testing.T) {
				t.Parallel()
				r := newRuntime(t, config())
				for seed := part; seed < count; seed += parts {
					if err := compareSeed(r, seed); err != nil {
						t.Fatalf("seed %d: %v", seed, err)
					}
				}
			})
		}
	}
}
