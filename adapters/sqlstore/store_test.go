package sqlstore

import (
	"fmt"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

const acme, other engine.TenantID = "acme", "other"

// server is the tests' PostgreSQL, nil where there is none.
var server *pgtest.Server

func TestMain(m *testing.M) {
	if path := os.Getenv(intruderVariable); path != "" {
		os.Exit(intrude(path))
	}
	os.Exit(pgtest.Main(m, &server))
}

// openStore returns a store over the URL with the schema and some tenants.
func openStore(t testing.TB, databaseURL string, tenants ...engine.TenantID) *Store {
	t.Helper()
	if _, err := Migrate(t.Context(), databaseURL); err != nil {
		t.Fatal(err)
	}
	s, err := Open(t.Context(), databaseURL)
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

func create(t testing.TB, s *Store, id engine.TenantID) {
	t.Helper()
	if err := s.CreateTenant(t.Context(), Tenant{ID: id, Name: string(id), Secret: []byte("s"), Created: enginetest.Start}); err != nil {
		t.Fatal(err)
	}
}

func sqliteFile(t testing.TB) string { return filepath.Join(t.TempDir(), "reglament.db") }

// databases runs a test on both databases.
func databases(t *testing.T, test func(t *testing.T, databaseURL func(t testing.TB) string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, sqliteFile) })
	t.Run("postgres", func(t *testing.T) {
		test(t, func(t testing.TB) string { return server.Database(t) })
	})
}

func TestStoreKeepsTheContract(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		enginetest.RunBackend(t, func(t *testing.T) engine.Backend { return openStore(t, databaseURL(t), acme, other) })
	})
}

func TestStorm(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t))
		var n atomic.Int64
		enginetest.RunStorm(t, s, func() engine.TenantID {
			id := engine.TenantID(fmt.Sprintf("storm-%d", n.Add(1)))
			create(t, s, id)
			return id
		})
	})
}

// letter is a command with something for every table of a commit.
func letter(id string, size int) engine.Command {
	return engine.Command{ID: engine.CommandID(id), Tenant: acme, Kind: "message", Channel: "test",
		Actor: engine.Actor{Kind: engine.Customer, ID: "p1"},
		Keys:  []engine.Key{{Kind: "mid", Value: id, Keep: true}},
		Data: engine.Fields{"set": map[string]any{"text": fmt.Sprintf("%0*d", size, 7)}, "send": []any{"post"},
			"timers": map[string]any{"a": int64(60)}}}
}
