package host

import (
	"context"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
)

// recent tells what is active, and how that came.
func (e *Editions) recent(ctx context.Context, tenant engine.TenantID) (head engine.Head, p past, err error) {
	st := &standing{tenant: tenant}
	err = e.refresh(ctx, st)
	return st.head, st.past, err
}

// rollBackFailing goes back from an edition that fails, if it is the active one, to
// the one before it that was not taken back for the same reason.
func (e *Editions) rollBackFailing(ctx context.Context, tenant engine.TenantID, failing engine.EditionID, reason string) error {
	o := httpapi.Order{Actor: guardActor, Reason: reason, From: string(failing)}
	_, err := e.change(ctx, tenant, o, true, func(st *standing) (engine.EditionID, error) {
		id, ok := st.past.before(st.past.takenBack()...)
		if !ok {
			return "", refused(httpapi.CodeEditionFirst)
		}
		return id, nil
	})
	return err
}

// takenBack are the editions that the guard has rolled back.
func (p *past) takenBack() (out []engine.EditionID) {
	for i := range p.activations {
		if a := &p.activations[i]; i > 0 && a.rollback && a.by(guardActor) {
			out = append(out, p.activations[i-1].edition)
		}
	}
	return out
}

// endFailing ends the canary if it is the edition that fails.
func (e *Editions) endFailing(ctx context.Context, tenant engine.TenantID, failing engine.EditionID, reason string) error {
	o := httpapi.Order{Actor: guardActor, Reason: reason}
	return e.inTurn(ctx, tenant, o, func(ctx context.Context, st *standing) error {
		if st.head.Canary.Edition != failing {
			return &engine.Error{Kind: engine.Conflict, Problems: []engine.Problem{{Code: httpapi.CodeCanaryNone}}}
		}
		return e.host.try(ctx, st, engine.Canary{}, wish{edition: failing, actor: o.Actor, reason: reason})
	})
}
