package cli

import (
	"context"
	"fmt"
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
	Number string `arg:"" help:"The ticket's number, such as SK-000042."`
	Tenant string `help:"Tenant; needed where several have a ticket of this number." placeholder:"TENANT"`
	Lang   string `help:"Language of the sentences: kk, ru or en." default:"ru" enum:"kk,ru,en"`
}

// Help explains the command.
func (explainCmd) Help() string {
	return lesson("Prints the ticket's history with every decision in words and the clause behind it, then its deadlines with their proofs. "+
		"A server may be running.", codesOfQuery, "reglament explain SK-000001", "reglament explain SK-000001 --tenant sud --lang kk --json")
}

// explained is a ticket with all that was decided about it.
type explained struct {
	Tenant    engine.TenantID    `json:"tenant"`
	Number    string             `json:"number"`
	Status    string             `json:"status"`
	Events    []explainedEvent   `json:"events"`
	Deadlines []explainedPromise `json:"deadlines"`
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
	registry := plugins.NewRegistry(store)
	reg, _, err := registry.Rules(ctx, ticket.Tenant, ticket.Edition)
	if err != nil {
		return err
	}
	_, end := out.progress("explaining")
	defer end()
	x := explained{Tenant: ticket.Tenant, Number: ticket.Number, Status: reg.Label("status/"+ticket.Facets["status"], c.Lang),
		Deadlines: []explainedPromise{}}
	if x.Events, err = c.events(ctx, store, registry, &ticket); err != nil {
		return err
	}
	deadlines, err := reg.Deadlines(&ticket)
	if err != nil {
		return err
	}
	for _, d := range deadlines {
		p := explainedPromise{ID: d.ID, Clause: d.Clause, State: d.State, Within: d.Within, Proof: d.Proof}
		if !d.Due.IsZero() {
			due := d.Due.In(reg.Zone())
			p.Due = &due
		}
		x.Deadlines = append(x.Deadlines, p)
	}
	return out.result(x, func() { c.print(out, &x, reg) })
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

func (c *explainCmd) events(ctx context.Context, store *sqlstore.Store, registry *plugins.Registry, ticket *engine.Ticket) ([]explainedEvent, error) {
	out := []explainedEvent{}
	for after := int64(0); ; {
		events, err := store.TicketEvents(ctx, ticket.Tenant, ticket.ID, after, 200)
		if err != nil || len(events) == 0 {
			return out, err
		}
		for i := range events {
			e := &events[i]
			after = e.Seq
			reg, _, err := registry.Rules(ctx, e.Tenant, e.Edition)
			if err != nil {
				return out, err
			}
			x := explainedEvent{Seq: e.Seq, At: e.At.In(reg.Zone()), Kind: e.Kind, Edition: e.Edition, Facts: e.Body.Facts,
				Decisions: []explainedOutcome{}, Fault: e.Body.Fault}
			for _, b := range reg.Why(e, engine.Actor{Kind: engine.System}, c.Lang) {
				x.Decisions = append(x.Decisions, explainedOutcome{Clause: b.Op.Clause, Label: b.Clause.Label, Sentence: b.Sentence, Quote: b.Clause.Quote})
			}
			out = append(out, x)
		}
	}
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
}
