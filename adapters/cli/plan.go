package cli

import (
	"context"
	"fmt"
	"time"

	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules/plan"
	"github.com/reglament/reglament/rules/worktime"
)

// planCmd tells which deadlines an edition would move.
type planCmd struct {
	place
	What   string `arg:"" help:"The candidate: a folder with a regulation, or the name of a shipped one."`
	Tenant string `help:"Whose open tickets." required:"" placeholder:"TENANT"`
	Show   int    `help:"How many tickets to show; --json shows all." default:"20" placeholder:"N"`
}

// Help explains the command.
func (planCmd) Help() string {
	return lesson("Shows which deadlines of open tickets a candidate edition would move, if the tickets came under it: when each is due, when it "+
		"would be, by which clause. Activating it moves none of them: open tickets finish under their own edition. Nothing is written. "+
		"It reads the database; a server may be running. (The database's schema is brought up to date by migrate.)",
		"Exit code 0: nothing would move. 1: something would. 2: wrong use, or no such tenant.",
		"reglament plan sud --tenant sud", "reglament plan sud --tenant sud --json")
}

// planned is the answer in JSON.
type planned struct {
	Zone string `json:"zone"`
	plan.Summary
	Tickets []plan.Affected `json:"tickets"`
}

// Run plans.
func (c *planCmd) Run(out *output) error {
	ctx := context.Background()
	list, err := sources([]string{c.What})
	if err != nil {
		return err
	}
	if len(list) > 1 {
		return misused("%s: a tenant has one regulation; name one folder", c.What)
	}
	beside, err := c.candidate(ctx, c.Tenant, list[0])
	if err != nil {
		return err
	}
	defer beside.close()
	loader := &plugins.Loader{}
	shelf := host.Shelf{Store: beside.store, Loader: loader, Rules: plugins.NewRegistry(beside.store, loader).Rules, Now: time.Now}
	done, end := out.progress("looking at the open tickets of " + c.Tenant)
	p, err := shelf.PlanOf(ctx, beside.tenant, beside.reg, done)
	end()
	if err != nil {
		return err
	}
	err = out.result(planned{p.Zone.String(), p.Summary, append([]plan.Affected{}, p.Tickets...)}, func() { c.print(out, &p) })
	if n := p.Moves + p.Gone + p.Unknown; err == nil && n > 0 {
		err = findingsError{n}
	}
	return err
}

func (c *planCmd) print(out *output, p *httpapi.Plan) {
	for i := range p.Tickets[:min(len(p.Tickets), c.Show)] {
		t := &p.Tickets[i]
		out.printf("%s  %s\n", t.Number, t.Status)
		for j := range t.Deadlines {
			out.printf("  %-16s %s\n", t.Deadlines[j].Clause, inWords(&t.Deadlines[j], p.Zone))
		}
	}
	if more := len(p.Tickets) - c.Show; more > 0 {
		out.printf("... and %d more tickets\n", more)
	}
	out.printf("%d open tickets with %d running deadlines: %d would move, %d of them into the past; %d would be gone; %d cannot be told\n",
		p.Open, p.Deadlines, p.Moves, p.Late, p.Gone, p.Unknown)
}

// inWords is what would become of a deadline.
func inWords(m *plan.Move, zone *time.Location) string {
	name := m.Kind + " " + m.ID
	show := func(at *time.Time) string {
		if at == nil {
			return "paused"
		}
		return at.In(zone).Format("2006-01-02 15:04:05")
	}
	switch {
	case m.What == plan.Gone:
		return fmt.Sprintf("%s: due %s, would be gone", name, show(m.Due))
	case m.What == plan.Unknown:
		return fmt.Sprintf("%s: due %s, cannot be told beforehand", name, show(m.Due))
	case m.Left != nil:
		return fmt.Sprintf("%s: paused with %s left, would be %s (%s, was %s)", name, left(m.Left), left(m.WouldLeft), m.WouldWithin, m.Within)
	}
	late := ""
	if m.Late {
		late = ", which has passed"
	}
	return fmt.Sprintf("%s: due %s, would be %s%s (%s, was %s)", name, show(m.Due), show(m.Would), late, m.WouldWithin, m.Within)
}

func left(r *worktime.Remaining) string {
	s := (time.Duration(r.Seconds)*time.Second + time.Duration(r.Nanos)).String()
	if r.Working {
		return s + " of working time"
	}
	return s
}
