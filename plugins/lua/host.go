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
	"cmp"
	"context"
	_ "embed"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins/lua/sandbox"
	"github.com/reglament/reglament/rules"
)

//go:embed prelude.lua
var prelude string

// loadTime bounds how long a script may take to run once.
const loadTime = 5 * time.Second

// A Program is a regulation's script, loaded once. It runs its hooks.
type Program struct {
	file   string
	pool   *sandbox.Pool
	budget int64
}

// A Budget is what the decisions of a script may cost. Zero values are what the
// sandbox has by default.
type Budget struct {
	// Steps are what one call of a hook may take; all hooks of a decision may take
	// four times as many.
	Steps int64
	// Memory is what one call may allocate in all, in bytes.
	Memory int64
}

// Load is LoadWithin the default budget.
func Load(ctx context.Context, file, source string) (*Program, map[string]any, error) {
	return LoadWithin(ctx, file, source, Budget{})
}

// LoadWithin compiles and runs a script, which gives the program and its catalogue.
// The error is rules.Findings that name file and line.
func LoadWithin(ctx context.Context, file, source string, budget Budget) (*Program, map[string]any, error) {
	// Steps are what bounds a script; this is for steps that are slow.
	ctx, cancel := context.WithTimeout(ctx, loadTime)
	defer cancel()
	compiled, err := sandbox.Compile([]sandbox.Chunk{
		{Name: "prelude.lua", Source: prelude, Trusted: true},
		{Name: file, Source: source},
	}, sandbox.Limits{CallSteps: budget.Steps, CallMemory: budget.Memory})
	if err != nil {
		return nil, nil, finding(file, err)
	}
	state, err := compiled.Load(ctx)
	if err != nil {
		return nil, nil, finding(file, err)
	}
	value, err := state.Value()
	if err != nil {
		return nil, nil, finding(file, err)
	}
	tree, ok := plain(value).(map[string]any)
	if !ok || tree["id"] == nil {
		return nil, nil, rules.Findings{{File: file, Message: `the script must return regulation "id" { ... }`}}
	}
	return &Program{file: file, pool: sandbox.NewPool(compiled, runtime.GOMAXPROCS(0)*2, state), budget: cmp.Or(4*budget.Steps, decisionSteps)}, tree, nil
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

// Close lets go of the idle states.
func (p *Program) Close() { p.pool.Close() }

// decisionSteps is what all hooks of a decision may spend together by default:
// four times what a single one may.
const decisionSteps = 800_000

// Budget implements rules.Budgeted.
func (p *Program) Budget() int64 { return p.budget }

// Call implements rules.Hooks.
func (p *Program) Call(ctx context.Context, hook int64, view *rules.View) (any, int64, error) {
	result, cost, err := p.pool.Call(ctx, sandbox.Func(hook), newCase(view))
	if err != nil {
		return nil, cost.Steps, overBudget(finding(p.file, err), err)
	}
	return plain(result), cost.Steps, nil
}

// overBudget names the quota behind the failure of a call, if it was one.
func overBudget(found, err error) error {
	var e *sandbox.Error
	if !errors.As(err, &e) {
		return found
	}
	switch e.Kind {
	case sandbox.KindSteps:
		return &engine.QuotaError{Quota: engine.QuotaInstructions, Err: found}
	case sandbox.KindMemory:
		return &engine.QuotaError{Quota: engine.QuotaMemory, Err: found}
	}
	return found
}
