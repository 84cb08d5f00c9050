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
	first, err = h.publish(ctx, id, folder, "found in the rules folder at start")
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
//
// It reports whether the tenant has had none before, as far as is known.
func (h *Host) publish(ctx context.Context, id engine.TenantID, folder fs.FS, reason string) (first bool, err error) {
	release, err := h.editions.take(ctx)
	if err != nil {
		return true, err
	}
	defer release()
	head, err := h.store.Head(ctx, id)
	if err != nil {
		return true, err
	}
	first = head.Active == ""
	bundle, err := rules.ReadBundle(folder, string(id))
	if err != nil {
		return first, err
	}
	edition, err := bundle.Edition()
	if err != nil {
		return first, err
	}
	if before := h.editions.inFolder(id); head.Active != edition && before != edition {
		st, err := h.editions.standing(ctx, id)
		if err != nil {
			return first, err
		}
		if before == "" && st.past.replaced(edition) {
			h.passedOver(st, edition)
		} else if _, err := h.activate(ctx, st, wish{bundle: bundle, edition: edition, actor: rulesFolderActor, reason: reason}); err != nil {
			return first, err
		}
	}
	h.editions.sawInFolder(id, edition)
	return first, nil
}

// passedOver says that somebody has chosen another edition than the one that the
// rules folder still holds.
func (h *Host) passedOver(st *standing, edition engine.EditionID) {
	last := st.past.activations[len(st.past.activations)-1]
	h.log.Warn("the rules folder holds an edition that was replaced; the active one stays", "tenant", st.tenant, "folder", short(edition),
		"active", short(st.head.Active), "activated_by", last.actor.ID, "reason", last.reason)
}

// A wish is for an edition to become the active one, or the canary.
type wish struct {
	bundle   *rules.Bundle // nil if the edition is kept already
	edition  engine.EditionID
	actor    engine.Actor
	reason   string
	rollback bool
}

// activate checks an edition all through and makes it the active one in the place of
// the one that is. On any failure the old edition stays. Whoever calls it has the
// turn.
func (h *Host) activate(ctx context.Context, st *standing, w wish) (warnings rules.Findings, err error) {
	return h.install(ctx, st, w, func(reg *rules.Regulation) error {
		cmd := h.editionCommand(st.tenant, "activate", w)
		cmd.Data["regulation"] = reg.ID
		if w.rollback {
			cmd.Data["rollback"] = true
		}
		if _, err := h.engine.Activate(ctx, cmd, w.edition, st.head.Active); err != nil {
			return err
		}
		h.log.Info("a regulation was activated", "tenant", st.tenant, "edition", short(w.edition), "clauses", len(reg.Clauses), "reason", w.reason)
		return nil
	})
}

// editionCommand is a command about an edition.
func (h *Host) editionCommand(tenant engine.TenantID, word string, w wish) engine.Command {
	return engine.Command{
		ID:     engine.CommandID(fmt.Sprintf("%s/%s/%d", word, w.edition, h.clock.Lease().UnixNano())),
		Tenant: tenant, Actor: w.actor, Audience: engine.ForStaff,
		Data: engine.Fields{"edition": string(w.edition), "reason": w.reason},
	}
}

// install makes an edition ready to decide, and lets commit say so in the log: it
// loads, its catalogue makes sense, nobody else has its addresses, its own cases pass,
// it takes nothing away that open tickets need.
func (h *Host) install(ctx context.Context, st *standing, w wish, commit func(*rules.Regulation) error) (warnings rules.Findings, err error) {
	if w.bundle == nil {
		if w.bundle, err = h.editions.bundle(ctx, st.tenant, w.edition); err != nil {
			return nil, err
		}
	}
	reg, warned, err := h.prove(ctx, st.tenant, w.edition, w.bundle)
	if err != nil {
		return nil, err
	}
	obstacles, inUse, err := h.editions.inUse(ctx, st, reg, mainFile(st.tenant, w.bundle))
	if err == nil {
		err = obstacles.Err()
	}
	if err != nil {
		return nil, err
	}
	raw, err := w.bundle.Encode()
	if err != nil {
		return nil, err
	}
	keep := func() error { return h.store.PutEdition(ctx, st.tenant, w.edition, raw, h.clock.Now()) }
	if err := keep(); err != nil {
		return nil, err
	}
	if err := commit(reg); err != nil {
		return nil, err
	}
	// An upload on another node may have removed it in the moment before.
	if err := keep(); err != nil {
		return nil, err
	}
	h.registry.Stale(st.tenant)
	for _, f := range inUse {
		h.log.Warn("an edition lacks what open tickets have", "tenant", st.tenant, "finding", f.String())
	}
	return append(append(rules.Findings{}, warned...), inUse...), nil
}

// keep stores an edition.
func (h *Host) keep(ctx context.Context, id engine.TenantID, edition engine.EditionID, bundle *rules.Bundle, at time.Time) error {
	raw, err := bundle.Encode()
	if err != nil {
		return err
	}
	return h.store.PutEdition(ctx, id, edition, raw, at)
}
