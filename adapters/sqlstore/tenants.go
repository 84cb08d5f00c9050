package sqlstore

import (
	"context"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

// A Tenant is a company that is hosted here.
type Tenant struct {
	ID   engine.TenantID
	Name string
	// Secret is the key of everything that only the tenant itself can make.
	Secret  []byte
	Created time.Time
	// Quotas are its own, in JSON, as they were committed.
	Quotas string
}

type tenantRow struct {
	bun.BaseModel `bun:"table:tenants"`

	ID      string `bun:"id,pk"`
	Name    string `bun:"name"`
	Secret  []byte `bun:"secret"`
	Created int64  `bun:"created"`
	Quotas  string `bun:"quotas"`
}

func (r *tenantRow) tenant() Tenant {
	return Tenant{ID: engine.TenantID(r.ID), Name: r.Name, Secret: r.Secret, Created: engine.FromMicros(r.Created), Quotas: r.Quotas}
}

// Tenants lists all tenants, by their ids.
func (s *Store) Tenants(ctx context.Context) ([]Tenant, error) {
	var rows []tenantRow
	if err := s.db.readAll(ctx, &rows, "SELECT * FROM tenants ORDER BY id"); err != nil {
		return nil, temporary(err)
	}
	out := make([]Tenant, len(rows))
	for i := range rows {
		out[i] = rows[i].tenant()
	}
	return out, nil
}

// tenantsWith lists the tenants that a query finds among all.
func (s *Store) tenantsWith(ctx context.Context, query string, args ...any) ([]engine.TenantID, error) {
	var rows []struct{ Tenant engine.TenantID }
	err := s.db.readAll(ctx, &rows, query, args...)
	out := make([]engine.TenantID, len(rows))
	for i := range rows {
		out[i] = rows[i].Tenant
	}
	return out, temporary(err)
}

// noQuotas are those of a tenant that has none of its own.
const noQuotas = "{}"

// CreateTenant makes a tenant with an empty log. One that is there already stays
// as it is.
func (s *Store) CreateTenant(ctx context.Context, t Tenant) error {
	if !t.ID.Valid() {
		return engine.Errorf(engine.Invalid, "tenant %q: want 2 to 32 small letters, digits or hyphens", t.ID)
	}
	return temporary(s.db.change(ctx, t.ID, func(ctx context.Context, tx bun.Tx) error {
		row := tenantRow{ID: string(t.ID), Name: t.Name, Secret: t.Secret, Created: engine.Micros(t.Created), Quotas: noQuotas}
		if _, err := tx.NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx); err != nil {
			return fmt.Errorf("tenant %s: %w", t.ID, err)
		}
		head, err := newHeadRow(&engine.Head{Tenant: t.ID, Next: map[string]int64{}})
		if err != nil {
			return err
		}
		_, err = tx.NewInsert().Model(&head).On("CONFLICT DO NOTHING").Exec(ctx)
		return err
	}))
}

// Clock returns the offset of the development clock and when a node was alive
// last.
func (s *Store) Clock(ctx context.Context) (moved time.Duration, alive time.Time, err error) {
	var rows []struct{ Moved, Alive int64 }
	if err := s.db.readAll(ctx, &rows, "SELECT moved, alive FROM clock WHERE id = 1"); err != nil {
		return 0, time.Time{}, temporary(err)
	}
	if len(rows) == 0 {
		return 0, time.Time{}, engine.Errorf(engine.Internal, "the clock has no row")
	}
	return time.Duration(rows[0].Moved) * time.Microsecond, engine.FromMicros(rows[0].Alive), nil
}

// MoveClock adds to the offset of the development clock.
func (s *Store) MoveClock(ctx context.Context, by time.Duration) error {
	return temporary(s.db.changeAll(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("UPDATE clock SET moved = moved + ? WHERE id = 1", by.Microseconds()).Exec(ctx)
		return err
	}))
}

// Alive notes that a node is alive.
func (s *Store) Alive(ctx context.Context, at time.Time) error {
	return temporary(s.db.changeAll(ctx, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("UPDATE clock SET alive = ? WHERE id = 1 AND alive < ?", engine.Micros(at), engine.Micros(at)).Exec(ctx)
		return err
	}))
}

// Now returns the database's time. On SQLite that is this machine's own, so ok is
// false: there is nothing to compare with.
func (s *Store) Now(ctx context.Context) (at time.Time, ok bool, err error) {
	p, isPostgres := s.db.(*postgres)
	if !isPostgres {
		return time.Time{}, false, nil
	}
	var micros int64
	err = p.readAll(ctx, &micros, "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint")
	return engine.FromMicros(micros), true, temporary(err)
}
