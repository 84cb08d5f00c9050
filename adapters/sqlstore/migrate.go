package sqlstore

import (
	"context"
	"fmt"
	"io/fs"
	"strings"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/migrate"
)

func (p *postgres) migrate(ctx context.Context) ([]string, error) {
	return migrateFrom(ctx, p.app, migrationFiles, "migrations/postgres")
}

func (s *sqliteDB) migrate(ctx context.Context) ([]string, error) {
	// Nobody else can be migrating a file that is locked to this process: a lock
	// that is still there was left by one that died.
	if _, err := s.writer.ExecContext(ctx, "DROP TABLE IF EXISTS bun_migration_locks"); err != nil {
		return nil, err
	}
	return migrateFrom(ctx, s.writer, migrationFiles, "migrations/sqlite")
}

// migrateFrom applies the numbered files of a folder that were not applied yet,
// each in a transaction.
func migrateFrom(ctx context.Context, db *bun.DB, files fs.FS, folder string) ([]string, error) {
	sub, err := fs.Sub(files, folder)
	if err != nil {
		return nil, err
	}
	migrations := migrate.NewMigrations()
	if err := migrations.Discover(sub); err != nil {
		return nil, err
	}
	m := migrate.NewMigrator(db, migrations, migrate.WithMarkAppliedOnSuccess(true))
	if err := m.Init(ctx); err != nil {
		return nil, fmt.Errorf("prepare: %w", err)
	}
	if err := m.Lock(ctx); err != nil {
		return nil, fmt.Errorf("another process is migrating: %w", err)
	}
	defer m.Unlock(context.WithoutCancel(ctx)) //nolint:errcheck // the next migration would say so
	if err := known(ctx, m); err != nil {
		return nil, err
	}
	group, err := m.Migrate(ctx)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, one := range group.Migrations {
		names = append(names, one.Name)
	}
	return names, nil
}

// known refuses a database that a newer program has migrated: this one would
// read and write rows whose meaning it does not know.
func known(ctx context.Context, m *migrate.Migrator) error {
	newer, err := m.MissingMigrations(ctx)
	if err != nil || len(newer) == 0 {
		return err
	}
	names := make([]string, len(newer))
	for i := range newer {
		names[i] = newer[i].Name
	}
	return fmt.Errorf("the schema is newer than this program, which does not know the migrations %s: run the newer program", strings.Join(names, ", "))
}
