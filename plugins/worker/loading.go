package worker

import (
	"context"
	"errors"
	"fmt"

	"github.com/reglament/reglament/rules"
)

// loading is code that is loaded in a process or being loaded: whoever comes
// second waits for the first.
type loading struct {
	done    chan struct{}
	dropped bool
	tree    map[string]any // for the first alone: it is large
	budget  int64
	err     error
}

// loaded waits until code is loaded, which it begins if nobody has. Who has begun
// it may have the catalogue.
func (p *process) loaded(ctx context.Context, c *code) (tree map[string]any, budget int64, err error) {
	p.mu.Lock()
	l := p.loads[c.id]
	if l == nil {
		l = &loading{done: make(chan struct{})}
		p.loads[c.id] = l
		go p.load(c, l)
	}
	p.mu.Unlock()
	select {
	case <-l.done:
	case <-ctx.Done(): // the load goes on: the next one may need it
		return nil, 0, fmt.Errorf("load the regulation in a process of its own: %w", ctx.Err())
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	tree, l.tree = l.tree, nil
	return tree, l.budget, l.err
}

// load has code loaded. A failure is not kept: the next one who needs the code
// tries again.
func (p *process) load(c *code, l *loading) {
	tree, budget, err := p.fill(c)
	p.mu.Lock()
	l.tree, l.budget, l.err = tree, budget, err
	if err != nil {
		delete(p.loads, c.id)
	}
	dropped := l.dropped
	close(l.done)
	p.mu.Unlock()
	if dropped && err == nil {
		_ = p.send(&message{kind: kindDrop, program: c.id})
	}
}

func (p *process) fill(c *code) (tree map[string]any, budget int64, err error) {
	x := p.open(c.tenant.pool.cfg.Patience)
	m := c.source
	m.exchange = x.id
	if err := p.send(&m); err != nil {
		p.close(x)
		return nil, 0, err
	}
	got, err := p.next(context.Background(), x)
	if err != nil { // most likely its own fault, and to be shown where its others are
		return nil, 0, rules.Findings{{File: c.file, Message: err.Error()}}
	}
	if got.kind == kindFailed {
		return nil, 0, got.failed()
	}
	value, _ := got.value.(map[string]any)
	tree, isTree := value["tree"].(map[string]any)
	budget, isBudget := value["budget"].(int64)
	if got.kind != kindLoaded || !isTree || !isBudget {
		p.stop(errors.New("it said nonsense: nothing was loaded"))
		return nil, 0, p.errEnded()
	}
	return tree, budget, nil
}

// drop has the process let go of code.
func (p *process) drop(id uint64) {
	p.mu.Lock()
	l := p.loads[id]
	delete(p.loads, id)
	loaded := false
	if l != nil {
		select {
		case <-l.done:
			loaded = true
		default:
			l.dropped = true
		}
	}
	p.mu.Unlock()
	if loaded {
		_ = p.send(&message{kind: kindDrop, program: id})
	}
}
