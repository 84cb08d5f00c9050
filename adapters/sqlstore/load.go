package sqlstore

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

// maxMatches is how many tickets a Load returns at most.
const maxMatches = 8

// loadRow is a row of the question that answers a Query: the end of the log, the
// command's event if there is one, and a ticket if there is one.
type loadRow struct {
	HeadSeq int64         `bun:"head_seq"`
	Done    sql.NullInt64 `bun:"done"`
	Found   sql.NullString
	ticketRow
}

// Load implements engine.Store.
func (s *Store) Load(ctx context.Context, q engine.Query) (engine.Loaded, error) {
	loaded, err := s.load(ctx, q)
	return loaded, temporary(err)
}

func (s *Store) load(ctx context.Context, q engine.Query) (engine.Loaded, error) {
	var loaded engine.Loaded
	by := evidence{}
	// The number of the last event is read with the keys or before them: a key
	// that is kept in between must make the commit conflict.
	seq, err := s.loadKeys(ctx, q, by)
	if err != nil {
		return loaded, fmt.Errorf("keys: %w", err)
	}
	ids, numbers := by.wanted(q.Keys)
	var rows []loadRow
	err = s.db.read(ctx, q.Tenant, &rows, `
		SELECT h.seq AS head_seq, e.seq AS done, t.id AS found, t.*
		FROM tenant_head AS h
		LEFT JOIN events AS e ON e.tenant = h.tenant AND e.command = ?1
		LEFT JOIN tickets AS t ON t.tenant = h.tenant AND (t.id IN (?2) OR t.number <> '' AND t.number IN (?3))
		WHERE h.tenant = ?0`, string(q.Tenant), string(q.Command), bun.List(ids), bun.List(numbers))
	if err != nil {
		return loaded, fmt.Errorf("tickets: %w", err)
	}
	if len(rows) == 0 {
		return loaded, engine.Errorf(engine.NotFound, "no tenant %q", q.Tenant)
	}
	if loaded.Seq = seq; seq < 0 {
		loaded.Seq = rows[0].HeadSeq
	}
	if loaded.Tickets, err = by.match(q.Keys, rows); err != nil {
		return loaded, err
	}
	if rows[0].Done.Valid {
		return s.loadDone(ctx, q, rows[0].Done.Int64, loaded)
	}
	return loaded, nil
}

// evidence maps tickets to the kinds of keys that point at them.
type evidence map[string][]string

func (ev evidence) add(ticket, kind string) {
	if !slices.Contains(ev[ticket], kind) {
		ev[ticket] = append(ev[ticket], kind)
	}
}

// loadKeys finds the tickets for which earlier commands kept the keys. Without
// such keys it answers -1.
func (s *Store) loadKeys(ctx context.Context, q engine.Query, by evidence) (int64, error) {
	kinds := map[string][]string{}
	for _, k := range q.Keys {
		if k.Lookup == engine.ByKept {
			kinds[k.Value] = append(kinds[k.Value], k.Kind)
		}
	}
	if len(kinds) == 0 {
		return -1, nil
	}
	values := make([]string, 0, len(kinds))
	for v := range kinds {
		values = append(values, v)
	}
	var rows []struct {
		Seq    int64
		Key    sql.NullString
		Ticket sql.NullString
	}
	err := s.db.read(ctx, q.Tenant, &rows, `
		SELECT h.seq, k.key, k.ticket FROM tenant_head AS h
		LEFT JOIN ticket_keys AS k ON k.tenant = h.tenant AND k.key IN (?1)
		WHERE h.tenant = ?0 ORDER BY k.ticket DESC LIMIT 100`, string(q.Tenant), bun.List(values))
	if err != nil || len(rows) == 0 {
		return -1, err
	}
	for _, r := range rows {
		for _, kind := range kinds[r.Key.String] {
			by.add(r.Ticket.String, kind)
		}
	}
	return rows[0].Seq, nil
}

// wanted lists the ids and numbers of the tickets to read.
func (ev evidence) wanted(keys []engine.Key) (ids, numbers []string) {
	for id := range ev {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	slices.Reverse(ids) // the newest first
	ids = ids[:min(len(ids), maxMatches)]
	for _, k := range keys {
		switch k.Lookup {
		case engine.ByID:
			ids = append(ids, k.Value)
		case engine.ByNumber:
			numbers = append(numbers, k.Value)
		}
	}
	return append(ids, ""), append(numbers, "") // an IN list cannot be empty
}

func (ev evidence) match(keys []engine.Key, rows []loadRow) ([]engine.Match, error) {
	var matches []engine.Match
	for i := range rows {
		r := &rows[i]
		if !r.Found.Valid {
			continue
		}
		for _, k := range keys {
			if k.Lookup == engine.ByID && k.Value == r.ID || k.Lookup == engine.ByNumber && k.Value == r.Number {
				ev.add(r.ID, k.Kind)
			}
		}
		t, err := r.ticket()
		if err != nil {
			return nil, err
		}
		kinds := ev[r.ID]
		slices.Sort(kinds)
		matches = append(matches, engine.Match{Ticket: t, By: kinds})
	}
	slices.SortFunc(matches, func(a, b engine.Match) int {
		switch {
		case a.Ticket.ID > b.Ticket.ID:
			return -1
		case a.Ticket.ID < b.Ticket.ID:
			return 1
		}
		return 0
	})
	return matches[:min(len(matches), maxMatches)], nil
}

// loadDone adds the event of a command that was done before, and its ticket.
func (s *Store) loadDone(ctx context.Context, q engine.Query, seq int64, loaded engine.Loaded) (engine.Loaded, error) {
	events, err := s.Events(ctx, q.Tenant, seq-1, 1)
	if err != nil || len(events) != 1 {
		return loaded, errors.Join(err, fmt.Errorf("event %d of %s cannot be read", seq, q.Tenant))
	}
	loaded.Done = &events[0]
	ticket := events[0].Ticket
	if ticket == "" || slices.ContainsFunc(loaded.Tickets, func(m engine.Match) bool { return m.Ticket.ID == ticket }) {
		return loaded, nil
	}
	again, err := s.load(ctx, engine.Query{Tenant: q.Tenant, Keys: []engine.Key{engine.TicketKey(ticket)}})
	loaded.Tickets = append(loaded.Tickets, again.Tickets...)
	return loaded, err
}
