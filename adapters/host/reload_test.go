package host

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// reloads is how often the edition changes in the test; REGLAMENT_RELOADS says
// otherwise.
const reloads = 1000

// thinks is how long a client waits before its next request, so that there is
// something left of the machine for the changes.
const thinks = 300 * time.Millisecond

// prefixes are how the two editions of the test number their tickets.
var prefixes = [2]string{"SUPPORT-", "HELP-"}

// twoEditions keeps two editions of PROTS that number their tickets differently.
func (s *Server) twoEditions(t *testing.T) (ids [2]engine.EditionID) {
	t.Helper()
	for i, prefix := range prefixes {
		bundle, err := rules.ReadBundle(rules.Shipped, "prots")
		if err != nil {
			t.Fatal(err)
		}
		for name := range bundle.Files {
			if strings.HasPrefix(name, "cases/") { // they know the one prefix
				delete(bundle.Files, name)
			}
		}
		const main = "regulation.lua"
		bundle.Files[main] = bytes.Replace(bundle.Files[main], []byte(prefixes[0]), []byte(prefix), 1)
		up, err := s.editions.Upload(t.Context(), "prots", bundle)
		if err != nil {
			t.Fatal(err)
		}
		ids[i] = engine.EditionID(up.Edition.ID)
	}
	return ids
}

// change activates the other edition, or goes back to it.
func (s *Server) change(ctx context.Context, i int, ids [2]engine.EditionID) error {
	order := httpapi.Order{Actor: engine.Actor{Kind: engine.Staff, ID: "admin"}, Reason: "change " + strconv.Itoa(i)}
	if i%4 == 3 {
		_, err := s.editions.Rollback(ctx, "prots", order)
		return err
	}
	_, err := s.editions.Activate(ctx, "prots", string(ids[i%2]), order)
	return err
}

// TestEditionsChangeAThousandTimesUnderLoad: while 32 clients file requests, no
// ticket is lost, doubled, or decided by something of both editions.
func TestEditionsChangeAThousandTimesUnderLoad(t *testing.T) {
	times := reloads
	if s := os.Getenv("REGLAMENT_RELOADS"); s != "" {
		times, _ = strconv.Atoi(s)
	}
	for _, database := range []string{"sqlite", "postgres"} {
		t.Run(database, func(t *testing.T) {
			db := ""
			if database == "postgres" {
				db = pgtest.Private(t).Database(t)
				times /= 5
			}
			s := startServer(t, func(c *Config) { c.DB = db })
			ids := s.twoEditions(t)
			if err := s.change(t.Context(), 0, ids); err != nil {
				t.Fatal(err)
			}
			token := s.token(t, "prots", "intake")
			stop := make(chan struct{})
			var filed sync.Map
			var count atomic.Int64
			var clients sync.WaitGroup
			for c := range 32 {
				clients.Go(func() {
					for n := 0; ; n++ {
						select {
						case <-stop:
							return
						case <-time.After(thinks):
						}
						status, _, number := s.file(t, token, fmt.Sprintf("c%d.%d@mail.example", c, n))
						if _, twice := filed.LoadOrStore(number, true); status != http.StatusCreated || twice {
							t.Errorf("request %d of client %d: status %d, number %q, given before: %v", n, c, status, number, twice)
							return
						}
						count.Add(1)
					}
				})
			}
			for i := 1; i <= times && !t.Failed(); i++ {
				if err := s.change(t.Context(), i, ids); err != nil {
					t.Errorf("change %d: %v", i, err)
				}
			}
			close(stop)
			clients.Wait()
			s.checkReloaded(t, ids, &filed, count.Load())
			t.Logf("%d changes, %d requests", times, count.Load())
		})
	}
}

// checkReloaded goes through the log: each number that was given stands there once,
// under the edition that was active, and has that edition's form.
func (s *Server) checkReloaded(t *testing.T, ids [2]engine.EditionID, filed *sync.Map, count int64) {
	t.Helper()
	prefix := map[engine.EditionID]string{ids[0]: prefixes[0], ids[1]: prefixes[1]}
	var active engine.EditionID
	editions := map[engine.TicketID]engine.EditionID{}
	opened := int64(0)
	for e := range s.history(t, "prots") {
		switch {
		case e.Kind == engine.KindActivated:
			active = e.Edition
		case e.Version == 1:
			opened++
			editions[e.Ticket] = e.Edition
			if _, known := filed.Load(e.Number); e.Edition != active || e.Body.Fault != "" || !strings.HasPrefix(e.Number, prefix[active]) || !known {
				t.Errorf("event %d opens %q under %.12s while %.12s is active (fault %q, told to a client: %v)", e.Seq, e.Number, e.Edition, active, e.Body.Fault, known)
			}
		case e.Ticket != "" && e.Edition != editions[e.Ticket]:
			t.Errorf("event %d (%s) is decided by %.12s, its ticket kept under %.12s", e.Seq, e.Kind, e.Edition, editions[e.Ticket])
		}
	}
	if opened != count {
		t.Errorf("%d tickets for %d requests", opened, count)
	}
}
