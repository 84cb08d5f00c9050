package plugins

import (
	"context"
	"fmt"
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
// when it is first asked for and keeps it. It implements engine.Regulations.
type Registry struct {
	editions Editions
	loader   *Loader

	mu      sync.Mutex
	active  map[engine.TenantID]engine.EditionID
	loaded  map[key]*loading
	options rules.Options
}

type key struct {
	tenant  engine.TenantID
	edition engine.EditionID
}

// loading is an edition that is loaded or being loaded: whoever comes second
// waits for the first.
type loading struct {
	done chan struct{}
	reg  *rules.Regulation
	prog Program
	err  error
}

var _ engine.Regulations = (*Registry)(nil)

// NewRegistry returns a registry that loads editions from where they are kept, by
// the loader.
func NewRegistry(editions Editions, loader *Loader) *Registry {
	return &Registry{editions: editions, loader: loader, active: map[engine.TenantID]engine.EditionID{}, loaded: map[key]*loading{}}
}

// Regulation implements engine.Regulations.
func (r *Registry) Regulation(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (engine.Regulation, engine.EditionID, error) {
	reg, id, err := r.Rules(ctx, tenant, edition)
	if err != nil {
		return nil, id, err
	}
	return reg, id, nil
}

// Rules is Regulation for those who draw forms and lists from the catalogue.
func (r *Registry) Rules(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
	if edition == "" {
		var err error
		if edition, err = r.Active(ctx, tenant); err != nil {
			return nil, "", err
		}
	}
	reg, err := r.load(ctx, key{tenant, edition})
	return reg, edition, err
}

// Active is the edition that new tickets are registered under, as far as this
// process has heard.
func (r *Registry) Active(ctx context.Context, tenant engine.TenantID) (engine.EditionID, error) {
	r.mu.Lock()
	edition := r.active[tenant]
	r.mu.Unlock()
	if edition != "" {
		return edition, nil
	}
	head, err := r.editions.Head(ctx, tenant)
	if err != nil {
		return "", err
	}
	if head.Active == "" {
		return "", engine.Errorf(engine.NotFound, "tenant %s has no regulation", tenant)
	}
	r.SetActive(tenant, head.Active)
	return head.Active, nil
}

// SetActive is told which edition is the active one.
func (r *Registry) SetActive(tenant engine.TenantID, edition engine.EditionID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.active[tenant] = edition
}

// Stale implements engine.Regulations: the next question reads the active
// edition anew.
func (r *Registry) Stale(tenant engine.TenantID) {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.active, tenant)
}

func (r *Registry) load(ctx context.Context, k key) (*rules.Regulation, error) {
	r.mu.Lock()
	l, ok := r.loaded[k]
	if !ok {
		l = &loading{done: make(chan struct{})}
		r.loaded[k] = l
		go r.fill(k, l)
	}
	r.mu.Unlock()
	select {
	case <-l.done:
		return l.reg, l.err
	case <-ctx.Done():
		return nil, &engine.Error{Kind: engine.Temporary, Err: ctx.Err()}
	}
}

// fill loads an edition. A failure is not kept: the next one who asks tries
// again.
func (r *Registry) fill(k key, l *loading) {
	l.reg, l.prog, l.err = r.read(k)
	if l.err != nil {
		r.mu.Lock()
		delete(r.loaded, k)
		r.mu.Unlock()
	}
	close(l.done)
}

func (r *Registry) read(k key) (*rules.Regulation, Program, error) {
	ctx := context.Background()
	raw, err := r.editions.Edition(ctx, k.tenant, k.edition)
	if err != nil {
		return nil, nil, err
	}
	bundle, err := rules.DecodeBundle(raw)
	if err != nil {
		return nil, nil, err
	}
	return r.build(ctx, string(k.tenant), bundle)
}

func (r *Registry) build(ctx context.Context, name string, bundle *rules.Bundle) (*rules.Regulation, Program, error) {
	prog, err := r.loader.Load(ctx, name, bundle)
	if err != nil {
		return nil, nil, err
	}
	reg, findings := prog.Compile(r.options)
	if err := findings.Err(); err != nil {
		prog.Close()
		return nil, nil, fmt.Errorf("regulation %s: %w", name, err)
	}
	return reg, prog, nil
}

// Keep gives the registry an edition that was loaded elsewhere, for checking it
// before it is activated.
func (r *Registry) Keep(tenant engine.TenantID, edition engine.EditionID, reg *rules.Regulation, prog Program) {
	l := &loading{done: make(chan struct{}), reg: reg, prog: prog}
	close(l.done)
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.loaded[key{tenant, edition}]; ok {
		prog.Close() // the one that was there stays
		return
	}
	r.loaded[key{tenant, edition}] = l
}
