package wasm

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins/wasm/meter"
	"github.com/reglament/reglament/rules"
)

// A Program is a regulation's module, loaded once. It gives the catalogue, and
// runs its hooks.
type Program struct {
	file    string
	machine *Machine
	module  *module
	sum     digest
	info    meter.Info
	tree    map[string]any
	initial *snapshot
	idle    chan *instance
}

const (
	maxCatalogue = 1 << 20
	maxAnswer    = 256 << 10
)

// Load prepares a module: it is metered, compiled, initialised, and asked for its
// catalogue. The error is rules.Findings where the module itself is to blame.
func (m *Machine) Load(ctx context.Context, file string, module []byte) (*Program, error) {
	metered, info, err := meter.Inject(module, meter.Options{Fuel: m.cfg.LoadFuel, MaxMemoryPages: m.cfg.MemoryPages})
	if err != nil {
		return nil, refused(file, err)
	}
	p := &Program{file: file, machine: m, info: info, sum: sha256.Sum256(metered), idle: make(chan *instance, runtime.GOMAXPROCS(0)*2)}
	if info.Start {
		return nil, refused(file, errors.New("it has a start function, which would run for each instance; export "+exportInitialize+" instead"))
	}
	if p.module, err = m.compile(ctx, metered); err != nil {
		return nil, refused(file, plainTrap(err))
	}
	if wrong := conforms(p.module.compiled); len(wrong) > 0 {
		p.Close()
		return nil, refused(file, errors.New(strings.Join(wrong, "; ")))
	}
	if err := p.begin(ctx); err != nil {
		p.Close()
		return nil, refused(file, err)
	}
	return p, nil
}

func refused(file string, err error) error {
	return rules.Findings{{File: file, Message: err.Error()}}
}

// begin initialises the module, keeps what it is then, and reads its catalogue.
func (p *Program) begin(ctx context.Context) error {
	in, err := p.instantiate(ctx)
	if err != nil {
		return err
	}
	defer in.close(ctx)
	fuel := p.machine.cfg.LoadFuel
	if f := in.mod.ExportedFunction(exportInitialize); f != nil {
		if _, _, err := in.call(ctx, f, fuel); err != nil {
			return fmt.Errorf("%s: %w", exportInitialize, err)
		}
	}
	p.initial = in.snapshot()
	version, _, err := in.call(ctx, in.mod.ExportedFunction(exportABI), fuel)
	if err != nil {
		return fmt.Errorf("%s: %w", exportABI, err)
	}
	if uint32(version) != abi {
		return fmt.Errorf("%s returns %d; this program speaks %d", exportABI, uint32(version), abi)
	}
	return p.readCatalogue(ctx)
}

// readCatalogue asks two instances, which must say the same.
func (p *Program) readCatalogue(ctx context.Context) error {
	var first []byte
	for range 2 {
		in, err := p.instantiate(ctx)
		if err != nil {
			return err
		}
		defer in.close(ctx)
		packed, _, err := in.call(ctx, in.mod.ExportedFunction(exportCatalogue), p.machine.cfg.LoadFuel)
		if err != nil {
			return fmt.Errorf("%s: %w", exportCatalogue, err)
		}
		text, err := in.read(packed, maxCatalogue)
		if err != nil {
			return fmt.Errorf("%s: %w", exportCatalogue, err)
		}
		if first != nil && !bytes.Equal(first, text) {
			return fmt.Errorf("%s says something else the second time", exportCatalogue)
		}
		first = text
	}
	value, err := engine.DecodeValue(first)
	if err != nil {
		return fmt.Errorf("%s: %w", exportCatalogue, err)
	}
	tree, ok := value.(map[string]any)
	if !ok {
		return fmt.Errorf("%s: want an object, the catalogue", exportCatalogue)
	}
	p.tree = tree
	return nil
}

// Compile makes a regulation of the program, with an administrator's values for
// its parameters.
func (p *Program) Compile(opts rules.Options) (*rules.Regulation, rules.Findings) {
	opts.File, opts.Hooks = p.file, p
	return rules.Compile(p.tree, opts)
}

// Close lets go of the idle instances and of the compiled module. Calls that are
// under way end as they would.
func (p *Program) Close() {
	ctx := context.Background()
	for {
		select {
		case in := <-p.idle:
			in.close(ctx)
			continue
		default:
		}
		break
	}
	p.machine.release(ctx, p.sum)
}

// Budget implements rules.Budgeted.
func (p *Program) Budget() int64 { return 2 * p.machine.cfg.Fuel }

// Call implements rules.Hooks.
func (p *Program) Call(ctx context.Context, hook int64, view *rules.View) (effects any, cost int64, err error) {
	in, err := p.take(ctx)
	if err != nil {
		return nil, 0, refused(p.file, err)
	}
	effects, cost, err = p.ask(ctx, in, hook, view)
	if err != nil {
		in.close(ctx) // what a trap leaves behind is not looked at
		return nil, cost, refused(p.file, err)
	}
	p.giveBack(ctx, in)
	return effects, cost, nil
}

func (p *Program) take(ctx context.Context) (*instance, error) {
	select {
	case in := <-p.idle:
		return in, nil
	default:
		return p.instantiate(ctx)
	}
}

// giveBack makes the instance forget and keeps it for the next call.
func (p *Program) giveBack(ctx context.Context, in *instance) {
	if p.info.Lasting || !in.restore(p.initial) {
		in.close(ctx)
		return
	}
	in.stderr = tail{}
	select {
	case p.idle <- in:
	default:
		in.close(ctx)
	}
}

// ask hands over the case and reads the answer.
func (p *Program) ask(ctx context.Context, in *instance, hook int64, view *rules.View) (any, int64, error) {
	question, err := appendCase(nil, hook, view)
	if err != nil {
		return nil, 0, err
	}
	fuel := p.machine.cfg.Fuel
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
