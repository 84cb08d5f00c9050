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

// Editions lists a tenant's editions, the newest first, behind the given one. The
// zero Edition stands before all.
func (s *Store) Editions(ctx context.Context, tenant engine.TenantID, after Edition, limit int) ([]Edition, error) {
	query, args := "SELECT id, created FROM editions WHERE tenant = ?", []any{string(tenant)}
	if after.ID != "" {
		query, args = query+" AND (created, id) < (?, ?)", append(args, engine.Micros(after.Created), string(after.ID))
	}
	return s.editions(ctx, tenant, query+" ORDER BY created DESC, id DESC LIMIT ?", append(args, limit)...)
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

// Activations returns the events that made an edition the active one, in order.
//
// The kind of an event has no index, its command has. Commands of activations begin
// with "activate", and a slash and a digest after it; the range holds them whether
// a collation minds the slash or not.
func (s *Store) Activations(ctx context.Context, tenant engine.TenantID) ([]engine.Event, error) {
	var rows []eventRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM events WHERE tenant = ? AND command >= 'activate' AND command < 'activateg' AND kind = ? ORDER BY seq",
		string(tenant), engine.KindActivated)
	if err != nil {
		return nil, temporary(err)
	}
	return fullEvents(rows)
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
