package sqlstore

import (
	"context"
	"fmt"
	"io/fs"

	"github.com/uptrace/bun"
	"github.com/uptrace/bun/migrate"
)

func (p *postgres) migrate(ctx context.Context) ([]string, error) {
	return migrateFrom(ctx, p.app, "migrations/postgres")
}

func (s *sqliteDB) migrate(ctx context.Context) ([]string, error) {
	// Nobody else can be migrating a file that is locked to this process: a lock
	// that is still there was left by one that died.
	if _, err := s.writer.ExecContext(ctx, "DROP TABLE IF EXISTS bun_migration_locks"); err != nil {
		return nil, err
	}
	return migrateFrom(ctx, s.writer, "migrations/sqlite")
}

// migrateFrom applies the numbered files of a folder that were not applied yet,
// each in a transaction.
func migrateFrom(ctx context.Context, db *bun.DB, folder string) ([]string, error) {
	sub, err := fs.Sub(migrationFiles, folder)
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
