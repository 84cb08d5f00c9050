package host

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// publishFolder makes a tenant of each regulation in the rules folder, and
// activates what has changed since the last start. It returns the tenants that
// have got their first regulation.
func (h *Host) publishFolder(ctx context.Context) (started []engine.TenantID, err error) {
	folder := h.rulesFolder()
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		return nil, fmt.Errorf("rules folder %s: %w", h.cfg.Rules, err)
	}
	found := 0
	for _, entry := range entries {
		if !entry.IsDir() || !plugins.IsRegulation(folder, entry.Name()) {
			continue
		}
		found++
		id := engine.TenantID(entry.Name())
		first, err := h.publishAtStart(ctx, id, folder)
		if err != nil {
			return started, err
		}
		if first {
			started = append(started, id)
		}
	}
	if found == 0 {
		return started, errNoTenants
	}
	return started, nil
}

// publishAtStart publishes what the rules folder holds for a tenant and reports
// whether that is its first regulation. What cannot be activated fails only a
// tenant that has nothing else to go on with.
func (h *Host) publishAtStart(ctx context.Context, id engine.TenantID, folder fs.FS) (first bool, err error) {
	if !id.Valid() || id == Installation {
		return false, fmt.Errorf("rules folder: %q cannot name a tenant: want 2 to 32 small letters, digits or hyphens, and not %q", id, Installation)
	}
	if err := h.createTenant(ctx, id, string(id)); err != nil {
		return false, err
	}
	head, err := h.store.Head(ctx, id)
	if err != nil {
		return false, err
	}
	first = head.Active == ""
	err = h.publish(ctx, id, folder, "found in the rules folder at start")
	if err != nil && first {
		return false, fmt.Errorf("regulation of %s:\n%w", id, err)
	}
	if err != nil {
		h.log.Error("a regulation was not activated; the edition before it stays", "tenant", id, "error", err)
	}
	return first, nil
}

// publish reads a tenant's regulation from a folder and activates it, unless it
// is the active one already.
func (h *Host) publish(ctx context.Context, id engine.TenantID, folder fs.FS, reason string) error {
	bundle, err := rules.ReadBundle(folder, string(id))
	if err != nil {
		return err
	}
	edition, err := bundle.Edition()
	if err != nil {
		return err
	}
	head, err := h.store.Head(ctx, id)
	if err != nil {
		return err
	}
	if head.Active == edition {
		h.registry.SetActive(id, edition)
		return nil
	}
	return h.activate(ctx, id, bundle, edition, engine.Actor{Kind: engine.System, ID: "rules folder"}, reason)
}

// activate checks an edition all through and makes it the active one: it loads,
// its catalogue makes sense, nobody else has its addresses, its own cases pass.
// On any failure the old edition stays.
func (h *Host) activate(ctx context.Context, id engine.TenantID, bundle *rules.Bundle, edition engine.EditionID,
	actor engine.Actor, reason string) error {
	prog, reg, err := h.prove(ctx, id, bundle)
	if err != nil {
		return err
	}
	h.registry.Keep(id, edition, reg, prog)
	raw, err := bundle.Encode()
	if err != nil {
		return err
	}
	if err := h.store.PutEdition(ctx, id, edition, raw, h.clock.Now()); err != nil {
		return err
	}
	cmd := engine.Command{
		ID:     engine.CommandID(fmt.Sprintf("activate/%s/%d", edition, h.clock.Lease().UnixNano())),
		Tenant: id, Actor: actor, Audience: engine.ForStaff,
		Data: engine.Fields{"edition": string(edition), "reason": reason, "regulation": reg.ID},
	}
	if _, err := h.engine.Activate(ctx, cmd, edition); err != nil {
		return err
	}
	h.registry.SetActive(id, edition)
	h.log.Info("a regulation was activated", "tenant", id, "edition", edition[:12], "clauses", len(reg.Clauses), "reason", reason)
	return nil
}

// prove loads a bundle and holds it against all that it must keep. What it
// returns is to be closed.
func (h *Host) prove(ctx context.Context, id engine.TenantID, bundle *rules.Bundle) (_ plugins.Program, _ *rules.Regulation, err error) {
	prog, err := h.loader.Load(ctx, string(id), bundle)
	if err != nil {
		return nil, nil, err
	}
	defer func() {
		if err != nil {
			prog.Close()
		}
	}()
	reg, findings := prog.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		return nil, nil, err
	}
	if err := h.addressesFree(ctx, id, reg); err != nil {
		return nil, nil, err
	}
	if err := h.runCases(ctx, id, bundle, prog); err != nil {
		return nil, nil, err
	}
	twin, err := h.loader.Twin(ctx, string(id), bundle)
	if err != nil || twin == nil {
		return prog, reg, err
	}
	defer twin.Close()
	if err := h.runCases(ctx, id, bundle, twin); err != nil {
		return nil, nil, fmt.Errorf("on the interpreter, which must decide the same: %w", err)
	}
	return prog, reg, nil
}

// runCases plays the bundle's own cases.
func (h *Host) runCases(ctx context.Context, id engine.TenantID, bundle *rules.Bundle, prog plugins.Program) error {
	files, err := cases.Load(bundle.FS(), "cases")
	if err != nil {
		return err
	}
	var errs []error
	for _, f := range files {
		report := cases.Run(ctx, cases.Of(prog), f, cases.Observer{})
		for _, failure := range report.Failures {
			errs = append(errs, fmt.Errorf("%s/%s:%d: %s", id, f.Path, failure.Line, failure.Message))
		}
	}
	return errors.Join(errs...)
}

// addressesFree refuses a regulation that claims another tenant's mail.
func (h *Host) addressesFree(ctx context.Context, id engine.TenantID, reg *rules.Regulation) error {
	wanted, err := h.addresses.Of(ctx, id, reg)
	if err != nil {
		return err
	}
	return h.addresses.Free(ctx, id, wanted)
}
