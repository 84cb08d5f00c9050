package httpapi

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// DayPlanInput asks for the appointments of some days.
type DayPlanInput struct {
	TenantPath
	From string `query:"from" format:"date" example:"2026-11-23" doc:"The first day, in the company's zone; today unless told"`
	To   string `query:"to" format:"date" doc:"The last day; the first unless told. At most 31 days"`
}

// DayPlanOutput is the plan of some days.
type DayPlanOutput struct {
	Body struct {
		Zone         string        `json:"zone" example:"Asia/Almaty"`
		From         string        `json:"from" format:"date"`
		To           string        `json:"to" format:"date"`
		Appointments []Appointment `json:"appointments" doc:"By their instants. Those that are owed, and those that were kept on these days"`
		People       []Person      `json:"people" doc:"Employees, by name"`
		More         bool          `json:"more,omitempty" doc:"There are so many deadlines that not all were looked at"`
	}
}

// Appointment is a promise that ends when somebody has said it should, such as a
// visit or a call back.
type Appointment struct {
	Ticket     string     `json:"ticket" example:"IT-1" doc:"The ticket's number"`
	TicketID   string     `json:"ticket_id"`
	Version    int64      `json:"version" doc:"The ticket's: send it back with an act"`
	Subject    string     `json:"subject"`
	Status     string     `json:"status"`
	Label      string     `json:"status_label"`
	Family     string     `json:"family"`
	Promise    string     `json:"promise"`
	PromiseIn  string     `json:"promise_label"`
	Clause     Clause     `json:"clause"`
	State      string     `json:"state" enum:"running,overdue,kept"`
	From       *time.Time `json:"from,omitempty" doc:"The beginning of the window, if it is one"`
	At         time.Time  `json:"at" doc:"When it is, or the end of the window"`
	Details    []Named    `json:"details" doc:"What was said together with the instant, such as the place"`
	Assignee   string     `json:"assignee,omitempty"`
	Queue      string     `json:"queue,omitempty"`
	QueueLabel string     `json:"queue_label,omitempty"`
	Requester  string     `json:"requester_name,omitempty"`
	Phones     []string   `json:"phones"`
	Acts       []Act      `json:"acts" doc:"What you may do about it now: keep it, arrange it anew"`
}

// Named is a value and what it is called.
type Named struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

// Person is an employee.
type Person struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

func (a *api) plan(h huma.API) {
	list := op("day-plan", http.MethodGet, "/api/v1/{tenant}/plan", "Lists the appointments of some days: visits, calls back", "tickets")
	list.RejectUnknownQueryParameters = true
	huma.Register(h, list, a.dayPlan)
}

func (a *api) dayPlan(ctx context.Context, in *DayPlanInput) (*DayPlanOutput, error) {
	req, tenant := requestOf(ctx), engine.TenantID(in.Tenant)
	if err := staffOnly(req.actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	reg, _, err := a.Rules(ctx, tenant, "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	days, err := readDays(in, a.Now().In(reg.Zone()))
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	tickets, more, err := a.planned(ctx, tenant, days)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	out := &DayPlanOutput{}
	out.Body.Zone, out.Body.From, out.Body.To = reg.Zone().String(), days.from.Format(time.DateOnly), days.until.AddDate(0, 0, -1).Format(time.DateOnly)
	out.Body.Appointments, out.Body.More = []Appointment{}, more
	for i := range tickets {
		if t := &tickets[i]; mayRead(req.actor, t) {
			own, _, err := a.Rules(ctx, tenant, t.Edition)
			if err != nil {
				return nil, a.fail(ctx, err, reg)
			}
			out.Body.Appointments = append(out.Body.Appointments, a.appointments(t, own, req, days)...)
		}
	}
	slices.SortFunc(out.Body.Appointments, func(x, y Appointment) int {
		return cmp.Or(x.begins().Compare(y.begins()), x.At.Compare(y.At), cmp.Compare(x.Ticket, y.Ticket), cmp.Compare(x.Promise, y.Promise))
	})
	out.Body.People, err = a.employees(ctx, tenant)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	return out, nil
}

// days are whole days of a zone: from the beginning of the first until the end of
// the last.
type days struct{ from, until time.Time }

func (d days) has(at time.Time) bool { return !at.Before(d.from) && at.Before(d.until) }

// maxDays bounds a plan.
const maxDays = 31

func readDays(in *DayPlanInput, now time.Time) (d days, err error) {
	first := cmp.Or(in.From, now.Format(time.DateOnly))
	last := cmp.Or(in.To, first)
	for name, day := range map[string]string{"/from": first, "/to": last} {
		at, err := time.ParseInLocation(time.DateOnly, day, now.Location())
		if err != nil {
			return d, &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: name, Code: "date"}}}
		}
		if name == "/from" {
			d.from = at
		} else {
			d.until = at.AddDate(0, 0, 1)
		}
	}
	switch {
	case !d.until.After(d.from):
		err = &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/to", Code: "days_reversed"}}}
	case d.until.After(d.from.AddDate(0, 0, maxDays)):
		err = &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/to", Code: "too_many", Values: engine.Fields{"max": int64(maxDays)}}}}
	}
	return d, err
}

// maxOwed is how many tickets that owe something are looked at for one plan.
const maxOwed = 5000

// planned are the tickets that may have an appointment on these days: those that
// owe something by the end of the last, and those that have kept one on them. A
// ticket is due when the first of what it owes is, so that an appointment is never
// behind that.
func (a *api) planned(ctx context.Context, tenant engine.TenantID, d days) (tickets []engine.Ticket, more bool, err error) {
	q := engine.TicketList{Tenant: tenant, ByDue: true, Limit: 200}
	for {
		page, err := a.Reader.Tickets(ctx, q)
		if err != nil {
			return nil, false, err
		}
		end := slices.IndexFunc(page.Tickets, func(t engine.Ticket) bool { return !t.NextDue.Before(d.until) })
		if end >= 0 {
			tickets = append(tickets, page.Tickets[:end]...)
			break
		}
		tickets = append(tickets, page.Tickets...)
		if more = page.Next != "" && len(tickets) >= maxOwed; more || page.Next == "" {
			break
		}
		q.After = page.Next
	}
	kept, err := a.keptOn(ctx, tenant, d, tickets)
	return append(tickets, kept...), more, err
}

// appointments are those of a ticket on these days.
func (a *api) appointments(t *engine.Ticket, reg *rules.Regulation, req *request, d days) (out []Appointment) {
	all := reg.Appointments(t)
	for i := range all {
		if d.has(all[i].Due) {
			out = append(out, a.viewAppointment(&all[i], t, reg, req))
		}
	}
	return out
}

func (a *api) viewAppointment(p *rules.Appointment, t *engine.Ticket, reg *rules.Regulation, req *request) Appointment {
	clause, _ := reg.Clause(p.Promise.Clause)
	v := Appointment{Ticket: t.Number, TicketID: string(t.ID), Version: t.Version, Subject: rules.Headline(t),
		Status: t.Facets["status"], Label: reg.Label("status/"+t.Facets["status"], req.lang), Family: t.Facets["family"],
		Promise: p.Promise.ID, PromiseIn: p.Promise.Label.In(req.lang, reg.Lang), Clause: viewClause(clause, reg, req.lang),
		State: planState(p, a.Now()), At: p.Due, Details: []Named{}, Assignee: t.Facets["assignee"], Queue: t.Facets["queue"],
		Requester: t.Fields.String("name"), Phones: reg.Phones(t), Acts: []Act{}}
	if v.Queue != "" {
		v.QueueLabel = reg.Label("queue/"+v.Queue, req.lang)
	}
	if !p.From.IsZero() {
		v.From = &p.From
	}
	for _, detail := range p.Details {
		v.Details = append(v.Details, Named{detail.Field.Label.In(req.lang, reg.Lang), reg.ShowValue(detail.Field, detail.Value, req.lang)})
	}
	offers := reg.OffersAt(t, req.actor, a.Now())
	for i := range offers {
		if slices.Contains(p.Acts, offers[i].Act.ID) {
			v.Acts = append(v.Acts, viewAct(&offers[i], reg, req.lang))
		}
	}
	return v
}

func planState(p *rules.Appointment, now time.Time) string {
	switch {
	case p.State == rules.Met:
		return "kept"
	case p.State == rules.Breached || !now.Before(p.Due):
		return "overdue"
	}
	return "running"
}

// begins is where an appointment stands in the day.
func (p *Appointment) begins() time.Time {
	if p.From != nil {
		return *p.From
	}
	return p.At
}

func (a *api) employees(ctx context.Context, tenant engine.TenantID) ([]Person, error) {
	staff, err := a.Staff(ctx, tenant)
	if err != nil {
		return nil, err
	}
	out := make([]Person, len(staff))
	for i := range staff {
		out[i] = Person{staff[i].ID, cmp.Or(staff[i].Name, staff[i].ID)}
	}
	slices.SortFunc(out, func(x, y Person) int { return cmp.Or(cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID)) })
	return out, nil
}
