package cli

import (
	"context"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/adapters/sqlstore"
)

// place is where the data is.
type place struct {
	Data string `help:"Folder of the installation." default:"./data" env:"REGLAMENT_DATA" type:"path"`
	DB   string `help:"Database, if it is not in the data folder." env:"REGLAMENT_DB" placeholder:"URL"`
}

func (p place) url() string {
	c := host.Config{Data: p.Data, DB: p.DB}
	return c.Database()
}

// open opens the store, making its schema if nobody has yet.
func (p place) open(ctx context.Context) (*sqlstore.Store, error) {
	if _, err := sqlstore.Migrate(ctx, p.url()); err != nil {
		return nil, err
	}
	return sqlstore.OpenBeside(ctx, p.url())
}
