package httpapi

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"net/http"
	"reflect"
	"slices"
	"sync"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/desk"
	"github.com/reglament/reglament/rules/intake"
)

// An act on many tickets is as many commands, and its answer a line for each, as
// they are done. Nothing else keeps it: each command's id is made of the request's
// key and the ticket, so that whoever asks again, after a crash or a lost
// connection, gets the rest done and hears of what was done before. A job that the
// server kept would have to tell the same in the end, and could lose it besides.

// Bounds of acts on many tickets.
const (
	maxBulk     = 1000 // tickets of one request
	bulkWorkers = 8    // commands of one request at once
	maxBulks    = 4    // requests at once
)

// BulkInput does an act on many tickets.
type BulkInput struct {
	TenantPath
	IdempotencyKey string `header:"Idempotency-Key" required:"true" minLength:"1" maxLength:"200" doc:"Makes each ticket's act be done once: repeat the request with it if the answer was cut off"`
	Body           struct {
		Act     string              `json:"act" example:"take"`
		Inputs  map[string]any      `json:"inputs,omitempty"`
		Tickets []string            `json:"tickets,omitempty" maxItems:"1000" doc:"Numbers or ids"`
		Filter  map[string][]string `json:"filter,omitempty" doc:"Instead of tickets: values by the names of the list's parameters. It is looked at once; to repeat the request, send the tickets of the answer's first line"`
	}
}

// BulkStart is the first line of the answer.
type BulkStart struct {
	Type    string   `json:"type" enum:"start"`
	Total   int      `json:"total"`
	Tickets []string `json:"tickets" doc:"What the act is done on: ids, or what was named and is not there"`
}

// BulkResult is a line for a ticket.
type BulkResult struct {
	Type    string    `json:"type" enum:"result"`
	Ticket  string    `json:"ticket" doc:"As in the first line"`
	Number  string    `json:"number,omitempty"`
	Done    bool      `json:"done"`
	Repeat  bool      `json:"repeat,omitempty" doc:"It was done by an earlier request with this key"`
	Seq     int64     `json:"seq,omitempty"`
	Status  string    `json:"status,omitempty"`
	Problem *Problem  `json:"problem,omitempty" doc:"Why it was not done"`
	Inverse *BulkUndo `json:"inverse,omitempty" doc:"The act that would bring it back; absent where the regulation has none"`
	Undo    *Undo     `json:"undo,omitempty" doc:"Until when an answer can be withdrawn"`
}

// BulkUndo is an act that brings tickets back.
type BulkUndo struct {
	Act     string         `json:"act"`
	Label   string         `json:"label"`
	Inputs  map[string]any `json:"inputs,omitempty"`
	Tickets []string       `json:"tickets,omitempty"`
}

// BulkEnd is the last line. An answer without it was cut off.
type BulkEnd struct {
	Type     string     `json:"type" enum:"end"`
	Done     int        `json:"done"`
	Failed   int        `json:"failed"`
	Inverses []BulkUndo `json:"inverses" doc:"What can be brought back, and by which acts"`
}

func (a *api) bulk(h huma.API) {
	o := op("bulk-act", http.MethodPost, "/api/v1/{tenant}/bulk", "Does an act on up to 1000 tickets; answers a line of JSON for each as it is done", "acts")
	schemas := h.OpenAPI().Components.Schemas
	lines := &huma.Schema{}
	for _, line := range []any{BulkStart{}, BulkResult{}, BulkEnd{}} {
		lines.OneOf = append(lines.OneOf, schemas.Schema(reflect.TypeOf(line), true, ""))
	}
	o.Responses = map[string]*huma.Response{"200": {Description: "A line each: start, results, end",
		Content: map[string]*huma.MediaType{"application/x-ndjson": {Schema: lines}}}}
	running := make(chan struct{}, maxBulks)
	huma.Register(h, o, func(ctx context.Context, in *BulkInput) (*huma.StreamResponse, error) {
		return a.bulkAct(ctx, in, running)
	})
}

func (a *api) bulkAct(ctx context.Context, in *BulkInput, running chan struct{}) (*huma.StreamResponse, error) {
	b := &bulkJob{api: a, ctx: ctx, in: in}
	if err := b.open(); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	select {
	case running <- struct{}{}:
	default:
		return nil, a.fail(ctx, engine.Errorf(engine.Temporary, "%d acts on many tickets are under way", maxBulks), nil)
	}
	return &huma.StreamResponse{Body: func(h huma.Context) {
		defer func() { <-running }()
		h.SetHeader("Content-Type", "application/x-ndjson")
		h.SetHeader("X-Accel-Buffering", "no") // a proxy must not gather the lines
		b.run(h)
	}}, nil
}

// bulkJob is an act on many tickets under way.
type bulkJob struct {
	*api
	ctx   context.Context
	in    *BulkInput
	actor engine.Actor
	refs  []string
	end   BulkEnd
}

// open finds out which tickets are meant.
func (b *bulkJob) open() error {
	var err error
	if b.actor, err = employee(b.ctx); err != nil {
		return err
	}
	body := &b.in.Body
	if len(body.Filter) > 0 && len(body.Tickets) > 0 || len(body.Filter)+len(body.Tickets) == 0 {
		return &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/tickets", Code: "required"}}}
	}
	if len(body.Filter) == 0 {
		for _, ref := range body.Tickets {
			if !slices.Contains(b.refs, ref) {
				b.refs = append(b.refs, ref)
			}
		}
		return nil
	}
	view := desk.View{Name: "bulk", Look: desk.Look{Filter: body.Filter}}
	if err := view.Check(); err != nil {
		return err
	}
	return b.filtered()
}

// filtered reads the tickets of a filter.
func (b *bulkJob) filtered() error {
	l := engine.TicketList{Tenant: engine.TenantID(b.in.Tenant), Facets: b.in.Body.Filter, Limit: 200}
	for {
		page, err := b.Reader.Tickets(b.ctx, l)
		if err != nil {
			return err
		}
		for i := range page.Tickets {
			if mayRead(b.actor, &page.Tickets[i]) {
				b.refs = append(b.refs, string(page.Tickets[i].ID))
			}
		}
		if len(b.refs) > maxBulk {
			return &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/filter", Code: "bulk_too_many", Values: engine.Fields{"max": int64(maxBulk)}}}}
		}
		if l.After = page.Next; l.After == "" {
			return nil
		}
	}
}

// run does the act, a few tickets at a time, and writes a line for each. When the
// caller is gone nothing more is begun.
func (b *bulkJob) run(h huma.Context) {
	lines := json.NewEncoder(h.BodyWriter())
	w, _ := h.BodyWriter().(http.ResponseWriter)
	write := func(line any) {
		_ = lines.Encode(line) // the context ends if the caller is gone
		if w != nil {
			_ = http.NewResponseController(w).Flush()
		}
	}
	write(BulkStart{Type: "start", Total: len(b.refs), Tickets: b.refs})
	refs, results := make(chan string), make(chan BulkResult)
	var workers sync.WaitGroup
	for range min(bulkWorkers, len(b.refs)) {
		workers.Go(func() {
			for ref := range refs {
				results <- b.one(ref)
			}
		})
	}
	go func() {
		defer close(results)
		defer workers.Wait()
		defer close(refs)
		for _, ref := range b.refs {
			select {
			case refs <- ref:
			case <-b.ctx.Done():
				return
			}
		}
	}()
	for result := range results {
		b.count(&result)
		write(result)
	}
	if b.ctx.Err() == nil {
		b.end.Type = "end"
		if b.end.Inverses == nil {
			b.end.Inverses = []BulkUndo{}
		}
		write(b.end)
	}
}

// count adds a result to the last line.
func (b *bulkJob) count(r *BulkResult) {
	if !r.Done {
		b.end.Failed++
		return
	}
	b.end.Done++
	if r.Inverse == nil {
		return
	}
	i := slices.IndexFunc(b.end.Inverses, func(u BulkUndo) bool {
		return u.Act == r.Inverse.Act && reflect.DeepEqual(u.Inputs, r.Inverse.Inputs)
	})
	if i < 0 {
		i = len(b.end.Inverses)
		b.end.Inverses = append(b.end.Inverses, *r.Inverse)
	}
	b.end.Inverses[i].Tickets = append(b.end.Inverses[i].Tickets, r.Ticket)
}

// one does the act on one ticket.
func (b *bulkJob) one(ref string) BulkResult {
	result := BulkResult{Type: "result", Ticket: ref}
	t, reg, err := b.ticket(b.ctx, &TicketPath{TenantPath: b.in.TenantPath, Number: ref})
	if err == nil {
		result.Number = t.Number
		err = b.do(&t, reg, &result)
	}
	if err != nil {
		errors.As(err, &result.Problem)
	}
	return result
}

func (b *bulkJob) do(t *engine.Ticket, reg *rules.Regulation, result *BulkResult) error {
	act := intake.Act{Tenant: t.Tenant, ID: b.commandID(b.ctx, "bulk/"+string(t.ID), b.in.IdempotencyKey), Ticket: t.ID,
		Actor: b.actor, Channel: "api", Act: b.in.Body.Act, Inputs: maps.Clone(b.in.Body.Inputs), At: b.Now()}
	if err := b.knowsPeople(b.ctx, t, reg, act.Act, act.Inputs); err != nil {
		return b.fail(b.ctx, err, reg)
	}
	var err error
	if act.Tickets, err = b.named(b.ctx, t, b.actor, reg, act.Act, act.Inputs); err != nil {
		return b.fail(b.ctx, err, reg)
	}
	if err := b.ofSender(b.ctx, &act, t); err != nil {
		return b.fail(b.ctx, err, reg)
	}
	cmd := act.Command()
	cmd.Hold = b.hold(b.actor, reg, act.Act)
	res, err := b.Engine.Do(b.ctx, cmd)
	if err != nil {
		return b.fail(b.ctx, err, reg)
	}
	result.Done, result.Repeat, result.Seq, result.Status = true, res.Duplicate, res.Event.Seq, res.Ticket.Facets["status"]
	result.Undo = b.undo(&res.Event, cmd.Hold)
	if offer, ok := reg.Inverse(act.Act, t, &res.Ticket, b.actor, b.Now()); ok && !res.Duplicate {
		lang := requestOf(b.ctx).lang
		result.Inverse = &BulkUndo{Act: offer.Act.ID, Label: offer.Act.Label.In(lang, reg.Lang), Inputs: offer.Inputs}
	}
	return nil
}
