package host

import (
	"context"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
)

// The search follows the log of every tenant, see sqlstore. Commits of this node
// are told, those of others are found by looking.
const (
	indexBatch = 200                    // events of one transaction
	indexPause = 200 * time.Millisecond // between two of a tenant that is up to date, so that they share the disk's time
	indexPoll  = 2 * time.Second
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

// followLog keeps the search up to date until ctx ends.
func (h *Host) followLog(ctx context.Context) error {
	w := &wakeUp{tenants: map[engine.TenantID]bool{}, ring: make(chan struct{}, 1)}
	h.committed.listen(w.tell)
	looked := time.Time{}
	for {
		tenants := w.take()
		if time.Since(looked) >= indexPoll {
			looked = time.Now()
			for _, id := range h.Tenants() {
				tenants[id] = true
			}
		}
		for id := range tenants {
			if err := h.index(ctx, id); err != nil && ctx.Err() == nil {
				h.log.Error("the search could not be brought up to date; it is tried again", "tenant", id, "error", err)
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(indexPause):
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-w.ring:
		case <-time.After(indexPoll):
		}
	}
}

// index takes one tenant to the end of its log.
func (h *Host) index(ctx context.Context, id engine.TenantID) error {
	for {
		n, err := h.store.Index(ctx, id, indexBatch)
		if err != nil || n < indexBatch {
			return err
		}
	}
}
