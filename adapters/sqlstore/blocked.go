package sqlstore

import (
	"context"
	"strings"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

type blockedRow struct {
	bun.BaseModel `bun:"table:blocked"`

	Tenant  string `bun:"tenant,pk"`
	Address string `bun:"address,pk"`
	Ticket  string `bun:"ticket"`
	SetBy   string `bun:"set_by"`
	Since   int64  `bun:"since"`
}

func newBlockedRow(tenant engine.TenantID, b *engine.Block) blockedRow {
	return blockedRow{Tenant: string(tenant), Address: b.Address, Ticket: string(b.Ticket), SetBy: b.By, Since: engine.Micros(b.At)}
}

// IsBlocked reports whether a tenant has blocked an address, in whatever case it is
// written.
func (s *Store) IsBlocked(ctx context.Context, tenant engine.TenantID, address string) (bool, error) {
	var found []bool
	err := s.db.read(ctx, tenant, &found, "SELECT EXISTS (SELECT 1 FROM blocked WHERE tenant = ? AND address = ?)",
		string(tenant), strings.ToLower(strings.TrimSpace(address)))
	return len(found) > 0 && found[0], temporary(err)
}

// Blocked lists whom a tenant has blocked, the newest first.
func (s *Store) Blocked(ctx context.Context, tenant engine.TenantID) ([]desk.Blocked, error) {
	var rows []struct {
		blockedRow
		Kept int
		Last int64
	}
	err := s.db.read(ctx, tenant, &rows, `
		SELECT b.*, count(m.id) AS kept, coalesce(max(m.received), 0) AS last
		FROM blocked AS b LEFT JOIN inbound_mail AS m ON m.tenant = b.tenant AND m.blocked = b.address AND m.blocked <> ''
		WHERE b.tenant = ? GROUP BY b.tenant, b.address ORDER BY b.since DESC, b.address LIMIT ?`, string(tenant), desk.MaxBlocked)
	out := make([]desk.Blocked, len(rows))
	for i, r := range rows {
		out[i] = desk.Blocked{Kept: r.Kept, Last: engine.FromMicros(r.Last), Block: engine.Block{Address: r.Address,
			Ticket: engine.TicketID(r.Ticket), By: r.SetBy, At: engine.FromMicros(r.Since)}}
	}
	return out, temporary(err)
}

// Unblock lets a sender in again. With file, what was kept meanwhile counts as
// received and not decided; the answer is how many mails that are. An address that
// is not blocked is an error of kind NotFound.
func (s *Store) Unblock(ctx context.Context, tenant engine.TenantID, address string, file bool) (filed int, err error) {
	address = strings.ToLower(address)
	err = s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewRaw("DELETE FROM blocked WHERE tenant = ? AND address = ?", string(tenant), address).Exec(ctx)
		if err != nil {
			return err
		}
		if n, _ := res.RowsAffected(); n == 0 {
			return engine.Errorf(engine.NotFound, "%q is not blocked", address)
		}
		if !file {
			return nil
		}
		res, err = tx.NewRaw("UPDATE inbound_mail SET state = ?, blocked = '' WHERE tenant = ? AND blocked = ? AND blocked <> ''",
			MailReceived, string(tenant), address).Exec(ctx)
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		filed = int(n)
		return err
	})
	return filed, temporary(err)
}
