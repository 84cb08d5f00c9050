//go:build bench

package host

import (
	"context"
	"database/sql"
	"fmt"
	"math"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/uptrace/bun/driver/pgdriver"

	"github.com/reglament/reglament/adapters/clock"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/reglament/reglament/engine"
)

// benchDatabases runs a measurement on a fresh database of each kind.
func benchDatabases(t *testing.T, measure func(t *testing.T, database string)) {
	t.Run("sqlite", func(t *testing.T) { measure(t, filepath.Join(t.TempDir(), "bench.db")) })
	t.Run("postgres", func(t *testing.T) { measure(t, pgtest.Private(t).Database(t)) })
}

// TestBenchTimers has a million timers pending, of which a thousand become due
// each second, and tells how late they fire. Those that don't become due are rows
// in the table of wake-ups alone: nothing else of their tickets is looked at.
func TestBenchTimers(t *testing.T) {
	benchDatabases(t, benchTimers)
}

const (
	timersPending   = 1_000_000
	timersPerSecond = 1000
	timersFor       = 15 // seconds
)

func benchTimers(t *testing.T, database string) {
	if _, err := sqlstore.Migrate(t.Context(), database); err != nil {
		t.Fatal(err)
	}
	store, err := sqlstore.Open(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if err := store.CreateTenant(t.Context(), sqlstore.Tenant{ID: "bench", Name: "bench", Secret: []byte("s"), Created: time.Now()}); err != nil {
		t.Fatal(err)
	}
	now, err := clock.New(t.Context(), store, nil)
	if err != nil {
		t.Fatal(err)
	}
	alarm := &alarm{}
	e, err := engine.New(engine.Config{Backend: store, Regulations: alarm, Clock: now})
	if err != nil {
		t.Fatal(err)
	}
	if err := store.PutEdition(t.Context(), "bench", "alarm", []byte("{}"), time.Now()); err != nil {
		t.Fatal(err)
	}
	if _, err := e.Activate(t.Context(), engine.Command{ID: "activate", Tenant: "bench", Actor: engine.Actor{Kind: engine.System}}, "alarm", ""); err != nil {
		t.Fatal(err)
	}
	pending(t, database, timersPending-timersPerSecond*timersFor)
	idle := resident()
	start := time.Now().Add(30 * time.Second)
	setAlarms(t, e, start)
	if late := time.Since(start); late > 0 {
		t.Fatalf("the alarms were set too slowly, by %s", late)
	}
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	var running sync.WaitGroup
	running.Go(func() { e.RunTimers(ctx) })
	most := idle
	for alarm.count() < timersPerSecond*timersFor && time.Since(start) < (timersFor+60)*time.Second {
		time.Sleep(100 * time.Millisecond)
		most = max(most, resident())
	}
	stop()
	running.Wait()
	late := alarm.late
	if len(late) < timersPerSecond*timersFor {
		t.Fatalf("%d of %d timers fired", len(late), timersPerSecond*timersFor)
	}
	slices.Sort(late)
	t.Logf("%d timers pending, %d due a second for %d s: lateness p50 %s, p99 %s, worst %s; %.0f MiB over idle", timersPending, timersPerSecond,
		timersFor, late[len(late)/2].Round(time.Millisecond), late[len(late)*99/100].Round(time.Millisecond), late[len(late)-1].Round(time.Millisecond), most-idle)
}

// pending adds wake-ups that are due in a year.
func pending(t *testing.T, database string, n int) {
	t.Helper()
	due := engine.Micros(time.Now().AddDate(1, 0, 0))
	driver, series := "sqlite", "WITH RECURSIVE g(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM g WHERE i < "+strconv.Itoa(n)+") "
	from := "g"
	var db *sql.DB
	var err error
	if sqlstore.IsPostgres(database) {
		db, series, from = sql.OpenDB(pgdriver.NewConnector(pgdriver.WithDSN(database), pgdriver.WithInsecure(true), pgdriver.WithTimeout(2*time.Minute))),
			"", fmt.Sprintf("generate_series(1, %d) AS g(i)", n)
	} else if db, err = sql.Open(driver, database); err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	insert := fmt.Sprintf("INSERT INTO wakes (tenant, ticket, due) %s SELECT 'bench', 'pending' || i, %d + i FROM %s", series, due, from)
	if sqlstore.IsPostgres(database) { // row-level security is forced on the owner too
		insert = "SET reglament.tenant = 'bench'; SET ROLE reglament_app; " + insert
	}
	if _, err := db.ExecContext(t.Context(), insert); err != nil {
		t.Fatal(err)
	}
}

// setAlarms opens the tickets whose timers will fire, evenly from start on.
func setAlarms(t *testing.T, e *engine.Engine, start time.Time) {
	t.Helper()
	var setting sync.WaitGroup
	for worker := range 32 {
		setting.Go(func() {
			for i := worker; i < timersPerSecond*timersFor; i += 32 {
				due := start.Add(time.Duration(i) * time.Second / timersPerSecond)
				cmd := engine.Command{ID: engine.CommandID(fmt.Sprint("alarm/", i)), Tenant: "bench", Kind: "set", Actor: engine.Actor{Kind: engine.System},
					Data: engine.Fields{"due": engine.Micros(due)}}
				if _, err := e.Do(t.Context(), cmd); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	setting.Wait()
}

// alarm is a regulation that sets a timer, and remembers how late it fired.
type alarm struct {
	mu   sync.Mutex
	late []time.Duration
}

func (a *alarm) count() int {
	a.mu.Lock()
	defer a.mu.Unlock()
	return len(a.late)
}

func (a *alarm) Choose(context.Context, engine.TenantID, engine.CommandID, engine.EditionID) (engine.EditionID, error) {
	return "alarm", nil
}

func (a *alarm) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return a, nil
}

func (a *alarm) Stale(engine.TenantID) {}

func (a *alarm) Route(context.Context, *engine.Case) (engine.Routing, error) {
	return engine.Routing{}, nil
}

func (a *alarm) Decide(_ context.Context, c *engine.Case) (engine.Decision, error) {
	if c.Event.Kind == engine.KindTimer {
		a.mu.Lock()
		defer a.mu.Unlock()
		a.late = append(a.late, time.Since(engine.FromMicros(c.Ticket.Fields.Int("due"))))
		return engine.Decision{}, nil
	}
	due := c.Event.Data.Int("due")
	return engine.Decision{Series: engine.Series{Name: "alarm", Prefix: "A-", First: 1}, Ops: []engine.Op{
		{Kind: engine.OpSet, Clause: "ALARM-1", Name: "due", Value: due},
		{Kind: engine.OpTimer, Clause: "ALARM-1", Name: "alarm", At: engine.FromMicros(due)},
	}}, nil
}

// resident is the memory of this process in MiB, after a collection.
func resident() float64 {
	runtime.GC()
	raw, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return math.NaN()
	}
	pages, _ := strconv.ParseFloat(strings.Fields(string(raw))[1], 64)
	return pages * float64(os.Getpagesize()) / (1 << 20)
}

// TestBenchPage reads the first page of 30 among 10,000 tickets, as the board
// does, beside a page of 30 rows that the database alone gives.
func TestBenchPage(t *testing.T) {
	benchDatabases(t, func(t *testing.T, database string) {
		server := startChild(t, "serve", "CHILD_DB="+database, "CHILD_DATA="+t.TempDir())
		for filed := 0; filed < 10_000; {
			load := hammer(32, 2*time.Second, forms(server.facts["url"], server.facts["token"]), http.StatusCreated)
			if filed += load.requests; load.requests == 0 {
				t.Fatal("nothing could be filed")
			}
		}
		waitForConfirmations(t, server)
		page := func(int, int) (*http.Request, error) {
			req, err := http.NewRequest("GET", server.facts["url"]+"/api/v1/prots/tickets?limit=30&status=new", nil)
			if err == nil {
				req.Header.Set("Authorization", "Bearer "+server.facts["operator"])
			}
			return req, err
		}
		health := func(int, int) (*http.Request, error) {
			return http.NewRequest("GET", server.facts["url"]+"/healthz", nil)
		}
		bare, full := hammer(1, 3*time.Second, health, http.StatusOK), hammer(1, 3*time.Second, page, http.StatusOK)
		t.Logf("first page of 30 among 10,000 tickets, one client: p50 %s, p99 %s (an empty answer of the same server: p50 %s)", full.p50, full.p99, bare.p50)
	})
}

// TestBenchStart measures the second start and the memory of an idle server.
func TestBenchStart(t *testing.T) {
	benchDatabases(t, func(t *testing.T, database string) {
		env := []string{"CHILD_DB=" + database, "CHILD_DATA=" + t.TempDir(), "CHILD_SMTP=127.0.0.1:0"}
		startChild(t, "serve", env...).stop()
		var took []time.Duration
		for range 10 {
			began := time.Now()
			server := startChild(t, "serve", env...)
			took = append(took, time.Since(began))
			if len(took) == 10 {
				time.Sleep(2 * time.Second)
				server.stats(t, "?gc")
				t.Logf("idle: %.1f MiB resident", server.rss())
			}
			server.stop()
		}
		slices.Sort(took)
		t.Logf("from the start of the process to ready, 10 starts: median %s, worst %s", took[5].Round(time.Millisecond), took[9].Round(time.Millisecond))
	})
}
