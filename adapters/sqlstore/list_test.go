package sqlstore

import (
	"fmt"
	"math"
	"slices"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// all reads a list to its end, two at a time.
func all(t *testing.T, s *Store, q engine.TicketList) (numbers []string) {
	t.Helper()
	q.Tenant, q.Limit = acme, 2
	for {
		page, err := s.Tickets(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for i := range page.Tickets {
			numbers = append(numbers, page.Tickets[i].Number)
		}
		if page.Next == "" {
			return numbers
		}
		q.After = page.Next
	}
}

func TestListsAreWhatIsDueFirstAndWhatIsNotDueAtAll(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		r := enginetest.NewRig(t, s, acme)
		for i, seconds := range []int64{300, 0, 100, 200, 0, 400} {
			r.Clock.Advance(time.Second) // ids tell the order by time
			cmd := letter(fmt.Sprint("c", i), 10)
			delete(cmd.Data, "timers")
			if seconds > 0 {
				cmd.Data["timers"] = map[string]any{"a": seconds}
			}
			if _, err := r.Do(t.Context(), cmd); err != nil {
				t.Fatal(err)
			}
		}
		for name, test := range map[string]struct {
			ask  engine.TicketList
			want []string
		}{
			"newest first":   {engine.TicketList{}, []string{"S-015", "S-014", "S-013", "S-012", "S-011", "S-010"}},
			"due first":      {engine.TicketList{ByDue: true}, []string{"S-012", "S-013", "S-010", "S-015"}},
			"not due at all": {engine.TicketList{NoDue: true}, []string{"S-014", "S-011"}},
		} {
			if got := all(t, s, test.ask); !slices.Equal(got, test.want) {
				t.Errorf("%s: %v, want %v", name, got, test.want)
			}
		}
	})
}

func TestHistoryIsReadFromItsEnd(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		r := enginetest.NewRig(t, s, acme)
		populate(t, s, r, acme)
		for i := range 3 {
			again := letter(fmt.Sprint("again", i), 10)
			again.Keys = []engine.Key{engine.NumberKey("S-010")}
			if _, err := r.Do(t.Context(), again); err != nil {
				t.Fatal(err)
			}
		}
		log, err := s.Events(t.Context(), acme, 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		own := map[engine.TicketID][]int64{}
		for i := range log {
			own[log[i].Ticket] = append(own[log[i].Ticket], log[i].Seq)
		}
		delete(own, "")
		longest := engine.TicketID("")
		for id := range own {
			if len(own[id]) > len(own[longest]) {
				longest = id
			}
		}
		seqs := func(tenant engine.TenantID, before int64, limit int) (out []int64) {
			events, err := s.EventsBefore(t.Context(), tenant, longest, before, limit)
			if err != nil {
				t.Fatal(err)
			}
			for i := range events {
				out = append(out, events[i].Seq)
			}
			return out
		}
		want := own[longest]
		last := len(want) - 1
		if last < 1 {
			t.Fatalf("the longest history has the events %v, want some", want)
		}
		if got := seqs(acme, math.MaxInt64, 2); !slices.Equal(got, want[last-1:]) {
			t.Errorf("the last two are %v, want %v", got, want[last-1:])
		}
		if got := seqs(acme, want[last], 1000); !slices.Equal(got, want[:last]) {
			t.Errorf("before the last: %v, want %v", got, want[:last])
		}
		if got := seqs(other, math.MaxInt64, 2); len(got) != 0 {
			t.Errorf("another tenant reads %v", got)
		}
	})
}
