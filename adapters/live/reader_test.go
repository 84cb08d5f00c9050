package live

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// memoryReader makes an engine.Reader of a Memory. fail, if set, is asked first.
type memoryReader struct {
	*enginetest.Memory
	fail    atomic.Pointer[error]
	noLists atomic.Bool // snapshots of boards fail, while all else goes on
}

func (m *memoryReader) failure() error {
	if err := m.fail.Load(); err != nil {
		return *err
	}
	return nil
}

func (m *memoryReader) breakDown(broken bool) {
	err := errors.New("the database is gone")
	if !broken {
		m.fail.Store(nil)
		return
	}
	m.fail.Store(&err)
}

func (m *memoryReader) Events(ctx context.Context, id engine.TenantID, after int64, limit int) ([]engine.Event, error) {
	if err := m.failure(); err != nil {
		return nil, err
	}
	return m.Memory.Events(ctx, id, after, limit)
}

func (m *memoryReader) Tickets(_ context.Context, l engine.TicketList) (engine.TicketPage, error) {
	if err := m.failure(); err != nil {
		return engine.TicketPage{}, err
	}
	if m.noLists.Load() {
		return engine.TicketPage{}, errors.New("the lists are gone")
	}
	all, err := m.Memory.Tickets(l.Tenant)
	if err != nil {
		return engine.TicketPage{}, err
	}
	all = slices.DeleteFunc(all, func(t engine.Ticket) bool {
		for name, values := range l.Facets {
			if !slices.Contains(values, t.Facets[name]) {
				return true
			}
		}
		return l.ByDue && t.NextDue.IsZero() || l.NoDue && !t.NextDue.IsZero()
	})
	slices.Reverse(all)
	if l.ByDue {
		slices.SortFunc(all, func(a, b engine.Ticket) int {
			if c := a.NextDue.Compare(b.NextDue); c != 0 {
				return c
			}
			return strings.Compare(string(a.ID), string(b.ID))
		})
	}
	from := 0
	if l.After != "" {
		from = slices.IndexFunc(all, func(t engine.Ticket) bool { return string(t.ID) == l.After }) + 1
	}
	page := engine.TicketPage{Tickets: all[from:min(len(all), from+l.Limit)]}
	if from+l.Limit < len(all) {
		page.Next = string(page.Tickets[l.Limit-1].ID)
	}
	return page, nil
}

func (m *memoryReader) Ticket(ctx context.Context, tenant engine.TenantID, ref string) (engine.Ticket, error) {
	if err := m.failure(); err != nil {
		return engine.Ticket{}, err
	}
	all, err := m.Memory.Tickets(tenant)
	if err != nil {
		return engine.Ticket{}, err
	}
	i := slices.IndexFunc(all, func(t engine.Ticket) bool { return string(t.ID) == ref || t.Number == ref })
	if i < 0 {
		return engine.Ticket{}, engine.Errorf(engine.NotFound, "no ticket %q", ref)
	}
	return all[i], nil
}

func (m *memoryReader) TicketsByID(ctx context.Context, tenant engine.TenantID, ids []engine.TicketID) ([]engine.Ticket, error) {
	if err := m.failure(); err != nil {
		return nil, err
	}
	out := make([]engine.Ticket, 0, len(ids))
	for _, id := range ids {
		t, err := m.Memory.Ticket(ctx, tenant, id)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

func (m *memoryReader) TicketEvents(ctx context.Context, tenant engine.TenantID, ticket engine.TicketID, after int64, limit int) ([]engine.Event, error) {
	if err := m.failure(); err != nil {
		return nil, err
	}
	var out []engine.Event
	for len(out) < limit {
		events, err := m.Memory.Events(ctx, tenant, after, 100)
		if err != nil || len(events) == 0 {
			return out, err
		}
		for _, e := range events {
			if after = e.Seq; e.Ticket == ticket && len(out) < limit {
				out = append(out, e)
			}
		}
	}
	return out, nil
}
