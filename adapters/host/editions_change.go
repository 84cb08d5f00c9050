package host

import (
	"context"
	"fmt"
	"slices"
	"strings"
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
	*shadows
	host *Host
	turn chan struct{}

	mu     sync.Mutex
	folder map[engine.TenantID]engine.EditionID
}

var _ httpapi.Editions = (*Editions)(nil)

func newEditions(h *Host) *Editions {
	e := &Editions{Shelf: &Shelf{Store: h.store, Loader: h.loader, Rules: h.rulesOf, Now: h.clock.Now},
		host: h, turn: make(chan struct{}, 1), folder: map[engine.TenantID]engine.EditionID{}}
	e.shadows = newShadows(e)
	return e
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
	id, err := bundle.Edition()
	if err != nil {
		return up, err
	}
	reg, warned, err := e.host.prove(ctx, tenant, id, bundle)
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
	e.remember(id, reg)
	st, err := e.standing(ctx, tenant)
	if err != nil {
		return up, err
	}
	if up.Obstacles, up.Warnings, err = e.inUse(ctx, st, reg, mainFile(tenant, bundle)); err != nil {
		return up, err
	}
	var gone rules.Findings
	if up.New {
		if gone, err = e.clear(ctx, st); err != nil {
			return up, err
		}
	}
	up.Warnings = append(rules.Findings{}, slices.Concat(warned, up.Warnings, gone)...)
	up.Edition, err = e.one(ctx, st, row)
	return up, err
}

// maxIdle is how many editions of a tenant are kept that were never active.
const maxIdle = 50

// clear removes the oldest editions that nobody has ever used, and says so. What was
// active, or a canary, or was last in a shadow run is never removed.
func (e *Editions) clear(ctx context.Context, st *standing) (rules.Findings, error) {
	keep := append(st.past.editions(), st.head.Active, st.head.Canary.Edition)
	shadow, err := e.last(ctx, st.tenant)
	if err != nil {
		return nil, err
	}
	if shadow != nil {
		keep = append(keep, shadow.candidate)
	}
	gone, err := e.Store.DropEditions(ctx, st.tenant, st.head.Seq, keep, maxIdle)
	if err != nil || len(gone) == 0 {
		return nil, err
	}
	names := make([]string, len(gone))
	for i, id := range gone {
		names[i] = short(id)
	}
	return rules.Findings{{Warning: true, Message: fmt.Sprintf("of the editions that were never active the newest %d are kept; removed: %s",
		maxIdle, strings.Join(names, ", "))}}, nil
}

// Activate implements httpapi.Editions.
func (e *Editions) Activate(ctx context.Context, tenant engine.TenantID, name string, o httpapi.Order) (httpapi.Activated, error) {
	return e.change(ctx, tenant, o, false, func(*standing) (engine.EditionID, error) {
		row, err := e.find(ctx, tenant, name)
		return row.ID, err
	})
}

// Rollback implements httpapi.Editions.
func (e *Editions) Rollback(ctx context.Context, tenant engine.TenantID, o httpapi.Order) (httpapi.Activated, error) {
	return e.change(ctx, tenant, o, true, func(st *standing) (engine.EditionID, error) {
		id, ok := st.past.before()
		if !ok {
			return "", refused(httpapi.CodeEditionFirst)
		}
		return id, nil
	})
}

// refused is a refusal with a sentence of its own.
func refused(code string) error {
	return &engine.Error{Kind: engine.Refused, Problems: []engine.Problem{{Code: code}}}
}

// change makes the edition that choose names the active one.
func (e *Editions) change(ctx context.Context, tenant engine.TenantID, o httpapi.Order, rollback bool,
	choose func(*standing) (engine.EditionID, error)) (done httpapi.Activated, err error) {
	err = e.inTurn(ctx, tenant, o, func(ctx context.Context, st *standing) error {
		id, err := choose(st)
		if err != nil {
			return err
		}
		done.Warnings = rules.Findings{}
		if done.Was, done.Changed = string(st.head.Active), id != st.head.Active; done.Changed {
			done.Warnings, err = e.host.activate(ctx, st, wish{edition: id, actor: o.Actor, reason: o.Reason, rollback: rollback})
			if err != nil {
				return err
			}
		}
		done.Edition, err = e.told(ctx, st, id)
		return err
	})
	return done, err
}

// inTurn does something that was ordered, while nothing else changes the editions.
func (e *Editions) inTurn(ctx context.Context, tenant engine.TenantID, o httpapi.Order, do func(context.Context, *standing) error) error {
	ctx, cancel := context.WithTimeout(ctx, proveWithin)
	defer cancel()
	release, err := e.take(ctx)
	if err != nil {
		return err
	}
	defer release()
	st, err := e.standing(ctx, tenant)
	if err != nil {
		return err
	}
	if err := e.expect(ctx, tenant, o.From, st.head.Active); err != nil {
		return err
	}
	return do(ctx, st)
}

// told is an edition after a change.
func (e *Editions) told(ctx context.Context, st *standing, id engine.EditionID) (httpapi.Edition, error) {
	if err := e.refresh(ctx, st); err != nil {
		return httpapi.Edition{}, err
	}
	row, err := e.find(ctx, st.tenant, string(id))
	if err != nil {
		return httpapi.Edition{}, err
	}
	return e.one(ctx, st, row)
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
