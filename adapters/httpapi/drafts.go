package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/desk"
)

// Drafts keeps what employees are writing.
type Drafts interface {
	// Draft returns a draft; one that is not there is empty, with revision 0.
	Draft(ctx context.Context, tenant engine.TenantID, key desk.DraftKey) (desk.Draft, error)
	Drafts(ctx context.Context, tenant engine.TenantID, owner string) ([]desk.Draft, error)
	// PutDraft writes over the draft's own revision alone; anything else is an
	// error of kind Conflict.
	PutDraft(ctx context.Context, tenant engine.TenantID, d desk.Draft) (desk.Draft, error)
	// DeleteDraft removes a draft of a revision; 0 is any.
	DeleteDraft(ctx context.Context, tenant engine.TenantID, key desk.DraftKey, revision int64) error
}

// Draft is what an employee is writing and has not sent. Nobody else sees it.
type Draft struct {
	Kind     string         `json:"kind" enum:"reply,note,intake"`
	Ticket   string         `json:"ticket,omitempty" doc:"Id of its ticket; absent for a request that is being taken down"`
	Number   string         `json:"number,omitempty" doc:"Number of its ticket" example:"SUPPORT-10110"`
	Text     string         `json:"text"`
	Fields   map[string]any `json:"fields,omitempty" doc:"What else was filled in"`
	Version  int64          `json:"version,omitempty" doc:"Version of the ticket on which it was begun"`
	Revision int64          `json:"revision" doc:"Send it back with the next change; 0 says that there is no draft"`
	Updated  *time.Time     `json:"updated,omitempty"`
}

// DraftConflict is what is kept and what was to be written over it.
type DraftConflict struct {
	Kept  Draft `json:"kept"`
	Yours Draft `json:"yours"`
}

// DraftPath names a draft on a ticket.
type DraftPath struct {
	TicketPath
	Kind string `path:"kind" enum:"reply,note"`
}

// DraftBody is a draft as it is written.
type DraftBody struct {
	Text     string         `json:"text" maxLength:"65536"`
	Fields   map[string]any `json:"fields,omitempty" doc:"What else was filled in; up to 64 KiB"`
	Version  int64          `json:"version,omitempty" minimum:"0" doc:"Version of the ticket on which it was begun"`
	Revision int64          `json:"revision" minimum:"0" doc:"The revision that you write over; 0 if there was no draft"`
}

// PutDraftInput writes a draft on a ticket.
type PutDraftInput struct {
	DraftPath
	Body DraftBody
}

// PutIntakeInput writes the draft of a request that is being taken down.
type PutIntakeInput struct {
	TenantPath
	Body DraftBody
}

// DraftRef is the draft that was sent.
type DraftRef struct {
	Kind     string `json:"kind" enum:"reply,note,intake"`
	Revision int64  `json:"revision,omitempty" minimum:"0" doc:"It is removed if it is still this one; 0 means whichever there is"`
}

// DraftOutput is a draft.
type DraftOutput struct{ Body Draft }

// DraftsOutput lists drafts.
type DraftsOutput struct {
	Body struct {
		Drafts []Draft `json:"drafts" doc:"The latest first"`
	}
}

func (a *api) drafts(h huma.API) {
	const base = "/api/v1/{tenant}/drafts"
	const ticket = "/api/v1/{tenant}/tickets/{number}/drafts/{kind}"
	huma.Register(h, op("list-drafts", http.MethodGet, base, "Lists your drafts", "drafts"), a.listDrafts)
	huma.Register(h, op("get-intake-draft", http.MethodGet, base+"/intake", "Shows your draft of a request that you take down", "drafts"), a.getIntakeDraft)
	huma.Register(h, op("put-intake-draft", http.MethodPut, base+"/intake", "Keeps your draft of a request that you take down", "drafts"), a.putIntakeDraft)
	huma.Register(h, op("delete-intake-draft", http.MethodDelete, base+"/intake", "Removes your draft of a request that you take down", "drafts"), a.deleteIntakeDraft)
	huma.Register(h, op("get-draft", http.MethodGet, ticket, "Shows your draft on a ticket; an empty one with revision 0 if there is none", "drafts"), a.getDraft)
	huma.Register(h, op("put-draft", http.MethodPut, ticket, "Keeps your draft on a ticket", "drafts"), a.putDraft)
	huma.Register(h, op("delete-draft", http.MethodDelete, ticket, "Removes your draft on a ticket", "drafts"), a.deleteDraft)
}

// employee is who has a desk: an employee that can be told from others.
func employee(ctx context.Context) (engine.Actor, error) {
	actor := requestOf(ctx).actor
	if err := staffOnly(actor); err != nil {
		return actor, err
	}
	if actor.Kind != engine.Staff || actor.ID == "" {
		return actor, &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "role_forbidden"}}}
	}
	return actor, nil
}

// draftKey names the caller's draft on a ticket that they may see.
func (a *api) draftKey(ctx context.Context, in *DraftPath) (engine.Ticket, desk.DraftKey, error) {
	actor, err := employee(ctx)
	if err != nil {
		return engine.Ticket{}, desk.DraftKey{}, a.fail(ctx, err, nil)
	}
	t, _, err := a.ticket(ctx, &in.TicketPath)
	return t, desk.DraftKey{Owner: actor.ID, Ticket: t.ID, Kind: in.Kind}, err
}

func (a *api) intakeKey(ctx context.Context) (desk.DraftKey, error) {
	actor, err := employee(ctx)
	if err != nil {
		return desk.DraftKey{}, a.fail(ctx, err, nil)
	}
	return desk.DraftKey{Owner: actor.ID, Kind: desk.Intake}, nil
}

func (a *api) listDrafts(ctx context.Context, in *TenantPath) (*DraftsOutput, error) {
	key, err := a.intakeKey(ctx)
	if err != nil {
		return nil, err
	}
	tenant := engine.TenantID(in.Tenant)
	drafts, err := a.Drafts.Drafts(ctx, tenant, key.Owner)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	var ids []engine.TicketID
	for i := range drafts {
		if drafts[i].Ticket != "" {
			ids = append(ids, drafts[i].Ticket)
		}
	}
	tickets, err := a.Reader.TicketsByID(ctx, tenant, ids)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	numbers := map[engine.TicketID]string{}
	for i := range tickets {
		numbers[tickets[i].ID] = tickets[i].Number
	}
	out := &DraftsOutput{}
	out.Body.Drafts = []Draft{}
	for i := range drafts {
		out.Body.Drafts = append(out.Body.Drafts, viewDraft(&drafts[i], numbers[drafts[i].Ticket]))
	}
	return out, nil
}

func (a *api) getIntakeDraft(ctx context.Context, in *TenantPath) (*DraftOutput, error) {
	key, err := a.intakeKey(ctx)
	if err != nil {
		return nil, err
	}
	return a.showDraft(ctx, in.Tenant, key, "")
}

func (a *api) getDraft(ctx context.Context, in *DraftPath) (*DraftOutput, error) {
	t, key, err := a.draftKey(ctx, in)
	if err != nil {
		return nil, err
	}
	return a.showDraft(ctx, in.Tenant, key, t.Number)
}

func (a *api) showDraft(ctx context.Context, tenant string, key desk.DraftKey, number string) (*DraftOutput, error) {
	d, err := a.Drafts.Draft(ctx, engine.TenantID(tenant), key)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &DraftOutput{Body: viewDraft(&d, number)}, nil
}

func (a *api) putIntakeDraft(ctx context.Context, in *PutIntakeInput) (*DraftOutput, error) {
	key, err := a.intakeKey(ctx)
	if err != nil {
		return nil, err
	}
	return a.keepDraft(ctx, in.Tenant, key, "", &in.Body)
}

func (a *api) putDraft(ctx context.Context, in *PutDraftInput) (*DraftOutput, error) {
	t, key, err := a.draftKey(ctx, &in.DraftPath)
	if err != nil {
		return nil, err
	}
	return a.keepDraft(ctx, in.Tenant, key, t.Number, &in.Body)
}

// keepDraft writes a draft. Who would write over another one than they know is
// shown both.
func (a *api) keepDraft(ctx context.Context, tenant string, key desk.DraftKey, number string, body *DraftBody) (*DraftOutput, error) {
	d := desk.Draft{DraftKey: key, Text: body.Text, Fields: body.Fields, Version: body.Version, Revision: body.Revision, Updated: a.Now()}
	if err := d.Check(); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	kept, err := a.Drafts.PutDraft(ctx, engine.TenantID(tenant), d)
	if err == nil {
		return &DraftOutput{Body: viewDraft(&kept, number)}, nil
	}
	answer := a.fail(ctx, err, nil)
	if p, ok := answer.(*Problem); ok && engine.KindOf(err) == engine.Conflict {
		if kept, err = a.Drafts.Draft(ctx, engine.TenantID(tenant), key); err != nil {
			return nil, a.fail(ctx, err, nil)
		}
		p.Drafts = &DraftConflict{Kept: viewDraft(&kept, number), Yours: viewDraft(&d, number)}
	}
	return nil, answer
}

func (a *api) deleteIntakeDraft(ctx context.Context, in *TenantPath) (*struct{}, error) {
	key, err := a.intakeKey(ctx)
	if err != nil {
		return nil, err
	}
	return a.removeDraft(ctx, in.Tenant, key)
}

func (a *api) deleteDraft(ctx context.Context, in *DraftPath) (*struct{}, error) {
	_, key, err := a.draftKey(ctx, in)
	if err != nil {
		return nil, err
	}
	return a.removeDraft(ctx, in.Tenant, key)
}

func (a *api) removeDraft(ctx context.Context, tenant string, key desk.DraftKey) (*struct{}, error) {
	if err := a.Drafts.DeleteDraft(ctx, engine.TenantID(tenant), key, 0); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return nil, nil
}

// sent removes the draft that an act or a request was made of: the one that is
// named, else that of the act's own name. What was done stays done if it fails;
// the draft is then found again.
func (a *api) sent(ctx context.Context, tenant engine.TenantID, ticket engine.TicketID, act string, ref *DraftRef) {
	actor, err := employee(ctx)
	if err != nil {
		return
	}
	if ref == nil {
		if act != desk.Reply && act != desk.Note && act != desk.Intake {
			return
		}
		ref = &DraftRef{Kind: act}
	}
	key := desk.DraftKey{Owner: actor.ID, Ticket: ticket, Kind: ref.Kind}
	if err := a.Drafts.DeleteDraft(ctx, tenant, key, ref.Revision); err != nil {
		a.Logger.Error("a draft that was sent could not be removed", "tenant", tenant, "ticket", ticket, "error", err)
	}
}

func viewDraft(d *desk.Draft, number string) Draft {
	v := Draft{Kind: d.Kind, Ticket: string(d.Ticket), Number: number, Text: d.Text, Fields: d.Fields, Version: d.Version, Revision: d.Revision}
	if !d.Updated.IsZero() {
		v.Updated = &d.Updated
	}
	return v
}
