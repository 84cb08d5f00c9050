package engine

import (
	"context"
	"sync"
	"time"
)

// afford calls the regulation and charges its tenant for the code that it ran.
func (e *Engine) afford(ctx context.Context, w *work, reg Regulation, c *Case) (decision Decision, err error) {
	quota, tenant := &w.quota, w.cmd.Tenant
	budget := int64(0)
	if coded, ok := reg.(Coded); ok {
		budget = coded.Budget()
	}
	if budget > 0 {
		if err := e.allowances.check(tenant, quota.Code, e.cfg.Clock.Lease()); err != nil {
			return decision, err
		}
	}
	began := time.Now()
	decision, err = guarded(ctx, quota.Decide, func(ctx context.Context) (Decision, error) { return reg.Decide(ctx, c) })
	w.took = time.Since(began)
	if budget > 0 {
		share := float64(decision.Cost) / float64(budget)
		if Exceeded(err) != "" {
			share = 1
		}
		w.share = min(share, 1)
		e.allowances.charge(tenant, quota.Code, e.cfg.Clock.Lease(), w.share)
	}
	return decision, err
}

// allowances keep how much code each tenant may still run.
type allowances struct {
	mu   sync.Mutex
	left map[TenantID]*allowance
}

// allowance is a bucket of whole budgets: it fills by the minute and holds what
// comes in together in four seconds.
type allowance struct {
	budgets float64
	at      time.Time
}

const allowanceHolds = time.Minute / 15

// refill brings a tenant's allowance up to the instant.
func (a *allowances) refill(tenant TenantID, perMinute int, now time.Time) *allowance {
	if a.left == nil {
		a.left = map[TenantID]*allowance{}
	}
	rate := float64(perMinute) / float64(time.Minute)
	most := max(rate*float64(allowanceHolds), 1)
	b := a.left[tenant]
	if b == nil {
		b = &allowance{budgets: most, at: now}
		a.left[tenant] = b
	}
	if past := now.Sub(b.at); past > 0 {
		b.budgets, b.at = min(b.budgets+rate*float64(past), most), now
	}
	return b
}

// check refuses to run a tenant's code when it has run too much of late.
func (a *allowances) check(tenant TenantID, perMinute int, now time.Time) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.refill(tenant, perMinute, now).budgets > 0 {
		return nil
	}
	return overQuota(QuotaCode, "the regulation has lately run more code than %d whole budgets a minute; it is asked again later", perMinute)
}

// charge takes a share of a budget off a tenant's allowance.
func (a *allowances) charge(tenant TenantID, perMinute int, now time.Time, share float64) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.refill(tenant, perMinute, now).budgets -= share
}
