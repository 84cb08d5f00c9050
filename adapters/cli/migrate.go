package cli

import (
	"context"
	"strings"

	"github.com/reglament/reglament/adapters/sqlstore"
)

// migrateCmd brings the schema up to date.
type migrateCmd struct{ place }

// Run migrates.
func (c *migrateCmd) Run(out *output) error {
	applied, err := sqlstore.Migrate(context.Background(), c.url())
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
