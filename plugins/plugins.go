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

// A Program is a regulation's code, loaded.
type Program interface {
	// Compile makes a regulation of it, with values for its parameters.
	Compile(opts rules.Options) (*rules.Regulation, rules.Findings)
	// Close lets go of what the program holds.
	Close()
}

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

// A Loader loads bundles. The zero Loader keeps nothing on disk. It is safe for
// concurrent use.
type Loader struct {
	// Cache is a folder for modules as they were compiled, so that the next start
	// need not do it again; "" is none.
	Cache string

	once     [2]sync.Once
	machines [2]*wasm.Machine // the compiler and the interpreter
	errs     [2]error
}

// Load loads a bundle. name is its folder, for findings. The error is
// rules.Findings where the bundle itself is to blame.
func (l *Loader) Load(ctx context.Context, name string, b *rules.Bundle) (Program, error) {
	script, isLua := b.Files[Main]
	module, isWASM := b.Files[Module]
	switch {
	case isLua && isWASM:
		return nil, rules.Findings{{File: name, Message: fmt.Sprintf("there is a %s and a %s: leave one of them", Main, Module)}}
	case isLua:
		return lua.Load(ctx, path.Join(name, Main), string(script))
	case isWASM:
		return l.loadModule(ctx, name, module, false)
	}
	return nil, rules.Findings{{File: name, Message: fmt.Sprintf("there is no %s and no %s in the folder", Main, Module)}}
}

// Twin loads a bundle another time where it runs in a second way that must
// decide the same: a module on the interpreter. Otherwise it is nil.
func (l *Loader) Twin(ctx context.Context, name string, b *rules.Bundle) (Program, error) {
	module, ok := b.Files[Module]
	if !ok {
		return nil, nil
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
	return l.machines[n].Load(ctx, path.Join(name, Module), module)
}

// standard is the loader of those who have none of their own.
var standard Loader

// Load loads a bundle as a Loader without a cache does.
func Load(ctx context.Context, name string, b *rules.Bundle) (Program, error) {
	return standard.Load(ctx, name, b)
}
