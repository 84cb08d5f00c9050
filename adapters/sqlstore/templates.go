package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

type templateRow struct {
	bun.BaseModel `bun:"table:templates"`

	Tenant   string `bun:"tenant,pk"`
	ID       string `bun:"id,pk"`
	Owner    string `bun:"owner"`
	Name     string `bun:"name"`
	Texts    string `bun:"texts"`
	Link     string `bun:"link"`
	Type     string `bun:"type"`
	Queue    string `bun:"queue"`
	Revision int64  `bun:"revision"`
	Updated  int64  `bun:"updated"`
}

func newTemplateRow(tenant engine.TenantID, tp *desk.Template) (templateRow, error) {
	texts, err := json.Marshal(tp.Texts)
	return templateRow{Tenant: string(tenant), ID: tp.ID, Owner: tp.Owner, Name: tp.Name, Texts: string(texts), Link: tp.Link,
		Type: tp.Type, Queue: tp.Queue, Revision: tp.Revision, Updated: engine.Micros(tp.Updated)}, err
}

func (r *templateRow) template() (desk.Template, error) {
	tp := desk.Template{ID: r.ID, Owner: r.Owner, Name: r.Name, Link: r.Link, Type: r.Type, Queue: r.Queue, Revision: r.Revision,
		Updated: engine.FromMicros(r.Updated)}
	if err := json.Unmarshal([]byte(r.Texts), &tp.Texts); err != nil {
		return tp, fmt.Errorf("texts of template %s: %w", r.ID, err)
	}
	return tp, nil
}

// Templates lists a tenant's templates by name.
func (s *Store) Templates(ctx context.Context, tenant engine.TenantID) ([]desk.Template, error) {
	var rows []templateRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM templates WHERE tenant = ? ORDER BY name, id LIMIT ?", string(tenant), desk.MaxTemplates)
	if err != nil {
		return nil, temporary(err)
	}
	out := make([]desk.Template, len(rows))
	for i := range rows {
		if out[i], err = rows[i].template(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// Template returns a template of a tenant.
func (s *Store) Template(ctx context.Context, tenant engine.TenantID, id string) (desk.Template, error) {
	var rows []templateRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM templates WHERE tenant = ? AND id = ?", string(tenant), id)
	if err != nil {
		return desk.Template{}, temporary(err)
	}
	if len(rows) == 0 {
		return desk.Template{}, engine.Errorf(engine.NotFound, "no template %q", id)
	}
	return rows[0].template()
}

// PutTemplate writes a template over the one with its id and revision; with revision
// 0 it is a new one. If another revision is kept, the error is desk.ErrChanged.
func (s *Store) PutTemplate(ctx context.Context, tenant engine.TenantID, tp desk.Template) (desk.Template, error) {
	known := tp.Revision
	tp.Revision = nextRevision(known, engine.Micros(tp.Updated))
	row, err := newTemplateRow(tenant, &tp)
	if err != nil {
		return tp, err
	}
	err = s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		if known != 0 {
			return changed(tx.NewUpdate().Model(&row).WherePK().Where("revision = ?", known).Exec(ctx))
		}
		var kept int
		if err := tx.NewRaw("SELECT count(*) FROM templates WHERE tenant = ?", row.Tenant).Scan(ctx, &kept); err != nil {
			return err
		}
		if kept >= desk.MaxTemplates {
			return desk.ErrTooMany(desk.MaxTemplates)
		}
		return changed(tx.NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx))
	})
	return tp, temporary(err)
}

// DeleteTemplate removes a template.
func (s *Store) DeleteTemplate(ctx context.Context, tenant engine.TenantID, id string) error {
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("DELETE FROM templates WHERE tenant = ? AND id = ?", string(tenant), id).Exec(ctx)
		return err
	}))
}
