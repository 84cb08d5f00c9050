package host

import (
	"context"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Try implements httpapi.Editions.
func (e *Editions) Try(ctx context.Context, tenant engine.TenantID, name string, share int, o httpapi.Order) (done httpapi.Tried, err error) {
	err = e.inTurn(ctx, tenant, o, func(ctx context.Context, st *standing) error {
		row, err := e.find(ctx, tenant, name)
		if err != nil {
			return err
		}
		if row.ID == st.head.Active {
			return isActive(row.ID)
		}
		done.Warnings = rules.Findings{}
		canary := engine.Canary{Edition: row.ID, Share: share}
		if done.Changed = canary != st.head.Canary; done.Changed {
			done.Warnings, err = e.host.install(ctx, st, wish{edition: row.ID}, func(*rules.Regulation) error {
				return e.host.try(ctx, st, canary, wish{edition: row.ID, actor: o.Actor, reason: o.Reason})
			})
			if err != nil {
				return err
			}
		}
		done.Edition, err = e.told(ctx, st, row.ID)
		return err
	})
	return done, err
}

// isActive refuses to try what is active.
func isActive(id engine.EditionID) error {
	return &engine.Error{Kind: engine.Refused, Problems: []engine.Problem{{Pointer: "/edition", Code: httpapi.CodeEditionActive,
		Values: engine.Fields{"name": short(id)}}}}
}

// EndTry implements httpapi.Editions.
func (e *Editions) EndTry(ctx context.Context, tenant engine.TenantID, o httpapi.Order) (done httpapi.Tried, err error) {
	err = e.inTurn(ctx, tenant, o, func(ctx context.Context, st *standing) error {
		id := st.head.Canary.Edition
		if id == "" {
			return refused(httpapi.CodeCanaryNone)
		}
		done.Changed, done.Warnings = true, rules.Findings{}
		if err := e.host.try(ctx, st, engine.Canary{}, wish{edition: id, actor: o.Actor, reason: o.Reason}); err != nil {
			return err
		}
		done.Edition, err = e.told(ctx, st, id)
		return err
	})
	return done, err
}

// try makes an edition the canary, or ends that where the canary is zero.
func (h *Host) try(ctx context.Context, st *standing, canary engine.Canary, w wish) error {
	cmd := h.editionCommand(st.tenant, "canary", w)
	cmd.Data["share"] = int64(canary.Share)
	if _, err := h.engine.Try(ctx, cmd, canary, st.head); err != nil {
		return err
	}
	h.registry.Stale(st.tenant)
	h.log.Info("new tickets are shared with another edition", "tenant", st.tenant, "edition", short(w.edition), "percent", canary.Share, "reason", w.reason)
	return nil
}
