package host

import (
	"context"
	"slices"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

// past are a tenant's activations, in order.
type past []activation

// activation is an event that made an edition the active one.
type activation struct {
	at       time.Time
	edition  engine.EditionID
	actor    engine.Actor
	reason   string
	rollback bool
}

// rulesFolderActor is who activates what the rules folder holds.
var rulesFolderActor = engine.Actor{Kind: engine.System, ID: "rules folder"}

func (a *activation) byFolder() bool {
	return a.actor.Kind == rulesFolderActor.Kind && a.actor.ID == rulesFolderActor.ID
}

func (s *Shelf) history(ctx context.Context, tenant engine.TenantID) (past, error) {
	events, err := s.Store.Activations(ctx, tenant)
	if err != nil {
		return nil, err
	}
	out := make(past, len(events))
	for i := range events {
		e := &events[i]
		out[i] = activation{at: e.At, edition: e.Edition, actor: e.Actor, reason: e.Body.Data.String("reason"), rollback: e.Body.Data.Bool("rollback")}
	}
	return out, nil
}

// tell writes into an edition when, by whom and why it was activated.
func (p past) tell(e *httpapi.Edition) {
	for i := range p {
		if string(p[i].edition) != e.ID {
			continue
		}
		a := &p[i]
		if e.FirstActive == nil {
			e.FirstActive = &a.at
		}
		e.By = &httpapi.EditionBy{Kind: string(a.actor.Kind), ID: a.actor.ID}
		e.Reason, e.LastActive = a.reason, nil
		if i+1 < len(p) {
			e.LastActive = &p[i+1].at
		}
	}
}

// before is the edition that a rollback goes back to. What was rolled back is
// forgotten: a second rollback goes further back, never to it.
func (p past) before() (engine.EditionID, bool) {
	var stack []engine.EditionID
	for i := range p {
		switch top := len(stack) - 1; {
		case p[i].rollback && top > 0:
			stack = stack[:top]
		case top < 0 || stack[top] != p[i].edition:
			stack = append(stack, p[i].edition)
		}
	}
	if len(stack) < 2 {
		return "", false
	}
	return stack[len(stack)-2], true
}

// replaced reports whether an edition was active and then somebody chose another
// one, by a door and not through the rules folder.
func (p past) replaced(edition engine.EditionID) bool {
	last := -1
	for i := range p {
		if p[i].edition == edition {
			last = i
		}
	}
	return last >= 0 && slices.ContainsFunc(p[last+1:], func(a activation) bool { return !a.byFolder() })
}

// editions are those that were ever active, each once. Only they can have tickets.
func (p past) editions() []engine.EditionID {
	var out []engine.EditionID
	for i := range p {
		if !slices.Contains(out, p[i].edition) {
			out = append(out, p[i].edition)
		}
	}
	return out
}

// openStatuses are the statuses in which a ticket of the tenant may be open: what
// an edition calls final, another may not. A ticket that waits for its first
// decision has none.
func (s *Shelf) openStatuses(ctx context.Context, tenant engine.TenantID, p past) []string {
	statuses := []string{""}
	for _, id := range p.editions() {
		for status, final := range s.outline(ctx, tenant, id).statuses {
			if !final && !slices.Contains(statuses, status) {
				statuses = append(statuses, status)
			}
		}
	}
	slices.Sort(statuses)
	return statuses
}

// open counts the tenant's open tickets.
func (s *Shelf) open(ctx context.Context, tenant engine.TenantID, p past) ([]sqlstore.TicketCount, error) {
	counts, err := s.Store.CountTickets(ctx, tenant, s.openStatuses(ctx, tenant, p))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(counts, func(c sqlstore.TicketCount) bool {
		return s.outline(ctx, tenant, engine.EditionID(c.Edition)).statuses[c.Status]
	}), nil
}
