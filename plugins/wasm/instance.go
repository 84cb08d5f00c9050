package wasm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/sys"

	"github.com/reglament/reglament/plugins/wasm/meter"
)

// instance is a module at work. One decision at a time uses it.
type instance struct {
	mod     api.Module
	stderr  tail
	fuel    api.MutableGlobal
	globals []api.MutableGlobal
	alloc   api.Function
	decide  api.Function
	stack   [2]uint64
	view    *view // its memory, where that shows an image
}

// snapshot is what an instance is put back to.
type snapshot struct {
	size    int    // of the memory
	memory  []byte // what it begins with; the rest is zero, which is most of a small one
	image   *image // of the memory, if that is large
	globals []uint64
}

// instantiate makes an instance. With a snapshot it begins there; without, it is
// as the module's data has it, and not initialised.
func (p *Program) instantiate(ctx context.Context) (*instance, error) {
	in := &instance{}
	config := wazero.NewModuleConfig().WithName("").WithStartFunctions().WithStderr(&in.stderr).WithRandSource(sameBytes{}).
		WithWalltime(func() (int64, int32) { return 0, 0 }, sys.ClockResolution(time.Microsecond)).
		WithNanotime(func() int64 { return 1 }, sys.ClockResolution(time.Microsecond))
	var err error
	if in.view, err = p.initial.view(p.budget.MemoryPages * pageSize); err != nil {
		return nil, err
	}
	if in.mod, err = p.machine.runtime.InstantiateModule(in.view.within(ctx), p.module.compiled, config); err != nil {
		if in.view != nil {
			in.view.Free()
		}
		return nil, fmt.Errorf("start the module: %w", plainTrap(err))
	}
	in.fuel = in.mod.ExportedGlobal(meter.FuelExport).(api.MutableGlobal)
	for _, name := range p.info.State {
		in.globals = append(in.globals, in.mod.ExportedGlobal(name).(api.MutableGlobal))
	}
	in.alloc, in.decide = in.mod.ExportedFunction(exportAlloc), in.mod.ExportedFunction(exportDecide)
	if err := in.start(p.initial); err != nil {
		in.close(ctx)
		return nil, err
	}
	return in, nil
}

// start brings the instance to where the snapshot is, if there is one.
func (in *instance) start(s *snapshot) error {
	if in.view != nil {
		if err := in.view.show(); err != nil {
			return err
		}
	}
	if s != nil && !in.restore(s) {
		return errors.New("the module's memory cannot be made what it was")
	}
	return nil
}

func (in *instance) close(ctx context.Context) { _ = in.mod.Close(ctx) }

// snapshot copies what a call can change.
func (in *instance) snapshot() *snapshot {
	s := &snapshot{size: int(in.mod.Memory().Size())}
	memory, _ := in.mod.Memory().Read(0, uint32(s.size))
	if !s.depict(memory) {
		s.memory = bytes.Clone(bytes.TrimRight(memory, "\x00"))
	}
	for _, g := range in.globals {
		s.globals = append(s.globals, g.Get())
	}
	return s
}

// restore puts memory and globals back. It reports false if it cannot: memory
// that has grown does not shrink. Copying costs 3 us for 64 KiB. For the 3 MiB of a
// guest in Go it is 90 us, and 40 more for all that was in the caches before;
// putting a view back costs 15 us. Mapping the image anew each time was tried too
// and costs 400 us: a fault for each page that is written, time and again.
func (in *instance) restore(s *snapshot) bool {
	memory := in.mod.Memory()
	if missing := int64(s.size) - int64(memory.Size()); missing < 0 {
		return false
	} else if _, ok := memory.Grow(uint32(missing / pageSize)); !ok {
		return false
	}
	if in.view == nil {
		all, _ := memory.Read(0, uint32(s.size))
		clear(all[copy(all, s.memory):])
	} else if in.view.putBack() != nil {
		return false
	}
	for i, g := range in.globals {
		g.Set(s.globals[i])
	}
	return true
}

const pageSize = 64 << 10

// call calls an exported function with so much fuel.
func (in *instance) call(ctx context.Context, f api.Function, fuel int64, args ...uint64) (result uint64, cost int64, err error) {
	in.fuel.Set(uint64(fuel))
	in.stack = [2]uint64{}
	copy(in.stack[:], args)
	err = f.CallWithStack(ctx, in.stack[:])
	left := int64(in.fuel.Get())
	cost = fuel - max(left, 0)
	if err != nil {
		return 0, cost, in.explain(ctx, err, left < 0)
	}
	return in.stack[0], cost, nil
}

var errOutOfFuel = errors.New("it has used up its budget of instructions (out of budget)")

// explain says in words why a call has failed: the module's own, if it left any.
func (in *instance) explain(ctx context.Context, err error, spent bool) error {
	if spent {
		return errOutOfFuel
	}
	words := in.lastWords(ctx)
	if words == "" {
		words = string(in.stderr.bytes())
	}
	err = plainTrap(err)
	if words = strings.Join(strings.Fields(words), " "); words != "" {
		return fmt.Errorf("%s (%w)", words, err)
	}
	return err
}

// errorFuel is what a module may spend on its last words.
const errorFuel = 1_000_000

// lastWords asks the module what went wrong.
func (in *instance) lastWords(ctx context.Context) string {
	f := in.mod.ExportedFunction(exportError)
	if f == nil || in.mod.IsClosed() {
		return ""
	}
	in.fuel.Set(errorFuel)
	var stack [1]uint64
	if f.CallWithStack(ctx, stack[:]) != nil {
		return ""
	}
	text, err := in.read(stack[0], maxWords)
	if err != nil {
		return ""
	}
	return strings.ToValidUTF8(string(text), "�")
}

const maxWords = 4 << 10

// read reads what a function has returned: pointer and length.
func (in *instance) read(packed uint64, most int) ([]byte, error) {
	pointer, length := uint32(packed>>32), uint32(packed)
	if int64(length) > int64(most) {
		return nil, fmt.Errorf("its answer has %d bytes, at most %d are read", length, most)
	}
	data, ok := in.mod.Memory().Read(pointer, length)
	if !ok {
		return nil, fmt.Errorf("its answer at %d, of %d bytes, lies outside of its memory", pointer, length)
	}
	return data, nil
}

// write puts the case where the module wants it.
func (in *instance) write(ctx context.Context, data []byte, fuel int64) (pointer uint64, cost int64, err error) {
	pointer, cost, err = in.call(ctx, in.alloc, fuel, uint64(len(data)))
	if err == nil && !in.mod.Memory().Write(uint32(pointer), data) {
		err = fmt.Errorf("%s gave %d bytes at %d, which lie outside of its memory", exportAlloc, len(data), uint32(pointer))
	}
	return pointer, cost, err
}

// plainTrap leaves the reason of a trap and drops the stack of functions, whose
// names are numbers.
func plainTrap(err error) error {
	first, _, _ := strings.Cut(err.Error(), "\n")
	return errors.New(strings.TrimPrefix(first, "wasm error: "))
}

// sameBytes are random numbers that are always the same.
type sameBytes struct{}

func (sameBytes) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = byte(i*31 + 7)
	}
	return len(p), nil
}

// tail keeps the end of what is written to it.
type tail struct{ data []byte }

func (t *tail) Write(p []byte) (int, error) {
	t.data = append(t.data, p...)
	if over := len(t.data) - maxWords; over > 0 {
		t.data = append(t.data[:0], t.data[over:]...)
	}
	return len(p), nil
}

func (t *tail) bytes() []byte { return t.data }
