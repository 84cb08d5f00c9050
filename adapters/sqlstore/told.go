package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

type wishRow struct {
	bun.BaseModel `bun:"table:wishes"`

	Tenant string `bun:"tenant,pk"`
	Owner  string `bun:"owner,pk"`
	Off    string `bun:"off"`
}

// Wishes returns which mails an employee wants: all, where they have said nothing.
func (s *Store) Wishes(ctx context.Context, tenant engine.TenantID, owner string) (desk.Wishes, error) {
	var rows []wishRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM wishes WHERE tenant = ? AND owner = ?", string(tenant), owner)
	if err != nil || len(rows) == 0 {
		return desk.Wishes{}, temporary(err)
	}
	var w desk.Wishes
	if err := json.Unmarshal([]byte(rows[0].Off), &w.Off); err != nil {
		return w, fmt.Errorf("wishes of %s: %w", owner, err)
	}
	return w, nil
}

// PutWishes keeps which mails an employee wants.
func (s *Store) PutWishes(ctx context.Context, tenant engine.TenantID, owner string, w desk.Wishes) error {
	off, err := json.Marshal(w.Off)
	if err != nil {
		return &engine.Error{Kind: engine.Invalid, Err: err}
	}
	row := wishRow{Tenant: string(tenant), Owner: owner, Off: string(off)}
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&row).On("CONFLICT (tenant, owner) DO UPDATE").Set("off = EXCLUDED.off").Exec(ctx)
		return err
	}))
}

type reminderRow struct {
	bun.BaseModel `bun:"table:reminders"`

	Tenant  string `bun:"tenant,pk"`
	ID      string `bun:"id,pk"`
	Owner   string `bun:"owner"`
	Ticket  string `bun:"ticket"`
	Text    string `bun:"text"`
	Due     int64  `bun:"due"`
	Created int64  `bun:"created"`
	Told    int64  `bun:"told"`
	Lease   int64  `bun:"lease"`
}

func (r *reminderRow) reminder() desk.Reminder {
	return desk.Reminder{ID: r.ID, Owner: r.Owner, Ticket: engine.TicketID(r.Ticket), Text: r.Text, Due: engine.FromMicros(r.Due),
		Created: engine.FromMicros(r.Created), Told: engine.FromMicros(r.Told)}
}

func reminders(rows []reminderRow) []desk.Reminder {
	out := make([]desk.Reminder, len(rows))
	for i := range rows {
		out[i] = rows[i].reminder()
	}
	return out
}

// Reminders lists an employee's reminders, the earliest first.
func (s *Store) Reminders(ctx context.Context, tenant engine.TenantID, owner string) ([]desk.Reminder, error) {
	var rows []reminderRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM reminders WHERE tenant = ? AND owner = ? ORDER BY due, id", string(tenant), owner)
	return reminders(rows), temporary(err)
}

// AddReminder keeps a new reminder. One of the same id is left as it is.
func (s *Store) AddReminder(ctx context.Context, tenant engine.TenantID, r desk.Reminder) error {
	row := reminderRow{Tenant: string(tenant), ID: r.ID, Owner: r.Owner, Ticket: string(r.Ticket), Text: r.Text,
		Due: engine.Micros(r.Due), Created: engine.Micros(r.Created)}
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		var kept int
		if err := tx.NewRaw("SELECT count(*) FROM reminders WHERE tenant = ? AND owner = ?", row.Tenant, row.Owner).Scan(ctx, &kept); err != nil {
			return err
		}
		if kept >= desk.MaxReminders {
			return desk.ErrTooMany(desk.MaxReminders)
		}
		_, err := tx.NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx)
		return err
	}))
}

// DeleteReminder removes an employee's reminder; one that is not theirs is not
// found.
func (s *Store) DeleteReminder(ctx context.Context, tenant engine.TenantID, owner, id string) error {
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewRaw("DELETE FROM reminders WHERE tenant = ? AND id = ? AND owner = ?", string(tenant), id, owner).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n > 0 {
			return err
		}
		return engine.Errorf(engine.NotFound, "no reminder %q", id)
	}))
}

// Reminding lists the tenants that have reminders to be told.
func (s *Store) Reminding(ctx context.Context, c engine.Claim) ([]engine.TenantID, error) {
	return s.tenantsWith(ctx, "SELECT DISTINCT tenant FROM reminders WHERE told = 0 AND due <= ? AND lease <= ?",
		engine.Micros(c.Now), engine.Micros(c.LeaseNow))
}

// ClaimReminders gives out a tenant's reminders that are due, each to one caller
// until the lease lapses or ReminderTold is called.
func (s *Store) ClaimReminders(ctx context.Context, tenant engine.TenantID, c engine.Claim) ([]desk.Reminder, error) {
	var rows []reminderRow
	err := s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		return tx.NewRaw("UPDATE reminders SET lease = ?0 WHERE tenant = ?1 AND told = 0 AND due <= ?2 AND lease <= ?3 RETURNING *",
			engine.Micros(c.LeaseUntil), string(tenant), engine.Micros(c.Now), engine.Micros(c.LeaseNow)).Scan(ctx, &rows)
	})
	return reminders(rows), temporary(err)
}

// ReminderTold notes that a reminder needs no mail any more.
func (s *Store) ReminderTold(ctx context.Context, tenant engine.TenantID, id string, at time.Time) error {
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("UPDATE reminders SET told = ? WHERE tenant = ? AND id = ?", engine.Micros(at), string(tenant), id).Exec(ctx)
		return err
	}))
}
