package enginetest

import (
	"context"
	"time"

	"github.com/reglament/reglament/engine"
)

// Flaky is a backend whose steps fail when Fail says so. A commit is asked
// twice: before it is done, and after, when only its answer gets lost.
type Flaky struct {
	engine.Backend
	Fail func(step string) error
}

// Load implements engine.Store.
func (f *Flaky) Load(ctx context.Context, q engine.Query) (engine.Loaded, error) {
	if err := f.Fail("load"); err != nil {
		return engine.Loaded{}, err
	}
	return f.Backend.Load(ctx, q)
}

// TicketsByID implements engine.Store.
func (f *Flaky) TicketsByID(ctx context.Context, tenant engine.TenantID, ids []engine.TicketID) ([]engine.Ticket, error) {
	if err := f.Fail("tickets by id"); err != nil {
		return nil, err
	}
	return f.Backend.TicketsByID(ctx, tenant, ids)
}

// Commit implements engine.Store.
func (f *Flaky) Commit(ctx context.Context, c *engine.Change) error {
	if err := f.Fail("before commit"); err != nil {
		return err
	}
	if err := f.Backend.Commit(ctx, c); err != nil {
		return err
	}
	return f.Fail("after commit")
}

// ClaimWakes implements engine.Wakes.
func (f *Flaky) ClaimWakes(ctx context.Context, c engine.Claim) ([]engine.Wake, error) {
	if err := f.Fail("claim wakes"); err != nil {
		return nil, err
	}
	return f.Backend.ClaimWakes(ctx, c)
}

// ClaimDeliveries implements engine.Outbox.
func (f *Flaky) ClaimDeliveries(ctx context.Context, c engine.Claim) ([]engine.Delivery, error) {
	if err := f.Fail("claim deliveries"); err != nil {
		return nil, err
	}
	return f.Backend.ClaimDeliveries(ctx, c)
}

// Postpone implements engine.Outbox.
func (f *Flaky) Postpone(ctx context.Context, d engine.Delivery, until time.Time) error {
	if err := f.Fail("postpone"); err != nil {
		return err
	}
	return f.Backend.Postpone(ctx, d, until)
}

// Settle implements engine.Outbox.
func (f *Flaky) Settle(ctx context.Context, d engine.Delivery) error {
	if err := f.Fail("settle"); err != nil {
		return err
	}
	return f.Backend.Settle(ctx, d)
}
