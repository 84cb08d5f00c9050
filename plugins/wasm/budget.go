package wasm

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/tetratelabs/wazero/api"

	"github.com/reglament/reglament/engine"
)

// A Budget is what the decisions of one module may cost. Zero values are those of
// the machine.
type Budget struct {
	// Fuel is how many instructions one call of a hook may spend; all hooks of a
	// decision may spend twice as many.
	Fuel int64
	// MemoryPages is how many pages of 64 KiB the module may have, MostPages at most.
	MemoryPages int
}

// MostPages is how many pages any module can have: 64 MiB. It bounds the runtime;
// what a single module has is written into it, as its own maximum.
const MostPages = 1024

func (b Budget) within(cfg *Config) Budget {
	if b.Fuel == 0 {
		b.Fuel = cfg.Fuel
	}
	if b.MemoryPages == 0 {
		b.MemoryPages = cfg.MemoryPages
	}
	b.MemoryPages = min(b.MemoryPages, MostPages)
	return b
}

// Load is LoadWithin the budget of the machine.
func (m *Machine) Load(ctx context.Context, file string, module []byte) (*Program, map[string]any, error) {
	return m.LoadWithin(ctx, file, module, Budget{})
}

// overBudget names the quota behind the failure of a call, if it was one. That
// growing was refused the host is not told: it is taken to be so where a module
// fails whose memory is all but used up, or that says so itself.
func (p *Program) overBudget(in *instance, err error) error {
	if err == nil {
		return nil
	}
	switch {
	case errors.Is(err, errOutOfFuel):
		return &engine.QuotaError{Quota: engine.QuotaInstructions, Err: refused(p.file, err)}
	case p.outOfMemory(in.mod.Memory(), err):
		err = fmt.Errorf("it has used up its %d MiB of memory (out of memory): %w", p.budget.MemoryPages*pageSize>>20, err)
		return &engine.QuotaError{Quota: engine.QuotaMemory, Err: refused(p.file, err)}
	}
	return refused(p.file, err)
}

func (p *Program) outOfMemory(memory api.Memory, err error) bool {
	most := uint64(p.budget.MemoryPages) * pageSize
	return strings.Contains(err.Error(), "out of memory") || memory != nil && uint64(memory.Size()) > most-most/8 && isTrap(err)
}

// isTrap reports whether the module gave up by itself, as it does when it is
// refused memory.
func isTrap(err error) bool {
	return strings.Contains(err.Error(), "unreachable") || strings.Contains(err.Error(), "exit")
}
