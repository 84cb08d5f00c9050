package sqlstore

import (
	"context"
	"database/sql"
	"errors"

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
			SELECT tenant, id FROM outbox WHERE not_before <= ?1 AND lease <= ?2 ORDER BY not_before LIMIT ?3 FOR UPDATE SKIP LOCKED)
		RETURNING *`,
		[]any{engine.Micros(c.LeaseUntil), engine.Micros(c.Now), engine.Micros(c.LeaseNow), c.Limit})
	sortDeliveries(rows)
	return rows, err
}

// nextWake looks at the tickets that are due first, as many as are ever leased
// at once; beyond them nothing can be due earlier.
func (p *postgres) nextWake(ctx context.Context) (int64, error) {
	return p.next(ctx, "SELECT min(greatest(due, lease)) FROM (SELECT due, lease FROM wakes ORDER BY due LIMIT 600) AS first")
}

func (p *postgres) nextDelivery(ctx context.Context) (int64, error) {
	return p.next(ctx, "SELECT min(greatest(not_before, lease)) FROM (SELECT not_before, lease FROM outbox ORDER BY not_before LIMIT 600) AS first")
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
