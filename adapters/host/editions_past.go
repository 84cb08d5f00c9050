package host

import (
	"context"
	"slices"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

// past is what the log says of a tenant's editions, in order.
type past struct {
	activations []activation
	canaries    []trial
}

// activation is an event that made an edition the active one.
type activation struct {
	at       time.Time
	edition  engine.EditionID
	actor    engine.Actor
	reason   string
	rollback bool
}

// trial is an event that made an edition the canary, or ended that.
type trial struct {
	activation
	seq   int64
	share int
}

// rulesFolderActor is who activates what the rules folder holds.
var rulesFolderActor = engine.Actor{Kind: engine.System, ID: "rules folder"}

func (a *activation) by(actor engine.Actor) bool {
	return a.actor.Kind == actor.Kind && a.actor.ID == actor.ID
}

func (s *Shelf) history(ctx context.Context, tenant engine.TenantID) (p past, err error) {
	activated, err := s.Store.OwnEvents(ctx, tenant, engine.KindActivated)
	if err != nil {
		return p, err
	}
	for i := range activated {
		p.activations = append(p.activations, activationOf(&activated[i]))
	}
	tried, err := s.Store.OwnEvents(ctx, tenant, engine.KindCanary)
	for i := range tried {
		e := &tried[i]
		p.canaries = append(p.canaries, trial{activation: activationOf(e), seq: e.Seq, share: int(e.Body.Data.Int("share"))})
	}
	return p, err
}

func activationOf(e *engine.Event) activation {
	return activation{at: e.At, edition: e.Edition, actor: e.Actor, reason: e.Body.Data.String("reason"), rollback: e.Body.Data.Bool("rollback")}
}

// canary is the event that has made the canary what it is; nil if there is none.
func (p *past) canary(head *engine.Head) *trial {
	if n := len(p.canaries); n > 0 && head.Canary.Edition != "" && p.canaries[n-1].edition == head.Canary.Edition {
		return &p.canaries[n-1]
	}
	return nil
}

// tell writes into an edition when, by whom and why it was activated.
func (p *past) tell(e *httpapi.Edition) {
	for i := range p.activations {
		a := &p.activations[i]
		if string(a.edition) != e.ID {
			continue
		}
		if e.FirstActive == nil {
			e.FirstActive = &a.at
		}
		e.By = &httpapi.EditionBy{Kind: string(a.actor.Kind), ID: a.actor.ID}
		e.Reason, e.LastActive = a.reason, nil
		if i+1 < len(p.activations) {
			e.LastActive = &p.activations[i+1].at
		}
	}
}

// before is the edition that a rollback goes back to. What was rolled back is
// forgotten: a second rollback goes further back, never to it. Some editions may be
// barred from being gone back to.
func (p *past) before(barred ...engine.EditionID) (engine.EditionID, bool) {
	var stack []engine.EditionID
	for i := range p.activations {
		a := &p.activations[i]
		if a.rollback && slices.Contains(stack, a.edition) {
			for stack[len(stack)-1] != a.edition {
				stack = stack[:len(stack)-1]
			}
		}
		if n := len(stack); n == 0 || stack[n-1] != a.edition {
			stack = append(stack, a.edition)
		}
	}
	for i := len(stack) - 2; i >= 0; i-- {
		if !slices.Contains(barred, stack[i]) && stack[i] != stack[len(stack)-1] {
			return stack[i], true
		}
	}
	return "", false
}

// replaced reports whether an edition was active and then somebody chose another
// one, by a door and not through the rules folder.
func (p *past) replaced(edition engine.EditionID) bool {
	last := -1
	for i := range p.activations {
		if p.activations[i].edition == edition {
			last = i
		}
	}
	return last >= 0 && slices.ContainsFunc(p.activations[last+1:], func(a activation) bool { return !a.by(rulesFolderActor) })
}

// editions are those that were ever active or canaries, each once. Only they can
// have tickets.
func (p *past) editions() []engine.EditionID {
	var out []engine.EditionID
	add := func(id engine.EditionID) {
		if id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for i := range p.activations {
		add(p.activations[i].edition)
	}
	for i := range p.canaries {
		add(p.canaries[i].edition)
	}
	return out
}

// openStatuses are the statuses in which a ticket of the tenant may be open: what
// an edition calls final, another may not. A ticket that waits for its first
// decision has none.
func (s *Shelf) openStatuses(ctx context.Context, tenant engine.TenantID, p *past) []string {
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

// standing is what there is to know of a tenant's editions at one time.
type standing struct {
	tenant engine.TenantID
	head   engine.Head
	past   past
	open   []sqlstore.TicketCount // of open tickets
}

func (s *Shelf) standing(ctx context.Context, tenant engine.TenantID) (*standing, error) {
	st := &standing{tenant: tenant}
	if err := s.refresh(ctx, st); err != nil {
		return nil, err
	}
	counts, err := s.Store.CountTickets(ctx, tenant, s.openStatuses(ctx, tenant, &st.past))
	st.open = slices.DeleteFunc(counts, func(c sqlstore.TicketCount) bool {
		return s.outline(ctx, tenant, engine.EditionID(c.Edition)).statuses[c.Status]
	})
	return st, err
}

// refresh reads anew what a change of editions changes.
func (s *Shelf) refresh(ctx context.Context, st *standing) (err error) {
	if st.head, err = s.Store.Head(ctx, st.tenant); err != nil {
		return err
	}
	st.past, err = s.history(ctx, st.tenant)
	return err
}
