package cli

import (
	"context"
	"fmt"
	"os"
	"time"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules/directory"
)

// tenantCmd manages the hosted companies.
type tenantCmd struct {
	List   tenantListCmd   `cmd:"" help:"List the hosted companies."`
	Import tenantImportCmd `cmd:"" help:"Add people and companies to a tenant's directory."`
}

type tenantListCmd struct{ place }

// Run lists.
func (c *tenantListCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	type row struct {
		ID      string `json:"id"`
		Edition string `json:"edition"`
		Events  int64  `json:"events"`
	}
	rows := []row{}
	tenants, err := store.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, t := range tenants {
		head, err := store.Head(ctx, t.ID)
		if err != nil {
			return err
		}
		rows = append(rows, row{string(t.ID), string(head.Active), head.Seq})
	}
	return out.result(rows, func() {
		for _, r := range rows {
			out.printf("%-32s edition %.12s  %d events\n", r.ID, r.Edition, r.Events)
		}
	})
}

type tenantImportCmd struct {
	place
	File   string `arg:"" help:"YAML file with principals, companies and parties." type:"existingfile"`
	Tenant string `help:"Tenant, if the file does not name it."`
}

// Help explains the command.
func (tenantImportCmd) Help() string {
	return "Entries with a known id are replaced, none are removed. A running server uses them within seconds."
}

// Run imports.
func (c *tenantImportCmd) Run(out *output) error {
	ctx := context.Background()
	raw, err := os.Open(c.File)
	if err != nil {
		return err
	}
	defer raw.Close()
	f, err := directory.Read(raw)
	if err != nil {
		return fmt.Errorf("%s: %w", c.File, err)
	}
	if c.Tenant != "" {
		f.Tenant = c.Tenant
	}
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	id := engine.TenantID(f.Tenant)
	if _, err := store.Head(ctx, id); err != nil {
		return fmt.Errorf("tenant %q: %w (start the server once to make the tenants of its rules)", id, err)
	}
	if err := c.checkInbound(ctx, store, id, f); err != nil {
		return err
	}
	if err := store.Import(ctx, id, f, time.Now()); err != nil {
		return err
	}
	counts := map[string]int{"principals": len(f.Principals), "companies": len(f.Companies), "parties": len(f.Parties)}
	return out.result(counts, func() {
		out.printf("%s: %d principals, %d companies, %d parties\n", id, len(f.Principals), len(f.Companies), len(f.Parties))
	})
}

// checkInbound refuses an address of ours that another tenant has.
func (c *tenantImportCmd) checkInbound(ctx context.Context, store *sqlstore.Store, id engine.TenantID, f *directory.File) error {
	addresses := host.Addresses{Rules: plugins.NewRegistry(store).Rules, Companies: store.Companies,
		Tenants: func(ctx context.Context) (ids []engine.TenantID, err error) {
			tenants, err := store.Tenants(ctx)
			for _, t := range tenants {
				ids = append(ids, t.ID)
			}
			return ids, err
		}}
	return addresses.Free(ctx, id, directory.Inbound(f.Companies))
}
