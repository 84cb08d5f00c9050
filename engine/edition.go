package engine

import (
	"context"
	"fmt"
)

// regulation returns the regulation that decides about w.ticket: the one that it
// is kept under, unless that has not decided anything yet or the transitional
// clause of the active one adopts the ticket.
func (e *Engine) regulation(ctx context.Context, w *work) (Regulation, error) {
	tenant, pinned := w.cmd.Tenant, w.ticket.Edition
	w.adopted = ""
	if w.ticket.undecided() {
		pinned = ""
	}
	chosen, err := e.cfg.Regulations.Choose(ctx, tenant, w.cmd.ID, pinned)
	if err != nil {
		return nil, fmt.Errorf("choose an edition: %w", err)
	}
	reg, err := e.cfg.Regulations.Regulation(ctx, tenant, chosen)
	switch adopter, ok := reg.(Adopter); {
	case err != nil:
	case pinned == "" && w.ticket.Edition != "" && w.ticket.Edition != chosen:
		w.adopted, w.active = ClauseParked, true
	case pinned == "" || chosen == pinned:
	case ok:
		if clause, takes := adopter.Adopts(&w.ticket); takes {
			w.adopted, w.active = clause, true
			break
		}
		fallthrough
	default:
		chosen = pinned
		reg, err = e.cfg.Regulations.Regulation(ctx, tenant, pinned)
	}
	w.edition = chosen
	if err != nil {
		return nil, fmt.Errorf("load edition %q: %w", chosen, err)
	}
	return reg, nil
}

// adopt makes the ticket one of the edition that has decided about it.
func (w *work) adopt() {
	if w.adopted != "" {
		op := Op{Kind: OpEdition, Clause: w.adopted, Audience: ForStaff, Value: string(w.edition)}
		w.decision.Ops = append([]Op{op}, w.decision.Ops...)
	}
}
