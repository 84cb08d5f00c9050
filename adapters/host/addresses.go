package host

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
)

// Addresses knows which tenant takes mail for which address.
type Addresses struct {
	// Tenants lists the hosted companies.
	Tenants func(ctx context.Context) ([]engine.TenantID, error)
	// Rules returns a tenant's active regulation; one without is NotFound.
	Rules func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error)
	// Companies are the client companies in a tenant's directory.
	Companies func(ctx context.Context, tenant engine.TenantID) ([]directory.Company, error)
}

// Of lists the addresses of a tenant under a regulation: those that the
// regulation names, and those that are kept for single client companies.
func (a *Addresses) Of(ctx context.Context, tenant engine.TenantID, reg *rules.Regulation) ([]string, error) {
	companies, err := a.Companies(ctx, tenant)
	if err != nil {
		return nil, err
	}
	return append(reg.Addresses(), directory.Inbound(companies)...), nil
}

// each calls do with every tenant's addresses until it returns false.
func (a *Addresses) each(ctx context.Context, do func(tenant engine.TenantID, addresses []string) bool) error {
	tenants, err := a.Tenants(ctx)
	if err != nil {
		return err
	}
	for _, tenant := range tenants {
		reg, _, err := a.Rules(ctx, tenant, "")
		if engine.KindOf(err) == engine.NotFound {
			continue // it takes no mail yet
		}
		if err != nil {
			return fmt.Errorf("regulation of %s: %w", tenant, err)
		}
		addresses, err := a.Of(ctx, tenant, reg)
		if err != nil {
			return err
		}
		if !do(tenant, addresses) {
			return nil
		}
	}
	return nil
}

// Free refuses addresses that another tenant has.
func (a *Addresses) Free(ctx context.Context, tenant engine.TenantID, wanted []string) error {
	if len(wanted) == 0 {
		return nil
	}
	var taken rules.Findings
	err := a.each(ctx, func(other engine.TenantID, theirs []string) bool {
		for _, address := range wanted {
			if other != tenant && slices.Contains(theirs, address) {
				taken = append(taken, rules.Finding{Message: fmt.Sprintf("the address %s belongs to tenant %s", address, other)})
			}
		}
		return true
	})
	if err != nil {
		return err
	}
	return taken.Err()
}

// Mailbox finds the tenant that takes mail for an address. What stands behind a +
// is the tag. An error means that it cannot be known now.
func (a *Addresses) Mailbox(ctx context.Context, address string) (tenant engine.TenantID, mailbox, tag string, ok bool, err error) {
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	local, tag, _ = strings.Cut(local, "+")
	mailbox = local + "@" + domain
	err = a.each(ctx, func(id engine.TenantID, addresses []string) bool {
		if ok = slices.Contains(addresses, mailbox); ok {
			tenant = id
		}
		return !ok
	})
	return tenant, mailbox, tag, ok && err == nil, err
}
