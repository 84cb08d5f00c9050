package sqlstore

import (
	"context"
	"encoding/base64"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/reglament/reglament/engine"
)

var _ engine.Reader = (*Store)(nil)

// list is an engine.TicketList that knows its SQL.
type list engine.TicketList

// Tickets implements engine.Reader. Nothing is counted, and nothing is skipped
// over: a page costs what its rows cost.
func (s *Store) Tickets(ctx context.Context, q engine.TicketList) (engine.TicketPage, error) {
	l := list(q)
	query, args, err := l.sql()
	if err != nil {
		return engine.TicketPage{}, err
	}
	var rows []ticketRow
	if err := s.db.read(ctx, l.Tenant, &rows, query, args...); err != nil {
		return engine.TicketPage{}, temporary(err)
	}
	more := len(rows) > l.Limit
	rows = rows[:min(len(rows), l.Limit)]
	page := engine.TicketPage{Tickets: make([]engine.Ticket, len(rows))}
	for i := range rows {
		if page.Tickets[i], err = rows[i].ticket(); err != nil {
			return engine.TicketPage{}, err
		}
	}
	if last := len(rows) - 1; more {
		page.Next = cursor(rows[last].NextDue, rows[last].ID)
	}
	return page, nil
}

// sparseColumns have an index of those rows alone in which they are not empty.
// SQLite takes such an index only where the query says so itself: of a value that
// is yet to come it cannot know.
var sparseColumns = []string{"queue", "assignee", "company", "requester"}

func (l *list) sql() (string, []any, error) {
	where := []string{"tenant = ?"}
	args := []any{string(l.Tenant)}
	for _, name := range facetColumns {
		if values, ok := l.Facets[name]; ok {
			where = append(where, name+" IN (?)")
			args = append(args, oneOf(values))
			if slices.Contains(sparseColumns, name) && !slices.Contains(values, "") {
				where = append(where, name+" <> ''")
			}
		}
	}
	for name := range l.Facets {
		if !slices.Contains(facetColumns, name) {
			return "", nil, &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/" + name, Code: "unknown_field"}}}
		}
	}
	order := "id DESC"
	if l.ByDue {
		where, order = append(where, "next_due > 0"), "next_due, id"
	}
	if l.NoDue {
		where = append(where, "next_due = 0")
	}
	if l.After != "" {
		due, id, err := readCursor(l.After)
		if err != nil {
			return "", nil, err
		}
		if l.ByDue {
			where, args = append(where, "(next_due, id) > (?, ?)"), append(args, due, id)
		} else {
			where, args = append(where, "id < ?"), append(args, id)
		}
	}
	query := "SELECT * FROM tickets WHERE " + strings.Join(where, " AND ") + " ORDER BY " + order + " LIMIT ?"
	return query, append(args, l.Limit+1), nil
}

// cursor names the row that a page ends with: by the number that the list is
// sorted by, and its id.
func cursor(by int64, id string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strconv.FormatInt(by, 10) + " " + id))
}

func readCursor(s string) (by int64, id string, err error) {
	invalid := func(err error) error {
		return &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/cursor", Code: "pattern"}}, Err: err}
	}
	raw, err := base64.RawURLEncoding.DecodeString(s)
	if err != nil {
		return 0, "", invalid(fmt.Errorf("cursor %q: %w", s, err))
	}
	first, id, ok := strings.Cut(string(raw), " ")
	by, err = strconv.ParseInt(first, 10, 64)
	if !ok || err != nil || id == "" {
		return 0, "", invalid(fmt.Errorf("cursor %q is none of ours", s))
	}
	return by, id, nil
}

// Ticket returns a ticket by its number, or by its id.
func (s *Store) Ticket(ctx context.Context, tenant engine.TenantID, ref string) (engine.Ticket, error) {
	var rows []ticketRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM tickets WHERE tenant = ?0 AND (id = ?1 OR number <> '' AND number = ?1)", string(tenant), ref)
	if err != nil {
		return engine.Ticket{}, temporary(err)
	}
	if len(rows) == 0 {
		return engine.Ticket{}, engine.Errorf(engine.NotFound, "no ticket %q", ref)
	}
	return rows[0].ticket()
}

// TicketsByID returns the tickets with the ids, in no particular order, for
// readers who follow the log and want whole rows.
func (s *Store) TicketsByID(ctx context.Context, tenant engine.TenantID, ids []engine.TicketID) ([]engine.Ticket, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var rows []ticketRow
	if err := s.db.read(ctx, tenant, &rows, "SELECT * FROM tickets WHERE tenant = ? AND id IN (?)", string(tenant), among(ids)); err != nil {
		return nil, temporary(err)
	}
	out := make([]engine.Ticket, len(rows))
	var err error
	for i := range rows {
		if out[i], err = rows[i].ticket(); err != nil {
			return nil, err
		}
	}
	return out, nil
}
