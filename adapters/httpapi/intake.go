package httpapi

import (
	"context"
	"errors"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/desk"
	"github.com/reglament/reglament/rules/intake"
)

// IntakeOutput says what an operator can take down.
type IntakeOutput struct {
	Body struct {
		Channels  []IntakeChannel `json:"channels" doc:"None where the regulation takes requests from their senders alone"`
		Lang      string          `json:"lang" doc:"Language of the document"`
		Languages []string        `json:"languages" doc:"Those in which the sender can be told"`
	}
}

// IntakeChannel is a way by which requests are taken down.
type IntakeChannel struct {
	ID        string   `json:"id"`
	Kind      string   `json:"kind" example:"call"`
	Label     string   `json:"label"`
	Addresses []string `json:"addresses" doc:"What customers see of it, such as the number that they call"`
	Clause    Clause   `json:"clause"`
	Fields    []Field  `json:"fields" doc:"What is asked; one may stand several times, for different values of another"`
}

// TakenDown is a request as an operator takes it down.
type TakenDown struct {
	Channel     string         `json:"channel,omitempty" doc:"call unless told otherwise"`
	Fields      map[string]any `json:"fields" doc:"Values by the ids of the regulation's fields"`
	Language    string         `json:"language,omitempty" enum:"kk,ru,en"`
	Confirmed   []string       `json:"confirmed,omitempty" doc:"Codes of warnings that the operator has seen"`
	Attachments []File         `json:"attachments,omitempty" doc:"Files that were uploaded before"`
}

// Refusal is how a request is turned down as soon as it is filed.
type Refusal struct {
	Act    string         `json:"act" example:"refuse" doc:"One of the acts that the foresight lists"`
	Inputs map[string]any `json:"inputs,omitempty" example:"{\"reason\":\"not_identified\"}"`
}

// CallInput files a request that an operator takes down.
type CallInput struct {
	TenantPath
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"200" doc:"Makes it be filed once, and refused once: the same key and body give the first answer again"`
	Body           struct {
		TakenDown
		Refuse *Refusal `json:"refuse,omitempty" doc:"Files it and turns it down by an act of the regulation: it has a number, a reason and its clause, and can be counted. Nothing is filed if the act would be refused"`
	}
}

// CallOutput is the answer to a request that was taken down.
type CallOutput struct {
	Location string `header:"Location"`
	Body     struct {
		CreateAnswer
		Notices []Notice  `json:"notices,omitempty" doc:"Messages that go out about it"`
		Reason  *Decision `json:"reason,omitempty" doc:"Why it was turned down, with the clause, if it was"`
	}
}

// AddInput adds to a ticket what its customer has told an operator.
type AddInput struct {
	TicketPath
	IdempotencyKey string `header:"Idempotency-Key" maxLength:"200" doc:"Makes it be added once"`
	Body           struct {
		TakenDown
	}
}

// AddOutput is the answer to an added message.
type AddOutput struct {
	Body struct {
		CreateAnswer
		Notices []Notice `json:"notices,omitempty" doc:"Messages that go out about it"`
	}
}

func (a *api) takenDown(h huma.API) {
	const base = "/api/v1/{tenant}"
	huma.Register(h, op("get-intake", http.MethodGet, base+"/intake", "Says which requests you can take down and what is asked", "intake"), a.getIntake)
	huma.Register(h, op("foresee-intake", http.MethodPost, base+"/intake/foresight", "Says what would come of a request, and which open ones are like it", "intake"), a.foresee)
	call := op("intake-call", http.MethodPost, base+"/intake/call", "Files a request that an operator takes down", "intake")
	call.DefaultStatus = http.StatusCreated
	huma.Register(h, call, a.intakeCall)
	huma.Register(h, op("add-message", http.MethodPost, base+"/tickets/{number}/messages", "Adds to a ticket what its customer has told an operator", "intake"), a.addMessage)
}

func (a *api) getIntake(ctx context.Context, in *TenantPath) (*IntakeOutput, error) {
	if _, err := employee(ctx); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	reg, _, err := a.Rules(ctx, engine.TenantID(in.Tenant), "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	lang := requestOf(ctx).lang
	out := &IntakeOutput{}
	out.Body.Lang, out.Body.Languages, out.Body.Channels = reg.Lang, reg.Languages, []IntakeChannel{}
	for _, c := range reg.StaffChannels() {
		clause, _ := reg.Clause(c.Clause)
		v := IntakeChannel{ID: c.ID, Kind: c.Kind, Label: c.Label.In(lang, reg.Lang), Addresses: append([]string{}, c.Addresses...),
			Clause: viewClause(clause, reg, lang), Fields: []Field{}}
		for _, f := range reg.FieldsFor(c.ID) {
			v.Fields = append(v.Fields, viewField(f, reg, lang))
		}
		out.Body.Channels = append(out.Body.Channels, v)
	}
	return out, nil
}

// intakeCall files what an operator takes down from a call, a letter or a
// message that reached them privately, and turns it down at once if they do.
func (a *api) intakeCall(ctx context.Context, in *CallInput) (*CallOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	tenant := engine.TenantID(in.Tenant)
	reg, _, err := a.Rules(ctx, tenant, "")
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	form := in.Body.form(tenant, &actor)
	form.ID, form.At = a.commandID(ctx, "file", in.IdempotencyKey), a.Now()
	if in.Body.Refuse != nil {
		if err := a.refusable(ctx, form, &in.Body.TakenDown, in.Body.Refuse, reg); err != nil {
			return nil, a.fail(ctx, err, reg)
		}
	}
	res, err := a.hand(ctx, &form, in.Body.Attachments, reg)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	out := &CallOutput{Location: ticketPath(&res.Ticket)}
	out.Body.Notices = a.noticesOf(ctx, &res.Event, &res.Ticket)
	if in.Body.Refuse != nil {
		refused, err := a.refuse(ctx, form.ID, &res.Ticket, in.Body.Refuse, actor)
		if err != nil {
			return nil, a.fail(ctx, err, reg)
		}
		res.Ticket = refused.Ticket
		out.Body.Notices = append(out.Body.Notices, a.noticesOf(ctx, &refused.Event, &res.Ticket)...)
		out.Body.Reason = a.reasonOf(ctx, &refused.Event, in.Body.Refuse)
	}
	out.Body.CreateAnswer = answerOf(&res, reg, requestOf(ctx).lang)
	a.sent(ctx, tenant, "", desk.Intake, nil)
	return out, nil
}

func (in *TakenDown) form(tenant engine.TenantID, operator *engine.Actor) intake.Form {
	channel := in.Channel
	if channel == "" {
		channel = "call"
	}
	return intake.Form{Tenant: tenant, Channel: channel, Fields: in.Fields, Language: in.Language, Confirmed: in.Confirmed, Operator: operator}
}

// refusable says why a request that is not filed yet could not be turned down so.
func (a *api) refusable(ctx context.Context, form intake.Form, in *TakenDown, refusal *Refusal, reg *rules.Regulation) error {
	cmd, err := a.formCommand(ctx, &form, in.Attachments, reg)
	if err != nil {
		return err
	}
	change, err := a.Engine.Preview(ctx, cmd)
	if err != nil {
		return err
	}
	act := reg.Act(refusal.Act)
	if act == nil || !reg.Refuses(act) {
		return &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/refuse/act", Code: "act_unknown"}}}
	}
	err = reg.CheckAct(act, &engine.Case{Tenant: form.Tenant, Now: cmd.At, Ticket: change.Ticket,
		Event: engine.Fact{Kind: rules.KindAct, At: cmd.At, Actor: *form.Operator, Data: engine.Fields{"inputs": refusal.Inputs}}})
	var wrong *engine.Error
	if errors.As(err, &wrong) {
		for i := range wrong.Problems {
			if p := &wrong.Problems[i]; p.Pointer != "" {
				p.Pointer = "/refuse" + p.Pointer
			}
		}
	}
	return err
}

// refuse turns down a ticket that was just filed. Its command is named after the
// one that filed it, so that both are done once.
func (a *api) refuse(ctx context.Context, filed engine.CommandID, t *engine.Ticket, refusal *Refusal, actor engine.Actor) (engine.Result, error) {
	act := intake.Act{Tenant: t.Tenant, ID: filed + "/refused", Ticket: t.ID, Actor: actor, Channel: "api",
		Act: refusal.Act, Inputs: refusal.Inputs, At: a.Now()}
	return a.Engine.Do(ctx, act.Command())
}

// addMessage adds to a ticket what its customer has told an operator: it is a
// message of the customer's, whoever writes it down.
func (a *api) addMessage(ctx context.Context, in *AddInput) (*AddOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	t, reg, err := a.ticket(ctx, &in.TicketPath)
	if err != nil {
		return nil, err
	}
	form := in.Body.form(t.Tenant, &actor)
	form.ID, form.At, form.Ticket = a.commandID(ctx, "add", in.IdempotencyKey), a.Now(), t.ID
	res, err := a.hand(ctx, &form, in.Body.Attachments, reg)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	out := &AddOutput{}
	out.Body.CreateAnswer = answerOf(&res, reg, requestOf(ctx).lang)
	out.Body.Notices = a.noticesOf(ctx, &res.Event, &res.Ticket)
	a.sent(ctx, t.Tenant, "", desk.Intake, nil)
	return out, nil
}
