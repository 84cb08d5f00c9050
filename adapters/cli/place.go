package cli

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// place is where the data is.
type place struct {
	Data string `help:"Folder of the installation." default:"./data" env:"REGLAMENT_DATA" type:"path"`
	DB   string `help:"Database, if it is not in the data folder: postgres://... or the path of an SQLite file." env:"REGLAMENT_DB" placeholder:"URL"`
}

func (p place) url() string {
	c := host.Config{Data: p.Data, DB: p.DB}
	return c.Database()
}

// open opens the store of an installation that is there, and brings its schema
// up to date if no server runs over it.
func (p place) open(ctx context.Context) (*sqlstore.Store, error) {
	if url := p.url(); !sqlstore.IsPostgres(url) {
		if _, err := os.Stat(strings.TrimPrefix(url, "sqlite://")); errors.Is(err, fs.ErrNotExist) {
			return nil, misused("there is no database at %s; name another place with --data or --db, or start the server there once: reglament serve", url)
		}
	}
	if _, err := sqlstore.Migrate(ctx, p.url()); err != nil {
		return nil, err
	}
	return sqlstore.OpenBeside(ctx, p.url())
}

// tenantOf finds a tenant by its name.
func tenantOf(ctx context.Context, store *sqlstore.Store, name string) (engine.TenantID, error) {
	tenants, err := store.Tenants(ctx)
	if err != nil {
		return "", err
	}
	var known []string
	for _, t := range tenants {
		if string(t.ID) == name {
			return t.ID, nil
		}
		known = append(known, string(t.ID))
	}
	if len(known) == 0 {
		return "", misused("there is no tenant %q: the server makes one of each regulation when it starts, and it has not been started here", name)
	}
	return "", misused("there is no tenant %q; there are %s", name, strings.Join(known, ", "))
}

// candidate is a regulation beside a tenant whose data it is held against.
type candidate struct {
	store  *sqlstore.Store
	tenant engine.TenantID
	prog   plugins.Program
	reg    *rules.Regulation
}

// candidate opens the store, finds the tenant and loads the regulation.
func (p place) candidate(ctx context.Context, tenant string, s source) (*candidate, error) {
	c := &candidate{}
	var err error
	if c.store, err = p.open(ctx); err != nil {
		return nil, err
	}
	if c.tenant, err = tenantOf(ctx, c.store, tenant); err == nil {
		c.prog, c.reg, err = s.load(ctx)
	}
	if err != nil {
		c.store.Close()
		return nil, err
	}
	return c, nil
}

func (c *candidate) close() {
	c.prog.Close()
	c.store.Close()
}

// ownerOf is tenantOf for tokens, which the installation has too.
func ownerOf(ctx context.Context, store *sqlstore.Store, name string) (engine.TenantID, error) {
	if name == host.Installation {
		return sqlstore.Installation, nil
	}
	return tenantOf(ctx, store, name)
}
