package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/desk"
)

// Told keeps which mails employees want, and what they want to be reminded of.
type Told interface {
	Wishes(ctx context.Context, tenant engine.TenantID, owner string) (desk.Wishes, error)
	PutWishes(ctx context.Context, tenant engine.TenantID, owner string, w desk.Wishes) error
	Reminders(ctx context.Context, tenant engine.TenantID, owner string) ([]desk.Reminder, error)
	// AddReminder leaves one of the same id as it is.
	AddReminder(ctx context.Context, tenant engine.TenantID, r desk.Reminder) error
	// DeleteReminder answers NotFound for one that is not the owner's.
	DeleteReminder(ctx context.Context, tenant engine.TenantID, owner, id string) error
}

// NoticeWishes says of each sort of mail whether you get it.
type NoticeWishes struct {
	Assigned  bool `json:"assigned" doc:"A ticket was assigned to you"`
	Deadline  bool `json:"deadline" doc:"A deadline of yours nears or is over"`
	Mentioned bool `json:"mentioned" doc:"A note speaks to you"`
	Watched   bool `json:"watched" doc:"The customer has written about a ticket that you watch, or it has ended"`
	Reminded  bool `json:"reminded" doc:"A reminder of yours is due"`
}

// sorts pairs each wish with the sort of mail that it is about.
func (w *NoticeWishes) sorts() map[string]*bool {
	return map[string]*bool{rules.NoticeAssigned: &w.Assigned, rules.NoticeDeadline: &w.Deadline,
		rules.NoticeMentioned: &w.Mentioned, rules.NoticeWatched: &w.Watched, desk.Reminded: &w.Reminded}
}

// WishesOutput is which mails you get.
type WishesOutput struct{ Body NoticeWishes }

// WishesInput says which mails you want.
type WishesInput struct {
	TenantPath
	Body NoticeWishes
}

// Reminder is what you want to be told about a ticket, and when.
type Reminder struct {
	ID      string    `json:"id"`
	Number  string    `json:"number" doc:"Number of the ticket" example:"SUPPORT-10110"`
	Subject string    `json:"subject,omitempty" doc:"Of the ticket"`
	At      time.Time `json:"at"`
	Text    string    `json:"text,omitempty"`
	Due     bool      `json:"due,omitempty" doc:"The time has come"`
}

// RemindersOutput lists reminders.
type RemindersOutput struct {
	Body struct {
		Reminders []Reminder `json:"reminders" doc:"Yours, the earliest first; those that are due stay until you remove them"`
	}
}

// NewReminderInput asks to be reminded.
type NewReminderInput struct {
	TicketPath
	Body struct {
		At   time.Time `json:"at" doc:"When; it must lie ahead"`
		Text string    `json:"text,omitempty" maxLength:"500" doc:"Of what"`
	}
}

// ReminderOutput is a reminder.
type ReminderOutput struct{ Body Reminder }

// ReminderPath names a reminder.
type ReminderPath struct {
	TenantPath
	Reminder string `path:"reminder" maxLength:"64"`
}

func (a *api) told(h huma.API) {
	const me = "/api/v1/{tenant}/me"
	huma.Register(h, op("get-notices", http.MethodGet, me+"/notices", "Shows which mails you get about what is yours", "me"), a.getWishes)
	huma.Register(h, op("put-notices", http.MethodPut, me+"/notices", "Chooses which mails you get about what is yours", "me"), a.putWishes)
	huma.Register(h, op("list-reminders", http.MethodGet, me+"/reminders", "Lists your reminders; nobody else sees them", "me"), a.listReminders)
	huma.Register(h, op("delete-reminder", http.MethodDelete, me+"/reminders/{reminder}", "Removes a reminder of yours", "me"), a.deleteReminder)
	create := op("create-reminder", http.MethodPost, "/api/v1/{tenant}/tickets/{number}/reminders", "Has you reminded of a ticket", "me")
	create.DefaultStatus = http.StatusCreated
	huma.Register(h, create, a.createReminder)
}

func (a *api) getWishes(ctx context.Context, in *TenantPath) (*WishesOutput, error) {
	actor, err := employee(ctx)
	var wishes desk.Wishes
	if err == nil {
		wishes, err = a.Told.Wishes(ctx, engine.TenantID(in.Tenant), actor.ID)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &WishesOutput{}
	for sort, on := range out.Body.sorts() {
		*on = wishes.Wants(sort)
	}
	return out, nil
}

func (a *api) putWishes(ctx context.Context, in *WishesInput) (*WishesOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	w := desk.Wishes{Off: []string{}}
	for _, sort := range append([]string{desk.Reminded}, rules.NoticeSorts...) {
		if !*in.Body.sorts()[sort] {
			w.Off = append(w.Off, sort)
		}
	}
	if err := a.Told.PutWishes(ctx, engine.TenantID(in.Tenant), actor.ID, w); err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &WishesOutput{Body: in.Body}, nil
}

// listReminders leaves out those of tickets that the employee may no longer see.
func (a *api) listReminders(ctx context.Context, in *TenantPath) (*RemindersOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	all, err := a.Told.Reminders(ctx, engine.TenantID(in.Tenant), actor.ID)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	out := &RemindersOutput{}
	out.Body.Reminders = []Reminder{}
	for i := range all {
		t, err := a.Reader.Ticket(ctx, engine.TenantID(in.Tenant), string(all[i].Ticket))
		if err == nil && mayRead(actor, &t) {
			out.Body.Reminders = append(out.Body.Reminders, a.viewReminder(&all[i], &t))
		} else if err != nil && engine.KindOf(err) != engine.NotFound {
			return nil, a.fail(ctx, err, nil)
		}
	}
	return out, nil
}

func (a *api) viewReminder(r *desk.Reminder, t *engine.Ticket) Reminder {
	return Reminder{ID: r.ID, Number: t.Number, Subject: t.Fields.String("subject"), At: r.Due, Text: r.Text, Due: !r.Due.After(a.Now())}
}

func (a *api) createReminder(ctx context.Context, in *NewReminderInput) (*ReminderOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	t, _, err := a.ticket(ctx, &in.TicketPath)
	if err != nil {
		return nil, err
	}
	r := desk.Reminder{ID: newID(), Owner: actor.ID, Ticket: t.ID, Text: in.Body.Text, Due: in.Body.At.UTC(), Created: a.Now()}
	if err = r.Check(a.Now()); err == nil {
		err = a.Told.AddReminder(ctx, t.Tenant, r)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return &ReminderOutput{Body: a.viewReminder(&r, &t)}, nil
}

func (a *api) deleteReminder(ctx context.Context, in *ReminderPath) (*struct{}, error) {
	actor, err := employee(ctx)
	if err == nil {
		err = a.Told.DeleteReminder(ctx, engine.TenantID(in.Tenant), actor.ID, in.Reminder)
	}
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	return nil, nil
}
