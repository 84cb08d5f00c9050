package httpapi

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"sync"
	"testing"

	"github.com/reglament/reglament/engine"
)

// limits keep quotas in memory. What may be set, and what it does, is tested where
// doors and engine are put together.
type limits struct {
	mu     sync.Mutex
	own    map[string]int64
	orders []QuotaOrder
}

var _ Quotas = (*limits)(nil)

func (l *limits) Quotas(_ context.Context, tenant engine.TenantID) (QuotaReport, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if tenant == "nobody" {
		return QuotaReport{}, engine.Errorf(engine.NotFound, "no tenant %q", tenant)
	}
	q := Quota{Quota: "notices", Unit: "messages a day", Default: 50_000, Effective: 50_000, Least: 1, Most: 10_000_000}
	if v, ok := l.own["notices"]; ok {
		q.Override, q.Effective = &v, v
	}
	return QuotaReport{Quotas: []Quota{q}, Use: QuotaUse{Day: "2026-11-23", Breaches: []QuotaBreach{{Quota: "ops", Count: 2, Ticket: "HELP-1", At: start}}}}, nil
}

func (l *limits) SetQuotas(ctx context.Context, tenant engine.TenantID, o QuotaOrder) (QuotaReport, error) {
	l.mu.Lock()
	l.own = maps.Clone(o.Quotas)
	l.orders = append(l.orders, o)
	l.mu.Unlock()
	return l.Quotas(ctx, tenant)
}

func TestQuotasAreShownAndSetByTheInstallation(t *testing.T) {
	t.Parallel()
	kept := &limits{}
	r := newRig(t, func(c *Config) { c.Quotas = kept })
	const path = "/api/admin/v1/tenants/prots/quotas"
	if got := want[QuotaReport](t, r.call(t, "@/admin", "GET", path, nil), http.StatusOK); got.Quotas[0].Override != nil || len(got.Use.Breaches) != 1 {
		t.Errorf("got %+v, want the default, and a breach", got)
	}
	body := object{"quotas": object{"notices": 20}, "from": object{}, "reason": "New contract"}
	if got := want[QuotaReport](t, r.call(t, "@/admin", "PUT", path, body), http.StatusOK); got.Quotas[0].Effective != 20 {
		t.Errorf("got %+v, want what was set", got)
	}
	o := kept.orders[0]
	if !slices.Contains(o.Actor.Roles, "admin") || o.Reason != "New contract" || o.From == nil || len(o.From) != 0 || o.Quotas["notices"] != 20 {
		t.Errorf("the order is %+v, want who, why, and what was before", o)
	}
	for _, bad := range []object{{"quotas": object{"notices": "many"}}, {"quotas": object{"notices": 1.5}}, {}, {"quotas": object{}, "more": 1}} {
		problem(t, r.call(t, "@/admin", "PUT", path, bad), http.StatusUnprocessableEntity, engine.Invalid)
	}
	problem(t, r.call(t, "@/admin", "GET", "/api/admin/v1/tenants/nobody/quotas", nil), http.StatusNotFound, engine.NotFound)
	problem(t, r.call(t, "prots/admin", "PUT", path, body), http.StatusUnauthorized, engine.Forbidden)
}
