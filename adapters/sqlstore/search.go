package sqlstore

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

// The words of events follow the log instead of being written by its commits: a
// commit stays as quick as it is, what was committed before there was a search is
// found too, and the index can be thrown away and made anew. They are behind by a
// fraction of a second.

// indexed is one event of the index.
type indexed struct {
	event *engine.Event
	words []string
}

// indexer is how a database keeps words.
type indexer interface {
	// putWords adds events whose bodies are not erased meanwhile.
	putWords(ctx context.Context, tx bun.Tx, tenant engine.TenantID, events []indexed) error
	search(ctx context.Context, q *desk.Question) ([]desk.Hit, error)
}

// Index takes the tenant's index on by up to limit events. It returns how many
// they were: fewer than the limit at the end of the log. Another node may have
// done it meanwhile.
func (s *Store) Index(ctx context.Context, tenant engine.TenantID, limit int) (int, error) {
	from, err := s.Indexed(ctx, tenant)
	if err != nil {
		return 0, err
	}
	events, err := s.Events(ctx, tenant, from, limit)
	if err != nil || len(events) == 0 {
		return 0, err
	}
	var found []indexed
	for i := range events {
		if words := desk.EventWords(&events[i]); len(words) > 0 && events[i].Ticket != "" {
			found = append(found, indexed{&events[i], append(words, desk.TenantMark(tenant))})
		}
	}
	to := events[len(events)-1].Seq
	return len(events), temporary(s.db.change(ctx, tenant, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewRaw("INSERT INTO search_heads VALUES (?, 0) ON CONFLICT DO NOTHING", string(tenant)).Exec(ctx); err != nil {
			return err
		}
		res, err := tx.NewRaw("UPDATE search_heads SET seq = ? WHERE tenant = ? AND seq = ?", to, string(tenant), from).Exec(ctx)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 || len(found) == 0 {
			return err
		}
		return s.db.putWords(ctx, tx, tenant, found)
	}))
}

// Unindexed lists the tenants whose log has grown beyond what the search knows.
func (s *Store) Unindexed(ctx context.Context) ([]engine.TenantID, error) {
	return s.tenantsWith(ctx, "SELECT h.tenant FROM tenant_head AS h LEFT JOIN search_heads AS s ON s.tenant = h.tenant WHERE h.seq > coalesce(s.seq, 0)")
}

// Indexed is the number of the last event that the search knows.
func (s *Store) Indexed(ctx context.Context, tenant engine.TenantID) (int64, error) {
	var seq []int64
	if err := s.db.read(ctx, tenant, &seq, "SELECT seq FROM search_heads WHERE tenant = ?", string(tenant)); err != nil || len(seq) == 0 {
		return 0, temporary(err)
	}
	return seq[0], nil
}

// Search finds events, the latest first. Whoever asks filters by audience.
func (s *Store) Search(ctx context.Context, q desk.Question) ([]desk.Hit, error) {
	q.Before = cmp.Or(q.Before, math.MaxInt64)
	hits, err := s.db.search(ctx, &q)
	return hits, temporary(err)
}

// kept returns the events whose bodies are there. On PostgreSQL they stay so until
// the transaction ends; on SQLite nobody else writes.
func kept(ctx context.Context, tx bun.Tx, tenant engine.TenantID, events []indexed, lock string) ([]indexed, error) {
	seqs := make([]int64, len(events))
	for i := range events {
		seqs[i] = events[i].event.Seq
	}
	var there []int64
	err := tx.NewRaw("SELECT seq FROM events WHERE tenant = ? AND seq IN (?) AND body IS NOT NULL"+lock, string(tenant), bun.List(seqs)).Scan(ctx, &there)
	return slices.DeleteFunc(events, func(one indexed) bool { return !slices.Contains(there, one.event.Seq) }), err
}

func (s *sqliteDB) putWords(ctx context.Context, tx bun.Tx, tenant engine.TenantID, events []indexed) error {
	events, err := kept(ctx, tx, tenant, events, "")
	if err != nil {
		return err
	}
	place, err := tx.PrepareContext(ctx, "INSERT INTO search_events (tenant, seq, ticket, audience) VALUES (?, ?, ?, ?)")
	if err != nil {
		return err
	}
	defer place.Close()
	words, err := tx.PrepareContext(ctx, "INSERT INTO search_words (rowid, words) VALUES (?, ?)")
	if err != nil {
		return err
	}
	defer words.Close()
	for _, one := range events {
		e := one.event
		res, err := place.ExecContext(ctx, string(tenant), e.Seq, string(e.Ticket), string(e.Audience))
		if err != nil {
			return err
		}
		id, err := res.LastInsertId()
		if err != nil {
			return err
		}
		if _, err := words.ExecContext(ctx, id, strings.Join(one.words, " ")); err != nil {
			return err
		}
	}
	return nil
}

// search goes through the words from the latest event on. The tenant's mark makes
// that quick; the tenant of the row decides.
func (s *sqliteDB) search(ctx context.Context, q *desk.Question) (hits []desk.Hit, err error) {
	match := expression(q, " AND ", " OR ", func(word string, whole bool) string {
		if whole {
			return `"` + word + `"`
		}
		return `"` + word + `"*`
	})
	err = s.read(ctx, q.Tenant, &hits, `SELECT e.seq, e.ticket, e.audience FROM search_words JOIN search_events AS e ON e.id = search_words.rowid
		WHERE search_words MATCH ?1 AND e.tenant = ?0 AND e.seq < ?2
		AND search_words.rowid <= coalesce((SELECT id FROM search_events WHERE tenant = ?0 AND seq < ?2 ORDER BY seq DESC LIMIT 1), 0)
		ORDER BY search_words.rowid DESC LIMIT ?3`, string(q.Tenant), match, q.Before, q.Limit)
	return hits, err
}

func (p *postgres) putWords(ctx context.Context, tx bun.Tx, tenant engine.TenantID, events []indexed) error {
	events, err := kept(ctx, tx, tenant, events, " FOR SHARE")
	if err != nil || len(events) == 0 {
		return err
	}
	rows := make([]string, len(events))
	var args []any
	for i, one := range events {
		e := one.event
		rows[i] = "(?, ?, ?, ?, array_to_tsvector(?))"
		args = append(args, string(tenant), e.Seq, string(e.Ticket), string(e.Audience), pgdialect.Array(one.words))
	}
	_, err = tx.NewRaw("INSERT INTO search_events VALUES "+strings.Join(rows, ", "), args...).Exec(ctx)
	return err
}

func (p *postgres) search(ctx context.Context, q *desk.Question) (hits []desk.Hit, err error) {
	match := expression(q, " & ", " | ", func(word string, whole bool) string {
		if whole {
			return "'" + word + "'"
		}
		return "'" + word + "':*"
	})
	err = p.read(ctx, q.Tenant, &hits, "SELECT seq, ticket, audience FROM search_words(?::tsquery, ?, ?)", match, q.Before, q.Limit)
	return hits, err
}

// expression writes a question in a database's words: the tenant's mark, and all
// words or one of the companies' marks. Words have letters and digits alone.
func expression(q *desk.Question, and, or string, word func(word string, whole bool) string) string {
	all := make([]string, len(q.Words))
	for i, w := range q.Words {
		all[i] = word(w, desk.Whole(w))
	}
	any := []string{"(" + strings.Join(all, and) + ")"}
	for _, id := range q.Companies {
		any = append(any, word(desk.CompanyMark(id), true))
	}
	return word(desk.TenantMark(q.Tenant), true) + and + "(" + strings.Join(any, or) + ")"
}
