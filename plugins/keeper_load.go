package plugins

import (
	"context"
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// fill loads an edition, or only its code where the regulation is there. A failure
// is not kept: the next one who asks tries again.
func (k *keeper) fill(id key, e *kept, reg *rules.Regulation) {
	loaded, code, err := k.read(id, reg)
	k.mu.Lock()
	defer k.mu.Unlock()
	switch {
	case e.dropped && err == nil:
		code.Close() // it was loaded as things were before
	case err == nil:
		k.put(id, e, loaded, code)
	case e.reg == nil && !e.dropped:
		delete(k.kept, id)
	}
	e.loading.err = err
	close(e.loading.done)
	e.loading = nil
}

// read reads an edition from where it is kept. With a regulation it needs the code
// alone: one edition numbers its hooks the same each time.
func (k *keeper) read(id key, reg *rules.Regulation) (*rules.Regulation, Code, error) {
	ctx := context.Background()
	raw, err := k.editions.Edition(ctx, id.tenant, id.edition)
	if err != nil {
		return nil, nil, err
	}
	bundle, err := rules.DecodeBundle(raw)
	if err != nil {
		return nil, nil, err
	}
	if reg != nil {
		prog, err := k.loader.Load(ctx, string(id.tenant), bundle)
		if err != nil {
			return nil, nil, err
		}
		return reg, prog.Code(), nil
	}
	loaded, err := k.loader.Regulation(ctx, string(id.tenant), bundle)
	if err != nil {
		return nil, nil, err
	}
	return loaded.Regulation, loaded.Program.Code(), nil
}

// put keeps what was loaded. Code that nobody will call goes at once: that of an
// edition without hooks, and, where many are loaded, that of one which was only to be
// read.
func (k *keeper) put(id key, e *kept, reg *rules.Regulation, code Code) {
	if e.reg == nil {
		e.reg = reg.WithHooks(&hooks{keeper: k, id: id, budget: code.Budget()})
	}
	if len(reg.Hooks) == 0 || !e.decides && len(k.kept) > k.bounds.Recent {
		code.Close()
		return
	}
	e.code = code
}

// adopt keeps an edition that was loaded elsewhere, unless it is here.
func (k *keeper) adopt(id key, reg *rules.Regulation, code Code) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.kept[id] != nil {
		return false
	}
	e := &kept{used: k.bounds.Now(), decides: true}
	k.kept[id] = e
	k.put(id, e, reg, code)
	return true
}

// count is how many editions of each tenant are here.
func (k *keeper) count() map[engine.TenantID]int {
	k.mu.Lock()
	defer k.mu.Unlock()
	n := map[engine.TenantID]int{}
	for id, e := range k.kept {
		if e.reg != nil {
			n[id.tenant]++
		}
	}
	return n
}

// sweep lets go of what was not used for long, as often as there is something to
// find. Its caller holds the mutex.
func (k *keeper) sweep(now time.Time) {
	if now.Sub(k.swept) < k.bounds.Code || len(k.kept) <= k.bounds.Recent {
		return
	}
	k.swept = now
	ids := make([]key, 0, len(k.kept))
	for id := range k.kept {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b key) int { return k.kept[b].used.Compare(k.kept[a].used) })
	for _, id := range ids[k.bounds.Recent:] {
		k.age(id, now)
	}
}

// age lets go of what an edition need not hold any more.
func (k *keeper) age(id key, now time.Time) {
	e := k.kept[id]
	if e.loading != nil || e.calls > 0 {
		return
	}
	idle := now.Sub(e.used)
	if idle >= k.bounds.Code && e.code != nil {
		e.code.Close()
		e.code, e.decides = nil, false
	}
	if idle >= k.bounds.Catalogue {
		delete(k.kept, id)
	}
}

// hooks are the hooks of an edition, whoever runs them at the time.
type hooks struct {
	keeper *keeper
	id     key
	budget int64
}

var _ rules.Budgeted = (*hooks)(nil)

// Budget implements rules.Budgeted.
func (h *hooks) Budget() int64 { return h.budget }

// Call implements rules.Hooks.
func (h *hooks) Call(ctx context.Context, hook int64, view *rules.View) (effects any, cost int64, err error) {
	e, code, err := h.keeper.take(ctx, h.id)
	if err != nil {
		return nil, 0, err
	}
	defer h.keeper.give(e)
	return code.Call(ctx, hook, view)
}
