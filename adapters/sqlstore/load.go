package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/reglament/reglament/engine"
)

// maxMatches is how many tickets a Load returns at most.
const maxMatches = 8

// loadRow is a row of the question that answers a Query: the end of the log, the
// command's event if there is one, and a ticket if there is one, with the key
// that points at it if it was found by a kept key.
type loadRow struct {
	HeadSeq int64         `bun:"head_seq"`
	Done    sql.NullInt64 `bun:"done"`
	Key     sql.NullString
	Found   sql.NullString
	ticketRow
}

// Load implements engine.Store.
func (s *Store) Load(ctx context.Context, q engine.Query) (engine.Loaded, error) {
	if loaded, ok := s.recent.load(&q); ok {
		return loaded, nil
	}
	loaded, err := s.load(ctx, q)
	return loaded, temporary(err)
}

func (s *Store) load(ctx context.Context, q engine.Query) (engine.Loaded, error) {
	w := wants(q.Keys)
	if len(w.kept) > 0 && len(w.ids)+len(w.numbers) > 0 {
		return s.loadBoth(ctx, q)
	}
	rows, err := s.ask(ctx, q, w)
	if err != nil {
		return engine.Loaded{}, fmt.Errorf("look up: %w", err)
	}
	if len(rows) == 0 {
		return engine.Loaded{}, engine.Errorf(engine.NotFound, "no tenant %q", q.Tenant)
	}
	loaded := engine.Loaded{Seq: rows[0].HeadSeq}
	if loaded.Tickets, err = w.match(rows); err != nil {
		return loaded, err
	}
	if rows[0].Done.Valid {
		return s.loadDone(ctx, q, rows[0].Done.Int64, loaded)
	}
	return loaded, nil
}

// loadBoth answers a query with kept keys and with ids or numbers, by two
// questions. The kept keys come first: the number of the last event must be read
// with them or before them, so that a key that is kept in between makes the
// commit conflict.
func (s *Store) loadBoth(ctx context.Context, q engine.Query) (engine.Loaded, error) {
	var kept, named []engine.Key
	for _, k := range q.Keys {
		if k.Lookup == engine.ByKept {
			kept = append(kept, k)
		} else {
			named = append(named, k)
		}
	}
	loaded, err := s.load(ctx, engine.Query{Tenant: q.Tenant, Command: q.Command, Keys: kept})
	if err != nil {
		return loaded, err
	}
	more, err := s.load(ctx, engine.Query{Tenant: q.Tenant, Keys: named})
	for _, m := range more.Tickets {
		i := slices.IndexFunc(loaded.Tickets, func(have engine.Match) bool { return have.Ticket.ID == m.Ticket.ID })
		if i < 0 {
			loaded.Tickets = append(loaded.Tickets, m)
			continue
		}
		by := append(slices.Clone(loaded.Tickets[i].By), m.By...)
		slices.Sort(by)
		// Both were read; the later one is what is there now.
		loaded.Tickets[i] = engine.Match{Ticket: m.Ticket, By: slices.Compact(by)}
	}
	newestFirst(loaded.Tickets)
	loaded.Tickets = loaded.Tickets[:min(len(loaded.Tickets), maxMatches)]
	return loaded, err
}

// wanted is what a query looks for: kinds of keys by what they point with.
type wanted struct {
	kept, ids, numbers map[string][]string
}

func wants(keys []engine.Key) wanted {
	var w wanted
	add := func(m *map[string][]string, k *engine.Key) {
		if *m == nil {
			*m = map[string][]string{}
		}
		if !slices.Contains((*m)[k.Value], k.Kind) {
			(*m)[k.Value] = append((*m)[k.Value], k.Kind)
		}
	}
	for i := range keys {
		switch k := &keys[i]; k.Lookup {
		case engine.ByKept:
			add(&w.kept, k)
		case engine.ByID:
			add(&w.ids, k)
		case engine.ByNumber:
			if k.Value != "" {
				add(&w.numbers, k)
			}
		}
	}
	return w
}

// ask puts one question. Each way to find tickets has its own join: an OR between
// them would be answered by reading all tickets of the tenant.
func (s *Store) ask(ctx context.Context, q engine.Query, w wanted) ([]loadRow, error) {
	const (
		head = `FROM tenant_head AS h LEFT JOIN events AS e ON e.tenant = h.tenant AND e.command = ?1`
		end  = ` WHERE h.tenant = ?0`
		all  = `SELECT h.seq AS head_seq, e.seq AS done, t.id AS found, t.* `
	)
	var rows []loadRow
	tenant, command := string(q.Tenant), string(q.Command)
	read := func(query string, more ...any) error {
		return s.db.read(ctx, q.Tenant, &rows, query, append([]any{tenant, command}, more...)...)
	}
	switch {
	case len(w.kept) > 0:
		return rows, read(`SELECT h.seq AS head_seq, e.seq AS done, k.key AS key, t.id AS found, t.* `+head+`
			LEFT JOIN ticket_keys AS k ON k.tenant = h.tenant AND k.key IN (?2)
			LEFT JOIN tickets AS t ON t.tenant = k.tenant AND t.id = k.ticket`+end+` ORDER BY k.ticket DESC LIMIT ?3`,
			names(w.kept), maxMatches*len(w.kept))
	case len(w.ids) > 0 && len(w.numbers) > 0:
		return rows, read(all+head+` LEFT JOIN tickets AS t ON t.tenant = h.tenant AND t.id IN
			(SELECT id FROM tickets WHERE tenant = ?0 AND id IN (?2) UNION SELECT id FROM tickets WHERE tenant = ?0 AND number <> '' AND number IN (?3))`+end,
			names(w.ids), names(w.numbers))
	case len(w.ids) > 0:
		return rows, read(all+head+` LEFT JOIN tickets AS t ON t.tenant = h.tenant AND t.id IN (?2)`+end, names(w.ids))
	case len(w.numbers) > 0:
		return rows, read(all+head+` LEFT JOIN tickets AS t ON t.tenant = h.tenant AND t.number <> '' AND t.number IN (?2)`+end,
			names(w.numbers))
	}
	return rows, read(`SELECT h.seq AS head_seq, e.seq AS done ` + head + end)
}

func names(m map[string][]string) oneOf { return slices.Sorted(maps.Keys(m)) }

// match makes the matches of the rows, of which several may hold one ticket.
func (w *wanted) match(rows []loadRow) ([]engine.Match, error) {
	var matches []engine.Match
	for i := range rows {
		r := &rows[i]
		if !r.Found.Valid {
			continue
		}
		n := slices.IndexFunc(matches, func(m engine.Match) bool { return string(m.Ticket.ID) == r.ID })
		if n < 0 {
			t, err := r.ticket()
			if err != nil {
				return nil, err
			}
			n, matches = len(matches), append(matches, engine.Match{Ticket: t})
		}
		m := &matches[n]
		m.By = slices.Concat(m.By, w.kept[r.Key.String], w.ids[r.ID], w.numbers[r.Number])
	}
	for i := range matches {
		slices.Sort(matches[i].By)
		matches[i].By = slices.Compact(matches[i].By)
	}
	newestFirst(matches)
	return matches[:min(len(matches), maxMatches)], nil
}

func newestFirst(matches []engine.Match) {
	slices.SortFunc(matches, func(a, b engine.Match) int { return cmp.Compare(b.Ticket.ID, a.Ticket.ID) })
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
