package plugins

import (
	"context"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Retention says how long editions stay loaded that nobody asks for. To load one
// again takes milliseconds.
type Retention struct {
	// Recent is how many editions stay whole however long nobody has asked for them:
	// those that were used last. 64 by default.
	Recent int
	// Code is how long the code of the others stays, which is most of what they hold
	// and is needed by hooks alone. A minute by default.
	Code time.Duration
	// Catalogue is how long the rest of them stays. A quarter of an hour by default.
	Catalogue time.Duration
	// Now is the clock; time.Now by default.
	Now func() time.Time
}

func (r *Retention) complete() {
	if r.Recent == 0 {
		r.Recent = 64
	}
	if r.Code == 0 {
		r.Code = time.Minute
	}
	if r.Catalogue == 0 {
		r.Catalogue = 15 * time.Minute
	}
	if r.Now == nil {
		r.Now = time.Now
	}
}

type key struct {
	tenant  engine.TenantID
	edition engine.EditionID
}

// keeper keeps editions loaded. A regulation that it has given out stays valid: a
// catalogue is only memory, and hooks are called through the keeper, which holds
// their code for as long as a call takes.
type keeper struct {
	bounds   Retention
	editions Editions
	loader   *Loader

	mu    sync.Mutex
	kept  map[key]*kept
	swept time.Time
}

// kept is an edition that is loaded, in part or whole, or is being loaded. The
// keeper's mutex guards it.
type kept struct {
	reg     *rules.Regulation // nil before it was loaded
	code    Code              // nil before, and after it was let go
	decides bool              // it was asked for in order to decide
	calls   int               // of the code, under way
	used    time.Time
	loading *loading // nil if nothing is
	dropped bool     // the keeper has forgotten it
}

// loading is something that several may wait for.
type loading struct {
	done chan struct{}
	err  error
}

func newKeeper(bounds Retention, editions Editions, loader *Loader) *keeper {
	bounds.complete()
	return &keeper{bounds: bounds, editions: editions, loader: loader, kept: map[key]*kept{}, swept: bounds.Now()}
}

// toRead returns an edition whose hooks are not expected to be called soon.
func (k *keeper) toRead(ctx context.Context, id key) (reg *rules.Regulation, err error) {
	err = k.with(ctx, id, func(e *kept) bool { reg = e.reg; return reg != nil })
	return reg, err
}

// toDecide returns an edition with its code at hand: a decision has less time than
// loading it may take.
func (k *keeper) toDecide(ctx context.Context, id key) (reg *rules.Regulation, err error) {
	err = k.with(ctx, id, func(e *kept) bool {
		reg, e.decides = e.reg, true
		return reg != nil && (e.code != nil || len(reg.Hooks) == 0)
	})
	return reg, err
}

// take takes the code of an edition for a call. It stays until give.
func (k *keeper) take(ctx context.Context, id key) (taken *kept, code Code, err error) {
	err = k.with(ctx, id, func(e *kept) bool {
		e.decides = true
		if e.code == nil {
			return false
		}
		e.calls++
		taken, code = e, e.code
		return true
	})
	return taken, code, err
}

func (k *keeper) give(e *kept) {
	k.mu.Lock()
	defer k.mu.Unlock()
	if e.calls--; e.calls == 0 && e.dropped {
		e.code.Close()
	}
}

// drop forgets a tenant's editions: whoever asks next has them loaded anew. Calls
// that are under way end as they would.
func (k *keeper) drop(tenant engine.TenantID) {
	k.mu.Lock()
	defer k.mu.Unlock()
	for id, e := range k.kept {
		if id.tenant != tenant {
			continue
		}
		delete(k.kept, id)
		e.dropped = true
		if e.code != nil && e.calls == 0 {
			e.code.Close()
		}
	}
}

// with looks at an edition until it is as wanted, and loads what it lacks.
func (k *keeper) with(ctx context.Context, id key, wanted func(*kept) bool) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	for {
		now := k.bounds.Now()
		k.sweep(now)
		e := k.kept[id]
		if e == nil {
			e = &kept{}
			k.kept[id] = e
		}
		e.used = now
		if wanted(e) {
			return nil
		}
		if e.loading == nil {
			e.loading = &loading{done: make(chan struct{})}
			go k.fill(id, e, e.reg)
		}
		if err := k.wait(ctx, e.loading); err != nil {
			return err
		}
	}
}

// wait waits without the mutex, which its caller holds.
func (k *keeper) wait(ctx context.Context, l *loading) error {
	k.mu.Unlock()
	defer k.mu.Lock()
	select {
	case <-l.done:
		return l.err
	case <-ctx.Done():
		return &engine.Error{Kind: engine.Temporary, Err: ctx.Err()}
	}
}
