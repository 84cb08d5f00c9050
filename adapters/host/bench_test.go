//go:build bench

package host

import (
	"bytes"
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"io"
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

	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/uptrace/bun/driver/pgdriver"
)

// The benchmark of the whole path is built only when it is asked for: make bench.
// The client runs here, on the same machine as the server, in a closed loop.

// benchVariable is how long each measurement takes: 10s by default.
const benchVariable = "REGLAMENT_BENCH"

// load is one measurement: clients that each send a request, wait for its
// answer and send the next.
type load struct {
	perSecond float64
	p50, p99  time.Duration
	requests  int
	failed    int
}

func hammer(clients int, d time.Duration, request func(client, n int) (*http.Request, error), want int) load {
	transport := &http.Transport{MaxIdleConnsPerHost: clients, MaxConnsPerHost: clients, DisableCompression: true}
	defer transport.CloseIdleConnections()
	client := &http.Client{Transport: transport, Timeout: 30 * time.Second}
	var mu sync.Mutex
	var all []time.Duration
	failed := 0
	start := time.Now()
	var wg sync.WaitGroup
	for c := range clients {
		wg.Go(func() {
			var mine []time.Duration
			bad := 0
			for n := 0; time.Since(start) < d; n++ {
				req, err := request(c, n)
				if err != nil {
					bad++
					continue
				}
				sent := time.Now()
				if err := once(client, req, want); err != nil {
					bad++
					continue
				}
				mine = append(mine, time.Since(sent))
			}
			mu.Lock()
			defer mu.Unlock()
			all = append(all, mine...)
			failed += bad
		})
	}
	wg.Wait()
	took := time.Since(start)
	slices.Sort(all)
	l := load{requests: len(all), failed: failed, perSecond: float64(len(all)) / took.Seconds()}
	if len(all) > 0 {
		l.p50, l.p99 = all[len(all)/2], all[len(all)*99/100]
	}
	return l
}

func once(client *http.Client, req *http.Request, want int) error {
	res, err := client.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if _, err := io.Copy(io.Discard, res.Body); err != nil {
		return err
	}
	if res.StatusCode != want {
		return fmt.Errorf("answer %s", res.Status)
	}
	return nil
}

// forms is requests of the PROTS form, each of another sender.
func forms(url, token string) func(client, n int) (*http.Request, error) {
	run := time.Now().UnixNano()
	return func(client, n int) (*http.Request, error) {
		return form(url, token, fmt.Sprintf("daniyar.%d.%d.%d@mail.example", run, client, n))
	}
}

func post(url string, body []byte) func(int, int) (*http.Request, error) {
	return func(int, int) (*http.Request, error) {
		return http.NewRequest("POST", url, bytes.NewReader(body))
	}
}

func benchTime(t *testing.T) time.Duration {
	t.Helper()
	d, err := time.ParseDuration(cmp.Or(os.Getenv(benchVariable), "10s"))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestBenchIntake measures tickets a second over the full path, beside a bare
// endpoint that only writes.
func TestBenchIntake(t *testing.T) {
	d := benchTime(t)
	t.Logf("%d processors, %s", runtime.NumCPU(), runtime.Version())
	for _, database := range []string{"sqlite", "postgres"} {
		t.Run(database, func(t *testing.T) { benchIntake(t, database, d) })
	}
}

func benchIntake(t *testing.T, database string, d time.Duration) {
	var pg *pgtest.Server
	db := func(name string) string { return filepath.Join(t.TempDir(), name+".db") }
	if database == "postgres" {
		var err error
		if pg, err = pgtest.Start(t.Context(), true); err != nil {
			if errors.Is(err, pgtest.ErrNone) {
				t.Skip(err)
			}
			t.Fatal(err)
		}
		t.Cleanup(func() { pg.Stop() })
		db = func(string) string { return pg.Database(t) }
	}
	floor := startChild(t, "floor", "CHILD_DB="+db("floor"))
	floorURL := floor.facts["url"]
	server := startChild(t, "serve", "CHILD_DB="+db("engine"), "CHILD_DATA="+t.TempDir())
	body := bytes.Repeat([]byte("x"), 2000)
	t.Logf("%-28s %10s %10s %10s %12s %10s", "", "tickets/s", "p50", "p99", "allocs", "RSS MiB")
	var ratio float64
	for _, clients := range []int{1, 8, 32} {
		bare := hammer(clients, d, post(floorURL, body), http.StatusOK)
		row(t, fmt.Sprintf("bare endpoint, %d clients", clients), bare, math.NaN(), floor.rss())
		before, disk := server.stats(t, ""), disk(t, server, pg)
		profiled := profile(t, server, d, fmt.Sprintf("%s-%d", database, clients))
		full := hammer(clients, d, forms(server.facts["url"], server.facts["token"]), http.StatusCreated)
		<-profiled
		after := server.stats(t, "")
		row(t, fmt.Sprintf("full path, %d clients", clients), full, float64(after["mallocs"]-before["mallocs"])/float64(max(full.requests, 1)), server.rss())
		if full.failed > 0 || bare.failed > 0 {
			t.Errorf("%d requests failed, %d bare ones", full.failed, bare.failed)
		}
		ratio = full.perSecond / bare.perSecond
		perTicket := func(name string) float64 {
			return float64(after[name]-before[name]) / float64(max(full.requests, 1))
		}
		t.Logf("  a ticket, its confirmation included: %.1f events in %.2f transactions, %s", perTicket("changes"), perTicket("transactions"),
			disk(full.requests))
		t.Logf("%-28s %9.0f%%", "  of the bare endpoint", 100*ratio)
	}
	if os.Getenv("CHILD_BLOCK") == "" {
		backlog(t, server, database)
	}
	if ratio < 0.5 {
		t.Logf("MISSED: at least half of the bare endpoint was to be reached, %.0f %% were", 100*ratio)
	}
}

// profileVariable is a folder for CPU profiles of the server under load.
const profileVariable = "REGLAMENT_PROFILE"

// profile has the server profiled for some time, if that is asked for. The
// profile is written when the channel closes.
func profile(t *testing.T, server *child, d time.Duration, name string) <-chan struct{} {
	done := make(chan struct{})
	dir := os.Getenv(profileVariable)
	if dir == "" {
		close(done)
		return done
	}
	go func() {
		defer close(done)
		res, err := http.Get(fmt.Sprintf("%s/debug/pprof/profile?seconds=%d", server.facts["stats"], max(1, int(d.Seconds()))))
		if err != nil {
			t.Error(err)
			return
		}
		defer res.Body.Close()
		raw, err := io.ReadAll(res.Body)
		if err := errors.Join(err, os.WriteFile(filepath.Join(dir, name+".pprof"), raw, 0o600)); err != nil {
			t.Error(err)
		}
	}()
	return done
}

// disk tells what the database writes from now on: rows and bytes of the log and
// waits for the disk on PostgreSQL, bytes written by the process on SQLite, where
// each transaction is one wait.
func disk(t *testing.T, server *child, pg *pgtest.Server) func(tickets int) string {
	t.Helper()
	if pg == nil {
		before := written(server.cmd.Process.Pid)
		return func(tickets int) string {
			return fmt.Sprintf("%.1f kB written", (written(server.cmd.Process.Pid)-before)/1000/float64(max(tickets, 1)))
		}
	}
	db := sql.OpenDB(pgdriver.NewConnector(pgdriver.WithDSN(pg.AdminURL()), pgdriver.WithInsecure(true)))
	read := func() (rows, bytes, syncs float64) {
		err := db.QueryRow(`SELECT (SELECT sum(tup_inserted + tup_updated + tup_deleted) FROM pg_stat_database), wal_bytes, wal_sync FROM pg_stat_wal`).
			Scan(&rows, &bytes, &syncs)
		if err != nil {
			t.Error(err)
		}
		return rows, bytes, syncs
	}
	rows, bytes, syncs := read()
	return func(tickets int) string {
		defer db.Close()
		r, b, s := read()
		n := float64(max(tickets, 1))
		return fmt.Sprintf("%.1f rows inserted, changed or deleted, %.1f kB of log, %.2f waits for the disk", (r-rows)/n, (b-bytes)/1000/n, (s-syncs)/n)
	}
}

// written is how many bytes the process has written to disk.
func written(pid int) float64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/io", pid))
	if err != nil {
		return math.NaN()
	}
	for line := range strings.Lines(string(raw)) {
		if v, ok := strings.CutPrefix(line, "write_bytes: "); ok {
			n, _ := strconv.ParseFloat(strings.TrimSpace(v), 64)
			return n
		}
	}
	return math.NaN()
}
func row(t *testing.T, name string, l load, allocs, rss float64) {
	t.Logf("%-28s %10.0f %10s %10s %12.0f %10.1f", name, l.perSecond, l.p50.Round(10*time.Microsecond), l.p99.Round(10*time.Microsecond), allocs, rss)
}

// backlog tells how the confirmations kept up: they go out beside the intake.
func backlog(t *testing.T, server *child, database string) {
	start := time.Now()
	for server.stats(t, "")["outbox"] > 0 {
		if time.Since(start) > 5*time.Minute {
			t.Fatalf("%s: confirmations are still going out after %s", database, time.Since(start))
		}
		time.Sleep(100 * time.Millisecond)
	}
	t.Logf("%s: the last confirmation went out %s after the last request", database, time.Since(start).Round(100*time.Millisecond))
}
