package host

import (
	"context"
	"net/mail"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	kept "github.com/reglament/reglament/rules/desk"
	"github.com/reglament/reglament/rules/directory"
)

const (
	// remindEvery is how often reminders that are due are looked for, of all tenants
	// by one query.
	remindEvery = 2 * time.Second
	// remindLease is how long a reminder is one node's. After it, another tries.
	remindLease = time.Minute
)

// remind mails reminders when they are due until ctx ends. The page shows them by
// itself. The due instant is the engine's clock's; what was due while no node ran
// is mailed after the start.
func (h *Host) remind(ctx context.Context) error {
	for {
		if err := h.remindDue(ctx); err != nil && ctx.Err() == nil {
			h.log.Warn("some reminders wait", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(remindEvery):
		}
	}
}

// remindDue mails what is due now. Of several nodes one has each reminder. One
// that dies between the mail and the note of it leaves a mail that is sent again
// with the same Message-ID.
func (h *Host) remindDue(ctx context.Context) error {
	now := h.clock.Lease()
	claim := engine.Claim{Now: h.clock.Now(), LeaseNow: now, LeaseUntil: now.Add(remindLease)}
	tenants, err := h.store.Reminding(ctx, claim)
	if err != nil {
		return err
	}
	for _, tenant := range tenants {
		due, err := h.store.ClaimReminders(ctx, tenant, claim)
		if err != nil {
			return err
		}
		for i := range due {
			if err := h.remindOne(ctx, tenant, &due[i]); err != nil {
				return err
			}
		}
	}
	return nil
}

// remindOne settles a reminder. It is mailed to its owner, unless they want no such
// mail, have no address, or may not see the ticket any more.
func (h *Host) remindOne(ctx context.Context, tenant engine.TenantID, r *kept.Reminder) error {
	letter, err := h.reminderLetter(ctx, tenant, r)
	if err != nil {
		return err
	}
	if letter != nil {
		err = h.tell.Tell(ctx, *letter)
		switch {
		case engine.IsPermanent(err):
			h.log.Error("a reminder cannot be mailed", "tenant", tenant, "reminder", r.ID, "error", err)
		case err != nil:
			return err // the lease will lapse
		}
	}
	return h.store.ReminderTold(ctx, tenant, r.ID, h.clock.Now())
}

// reminderLetter is nil where there is nobody to write to.
func (h *Host) reminderLetter(ctx context.Context, tenant engine.TenantID, r *kept.Reminder) (*email.Notice, error) {
	staff, err := h.store.Principals(ctx, tenant)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(staff, func(p directory.Principal) bool { return p.ID == r.Owner })
	if i < 0 || staff[i].Email == "" {
		return nil, nil
	}
	t, err := h.store.Ticket(ctx, tenant, string(r.Ticket))
	if engine.KindOf(err) == engine.NotFound || err == nil && !visibleTo(&staff[i], &t) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	wishes, err := h.store.Wishes(ctx, tenant, r.Owner)
	if err != nil || !wishes.Wants(kept.Reminded) {
		return nil, err
	}
	reg, _, err := h.registry.Rules(ctx, tenant, "")
	if err != nil {
		return nil, err
	}
	subject, text, lang := h.reminderWords(reg, &staff[i], &t, r)
	return &email.Notice{Tenant: tenant, ID: "reminder-" + r.ID, To: []mail.Address{{Name: staff[i].Name, Address: staff[i].Email}},
		Subject: subject, Text: text, Lang: lang, At: r.Due}, nil
}

// visibleTo reports whether an employee may see a ticket.
func visibleTo(p *directory.Principal, t *engine.Ticket) bool {
	return engine.Visible(engine.Actor{Kind: engine.Staff, ID: p.ID, Roles: p.Roles}, t.Audience)
}

var (
	reminderSubject = rules.Text{rules.Russian: "[{number}] Напоминание", rules.Kazakh: "[{number}] Еске салу", rules.English: "[{number}] Reminder"}
	reminderText    = rules.Text{
		rules.Russian: "Вы просили напомнить о заявке {number}{subject}.{text}\n\nЧто сделать: откройте заявку.{link}",
		rules.Kazakh:  "Сіз {number} өтінішін еске салуды сұрадыңыз{subject}.{text}\n\nНе істеу керек: өтінішті ашыңыз.{link}",
		rules.English: "You asked to be reminded of ticket {number}{subject}.{text}\n\nWhat to do: open the ticket.{link}",
	}
)

func (h *Host) reminderWords(reg *rules.Regulation, p *directory.Principal, t *engine.Ticket, r *kept.Reminder) (subject, text, lang string) {
	if lang = p.Language; lang == "" {
		lang = reg.Lang
	}
	about := t.Fields.String("subject")
	if about != "" {
		about = " (" + about + ")"
	}
	before := func(s, what string) string {
		if what == "" {
			return ""
		}
		return s + what
	}
	fill := strings.NewReplacer("{number}", t.Number, "{subject}", about, "{text}", before("\n\n", r.Text), "{link}", before("\n\n", h.ticketPage(t.Number)))
	return fill.Replace(reminderSubject.In(lang, reg.Lang)), fill.Replace(reminderText.In(lang, reg.Lang)), lang
}
