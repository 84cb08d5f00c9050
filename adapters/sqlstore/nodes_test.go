package sqlstore

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// patience is how long a test waits for what must come.
const patience = 20 * time.Second

// TestTwoNodesShareOneDatabase lets two stores stand for two processes: both take
// commands, and of timers and deliveries each is worked once.
func TestTwoNodesShareOneDatabase(t *testing.T) {
	dsn := server.Database(t)
	first, second := openStore(t, dsn, acme), openStore(t, dsn)
	nodes := []*enginetest.Rig{enginetest.NewRig(t, first, acme), enginetest.NewRig(t, second)}
	const tickets = 60
	var wg sync.WaitGroup
	for i := range tickets {
		wg.Go(func() {
			if _, err := nodes[i%2].Do(t.Context(), letter(fmt.Sprintf("c%d", i), 10)); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, n := range nodes {
		n.Clock.Advance(time.Minute)
	}
	// Both look for work at the same time, and again until there is none.
	for round := 0; round < 20 && (left(t, first, "outbox") > 0 || left(t, first, "wakes") > 0); round++ {
		for _, n := range nodes {
			wg.Go(func() {
				if _, err := n.DeliverDue(t.Context()); err != nil {
					t.Error(err)
				}
			})
			wg.Go(func() {
				if _, err := n.FireDue(t.Context()); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
	}
	sent := map[string]int{}
	for _, n := range nodes {
		for _, d := range n.Sender.Sent() {
			sent[string(d.Ticket)+"/"+string(d.ID)]++
		}
	}
	if len(sent) != tickets {
		t.Errorf("%d messages went out, want %d", len(sent), tickets)
	}
	for id, n := range sent {
		if n != 1 {
			t.Errorf("message %s went out %d times", id, n)
		}
	}
	all, err := first.Tickets(t.Context(), engine.TicketList{Tenant: acme, Limit: 200})
	if err != nil || len(all.Tickets) != tickets {
		t.Fatalf("%d tickets (%v), want %d", len(all.Tickets), err, tickets)
	}
	for _, ticket := range all.Tickets {
		if n := ticket.Fields.Int("fired.a"); n != 1 {
			t.Errorf("the timer of %s has fired %d times", ticket.Number, n)
		}
	}
	enginetest.VerifyLog(t, second, acme)
}

func left(t *testing.T, s *Store, table string) int64 {
	t.Helper()
	var n []int64
	if err := s.db.read(t.Context(), acme, &n, "SELECT count(*) FROM "+table+" WHERE tenant = ?", string(acme)); err != nil {
		t.Fatal(err)
	}
	return n[0]
}

// TestClaimsOfTwoNodesNeverOverlap asks both nodes for work at once, in small
// parts, without doing it.
func TestClaimsOfTwoNodesNeverOverlap(t *testing.T) {
	dsn := server.Database(t)
	stores := []*Store{openStore(t, dsn, acme), openStore(t, dsn)}
	r := enginetest.NewRig(t, stores[0], acme)
	for i := range 40 {
		if _, err := r.Do(t.Context(), letter(fmt.Sprintf("c%d", i), 10)); err != nil {
			t.Fatal(err)
		}
	}
	now := enginetest.Start.Add(time.Hour)
	claim := engine.Claim{Now: now, LeaseNow: now, LeaseUntil: now.Add(time.Minute), Limit: 3}
	var mu sync.Mutex
	taken := map[string]int{}
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			s := stores[i%2]
			deliveries, err := s.ClaimDeliveries(t.Context(), claim)
			wakes, err2 := s.ClaimWakes(t.Context(), claim)
			if err := errors.Join(err, err2); err != nil {
				t.Error(err)
			}
			mu.Lock()
			defer mu.Unlock()
			for _, d := range deliveries {
				taken["delivery "+string(d.ID)]++
			}
			for _, w := range wakes {
				taken["wake "+string(w.Ticket)]++
			}
		})
	}
	wg.Wait()
	for what, n := range taken {
		if n != 1 {
			t.Errorf("%s was claimed %d times under one lease", what, n)
		}
	}
	if len(taken) < 60 {
		t.Errorf("only %d of 80 were claimed by 20 claims of 3 and 3", len(taken))
	}
}

// TestDatabaseMayGoAndComeBack kills a durable server under load and starts it
// again. What was acknowledged is there, what was not is whole or absent, and the
// stores go on without being opened anew.
func TestDatabaseMayGoAndComeBack(t *testing.T) {
	durable := pgtest.Private(t)
	s := openStore(t, durable.Database(t), acme)
	r := enginetest.NewRig(t, s, acme)
	acknowledged := sync.Map{}
	stop := make(chan struct{})
	var wg sync.WaitGroup
	failed := make(chan error, 1)
	for client := range 4 {
		wg.Go(func() {
			for i := 0; ; i++ {
				select {
				case <-stop:
					return
				default:
				}
				id := fmt.Sprintf("c%d/%d", client, i)
				if err := insist(t, r, letter(id, 10), failed); err != nil {
					t.Errorf("%s: %v", id, err)
					return
				}
				acknowledged.Store(id, true)
			}
		})
	}
	await(t, "some commits", func() bool { return left(t, s, "tickets") > 20 })
	if err := durable.Kill(); err != nil {
		t.Fatal(err)
	}
	select {
	case <-failed: // the loss was noticed
	case <-time.After(patience):
		t.Error("no command has failed without a database")
	}
	if _, err := s.Head(t.Context(), acme); engine.KindOf(err) != engine.Temporary {
		t.Errorf("reading without a database: got %v, want a temporary error", err)
	}
	if err := durable.Restart(t.Context()); err != nil {
		t.Fatal(err)
	}
	var before int64
	await(t, "the store to read again", func() bool {
		head, err := s.Head(t.Context(), acme)
		before = head.Seq
		return err == nil
	})
	await(t, "new commits", func() bool { head, err := s.Head(t.Context(), acme); return err == nil && head.Seq > before+20 })
	close(stop)
	wg.Wait()
	seen := map[engine.CommandID]bool{}
	for after := int64(0); ; {
		events, err := s.Events(t.Context(), acme, after, 500)
		if err != nil {
			t.Fatal(err)
		}
		if len(events) == 0 {
			break
		}
		for _, e := range events {
			if seen[e.Command] {
				t.Errorf("command %s was done twice", e.Command)
			}
			seen[e.Command], after = true, e.Seq
		}
	}
	acknowledged.Range(func(id, _ any) bool {
		if !seen[engine.CommandID(id.(string))] {
			t.Errorf("command %s was acknowledged and is lost", id)
		}
		return true
	})
	n := enginetest.VerifyLog(t, s, acme)
	counts(t, s, map[string]int64{"events": n, "tickets": n - 1, "wakes": n - 1, "outbox": n - 1})
}

// insist does a command until it is acknowledged, as every door's client does.
// Only temporary errors may come in between.
func insist(t *testing.T, r *enginetest.Rig, cmd engine.Command, failed chan<- error) error {
	deadline := time.Now().Add(patience)
	for {
		_, err := r.Do(t.Context(), cmd)
		if err == nil {
			return nil
		}
		if kind := engine.KindOf(err); kind != engine.Temporary || time.Now().After(deadline) {
			return fmt.Errorf("%s: %w", kind, err)
		}
		select {
		case failed <- err:
		default:
		}
		pause(t.Context())
	}
}

// await looks again and again until what must come has come.
func await(t *testing.T, what string, done func() bool) {
	t.Helper()
	for deadline := time.Now().Add(patience); !done(); pause(t.Context()) {
		if time.Now().After(deadline) {
			t.Fatalf("waited %s in vain for %s", patience, what)
		}
	}
}

func pause(ctx context.Context) {
	select {
	case <-ctx.Done():
	case <-time.After(10 * time.Millisecond):
	}
}
