package sqlstore

import (
	"context"
	"crypto/tls"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/driver/pgdriver"

	"github.com/reglament/reglament/engine"
)

// The roles of the first migration.
const (
	roleApp    = "reglament_app"
	roleClaims = "reglament_claims"
)

// Pool sizes. Commits of one tenant follow one another anyway; the rest reads.
const (
	appConns    = 16
	claimsConns = 3
)

// postgres is a PostgreSQL database.
type postgres struct {
	app    *bun.DB // under roleApp: one tenant at a time
	claims *bun.DB // under roleClaims: what all tenants have due
}

func openPostgres(databaseURL string) (*postgres, error) {
	p := &postgres{}
	var err error
	if p.app, err = connect(databaseURL, roleApp, appConns); err != nil {
		return nil, err
	}
	if p.claims, err = connect(databaseURL, roleClaims, claimsConns); err != nil {
		return nil, errors.Join(err, p.app.Close())
	}
	return p, nil
}

func (p *postgres) prepare(ctx context.Context) error {
	var n []int64
	return p.readAll(ctx, &n, "SELECT moved FROM clock")
}

// openPostgresOwner opens the database as the login role itself, which owns the
// schema. Only migrations do.
func openPostgresOwner(databaseURL string) (*postgres, error) {
	db, err := connect(databaseURL, "", 1)
	if err != nil {
		return nil, err
	}
	return &postgres{app: db, claims: db}, nil
}

func connect(databaseURL, role string, conns int) (*bun.DB, error) {
	u, err := url.Parse(databaseURL)
	if err != nil {
		return nil, errors.New("the URL cannot be read")
	}
	opts := []pgdriver.Option{
		pgdriver.WithDSN(databaseURL),
		pgdriver.WithReadTimeout(time.Minute), // the default of 10 s cuts long reads short
		pgdriver.WithWriteTimeout(time.Minute),
		pgdriver.WithDialTimeout(5 * time.Second),
		pgdriver.WithApplicationName("reglament"),
	}
	// pgdriver takes sslmode=require for "encrypt, whoever answers", and an absent
	// one too. What cannot be verified must be asked for by name.
	switch mode := u.Query().Get("sslmode"); mode {
	case "disable", "allow", "prefer":
	case "", "verify-ca", "verify-full", "require":
		if mode == "" && isLocal(u) {
			opts = append(opts, pgdriver.WithInsecure(true))
			break
		}
		opts = append(opts, pgdriver.WithTLSConfig(&tls.Config{ServerName: u.Hostname(), MinVersion: tls.VersionTLS12}))
	default:
		return nil, fmt.Errorf("sslmode=%s is unknown", mode)
	}
	if role != "" {
		opts = append(opts, pgdriver.WithConnParams(map[string]any{"role": role}))
	}
	sqldb := sql.OpenDB(pgdriver.NewConnector(opts...))
	sqldb.SetMaxOpenConns(conns)
	sqldb.SetMaxIdleConns(conns)
	sqldb.SetConnMaxIdleTime(5 * time.Minute)
	return bun.NewDB(sqldb, pgdialect.New(), bun.WithDiscardUnknownColumns()), nil
}

func isLocal(u *url.URL) bool {
	host := u.Hostname()
	ip := net.ParseIP(host)
	return host == "" || host == "localhost" || ip != nil && ip.IsLoopback() || strings.HasPrefix(u.Query().Get("host"), "/")
}

func (p *postgres) close() error {
	err := p.app.Close()
	if p.claims != p.app {
		err = errors.Join(err, p.claims.Close())
	}
	return err
}

// scoped puts a query into a transaction of its own that sees one tenant. All of
// it travels in one message.
func scoped(tenant engine.TenantID, query string) string {
	return "BEGIN READ ONLY; SET LOCAL reglament.tenant = " + quote(string(tenant)) + "; " + query + "; COMMIT"
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

func (p *postgres) read(ctx context.Context, tenant engine.TenantID, dest any, query string, args ...any) error {
	return p.scan(ctx, p.app, dest, func(sql string) string { return scoped(tenant, sql) }, query, args)
}

func (p *postgres) readAll(ctx context.Context, dest any, query string, args ...any) error {
	return p.scan(ctx, p.claims, dest, func(sql string) string { return sql }, query, args)
}

// scan formats the query, wraps it and scans its rows. A failed transaction must
// not go back to the pool: a connection that had an error is given up.
func (p *postgres) scan(ctx context.Context, db *bun.DB, dest any, wrap func(string) string, query string, args []any) error {
	args = slices.Clone(args)
	for i, a := range args {
		if values, ok := a.(oneOf); ok {
			args[i] = bun.List([]string(values))
		}
	}
	text, err := db.NewRaw(query, args...).AppendQuery(db.QueryGen(), nil)
	if err != nil {
		return err
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return err
	}
	if err = query1(ctx, db, conn, wrap(string(text)), dest); err != nil && !errors.Is(err, sql.ErrNoRows) {
		discard(conn)
		return err
	}
	return errors.Join(err, conn.Close())
}

// query1 runs a message that is formatted already and scans its rows. (A bun
// query would look for placeholders once more, in the values.)
func query1(ctx context.Context, db *bun.DB, conn bun.Conn, message string, dest any) error {
	rows, err := conn.QueryContext(ctx, message)
	if err != nil {
		return err
	}
	return db.ScanRows(ctx, rows, dest)
}

// discard closes a connection instead of giving it back to the pool.
func discard(conn bun.Conn) {
	_ = conn.Raw(func(any) error { return driver.ErrBadConn })
	_ = conn.Close()
}

func (p *postgres) change(ctx context.Context, tenant engine.TenantID, f func(context.Context, bun.Tx) error) error {
	return p.app.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.ExecContext(ctx, "SET LOCAL reglament.tenant = "+quote(string(tenant))); err != nil {
			return err
		}
		return f(ctx, tx)
	})
}

func (p *postgres) changeAll(ctx context.Context, f func(context.Context, bun.Tx) error) error {
	return p.claims.RunInTx(ctx, nil, f)
}

func (p *postgres) broken(err error) bool {
	var net net.Error
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) ||
		errors.Is(err, sql.ErrConnDone) || errors.As(err, &net)
}

// pgGroup is a group of commits of one tenant. It takes two messages: begin, lock
// and look for conflicts; write and commit.
type pgGroup struct {
	p      *postgres
	conn   bun.Conn
	tenant engine.TenantID
	head   map[engine.TenantID]*engine.Head
}

// stateRow is the head of a log (what is h), or something that a change could
// conflict with: a command that was done (c), the version of a ticket (t), the
// event that kept a key (k).
type stateRow struct {
	What   string
	Name   string
	N      int64
	Hash   []byte
	State  string
	Active string
}

// group locks the head by an update that changes nothing: unlike SELECT ... FOR
// UPDATE it gives no rows, so that the question behind it, which must not look
// before the lock is there, fits into the same message.
func (p *postgres) group(ctx context.Context, tenants []engine.TenantID, changes []*engine.Change) (groupTx, *groupState, error) {
	if len(tenants) != 1 {
		return nil, nil, fmt.Errorf("a group is of one tenant, not of %d", len(tenants))
	}
	conn, err := p.app.Conn(ctx)
	if err != nil {
		return nil, nil, err
	}
	g := &pgGroup{p: p, conn: conn, tenant: tenants[0], head: map[engine.TenantID]*engine.Head{}}
	t := quote(string(g.tenant))
	question, err := g.question(changes)
	if err != nil {
		return nil, nil, errors.Join(err, conn.Close())
	}
	var rows []stateRow
	err = query1(ctx, p.app, conn, "BEGIN; SET LOCAL reglament.tenant = "+t+"; UPDATE tenant_head SET seq = seq WHERE tenant = "+t+"; "+question, &rows)
	if err != nil {
		discard(conn)
		return nil, nil, err
	}
	state, err := g.read(rows)
	if err != nil {
		g.abort()
	}
	return g, state, err
}

func (g *pgGroup) heads() map[engine.TenantID]*engine.Head { return g.head }

// question asks for the head and for what the changes could conflict with.
func (g *pgGroup) question(changes []*engine.Change) (string, error) {
	var commands, tickets, values []string
	for _, c := range changes {
		commands = append(commands, string(c.Event.Command))
		if c.Ticket != nil && c.Ticket.Version > 1 {
			tickets = append(tickets, string(c.Ticket.ID))
		}
		for _, k := range c.Keys {
			if k.Lookup == engine.ByKept {
				values = append(values, k.Value)
			}
		}
	}
	query := `SELECT 'h' AS what, '' AS name, seq AS n, hash, state, active FROM tenant_head WHERE tenant = ?0
		UNION ALL SELECT 'c', command, seq, NULL, '', '' FROM events WHERE tenant = ?0 AND command IN (?1)`
	if len(tickets) > 0 {
		query += " UNION ALL SELECT 't', id, version, NULL, '', '' FROM tickets WHERE tenant = ?0 AND id IN (?2)"
	}
	if len(values) > 0 {
		query += " UNION ALL SELECT 'k', key, max(seq), NULL, '', '' FROM ticket_keys WHERE tenant = ?0 AND key IN (?3) GROUP BY key"
	}
	text, err := g.p.app.NewRaw(query, string(g.tenant), bun.List(commands), bun.List(tickets), bun.List(values)).AppendQuery(g.p.app.QueryGen(), nil)
	return string(text), err
}

func (g *pgGroup) read(rows []stateRow) (*groupState, error) {
	state := newGroupState()
	for _, r := range rows {
		switch r.What {
		case "h":
			row := headRow{Tenant: string(g.tenant), Seq: r.N, Hash: r.Hash, State: r.State, Active: r.Active}
			head, err := row.head()
			if err != nil {
				return nil, err
			}
			g.head[g.tenant] = &head
		case "c":
			state.done[commandKey{g.tenant, engine.CommandID(r.Name)}] = true
		case "t":
			state.versions[ticketKey{g.tenant, engine.TicketID(r.Name)}] = r.N
		case "k":
			state.keys[valueKey{g.tenant, r.Name}] = r.N
		}
	}
	return state, nil
}

func newGroupState() *groupState {
	return &groupState{done: map[commandKey]bool{}, versions: map[ticketKey]int64{}, keys: map[valueKey]int64{}}
}

// finish writes the batch and commits, in one message.
func (g *pgGroup) finish(ctx context.Context, b *batch) error {
	text, err := g.statements(b)
	if err != nil {
		g.abort()
		return err
	}
	if _, err := g.conn.ExecContext(ctx, string(text)); err != nil {
		discard(g.conn)
		return err
	}
	return g.conn.Close()
}

func (g *pgGroup) statements(b *batch) ([]byte, error) {
	w := &pgWriter{db: g.p.app, text: make([]byte, 0, 4096*len(b.events))}
	insert(w, b.lastTickets(), upsertTickets)
	insert(w, b.events, "")
	insert(w, b.lastKeys(), upsertKeys)
	insert(w, b.awake(), " ON CONFLICT (tenant, ticket) DO UPDATE SET due = excluded.due, lease = 0")
	insert(w, b.outbox, "")
	insert(w, b.attachments, " ON CONFLICT DO NOTHING")
	insert(w, b.participants, " ON CONFLICT DO NOTHING")
	insert(w, b.blocks, " ON CONFLICT DO NOTHING")
	if asleep := b.asleep(); len(asleep) > 0 {
		ids := make([]string, len(asleep))
		for i, k := range asleep {
			ids[i] = string(k.ticket)
		}
		w.raw("DELETE FROM wakes WHERE tenant = ? AND ticket IN (?)", string(g.tenant), bun.List(ids))
	}
	if len(b.settled) > 0 {
		ids := make([]string, len(b.settled))
		for i, k := range b.settled {
			ids[i] = string(k.delivery)
		}
		w.raw("DELETE FROM outbox WHERE tenant = ? AND id IN (?)", string(g.tenant), bun.List(ids))
	}
	for _, q := range b.quotas {
		w.raw(updateQuotas, q.quotas, string(q.tenant))
	}
	row, err := newHeadRow(g.head[g.tenant])
	if err != nil {
		return nil, err
	}
	w.raw("UPDATE tenant_head SET seq = ?, hash = ?, state = ?, active = ? WHERE tenant = ?",
		row.Seq, row.Hash, row.State, row.Active, row.Tenant)
	w.text = append(w.text, "COMMIT"...)
	return w.text, w.err
}

// upsertTickets makes one statement serve new and old tickets. The head of the
// log is locked and versions were compared, so nothing can come in between.
var upsertTickets = " ON CONFLICT (tenant, id) DO UPDATE SET " + excluded("number", "version", "seq", "edition", "updated",
	"next_due", "status", "family", "turn", "type", "level", "priority", "queue", "assignee", "company", "channel",
	"requester", "facets", "audience", "state")

func excluded(columns ...string) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = c + " = excluded." + c
	}
	return strings.Join(parts, ", ")
}

// pgWriter puts statements into one message.
type pgWriter struct {
	db   *bun.DB
	text []byte
	err  error
}

func (w *pgWriter) raw(query string, args ...any) {
	if w.err == nil {
		w.text, w.err = w.db.NewRaw(query, args...).AppendQuery(w.db.QueryGen(), w.text)
		w.text = append(w.text, "; "...)
	}
}

// insert adds an INSERT of the rows, if there are any.
func insert[T any](w *pgWriter, rows []T, tail string) {
	if len(rows) == 0 || w.err != nil {
		return
	}
	w.text, w.err = w.db.NewInsert().Model(&rows).AppendQuery(w.db.QueryGen(), w.text)
	w.text = append(w.text, tail...)
	w.text = append(w.text, "; "...)
}

func (g *pgGroup) abort() {
	if _, err := g.conn.ExecContext(context.Background(), "ROLLBACK"); err != nil {
		discard(g.conn)
		return
	}
	_ = g.conn.Close()
}
