package sqlstore

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

type viewRow struct {
	bun.BaseModel `bun:"table:views"`

	Tenant   string `bun:"tenant,pk"`
	ID       string `bun:"id,pk"`
	Owner    string `bun:"owner"`
	Name     string `bun:"name"`
	Shared   int64  `bun:"shared"`
	Look     string `bun:"look"`
	Revision int64  `bun:"revision"`
	Updated  int64  `bun:"updated"`
}

func newViewRow(tenant engine.TenantID, v *desk.View) (viewRow, error) {
	look, err := json.Marshal(v.Look)
	r := viewRow{Tenant: string(tenant), ID: v.ID, Owner: v.Owner, Name: v.Name, Look: string(look), Revision: v.Revision,
		Updated: engine.Micros(v.Updated)}
	if v.Shared {
		r.Shared = 1
	}
	return r, err
}

func (r *viewRow) view() (desk.View, error) {
	v := desk.View{ID: r.ID, Owner: r.Owner, Name: r.Name, Shared: r.Shared != 0, Revision: r.Revision, Updated: engine.FromMicros(r.Updated)}
	if err := json.Unmarshal([]byte(r.Look), &v.Look); err != nil {
		return v, fmt.Errorf("view %s: %w", r.ID, err)
	}
	return v, nil
}

// Views lists the views of an employee and those that are shared, by name.
func (s *Store) Views(ctx context.Context, tenant engine.TenantID, owner string) ([]desk.View, error) {
	var rows []viewRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM views WHERE tenant = ? AND (owner = ? OR shared = 1) ORDER BY name, id",
		string(tenant), owner)
	if err != nil {
		return nil, temporary(err)
	}
	out := make([]desk.View, len(rows))
	for i := range rows {
		if out[i], err = rows[i].view(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// View returns a view that the employee may see: their own or a shared one.
func (s *Store) View(ctx context.Context, tenant engine.TenantID, owner, id string) (desk.View, error) {
	var rows []viewRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM views WHERE tenant = ? AND id = ? AND (owner = ? OR shared = 1)", string(tenant), id, owner)
	if err != nil {
		return desk.View{}, temporary(err)
	}
	if len(rows) == 0 {
		return desk.View{}, engine.Errorf(engine.NotFound, "no view %q", id)
	}
	return rows[0].view()
}

// PutView writes a view over the employee's own with its id and revision; with
// revision 0 it is a new one. If another revision is kept, the error is
// desk.ErrChanged.
func (s *Store) PutView(ctx context.Context, tenant engine.TenantID, v desk.View) (desk.View, error) {
	known := v.Revision
	v.Revision = nextRevision(known, engine.Micros(v.Updated))
	row, err := newViewRow(tenant, &v)
	if err != nil {
		return v, &engine.Error{Kind: engine.Invalid, Err: err}
	}
	err = s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		if err := roomForView(ctx, tx, &row); err != nil {
			return err
		}
		if known == 0 {
			return changed(tx.NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx))
		}
		return changed(tx.NewUpdate().Model(&row).WherePK().Where("owner = ? AND revision = ?", v.Owner, known).Exec(ctx))
	})
	return v, temporary(err)
}

// roomForView holds what there is besides the view against the bounds.
func roomForView(ctx context.Context, tx bun.Tx, row *viewRow) error {
	var own, shared int
	err := tx.NewRaw("SELECT count(*) FROM views WHERE tenant = ? AND owner = ? AND id <> ?", row.Tenant, row.Owner, row.ID).Scan(ctx, &own)
	if err == nil {
		err = tx.NewRaw("SELECT count(*) FROM views WHERE tenant = ? AND shared = 1 AND id <> ?", row.Tenant, row.ID).Scan(ctx, &shared)
	}
	switch {
	case err != nil:
		return err
	case own >= desk.MaxViews:
		return desk.ErrTooMany(desk.MaxViews)
	case row.Shared == 1 && shared >= desk.MaxShared:
		return desk.ErrTooMany(desk.MaxShared)
	}
	return nil
}

// DeleteView removes a view.
func (s *Store) DeleteView(ctx context.Context, tenant engine.TenantID, id string) error {
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("DELETE FROM views WHERE tenant = ? AND id = ?", string(tenant), id).Exec(ctx)
		return err
	}))
}

// changed is desk.ErrChanged if a statement has found nothing to write to.
func changed(res sql.Result, err error) error {
	if err != nil {
		return err
	}
	if n, err := res.RowsAffected(); err != nil || n > 0 {
		return err
	}
	return desk.ErrChanged()
}
