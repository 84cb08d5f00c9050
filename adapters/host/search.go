package host

import (
	"context"
	"time"

	"github.com/reglament/reglament/engine"
)

// The search follows the log of every tenant, see sqlstore.
const (
	indexBatch = 200                    // events of one transaction
	indexPause = 200 * time.Millisecond // between two of a tenant that is up to date, so that they share the disk's time
	indexPoll  = 2 * time.Second
)

// followLog keeps the search up to date until ctx ends.
func (h *Host) followLog(ctx context.Context) error {
	return h.follow(ctx, indexPoll, indexPause, h.store.Unindexed, func(ctx context.Context, id engine.TenantID) {
		if err := h.index(ctx, id); err != nil && ctx.Err() == nil {
			h.log.Error("the search could not be brought up to date; it is tried again", "tenant", id, "error", err)
		}
	})
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
