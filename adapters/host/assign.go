package host

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/roster"
)

// Times of automatic assignment.
const (
	assignPoll  = time.Second           // how often a tenant is looked at without a hint
	assignPause = 50 * time.Millisecond // between two looks, so that what comes together is read together
	assignLease = 30 * time.Second      // how long a node that says nothing keeps others from assigning
	assignBatch = 200                   // events, or waiting tickets, that are read at once
	// handBack is how long a ticket is not given back to whom a colleague took it off.
	handBack = time.Hour
)

// assigner gives tickets that nobody has to employees, by the rules of each company.
// It follows the log; what could be given to nobody waits until somebody comes on
// shift, is back, or has room again. One node assigns for a tenant at a time.
type assigner struct {
	*Host
	node    string
	tenants map[engine.TenantID]*assigning
	// done is how far each tenant's log was followed, an int64, for others to see.
	done sync.Map
}

// assigning is how far a tenant is.
type assigning struct {
	claimed time.Time
	seq     int64 // the last event that was looked at
	// stamp is what the choice rests on beside the tickets; wake when it changes by
	// itself. waits says that there are tickets which nobody could get.
	stamp string
	wake  time.Time
	waits bool
}

func newAssigner(h *Host) *assigner {
	return &assigner{Host: h, node: rand.Text(), tenants: map[engine.TenantID]*assigning{}}
}

// run assigns until ctx ends.
func (a *assigner) run(ctx context.Context) error {
	return a.follow(ctx, assignPoll, assignPause, a.store.Assigning, func(ctx context.Context, id engine.TenantID) {
		if err := a.pass(ctx, id); err != nil && ctx.Err() == nil {
			delete(a.tenants, id) // what was read and not assigned is looked for anew
			a.log.Error("tickets could not be assigned; it is tried again", "tenant", id, "error", err)
		}
	})
}

// pass takes one tenant to the end of its log.
func (a *assigner) pass(ctx context.Context, id engine.TenantID) error {
	settings, err := a.store.Assignment(ctx, id)
	if err != nil || len(settings.Rules) == 0 {
		delete(a.tenants, id)
		return err
	}
	if ok, err := a.claim(ctx, id); err != nil || !ok {
		delete(a.tenants, id)
		return err
	}
	c, err := a.crew(ctx, id, settings)
	if err != nil {
		return err
	}
	st, all, err := a.standing(ctx, c)
	if err != nil {
		return err
	}
	touched, err := a.news(ctx, id, st)
	if err != nil {
		return err
	}
	if all || st.waits && len(touched) > 0 {
		err = a.sweep(ctx, c, st)
	} else {
		err = a.each(ctx, c, st, touched)
	}
	if err == nil {
		a.done.Store(id, st.seq)
	}
	return err
}

// followed is the number of the last event of a tenant that was looked at here.
func (a *assigner) followed(id engine.TenantID) int64 {
	seq, _ := a.done.Load(id)
	n, _ := seq.(int64)
	return n
}

// claim makes this node the one that assigns for a tenant, or keeps it so.
func (a *assigner) claim(ctx context.Context, id engine.TenantID) (bool, error) {
	now := a.clock.Lease()
	if st := a.tenants[id]; st != nil && now.Before(st.claimed.Add(assignLease/2)) {
		return true, nil
	}
	ok, err := a.store.ClaimAssignment(ctx, id, a.node, now, now.Add(assignLease))
	if st := a.tenants[id]; st != nil && ok {
		st.claimed = now
	}
	return ok, err
}

// standing is how far the tenant is, and whether all that waits must be looked at:
// because nothing is known yet, or something has changed by which people are chosen.
func (a *assigner) standing(ctx context.Context, c *crew) (st *assigning, all bool, err error) {
	st = a.tenants[c.tenant]
	if st == nil {
		head, err := a.store.Head(ctx, c.tenant)
		if err != nil {
			return nil, false, err
		}
		st = &assigning{seq: head.Seq, claimed: a.clock.Lease()}
		a.tenants[c.tenant] = st
	}
	all = st.stamp != c.stamp || st.waits && !st.wake.IsZero() && !c.now.Before(st.wake)
	st.stamp = c.stamp
	return st, all, nil
}

// news are the tickets that something has happened to since the last time, in the
// order in which it happened.
func (a *assigner) news(ctx context.Context, id engine.TenantID, st *assigning) (tickets []engine.TicketID, err error) {
	seen := map[engine.TicketID]bool{}
	for {
		events, err := a.store.Events(ctx, id, st.seq, assignBatch)
		if err != nil {
			return nil, err
		}
		for i := range events {
			if ticket := events[i].Ticket; ticket != "" && !seen[ticket] {
				seen[ticket] = true
				tickets = append(tickets, ticket)
			}
			st.seq = events[i].Seq
		}
		if len(events) < assignBatch {
			return tickets, nil
		}
	}
}

// each assigns the tickets that something has happened to.
func (a *assigner) each(ctx context.Context, c *crew, st *assigning, ids []engine.TicketID) error {
	for _, id := range ids {
		if _, err := a.assign(ctx, c, st, id); err != nil {
			return err
		}
	}
	return nil
}

// sweep assigns what waits, rule by rule, the oldest tickets first. It ends where
// nobody can get anything more.
func (a *assigner) sweep(ctx context.Context, c *crew, st *assigning) error {
	st.waits, st.wake = false, time.Time{}
	for i := range c.settings.Rules {
		if err := a.sweepRule(ctx, c, st, &c.settings.Rules[i]); err != nil {
			return err
		}
	}
	return nil
}

func (a *assigner) sweepRule(ctx context.Context, c *crew, st *assigning, rule *roster.Rule) error {
	after := engine.TicketID("")
	for {
		page, err := a.waiting(ctx, c, rule, after)
		if err != nil || len(page) == 0 {
			return err
		}
		if some, err := a.anybody(ctx, c, rule); err != nil || !some {
			c.later(st, rule)
			return err
		}
		for i := range page {
			after = page[i].ID
			given, err := a.assign(ctx, c, st, after)
			if err != nil {
				return err
			}
			if given {
				continue
			}
			if some, err := a.anybody(ctx, c, rule); err != nil || !some {
				return err
			}
		}
	}
}

func (a *assigner) waiting(ctx context.Context, c *crew, rule *roster.Rule, after engine.TicketID) ([]engine.Ticket, error) {
	if rule.Queue != "" {
		return a.store.Unassigned(ctx, c.tenant, rule.Queue, after, assignBatch)
	}
	var others []string
	for _, r := range c.settings.Rules {
		if r.Queue != "" {
			others = append(others, r.Queue)
		}
	}
	return a.store.UnassignedElsewhere(ctx, c.tenant, others, after, assignBatch)
}

// anybody reports whether somebody can get tickets of a rule.
func (a *assigner) anybody(ctx context.Context, c *crew, rule *roster.Rule) (bool, error) {
	if !c.open(rule) {
		return false, nil
	}
	all, err := a.candidates(ctx, c, rule, nil, "")
	if err != nil {
		return false, err
	}
	_, ok := roster.Choose(rule.How, all)
	return ok, nil
}

// assignTries is how often a ticket that changes meanwhile is looked at again.
const assignTries = 4

// assign gives a ticket to somebody, if it has nobody and it is staff's turn. It
// reports whether it did.
func (a *assigner) assign(ctx context.Context, c *crew, st *assigning, id engine.TicketID) (bool, error) {
	for range assignTries {
		t, err := a.store.Ticket(ctx, c.tenant, string(id))
		if err != nil || !wantsAssignee(&t) {
			return false, err
		}
		rule := c.settings.For(t.Facets["queue"])
		if rule == nil {
			return false, nil
		}
		choice, grounds, err := a.choose(ctx, c, st, &t, rule)
		if err != nil || choice.To == "" {
			return false, err
		}
		err = a.do(ctx, &t, choice, grounds)
		switch engine.KindOf(err) {
		case engine.Conflict: // somebody was faster: a person's own choice stays
			continue
		case engine.Refused, engine.Invalid, engine.Forbidden:
			a.log.Warn("the regulation lets nobody be assigned", "tenant", c.tenant, "ticket", t.Number, "error", err)
			return false, nil
		}
		return err == nil, err
	}
	return false, nil
}

// wantsAssignee reports whether a ticket is open, staff's to act on, and nobody's.
func wantsAssignee(t *engine.Ticket) bool {
	switch t.Facets["family"] {
	case rules.FamilyDone, rules.FamilyStop:
		return false
	}
	return t.Facets["assignee"] == "" && t.Facets["turn"] == "staff" && t.Number != ""
}

// do is the act of assigning. Its id is made of the ticket and its version: whoever
// tries it again, here or on another node, does nothing.
//
// The turn of somebody absent is used up after it, as an act that loses to a person's
// own must not cost a turn. If the node stops in between, their substitute gets the
// next ticket too.
func (a *assigner) do(ctx context.Context, t *engine.Ticket, choice roster.Choice, grounds engine.Fields) error {
	var head engine.Head
	var err error
	if choice.For != "" {
		if head, err = a.store.Head(ctx, t.Tenant); err != nil {
			return err
		}
	}
	_, err = a.engine.Do(ctx, engine.Command{
		ID: engine.CommandID("assign/" + string(t.ID) + "/" + number(t.Version)), Tenant: t.Tenant, Kind: rules.KindAct, At: a.clock.Now(),
		Actor: rules.Assigner, Ticket: t.ID, Version: t.Version, Cause: t.Seq, Audience: engine.ForStaff,
		Data: engine.Fields{"act": rules.ActAssign, "inputs": map[string]any{"to": choice.To}, "assignment": map[string]any(grounds)},
	})
	if err != nil || choice.For == "" {
		return err
	}
	return a.store.SpendTurn(ctx, t.Tenant, choice.For, head.Seq)
}
