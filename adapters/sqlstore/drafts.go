package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

type draftRow struct {
	bun.BaseModel `bun:"table:drafts"`

	Tenant   string `bun:"tenant,pk"`
	Owner    string `bun:"owner,pk"`
	Ticket   string `bun:"ticket,pk"`
	Kind     string `bun:"kind,pk"`
	Text     string `bun:"text"`
	Fields   string `bun:"fields"`
	Version  int64  `bun:"version"`
	Revision int64  `bun:"revision"`
	Updated  int64  `bun:"updated"`
}

func newDraftRow(tenant engine.TenantID, d *desk.Draft) (draftRow, error) {
	fields, err := json.Marshal(d.Fields)
	return draftRow{Tenant: string(tenant), Owner: d.Owner, Ticket: string(d.Ticket), Kind: d.Kind, Text: d.Text, Fields: string(fields),
		Version: d.Version, Revision: d.Revision, Updated: engine.Micros(d.Updated)}, err
}

func (r *draftRow) draft() (desk.Draft, error) {
	d := desk.Draft{DraftKey: desk.DraftKey{Owner: r.Owner, Ticket: engine.TicketID(r.Ticket), Kind: r.Kind}, Text: r.Text,
		Version: r.Version, Revision: r.Revision, Updated: engine.FromMicros(r.Updated)}
	if err := json.Unmarshal([]byte(r.Fields), &d.Fields); err != nil {
		return d, fmt.Errorf("fields of a draft of %s: %w", r.Owner, err)
	}
	return d, nil
}

// Draft returns a draft. One that is not there is empty, with revision 0.
func (s *Store) Draft(ctx context.Context, tenant engine.TenantID, key desk.DraftKey) (desk.Draft, error) {
	drafts, err := s.drafts(ctx, tenant, "SELECT * FROM drafts WHERE tenant = ? AND owner = ? AND ticket = ? AND kind = ?",
		string(tenant), key.Owner, string(key.Ticket), key.Kind)
	if err != nil || len(drafts) == 0 {
		return desk.Draft{DraftKey: key}, err
	}
	return drafts[0], nil
}

// Drafts lists an employee's drafts, the latest first.
func (s *Store) Drafts(ctx context.Context, tenant engine.TenantID, owner string) ([]desk.Draft, error) {
	return s.drafts(ctx, tenant, "SELECT * FROM drafts WHERE tenant = ? AND owner = ? ORDER BY updated DESC, ticket, kind LIMIT ?",
		string(tenant), owner, desk.MaxDrafts)
}

func (s *Store) drafts(ctx context.Context, tenant engine.TenantID, query string, args ...any) ([]desk.Draft, error) {
	var rows []draftRow
	if err := s.db.read(ctx, tenant, &rows, query, args...); err != nil {
		return nil, temporary(err)
	}
	out := make([]desk.Draft, len(rows))
	var err error
	for i := range rows {
		if out[i], err = rows[i].draft(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// PutDraft writes a draft over the one with its revision; 0 says that there is
// none. If another one is kept, the error is desk.ErrChanged. The draft is
// answered as it is kept then, with its new revision.
func (s *Store) PutDraft(ctx context.Context, tenant engine.TenantID, d desk.Draft) (desk.Draft, error) {
	known := d.Revision
	d.Revision = nextRevision(known, engine.Micros(d.Updated))
	row, err := newDraftRow(tenant, &d)
	if err != nil {
		return d, &engine.Error{Kind: engine.Invalid, Err: err}
	}
	err = s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		if known == 0 {
			return s.beginDraft(ctx, tx, &row)
		}
		return changed(tx.NewUpdate().Model(&row).WherePK().Where("revision = ?", known).Exec(ctx))
	})
	return d, temporary(err)
}

// nextRevision is greater than the known one. It follows the time, so that a
// draft that is begun anew has none that an earlier one had.
func nextRevision(known, now int64) int64 { return max(known+1, now) }

func (s *Store) beginDraft(ctx context.Context, tx bun.Tx, row *draftRow) error {
	var kept int
	if err := tx.NewRaw("SELECT count(*) FROM drafts WHERE tenant = ? AND owner = ?", row.Tenant, row.Owner).Scan(ctx, &kept); err != nil {
		return err
	}
	if kept >= desk.MaxDrafts {
		return desk.ErrTooMany(desk.MaxDrafts)
	}
	return changed(tx.NewInsert().Model(row).On("CONFLICT DO NOTHING").Exec(ctx))
}

// DeleteDraft removes a draft, if it still has the revision; with 0 whichever is
// there.
func (s *Store) DeleteDraft(ctx context.Context, tenant engine.TenantID, key desk.DraftKey, revision int64) error {
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		row := draftRow{Tenant: string(tenant), Owner: key.Owner, Ticket: string(key.Ticket), Kind: key.Kind}
		q := tx.NewDelete().Model(&row).WherePK()
		if revision != 0 {
			q = q.Where("revision = ?", revision)
		}
		_, err := q.Exec(ctx)
		return err
	}))
}
