package meter

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// collatz is a guest that does nothing but branch and count: for each number up
// to its argument it follows the Collatz sequence and adds up the lengths.
func collatz() []byte {
	p := &program{}
	const n, i, v, sum = 0, 1, 2, 3
	get := func(l int) []byte { return asm(opLocalGet, l) }
	run := p.fn([]ValueType{I64}, []ValueType{I64}, []ValueType{I64, I64, I64}, asm(
		opLoop, emptyBlock,
		get(i), opI64Const, 1, 0x7c, opLocalTee, i, 0x21, v,
		opBlock, emptyBlock, opLoop, emptyBlock,
		get(v), opI64Const, 1, 0x51, opBrIf, 1,
		get(sum), opI64Const, 1, 0x7c, 0x21, sum,
		get(v), opI64Const, 1, 0x83, 0xa7,
		opIf, I64, get(v), opI64Const, 3, 0x7e, opI64Const, 1, 0x7c,
		opElse, get(v), opI64Const, 1, opI64ShrU, opEnd,
		0x21, v, opBr, 0, opEnd, opEnd,
		get(i), get(n), opI64LtS, opBrIf, 0, opEnd, get(sum))...)
	p.export("run", Func, run)
	return p.bytes()
}

// fibonacci is a guest that does nothing but call.
func fibonacci() []byte {
	p := &program{}
	run := p.fn([]ValueType{I64}, []ValueType{I64}, none, asm(
		opLocalGet, 0, opI64Const, 2, opI64LtS, opIf, I64, opLocalGet, 0, opElse,
		opLocalGet, 0, opI64Const, 1, opI64Sub, 0x10, 0, opLocalGet, 0, opI64Const, 2, opI64Sub, 0x10, 0, 0x7c, opEnd)...)
	p.export("run", Func, run)
	return p.bytes()
}

func BenchmarkOverhead(b *testing.B) {
	guests := []struct {
		name   string
		module []byte
		arg    uint64
	}{{"loops", collatz(), 300}, {"calls", fibonacci(), 18}}
	for engine, config := range engines {
		for _, g := range guests {
			b.Run(fmt.Sprintf("%s/%s", g.name, engine), func(b *testing.B) {
				r := newRuntime(b, config())
				compare(b, r, g.module, func(m api.Module) {
					if _, err := m.ExportedFunction("run").Call(context.Background(), g.arg); err != nil {
						b.Fatal(err)
					}
				})
			})
		}
	}
}

// BenchmarkGoGuest runs a decision of a few hundred microseconds: JSON in and out.
func BenchmarkGoGuest(b *testing.B) {
	r := newRuntime(b, wazero.NewRuntimeConfig())
	wasi_snapshot_preview1.MustInstantiate(context.Background(), r)
	compareStarted(b, startGuest(b, r, goGuest(b)), startGuest(b, r, inject(b, goGuest(b), Options{Fuel: MaxFuel})), func(m api.Module) {
		if _, err := m.ExportedFunction("decide").Call(context.Background(), 3); err != nil {
			b.Fatal(err)
		}
	})
}

// BenchmarkSmallGuest runs a decision of the example of the kit for AssemblyScript:
// the guest's part of it alone, without what the host does before and after. Each
// decision has a new instance, for this guest never frees memory.
func BenchmarkSmallGuest(b *testing.B) {
	module, err := os.ReadFile("../../sdk/assemblyscript/examples/hello/regulation.wasm")
	if err != nil {
		b.Fatal(err)
	}
	r := newRuntime(b, wazero.NewRuntimeConfig())
	question := fmt.Appendf(nil, `{"hook":%d,"now":1795413600000000,"clause":"3","raised":["registered"],"case":{"field.year":"1990"}}`,
		hookOf(b, startGuest(b, r, module)))
	modules := [2]wazero.CompiledModule{compiled(b, r, module), compiled(b, r, inject(b, module, Options{Fuel: MaxFuel}))}
	best := never
	for b.Loop() {
		for i, mod := range modules {
			best[i] = min(best[i], decideOnce(b, r, mod, question))
		}
	}
	best.report(b)
}

func compiled(b *testing.B, r wazero.Runtime, module []byte) wazero.CompiledModule {
	mod, err := r.CompileModule(context.Background(), module)
	if err != nil {
		b.Fatal(err)
	}
	return mod
}

// decideOnce is how long a new instance takes for its second decision; the first
// one warms the caches.
func decideOnce(b *testing.B, r wazero.Runtime, mod wazero.CompiledModule, question []byte) (took time.Duration) {
	ctx := context.Background()
	guest, err := r.InstantiateModule(ctx, mod, wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		b.Fatal(err)
	}
	defer guest.Close(ctx)
	alloc, decide := guest.ExportedFunction("rg_alloc"), guest.ExportedFunction("rg_decide")
	for range 2 {
		stack := [2]uint64{uint64(len(question))}
		begin := time.Now()
		if err := alloc.CallWithStack(ctx, stack[:]); err != nil {
			b.Fatal(err)
		}
		guest.Memory().Write(uint32(stack[0]), question)
		stack[1] = uint64(len(question))
		if err := decide.CallWithStack(ctx, stack[:]); err != nil {
			b.Fatal(err)
		}
		took = time.Since(begin)
	}
	return took
}

// hookOf is the number of a guest's first hook, as its catalogue has it.
func hookOf(b *testing.B, guest api.Module) int {
	packed, err := guest.ExportedFunction("rg_catalogue").Call(context.Background())
	if err != nil {
		b.Fatal(err)
	}
	text, _ := guest.Memory().Read(uint32(packed[0]>>32), uint32(packed[0]))
	var catalogue struct{ Hooks []struct{ Func int } }
	if err := json.Unmarshal(text, &catalogue); err != nil || len(catalogue.Hooks) == 0 {
		b.Fatalf("%v in %.200s", err, text)
	}
	return catalogue.Hooks[0].Func
}

func BenchmarkInject(b *testing.B) {
	for name, module := range map[string][]byte{"small": collatz(), "go": goGuest(b)} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(module)))
			b.ReportAllocs()
			for b.Loop() {
				inject(b, module, Options{})
			}
		})
	}
}

func compare(b *testing.B, r wazero.Runtime, module []byte, run func(api.Module)) {
	compareStarted(b, instantiate(b, r, module), instantiate(b, r, inject(b, module, Options{Fuel: MaxFuel})), run)
}

// compareStarted compares the fastest run of each. The two take turns, so that a
// busy machine slows down both.
func compareStarted(b *testing.B, plain, metered api.Module, run func(api.Module)) {
	best := never
	for b.Loop() {
		for i, m := range []api.Module{plain, metered} {
			begin := time.Now()
			run(m)
			best[i] = min(best[i], time.Since(begin))
		}
	}
	best.report(b)
}

// fastest is the fastest run of a module, and of the same with metering.
type fastest [2]time.Duration

var never = fastest{time.Hour, time.Hour}

// report says how much longer the second takes.
func (f fastest) report(b *testing.B) {
	b.ReportMetric(float64(f[1])/float64(f[0])*100-100, "%overhead")
	b.ReportMetric(float64(f[0].Nanoseconds()), "ns-plain")
}
