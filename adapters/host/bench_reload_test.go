//go:build bench

package host

import (
	"net/http"
	"testing"
	"time"
)

// TestBenchReload measures how requests fare while the edition that decides about
// them changes twice a second: 8 clients at an even pace.
func TestBenchReload(t *testing.T) {
	d := benchTime(t)
	s := startServer(t, nil)
	ids := s.twoEditions(t)
	request := paced(forms(s.URL(), s.token(t, "prots", "intake")))
	measure := func(name string) load {
		l := hammer(8, d, request, http.StatusCreated)
		t.Logf("%-34s %10.0f %10s %10s", name, l.perSecond, l.p50.Round(10*time.Microsecond), l.p99.Round(10*time.Microsecond))
		if l.failed > 0 {
			t.Errorf("%s: %d requests failed", name, l.failed)
		}
		return l
	}
	t.Logf("%-34s %10s %10s %10s", "8 clients, 50 requests/s each", "requests/s", "p50", "p99")
	measure("warming up")
	for round := range 3 {
		before := measure("the edition stays")
		stop, ended := make(chan struct{}), make(chan int)
		go func() {
			changes := 0
			defer func() { ended <- changes }()
			for tick := time.NewTicker(500 * time.Millisecond); ; changes++ {
				select {
				case <-stop:
					return
				case <-tick.C:
				}
				if err := s.change(t.Context(), round*1000+changes*2%4, ids); err != nil {
					t.Error(err)
					return
				}
				if err := s.change(t.Context(), round*1000+changes*2%4+1, ids); err != nil {
					t.Error(err)
					return
				}
			}
		}()
		during := measure("the edition changes")
		close(stop)
		t.Logf("  %d changes; p99 %.2f of that without", 2*<-ended, float64(during.p99)/float64(before.p99))
	}
	asked := time.Now()
	if err := s.change(t.Context(), 0, ids); err != nil {
		t.Fatal(err)
	}
	activated := time.Since(asked)
	status, _, number := s.file(t, s.token(t, "prots", "intake"), "after@mail.example")
	t.Logf("an activation of PROTS without its cases takes %s; the next request (%d) is %s after %s", activated.Round(time.Millisecond),
		status, number, time.Since(asked).Round(time.Millisecond))
}
