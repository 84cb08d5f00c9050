package plugins

import (
	"context"
	"time"

	"github.com/reglament/reglament/engine"
)

// choice is what decides about new tickets, as far as this process has heard.
type choice struct {
	active engine.EditionID
	canary engine.Canary
	read   time.Time
}

// hearsay is how long what was heard is taken for true. A commit finds out that
// another edition is active; that a canary was started by another process shows
// only here.
const hearsay = 5 * time.Second

// Choose implements engine.Regulations.
func (r *Registry) Choose(ctx context.Context, tenant engine.TenantID, command engine.CommandID, pinned engine.EditionID) (engine.EditionID, error) {
	c, err := r.choice(ctx, tenant)
	switch {
	case err != nil && pinned != "":
		return pinned, nil // it decides whatever else there is
	case err != nil:
		return "", err
	case pinned == "" && c.canary.Takes(command):
		return c.canary.Edition, nil
	case pinned == "" || c.adopts(ctx, r, tenant, pinned):
		return c.active, nil
	}
	return pinned, nil
}

// adopts reports whether the active edition takes over what is kept under
// another one. What the canary has is left to it.
func (c choice) adopts(ctx context.Context, r *Registry, tenant engine.TenantID, pinned engine.EditionID) bool {
	if pinned == c.active || pinned == c.canary.Edition {
		return false
	}
	active, _, err := r.Rules(ctx, tenant, c.active)
	return err == nil && active.AdoptsTickets()
}

// Active is the edition that new tickets are registered under, as far as this
// process has heard.
func (r *Registry) Active(ctx context.Context, tenant engine.TenantID) (engine.EditionID, error) {
	c, err := r.choice(ctx, tenant)
	return c.active, err
}

func (r *Registry) choice(ctx context.Context, tenant engine.TenantID) (choice, error) {
	r.mu.Lock()
	known, ok := r.chosen[tenant]
	r.mu.Unlock()
	if ok && time.Since(known.read) < hearsay {
		return known, nil
	}
	head, err := r.editions.Head(ctx, tenant)
	switch {
	case err != nil && ok:
		return known, nil // pages go on while the database is away
	case err != nil:
		return choice{}, err
	case head.Active == "":
		return choice{}, engine.Errorf(engine.NotFound, "tenant %s has no regulation", tenant)
	}
	c := choice{active: head.Active, canary: head.Canary, read: time.Now()}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.chosen[tenant] = c
	return c, nil
}

// Stale implements engine.Regulations: the next question reads the active
// edition anew.
func (r *Registry) Stale(tenant engine.TenantID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.chosen, tenant)
}
