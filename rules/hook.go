package rules

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/reglament/reglament/engine"
)

// callHooks asks the hooks of the moments that were raised, in the order in
// which they stand, and does what they ask for. It returns what they cost.
func (r *run) callHooks(ctx context.Context) (cost int64) {
	if len(r.reg.Hooks) == 0 {
		return 0
	}
	raised := slices.Clone(r.raised)
	for i := range r.reg.Hooks {
		h := &r.reg.Hooks[i]
		if r.fault != nil || !slices.ContainsFunc(h.On, func(m string) bool { return slices.Contains(raised, m) }) {
			continue
		}
		tree, spent, err := r.reg.hooks.Call(ctx, h.Func, NewView(h, engine.Micros(r.at()), r.raised, r))
		cost += spent
		if err == nil {
			err = r.reg.affordable(ctx, cost)
		}
		if err != nil {
			r.fail("hook of clause %s: %w", h.Clause, err)
			return cost
		}
		effects, err := r.reg.decodeEffects(h, tree)
		if err != nil {
			r.fail("hook of clause %s: %w", h.Clause, err)
			return cost
		}
		if len(effects) == 0 {
			r.reg.trace.hook(r, h)
		}
		r.overrule(effects)
		r.apply(h.Clause, effects)
		r.settle()
	}
	return cost
}

// Budgeted hooks bound what all hooks of a decision may cost together.
type Budgeted interface {
	Hooks
	Budget() int64
}

func (reg *Regulation) affordable(ctx context.Context, cost int64) error {
	if b, ok := reg.hooks.(Budgeted); ok && cost > b.Budget() {
		return &engine.QuotaError{Quota: engine.QuotaInstructions,
			Err: errors.New("the hooks of this decision have used up their budget together (out of budget)")}
	}
	return ctx.Err()
}

// maxSet bounds the values of one effect, and maxEffects the effects of a hook.
const (
	maxSet     = 500
	maxEffects = 500
)

// decodeEffects reads what a hook gave back, as strictly as a catalogue.
func (reg *Regulation) decodeEffects(h *Hook, tree any) ([]Effect, error) {
	if tree == nil {
		return nil, nil
	}
	if list, ok := tree.([]any); ok && len(list) > maxEffects {
		return nil, fmt.Errorf("%d effects, at most %d are done", len(list), maxEffects)
	}
	d := &decoder{file: reg.file, line: h.Line, clause: h.Clause}
	var effects []Effect
	d.decode(tree, reflect.ValueOf(&effects).Elem())
	c := &checker{reg: reg, file: reg.file, at: h.Origin, findings: d.findings}
	c.effects(effects)
	return effects, c.findings.Err()
}

// overrule takes back what the catalogue proposed where a hook says otherwise:
// on the same text the hook wins. Fields, facets and timers need nothing, since
// the later op counts; why shows both.
func (r *run) overrule(effects []Effect) {
	for i := range effects {
		if effects[i].Send == nil {
			continue
		}
		key := effects[i].Send.Text.in(r)
		r.ops = slices.DeleteFunc(r.ops, func(op engine.Op) bool {
			m, _ := op.Value.(map[string]any)
			return op.Kind == engine.OpSend && m["text"] == key
		})
	}
}

// A View is what a hook sees of the case. Values are read when they are asked
// for.
type View struct {
	hook   *Hook
	now    int64
	raised []string
	values Values
}

// Values answers what a hook asks about the case. It is asked during the call
// alone, one question at a time.
type Values interface {
	// Get returns the value at a path, as conditions name it or Proposed, or nil.
	Get(path string) any
	// Names lists what stands below a root of paths, such as "field" or "data",
	// in alphabetical order.
	Names(root string) []string
}

// NewView shows a hook the values of a case at an instant in microseconds, with
// the moments that were raised.
func NewView(hook *Hook, now int64, raised []string, values Values) *View {
	return &View{hook: hook, now: now, raised: raised, values: values}
}

// Clause is the clause of the hook.
func (v *View) Clause() engine.ClauseID { return v.hook.Clause }

// Reads lists the paths that the hook looks at, as its catalogue has them.
func (v *View) Reads() []string { return v.hook.Reads }

// Get returns the value at a path, as conditions name it, or nil.
func (v *View) Get(name string) any { return v.values.Get(name) }

// Missing lists the required fields that the ticket does not have.
func (v *View) Missing() []any { return v.list("missing") }

// Moments lists the moments that the command has raised.
func (v *View) Moments() []any {
	out := make([]any, len(v.raised))
	for i, m := range v.raised {
		out[i] = m
	}
	return out
}

// Now is the instant of the event, in microseconds.
func (v *View) Now() int64 { return v.now }

// Proposed lists what the catalogue has decided so far: {op, clause, name,
// value} each.
func (v *View) Proposed() []any { return v.list(Proposed) }

func (v *View) list(path string) []any {
	list, _ := v.values.Get(path).([]any)
	return list
}

// Names lists what stands below a root of paths, such as "field" or "data", in
// alphabetical order.
func (v *View) Names(root string) []string { return v.values.Names(root) }
