// Package plugins runs regulations: it finds out which runtime a bundle is
// written for and loads it there.
package plugins

import (
	"context"
	"fmt"
	"io/fs"
	"path"
	"sync"

	"github.com/reglament/reglament/plugins/lua"
	"github.com/reglament/reglament/plugins/wasm"
	"github.com/reglament/reglament/rules"
)

// A Program is a regulation, loaded: its catalogue, and the code of its hooks.
type Program interface {
	// Compile makes a regulation of it, with values for its parameters.
	Compile(opts rules.Options) (*rules.Regulation, rules.Findings)
	// Tree is the catalogue as the code has given it.
	Tree() map[string]any
	// Code is what runs the hooks. It does without the catalogue, which is large:
	// whoever has compiled all that they need keeps the code alone.
	Code() Code
	// Close lets go of what the code holds.
	Close()
}

// Code runs the hooks of a regulation.
type Code interface {
	rules.Budgeted
	// Close lets go of what it holds.
	Close()
}

// program is a Program of either runtime.
type program struct {
	code
	file string
	tree map[string]any
}

type code = Code // embedded under this name, for Code is a method

func (p *program) Compile(opts rules.Options) (*rules.Regulation, rules.Findings) {
	opts.File, opts.Hooks = p.file, p.code
	return rules.Compile(p.tree, opts)
}

func (p *program) Tree() map[string]any { return p.tree }

func (p *program) Code() Code { return p.code }

// Main is the file that a bundle in Lua starts with, Module the one of a bundle
// in WebAssembly.
const (
	Main   = "regulation.lua"
	Module = "regulation.wasm"
)

// IsRegulation reports whether a folder holds a regulation.
func IsRegulation(fsys fs.FS, dir string) bool {
	for _, name := range []string{Main, Module} {
		if info, err := fs.Stat(fsys, path.Join(dir, name)); err == nil && !info.IsDir() {
			return true
		}
	}
	return false
}

// Workers load bundles into other processes, one for each name. interpreted asks
// for a module's second way to run.
type Workers interface {
	Load(ctx context.Context, name string, b *rules.Bundle, interpreted bool) (Program, error)
}

// A Loader loads bundles. The zero Loader keeps nothing on disk. It is safe for
// concurrent use.
type Loader struct {
	// Cache is a folder for modules as they were compiled, so that the next start
	// need not do it again; "" is none.
	Cache string
	// Workers, if set, run all that is loaded in place of this process: what is
	// loaded under one name in one process, so that the name is to be the tenant's.
	Workers Workers
	// Budgets are what the code of a tenant may cost, by the name under which it is
	// loaded; nil knows none but the default.
	Budgets func(name string) Budget

	once     [2]sync.Once
	machines [2]*wasm.Machine // the compiler and the interpreter
	errs     [2]error
}

// Load loads a bundle. name is its folder, for findings. The error is
// rules.Findings where the bundle itself is to blame.
func (l *Loader) Load(ctx context.Context, name string, b *rules.Bundle) (Program, error) {
	if l.Workers != nil {
		return l.Workers.Load(ctx, name, b, false)
	}
	script, isLua := b.Files[Main]
	module, isWASM := b.Files[Module]
	switch {
	case isLua && isWASM:
		return nil, rules.Findings{{File: name, Message: fmt.Sprintf("there is a %s and a %s: leave one of them", Main, Module)}}
	case isLua:
		file := path.Join(name, Main)
		code, tree, err := lua.LoadWithin(ctx, file, string(script), l.budget(name).lua())
		if err != nil {
			return nil, err
		}
		return &program{code, file, tree}, nil
	case isWASM:
		return l.loadModule(ctx, name, module, false)
	}
	return nil, rules.Findings{{File: name, Message: fmt.Sprintf("there is no %s and no %s in the folder", Main, Module)}}
}

// Twin loads a bundle another time where it runs in a second way that must
// decide the same: a module on the interpreter. Otherwise it is nil.
func (l *Loader) Twin(ctx context.Context, name string, b *rules.Bundle) (Program, error) {
	module, ok := b.Files[Module]
	switch {
	case !ok:
		return nil, nil
	case l.Workers != nil:
		return l.Workers.Load(ctx, name, b, true)
	}
	return l.loadModule(ctx, name, module, true)
}

func (l *Loader) loadModule(ctx context.Context, name string, module []byte, interpreted bool) (Program, error) {
	n := 0
	if interpreted {
		n = 1
	}
	l.once[n].Do(func() {
		l.machines[n], l.errs[n] = wasm.NewMachine(context.Background(), wasm.Config{Cache: l.Cache, Interpreter: interpreted})
	})
	if l.errs[n] != nil {
		return nil, l.errs[n]
	}
	file := path.Join(name, Module)
	code, tree, err := l.machines[n].LoadWithin(ctx, file, module, l.budget(name).wasm())
	if err != nil {
		return nil, err
	}
	return &program{code, file, tree}, nil
}

// A Loaded bundle is a regulation that is in order, and the program behind it.
type Loaded struct {
	Regulation *rules.Regulation
	Program    Program
	// Warnings are what is worth a look all the same; never nil.
	Warnings rules.Findings
}

// Regulation loads a bundle and compiles it, with its parameters as they are by
// default. The program is to be closed. The error is rules.Findings where the
// bundle itself is to blame.
func (l *Loader) Regulation(ctx context.Context, name string, b *rules.Bundle) (*Loaded, error) {
	prog, err := l.Load(ctx, name, b)
	if err != nil {
		return nil, err
	}
	reg, findings := prog.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		prog.Close()
		return nil, err
	}
	return &Loaded{Regulation: reg, Program: prog, Warnings: append(rules.Findings{}, findings...)}, nil
}

// standard is the loader of those who have none of their own.
var standard Loader

// Load loads a bundle as a Loader without a cache does.
func Load(ctx context.Context, name string, b *rules.Bundle) (Program, error) {
	return standard.Load(ctx, name, b)
}
