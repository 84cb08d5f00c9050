package httpapi

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// An appointment that was kept is owed no more, so that no list has its ticket. The
// log has it. What was read of the log for a day is remembered, for a plan that hangs
// open is asked for again and again.

// keptDays are the tickets of each tenant that have kept an appointment since the
// beginning of the day that was asked for last.
type keptDays struct {
	mu sync.Mutex
	of map[engine.TenantID]keptDay
}

// A keptDay is never changed, only replaced.
type keptDay struct {
	from time.Time
	seq  int64 // the last event that was read
	ids  map[engine.TicketID]bool
}

// maxEvents is how many events are read for a plan at most, the newest.
const maxEvents = 20_000

// keptOn are the tickets that have kept an appointment since the first of the days,
// but for those that are known already.
func (a *api) keptOn(ctx context.Context, tenant engine.TenantID, d days, known []engine.Ticket) (out []engine.Ticket, err error) {
	if d.from.After(a.Now()) {
		return nil, nil
	}
	day, err := a.keptSince(ctx, tenant, d.from)
	if err != nil {
		return nil, err
	}
	ids := maps.Clone(day.ids)
	for i := range known {
		delete(ids, known[i].ID)
	}
	for chunk := range slices.Chunk(slices.Sorted(maps.Keys(ids)), 100) {
		tickets, err := a.Reader.TicketsByID(ctx, tenant, chunk)
		if err != nil {
			return nil, err
		}
		out = append(out, tickets...)
	}
	return out, nil
}

// keptSince reads on from where the log was read last.
func (a *api) keptSince(ctx context.Context, tenant engine.TenantID, from time.Time) (keptDay, error) {
	head, err := a.Log.Head(ctx, tenant)
	if err != nil {
		return keptDay{}, err
	}
	a.kept.mu.Lock()
	day, ok := a.kept.of[tenant]
	a.kept.mu.Unlock()
	if !ok || !day.from.Equal(from) || day.seq > head.Seq {
		after, err := engine.LastBefore(ctx, a.Log, tenant, head.Seq, from)
		if err != nil {
			return day, err
		}
		day = keptDay{from: from, seq: max(after, head.Seq-maxEvents)}
	}
	if day, err = a.readOn(ctx, tenant, day, head.Seq); err != nil {
		return day, err
	}
	a.kept.mu.Lock()
	defer a.kept.mu.Unlock()
	if a.kept.of == nil {
		a.kept.of = map[engine.TenantID]keptDay{}
	}
	a.kept.of[tenant] = day
	return day, nil
}

func (a *api) readOn(ctx context.Context, tenant engine.TenantID, day keptDay, until int64) (keptDay, error) {
	day.ids = maps.Clone(day.ids)
	if day.ids == nil {
		day.ids = map[engine.TicketID]bool{}
	}
	for day.seq < until {
		events, err := a.Log.Events(ctx, tenant, day.seq, 200)
		if err != nil || len(events) == 0 {
			return day, err
		}
		for i := range events {
			if keeps(&events[i]) {
				day.ids[events[i].Ticket] = true
			}
		}
		day.seq = events[len(events)-1].Seq
	}
	return day, nil
}

// keeps reports whether an event has kept a promise that ends at an instant which
// was named: such a one was given no length.
func keeps(e *engine.Event) bool {
	return slices.ContainsFunc(e.Body.Ops, func(op engine.Op) bool {
		state, ok := op.Value.(map[string]any)
		return ok && op.Kind == engine.OpSet && strings.HasPrefix(op.Name, "promise.") && state["within"] == nil &&
			(state["state"] == rules.Met || state["met"] != nil)
	})
}
