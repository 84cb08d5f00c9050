package sqlstore

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/roster"
)

type assignmentRow struct {
	bun.BaseModel `bun:"table:assignment"`

	Tenant   string `bun:"tenant,pk"`
	Rules    string `bun:"rules"`
	Revision int64  `bun:"revision"`
	Updated  int64  `bun:"updated"`
}

// Assignment returns the rules by which a tenant's tickets get their assignees. None
// have revision 0.
func (s *Store) Assignment(ctx context.Context, tenant engine.TenantID) (roster.Settings, error) {
	var rows []assignmentRow
	err := s.db.read(ctx, tenant, &rows, "SELECT tenant, rules, revision, updated FROM assignment WHERE tenant = ?", string(tenant))
	if err != nil || len(rows) == 0 {
		return roster.Settings{}, temporary(err)
	}
	settings := roster.Settings{Revision: rows[0].Revision, Updated: engine.FromMicros(rows[0].Updated)}
	if err := json.Unmarshal([]byte(rows[0].Rules), &settings.Rules); err != nil {
		return settings, fmt.Errorf("rules of assignment: %w", err)
	}
	return settings, nil
}

// Assigning lists the tenants that have ever had rules of assignment.
func (s *Store) Assigning(ctx context.Context) ([]engine.TenantID, error) {
	return s.tenantsWith(ctx, "SELECT tenant FROM assignment")
}

// PutAssignment writes rules over those of the same revision; 0 says that there are
// none. If others are kept, the error is desk.ErrChanged.
func (s *Store) PutAssignment(ctx context.Context, tenant engine.TenantID, settings roster.Settings) (roster.Settings, error) {
	known := settings.Revision
	settings.Revision = nextRevision(known, engine.Micros(settings.Updated))
	row, err := newAssignmentRow(tenant, &settings)
	if err != nil {
		return settings, err
	}
	err = s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		if known == 0 {
			return changed(tx.NewInsert().Model(&row).On("CONFLICT DO NOTHING").Exec(ctx))
		}
		return changed(tx.NewUpdate().Model(&row).WherePK().Where("revision = ?", known).Exec(ctx))
	})
	return settings, temporary(err)
}

func newAssignmentRow(tenant engine.TenantID, settings *roster.Settings) (assignmentRow, error) {
	raw, err := json.Marshal(settings.Rules)
	return assignmentRow{Tenant: string(tenant), Rules: string(raw), Revision: settings.Revision, Updated: engine.Micros(settings.Updated)}, err
}

// importAssignment writes rules over whichever there are.
func importAssignment(ctx context.Context, tx bun.Tx, tenant engine.TenantID, rules []roster.Rule, at time.Time) error {
	if rules == nil {
		return nil
	}
	row, err := newAssignmentRow(tenant, &roster.Settings{Rules: rules, Revision: engine.Micros(at), Updated: at})
	if err != nil {
		return err
	}
	_, err = tx.NewRaw("INSERT INTO assignment (tenant, rules, revision, updated) VALUES (?, ?, ?, ?) ON CONFLICT (tenant) DO UPDATE SET "+
		"rules = excluded.rules, updated = excluded.updated, revision = assignment.revision + 1", row.Tenant, row.Rules, row.Revision, row.Updated).Exec(ctx)
	return err
}

// ClaimAssignment makes a node the one that assigns a tenant's tickets until the
// lease ends, unless another one is. Both instants are on a clock that nobody moves
// by hand. It reports whether the node is the one.
func (s *Store) ClaimAssignment(ctx context.Context, tenant engine.TenantID, node string, now, until time.Time) (bool, error) {
	var n int64
	err := s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		res, err := tx.NewRaw("UPDATE assignment SET node = ?, lease = ? WHERE tenant = ? AND (node = ? OR lease < ?)",
			node, engine.Micros(until), string(tenant), node, engine.Micros(now)).Exec(ctx)
		if err == nil {
			n, err = res.RowsAffected()
		}
		return err
	})
	return n > 0, temporary(err)
}

// A Workload is what an assignee has: how many open tickets, and the number of the
// event that gave them one last, or used up their turn.
type Workload struct{ Open, Last int64 }

// Workloads are those of some assignees; who never had a ticket is left out.
func (s *Store) Workloads(ctx context.Context, tenant engine.TenantID, assignees []string) (map[string]Workload, error) {
	if len(assignees) == 0 {
		return nil, nil
	}
	var rows []struct {
		Assignee   string
		Open, Last int64
	}
	err := s.db.read(ctx, tenant, &rows, "SELECT assignee, open, last FROM workloads WHERE tenant = ? AND assignee IN (?)", string(tenant), oneOf(assignees))
	if err != nil {
		return nil, temporary(err)
	}
	out := make(map[string]Workload, len(rows))
	for _, r := range rows {
		out[r.Assignee] = Workload{Open: r.Open, Last: r.Last}
	}
	return out, nil
}

// SpendTurn uses up an assignee's turn, as the event with the number would.
func (s *Store) SpendTurn(ctx context.Context, tenant engine.TenantID, assignee string, seq int64) error {
	return temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("INSERT INTO workloads (tenant, assignee, open, last) VALUES (?, ?, 0, ?) "+
			"ON CONFLICT (tenant, assignee) DO UPDATE SET last = excluded.last", string(tenant), assignee, seq).Exec(ctx)
		return err
	}))
}

// Unassigned returns up to limit tickets of a queue that have no assignee and whose
// turn it is staff's to act, the oldest first, behind the one named after.
func (s *Store) Unassigned(ctx context.Context, tenant engine.TenantID, queue string, after engine.TicketID, limit int) ([]engine.Ticket, error) {
	return s.unassigned(ctx, tenant, "queue = ?", queue, after, limit)
}

// UnassignedElsewhere is Unassigned for all queues but some.
func (s *Store) UnassignedElsewhere(ctx context.Context, tenant engine.TenantID, queues []string, after engine.TicketID, limit int) ([]engine.Ticket, error) {
	return s.unassigned(ctx, tenant, "queue NOT IN (?)", oneOf(append([]string{" "}, queues...)), after, limit)
}

func (s *Store) unassigned(ctx context.Context, tenant engine.TenantID, where string, arg any, after engine.TicketID, limit int) ([]engine.Ticket, error) {
	var rows []ticketRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM tickets WHERE tenant = ? AND assignee = '' AND turn = 'staff' AND "+where+
		" AND id > ? ORDER BY id LIMIT ?", string(tenant), arg, string(after), limit)
	if err != nil {
		return nil, temporary(err)
	}
	out := make([]engine.Ticket, len(rows))
	for i := range rows {
		if out[i], err = rows[i].ticket(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// LastEvents returns up to limit events of a ticket, the last one first. Their Prev is
// not filled in.
func (s *Store) LastEvents(ctx context.Context, tenant engine.TenantID, ticket engine.TicketID, limit int) ([]engine.Event, error) {
	var rows []eventRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM events WHERE tenant = ? AND ticket <> '' AND ticket = ? ORDER BY seq DESC LIMIT ?",
		string(tenant), string(ticket), limit)
	if err != nil {
		return nil, temporary(err)
	}
	return fullEvents(rows)
}
