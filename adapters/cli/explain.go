package cli

import (
	"context"
	"errors"
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
	Tenant string `help:"Tenant; needed where several have a ticket of this number."`
	Lang   string `help:"Language of the sentences." default:"ru" enum:"kk,ru,en"`
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
	x := explained{Tenant: ticket.Tenant, Number: ticket.Number, Status: reg.Label("status/"+ticket.Facets["status"], c.Lang)}
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

func (c *explainCmd) find(ctx context.Context, store *sqlstore.Store) (engine.Ticket, error) {
	tenants, err := store.Tenants(ctx)
	if err != nil {
		return engine.Ticket{}, err
	}
	var found []engine.Ticket
	for _, t := range tenants {
		if c.Tenant != "" && string(t.ID) != c.Tenant {
			continue
		}
		ticket, err := store.Ticket(ctx, t.ID, c.Number)
		if engine.KindOf(err) == engine.NotFound {
			continue
		}
		if err != nil {
			return ticket, err
		}
		found = append(found, ticket)
	}
	switch len(found) {
	case 0:
		return engine.Ticket{}, fmt.Errorf("there is no ticket %s", c.Number)
	case 1:
		return found[0], nil
	}
	return engine.Ticket{}, usageError{errors.New("several tenants have a ticket of this number; say which with --tenant")}
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
