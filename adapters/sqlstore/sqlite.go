package sqlstore

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"github.com/uptrace/bun/schema"
	"modernc.org/sqlite"

	"github.com/reglament/reglament/engine"
)

// readers is how many connections of an SQLite file read at once.
const readers = 4

// sqliteDB is an SQLite file.
type sqliteDB struct {
	writer *bun.DB // one connection
	reader *bun.DB
	lock   *os.File
	// queries are the reader's statements.
	queries prepared

	mu     sync.Mutex
	checks map[string]*sql.Stmt
	// Leases end with the process that holds them, so memory is the place for
	// them: after a crash all work can be found at once.
	wakes  map[ticketKey]int64
	outbox map[settledKey]int64
}

// inURI keeps signs of a path from being taken for parts of the URI.
var inURI = strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23")

// openSQLite opens the file. An exclusive opening is for the one process that
// runs an engine over it: leases live in that one's memory.
func openSQLite(path string, exclusive bool) (*sqliteDB, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, err
	}
	var lock *os.File
	var err error
	if exclusive {
		if lock, err = lockFile(path + ".lock"); err != nil {
			return nil, err
		}
	}
	// FULL makes a commit durable in WAL mode: the log is synced each time.
	pragmas := "?_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=busy_timeout(10000)&_pragma=foreign_keys(1)" +
		"&_pragma=cache_size(-8000)&_pragma=wal_autocheckpoint(4000)&_pragma=temp_store(MEMORY)"
	s := &sqliteDB{lock: lock, checks: map[string]*sql.Stmt{},
		wakes: map[ticketKey]int64{}, outbox: map[settledKey]int64{}}
	open := func(extra string, conns int) (*bun.DB, error) {
		db, err := sql.Open("sqlite", "file:"+inURI.Replace(path)+pragmas+extra)
		if err != nil {
			return nil, err
		}
		db.SetMaxOpenConns(conns)
		db.SetMaxIdleConns(conns)
		return bun.NewDB(db, sqlitedialect.New(), bun.WithDiscardUnknownColumns()), db.Ping()
	}
	if s.writer, err = open("&_txlock=immediate", 1); err != nil {
		return nil, errors.Join(err, s.close())
	}
	if s.reader, err = open("&_pragma=query_only(1)", readers); err != nil {
		return nil, errors.Join(err, s.close())
	}
	return s, nil
}

func (s *sqliteDB) close() error {
	var errs []error
	if s.reader != nil {
		errs = append(errs, s.reader.Close())
	}
	if s.writer != nil {
		errs = append(errs, s.writer.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	return errors.Join(errs...)
}

func (s *sqliteDB) read(ctx context.Context, _ engine.TenantID, dest any, query string, args ...any) error {
	return s.queries.scan(ctx, s.reader, dest, query, args)
}

func (s *sqliteDB) readAll(ctx context.Context, dest any, query string, args ...any) error {
	return s.queries.scan(ctx, s.reader, dest, query, args)
}

func (s *sqliteDB) change(ctx context.Context, _ engine.TenantID, f func(context.Context, bun.Tx) error) error {
	return s.writer.RunInTx(ctx, nil, f)
}

func (s *sqliteDB) changeAll(ctx context.Context, f func(context.Context, bun.Tx) error) error {
	return s.writer.RunInTx(ctx, nil, f)
}

// broken reports whether the disk is at fault, not a statement.
func (s *sqliteDB) broken(err error) bool {
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return errors.Is(err, sql.ErrConnDone)
	}
	switch e.Code() & 0xff {
	case 5, 6, 8, 10, 11, 13, 14: // busy, locked, read-only, I/O, corrupt, full, cannot open
		return true
	}
	return false
}

// sqliteGroup is a group of commits, of any tenants.
type sqliteGroup struct {
	s    *sqliteDB
	tx   bun.Tx
	head map[engine.TenantID]*engine.Head
}

func (s *sqliteDB) group(ctx context.Context, tenants []engine.TenantID, changes []*engine.Change) (groupTx, *groupState, error) {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return nil, nil, err
	}
	g := &sqliteGroup{s: s, tx: tx, head: map[engine.TenantID]*engine.Head{}}
	for _, t := range tenants {
		if err := g.readHead(ctx, t); err != nil {
			g.abort()
			return nil, nil, err
		}
	}
	state, err := g.state(ctx, changes)
	if err != nil {
		g.abort()
	}
	return g, state, err
}

func (g *sqliteGroup) readHead(ctx context.Context, tenant engine.TenantID) error {
	var row headRow
	stmt, err := g.stmt(ctx, "SELECT tenant, seq, hash, state, active FROM tenant_head WHERE tenant = ?")
	if err == nil {
		err = stmt.QueryRowContext(ctx, string(tenant)).Scan(&row.Tenant, &row.Seq, &row.Hash, &row.State, &row.Active)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	head, err := row.head()
	g.head[tenant] = &head
	return err
}

func (g *sqliteGroup) heads() map[engine.TenantID]*engine.Head { return g.head }

// stmt returns a statement that is prepared once for the writer's connection.
func (g *sqliteGroup) stmt(ctx context.Context, query string) (*sql.Stmt, error) {
	g.s.mu.Lock()
	stmt := g.s.checks[query]
	g.s.mu.Unlock()
	if stmt == nil {
		// Prepared in the transaction: the writer has no other connection.
		var err error
		if stmt, err = g.tx.PrepareContext(ctx, query); err != nil {
			return nil, err
		}
		return stmt, nil
	}
	return g.tx.StmtContext(ctx, stmt), nil
}

func (g *sqliteGroup) state(ctx context.Context, changes []*engine.Change) (*groupState, error) {
	state := newGroupState()
	one := func(query string, args ...any) (int64, bool, error) {
		stmt, err := g.stmt(ctx, query)
		if err != nil {
			return 0, false, err
		}
		var n sql.NullInt64
		err = stmt.QueryRowContext(ctx, args...).Scan(&n)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, false, nil
		}
		return n.Int64, n.Valid, err
	}
	for _, c := range changes {
		tenant := string(c.Tenant)
		_, done, err := one("SELECT seq FROM events WHERE tenant = ? AND command = ?", tenant, string(c.Event.Command))
		if err != nil {
			return nil, err
		}
		if done {
			state.done[commandKey{c.Tenant, c.Event.Command}] = true
		}
		if c.Ticket != nil {
			version, _, err := one("SELECT version FROM tickets WHERE tenant = ? AND id = ?", tenant, string(c.Ticket.ID))
			if err != nil {
				return nil, err
			}
			state.versions[ticketKey{c.Tenant, c.Ticket.ID}] = version
		}
		for _, k := range c.Keys {
			if k.Lookup != engine.ByKept {
				continue
			}
			seq, _, err := one("SELECT max(seq) FROM ticket_keys WHERE tenant = ? AND key = ?", tenant, k.Value)
			if err != nil {
				return nil, err
			}
			state.keys[valueKey{c.Tenant, k.Value}] = seq
		}
	}
	return state, nil
}

func (g *sqliteGroup) finish(ctx context.Context, b *batch) error {
	if err := g.write(ctx, b); err != nil {
		g.abort()
		return err
	}
	return g.tx.Commit()
}

func (g *sqliteGroup) write(ctx context.Context, b *batch) error {
	asleep := b.asleep()
	return inTurn(
		func() error { return put(ctx, g, b.lastTickets(), upsertTickets) },
		func() error { return put(ctx, g, b.events, "") },
		func() error { return put(ctx, g, b.lastKeys(), upsertKeys) },
		func() error { return put(ctx, g, b.awake(), upsertWakes) },
		func() error { return put(ctx, g, b.outbox, "") },
		func() error { return put(ctx, g, b.attachments, " ON CONFLICT DO NOTHING") },
		func() error { return put(ctx, g, b.participants, " ON CONFLICT DO NOTHING") },
		func() error { return put(ctx, g, b.blocks, " ON CONFLICT DO NOTHING") },
		func() error {
			return g.each(ctx, "DELETE FROM wakes WHERE tenant = ? AND ticket = ?", len(asleep), func(i int) []any {
				return []any{string(asleep[i].tenant), string(asleep[i].ticket)}
			})
		},
		func() error {
			return g.each(ctx, "DELETE FROM outbox WHERE tenant = ? AND id = ?", len(b.settled), func(i int) []any {
				return []any{string(b.settled[i].tenant), string(b.settled[i].delivery)}
			})
		},
		func() error {
			return g.each(ctx, updateQuotas, len(b.quotas), func(i int) []any {
				return []any{b.quotas[i].quotas, string(b.quotas[i].tenant)}
			})
		},
		func() error { return g.writeHeads(ctx, b) },
	)
}

// inTurn runs the steps of a transaction up to the first error. No step may
// follow one that failed: a disk that is full makes SQLite end the transaction by
// itself, and what came after would be committed alone.
func inTurn(steps ...func() error) error {
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

const (
	upsertKeys  = " ON CONFLICT (tenant, key, ticket) DO UPDATE SET seq = excluded.seq"
	upsertWakes = " ON CONFLICT (tenant, ticket) DO UPDATE SET due = excluded.due"
)

func (g *sqliteGroup) each(ctx context.Context, query string, n int, args func(int) []any) error {
	if n == 0 {
		return nil
	}
	stmt, err := g.stmt(ctx, query)
	if err != nil {
		return err
	}
	for i := range n {
		if _, err := stmt.ExecContext(ctx, args(i)...); err != nil {
			return err
		}
	}
	return nil
}

func (g *sqliteGroup) writeHeads(ctx context.Context, b *batch) error {
	return g.each(ctx, "UPDATE tenant_head SET seq = ?, hash = ?, state = ?, active = ? WHERE tenant = ?", len(b.touched),
		func(i int) []any {
			row, _ := newHeadRow(g.head[b.touched[i]]) // a map of numbers can always be encoded
			return []any{row.Seq, row.Hash, row.State, row.Active, row.Tenant}
		})
}

func (g *sqliteGroup) abort() { _ = g.tx.Rollback() }

// put inserts rows by a statement that is prepared once for their type. That is
// faster here than one statement for many rows.
func put[T any](ctx context.Context, g *sqliteGroup, rows []T, tail string) error {
	if len(rows) == 0 {
		return nil
	}
	table := g.s.writer.Table(reflect.TypeFor[T]())
	stmt, err := g.stmt(ctx, insertText(table, tail))
	if err != nil {
		return err
	}
	args := make([]any, len(table.Fields))
	for i := range rows {
		v := reflect.ValueOf(&rows[i]).Elem()
		for j, f := range table.Fields {
			args[j] = v.FieldByIndex(f.Index).Interface()
		}
		if _, err := stmt.ExecContext(ctx, args...); err != nil {
			return fmt.Errorf("insert into %s: %w", table.Name, err)
		}
	}
	return nil
}

func insertText(table *schema.Table, tail string) string {
	names := make([]string, len(table.Fields))
	for i, f := range table.Fields {
		names[i] = f.Name
	}
	return "INSERT INTO " + table.Name + " (" + strings.Join(names, ", ") + ") VALUES (?" +
		strings.Repeat(", ?", len(names)-1) + ")" + tail
}

// prepare makes the statements of every commit ready, once the schema is there.
func (s *sqliteDB) prepare(ctx context.Context) error {
	queries := []string{
		"SELECT tenant, seq, hash, state, active FROM tenant_head WHERE tenant = ?",
		"SELECT seq FROM events WHERE tenant = ? AND command = ?",
		"SELECT version FROM tickets WHERE tenant = ? AND id = ?",
		"SELECT max(seq) FROM ticket_keys WHERE tenant = ? AND key = ?",
		"DELETE FROM wakes WHERE tenant = ? AND ticket = ?",
		"DELETE FROM outbox WHERE tenant = ? AND id = ?",
		"UPDATE tenant_head SET seq = ?, hash = ?, state = ?, active = ? WHERE tenant = ?",
		insertText(s.writer.Table(reflect.TypeFor[ticketRow]()), upsertTickets),
		insertText(s.writer.Table(reflect.TypeFor[eventRow]()), ""),
		insertText(s.writer.Table(reflect.TypeFor[keyRow]()), upsertKeys),
		insertText(s.writer.Table(reflect.TypeFor[wakeRow]()), upsertWakes),
		insertText(s.writer.Table(reflect.TypeFor[outboxRow]()), ""),
	}
	for _, q := range queries {
		stmt, err := s.writer.DB.PrepareContext(ctx, q)
		if err != nil {
			return fmt.Errorf("prepare %q: %w", q, err)
		}
		s.checks[q] = stmt
	}
	return nil
}

// Leases ---------------------------------------------------------------------

func (s *sqliteDB) claimWakes(ctx context.Context, c engine.Claim) ([]wakeRow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	expire(s.wakes, c.LeaseNow)
	var rows []wakeRow
	err := s.readAll(ctx, &rows, "SELECT tenant, ticket, due FROM wakes WHERE due <= ? ORDER BY due LIMIT ?",
		engine.Micros(c.Now), c.Limit+len(s.wakes))
	rows = slices.DeleteFunc(rows, func(r wakeRow) bool {
		_, leased := s.wakes[ticketKey{engine.TenantID(r.Tenant), engine.TicketID(r.Ticket)}]
		return leased
	})
	rows = rows[:min(len(rows), c.Limit)]
	for _, r := range rows {
		s.wakes[ticketKey{engine.TenantID(r.Tenant), engine.TicketID(r.Ticket)}] = engine.Micros(c.LeaseUntil)
	}
	sortWakes(rows)
	return rows, err
}

func (s *sqliteDB) claimDeliveries(ctx context.Context, c engine.Claim) ([]outboxRow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	expire(s.outbox, c.LeaseNow)
	var rows []outboxRow
	err := s.readAll(ctx, &rows, "SELECT * FROM outbox AS o WHERE not_before <= ?0 AND "+held+" <= ?0 ORDER BY not_before LIMIT ?1",
		engine.Micros(c.Now), c.Limit+len(s.outbox))
	rows = slices.DeleteFunc(rows, func(r outboxRow) bool {
		_, leased := s.outbox[settledKey{engine.TenantID(r.Tenant), engine.DeliveryID(r.ID)}]
		return leased
	})
	rows = rows[:min(len(rows), c.Limit)]
	for _, r := range rows {
		s.outbox[settledKey{engine.TenantID(r.Tenant), engine.DeliveryID(r.ID)}] = engine.Micros(c.LeaseUntil)
	}
	sortDeliveries(rows)
	return rows, err
}

func expire[K comparable](leases map[K]int64, now time.Time) {
	for k, until := range leases {
		if until <= engine.Micros(now) {
			delete(leases, k)
		}
	}
}

func (s *sqliteDB) nextWake(ctx context.Context) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var rows []wakeRow
	err := s.readAll(ctx, &rows, "SELECT tenant, ticket, due FROM wakes ORDER BY due LIMIT ?", len(s.wakes)+1)
	var next int64
	for _, r := range rows {
		at := max(r.Due, s.wakes[ticketKey{engine.TenantID(r.Tenant), engine.TicketID(r.Ticket)}])
		if next == 0 || at < next {
			next = at
		}
	}
	return next, err
}

func (s *sqliteDB) nextDelivery(ctx context.Context) (int64, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var rows []outboxRow
	err := s.readAll(ctx, &rows, "SELECT tenant, id, max(not_before, "+held+") AS not_before FROM outbox AS o ORDER BY o.not_before LIMIT ?", len(s.outbox)+lookahead)
	var next int64
	for _, r := range rows {
		at := max(r.NotBefore, s.outbox[settledKey{engine.TenantID(r.Tenant), engine.DeliveryID(r.ID)}])
		if next == 0 || at < next {
			next = at
		}
	}
	return next, err
}

// lookahead is among how many deliveries the next one that may go out is looked
// for: the first ones can be waiting for others.
const lookahead = 64

func (s *sqliteDB) claimUnsent(ctx context.Context, tenant engine.TenantID, ids []engine.DeliveryID, c engine.Claim) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	expire(s.outbox, c.LeaseNow)
	var rows []outboxRow
	err := s.read(ctx, tenant, &rows, "SELECT * FROM outbox WHERE tenant = ? AND id IN (?)", string(tenant), among(ids))
	leased := slices.ContainsFunc(ids, func(id engine.DeliveryID) bool {
		_, leased := s.outbox[settledKey{tenant, id}]
		return leased
	})
	if err != nil || leased || !unsent(rows, ids, c) {
		return false, err
	}
	for _, id := range ids {
		s.outbox[settledKey{tenant, id}] = engine.Micros(c.LeaseUntil)
	}
	return true, nil
}

func (s *sqliteDB) free(d *engine.Delivery) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.outbox, settledKey{d.Tenant, d.ID})
}

func (s *sqliteDB) release(b *batch) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for k := range b.wakes {
		delete(s.wakes, k)
	}
	for _, k := range b.settled {
		delete(s.outbox, k)
	}
}

func sortWakes(rows []wakeRow) {
	slices.SortFunc(rows, func(a, b wakeRow) int {
		return cmp.Or(cmp.Compare(a.Due, b.Due), strings.Compare(a.Tenant, b.Tenant), strings.Compare(a.Ticket, b.Ticket))
	})
}

func sortDeliveries(rows []outboxRow) {
	slices.SortFunc(rows, func(a, b outboxRow) int {
		// An id ends in the number of its op: of one event, a longer one is a later one.
		return cmp.Or(cmp.Compare(a.NotBefore, b.NotBefore), strings.Compare(a.Tenant, b.Tenant), cmp.Compare(a.Seq, b.Seq),
			cmp.Compare(len(a.ID), len(b.ID)), strings.Compare(a.ID, b.ID))
	})
}
