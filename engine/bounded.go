package engine

import "context"

// Bounded returns a regulation that is asked as the engine asks it, for whoever decides
// anew what has been decided: within what one decision may cost its tenant, with its
// panics turned into errors. What its code costs is not charged to the tenant.
func (e *Engine) Bounded(tenant TenantID, r Regulation) Regulation {
	return bounded{e, tenant, r}
}

type bounded struct {
	engine *Engine
	tenant TenantID
	Regulation
}

// Route implements Regulation.
func (b bounded) Route(ctx context.Context, c *Case) (Routing, error) {
	return guarded(ctx, b.engine.Quota(b.tenant).Decide, func(ctx context.Context) (Routing, error) { return b.Regulation.Route(ctx, c) })
}

// Decide implements Regulation.
func (b bounded) Decide(ctx context.Context, c *Case) (Decision, error) {
	quota := b.engine.Quota(b.tenant)
	d, err := guarded(ctx, quota.Decide, func(ctx context.Context) (Decision, error) { return b.Regulation.Decide(ctx, c) })
	if err == nil {
		err = quota.check(c.Ticket, &d)
	}
	return d, err
}
