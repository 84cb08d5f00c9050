package host

import (
	"database/sql"
	"strings"
	"testing"

	"github.com/uptrace/bun/driver/pgdriver"

	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
)

// TestNodeRefusesANewerSchema: an old program must not write where a newer one
// has changed the meaning of rows.
func TestNodeRefusesANewerSchema(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		database := sqliteIn(t)
		refusesNewer(t, database, func() (*sql.DB, error) { return sql.Open("sqlite", database) })
	})
	t.Run("postgres", func(t *testing.T) {
		t.Parallel()
		database := pgtest.Private(t).Database(t)
		refusesNewer(t, database, func() (*sql.DB, error) {
			return sql.OpenDB(pgdriver.NewConnector(pgdriver.WithDSN(database), pgdriver.WithInsecure(true))), nil
		})
	})
}

func refusesNewer(t *testing.T, database string, open func() (*sql.DB, error)) {
	t.Helper()
	config := func(c *Config) { c.DB = database }
	stop(t, startServer(t, config))
	db, err := open()
	if err == nil {
		_, err = db.Exec("INSERT INTO bun_migrations (name, group_id, migrated_at) VALUES ('9999', 9, '2030-01-01')")
		db.Close()
	}
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := start(t, config); err == nil || !strings.Contains(err.Error(), "newer than this program") || !strings.Contains(err.Error(), "9999") {
		t.Errorf("got %v, want a refusal that names the unknown migration", err)
	}
}
