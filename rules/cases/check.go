package cases

import (
	"context"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"github.com/reglament/reglament/engine"
)

// checks holds what a step has brought against what was expected.
type checks struct {
	*play
	step   *Step
	expect *Expect
	events []engine.Event
	err    error
	before engine.TicketID
	ticket engine.Ticket
}

func (c *checks) failf(format string, args ...any) { c.play.failf(c.expect.line, format, args...) }

func (c *checks) all(ctx context.Context) {
	e := c.expect
	if c.world.current != "" {
		var err error
		if c.ticket, err = c.world.ticket(); err != nil {
			c.failf("%v", err)
			return
		}
	}
	c.refusal()
	c.values()
	c.tickets()
	c.messages()
	c.clauses()
	c.deadlines()
	c.timers()
	c.acts()
	c.audiences()
	c.shown(ctx)
	if e.Event != "" {
		if len(c.events) == 0 || c.events[len(c.events)-1].Kind != e.Event {
			c.failf("the last event is %v, want %s", kinds(c.events), e.Event)
		}
	}
}

func kinds(events []engine.Event) []string {
	out := make([]string, len(events))
	for i := range events {
		out[i] = events[i].Kind
	}
	return out
}

func (c *checks) values() {
	e := c.expect
	if e.Number != "" && c.ticket.Number != e.Number {
		c.failf("number is %q, want %q", c.ticket.Number, e.Number)
	}
	if e.Status != "" && c.ticket.Facets["status"] != e.Status {
		c.failf("status is %q, want %q", c.ticket.Facets["status"], e.Status)
	}
	for _, name := range slices.Sorted(maps.Keys(e.Fields)) {
		want, err := engine.Clean(e.Fields[name], nil)
		if err != nil {
			c.failf("field %s: %v", name, err)
		}
		if got := c.ticket.Fields[name]; !reflect.DeepEqual(got, want) && !(got == nil && want == "") {
			c.failf("field %s is %v, want %v", name, got, want)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.Facets)) {
		if got := c.ticket.Facets[name]; got != e.Facets[name] {
			c.failf("facet %s is %q, want %q", name, got, e.Facets[name])
		}
	}
}

func (c *checks) tickets() {
	e := c.expect
	if e.Tickets != nil {
		all, err := c.world.store.Tickets(tenant)
		if err != nil || len(all) != *e.Tickets {
			c.failf("there are %d tickets%s, want %d", len(all), because(err), *e.Tickets)
		}
	}
	if e.Same != "" && c.world.current != c.world.names[e.Same] {
		c.failf("it went to ticket %s, want %s", c.ticket.Number, e.Same)
	}
	c.links()
	if e.Follows != "" {
		want := engine.Link{Relation: "follows", Ticket: c.world.names[e.Follows]}
		if !slices.Contains(c.ticket.Links, want) {
			c.failf("ticket %s is linked to %v, want it to follow %s", c.ticket.Number, c.ticket.Links, e.Follows)
		}
	}
}

func (c *checks) links() {
	for _, as := range slices.Sorted(maps.Keys(c.expect.Links)) {
		var got []string
		for _, l := range c.ticket.Links {
			if l.Relation == as {
				other, _ := c.world.store.Ticket(context.Background(), tenant, l.Ticket)
				got = append(got, other.Number)
			}
		}
		if !slices.Equal(got, c.expect.Links[as]) {
			c.failf("%s of %s are %v, want %v", as, c.ticket.Number, got, c.expect.Links[as])
		}
	}
}

// audiences checks who sees the ticket, and the first event of the step.
func (c *checks) audiences() {
	for _, who := range slices.Sorted(maps.Keys(c.expect.Visible)) {
		if got := engine.Visible(c.world.actor(who), c.ticket.Audience); got != c.expect.Visible[who] {
			c.failf("%s sees the ticket: %v, want %v", who, got, c.expect.Visible[who])
		}
	}
	for _, who := range slices.Sorted(maps.Keys(c.expect.Sees)) {
		if len(c.events) == 0 {
			c.failf("nothing was recorded that %s could see", who)
			continue
		}
		if got := engine.Visible(c.world.actor(who), c.events[0].Audience); got != c.expect.Sees[who] {
			c.failf("%s sees it: %v, want %v", who, got, c.expect.Sees[who])
		}
	}
}

func (c *checks) clauses() {
	caused := map[engine.ClauseID]bool{}
	var notes []string
	for i := range c.events {
		for _, op := range c.events[i].Body.Ops {
			caused[op.Clause] = true
			if op.Kind == engine.OpNote {
				notes = append(notes, op.Name)
			}
		}
	}
	for _, id := range c.expect.Clauses {
		if !caused[engine.ClauseID(id)] {
			c.failf("clause %s caused nothing; these did: %v", id, slices.Sorted(maps.Keys(caused)))
			continue
		}
		if _, ok := c.world.reg.Clause(engine.ClauseID(id)); !ok {
			c.failf("there is no clause %s", id)
		}
		c.cover(engine.ClauseID(id))
	}
	for _, id := range c.expect.Not {
		if caused[engine.ClauseID(id)] {
			c.failf("clause %s caused something", id)
		}
	}
	for _, want := range c.expect.Notes {
		if !slices.Contains(notes, want) {
			c.failf("notes are %v, want %s among them", notes, want)
		}
	}
}

// because says why, if something failed.
func because(err error) string {
	if err == nil {
		return ""
	}
	return fmt.Sprintf(" (%v)", err)
}
