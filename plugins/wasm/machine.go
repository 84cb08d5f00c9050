// Package wasm loads regulations that are compiled to WebAssembly and runs their
// hooks, under the contract that docs/plugins.md describes.
//
// A module comes from somebody who may mean harm. What it can do is bounded in
// advance: it imports nothing that reaches out, pays for every instruction out
// of a budget that package meter writes into it, has so many pages of memory, and
// forgets: after each call its memory and globals are put back as they were when
// it had been initialised.
package wasm

import (
	"context"
	"fmt"
	"sync"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// Config says how modules run. The zero Config will do.
type Config struct {
	// Cache is a folder that keeps compiled modules from one start to the next;
	// "" keeps none.
	Cache string
	// Interpreter runs modules on the interpreter instead of compiling them.
	Interpreter bool
	// MemoryPages is how many pages of 64 KiB a module may have; 256 by default.
	MemoryPages int
	// LoadFuel and Fuel are how many instructions it may spend on initialising
	// and describing itself, and on one decision.
	LoadFuel, Fuel int64
}

func (c *Config) complete() {
	if c.MemoryPages == 0 {
		c.MemoryPages = 256
	}
	if c.LoadFuel == 0 {
		c.LoadFuel = 1_000_000_000
	}
	if c.Fuel == 0 {
		c.Fuel = 10_000_000
	}
}

// A Machine compiles modules and runs them. It is safe for concurrent use.
type Machine struct {
	cfg     Config
	cache   wazero.CompilationCache
	runtime wazero.Runtime

	mu sync.Mutex
	// modules are those that programs run, by the digest of their metered code.
	modules map[string]*module
}

// module is a compiled module and how many programs run it. Whoever wants it
// while it is being compiled waits: compiling one module twice at once is what
// wazero cannot do safely, and it would be a waste.
type module struct {
	ready    chan struct{}
	users    int
	compiled wazero.CompiledModule
	err      error
}

// NewMachine returns a machine. Close it when no program runs any more.
func NewMachine(ctx context.Context, cfg Config) (*Machine, error) {
	cfg.complete()
	m := &Machine{cfg: cfg, modules: map[string]*module{}}
	settings := wazero.NewRuntimeConfigCompiler()
	if cfg.Interpreter {
		settings = wazero.NewRuntimeConfigInterpreter()
	}
	settings = settings.WithMemoryLimitPages(MostPages).WithDebugInfoEnabled(false).
		WithCoreFeatures(api.CoreFeaturesV2 &^ api.CoreFeatureSIMD)
	if cfg.Cache != "" && !cfg.Interpreter {
		var err error
		if m.cache, err = wazero.NewCompilationCacheWithDir(cfg.Cache); err != nil {
			return nil, fmt.Errorf("open the cache of compiled modules: %w", err)
		}
		settings = settings.WithCompilationCache(m.cache)
	}
	m.runtime = wazero.NewRuntimeWithConfig(ctx, settings)
	if err := openWorld(ctx, m.runtime); err != nil {
		return nil, fmt.Errorf("prepare what Go's compiler needs: %w", err)
	}
	return m, nil
}

// Close ends the machine.
func (m *Machine) Close(ctx context.Context) error {
	err := m.runtime.Close(ctx)
	if m.cache != nil {
		if closeErr := m.cache.Close(ctx); err == nil {
			err = closeErr
		}
	}
	return err
}

// compile returns the compiled form of a metered module, for release later.
func (m *Machine) compile(ctx context.Context, metered *meteredModule) (*module, error) {
	m.mu.Lock()
	mod, known := m.modules[metered.Sum]
	if !known {
		mod = &module{ready: make(chan struct{})}
		m.modules[metered.Sum] = mod
	}
	mod.users++
	m.mu.Unlock()
	if !known {
		mod.compiled, mod.err = m.runtime.CompileModule(ctx, metered.code)
		close(mod.ready)
	}
	<-mod.ready
	if mod.err != nil {
		m.release(ctx, metered.Sum)
		return nil, mod.err
	}
	return mod, nil
}

// release lets go of a module; the last one who does frees its code.
func (m *Machine) release(ctx context.Context, sum string) {
	m.mu.Lock()
	defer m.mu.Unlock()
	mod := m.modules[sum]
	if mod.users--; mod.users > 0 {
		return
	}
	delete(m.modules, sum)
	if mod.compiled != nil {
		_ = mod.compiled.Close(ctx)
	}
}
