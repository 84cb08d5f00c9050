package sqlstore

import (
	"context"
	"database/sql"
	"errors"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

// On PostgreSQL leases are columns, so that several processes can share the
// work. A lease need not survive a crash, hence synchronous_commit = off: if it
// is lost the work is merely found again.

const unsynced = "BEGIN; SET LOCAL synchronous_commit = off; "

func (p *postgres) claimWakes(ctx context.Context, c engine.Claim) (rows []wakeRow, err error) {
	err = p.scan(ctx, p.claims, &rows, func(sql string) string { return unsynced + sql + "; COMMIT" }, `
		UPDATE wakes SET lease = ?0 WHERE (tenant, ticket) IN (
			SELECT tenant, ticket FROM wakes WHERE due <= ?1 AND lease <= ?2 ORDER BY due LIMIT ?3 FOR UPDATE SKIP LOCKED)
		RETURNING tenant, ticket, due`,
		[]any{engine.Micros(c.LeaseUntil), engine.Micros(c.Now), engine.Micros(c.LeaseNow), c.Limit})
	sortWakes(rows)
	return rows, err
}

func (p *postgres) claimDeliveries(ctx context.Context, c engine.Claim) (rows []outboxRow, err error) {
	err = p.scan(ctx, p.claims, &rows, func(sql string) string { return unsynced + sql + "; COMMIT" }, `
		UPDATE outbox SET lease = ?0 WHERE (tenant, id) IN (
			SELECT tenant, id FROM outbox AS o WHERE not_before <= ?1 AND lease <= ?2 AND `+held+` <= ?1
			ORDER BY not_before LIMIT ?3 FOR UPDATE SKIP LOCKED)
		RETURNING *`,
		[]any{engine.Micros(c.LeaseUntil), engine.Micros(c.Now), engine.Micros(c.LeaseNow), c.Limit})
	sortDeliveries(rows)
	return rows, err
}

// claimUnsent waits for whoever is claiming one of the deliveries at this moment.
func (p *postgres) claimUnsent(ctx context.Context, tenant engine.TenantID, ids []engine.DeliveryID, c engine.Claim) (ok bool, err error) {
	err = p.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		var rows []outboxRow
		list := bun.List([]string(among(ids)))
		if err := tx.NewRaw("SELECT * FROM outbox WHERE tenant = ? AND id IN (?) FOR UPDATE", string(tenant), list).Scan(ctx, &rows); err != nil {
			return err
		}
		if ok = unsent(rows, ids, c); !ok {
			return nil
		}
		_, err := tx.NewRaw("UPDATE outbox SET lease = ? WHERE tenant = ? AND id IN (?)", engine.Micros(c.LeaseUntil), string(tenant), list).Exec(ctx)
		return err
	})
	return ok, err
}

// nextWake looks at the tickets that are due first, as many as are ever leased
// at once; beyond them nothing can be due earlier.
func (p *postgres) nextWake(ctx context.Context) (int64, error) {
	return p.next(ctx, "SELECT min(greatest(due, lease)) FROM (SELECT due, lease FROM wakes ORDER BY due LIMIT 600) AS first")
}

func (p *postgres) nextDelivery(ctx context.Context) (int64, error) {
	return p.next(ctx, "SELECT min(greatest(not_before, lease, held)) FROM (SELECT not_before, lease, "+held+" AS held FROM outbox AS o ORDER BY not_before LIMIT 600) AS first")
}

func (p *postgres) next(ctx context.Context, query string) (int64, error) {
	var due sql.NullInt64
	err := p.readAll(ctx, &due, query)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return due.Int64, err
}

func (p *postgres) free(*engine.Delivery) {}
func (p *postgres) release(*batch)        {}
