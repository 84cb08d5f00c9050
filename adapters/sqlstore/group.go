package sqlstore

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/reglament/reglament/engine"
)

// maxGroup bounds how many changes share a transaction.
const maxGroup = 64

// groups gathers concurrent commits. A worker takes what has queued while the
// last group was being committed; it never waits for a group to fill.
type groups struct {
	commit func(ctx context.Context, changes []*engine.Change) []error
	// together puts all tenants into one queue: SQLite has one writer anyway.
	together bool

	// changes and transactions count what was worked on.
	changes, transactions atomic.Int64

	mu     sync.Mutex
	queues map[engine.TenantID]*queue
	ready  chan engine.TenantID
	ended  sync.WaitGroup
	closed bool
}

// queue is what waits for one tenant. At most one worker serves it at a time.
type queue struct {
	waiting []*pending
	busy    bool
}

type pending struct {
	change *engine.Change
	done   chan error
}

func newGroups(workers int, commit func(context.Context, []*engine.Change) []error) *groups {
	g := &groups{commit: commit, queues: map[engine.TenantID]*queue{}, ready: make(chan engine.TenantID, 1<<16)}
	for range workers {
		g.ended.Add(1)
		go g.work()
	}
	return g
}

// do waits until the change is committed or has failed. A caller that gives up
// does not take its change back: it may be committed all the same.
func (g *groups) do(ctx context.Context, c *engine.Change) error {
	p := &pending{change: c, done: make(chan error, 1)}
	if err := g.put(p); err != nil {
		return err
	}
	select {
	case err := <-p.done:
		return err
	case <-ctx.Done():
		// The change is still being worked on, and belongs to the worker. What
		// became of it the caller learns by doing the command again.
		return &engine.Error{Kind: engine.Temporary, Err: ctx.Err()}
	}
}

func (g *groups) put(p *pending) error {
	key := p.change.Tenant
	if g.together {
		key = ""
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.closed {
		return engine.Errorf(engine.Temporary, "the store is closed")
	}
	q := g.queues[key]
	if q == nil {
		q = &queue{}
		g.queues[key] = q
	}
	q.waiting = append(q.waiting, p)
	if !q.busy {
		q.busy = true
		g.ready <- key
	}
	return nil
}

func (g *groups) work() {
	defer g.ended.Done()
	for key := range g.ready {
		group := g.take(key)
		changes := make([]*engine.Change, len(group))
		for i, p := range group {
			changes[i] = p.change
		}
		g.changes.Add(int64(len(changes)))
		g.transactions.Add(1)
		errs := g.commit(context.Background(), changes)
		for i, p := range group {
			p.done <- errs[i]
		}
		g.next(key)
	}
}

func (g *groups) take(key engine.TenantID) []*pending {
	g.mu.Lock()
	defer g.mu.Unlock()
	q := g.queues[key]
	n := min(len(q.waiting), maxGroup)
	group := q.waiting[:n:n]
	q.waiting = q.waiting[n:]
	return group
}

// next hands the queue on if something waits in it.
func (g *groups) next(key engine.TenantID) {
	g.mu.Lock()
	defer g.mu.Unlock()
	q := g.queues[key]
	if len(q.waiting) > 0 {
		g.ready <- key
		return
	}
	delete(g.queues, key)
	if g.closed && len(g.queues) == 0 {
		close(g.ready)
	}
}

// close waits for what was put in before.
func (g *groups) close() {
	g.mu.Lock()
	if !g.closed {
		g.closed = true
		if len(g.queues) == 0 {
			close(g.ready)
		}
	}
	g.mu.Unlock()
	g.ended.Wait()
}
