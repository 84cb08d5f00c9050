package host

import (
	"context"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
)

// wakeUp collects which tenants have something new.
type wakeUp struct {
	mu      sync.Mutex
	tenants map[engine.TenantID]bool
	ring    chan struct{}
}

func (w *wakeUp) tell(id engine.TenantID, _ int64) {
	w.mu.Lock()
	w.tenants[id] = true
	w.mu.Unlock()
	select {
	case w.ring <- struct{}{}:
	default:
	}
}

func (w *wakeUp) take() map[engine.TenantID]bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	told := w.tenants
	w.tenants = map[engine.TenantID]bool{}
	return told
}

// follow looks at each tenant whose log has grown, and every poll at those that due
// lists, until ctx ends. Commits of this node are told; due finds those of others, and
// what comes by time, by one question about all tenants. It rests for pause between
// two looks.
func (h *Host) follow(ctx context.Context, poll, pause time.Duration, due func(context.Context) ([]engine.TenantID, error), look func(context.Context, engine.TenantID)) error {
	w := &wakeUp{tenants: map[engine.TenantID]bool{}, ring: make(chan struct{}, 1)}
	h.committed.listen(w.tell)
	looked := time.Time{}
	for {
		tenants := w.take()
		if time.Since(looked) >= poll {
			looked = time.Now()
			ids, err := due(ctx)
			if err != nil && ctx.Err() == nil {
				h.log.Error("whose log has grown cannot be read; it is tried again", "error", err)
			}
			for _, id := range ids {
				tenants[id] = true
			}
		}
		for id := range tenants {
			if h.hosts(id) {
				look(ctx, id)
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-w.ring:
		case <-time.After(poll):
		}
	}
}
