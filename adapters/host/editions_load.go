package host

import (
	"context"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// outline is what lists need of an edition. It never changes, since editions don't.
type outline struct {
	clauses  int
	statuses map[string]bool // whether they are final
	err      error
}

func (s *Shelf) bundle(ctx context.Context, tenant engine.TenantID, id engine.EditionID) (*rules.Bundle, error) {
	raw, err := s.Store.Edition(ctx, tenant, id)
	if err != nil {
		return nil, err
	}
	return rules.DecodeBundle(raw)
}

// load loads an edition apart from those that decide. The program is to be closed.
func (s *Shelf) load(ctx context.Context, tenant engine.TenantID, id engine.EditionID) (*plugins.Loaded, error) {
	bundle, err := s.bundle(ctx, tenant, id)
	if err != nil {
		return nil, err
	}
	return s.Loader.Regulation(ctx, string(tenant), bundle)
}

// outline loads an edition once in the life of the process.
func (s *Shelf) outline(ctx context.Context, tenant engine.TenantID, id engine.EditionID) *outline {
	s.mu.Lock()
	o := s.known[id]
	s.mu.Unlock()
	if o != nil {
		return o
	}
	l, err := s.load(ctx, tenant, id)
	if err != nil {
		return &outline{err: err} // the next one who asks tries again
	}
	defer l.Program.Close()
	return s.remember(id, l.Regulation)
}

func (s *Shelf) remember(id engine.EditionID, reg *rules.Regulation) *outline {
	o := &outline{clauses: len(reg.Clauses), statuses: map[string]bool{}}
	for i := range reg.Statuses {
		o.statuses[reg.Statuses[i].ID] = reg.Statuses[i].Final
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.known == nil {
		s.known = map[engine.EditionID]*outline{}
	}
	s.known[id] = o
	return o
}
