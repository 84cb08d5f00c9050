package sqlstore

import (
	"fmt"
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
