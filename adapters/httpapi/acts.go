package httpapi

import (
	"context"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// ActsOutput lists what the caller may do with a ticket now.
type ActsOutput struct {
	Body struct {
		Version int64 `json:"version"`
		Acts    []Act `json:"acts"`
	}
}

// DoInput does an act.
type DoInput struct {
	TicketPath
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"200"`
	Body           struct {
		Act         string         `json:"act" example:"take"`
		Inputs      map[string]any `json:"inputs,omitempty"`
		Attachments []File         `json:"attachments,omitempty" doc:"Files that were uploaded before"`
		Version     int64          `json:"version,omitempty" doc:"The version that was seen; another one is a conflict. 0 means any"`
		Preview     bool           `json:"preview,omitempty" doc:"Tell what would happen, without doing it"`
		Draft       *DraftRef      `json:"draft,omitempty" doc:"Your draft that this was: it is removed. Of reply and note it is the one of that kind unless told"`
	}
}

// DoOutput is what an act has brought about, or would.
type DoOutput struct {
	Body struct {
		Ticket    Ticket     `json:"ticket"`
		Seq       int64      `json:"seq,omitempty"`
		Decisions []Decision `json:"decisions"`
		Notices   []Notice   `json:"notices,omitempty" doc:"Messages that go out, as they will read"`
		Preview   bool       `json:"preview,omitempty"`
		Undo      *Undo      `json:"undo,omitempty" doc:"Set if it is an answer that waits before it goes out"`
	}
}

// Notice is a message to the customer.
type Notice struct {
	To      string `json:"to"`
	Lang    string `json:"lang"`
	Subject string `json:"subject"`
	Text    string `json:"text"`
	Clause  string `json:"clause"`
}

func (a *api) acts(h huma.API) {
	const path = "/api/v1/{tenant}/tickets/{number}/acts"
	huma.Register(h, op("list-acts", http.MethodGet, path, "Lists what you may do with a ticket now, and what each act demands", "acts"), a.listActs)
	huma.Register(h, op("do-act", http.MethodPost, path, "Does an act, or previews it", "acts"), a.doAct)
}

func (a *api) listActs(ctx context.Context, in *TicketPath) (*ActsOutput, error) {
	t, reg, err := a.ticket(ctx, in)
	if err != nil {
		return nil, err
	}
	req := requestOf(ctx)
	out := &ActsOutput{}
	out.Body.Version, out.Body.Acts = t.Version, []Act{}
	offers := reg.OffersAt(&t, req.actor, a.Now())
	for i := range offers {
		out.Body.Acts = append(out.Body.Acts, viewAct(&offers[i], reg, req.lang))
	}
	return out, nil
}

func (a *api) doAct(ctx context.Context, in *DoInput) (*DoOutput, error) {
	t, reg, err := a.ticket(ctx, &in.TicketPath)
	if err != nil {
		return nil, err
	}
	inputs := engine.Fields{}
	for k, v := range in.Body.Inputs {
		inputs[k] = v
	}
	if len(in.Body.Attachments) > 0 {
		files := make([]intake.File, len(in.Body.Attachments))
		for i, f := range in.Body.Attachments {
			files[i] = f.file()
		}
		inputs["files"] = intake.FilesValue(files)
	}
	act := intake.Act{Tenant: t.Tenant, ID: a.commandID(ctx, "act", in.IdempotencyKey), Ticket: t.ID, Version: in.Body.Version,
		Actor: requestOf(ctx).actor, Channel: "api", Act: in.Body.Act, Inputs: inputs, At: a.Now()}
	if in.Body.Preview {
		return a.previewAct(ctx, act.Command(), reg)
	}
	cmd := act.Command()
	cmd.Hold = a.hold(act.Actor, reg, act.Act)
	res, err := a.Engine.Do(ctx, cmd)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	a.sent(ctx, t.Tenant, t.ID, in.Body.Act, in.Body.Draft)
	req := requestOf(ctx)
	out := &DoOutput{}
	out.Body.Ticket, out.Body.Seq = viewTicket(&res.Ticket, reg, req, true), res.Event.Seq
	out.Body.Decisions = viewWhy(&res.Event, reg, req.actor, req.lang).Decisions
	out.Body.Undo = a.undo(&res.Event, cmd.Hold)
	return out, nil
}

func (a *api) previewAct(ctx context.Context, cmd engine.Command, reg *rules.Regulation) (*DoOutput, error) {
	change, err := a.Engine.Preview(ctx, cmd)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	req := requestOf(ctx)
	out := &DoOutput{}
	out.Body.Preview = true
	out.Body.Ticket = viewTicket(change.Ticket, reg, req, true)
	out.Body.Decisions = viewWhy(&change.Event, reg, req.actor, req.lang).Decisions
	for i := range change.Deliveries {
		d := &change.Deliveries[i]
		one, err := notice(reg, d.Payload, change.Ticket.Number, d.Clause)
		if err != nil {
			return nil, a.fail(ctx, err, reg)
		}
		out.Body.Notices = append(out.Body.Notices, one)
	}
	return out, nil
}
