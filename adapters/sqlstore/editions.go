package sqlstore

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

type editionRow struct {
	bun.BaseModel `bun:"table:editions"`

	Tenant  string `bun:"tenant,pk"`
	ID      string `bun:"id,pk"`
	Bundle  string `bun:"bundle"`
	Created int64  `bun:"created"`
}

// PutEdition keeps a bundle under its id. Editions are never changed.
func (s *Store) PutEdition(ctx context.Context, tenant engine.TenantID, id engine.EditionID, bundle []byte, at time.Time) error {
	row := editionRow{Tenant: string(tenant), ID: string(id), Bundle: string(bundle), Created: engine.Micros(at)}
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx)
		return err
	}))
}

// Edition returns the bundle of an edition.
func (s *Store) Edition(ctx context.Context, tenant engine.TenantID, id engine.EditionID) ([]byte, error) {
	var bundles []string
	err := s.db.read(ctx, tenant, &bundles, "SELECT bundle FROM editions WHERE tenant = ? AND id = ?", string(tenant), string(id))
	if err != nil {
		return nil, temporary(err)
	}
	if len(bundles) == 0 {
		return nil, engine.Errorf(engine.NotFound, "tenant %s has no edition %s", tenant, id)
	}
	return []byte(bundles[0]), nil
}

// An Edition is an edition as lists have it: without its bundle.
type Edition struct {
	ID      engine.EditionID
	Created time.Time
}

// Editions lists a tenant's editions, the newest first, behind a page's next.
func (s *Store) Editions(ctx context.Context, tenant engine.TenantID, after string, limit int) (list []Edition, next string, err error) {
	query, args := "SELECT id, created FROM editions WHERE tenant = ?", []any{string(tenant)}
	if after != "" {
		created, id, err := readCursor(after)
		if err != nil {
			return nil, "", err
		}
		query, args = query+" AND (created, id) < (?, ?)", append(args, created, id)
	}
	list, err = s.editions(ctx, tenant, query+" ORDER BY created DESC, id DESC LIMIT ?", append(args, limit+1)...)
	if err == nil && len(list) > limit {
		list = list[:limit]
		next = cursor(engine.Micros(list[limit-1].Created), string(list[limit-1].ID))
	}
	return list, next, err
}

// EditionsLike returns two of the editions whose ids begin with a prefix, if there
// are as many: one is found, two are ambiguous. The prefix is of hexadecimal
// digits, after which a g comes in every collation.
func (s *Store) EditionsLike(ctx context.Context, tenant engine.TenantID, prefix string) ([]Edition, error) {
	return s.editions(ctx, tenant, "SELECT id, created FROM editions WHERE tenant = ? AND id >= ? AND id < ? ORDER BY id LIMIT 2",
		string(tenant), prefix, prefix+"g")
}

func (s *Store) editions(ctx context.Context, tenant engine.TenantID, query string, args ...any) ([]Edition, error) {
	var rows []editionRow
	if err := s.db.read(ctx, tenant, &rows, query, args...); err != nil {
		return nil, temporary(err)
	}
	out := make([]Edition, len(rows))
	for i := range rows {
		out[i] = Edition{ID: engine.EditionID(rows[i].ID), Created: engine.FromMicros(rows[i].Created)}
	}
	return out, nil
}

// OwnEvents returns the events of a kind that are about the tenant itself, in order.
func (s *Store) OwnEvents(ctx context.Context, tenant engine.TenantID, kind string) ([]engine.Event, error) {
	var rows []eventRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM events WHERE tenant = ? AND ticket = '' AND kind = ? ORDER BY seq", string(tenant), kind)
	if err != nil {
		return nil, temporary(err)
	}
	return fullEvents(rows)
}

// DropEditions removes all editions but the newest and those that are to be kept,
// and returns which. It does nothing if the log has grown beyond seq meanwhile: what
// to keep may have changed with it.
func (s *Store) DropEditions(ctx context.Context, tenant engine.TenantID, seq int64, keep []engine.EditionID, newest int) (gone []engine.EditionID, err error) {
	err = s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		// It changes nothing, and locks the head as commits do.
		locked, err := tx.NewRaw("UPDATE tenant_head SET seq = seq WHERE tenant = ? AND seq = ?", string(tenant), seq).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := locked.RowsAffected(); n == 0 || err != nil {
			return err
		}
		err = tx.NewRaw("SELECT id FROM editions WHERE tenant = ? AND id NOT IN (?) ORDER BY created DESC, id DESC LIMIT ? OFFSET ?",
			string(tenant), bun.In(append(keep, "")), maxDropped, newest).Scan(ctx, &gone)
		if err != nil || len(gone) == 0 {
			return err
		}
		_, err = tx.NewRaw("DELETE FROM editions WHERE tenant = ? AND id IN (?)", string(tenant), bun.In(gone)).Exec(ctx)
		return err
	})
	return gone, temporary(err)
}

// maxDropped is how many editions are removed at once; more are the next time.
const maxDropped = 1000

// An EditionCount is what an edition has had to do.
type EditionCount struct {
	// Opened tickets were registered under it.
	Opened int `bun:"opened"`
	// Decisions are events of its tickets, Parked those that it has failed at.
	Decisions int `bun:"decisions"`
	Parked    int `bun:"parked"`
}

// CountEdition counts the events that an edition has decided after the one numbered
// after. It reads their rows, so it is not for what is asked all day.
//
// What is parked is told by the engine's mark, which no text can look like: its
// quotation marks would be escaped.
func (s *Store) CountEdition(ctx context.Context, tenant engine.TenantID, edition engine.EditionID, after int64) (EditionCount, error) {
	mark, err := engine.ParkedMark().MarshalJSON()
	if err != nil {
		return EditionCount{}, err
	}
	rows := []EditionCount{}
	err = s.db.read(ctx, tenant, &rows, "SELECT count(CASE WHEN version = 1 THEN 1 END) AS opened, count(*) AS decisions, "+
		"count(CASE WHEN body LIKE ? THEN 1 END) AS parked FROM events WHERE tenant = ? AND seq > ? AND edition = ? AND ticket <> ''",
		"%"+string(mark)+"%", string(tenant), after, string(edition))
	if err != nil || len(rows) == 0 {
		return EditionCount{}, temporary(err)
	}
	return rows[0], nil
}

// A TicketCount is how many tickets of an edition have the same facets.
type TicketCount struct {
	Edition string `bun:"edition"`
	Status  string `bun:"status"`
	Type    string `bun:"type"`
	Level   string `bun:"level"`
	Queue   string `bun:"queue"`
	Tickets int    `bun:"tickets"`
	// Example is the number of one of them.
	Example string `bun:"example"`
}

// CountTickets counts the tickets in some statuses. It reads their rows, so it is
// not for what is asked all day.
func (s *Store) CountTickets(ctx context.Context, tenant engine.TenantID, statuses []string) ([]TicketCount, error) {
	if len(statuses) == 0 {
		return nil, nil
	}
	var rows []TicketCount
	err := s.db.read(ctx, tenant, &rows, "SELECT edition, status, type, level, queue, count(*) AS tickets, min(number) AS example FROM tickets "+
		"WHERE tenant = ? AND status IN (?) GROUP BY edition, status, type, level, queue ORDER BY edition, status, type, level, queue",
		string(tenant), oneOf(statuses))
	return rows, temporary(err)
}
