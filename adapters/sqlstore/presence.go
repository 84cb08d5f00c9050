package sqlstore

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

// Presence tells the nodes of an installation who hangs on the others.
type Presence struct{ store *Store }

// Presence returns nil where there is one process alone.
func (s *Store) Presence() *Presence {
	if _, several := s.db.(*postgres); !several {
		return nil
	}
	return &Presence{s}
}

// Share keeps what a node says of a tenant until an instant.
func (p *Presence) Share(ctx context.Context, tenant engine.TenantID, node string, people []byte, until time.Time) error {
	return temporary(p.store.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw("SET LOCAL synchronous_commit = off; DELETE FROM presence WHERE tenant = ?0 AND until < ?3; "+
			"INSERT INTO presence VALUES (?0, ?1, ?2, ?4) ON CONFLICT (tenant, node) DO UPDATE SET people = excluded.people, until = excluded.until",
			string(tenant), node, string(people), engine.Micros(until.Add(-time.Hour)), engine.Micros(until)).Exec(ctx)
		return err
	}))
}

// Others are what the other nodes say.
func (p *Presence) Others(ctx context.Context, tenant engine.TenantID, node string, now time.Time) ([][]byte, error) {
	var people []string
	err := p.store.db.read(ctx, tenant, &people, "SELECT people FROM presence WHERE tenant = ? AND node <> ? AND until > ? ORDER BY node",
		string(tenant), node, engine.Micros(now))
	out := make([][]byte, len(people))
	for i, one := range people {
		out[i] = []byte(one)
	}
	return out, temporary(err)
}
