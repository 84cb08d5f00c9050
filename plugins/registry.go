package plugins

import (
	"context"
	"sync"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Editions keeps the bundles of each tenant's editions.
type Editions interface {
	Edition(ctx context.Context, tenant engine.TenantID, id engine.EditionID) ([]byte, error)
	Head(ctx context.Context, tenant engine.TenantID) (engine.Head, error)
}

// A Registry holds the regulations that this process runs. It loads an edition
// when it is asked for and lets go of it when that is long ago. It implements
// engine.Regulations.
type Registry struct {
	editions Editions
	kept     *keeper

	mu     sync.Mutex
	chosen map[engine.TenantID]choice
}

var _ engine.Regulations = (*Registry)(nil)

// NewRegistry returns a registry that loads editions from where they are kept, by
// the loader.
func NewRegistry(editions Editions, loader *Loader) *Registry {
	return NewRegistryThatKeeps(Retention{}, editions, loader)
}

// NewRegistryThatKeeps is NewRegistry with bounds of one's own.
func NewRegistryThatKeeps(bounds Retention, editions Editions, loader *Loader) *Registry {
	return &Registry{editions: editions, kept: newKeeper(bounds, editions, loader), chosen: map[engine.TenantID]choice{}}
}

// Regulation implements engine.Regulations.
func (r *Registry) Regulation(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (engine.Regulation, error) {
	edition, err := r.orActive(ctx, tenant, edition)
	if err != nil {
		return nil, err
	}
	reg, err := r.kept.toDecide(ctx, key{tenant, edition})
	if err != nil {
		return nil, err
	}
	return reg, nil
}

// Rules is Regulation for those who draw forms and lists from the catalogue. The
// edition "" is the active one. What is returned can be kept for as long as anybody
// likes, and decides too: code that was let go is loaded again when it is called.
func (r *Registry) Rules(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
	edition, err := r.orActive(ctx, tenant, edition)
	if err != nil {
		return nil, "", err
	}
	reg, err := r.kept.toRead(ctx, key{tenant, edition})
	return reg, edition, err
}

func (r *Registry) orActive(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (engine.EditionID, error) {
	if edition != "" {
		return edition, nil
	}
	return r.Active(ctx, tenant)
}

// Keep gives the registry an edition that was loaded elsewhere, for checking it
// before it is activated.
func (r *Registry) Keep(tenant engine.TenantID, edition engine.EditionID, reg *rules.Regulation, prog Program) {
	if !r.kept.adopt(key{tenant, edition}, reg, prog.Code()) {
		prog.Close() // the one that was there stays
	}
}

// Reload has a tenant's editions loaded anew before they decide again: what they
// may cost has changed.
func (r *Registry) Reload(tenant engine.TenantID) { r.kept.drop(tenant) }

// Loaded is how many editions of each tenant are loaded, with their code or without.
func (r *Registry) Loaded() map[engine.TenantID]int { return r.kept.count() }
