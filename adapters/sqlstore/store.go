package sqlstore

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

//go:embed migrations
var migrationFiles embed.FS

// Store implements engine.Backend, and keeps what stands around tickets: tenants,
// editions, directory, tokens, received mail.
type Store struct {
	db     database
	groups *groups
	cache  directoryCache
	recent recent
}

var _ engine.Backend = (*Store)(nil)

// database is what differs between the two.
type database interface {
	// read runs a query that sees one tenant, and scans its rows.
	read(ctx context.Context, tenant engine.TenantID, dest any, query string, args ...any) error
	// readAll is read for what all tenants have in common.
	readAll(ctx context.Context, dest any, query string, args ...any) error
	// change runs statements for one tenant in a transaction of its own.
	change(ctx context.Context, tenant engine.TenantID, f func(ctx context.Context, tx bun.Tx) error) error
	// changeAll is change for the clock row.
	changeAll(ctx context.Context, f func(ctx context.Context, tx bun.Tx) error) error
	// group begins the transaction of a group of changes of the tenants, locks the
	// ends of their logs, and looks up what the changes could conflict with.
	group(ctx context.Context, tenants []engine.TenantID, changes []*engine.Change) (groupTx, *groupState, error)
	leases
	indexer
	// broken reports whether the error means that no statement will succeed for
	// now, so that there is no sense in trying the parts of a group.
	broken(err error) bool
	// prepare makes ready what needs the schema, and fails without it.
	prepare(ctx context.Context) error
	migrate(ctx context.Context) ([]string, error)
	close() error
}

// groupTx is the transaction of a group of commits.
type groupTx interface {
	heads() map[engine.TenantID]*engine.Head
	// finish writes and commits.
	finish(ctx context.Context, b *batch) error
	abort()
}

// errInUse says that another process runs an engine over an SQLite file.
var errInUse = errors.New("another reglament is serving this database")

// Open opens the database that a URL names for the process that runs an engine
// over it: postgres://..., or the path of an SQLite file. The schema must be
// there already, see Migrate.
func Open(ctx context.Context, databaseURL string) (*Store, error) {
	return open(ctx, databaseURL, true)
}

// OpenBeside opens the database for a tool, while an engine may be running over
// it.
func OpenBeside(ctx context.Context, databaseURL string) (*Store, error) {
	return open(ctx, databaseURL, false)
}

// connectTo is the only place that knows drivers.
func connectTo(databaseURL string, exclusive bool) (db database, workers int, err error) {
	if IsPostgres(databaseURL) {
		db, err = openPostgres(databaseURL)
		return db, 4, err
	}
	db, err = openSQLite(strings.TrimPrefix(databaseURL, "sqlite://"), exclusive)
	return db, 1, err
}

func open(ctx context.Context, databaseURL string, exclusive bool) (*Store, error) {
	db, workers, err := connectTo(databaseURL, exclusive)
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", Redact(databaseURL), err)
	}
	if err := db.prepare(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("the database %s is not ready; has it been migrated? %w", Redact(databaseURL), err), db.close())
	}
	s := &Store{db: db}
	s.groups = newGroups(workers, s.commitAndNote)
	if workers == 1 {
		s.groups.together = true
	}
	return s, nil
}

// IsPostgres reports whether a database URL names a PostgreSQL server.
func IsPostgres(databaseURL string) bool {
	return strings.HasPrefix(databaseURL, "postgres://") || strings.HasPrefix(databaseURL, "postgresql://")
}

// Redact is the URL without its password, for people to read.
func Redact(databaseURL string) string {
	u, err := url.Parse(databaseURL)
	if err != nil {
		return "(unreadable URL)"
	}
	return u.Redacted()
}

// Migrate brings the schema up to date and returns the names of the migrations
// that it applied.
func Migrate(ctx context.Context, databaseURL string) ([]string, error) {
	var db database
	var err error
	if IsPostgres(databaseURL) {
		db, err = openPostgresOwner(databaseURL)
	} else if db, err = openSQLite(strings.TrimPrefix(databaseURL, "sqlite://"), true); errors.Is(err, errInUse) {
		return nil, nil // whoever is serving it has brought it up to date
	}
	if err != nil {
		return nil, fmt.Errorf("open database %s: %w", Redact(databaseURL), err)
	}
	applied, err := db.migrate(ctx)
	if cerr := db.close(); err == nil {
		err = cerr
	}
	if err != nil {
		return applied, fmt.Errorf("migrate %s: %w", Redact(databaseURL), err)
	}
	return applied, nil
}

// Close waits for commits under way and closes the database.
func (s *Store) Close() error {
	s.groups.close()
	return s.db.close()
}

// temporary marks an error of the database as one that may pass. Errors that
// already say what they are stay as they are.
func temporary(err error) error {
	if err == nil || engine.KindOf(err) != engine.Internal {
		return err
	}
	return &engine.Error{Kind: engine.Temporary, Err: err}
}
