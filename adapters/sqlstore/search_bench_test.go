//go:build bench

package sqlstore

import (
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

// TestBenchSearch measures the search over 100,000 tickets with three messages
// each, of two tenants. Words are as frequent as in a language: the n-th is n times
// rarer than the first.
func TestBenchSearch(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		const tickets, messages, vocabulary = 100_000, 3, 30_000
		url := databaseURL(t)
		s := openStore(t, url, acme, other)
		draw := rand.New(rand.NewPCG(1, 2))
		common := rand.NewZipf(draw, 1.1, 4, vocabulary-1)
		begun := time.Now()
		seq := map[engine.TenantID]int64{}
		const batch = 2000
		for n := 0; n < tickets*messages; n += batch {
			tenant := []engine.TenantID{acme, other}[n/batch%2]
			var events []indexed
			for i := range batch {
				seq[tenant]++
				words := []string{fmt.Sprintf("клиент%d", draw.IntN(20_000)), fmt.Sprint(10_000_000_000 + draw.IntN(tickets))}
				for range 25 {
					words = append(words, word(int(common.Uint64())))
				}
				e := &engine.Event{Seq: seq[tenant], Ticket: engine.TicketID(fmt.Sprintf("t%08d", (n+i)/messages))}
				events = append(events, indexed{e, append(desk.Words(strings.Join(words, " ")), desk.TenantMark(tenant))})
			}
			fill(t, s, tenant, events)
		}
		if IsPostgres(url) {
			if _, err := login(t, url).ExecContext(t.Context(), "VACUUM ANALYZE search_events"); err != nil {
				t.Fatal(err)
			}
		}
		t.Logf("%d events indexed in %v", tickets*messages, time.Since(begun).Round(time.Second))
		for name, ask := range map[string]func() string{
			"a name":          func() string { return fmt.Sprintf("клиент%d", draw.IntN(20_000)) },
			"two words":       func() string { return word(20+draw.IntN(200)) + " " + word(20+draw.IntN(2000)) },
			"a frequent word": func() string { return word(draw.IntN(10)) },
			"a beginning":     func() string { return beginning(word(draw.IntN(3000))) },
			"three beginnings": func() string {
				return beginning(word(draw.IntN(50))) + " " + beginning(word(draw.IntN(50))) + " " + beginning(word(draw.IntN(50)))
			},
			"a number": func() string { return fmt.Sprint(10_000_000_000 + draw.IntN(tickets)) },
			"nothing":  func() string { return "неттакого " + word(draw.IntN(50)) },
		} {
			var took []time.Duration
			for range 100 {
				q, _ := desk.Ask(acme, ask())
				q.Limit = 200
				at := time.Now()
				if _, err := s.Search(t.Context(), q); err != nil {
					t.Fatal(err)
				}
				took = append(took, time.Since(at))
			}
			slices.Sort(took)
			t.Logf("%-17s p50 %8v  p95 %8v  p99 %8v", name, took[50].Round(10*time.Microsecond), took[95].Round(10*time.Microsecond), took[99].Round(10*time.Microsecond))
		}
	})
}

// word is the n-th word of a language, the frequent ones first.
func word(n int) string {
	const letters = "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфқәіңғүұөһ"
	all := []rune(letters)
	var w []rune
	for i := n + 1000; i > 0; i /= 13 {
		w = append(w, all[(i*7+len(w)*3)%len(all)])
	}
	return string(w) + string(all[n%13])
}

func beginning(word string) string { return string([]rune(word)[:3]) }

// fill writes words of events that are in no log.
func fill(t *testing.T, s *Store, tenant engine.TenantID, events []indexed) {
	t.Helper()
	err := s.db.change(t.Context(), tenant, func(ctx context.Context, tx bun.Tx) error {
		rows := make([]eventRow, len(events))
		for i, one := range events {
			body := "{}"
			rows[i] = newEventRow(one.event, body)
			rows[i].Tenant, rows[i].Command = string(tenant), fmt.Sprint(one.event.Seq)
			rows[i].Salt = []byte("s")
		}
		for part := range slices.Chunk(rows, 500) {
			if _, err := tx.NewInsert().Model(&part).Exec(ctx); err != nil {
				return err
			}
		}
		return s.db.putWords(ctx, tx, tenant, events)
	})
	if err != nil {
		t.Fatal(err)
	}
}
