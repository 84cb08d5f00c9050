package httpapi

import (
	"context"
	"errors"
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
		// Held acts are possible but for something that stands in their way now.
		Held []HeldAct `json:"held,omitempty" doc:"Acts that would end the ticket, which has open children"`
	}
}

// HeldAct is an act that cannot be done yet, and why.
type HeldAct struct {
	Act
	Why Problem `json:"why" doc:"What whoever did it would be told"`
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

// Notice is a message that the regulation or an employee sends. Mails by which the
// program tells employees that something is theirs are not among them.
type Notice struct {
	To      string   `json:"to" doc:"An address, an employee's id, or what a role is called"`
	Whom    string   `json:"whom" enum:"client,staff,outside,partner" doc:"outside is neither the client nor an employee; what a partner answers is for staff alone"`
	Cc      []string `json:"cc,omitempty" doc:"Addresses that get a copy"`
	By      string   `json:"by,omitempty" doc:"The channel that carries it"`
	Lang    string   `json:"lang"`
	Subject string   `json:"subject"`
	Text    string   `json:"text"`
	Clause  string   `json:"clause"`
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
	for _, held := range reg.HeldAt(&t, req.actor, a.Now()) {
		why := &Problem{}
		errors.As(a.fail(ctx, held.Err, reg), &why)
		out.Body.Held = append(out.Body.Held, HeldAct{Act: viewAct(&rules.Offer{Act: held.Act, Clause: held.Act.Clause}, reg, req.lang), Why: *why})
	}
	return out, nil
}

// named are the tickets that inputs of an act name, of those that the actor may
// see. What a ticket is merged into must be open.
func (a *api) named(ctx context.Context, t *engine.Ticket, actor engine.Actor, reg *rules.Regulation, act string, inputs engine.Fields) (map[string]engine.TicketID, error) {
	found := map[string]engine.TicketID{}
	for _, input := range reg.TicketInputs(act) {
		other, ok := a.find(ctx, t.Tenant, actor, inputs.String(input), found)
		if ok && other.Number != "" && inputs.String(input) == string(other.ID) { // tickets know one another by their numbers
			inputs[input], found[other.Number] = other.Number, other.ID
		}
		if ok && act == rules.ActMerge && !other.Fields.Time("ended").IsZero() {
			return nil, &engine.Error{Kind: engine.Refused, Problems: []engine.Problem{{Pointer: "/inputs/" + input, Code: "merge_ended"}}}
		}
		if ok && act == rules.ActLink {
			if err := a.noCircle(ctx, t, &other, inputs.String("as")); err != nil {
				return nil, err
			}
		}
	}
	return found, nil
}

// find adds the id of the ticket with a number, if the actor may see it. What
// cannot be read is as if it were not there.
func (a *api) find(ctx context.Context, tenant engine.TenantID, actor engine.Actor, number string, found map[string]engine.TicketID) (t engine.Ticket, ok bool) {
	if number == "" {
		return t, false
	}
	t, err := a.Reader.Ticket(ctx, tenant, number)
	if ok = err == nil && mayRead(actor, &t); ok {
		found[number] = t.ID
	}
	return t, ok
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
	if err := a.knowsPeople(ctx, &t, reg, act.Act, inputs); err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	if act.Tickets, err = a.named(ctx, &t, act.Actor, reg, act.Act, inputs); err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	if err := a.ofSender(ctx, &act, &t); err != nil {
		return nil, a.fail(ctx, err, reg)
	}
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
	out.Body.Decisions = viewWhy(&res.Event, reg, req.actor, req.lang, a.namer(ctx, t.Tenant)).Decisions
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
	out.Body.Decisions = viewWhy(&change.Event, reg, req.actor, req.lang, a.namer(ctx, cmd.Tenant)).Decisions
	for i := range change.Event.Body.Ops {
		op := &change.Event.Body.Ops[i]
		if op.Kind != engine.OpSend || isNews(op) {
			continue
		}
		notice, err := viewNotice(op, change.Ticket, reg, req.lang)
		if err != nil {
			return nil, a.fail(ctx, err, reg)
		}
		out.Body.Notices = append(out.Body.Notices, notice)
	}
	return out, nil
}

// isNews reports whether a message only tells an employee that something is theirs.
func isNews(op *engine.Op) bool {
	payload, _ := op.Value.(map[string]any)
	return rules.NoticeSort(engine.Fields(payload).String("text")) != ""
}

// viewNotice shows a message as it will read.
func viewNotice(op *engine.Op, t *engine.Ticket, reg *rules.Regulation, lang string) (Notice, error) {
	value, _ := op.Value.(map[string]any)
	payload := engine.Fields(value)
	rendered, err := reg.Render(payload, t.Number, nil)
	if err != nil {
		return Notice{}, err
	}
	to := payload.Map("to")
	n := Notice{To: to.String("address") + to.String("principal"), Cc: textsOf(payload.List("cc")), By: op.Name, Whom: "client", Lang: rendered.Lang,
		Subject: rendered.Subject, Text: rendered.Body, Clause: string(op.Clause)}
	if role := to.String("role"); role != "" {
		n.To = reg.Label("role/"+role, lang)
	}
	switch {
	case payload.Bool("internal"):
		n.Whom = "staff"
	case rules.IsPartner(t, to.String("address")):
		n.Whom = "partner"
	case op.Audience == engine.ForStaff:
		n.Whom = "outside"
	}
	return n, nil
}
