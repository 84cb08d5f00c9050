package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/directory"
)

// publishFolder makes a tenant of each regulation in the rules folder, and
// activates what has changed since the last start. It returns the tenants that
// are new.
func (a *app) publishFolder(ctx context.Context) (created []engine.TenantID, err error) {
	folder := a.rulesFolder()
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("rules folder: %w", err)
	}
	found := 0
	for _, entry := range entries {
		id := engine.TenantID(entry.Name())
		if _, err := fs.Stat(folder, entry.Name()+"/"+plugins.Main); !entry.IsDir() || err != nil {
			continue
		}
		if !id.Valid() {
			return created, fmt.Errorf("rules folder: %q cannot name a tenant: want 2 to 32 small letters, digits or hyphens", id)
		}
		found++
		isNew, err := a.createTenant(ctx, id, string(id))
		if err != nil {
			return created, err
		}
		if isNew {
			created = append(created, id)
		}
		if err := a.publish(ctx, id, folder, "found in the rules folder at start"); err != nil {
			// The edition that is active goes on; a tenant without one cannot be served.
			if _, activeErr := a.registry.Active(ctx, id); activeErr != nil {
				return created, fmt.Errorf("regulation of %s: %w", id, err)
			}
			a.log.Error("a regulation was not activated; the edition before it stays", "tenant", id, "error", err)
		}
	}
	if found == 0 {
		return created, errNoTenants
	}
	return created, nil
}

// publish reads a tenant's regulation from a folder and activates it, unless it
// is the active one already.
func (a *app) publish(ctx context.Context, id engine.TenantID, folder fs.FS, reason string) error {
	bundle, err := rules.ReadBundle(folder, string(id))
	if err != nil {
		return err
	}
	edition, err := bundle.Edition()
	if err != nil {
		return err
	}
	head, err := a.store.Head(ctx, id)
	if err != nil {
		return err
	}
	if head.Active == edition {
		a.registry.SetActive(id, edition)
		return nil
	}
	return a.activate(ctx, id, bundle, edition, engine.Actor{Kind: engine.System, ID: "rules folder"}, reason)
}

// activate checks an edition all through and makes it the active one: it loads,
// its catalogue makes sense, nobody else has its addresses, its own cases pass.
// On any failure the old edition stays.
func (a *app) activate(ctx context.Context, id engine.TenantID, bundle *rules.Bundle, edition engine.EditionID,
	actor engine.Actor, reason string) error {
	prog, err := plugins.Load(ctx, string(id), bundle)
	if err != nil {
		return err
	}
	reg, findings := prog.Compile(rules.Options{})
	if err := errors.Join(findings.Err(), a.runCases(ctx, id, bundle, prog, findings)); err != nil {
		prog.Close()
		return err
	}
	if err := a.checkAddresses(ctx, id, reg); err != nil {
		prog.Close()
		return err
	}
	raw, err := bundle.Encode()
	if err != nil {
		return err
	}
	if err := a.store.PutEdition(ctx, id, edition, raw, a.clock.Now()); err != nil {
		return err
	}
	a.registry.Keep(id, edition, reg, prog)
	cmd := engine.Command{
		ID:     engine.CommandID(fmt.Sprintf("activate/%s/%d", edition, a.clock.Lease().UnixNano())),
		Tenant: id, Actor: actor, Audience: engine.ForStaff,
		Data: engine.Fields{"edition": string(edition), "reason": reason, "regulation": reg.ID},
	}
	if _, err := a.engine.Activate(ctx, cmd, edition); err != nil {
		return err
	}
	a.registry.SetActive(id, edition)
	for _, f := range a.watchers {
		f(id)
	}
	a.log.Info("a regulation was activated", "tenant", id, "edition", edition[:12], "clauses", len(reg.Clauses), "reason", reason)
	return nil
}

// runCases plays the bundle's own cases.
func (a *app) runCases(ctx context.Context, id engine.TenantID, bundle *rules.Bundle, prog plugins.Program, findings rules.Findings) error {
	if findings.Err() != nil {
		return nil // told already
	}
	files, err := cases.Load(bundle.FS(), "cases")
	if err != nil {
		return err
	}
	var errs []error
	for _, f := range files {
		report := cases.Run(ctx, compiler(prog), f, cases.Observer{})
		for _, failure := range report.Failures {
			errs = append(errs, fmt.Errorf("%s/%s:%d: %s", id, f.Path, failure.Line, failure.Message))
		}
	}
	return errors.Join(errs...)
}

func compiler(prog plugins.Program) cases.Compile {
	return func(params map[string]any) (*rules.Regulation, error) {
		reg, findings := prog.Compile(rules.Options{Params: params})
		return reg, findings.Err()
	}
}

// addresses lists the mail addresses of a tenant: those of its regulation, and
// those that it keeps for single client companies.
func (a *app) addresses(ctx context.Context, id engine.TenantID, reg *rules.Regulation) ([]string, error) {
	companies, err := a.store.Companies(ctx, id)
	if err != nil {
		return nil, err
	}
	return append(reg.Addresses(), directory.Inbound(companies)...), nil
}

// checkAddresses refuses a regulation that claims another tenant's mail.
func (a *app) checkAddresses(ctx context.Context, id engine.TenantID, reg *rules.Regulation) error {
	mine, err := a.addresses(ctx, id, reg)
	if err != nil {
		return err
	}
	for _, other := range a.tenantIDs() {
		if other == id {
			continue
		}
		theirs, _, err := a.registry.Rules(ctx, other, "")
		if err != nil {
			continue // it has no regulation yet
		}
		taken, err := a.addresses(ctx, other, theirs)
		if err != nil {
			return err
		}
		for _, address := range mine {
			if slices.Contains(taken, address) {
				return rules.Findings{{Message: fmt.Sprintf("the address %s belongs to tenant %s", address, other)}}
			}
		}
	}
	return nil
}

// mailbox finds the tenant that takes mail for an address. What stands behind a +
// is the tag.
func (a *app) mailbox(ctx context.Context, address string) (id engine.TenantID, mailbox, tag string, ok bool) {
	local, domain, _ := strings.Cut(strings.ToLower(address), "@")
	local, tag, _ = strings.Cut(local, "+")
	mailbox = local + "@" + domain
	for _, id := range a.tenantIDs() {
		reg, _, err := a.registry.Rules(ctx, id, "")
		if err != nil {
			continue
		}
		all, err := a.addresses(ctx, id, reg)
		if err == nil && slices.Contains(all, mailbox) {
			return id, mailbox, tag, true
		}
	}
	return "", mailbox, tag, false
}
