package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

// tenantImportCmd fills a tenant's directory.
type tenantImportCmd struct {
	place
	File   string `arg:"" help:"YAML file with principals (employees), companies (clients) and parties (their people)." type:"existingfile"`
	Tenant string `help:"Tenant, if the file does not name it." placeholder:"TENANT"`
}

// Help explains the command.
func (tenantImportCmd) Help() string {
	return lesson("Entries with a known id are replaced, none are removed; nothing is imported if anything is wrong. A running server uses "+
		"them within seconds. A file looks like this:\n\n"+
		"    tenant: prots\n"+
		"    principals:\n"+
		"      - {id: dana, name: Дана Сейтова, email: dana@prots.kz, roles: [operator], shift: {mon: [\"09:00-18:00\"]}}\n"+
		"    assignment:\n"+
		"      - {role: operator, how: turn, shifts: true, limit: 20}\n"+
		"    companies:\n"+
		"      - {id: acme, name: Acme, domains: [acme.kz], inbound: [support@acme.kz]}\n"+
		"    parties:\n"+
		"      - {id: aigul, name: Айгүл, company: acme, addresses: [{kind: email, value: aigul@acme.kz, verified: true}]}",
		codesOfQuery, "reglament tenant import people.yaml --tenant prots")
}

// Run imports.
func (c *tenantImportCmd) Run(out *output) error {
	f, err := c.read()
	if err != nil {
		return err
	}
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	id, err := tenantOf(ctx, store, f.Tenant)
	if err != nil {
		return err
	}
	if err := checkInbound(ctx, store, id, f); err != nil {
		return err
	}
	if err := checkAssignment(ctx, store, id, f); err != nil {
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

func (c *tenantImportCmd) read() (*directory.File, error) {
	raw, err := os.Open(c.File)
	if err != nil {
		return nil, err
	}
	defer raw.Close()
	f, err := directory.Read(raw)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.File, err)
	}
	if c.Tenant != "" {
		f.Tenant = c.Tenant
	}
	if f.Tenant == "" {
		return nil, misused("%s does not name its tenant; say whose it is with --tenant", c.File)
	}
	return f, nil
}

// checkInbound refuses an address of ours that another tenant has.
func checkInbound(ctx context.Context, store *sqlstore.Store, id engine.TenantID, f *directory.File) error {
	addresses := host.Addresses{Rules: plugins.NewRegistry(store, &plugins.Loader{}).Rules, Companies: store.Companies,
		Tenants: func(ctx context.Context) (ids []engine.TenantID, err error) {
			tenants, err := store.Tenants(ctx)
			for _, t := range tenants {
				ids = append(ids, t.ID)
			}
			return ids, err
		}}
	return addresses.Free(ctx, id, directory.Inbound(f.Companies))
}

// checkAssignment refuses rules that name what the company's active regulation and its
// directory do not have.
func checkAssignment(ctx context.Context, store *sqlstore.Store, id engine.TenantID, f *directory.File) error {
	if len(f.Assignment) == 0 {
		return nil
	}
	reg, _, err := plugins.NewRegistry(store, &plugins.Loader{}).Rules(ctx, id, "")
	if err != nil {
		return fmt.Errorf("assignment: the regulation of %s is not known: %w", id, err)
	}
	staff, err := store.Principals(ctx, id)
	if err != nil {
		return err
	}
	err = roster.CheckAgainst(f.Assignment, directory.Known(reg, append(staff, f.Principals...)))
	var wrong *engine.Error
	if !errors.As(err, &wrong) {
		return err
	}
	var all []error
	for _, p := range wrong.Problems {
		all = append(all, fmt.Errorf("assignment%s: %s", strings.TrimPrefix(p.Pointer, "/rules"), rules.Say(p.Code, p.Values, rules.English)))
	}
	return errors.Join(all...)
}
