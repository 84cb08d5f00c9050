package wasm

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins/wasm/meter"
	"github.com/reglament/reglament/rules"
)

// A Program is a regulation's module, loaded once. It runs its hooks.
type Program struct {
	file    string
	machine *Machine
	module  *module
	sum     string
	info    meter.Info
	initial *snapshot
	pool    pool
	budget  Budget
}

const (
	maxCatalogue = 1 << 20
	maxAnswer    = 256 << 10
)

// LoadWithin prepares a module: it is metered, compiled, initialised, and asked for
// its catalogue, which is returned beside the program. The error is rules.Findings
// where the module itself is to blame.
func (m *Machine) LoadWithin(ctx context.Context, file string, module []byte, budget Budget) (*Program, map[string]any, error) {
	budget = budget.within(&m.cfg)
	metered, err := m.metered(module, meter.Options{Fuel: m.cfg.LoadFuel, MaxMemoryPages: budget.MemoryPages})
	if err != nil {
		return nil, nil, refused(file, err)
	}
	p := &Program{file: file, machine: m, info: metered.Info, sum: metered.Sum, budget: budget}
	if p.info.Start {
		return nil, nil, refused(file, errors.New("it has a start function, which would run for each instance; export "+exportInitialize+" instead"))
	}
	if p.module, err = m.compile(ctx, metered); err != nil {
		return nil, nil, refused(file, plainTrap(err))
	}
	if wrong := conforms(p.module.compiled); len(wrong) > 0 {
		p.Close()
		return nil, nil, refused(file, errors.New(strings.Join(wrong, "; ")))
	}
	tree, err := p.begin(ctx)
	if err != nil {
		p.Close()
		return nil, nil, refused(file, err)
	}
	return p, tree, nil
}

func refused(file string, err error) error {
	return rules.Findings{{File: file, Message: err.Error()}}
}

// begin initialises the module, keeps what it is then, and reads its catalogue.
func (p *Program) begin(ctx context.Context) (map[string]any, error) {
	in, err := p.instantiate(ctx)
	if err != nil {
		return nil, err
	}
	defer in.close(ctx)
	fuel := p.machine.cfg.LoadFuel
	if f := in.mod.ExportedFunction(exportInitialize); f != nil {
		if _, _, err := in.call(ctx, f, fuel); err != nil {
			return nil, fmt.Errorf("%s: %w", exportInitialize, err)
		}
	}
	p.initial = in.snapshot()
	version, _, err := in.call(ctx, in.mod.ExportedFunction(exportABI), fuel)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", exportABI, err)
	}
	if uint32(version) != abi {
		return nil, fmt.Errorf("%s returns %d; this program speaks %d", exportABI, uint32(version), abi)
	}
	return p.readCatalogue(ctx)
}

// readCatalogue asks two instances, which must say the same.
func (p *Program) readCatalogue(ctx context.Context) (map[string]any, error) {
	var first []byte
	for range 2 {
		in, err := p.instantiate(ctx)
		if err != nil {
			return nil, err
		}
		defer in.close(ctx)
		packed, _, err := in.call(ctx, in.mod.ExportedFunction(exportCatalogue), p.machine.cfg.LoadFuel)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", exportCatalogue, err)
		}
		text, err := in.read(packed, maxCatalogue)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", exportCatalogue, err)
		}
		if first != nil && !bytes.Equal(first, text) {
			return nil, fmt.Errorf("%s says something else the second time", exportCatalogue)
		}
		first = text
	}
	value, err := engine.DecodeValue(first)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", exportCatalogue, err)
	}
	tree, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("%s: want an object, the catalogue", exportCatalogue)
	}
	return tree, nil
}

// Close lets go of the idle instances. Calls that are under way end as they would;
// after the last of them the compiled module is let go of. Later ones fail.
func (p *Program) Close() {
	ctx := context.Background()
	idle, last := p.pool.close()
	for _, in := range idle {
		in.close(ctx)
	}
	if last {
		p.free(ctx)
	}
}

// free lets go of what the instances had in common.
func (p *Program) free(ctx context.Context) {
	p.initial.free()
	p.machine.release(ctx, p.sum)
}

// Budget implements rules.Budgeted.
func (p *Program) Budget() int64 { return 2 * p.budget.Fuel }

// Call implements rules.Hooks.
func (p *Program) Call(ctx context.Context, hook int64, view *rules.View) (effects any, cost int64, err error) {
	in, err := p.take(ctx)
	if err != nil {
		return nil, 0, refused(p.file, err)
	}
	effects, cost, err = p.ask(ctx, in, hook, view)
	err = p.overBudget(in, err)
	p.giveBack(ctx, in, err == nil) // what a trap leaves behind is not looked at
	if err != nil {
		return nil, cost, err
	}
	return effects, cost, nil
}

func (p *Program) take(ctx context.Context) (*instance, error) {
	in, err := p.pool.enter()
	if in != nil || err != nil {
		return in, err
	}
	if in, err = p.instantiate(ctx); err != nil {
		p.giveBack(ctx, nil, false)
	}
	return in, err
}

// giveBack makes the instance forget and keeps it for the next call, if it can
// be used again. This was tried beside the caller, who has the answer already: one
// decision alone ends sooner, but one after another they are slower, since the
// other processor has none of the memory in its caches.
func (p *Program) giveBack(ctx context.Context, in *instance, usable bool) {
	var again *instance
	if usable && !p.info.Lasting && in.restore(p.initial) {
		again, in.stderr = in, tail{}
	}
	kept, last := p.pool.leave(again)
	if in != nil && !kept {
		in.close(ctx)
	}
	if last {
		p.free(ctx)
	}
}

// ask hands over the case and reads the answer.
func (p *Program) ask(ctx context.Context, in *instance, hook int64, view *rules.View) (any, int64, error) {
	question, err := appendCase(make([]byte, 0, 512), hook, view)
	if err != nil {
		return nil, 0, err
	}
	fuel := p.budget.Fuel
	pointer, spent, err := in.write(ctx, question, fuel)
	if err != nil {
		return nil, spent, err
	}
	packed, more, err := in.call(ctx, in.decide, fuel-spent, pointer, uint64(len(question)))
	spent += more
	if err != nil {
		return nil, spent, err
	}
	text, err := in.read(packed, maxAnswer)
	if err != nil {
		return nil, spent, err
	}
	effects, err := readAnswer(text)
	return effects, spent, err
}
