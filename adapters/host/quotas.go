package host

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"sync"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
)

// Quotas are what tenants may cost and cause. Their own are read from the store at
// the start and then every few seconds, since another node may have changed them.
type Quotas struct {
	host *Host
	used *usedCode
	turn sync.Mutex // one change at a time, so that each knows what was before it

	mu  sync.RWMutex
	own map[engine.TenantID]ownQuotas
}

// ownQuotas are a tenant's own, as they are stored, set and gone by.
type ownQuotas struct {
	text   string
	values map[string]int64
	quota  engine.Quota
}

var _ httpapi.Quotas = (*Quotas)(nil)

func newQuotas(h *Host) *Quotas {
	return &Quotas{host: h, used: newUsedCode(), own: map[engine.TenantID]ownQuotas{}}
}

// of is engine.Config.Quotas.
func (q *Quotas) of(tenant engine.TenantID) engine.Quota {
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.own[tenant].quota
}

func (q *Quotas) valuesOf(tenant engine.TenantID) map[string]int64 {
	q.mu.RLock()
	defer q.mu.RUnlock()
	return q.own[tenant].values
}

// budget is what the code of a tenant's regulation gets.
func (q *Quotas) budget(tenant string) plugins.Budget {
	quota := q.of(engine.TenantID(tenant)).Or(q.host.limits.Quota)
	return plugins.Budget{Instructions: quota.Instructions, Memory: quota.Memory}
}

// quotasAge is how long another node's change may go unnoticed.
const quotasAge = 2 * time.Second

// follow reads what other nodes have changed.
func (q *Quotas) follow(ctx context.Context) error {
	tick := time.NewTicker(quotasAge)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		q.turn.Lock()
		err := q.read(ctx)
		q.turn.Unlock()
		if err != nil && ctx.Err() == nil {
			q.host.log.Warn("the tenants' own quotas could not be read; they stay as they were", "error", err)
		}
	}
}

// read takes over what the store has.
func (q *Quotas) read(ctx context.Context) error {
	all, err := q.host.store.Tenants(ctx)
	if err != nil {
		return err
	}
	for i := range all {
		q.take(all[i].ID, all[i].Quotas)
	}
	return nil
}

// take makes quotas those that a tenant has. What cannot be among them, such as
// what a newer version has, is refused with all the rest and said once: half of
// what was meant could be worse than the values before.
func (q *Quotas) take(tenant engine.TenantID, text string) {
	q.mu.RLock()
	was := q.own[tenant]
	q.mu.RUnlock()
	if was.text == text {
		return
	}
	is := ownQuotas{text: text, values: was.values, quota: was.quota}
	values, err := readQuotas(text)
	if err != nil {
		q.host.log.Error("a tenant's own quotas make no sense; they stay as they were", "tenant", tenant, "error", err)
	} else {
		is.values, is.quota = values, quotaOf(values)
	}
	q.mu.Lock()
	q.own[tenant] = is
	q.mu.Unlock()
	if was.quota.Instructions != is.quota.Instructions || was.quota.Memory != is.quota.Memory {
		q.host.proofs.forget(tenant)
		q.host.registry.Reload(tenant)
	}
	if was.text != "" || len(is.values) > 0 {
		q.host.log.Info("a tenant has quotas of its own", "tenant", tenant, "quotas", text)
	}
}

// SetQuotas implements httpapi.Quotas. The change is an event of the tenant's log,
// in one transaction with it.
func (q *Quotas) SetQuotas(ctx context.Context, tenant engine.TenantID, o httpapi.QuotaOrder) (httpapi.QuotaReport, error) {
	var none httpapi.QuotaReport
	if _, err := q.host.keyring(tenant); err != nil {
		return none, err
	}
	if err := checkQuotas(o.Quotas); err != nil {
		return none, err
	}
	q.turn.Lock()
	defer q.turn.Unlock()
	if err := q.read(ctx); err != nil {
		return none, err
	}
	was := q.valuesOf(tenant)
	if o.From != nil && !maps.Equal(o.From, was) {
		return none, &engine.Error{Kind: engine.Conflict, Problems: []engine.Problem{{Pointer: "/from", Code: httpapi.CodeQuotasChanged}}}
	}
	if !maps.Equal(o.Quotas, was) {
		if err := q.commit(ctx, tenant, o, was); err != nil {
			return none, err
		}
	}
	return q.Quotas(ctx, tenant)
}

func (q *Quotas) commit(ctx context.Context, tenant engine.TenantID, o httpapi.QuotaOrder, was map[string]int64) error {
	is := o.Quotas
	if is == nil {
		is = map[string]int64{}
	}
	text, err := json.Marshal(is)
	if err != nil {
		return err
	}
	cmd := engine.Command{
		ID:     engine.CommandID(fmt.Sprintf("quotas/%d", q.host.clock.Lease().UnixNano())),
		Tenant: tenant, Actor: o.Actor, Audience: engine.ForStaff,
		Data: engine.Fields{"before": fieldsOf(was), "after": fieldsOf(is), "reason": o.Reason},
	}
	if _, err := q.host.engine.Limit(ctx, cmd, string(text)); err != nil {
		return err
	}
	q.host.log.Info("the quotas of a tenant were changed", "tenant", tenant, "by", o.Actor.ID, "before", was, "after", is, "reason", o.Reason)
	q.take(tenant, string(text))
	return nil
}

func fieldsOf(values map[string]int64) map[string]any {
	out := map[string]any{}
	for name, v := range values {
		out[name] = v
	}
	return out
}

// Quotas implements httpapi.Quotas.
func (q *Quotas) Quotas(ctx context.Context, tenant engine.TenantID) (httpapi.QuotaReport, error) {
	var report httpapi.QuotaReport
	if _, err := q.host.keyring(tenant); err != nil {
		return report, err
	}
	head, err := q.host.store.Head(ctx, tenant)
	if err != nil {
		return report, err
	}
	now, effective, own := q.host.clock.Now(), q.host.engine.Quota(tenant), q.valuesOf(tenant)
	standard := q.host.limits.Quota
	report.Use = httpapi.QuotaUse{Day: now.UTC().Format(time.DateOnly), Notices: head.Notices.On(now),
		Code: q.used.lately(tenant, time.Now()) / float64(effective.Code), Breaches: []httpapi.QuotaBreach{}}
	breaches := head.Breaches.On(now)
	for _, k := range quotaKinds {
		one := httpapi.Quota{Quota: k.name, Unit: k.unit, Default: k.get(standard), Effective: k.get(effective), Least: k.least, Most: k.most}
		if v, ok := own[k.name]; ok {
			one.Override = &v
		}
		report.Quotas = append(report.Quotas, one)
		if b, ok := breaches[k.name]; ok {
			report.Use.Breaches = append(report.Use.Breaches, httpapi.QuotaBreach{Quota: k.name, Count: b.Count, Ticket: b.Ticket, At: b.At})
		}
	}
	return report, nil
}

// usedCode is how much code tenants have run in the last minute, in whole budgets.
type usedCode struct {
	mu    sync.Mutex
	rings map[engine.TenantID]*[60]usedInSecond
}

type usedInSecond struct {
	second int64
	share  float64
}

func newUsedCode() *usedCode { return &usedCode{rings: map[engine.TenantID]*[60]usedInSecond{}} }

// observe counts an outcome.
func (u *usedCode) observe(o engine.Outcome) {
	if o.Share > 0 {
		u.add(o.Tenant, o.Share, time.Now())
	}
}

func (u *usedCode) add(tenant engine.TenantID, share float64, at time.Time) {
	u.mu.Lock()
	defer u.mu.Unlock()
	ring := u.rings[tenant]
	if ring == nil {
		ring = &[60]usedInSecond{}
		u.rings[tenant] = ring
	}
	slot := &ring[at.Unix()%60]
	if slot.second != at.Unix() {
		*slot = usedInSecond{second: at.Unix()}
	}
	slot.share += share
}

// lately is what was used in the minute before an instant.
func (u *usedCode) lately(tenant engine.TenantID, now time.Time) (sum float64) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if ring := u.rings[tenant]; ring != nil {
		for _, slot := range ring {
			if now.Unix()-slot.second < 60 {
				sum += slot.share
			}
		}
	}
	return sum
}
