package engine

import (
	"context"
	"slices"
	"sync"
)

// turns lets commands that touch the same ticket or share a key pass one after
// another within this process. Correctness does not rest on it: the store finds
// conflicts, also those with other processes. It keeps 32 mails of one thread
// from deciding 32 times over.
type turns struct {
	mu    sync.Mutex
	queue map[string]*turn
}

type turn struct {
	busy    chan struct{} // holds one token while taken
	waiting int
}

// take waits for the turn on all names and returns what gives it back.
func (t *turns) take(ctx context.Context, names []string) (release func(), err error) {
	slices.Sort(names) // one order for all, so that no two wait for each other
	names = slices.Compact(names)
	taken := 0
	release = func() {
		for _, name := range names[:taken] {
			t.give(name)
		}
	}
	for _, name := range names {
		if err := t.takeOne(ctx, name); err != nil {
			release()
			return nil, err
		}
		taken++
	}
	return release, nil
}

func (t *turns) takeOne(ctx context.Context, name string) error {
	t.mu.Lock()
	if t.queue == nil {
		t.queue = map[string]*turn{}
	}
	u := t.queue[name]
	if u == nil {
		u = &turn{busy: make(chan struct{}, 1)}
		t.queue[name] = u
	}
	u.waiting++
	t.mu.Unlock()
	select {
	case u.busy <- struct{}{}:
		return nil
	case <-ctx.Done():
		t.leave(name, u)
		return ctx.Err()
	}
}

func (t *turns) give(name string) {
	t.mu.Lock()
	u := t.queue[name]
	t.mu.Unlock()
	<-u.busy
	t.leave(name, u)
}

func (t *turns) leave(name string, u *turn) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if u.waiting--; u.waiting == 0 {
		delete(t.queue, name)
	}
}
