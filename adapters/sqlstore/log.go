package sqlstore

import (
	"context"
	"fmt"
	"slices"

	"github.com/reglament/reglament/engine"
)

// full is the event with its body, where that is not erased.
func (r *eventRow) full() (engine.Event, error) {
	e := r.event()
	if r.Body == nil {
		return e, nil
	}
	var err error
	e.Salt = r.Salt
	if e.Body, err = engine.DecodeBody([]byte(*r.Body)); err != nil {
		return e, fmt.Errorf("body of event %d: %w", e.Seq, err)
	}
	return e, nil
}

// Events implements engine.Log. The hash of the event before is no column: it is
// that event's own.
func (s *Store) Events(ctx context.Context, tenant engine.TenantID, after int64, limit int) ([]engine.Event, error) {
	var rows []eventRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM events WHERE tenant = ? AND seq >= ? ORDER BY seq LIMIT ?",
		string(tenant), after, limit+1)
	if err != nil {
		return nil, temporary(err)
	}
	return chain(rows, after, limit)
}

// chain turns rows into events that know the hash before theirs. The first row
// may be the event before those that are wanted.
func chain(rows []eventRow, after int64, limit int) ([]engine.Event, error) {
	var events []engine.Event
	var prev engine.Hash
	for i := range rows {
		if len(events) == limit {
			break
		}
		e, err := rows[i].full()
		if err != nil {
			return nil, err
		}
		if e.Seq > after {
			e.Prev = prev
			events = append(events, e)
		}
		prev = e.Hash
	}
	return events, nil
}

// TicketEvents returns up to limit events of one ticket after the one numbered
// after, in order. Their Prev is not filled in.
func (s *Store) TicketEvents(ctx context.Context, tenant engine.TenantID, ticket engine.TicketID, after int64, limit int) ([]engine.Event, error) {
	var rows []eventRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM events WHERE tenant = ? AND ticket <> '' AND ticket = ? AND seq > ? ORDER BY seq LIMIT ?",
		string(tenant), string(ticket), after, limit)
	if err != nil {
		return nil, temporary(err)
	}
	return fullEvents(rows)
}

// EventsBefore returns the last events of one ticket before the one numbered before,
// up to limit, in order. Their Prev is not filled in.
func (s *Store) EventsBefore(ctx context.Context, tenant engine.TenantID, ticket engine.TicketID, before int64, limit int) ([]engine.Event, error) {
	var rows []eventRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM events WHERE tenant = ? AND ticket <> '' AND ticket = ? AND seq < ? ORDER BY seq DESC LIMIT ?",
		string(tenant), string(ticket), before, limit)
	if err != nil {
		return nil, temporary(err)
	}
	slices.Reverse(rows)
	return fullEvents(rows)
}

// EventsOf returns up to limit events of some tickets, one ticket after the other
// in the order of their ids, and each ticket's in their order, behind the event
// that after names. Their Prev is not filled in.
func (s *Store) EventsOf(ctx context.Context, tenant engine.TenantID, tickets []engine.TicketID, after engine.Position, limit int) ([]engine.Event, error) {
	if len(tickets) == 0 {
		return nil, nil
	}
	var rows []eventRow
	// Sorted afterwards: PostgreSQL would read the tenant's whole index in order
	// to find the tickets already sorted.
	err := s.db.read(ctx, tenant, &rows, "WITH found AS MATERIALIZED (SELECT * FROM events WHERE tenant = ?0 AND ticket <> '' AND ticket IN (?1) "+
		"AND (ticket > ?2 OR ticket = ?2 AND seq > ?3)) SELECT * FROM found ORDER BY ticket, seq LIMIT ?4",
		string(tenant), among(tickets), string(after.Ticket), after.Seq, limit)
	if err != nil {
		return nil, temporary(err)
	}
	return fullEvents(rows)
}

func fullEvents(rows []eventRow) ([]engine.Event, error) {
	events := make([]engine.Event, len(rows))
	var err error
	for i := range rows {
		if events[i], err = rows[i].full(); err != nil {
			return nil, err
		}
	}
	return events, nil
}

// Head implements engine.Log.
func (s *Store) Head(ctx context.Context, tenant engine.TenantID) (engine.Head, error) {
	var rows []headRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM tenant_head WHERE tenant = ?", string(tenant))
	if err != nil {
		return engine.Head{}, temporary(err)
	}
	if len(rows) == 0 {
		return engine.Head{}, engine.Errorf(engine.NotFound, "no tenant %q", tenant)
	}
	return rows[0].head()
}
