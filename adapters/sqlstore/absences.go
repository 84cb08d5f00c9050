package sqlstore

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/roster"
)

type absenceRow struct {
	bun.BaseModel `bun:"table:absences"`

	Tenant     string `bun:"tenant,pk"`
	Principal  string `bun:"principal,pk"`
	Since      int64  `bun:"since"`
	Until      int64  `bun:"until"`
	Substitute string `bun:"substitute"`
	SetBy      string `bun:"set_by"`
	Revision   int64  `bun:"revision"`
	Updated    int64  `bun:"updated"`
}

func (r *absenceRow) absence() roster.Absence {
	return roster.Absence{Principal: r.Principal, From: engine.FromMicros(r.Since), Until: engine.FromMicros(r.Until), Substitute: r.Substitute,
		By: r.SetBy, Revision: r.Revision, Updated: engine.FromMicros(r.Updated)}
}

// Absences lists the absences of a tenant that have not ended at an instant, the
// earliest first.
func (s *Store) Absences(ctx context.Context, tenant engine.TenantID, at time.Time) ([]roster.Absence, error) {
	var rows []absenceRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM absences WHERE tenant = ? AND until > ? ORDER BY since, principal", string(tenant), engine.Micros(at))
	if err != nil {
		return nil, temporary(err)
	}
	out := make([]roster.Absence, len(rows))
	for i := range rows {
		out[i] = rows[i].absence()
	}
	return out, nil
}

// Absence returns an employee's absence, also one that is over. None has revision 0.
func (s *Store) Absence(ctx context.Context, tenant engine.TenantID, principal string) (roster.Absence, error) {
	var rows []absenceRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM absences WHERE tenant = ? AND principal = ?", string(tenant), principal)
	if err != nil || len(rows) == 0 {
		return roster.Absence{Principal: principal}, temporary(err)
	}
	return rows[0].absence(), nil
}

// PutAbsence writes an absence over the employee's of the same revision; 0 says that
// there is none. If another one is kept, the error is desk.ErrChanged.
func (s *Store) PutAbsence(ctx context.Context, tenant engine.TenantID, a roster.Absence) (roster.Absence, error) {
	known := a.Revision
	a.Revision = nextRevision(known, engine.Micros(a.Updated))
	row := absenceRow{Tenant: string(tenant), Principal: a.Principal, Since: engine.Micros(a.From), Until: engine.Micros(a.Until),
		Substitute: a.Substitute, SetBy: a.By, Revision: a.Revision, Updated: engine.Micros(a.Updated)}
	err := s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		if known == 0 {
			return changed(tx.NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx))
		}
		return changed(tx.NewUpdate().Model(&row).WherePK().Where("revision = ?", known).Exec(ctx))
	})
	return a, temporary(err)
}

// DeleteAbsence removes an employee's absence.
func (s *Store) DeleteAbsence(ctx context.Context, tenant engine.TenantID, principal string) error {
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("DELETE FROM absences WHERE tenant = ? AND principal = ?", string(tenant), principal).Exec(ctx)
		return err
	}))
}
