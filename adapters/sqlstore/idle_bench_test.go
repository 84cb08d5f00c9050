//go:build bench

package sqlstore

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

// TestBenchIdleTenants measures what it takes to learn that nothing is to be done
// for 1,000 tenants: by a question about all of them, and by questions about each.
func TestBenchIdleTenants(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t))
		var ids []engine.TenantID
		for i := range 1000 {
			ids = append(ids, engine.TenantID(fmt.Sprintf("idle-%d", i)))
			create(t, s, ids[i])
		}
		for name, ask := range map[string]func() error{
			"about all": func() error {
				if _, err := s.Unindexed(t.Context()); err != nil {
					return err
				}
				_, err := s.Assigning(t.Context())
				return err
			},
			"about each": func() error {
				for _, id := range ids {
					if _, err := s.Index(t.Context(), id, 200); err != nil {
						return err
					}
					if _, err := s.Assignment(t.Context(), id); err != nil {
						return err
					}
				}
				return nil
			},
		} {
			var took []time.Duration
			for range 11 {
				begun := time.Now()
				if err := ask(); err != nil {
					t.Fatal(err)
				}
				took = append(took, time.Since(begun))
			}
			slices.Sort(took)
			t.Logf("%s: p50 %v", name, took[5].Round(10*time.Microsecond))
		}
	})
}
