package cli

import (
	"context"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

// verifyCmd checks the log.
type verifyCmd struct {
	place
	Tenant []string `help:"Tenants; all by default." placeholder:"TENANT"`
}

// Help explains the command.
func (verifyCmd) Help() string {
	return lesson("Checks the chain of each tenant's log and that every ticket is the fold of its events. The hash that it prints, "+
		"kept elsewhere, shows later that nothing before it was altered. A server may be running.",
		"Exit code 0: intact. 1: something was altered. 2: wrong use, or no such tenant.",
		"reglament verify", "reglament verify --tenant sud --json")
}

// verified is what was found in a tenant's log.
type verified struct {
	Tenant  engine.TenantID `json:"tenant"`
	Events  int64           `json:"events"`
	Tickets int             `json:"tickets"`
	Erased  int             `json:"erased_bodies"`
	Hash    string          `json:"hash"`
	Problem string          `json:"problem,omitempty"`
}

// Run verifies.
func (c *verifyCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	tenants, err := c.tenants(ctx, store)
	if err != nil {
		return err
	}
	all, broken := []verified{}, 0
	for _, id := range tenants {
		done, end := out.progress("verifying " + string(id))
		found, err := engine.Audit(ctx, store, store, id, done)
		end()
		if err != nil {
			return err
		}
		if found.Problem != "" {
			broken++
		}
		all = append(all, verified{Tenant: id, Events: found.Events, Tickets: found.Tickets, Erased: found.Erased,
			Hash: found.Hash.String(), Problem: found.Problem})
	}
	err = out.result(all, func() { printVerified(out, all) })
	if err == nil && broken > 0 {
		err = findingsError{broken}
	}
	return err
}

func (c *verifyCmd) tenants(ctx context.Context, store *sqlstore.Store) (ids []engine.TenantID, err error) {
	for _, name := range c.Tenant {
		id, err := tenantOf(ctx, store, name)
		if err != nil {
			return nil, err
		}
		ids = append(ids, id)
	}
	if len(c.Tenant) > 0 {
		return ids, nil
	}
	tenants, err := store.Tenants(ctx)
	for _, t := range tenants {
		ids = append(ids, t.ID)
	}
	return ids, err
}

func printVerified(out *output, all []verified) {
	for _, v := range all {
		state := "intact"
		if v.Problem != "" {
			state = v.Problem
		}
		out.printf("%s: %d events, %d tickets, %d bodies erased, hash %s: %s\n", v.Tenant, v.Events, v.Tickets, v.Erased, v.Hash, state)
	}
	if len(all) == 0 {
		out.printf("there are no tenants\n")
	}
}
