package cli

import (
	"context"
	"slices"

	"github.com/reglament/reglament/engine"
)

// verifyCmd checks the log.
type verifyCmd struct {
	place
	Tenant []string `help:"Tenants; all by default."`
}

// Help explains the command.
func (verifyCmd) Help() string {
	return "Checks the chain of each tenant's log and that every ticket is the fold of its events. Exit code 1 if anything was altered."
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
	tenants, err := store.Tenants(ctx)
	if err != nil {
		return err
	}
	var all []verified
	broken := 0
	for _, t := range tenants {
		if len(c.Tenant) > 0 && !slices.Contains(c.Tenant, string(t.ID)) {
			continue
		}
		found, err := engine.Audit(ctx, store, store, t.ID, out.progress("verifying "+string(t.ID)))
		if err != nil {
			return err
		}
		if found.Problem != "" {
			broken++
		}
		all = append(all, verified{Tenant: t.ID, Events: found.Events, Tickets: found.Tickets, Erased: found.Erased,
			Hash: found.Hash.String(), Problem: found.Problem})
	}
	err = out.result(all, func() {
		for _, v := range all {
			state := "intact"
			if v.Problem != "" {
				state = v.Problem
			}
			out.printf("%s: %d events, %d tickets, %d bodies erased: %s\n", v.Tenant, v.Events, v.Tickets, v.Erased, state)
		}
	})
	if err == nil && broken > 0 {
		err = findingsError{broken}
	}
	return err
}
