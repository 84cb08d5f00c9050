package sqlstore_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

var server *pgtest.Server

func TestMain(m *testing.M) { os.Exit(pgtest.Main(m, &server)) }

// open returns a store over the URL with the schema and some tenants.
func open(t testing.TB, databaseURL string, tenants ...engine.TenantID) *sqlstore.Store {
	t.Helper()
	if _, err := sqlstore.Migrate(t.Context(), databaseURL); err != nil {
		t.Fatal(err)
	}
	s, err := sqlstore.Open(t.Context(), databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, id := range tenants {
		create(t, s, id)
	}
	return s
}

func create(t testing.TB, s *sqlstore.Store, id engine.TenantID) {
	t.Helper()
	if err := s.CreateTenant(t.Context(), sqlstore.Tenant{ID: id, Name: string(id), Secret: []byte("s"), Created: enginetest.Start}); err != nil {
		t.Fatal(err)
	}
}

// databases runs a test on both databases.
func databases(t *testing.T, test func(t *testing.T, databaseURL func(t testing.TB) string)) {
	t.Run("sqlite", func(t *testing.T) {
		test(t, func(t testing.TB) string { return filepath.Join(t.TempDir(), "reglament.db") })
	})
	t.Run("postgres", func(t *testing.T) {
		test(t, func(t testing.TB) string { return server.Database(t) })
	})
}

func TestStoreKeepsTheContract(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		enginetest.RunBackend(t, func(t *testing.T) engine.Backend { return open(t, databaseURL(t), "acme", "other") })
	})
}

func TestStorm(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := open(t, databaseURL(t))
		var n atomic.Int64
		enginetest.RunStorm(t, s, func() engine.TenantID {
			id := engine.TenantID(fmt.Sprintf("storm-%d", n.Add(1)))
			create(t, s, id)
			return id
		})
	})
}
