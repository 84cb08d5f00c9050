package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// explainCmd explains every decision about a ticket.
type explainCmd struct {
	place
	Number string    `arg:"" help:"The ticket's number, such as SK-000042."`
	Tenant string    `help:"Tenant; needed where several have a ticket of this number." placeholder:"TENANT"`
	At     time.Time `help:"Show it as it was at this instant, RFC 3339, such as 2026-11-23T17:55:00+05:00." format:"2006-01-02T15:04:05Z07:00" placeholder:"INSTANT"`
	Lang   string    `help:"Language of the sentences: kk, ru or en." default:"ru" enum:"kk,ru,en"`
}

// Help explains the command.
func (explainCmd) Help() string {
	return lesson("Prints the ticket's history with every decision in words and the clause behind it, then its deadlines with their proofs, "+
		"and who may do what with it now. With --at all of it as it was at an instant. A server may be running.", codesOfQuery, "reglament explain SK-000001", "reglament explain SK-000001 --tenant sud --lang kk --json", "reglament explain SK-000001 --at 2036-11-23T17:55:00+05:00")
}

// explained is a ticket with all that was decided about it.
type explained struct {
	Tenant    engine.TenantID    `json:"tenant"`
	Number    string             `json:"number"`
	Status    string             `json:"status"`
	Events    []explainedEvent   `json:"events"`
	Deadlines []explainedPromise `json:"deadlines"`
	Acts      []explainedAct     `json:"acts"`
}

type explainedEvent struct {
	Seq       int64              `json:"seq"`
	At        time.Time          `json:"at"`
	Kind      string             `json:"kind"`
	Edition   engine.EditionID   `json:"edition"`
	Facts     engine.Fields      `json:"facts,omitempty"`
	Decisions []explainedOutcome `json:"decisions"`
	Fault     string             `json:"fault,omitempty"`
}

type explainedOutcome struct {
	Clause   engine.ClauseID `json:"clause"`
	Label    string          `json:"label,omitempty"`
	Sentence string          `json:"sentence"`
	Quote    string          `json:"quote,omitempty"`
}

// explainedAct is something that could be done with the ticket, and by whom.
type explainedAct struct {
	ID     string          `json:"id"`
	Label  string          `json:"label"`
	Clause engine.ClauseID `json:"clause"`
	Roles  []string        `json:"roles"`
}

type explainedPromise struct {
	ID     string          `json:"id"`
	Clause engine.ClauseID `json:"clause"`
	State  string          `json:"state"`
	Within string          `json:"within"`
	Due    *time.Time      `json:"due,omitempty"`
	Proof  *worktime.Proof `json:"proof,omitempty"`
}

// Run explains.
func (c *explainCmd) Run(out *output) error {
	ctx := context.Background()
	store, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	ticket, err := c.find(ctx, store)
	if err != nil {
		return err
	}
	_, end := out.progress("explaining")
	defer end()
	registry := plugins.NewRegistry(store, &plugins.Loader{})
	x := explained{Tenant: ticket.Tenant, Number: ticket.Number, Deadlines: []explainedPromise{}}
	then, err := c.events(ctx, store, registry, &ticket, &x)
	if err != nil {
		return err
	}
	reg, _, err := registry.Rules(ctx, then.Tenant, then.Edition)
	if err != nil {
		return err
	}
	x.Status = reg.Label("status/"+then.Facets["status"], c.Lang)
	x.Acts = actsOf(reg, &then, c.Lang)
	if err := x.addDeadlines(reg, &then); err != nil {
		return err
	}
	return out.result(x, func() { c.print(out, &x, reg) })
}

func (x *explained) addDeadlines(reg *rules.Regulation, ticket *engine.Ticket) error {
	deadlines, err := reg.Deadlines(ticket)
	for _, d := range deadlines {
		p := explainedPromise{ID: d.ID, Clause: d.Clause, State: d.State, Within: d.Within, Proof: d.Proof}
		if !d.Due.IsZero() {
			due := d.Due.In(reg.Zone())
			p.Due = &due
		}
		x.Deadlines = append(x.Deadlines, p)
	}
	return err
}

// actsOf lists what may be done with a ticket, each act with the roles that may.
func actsOf(reg *rules.Regulation, ticket *engine.Ticket, lang string) []explainedAct {
	out := []explainedAct{}
	at := map[string]int{}
	add := func(role string, actor engine.Actor) {
		for _, o := range reg.Offers(ticket, actor) {
			i, known := at[o.Act.ID]
			if !known {
				i, at[o.Act.ID] = len(out), len(out)
				out = append(out, explainedAct{ID: o.Act.ID, Label: o.Act.Label.In(lang, reg.Lang), Clause: o.Clause})
			}
			out[i].Roles = append(out[i].Roles, role)
		}
	}
	roles := []string{"operator"}
	for i := range reg.Roles {
		if !slices.Contains(roles, reg.Roles[i].ID) {
			roles = append(roles, reg.Roles[i].ID)
		}
	}
	for _, role := range roles {
		add(role, engine.Actor{Kind: engine.Staff, ID: role, Roles: []string{role}})
	}
	add("customer", engine.Actor{Kind: engine.Customer, ID: ticket.Facets["requester"]})
	return out
}

// find is the one ticket that the number means.
func (c *explainCmd) find(ctx context.Context, store *sqlstore.Store) (engine.Ticket, error) {
	var tenants []engine.TenantID
	if c.Tenant != "" {
		id, err := tenantOf(ctx, store, c.Tenant)
		if err != nil {
			return engine.Ticket{}, err
		}
		tenants = append(tenants, id)
	} else {
		all, err := store.Tenants(ctx)
		if err != nil {
			return engine.Ticket{}, err
		}
		for _, t := range all {
			tenants = append(tenants, t.ID)
		}
	}
	var found []engine.Ticket
	var owners []string
	for _, id := range tenants {
		switch ticket, err := store.Ticket(ctx, id, c.Number); {
		case err == nil:
			found, owners = append(found, ticket), append(owners, string(id))
		case engine.KindOf(err) != engine.NotFound:
			return engine.Ticket{}, err
		}
	}
	switch len(found) {
	case 0:
		return engine.Ticket{}, c.nothing(ctx, store, tenants)
	case 1:
		return found[0], nil
	}
	return engine.Ticket{}, misused("several tenants have a ticket %s; say which of them with --tenant: %s", c.Number, strings.Join(owners, ", "))
}

// nothing says which tickets there are instead.
func (c *explainCmd) nothing(ctx context.Context, store *sqlstore.Store, tenants []engine.TenantID) error {
	var newest []string
	for _, id := range tenants {
		page, err := store.Tickets(ctx, engine.TicketList{Tenant: id, Limit: 1})
		if err != nil {
			return err
		}
		for i := range page.Tickets {
			newest = append(newest, fmt.Sprintf("%s of %s", page.Tickets[i].Number, id))
		}
	}
	if len(newest) == 0 {
		return misused("there is no ticket %s; there are no tickets yet", c.Number)
	}
	return misused("there is no ticket %s; the newest are %s", c.Number, strings.Join(newest, ", "))
}

// events explains the events up to the instant that is asked for, and returns
// the ticket as it was then.
func (c *explainCmd) events(ctx context.Context, store *sqlstore.Store, registry *plugins.Registry, ticket *engine.Ticket, x *explained) (engine.Ticket, error) {
	var fold engine.Ticket
	x.Events = []explainedEvent{}
	for after := int64(0); ; {
		events, err := store.TicketEvents(ctx, ticket.Tenant, ticket.ID, after, 200)
		if err != nil || len(events) == 0 {
			return fold, err
		}
		for i := range events {
			e := &events[i]
			if after = e.Seq; !c.At.IsZero() && e.At.After(c.At) {
				if fold.Version == 0 {
					return fold, misused("ticket %s was not there yet: it is of %s", ticket.Number, e.At.In(c.At.Location()).Format(time.RFC3339))
				}
				return fold, nil
			}
			explained, err := c.event(ctx, registry, e)
			if err != nil {
				return fold, err
			}
			x.Events = append(x.Events, explained)
			fold = engine.Apply(fold, e)
		}
	}
}

func (c *explainCmd) event(ctx context.Context, registry *plugins.Registry, e *engine.Event) (explainedEvent, error) {
	reg, _, err := registry.Rules(ctx, e.Tenant, e.Edition)
	if err != nil {
		return explainedEvent{}, err
	}
	x := explainedEvent{Seq: e.Seq, At: e.At.In(reg.Zone()), Kind: e.Kind, Edition: e.Edition, Facts: e.Body.Facts,
		Decisions: []explainedOutcome{}, Fault: e.Body.Fault}
	for _, b := range reg.Why(e, engine.Actor{Kind: engine.System}, c.Lang) {
		x.Decisions = append(x.Decisions, explainedOutcome{Clause: b.Op.Clause, Label: b.Clause.Label, Sentence: b.Sentence, Quote: b.Clause.Quote.In(c.Lang, reg.Lang)})
	}
	return x, nil
}

func (c *explainCmd) print(out *output, x *explained, reg *rules.Regulation) {
	out.printf("%s  %s  (%s)\n", x.Number, x.Status, x.Tenant)
	for _, e := range x.Events {
		out.printf("\n%s  event %d: %s, edition %.12s\n", e.At.Format("2006-01-02 15:04:05"), e.Seq, e.Kind, e.Edition)
		if e.Fault != "" {
			out.printf("    not decided: %s\n", e.Fault)
		}
		for _, d := range e.Decisions {
			out.printf("    %-16s %s\n", d.Clause, strings.ReplaceAll(d.Sentence, "\n", " "))
		}
	}
	if len(x.Deadlines) > 0 {
		out.printf("\n")
	}
	for _, d := range x.Deadlines {
		out.printf("%s  %s  %s, %s", d.Clause, reg.Label("promise/"+d.ID, c.Lang), d.State, d.Within)
		if d.Due != nil {
			out.printf(", %s", d.Due.Format("2006-01-02 15:04:05"))
		}
		out.printf("\n")
		if d.Proof != nil {
			printProof(out, d.Proof)
		}
	}
	if len(x.Acts) > 0 {
		out.printf("\n")
	}
	for _, a := range x.Acts {
		out.printf("%-16s may be done: %s (%s)\n", a.Clause, a.Label, strings.Join(a.Roles, ", "))
	}
}
