package host

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Editions changes which edition of a tenant's regulation is active. One change is
// made at a time: proving an edition takes a processor, and what a change rests on
// must not move under it.
type Editions struct {
	*Shelf
	host *Host
	turn chan struct{}

	mu     sync.Mutex
	folder map[engine.TenantID]engine.EditionID
}

var _ httpapi.Editions = (*Editions)(nil)

func newEditions(h *Host) *Editions {
	return &Editions{Shelf: &Shelf{Store: h.store, Loader: h.loader, Rules: h.rulesOf, Now: h.clock.Now},
		host: h, turn: make(chan struct{}, 1), folder: map[engine.TenantID]engine.EditionID{}}
}

// take waits for the turn to change something. release gives it back.
func (e *Editions) take(ctx context.Context) (release func(), err error) {
	select {
	case e.turn <- struct{}{}:
		return func() { <-e.turn }, nil
	case <-ctx.Done():
		return nil, &engine.Error{Kind: engine.Temporary, Err: fmt.Errorf("wait for another edition to be proved: %w", ctx.Err())}
	}
}

// inFolder is the edition that the rules folder held when it was taken from there
// last, by this process; "" before.
func (e *Editions) inFolder(tenant engine.TenantID) engine.EditionID {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.folder[tenant]
}

func (e *Editions) sawInFolder(tenant engine.TenantID, id engine.EditionID) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.folder[tenant] = id
}

// proveWithin is how long an edition that came by a door may take to be proved.
const proveWithin = 2 * time.Minute

// Upload implements httpapi.Editions.
func (e *Editions) Upload(ctx context.Context, tenant engine.TenantID, bundle *rules.Bundle) (httpapi.Uploaded, error) {
	ctx, cancel := context.WithTimeout(ctx, proveWithin)
	defer cancel()
	var up httpapi.Uploaded
	release, err := e.take(ctx)
	if err != nil {
		return up, err
	}
	defer release()
	p, err := e.host.prove(ctx, tenant, bundle)
	if err != nil {
		return up, err
	}
	p.prog.Close()
	id, err := bundle.Edition()
	if err != nil {
		return up, err
	}
	known, err := e.Store.EditionsLike(ctx, tenant, string(id))
	if err != nil {
		return up, err
	}
	row := sqlstore.Edition{ID: id, Created: engine.Cut(e.Now())}
	if up.New = len(known) == 0; !up.New {
		row = known[0]
	} else if err := e.host.keep(ctx, tenant, id, bundle, row.Created); err != nil {
		return up, err
	}
	e.remember(id, p.reg)
	if up.Obstacles, up.Warnings, err = e.inUse(ctx, tenant, p.reg, mainFile(tenant, bundle)); err != nil {
		return up, err
	}
	up.Warnings = append(p.warnings, up.Warnings...)
	up.Edition, err = e.one(ctx, tenant, row)
	return up, err
}

// Activate implements httpapi.Editions.
func (e *Editions) Activate(ctx context.Context, tenant engine.TenantID, name string, o httpapi.Order) (httpapi.Activated, error) {
	return e.change(ctx, tenant, o, false, func(ctx context.Context) (engine.EditionID, error) {
		row, err := e.find(ctx, tenant, name)
		return row.ID, err
	})
}

// Rollback implements httpapi.Editions.
func (e *Editions) Rollback(ctx context.Context, tenant engine.TenantID, o httpapi.Order) (httpapi.Activated, error) {
	return e.change(ctx, tenant, o, true, func(ctx context.Context) (engine.EditionID, error) {
		past, err := e.history(ctx, tenant)
		if err != nil {
			return "", err
		}
		id, ok := past.before()
		if !ok {
			return "", &engine.Error{Kind: engine.Refused, Problems: []engine.Problem{{Code: httpapi.CodeEditionFirst}}}
		}
		return id, nil
	})
}

// change makes the edition that choose names the active one.
func (e *Editions) change(ctx context.Context, tenant engine.TenantID, o httpapi.Order, rollback bool,
	choose func(context.Context) (engine.EditionID, error)) (done httpapi.Activated, err error) {
	ctx, cancel := context.WithTimeout(ctx, proveWithin)
	defer cancel()
	release, err := e.take(ctx)
	if err != nil {
		return done, err
	}
	defer release()
	head, err := e.Store.Head(ctx, tenant)
	if err != nil {
		return done, err
	}
	if err := e.expect(ctx, tenant, o.From, head.Active); err != nil {
		return done, err
	}
	id, err := choose(ctx)
	if err != nil {
		return done, err
	}
	if done.Was, done.Changed = string(head.Active), id != head.Active; done.Changed {
		bundle, err := e.bundle(ctx, tenant, id)
		if err != nil {
			return done, err
		}
		done.Warnings, err = e.host.activate(ctx, tenant, wish{bundle: bundle, edition: id, actor: o.Actor, reason: o.Reason, rollback: rollback})
		if err != nil {
			return done, err
		}
	}
	row, err := e.find(ctx, tenant, string(id))
	if err != nil {
		return done, err
	}
	done.Edition, err = e.one(ctx, tenant, row)
	return done, err
}

// expect refuses a change that was ordered for another state of things.
func (e *Editions) expect(ctx context.Context, tenant engine.TenantID, from string, active engine.EditionID) error {
	if from == "" {
		return nil
	}
	row, err := e.find(ctx, tenant, from)
	if err != nil {
		return err
	}
	if row.ID != active {
		return &engine.Error{Kind: engine.Conflict, Problems: []engine.Problem{{Pointer: "/from", Code: httpapi.CodeEditionReplaced,
			Values: engine.Fields{"name": short(active)}}}}
	}
	return nil
}
