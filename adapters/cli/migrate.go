package cli

import (
	"context"
	"strings"

	"github.com/reglament/reglament/adapters/sqlstore"
)

// migrateCmd brings the schema up to date.
type migrateCmd struct{ place }

// Help explains the command.
func (migrateCmd) Help() string {
	return lesson("Applies the migrations that the database has not had yet, and makes it if there is none. The server does the same "+
		"when it starts; this is for those who want it done beforehand. A database that a newer program has migrated is left alone.",
		codesOfQuery, "reglament migrate", "reglament migrate --data /var/lib/reglament --json")
}

// Run migrates.
func (c *migrateCmd) Run(out *output) error {
	_, end := out.progress("migrating")
	applied, err := sqlstore.Migrate(context.Background(), c.url())
	end()
	if err != nil {
		return err
	}
	if applied == nil {
		applied = []string{}
	}
	return out.result(map[string]any{"applied": applied}, func() {
		if len(applied) == 0 {
			out.printf("the schema is up to date\n")
			return
		}
		out.printf("applied: %s\n", strings.Join(applied, ", "))
	})
}
