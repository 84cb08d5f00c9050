// Package lua loads regulations that are written in Lua and runs their hooks.
//
// A regulation's script runs once, when it is loaded, and returns a catalogue:
// plain data, which package rules checks and interprets. Functions in it are
// hooks, which are called for single decisions. Both run in the sandbox of
// package sandbox: without any way to the world, within budgets of steps and
// memory that do not depend on the machine, and without memory of earlier
// calls.
package lua

import (
	"context"
	_ "embed"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/reglament/reglament/plugins/lua/sandbox"
	"github.com/reglament/reglament/rules"
)

//go:embed prelude.lua
var prelude string

// loadTime bounds how long a script may take to run once.
const loadTime = 5 * time.Second

// A Program is a regulation's script, loaded once. It gives the catalogue, and
// runs its hooks.
type Program struct {
	file string
	tree map[string]any
	pool *sandbox.Pool
}

// Load compiles and runs a script. The error is rules.Findings that name file
// and line.
func Load(ctx context.Context, file, source string) (*Program, error) {
	// Steps are what bounds a script; this is for steps that are slow.
	ctx, cancel := context.WithTimeout(ctx, loadTime)
	defer cancel()
	compiled, err := sandbox.Compile([]sandbox.Chunk{
		{Name: "prelude.lua", Source: prelude, Trusted: true},
		{Name: file, Source: source},
	}, sandbox.Limits{})
	if err != nil {
		return nil, finding(file, err)
	}
	state, err := compiled.Load(ctx)
	if err != nil {
		return nil, finding(file, err)
	}
	value, err := state.Value()
	if err != nil {
		return nil, finding(file, err)
	}
	tree, ok := plain(value).(map[string]any)
	if !ok || tree["id"] == nil {
		return nil, rules.Findings{{File: file, Message: `the script must return regulation "id" { ... }`}}
	}
	return &Program{file: file, tree: tree, pool: sandbox.NewPool(compiled, runtime.GOMAXPROCS(0)*2)}, nil
}

// finding turns an error of the sandbox into one that names its place, in one
// line: of more, an event keeps the first, and the kind stands in the last.
func finding(file string, err error) error {
	var e *sandbox.Error
	if !errors.As(err, &e) {
		return err
	}
	f := rules.Finding{File: e.File, Line: e.Line, Message: fmt.Sprintf("%s (%s)", strings.ReplaceAll(e.Message, "\n", " "), e.Kind)}
	if f.File == "" {
		f.File = file
	}
	return rules.Findings{f}
}

// plain turns what the sandbox gives into a tree: functions become their
// numbers, empty tables are left out of what contains them.
func plain(v any) any {
	switch x := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(x))
		for k, e := range x {
			if p := plain(e); p != nil {
				out[k] = p
			}
		}
		return out
	case []any:
		out := make([]any, 0, len(x))
		for _, e := range x {
			if p := plain(e); p != nil {
				out = append(out, p)
			}
		}
		return out
	case sandbox.Func:
		return int64(x)
	case sandbox.Empty:
		return map[string]any{}
	}
	return v
}

// Compile makes a regulation of the program, with an administrator's values for
// its parameters.
func (p *Program) Compile(opts rules.Options) (*rules.Regulation, rules.Findings) {
	opts.File, opts.Hooks = p.file, p
	return rules.Compile(p.tree, opts)
}

// Close lets go of the idle states.
func (p *Program) Close() { p.pool.Close() }

// decisionSteps is what all hooks of a decision may spend together: four times
// what a single one may.
const decisionSteps = 800_000

// Budget implements rules.Budgeted.
func (p *Program) Budget() int64 { return decisionSteps }

// Call implements rules.Hooks.
func (p *Program) Call(ctx context.Context, hook int64, view *rules.View) (any, int64, error) {
	result, cost, err := p.pool.Call(ctx, sandbox.Func(hook), newCase(view))
	if err != nil {
		return nil, cost.Steps, finding(p.file, err)
	}
	return plain(result), cost.Steps, nil
}
