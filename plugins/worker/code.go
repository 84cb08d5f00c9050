package worker

import (
	"context"
	"fmt"
	"path"
	"slices"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// program is a regulation whose code is in its tenant's process.
type program struct {
	*code
	tree map[string]any
}

var _ plugins.Program = (*program)(nil)

// Compile implements plugins.Program.
func (p *program) Compile(opts rules.Options) (*rules.Regulation, rules.Findings) {
	opts.File, opts.Hooks = p.file, p.code
	return rules.Compile(p.tree, opts)
}

// Tree implements plugins.Program.
func (p *program) Tree() map[string]any { return p.tree }

// Code implements plugins.Program.
func (p *program) Code() plugins.Code { return p.code }

// code is what is left to be run of a regulation, in its tenant's process.
type code struct {
	tenant *tenant
	id     uint64
	file   string
	source message // what loads it
	budget int64
	habits habits
}

var _ plugins.Code = (*code)(nil)

// newCode keeps what a loader looks at, to load it again where the process was
// started anew.
func newCode(t *tenant, id uint64, b *rules.Bundle, interpreted bool) *code {
	c := &code{tenant: t, id: id, file: t.name}
	files := map[string]any{}
	for _, name := range []string{plugins.Main, plugins.Module} {
		if raw, ok := b.Files[name]; ok {
			files[name], c.file = raw, path.Join(t.name, name)
		}
	}
	c.source = message{kind: kindLoad, program: id, text: t.name, value: map[string]any{"files": files, "interpreted": interpreted}}
	if budgets := t.pool.cfg.Budgets; budgets != nil {
		b := budgets(t.name)
		c.source.value.(map[string]any)["instructions"] = b.Instructions
		c.source.value.(map[string]any)["memory"] = b.Memory
	}
	return c
}

// begin loads the code for the first time and returns its catalogue.
func (c *code) begin(ctx context.Context) (map[string]any, error) {
	p, err := c.tenant.process(ctx)
	if err != nil {
		return nil, err
	}
	tree, budget, err := p.loaded(ctx, c)
	c.budget = budget
	return tree, err
}

// Close implements plugins.Code.
func (c *code) Close() { c.tenant.drop(c) }

// Budget implements rules.Budgeted.
func (c *code) Budget() int64 { return c.budget }

// Call implements rules.Hooks.
func (c *code) Call(ctx context.Context, hook int64, view *rules.View) (effects any, cost int64, err error) {
	answer, err := c.ask(ctx, hook, view)
	if err != nil {
		return nil, 0, fmt.Errorf("%s: %w", c.file, err)
	}
	cost = max(answer.number, 0)
	if answer.kind == kindFailed {
		return nil, cost, answer.failed()
	}
	return answer.value, cost, nil
}

func (c *code) ask(ctx context.Context, hook int64, view *rules.View) (*message, error) {
	p, err := c.tenant.process(ctx)
	if err != nil {
		return nil, err
	}
	if _, _, err := p.loaded(ctx, c); err != nil {
		return nil, err
	}
	return p.call(ctx, p.open(c.tenant.pool.cfg.Patience), c.question(hook, view), seen{view, func(path string) { c.habits.note(hook, path) }})
}

// question is a call on its way to the process.
func (c *code) question(hook int64, view *rules.View) *message {
	q := question{clause: string(view.Clause()), now: view.Now(), raised: view.Moments(), reads: view.Reads(), values: map[string]any{}}
	for _, path := range slices.Concat(q.reads, c.habits.of(hook)) {
		q.values[path] = view.Get(path)
	}
	return &message{kind: kindCall, program: c.id, number: hook, value: q.value()}
}
