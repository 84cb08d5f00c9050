package meter

import (
	"context"
	"fmt"
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

// compareStarted reports how much longer the metered module takes, by the fastest
// run of each. The two take turns, so that a busy machine slows down both.
func compareStarted(b *testing.B, plain, metered api.Module, run func(api.Module)) {
	best := [2]time.Duration{time.Hour, time.Hour}
	for b.Loop() {
		for i, m := range []api.Module{plain, metered} {
			begin := time.Now()
			run(m)
			best[i] = min(best[i], time.Since(begin))
		}
	}
	b.ReportMetric(float64(best[1])/float64(best[0])*100-100, "%overhead")
	b.ReportMetric(float64(best[0].Nanoseconds()), "ns-plain")
}
