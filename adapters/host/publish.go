package host

import (
	"context"
	"fmt"
	"io/fs"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
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

// publish takes a tenant's regulation from the rules folder and activates it,
// unless that is not called for:
//   - it is active already;
//   - the folder is as it was when this process looked last, and only its files were
//     written anew;
//   - it was active once, and then somebody has chosen another edition by the API or
//     rolled it back. A restart must not undo that. Who wants it back activates it,
//     or changes the folder while it is watched.
func (h *Host) publish(ctx context.Context, id engine.TenantID, folder fs.FS, reason string) error {
	bundle, err := rules.ReadBundle(folder, string(id))
	if err != nil {
		return err
	}
	edition, err := bundle.Edition()
	if err != nil {
		return err
	}
	release, err := h.editions.take(ctx)
	if err != nil {
		return err
	}
	defer release()
	head, err := h.store.Head(ctx, id)
	if err != nil {
		return err
	}
	switch before := h.editions.inFolder(id); {
	case head.Active == edition:
		h.registry.SetActive(id, edition)
	case before == edition:
	default:
		if before == "" {
			if stays, err := h.wasReplaced(ctx, id, edition, head.Active); stays || err != nil {
				return err
			}
		}
		if _, err := h.activate(ctx, id, wish{bundle: bundle, edition: edition, actor: rulesFolderActor, reason: reason}); err != nil {
			return err
		}
	}
	h.editions.sawInFolder(id, edition)
	return nil
}

// wasReplaced reports whether somebody has chosen another edition than the one that
// the rules folder still holds, and says so.
func (h *Host) wasReplaced(ctx context.Context, id engine.TenantID, edition, active engine.EditionID) (bool, error) {
	past, err := h.editions.history(ctx, id)
	if err != nil || !past.replaced(edition) {
		return false, err
	}
	h.editions.sawInFolder(id, edition)
	last := past[len(past)-1]
	h.log.Warn("the rules folder holds an edition that was replaced; the active one stays", "tenant", id, "folder", short(edition),
		"active", short(active), "activated_by", last.actor.ID, "reason", last.reason)
	return true, nil
}

// A wish is for an edition to become the active one.
type wish struct {
	bundle   *rules.Bundle
	edition  engine.EditionID
	actor    engine.Actor
	reason   string
	rollback bool
}

// activate checks an edition all through and makes it the active one: it loads,
// its catalogue makes sense, nobody else has its addresses, its own cases pass, it
// takes nothing away that open tickets need. On any failure the old edition stays.
// Whoever calls it has the turn.
func (h *Host) activate(ctx context.Context, id engine.TenantID, w wish) (warnings rules.Findings, err error) {
	p, err := h.prove(ctx, id, w.bundle)
	if err != nil {
		return nil, err
	}
	obstacles, inUse, err := h.editions.inUse(ctx, id, p.reg, mainFile(id, w.bundle))
	if err == nil {
		err = obstacles.Err()
	}
	if err != nil {
		p.prog.Close()
		return nil, err
	}
	h.registry.Keep(id, w.edition, p.reg, p.prog)
	if err := h.keep(ctx, id, w.edition, w.bundle, h.clock.Now()); err != nil {
		return nil, err
	}
	cmd := engine.Command{
		ID:     engine.CommandID(fmt.Sprintf("activate/%s/%d", w.edition, h.clock.Lease().UnixNano())),
		Tenant: id, Actor: w.actor, Audience: engine.ForStaff,
		Data: engine.Fields{"edition": string(w.edition), "reason": w.reason, "regulation": p.reg.ID},
	}
	if w.rollback {
		cmd.Data["rollback"] = true
	}
	if _, err := h.engine.Activate(ctx, cmd, w.edition); err != nil {
		return nil, err
	}
	h.registry.SetActive(id, w.edition)
	for _, f := range inUse {
		h.log.Warn("an edition lacks what open tickets have", "tenant", id, "finding", f.String())
	}
	h.log.Info("a regulation was activated", "tenant", id, "edition", short(w.edition), "clauses", len(p.reg.Clauses), "reason", w.reason)
	return append(p.warnings, inUse...), nil
}

// keep stores an edition.
func (h *Host) keep(ctx context.Context, id engine.TenantID, edition engine.EditionID, bundle *rules.Bundle, at time.Time) error {
	raw, err := bundle.Encode()
	if err != nil {
		return err
	}
	return h.store.PutEdition(ctx, id, edition, raw, at)
}
