package sqlstore

import (
	"context"
	"slices"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

// leases finds work that is due and keeps it from being given out twice.
type leases interface {
	claimWakes(ctx context.Context, c engine.Claim) ([]wakeRow, error)
	claimDeliveries(ctx context.Context, c engine.Claim) ([]outboxRow, error)
	claimUnsent(ctx context.Context, tenant engine.TenantID, ids []engine.DeliveryID, c engine.Claim) (bool, error)
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

// held is until when a delivery, the row o, must wait for one of its ticket that
// waits on purpose, or 0.
const held = `coalesce((SELECT max(w.not_before) FROM outbox AS w WHERE w.tenant = o.tenant AND w.ticket = o.ticket
	AND w.attempt = 0 AND w.not_before > w.created AND w.seq < o.seq), 0)`

// ClaimUnsent implements engine.Outbox.
func (s *Store) ClaimUnsent(ctx context.Context, tenant engine.TenantID, ids []engine.DeliveryID, c engine.Claim) (bool, error) {
	ok, err := s.db.claimUnsent(ctx, tenant, ids, c)
	return ok, temporary(err)
}

// unsent reports whether all deliveries are there and wait on purpose.
func unsent(rows []outboxRow, ids []engine.DeliveryID, c engine.Claim) bool {
	return len(rows) == len(ids) && !slices.ContainsFunc(rows, func(r outboxRow) bool {
		return r.Attempt > 0 || r.NotBefore <= engine.Micros(c.Now) || r.Lease > engine.Micros(c.LeaseNow)
	})
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

// Waiting counts what each tenant has in the outbox.
func (s *Store) Waiting(ctx context.Context) (map[engine.TenantID]int64, error) {
	var rows []struct {
		Tenant  string
		Waiting int64
	}
	if err := s.db.readAll(ctx, &rows, "SELECT tenant, count(*) AS waiting FROM outbox GROUP BY tenant"); err != nil {
		return nil, temporary(err)
	}
	out := map[engine.TenantID]int64{}
	for _, r := range rows {
		out[engine.TenantID(r.Tenant)] = r.Waiting
	}
	return out, nil
}
