package engine_test

import (
	"context"
	"fmt"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// quotaRig is an engine whose tenant has a quota of its own, and what was observed.
type quotaRig struct {
	*enginetest.Rig
	seen []engine.Outcome
}

func newQuotaRig(t *testing.T, quota engine.Quota, regulation engine.Regulations) *quotaRig {
	t.Helper()
	r := &quotaRig{Rig: enginetest.NewRig(t, enginetest.NewMemory(), acme, "other")}
	e, err := engine.New(engine.Config{Backend: r.Backend, Regulations: regulation, Clock: r.Clock,
		Quotas: func(tenant engine.TenantID) engine.Quota {
			if tenant == acme {
				return quota
			}
			return engine.Quota{}
		},
		Observe: func(o engine.Outcome) { r.seen = append(r.seen, o) },
	})
	if err != nil {
		t.Fatal(err)
	}
	r.Engine = e
	return r
}

func TestWhatExceedsATenantsQuotaIsParkedAndTold(t *testing.T) {
	t.Parallel()
	timers := map[string]any{"a": int64(60), "b": int64(60), "c": int64(60)}
	for quota, c := range map[string]struct {
		quota engine.Quota
		data  engine.Fields
	}{
		engine.QuotaOps:     {engine.Quota{Ops: 2}, engine.Fields{"set": map[string]any{"a": "1", "b": "2"}}},
		engine.QuotaSends:   {engine.Quota{Sends: 1}, engine.Fields{"send": []any{"post", "post"}}},
		engine.QuotaTimers:  {engine.Quota{Timers: 2}, engine.Fields{"timers": timers}},
		engine.QuotaBody:    {engine.Quota{Body: 2000}, engine.Fields{"grow": int64(2000)}},
		engine.QuotaNotices: {engine.Quota{Notices: 1}, engine.Fields{"send": []any{"post", "post"}}},
	} {
		t.Run(quota, func(t *testing.T) {
			r := newQuotaRig(t, c.quota, &enginetest.Script{})
			res := do(t, r.Rig, command("c1", c.data))
			if res.Event.Body.Fault == "" || res.Ticket.Facets[engine.FacetParked] != "yes" || res.Ticket.Number != "" {
				t.Errorf("event %+v of ticket %+v is not parked", res.Event, res.Ticket)
			}
			if len(r.seen) != 1 || engine.Exceeded(r.seen[0].Fault) != quota || !r.seen[0].Opened {
				t.Errorf("observed %+v, want one ticket opened with the quota %s exceeded", r.seen, quota)
			}
			cmd := command("c1", c.data)
			cmd.Tenant = "other"
			if res := do(t, r.Rig, cmd); res.Event.Body.Fault != "" {
				t.Errorf("a tenant with the default quota was parked: %s", res.Event.Body.Fault)
			}
		})
	}
}

// coded is a regulation whose code costs what the command's data says.
type coded struct {
	enginetest.Script
	asked int
}

func (c *coded) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return c, nil
}

func (c *coded) Budget() int64 { return 1000 }

func (c *coded) Decide(ctx context.Context, k *engine.Case) (engine.Decision, error) {
	c.asked++
	d, err := c.Script.Decide(ctx, k)
	d.Cost = k.Event.Data.Int("cost")
	return d, err
}

func TestTenantThatRunsTooMuchCodeWaitsAndIsAskedAgain(t *testing.T) {
	t.Parallel()
	reg := &coded{}
	r := newQuotaRig(t, engine.Quota{Code: 30}, reg) // two at once, one each two seconds
	costly := engine.Fields{"cost": int64(1000)}
	for i := range 2 {
		if res := do(t, r.Rig, command(fmt.Sprint("c", i), costly)); res.Event.Body.Fault != "" {
			t.Fatalf("decision %d: %s", i, res.Event.Body.Fault)
		}
	}
	parked := do(t, r.Rig, command("over", engine.Fields{"set": map[string]any{"a": "1"}}))
	if engine.Exceeded(r.seen[2].Fault) != engine.QuotaCode || reg.asked != 2 {
		t.Errorf("the third decision: %+v after %d calls; want the quota of code and no call", r.seen[2], reg.asked)
	}
	other := command("c", costly)
	other.Tenant = "other"
	if res := do(t, r.Rig, other); res.Event.Body.Fault != "" {
		t.Errorf("another tenant waits too: %s", res.Event.Body.Fault)
	}
	r.Clock.Advance(61 * time.Second)
	if _, err := r.FireDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := ticketNow(t, r.Rig, parked.Ticket.ID); got.Facets[engine.FacetParked] != "" || got.Fields.String("a") != "1" {
		t.Errorf("after a minute the ticket is %+v, want it decided", got)
	}
	for i := range 20 { // cheap decisions never wait
		if res := do(t, r.Rig, command(fmt.Sprint("cheap", i), engine.Fields{"cost": int64(1)})); res.Event.Body.Fault != "" {
			t.Fatalf("cheap decision %d: %s", i, res.Event.Body.Fault)
		}
	}
}

func TestCostOfAFailedDecisionIsCharged(t *testing.T) {
	t.Parallel()
	reg := &coded{}
	r := newQuotaRig(t, engine.Quota{Code: 15}, reg)
	do(t, r.Rig, command("c1", engine.Fields{"cost": int64(1000), "fail": true}))
	do(t, r.Rig, command("c2", engine.Fields{"cost": int64(1)}))
	if engine.Exceeded(r.seen[0].Fault) != "" || engine.Exceeded(r.seen[1].Fault) != engine.QuotaCode {
		t.Errorf("observed %v and %v; want a fault, then the quota of code", r.seen[0].Fault, r.seen[1].Fault)
	}
}

func TestParkedEventIsNotTriedWhileItsTenantWaitsWithItsCode(t *testing.T) {
	t.Parallel()
	reg := &coded{}
	r := newQuotaRig(t, engine.Quota{Code: 1}, reg)
	costly := engine.Fields{"cost": int64(1000)}
	do(t, r.Rig, command("c1", costly))
	parked := do(t, r.Rig, command("c2", costly)).Ticket.ID
	r.Clock.Advance(61 * time.Second)
	do(t, r.Rig, command("c3", costly)) // it takes what has come in
	for range 3 {
		if _, err := r.FireDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if got := ticketNow(t, r.Rig, parked); got.Version != 1 || reg.asked != 2 {
		t.Errorf("version %d after %d calls; want nothing recorded and nothing asked", got.Version, reg.asked)
	}
	r.Clock.Advance(2 * time.Minute) // past the lease
	if _, err := r.FireDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := ticketNow(t, r.Rig, parked); got.Facets[engine.FacetParked] != "" {
		t.Errorf("after two minutes the ticket is still parked: %+v", got)
	}
}

// slow is a regulation that decides only when it is told to stop.
type slow struct{ enginetest.Script }

func (s *slow) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return s, nil
}

func (s *slow) Decide(ctx context.Context, _ *engine.Case) (engine.Decision, error) {
	<-ctx.Done()
	return engine.Decision{}, ctx.Err()
}

func TestDecisionThatTakesTooLongExceedsItsTime(t *testing.T) {
	t.Parallel()
	r := newQuotaRig(t, engine.Quota{Decide: time.Millisecond}, &slow{})
	res := do(t, r.Rig, command("c1", nil))
	if engine.Exceeded(r.seen[0].Fault) != engine.QuotaDecide || r.seen[0].Exceeded != engine.QuotaDecide || len(res.Ticket.Parked) != 1 {
		t.Errorf("observed %+v of ticket %+v, want the quota of time exceeded, and the ticket parked", r.seen, res.Ticket)
	}
	if want := "decide: the regulation took longer than 1ms: context deadline exceeded (quota decide)"; res.Event.Body.Fault != want {
		t.Errorf("fault %q, want %q", res.Event.Body.Fault, want)
	}
	r = newQuotaRig(t, engine.Quota{Decide: time.Hour}, &slow{})
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Engine.Do(gone, command("c2", nil)); err == nil && engine.Exceeded(r.seen[0].Fault) != "" {
		t.Errorf("observed %+v: who asks has gone, and the regulation is blamed", r.seen)
	}
}

func TestHeadCountsTheBreachesOfADay(t *testing.T) {
	t.Parallel()
	r := newQuotaRig(t, engine.Quota{Ops: 2}, &enginetest.Script{})
	over := engine.Fields{"set": map[string]any{"a": "1", "b": "2"}}
	do(t, r.Rig, command("c1", over))
	last := do(t, r.Rig, command("c2", over))
	do(t, r.Rig, command("c3", nil))
	breaches := func(at time.Time) map[string]engine.Breach {
		head, err := r.Backend.Head(t.Context(), acme)
		if err != nil {
			t.Fatal(err)
		}
		return head.Breaches.On(at)
	}
	now := r.Clock.Now()
	if got := breaches(now)[engine.QuotaOps]; got.Count != 2 || got.Ticket != string(last.Ticket.ID) || !got.At.Equal(last.Event.At) {
		t.Errorf("got %+v, want two, the last on %s", got, last.Ticket.ID)
	}
	if got := breaches(now.Add(24 * time.Hour)); len(got) != 0 {
		t.Errorf("a day later %v, want none", got)
	}
	r.Clock.Advance(24 * time.Hour)
	do(t, r.Rig, command("c4", over))
	if got := breaches(r.Clock.Now())[engine.QuotaOps]; got.Count != 1 {
		t.Errorf("the next day begins with %+v, want one", got)
	}
}

// chain is a regulation by which each ticket opens another one.
type chain struct{ enginetest.Script }

func (c *chain) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return c, nil
}

func (c *chain) Decide(_ context.Context, k *engine.Case) (d engine.Decision, err error) {
	if !engine.Happened(k.Event.Kind) {
		d.Ops = []engine.Op{{Kind: engine.OpEmit, Clause: "CHAIN", Name: "child", Value: map[string]any{}}}
	}
	return d, nil
}

func TestChainThatIsCutExceedsTheDepth(t *testing.T) {
	t.Parallel()
	r := newQuotaRig(t, engine.Quota{Depth: 1}, &chain{})
	do(t, r.Rig, command("c1", nil))
	for range 4 {
		if _, err := r.DeliverDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var cut []engine.Outcome
	for _, o := range r.seen {
		if o.Exceeded != "" {
			cut = append(cut, o)
		}
	}
	if len(cut) != 1 || cut[0].Exceeded != engine.QuotaDepth || cut[0].Kind != engine.KindUndeliverable || cut[0].Fault != nil {
		t.Errorf("observed %+v of %+v, want the depth exceeded once, and no fault", cut, r.seen)
	}
}

func TestRefusedCommandIsObserved(t *testing.T) {
	t.Parallel()
	r := newQuotaRig(t, engine.Quota{}, &enginetest.Script{})
	cmd := command("c1", engine.Fields{"refuse": true})
	if _, err := r.Engine.Do(t.Context(), cmd); !engine.TurnedDown(err) {
		t.Fatalf("got %v, want a refusal", err)
	}
	if len(r.seen) != 1 || !engine.TurnedDown(r.seen[0].Refused) || r.seen[0].Kind != cmd.Kind || r.seen[0].Fault != nil {
		t.Errorf("observed %+v, want the refusal", r.seen)
	}
}
