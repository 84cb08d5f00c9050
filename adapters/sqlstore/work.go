package sqlstore

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

// leases finds work that is due and keeps it from being given out twice.
type leases interface {
	claimWakes(ctx context.Context, c engine.Claim) ([]wakeRow, error)
	claimDeliveries(ctx context.Context, c engine.Claim) ([]outboxRow, error)
	nextWake(ctx context.Context) (int64, error)
	nextDelivery(ctx context.Context) (int64, error)
	// free ends the lease of a delivery, release those of what a batch has
	// changed.
	free(d *engine.Delivery)
	release(b *batch)
}

// ClaimWakes implements engine.Wakes.
func (s *Store) ClaimWakes(ctx context.Context, c engine.Claim) ([]engine.Wake, error) {
	rows, err := s.db.claimWakes(ctx, c)
	wakes := make([]engine.Wake, len(rows))
	for i, r := range rows {
		wakes[i] = engine.Wake{Tenant: engine.TenantID(r.Tenant), Ticket: engine.TicketID(r.Ticket), Due: engine.FromMicros(r.Due)}
	}
	return wakes, temporary(err)
}

// ClaimDeliveries implements engine.Outbox.
func (s *Store) ClaimDeliveries(ctx context.Context, c engine.Claim) ([]engine.Delivery, error) {
	rows, err := s.db.claimDeliveries(ctx, c)
	if err != nil {
		return nil, temporary(err)
	}
	out := make([]engine.Delivery, len(rows))
	for i := range rows {
		if out[i], err = rows[i].delivery(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// NextWake implements engine.Wakes.
func (s *Store) NextWake(ctx context.Context) (time.Time, error) {
	due, err := s.db.nextWake(ctx)
	return engine.FromMicros(due), temporary(err)
}

// NextDelivery implements engine.Outbox.
func (s *Store) NextDelivery(ctx context.Context) (time.Time, error) {
	due, err := s.db.nextDelivery(ctx)
	return engine.FromMicros(due), temporary(err)
}

// Postpone implements engine.Outbox.
func (s *Store) Postpone(ctx context.Context, d engine.Delivery, until time.Time) error {
	err := s.db.change(ctx, d.Tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("UPDATE outbox SET not_before = ?, attempt = attempt + 1, lease = 0 WHERE tenant = ? AND id = ?",
			engine.Micros(until), string(d.Tenant), string(d.ID)).Exec(ctx)
		return err
	})
	s.db.free(&d)
	return temporary(err)
}

// Settle implements engine.Outbox.
func (s *Store) Settle(ctx context.Context, d engine.Delivery) error {
	err := s.db.change(ctx, d.Tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("DELETE FROM outbox WHERE tenant = ? AND id = ?", string(d.Tenant), string(d.ID)).Exec(ctx)
		return err
	})
	s.db.free(&d)
	return temporary(err)
}
