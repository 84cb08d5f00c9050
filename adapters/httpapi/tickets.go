package httpapi

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"math"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// TenantPath is the part of a path that names the tenant.
type TenantPath struct {
	Tenant string `path:"tenant" example:"prots"`
}

// TicketPath names a ticket.
type TicketPath struct {
	TenantPath
	Number string `path:"number" example:"SUPPORT-10110" doc:"The ticket's number, or its id"`
}

// ListInput is a question for a page of tickets.
type ListInput struct {
	TenantPath
	Status    []string `query:"status"`
	Family    []string `query:"family"`
	Turn      []string `query:"turn"`
	Type      []string `query:"type"`
	Level     []string `query:"level"`
	Priority  []string `query:"priority"`
	Queue     []string `query:"queue"`
	Assignee  []string `query:"assignee"`
	Company   []string `query:"company"`
	Channel   []string `query:"channel"`
	Requester []string `query:"requester"`
	Sort      string   `query:"sort" enum:"created,due" default:"created" doc:"created: the newest first; due: the next due instant first"`
	Cursor    string   `query:"cursor" doc:"Continue behind a page: its next"`
	Limit     int      `query:"limit" minimum:"1" maximum:"200" default:"30"`
	Lang      string   `query:"lang" doc:"Language of the labels, instead of Accept-Language"`
}

// ListOutput is a page of tickets.
type ListOutput struct {
	Body struct {
		Tickets []Ticket `json:"tickets"`
		Next    string   `json:"next,omitempty" doc:"The cursor of the next page; absent on the last"`
	}
}

// CreateInput files a request.
type CreateInput struct {
	TenantPath
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"200" doc:"Makes it be filed once: the same key and body give the first answer again"`
	Body           struct {
		Channel     string         `json:"channel,omitempty" doc:"form unless told otherwise"`
		Fields      map[string]any `json:"fields" doc:"Values by the ids of the regulation's fields"`
		Language    string         `json:"language,omitempty" enum:"kk,ru,en"`
		Confirmed   []string       `json:"confirmed,omitempty" doc:"Codes of warnings that the sender has seen"`
		Attachments []File         `json:"attachments,omitempty" doc:"Files that were uploaded before"`
	}
}

// CreateOutput is the answer to a filed request.
type CreateOutput struct {
	Location string `header:"Location"`
	Body     CreateAnswer
}

// CreateAnswer is what became of a request.
type CreateAnswer struct {
	ID     string `json:"id"`
	Number string `json:"number" example:"SUPPORT-10110"`
	Status string `json:"status"`
	Label  string `json:"status_label"`
	Thanks string `json:"thanks,omitempty" doc:"What the regulation says to the sender"`
	Seq    int64  `json:"seq"`
}

// TicketOutput is one ticket.
type TicketOutput struct{ Body Ticket }

// PageInput asks for a part of a ticket's history: from its beginning, or for
// employees from its end.
type PageInput struct {
	TicketPath
	After  int64 `query:"after" doc:"Continue behind the event with this number"`
	Before int64 `query:"before" minimum:"0" doc:"The last events before the one with this number, instead; employees alone"`
	Last   bool  `query:"last" doc:"The last events, instead; employees alone"`
	Limit  int   `query:"limit" minimum:"1" maximum:"500" default:"100"`
}

// back reports whether the history is read from its end.
func (in *PageInput) back() bool { return in.Last || in.Before > 0 }

// EventsOutput is a part of a ticket's history.
type EventsOutput struct {
	Body struct {
		Events []Event `json:"events"`
		Next   int64   `json:"next,omitempty" doc:"Send it as after; absent at the end"`
		// Previous is told where the end was asked for.
		Previous int64 `json:"previous,omitempty" doc:"Send it as before; absent at the beginning. Only with before and last"`
	}
}

// WhyOutput explains a part of a ticket's history.
type WhyOutput struct {
	Body struct {
		Events []Why `json:"events"`
		Next   int64 `json:"next,omitempty"`
		// Previous is told where the end was asked for.
		Previous int64 `json:"previous,omitempty"`
	}
}

// DeadlinesOutput lists a ticket's deadlines.
type DeadlinesOutput struct {
	Body struct {
		Zone      string     `json:"zone" example:"Asia/Almaty"`
		Deadlines []Deadline `json:"deadlines"`
	}
}

func (a *api) tickets(h huma.API) {
	const base = "/api/v1/{tenant}"
	list := op("list-tickets", http.MethodGet, base+"/tickets", "Lists tickets", "tickets")
	list.RejectUnknownQueryParameters = true // a filter with a slip in its name would show everything
	huma.Register(h, list, a.listTickets)
	create := op("create-ticket", http.MethodPost, base+"/tickets", "Files a request", "tickets")
	create.DefaultStatus = http.StatusCreated
	create.MaxBodyBytes = 1 << 20
	huma.Register(h, create, a.createTicket)
	huma.Register(h, op("get-ticket", http.MethodGet, base+"/tickets/{number}", "Shows a ticket", "tickets"), a.getTicket)
	huma.Register(h, op("ticket-events", http.MethodGet, base+"/tickets/{number}/events", "Shows a ticket's history", "tickets"), a.ticketEvents)
	huma.Register(h, op("ticket-deadlines", http.MethodGet, base+"/tickets/{number}/deadlines", "Shows a ticket's deadlines with their proofs", "tickets"), a.ticketDeadlines)
	huma.Register(h, op("ticket-why", http.MethodGet, base+"/tickets/{number}/why", "Explains every decision by its clause", "tickets"), a.ticketWhy)
}

func op(id, method, path, summary, tag string) huma.Operation {
	return huma.Operation{OperationID: id, Method: method, Path: path, Summary: summary, Tags: []string{tag}}
}

// answers says that an operation does not answer in JSON.
func answers(o huma.Operation, contentType, format string) huma.Operation {
	o.Responses = map[string]*huma.Response{"200": {Description: http.StatusText(http.StatusOK),
		Content: map[string]*huma.MediaType{contentType: {Schema: &huma.Schema{Type: huma.TypeString, Format: format}}}}}
	return o
}

// staffOnly turns away tokens that may only file requests.
func staffOnly(actor engine.Actor) error {
	if actor.Has(roleIntake) {
		return &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "role_forbidden"}}}
	}
	return nil
}

// roleIntake is the role of programs that file requests and do nothing else.
const roleIntake = "intake"

func (a *api) listTickets(ctx context.Context, in *ListInput) (*ListOutput, error) {
	req := requestOf(ctx)
	if err := staffOnly(req.actor); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	reg, _, err := a.Rules(ctx, engine.TenantID(in.Tenant), "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	l := engine.TicketList{Tenant: engine.TenantID(in.Tenant), Facets: map[string][]string{}, ByDue: in.Sort == "due",
		After: in.Cursor, Limit: in.Limit}
	for name, values := range map[string][]string{"status": in.Status, "family": in.Family, "turn": in.Turn, "type": in.Type,
		"level": in.Level, "priority": in.Priority, "queue": in.Queue, "assignee": in.Assignee, "company": in.Company,
		"channel": in.Channel, "requester": in.Requester} {
		if len(values) > 0 {
			l.Facets[name] = values
		}
	}
	page, err := a.Reader.Tickets(ctx, l)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	out := &ListOutput{}
	out.Body.Tickets, out.Body.Next = []Ticket{}, page.Next
	for i := range page.Tickets {
		if t := &page.Tickets[i]; mayRead(req.actor, t) {
			out.Body.Tickets = append(out.Body.Tickets, viewTicket(t, reg, req, false))
		}
	}
	return out, nil
}

func (a *api) createTicket(ctx context.Context, in *CreateInput) (*CreateOutput, error) {
	tenant := engine.TenantID(in.Tenant)
	reg, _, err := a.Rules(ctx, tenant, "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	channel := in.Body.Channel
	if channel == "" {
		channel = "form"
	}
	form := intake.Form{Tenant: tenant, Channel: channel, ID: a.commandID(ctx, "file", in.IdempotencyKey),
		Fields: in.Body.Fields, Language: in.Body.Language, Confirmed: in.Body.Confirmed, At: a.Now()}
	res, err := a.hand(ctx, &form, in.Body.Attachments, reg)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	return &CreateOutput{Location: ticketPath(&res.Ticket), Body: answerOf(&res, reg, spoken(ctx, in.Body.Language))}, nil
}

// filedUnder are the tickets that fields of a request name. Programs that only file
// requests may not look at tickets, and so cannot name any.
func (a *api) filedUnder(ctx context.Context, form *intake.Form, reg *rules.Regulation) map[string]engine.TicketID {
	actor := requestOf(ctx).actor
	found := map[string]engine.TicketID{}
	if staffOnly(actor) != nil {
		return found
	}
	for _, f := range reg.FieldsFor(form.Channel) {
		if f.Kind == rules.KindTicket {
			a.find(ctx, form.Tenant, actor, form.Fields.String(f.ID), found)
		}
	}
	return found
}

// hand hands a form in, with files that were uploaded before.
func (a *api) hand(ctx context.Context, form *intake.Form, files []File, reg *rules.Regulation) (engine.Result, error) {
	cmd, err := a.formCommand(ctx, form, files, reg)
	if err != nil {
		return engine.Result{}, err
	}
	return a.Engine.Do(ctx, cmd)
}

func (a *api) formCommand(ctx context.Context, form *intake.Form, files []File, reg *rules.Regulation) (engine.Command, error) {
	keys, err := a.Keyring(form.Tenant)
	if err != nil {
		return engine.Command{}, err
	}
	for _, f := range files {
		form.Files = append(form.Files, f.file())
	}
	form.Tickets = a.filedUnder(ctx, form, reg)
	return form.Command(keys), nil
}

// answerOf is the answer to a request: all of it comes from the event that filed
// it, so that it is the same when the request is repeated.
func answerOf(res *engine.Result, reg *rules.Regulation, lang string) CreateAnswer {
	status := res.Ticket.Facets["status"]
	return CreateAnswer{ID: string(res.Ticket.ID), Number: res.Ticket.Number, Seq: res.Event.Seq, Status: status,
		Label: reg.Label("status/"+status, lang), Thanks: reg.Word("form.thanks", lang, "")}
}

// spoken is the language that was chosen for the sender, else the caller's.
func spoken(ctx context.Context, chosen string) string {
	if chosen != "" {
		return chosen
	}
	return requestOf(ctx).lang
}

func ticketPath(t *engine.Ticket) string {
	return "/api/v1/" + string(t.Tenant) + "/tickets/" + t.Number
}

// commandID names a command after the caller and its Idempotency-Key. Without a
// key every request is one of its own.
func (a *api) commandID(ctx context.Context, what, key string) engine.CommandID {
	if key == "" {
		return engine.CommandID("api/" + what + "/" + newID())
	}
	sum := sha256.Sum256([]byte(requestOf(ctx).actor.ID + "\x00" + key))
	return engine.CommandID("api/" + what + "/key/" + hex.EncodeToString(sum[:16]))
}

// mayRead reports whether the actor may see a ticket at all. Customers see those
// that they take part in.
func mayRead(actor engine.Actor, t *engine.Ticket) bool {
	return engine.Visible(actor, t.Audience) && (actor.Kind != engine.Customer || t.Takes(engine.PartyID(actor.ID)))
}

// ticket finds a ticket that the caller may see, with its regulation.
func (a *api) ticket(ctx context.Context, in *TicketPath) (engine.Ticket, *rules.Regulation, error) {
	req := requestOf(ctx)
	if err := staffOnly(req.actor); err != nil {
		return engine.Ticket{}, nil, a.fail(ctx, err, nil)
	}
	t, err := a.Reader.Ticket(ctx, engine.TenantID(in.Tenant), in.Number)
	if err == nil && !mayRead(req.actor, &t) {
		err = engine.Errorf(engine.NotFound, "no ticket %q", in.Number)
	}
	if err != nil {
		return t, nil, a.fail(ctx, err, nil)
	}
	reg, _, err := a.Rules(ctx, t.Tenant, t.Edition)
	if err != nil {
		return t, nil, a.fail(ctx, err, nil)
	}
	return t, reg, nil
}

func (a *api) getTicket(ctx context.Context, in *TicketPath) (*TicketOutput, error) {
	t, reg, err := a.ticket(ctx, in)
	if err != nil {
		return nil, err
	}
	return &TicketOutput{Body: viewTicket(&t, reg, requestOf(ctx), true)}, nil
}

// historyPage is a part of a ticket's history that the caller may see. next and
// previous are 0 where there is no more.
type historyPage struct {
	events         []engine.Event
	next, previous int64
}

func (a *api) history(ctx context.Context, in *PageInput) (historyPage, *rules.Regulation, error) {
	t, reg, err := a.ticket(ctx, &in.TicketPath)
	if err != nil {
		return historyPage{}, nil, err
	}
	read := a.forward
	if in.back() {
		read = a.backward
	}
	page, err := read(ctx, &t, in)
	if err != nil {
		return historyPage{}, nil, a.fail(ctx, err, reg)
	}
	actor := requestOf(ctx).actor
	page.events = slices.DeleteFunc(page.events, func(e engine.Event) bool { return !engine.Visible(actor, e.Audience) })
	return page, reg, nil
}

func (a *api) forward(ctx context.Context, t *engine.Ticket, in *PageInput) (historyPage, error) {
	all, err := a.Reader.TicketEvents(ctx, t.Tenant, t.ID, in.After, in.Limit)
	if err != nil {
		return historyPage{}, err
	}
	known, err := a.said(ctx, t, all)
	if err != nil {
		return historyPage{}, err
	}
	page := historyPage{events: known}
	if len(all) == in.Limit && len(known) > 0 && known[len(known)-1].Seq == all[len(all)-1].Seq {
		page.next = all[len(all)-1].Seq
	}
	return page, nil
}

// backward reads the last events, or those before one. What customers may know of an
// answer that still waits depends on what stands before it: they read forward.
func (a *api) backward(ctx context.Context, t *engine.Ticket, in *PageInput) (historyPage, error) {
	if _, err := employee(ctx); err != nil {
		return historyPage{}, err
	}
	if in.After > 0 || in.Last && in.Before > 0 {
		return historyPage{}, &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/before", Code: "page_both_ways"}}}
	}
	before := in.Before
	if in.Last {
		before = math.MaxInt64
	}
	events, err := a.Reader.EventsBefore(ctx, t.Tenant, t.ID, before, in.Limit)
	page := historyPage{events: events}
	if len(events) == in.Limit {
		page.previous = events[0].Seq
	}
	return page, err
}

func (a *api) ticketEvents(ctx context.Context, in *PageInput) (*EventsOutput, error) {
	page, reg, err := a.history(ctx, in)
	if err != nil {
		return nil, err
	}
	req := requestOf(ctx)
	out := &EventsOutput{}
	out.Body.Events, out.Body.Next, out.Body.Previous = []Event{}, page.next, page.previous
	events := page.events
	for i := range events {
		v := viewEvent(&events[i], reg, req.actor, req.lang)
		v.Undo = a.undoNow(&events[i], events[i+1:], reg, req.actor)
		out.Body.Events = append(out.Body.Events, v)
	}
	return out, nil
}

func (a *api) ticketWhy(ctx context.Context, in *PageInput) (*WhyOutput, error) {
	page, reg, err := a.history(ctx, in)
	if err != nil {
		return nil, err
	}
	req := requestOf(ctx)
	name := a.namer(ctx, engine.TenantID(in.Tenant))
	out := &WhyOutput{}
	out.Body.Events, out.Body.Next, out.Body.Previous = []Why{}, page.next, page.previous
	for i := range page.events {
		e := &page.events[i]
		own := reg
		// Each event is explained by the edition that decided it.
		if other, _, err := a.Rules(ctx, e.Tenant, e.Edition); err == nil && e.Edition != "" {
			own = other
		}
		out.Body.Events = append(out.Body.Events, viewWhy(e, own, req.actor, req.lang, name))
	}
	return out, nil
}

func (a *api) ticketDeadlines(ctx context.Context, in *TicketPath) (*DeadlinesOutput, error) {
	t, reg, err := a.ticket(ctx, in)
	if err != nil {
		return nil, err
	}
	deadlines, err := reg.Deadlines(&t)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	out := &DeadlinesOutput{}
	out.Body.Zone, out.Body.Deadlines = reg.Zone().String(), []Deadline{}
	for i := range deadlines {
		out.Body.Deadlines = append(out.Body.Deadlines, viewDeadline(&deadlines[i], reg, requestOf(ctx).lang))
	}
	return out, nil
}

// eventOf is an event of a ticket that the actor may see.
func (a *api) eventOf(ctx context.Context, t *engine.Ticket, actor engine.Actor, seq int64) (*engine.Event, error) {
	events, err := a.Reader.TicketEvents(ctx, t.Tenant, t.ID, seq-1, 1)
	if err != nil {
		return nil, err
	}
	if len(events) == 0 || events[0].Seq != seq || !engine.Visible(actor, events[0].Audience) {
		return nil, noEvent(t, seq)
	}
	return &events[0], nil
}

func noEvent(t *engine.Ticket, seq int64) error {
	return engine.Errorf(engine.NotFound, "ticket %s has no event %d", t.Number, seq)
}
