//go:build bench

package host

import (
	"database/sql"
	"fmt"
	"net/http"
	"runtime/debug"
	"sync/atomic"
	"testing"
	"time"

	"github.com/uptrace/bun/driver/pgdriver"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/replay"
)

// replayed is how many events TestBenchReplay decides anew.
const replayed = 1_000_000

// TestBenchReplay decides a million events out of a database anew under the
// regulation of PROTS, which is in Lua. The history is what a server has recorded
// of some thousand requests, copied row by row under other names.
func TestBenchReplay(t *testing.T) {
	benchDatabases(t, func(t *testing.T, database string) {
		record(t, database, 20_000)
		copies(t, database)
		store, err := sqlstore.Open(t.Context(), database)
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		bundle, err := rules.ReadBundle(rules.Shipped, "prots")
		if err != nil {
			t.Fatal(err)
		}
		prog, err := plugins.Load(t.Context(), "prots", bundle)
		if err != nil {
			t.Fatal(err)
		}
		defer prog.Close()
		reg, findings := prog.Compile(rules.Options{})
		if err := findings.Err(); err != nil {
			t.Fatal(err)
		}
		defer debug.SetGCPercent(debug.SetGCPercent(300)) // as the command does
		before, peak := resident(), newPeak()
		began := time.Now()
		summary, err := replay.Run(t.Context(), replay.Config{History: store, Tenant: "prots", Candidate: reg, Progress: peak.look})
		if err != nil {
			t.Fatal(err)
		}
		took := time.Since(began)
		if summary.Events < replayed || summary.Differences > 0 {
			t.Errorf("%d events were replayed with %d differences, want %d without any", summary.Events, summary.Differences, replayed)
		}
		t.Logf("%d events of %d tickets replayed in %s, %.0f a second; memory %.0f MiB before, at most %.0f MiB in the first tenth and %.0f MiB later",
			summary.Events, summary.Tickets, took.Round(time.Second), float64(summary.Events)/took.Seconds(), before, peak.early.Load(), peak.late.Load())
		if took > time.Minute {
			t.Logf("MISSED: 60 s were to be reached")
		}
	})
}

// record has a server take requests until it has so many events.
func record(t *testing.T, database string, events int64) {
	t.Helper()
	server := startChild(t, "serve", "CHILD_DB="+database, "CHILD_DATA="+t.TempDir())
	for filed := int64(0); 2*filed < events; {
		filed += int64(hammer(8, time.Second, forms(server.facts["url"], server.facts["token"]), http.StatusCreated).requests)
	}
	waitForConfirmations(t, server)
	server.stop()
}

// copies multiplies tickets and events until there are enough. Their ids go up
// with their numbers in the log, as real ones do.
func copies(t *testing.T, database string) {
	t.Helper()
	db, prefix := openRaw(t, database)
	defer db.Close()
	const ticketColumns = `version, seq, edition, created, updated, next_due, status, family, turn, type, level, priority, queue, assignee,
		company, channel, requester, facets, audience, state`
	const eventColumns = `version, kind, channel, at, actor, actor_id, roles, digest, cause, depth, edition, audience, body_mac, hash, salt, body`
	var n, last int64
	count := func(query string, into *int64) {
		rows, err := db.QueryContext(t.Context(), prefix+query)
		if err != nil {
			t.Fatal(err)
		}
		defer rows.Close()
		for more := true; more; more = rows.NextResultSet() {
			for rows.Next() {
				if err := rows.Scan(into); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	count("SELECT count(*) FROM events WHERE tenant = 'prots' AND ticket <> ''", &n)
	count("SELECT max(seq) FROM events WHERE tenant = 'prots'", &last)
	defer func() { // the server's autovacuum would have done so long ago
		if _, err := db.ExecContext(t.Context(), "ANALYZE"); err != nil {
			t.Error(err)
		}
	}()
	for k := int64(1); k <= replayed/n; k++ {
		for _, insert := range []string{
			fmt.Sprintf(`INSERT INTO tickets (tenant, id, number, %[1]s) SELECT tenant, '%03[2]d-' || id, number || '-%[2]d', %[1]s
				FROM tickets WHERE tenant = 'prots' AND id NOT LIKE '%%-%%'`, ticketColumns, k),
			fmt.Sprintf(`INSERT INTO events (tenant, seq, ticket, command, number, %[1]s) SELECT tenant, seq + %[3]d, '%03[2]d-' || ticket, command || '-%[2]d',
				number || '-%[2]d', %[1]s FROM events WHERE tenant = 'prots' AND ticket <> '' AND seq <= %[4]d`, eventColumns, k, k*last, last),
		} {
			if _, err := db.ExecContext(t.Context(), prefix+insert); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// openRaw opens the database beside the store. What the prefix says must come
// before a statement: row-level security is forced on the owner too.
func openRaw(t *testing.T, database string) (db *sql.DB, prefix string) {
	t.Helper()
	if sqlstore.IsPostgres(database) {
		return sql.OpenDB(pgdriver.NewConnector(pgdriver.WithDSN(database), pgdriver.WithInsecure(true), pgdriver.WithTimeout(2*time.Minute))),
			"SET reglament.tenant = 'prots'; SET ROLE reglament_app; "
	}
	db, err := sql.Open("sqlite", database)
	if err != nil {
		t.Fatal(err)
	}
	return db, ""
}

// peak is how much memory the process had, in the first tenth of the events and
// later.
type peak struct {
	next        atomic.Int64
	early, late most
}

// most is the largest number it was given.
type most struct{ bits atomic.Uint64 }

func (m *most) Load() float64 { return float64(m.bits.Load()) }

func (m *most) note(x float64) {
	if uint64(x) > m.bits.Load() {
		m.bits.Store(uint64(x))
	}
}

func newPeak() *peak { return &peak{} }

// look is told how many events were replayed, by one goroutine at a time.
func (p *peak) look(events int64) {
	if events < p.next.Load() {
		return
	}
	p.next.Store(events + replayed/50)
	if events < replayed/10 {
		p.early.note(resident())
		return
	}
	p.late.note(resident())
}
