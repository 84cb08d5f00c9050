package meter

import (
	"bytes"
	"context"
	"testing"

	"github.com/tetratelabs/wazero"
)

// FuzzInject tries bytes of all kinds. What metering accepts and the engine took
// before, the engine must take afterwards, and nothing that it did not take.
func FuzzInject(f *testing.F) {
	for _, a := range attacks {
		f.Add(a.module(true))
	}
	f.Add(concat(collatz(), []byte{secCustom, 11}, text("name"), []byte{1, 4, 0xff, 0xff, 0xff, 0x7f}))
	for seed := range uint64(50) {
		f.Add(generate(seed, false).module)
	}
	ctx := context.Background()
	r := newRuntime(f, wazero.NewRuntimeConfigInterpreter().WithMemoryLimitPages(256))
	opt := Options{MaxModule: 1 << 16, MaxLocals: 1000, MaxAllLocals: 10_000, MaxEffort: 10_000, MaxAllEffort: 10_000}
	f.Fuzz(func(t *testing.T, module []byte) {
		metered, info, err := Inject(module, opt)
		if err != nil {
			if metered != nil || info.Functions != 0 {
				t.Fatal("a module together with an error")
			}
			return
		}
		again, _, err := Inject(module, opt)
		if err != nil || string(again) != string(metered) {
			t.Fatalf("another result for the same module: %v", err)
		}
		// Safe to compile only now: counts are checked, so nothing is announced
		// that is not there, except in custom sections.
		before, wrong := r.CompileModule(ctx, withoutCustom(module))
		after, err := r.CompileModule(ctx, metered)
		if (wrong == nil) != (err == nil) {
			t.Fatalf("compiling gives %v, with metering %v", wrong, err)
		}
		if err == nil {
			before.Close(ctx)
			after.Close(ctx)
		}
	})
}

// withoutCustom drops custom sections from a module that was accepted.
func withoutCustom(module []byte) []byte {
	out := bytes.Clone(header)
	t := &transcoder{in: module, pos: len(header), end: len(module)}
	for t.more() {
		start := t.pos
		id := t.readByte()
		t.bytes(int(t.readU32()))
		if id != secCustom {
			out = append(out, module[start:t.pos]...)
		}
	}
	return out
}

// FuzzDifference runs random modules with and without metering.
func FuzzDifference(f *testing.F) {
	f.Add(uint64(1_000_000))
	interpreter := newRuntime(f, wazero.NewRuntimeConfigInterpreter())
	compiler := newRuntime(f, wazero.NewRuntimeConfigCompiler())
	f.Fuzz(func(t *testing.T, seed uint64) {
		for _, r := range []wazero.Runtime{interpreter, compiler} {
			if err := compareSeed(r, seed); err != nil {
				t.Fatal(err)
			}
		}
	})
}
