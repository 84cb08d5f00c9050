package host

import (
	"context"
	"fmt"
	"net/mail"
	"net/url"
	"path/filepath"
	"slices"
	"time"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/adapters/webform"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

// mailSender is the way out to people's mailboxes.
func (h *Host) mailSender() (*email.Sender, error) {
	transport, err := h.transport()
	if err != nil {
		return nil, err
	}
	return email.NewSender(email.SenderConfig{
		Transport: transport, Rules: h.rulesOf, Keyring: h.keyring, From: h.mailFrom, Staff: h.mailOfStaff, Employee: h.toldEmployee, Also: h.mailOfSubstitute, Team: h.mailOfTeam,
		Links: func(_ engine.TenantID, _ engine.TicketID, d engine.Delivery) rules.Links {
			keys, err := h.keyring(d.Tenant)
			if err != nil {
				return nil // the sender itself has just got it
			}
			acts := webform.Links(h.cfg.URL, keys, &d)
			return func(act string) string {
				if act == rules.PageLink {
					return h.ticketPage(d.Number)
				}
				return acts(act)
			}
		},
		Blocked: h.store.IsBlocked,
		Now:     h.clock.Now,
	})
}

// transport is the relay, or the folder that keeps mail where there is none.
func (h *Host) transport() (email.Transport, error) {
	if h.cfg.Transport != nil {
		return h.cfg.Transport, nil
	}
	if h.cfg.Relay != "" {
		return email.NewRelay(email.RelayConfig{URL: h.cfg.Relay, Hostname: h.hostname()})
	}
	return h.captured()
}

// captured is the folder of mail that was not sent.
func (h *Host) captured() (*email.Capture, error) {
	return email.OpenCapture(filepath.Join(h.cfg.Data, "mail"))
}

// hostname is how we call ourselves to mail servers.
func (h *Host) hostname() string {
	u, err := url.Parse(h.cfg.URL)
	if err != nil || u.Hostname() == "" {
		return "localhost"
	}
	return u.Hostname()
}

// mailFrom is the tenant's own address and name.
func (h *Host) mailFrom(ctx context.Context, tenant engine.TenantID) (address, name string, err error) {
	reg, _, err := h.registry.Rules(ctx, tenant, "")
	if err != nil {
		return "", "", err
	}
	own := reg.Addresses()
	if len(own) == 0 {
		return "", "", engine.Permanent(fmt.Errorf("the regulation of %s has no mail address to write from", tenant))
	}
	return own[0], reg.Document.Company.In(reg.Lang), nil
}

// mailOfStaff is the address of an employee.
func (h *Host) mailOfStaff(ctx context.Context, tenant engine.TenantID, id string) (address, name string, err error) {
	staff, err := h.store.Principals(ctx, tenant)
	if err != nil {
		return "", "", err
	}
	i := slices.IndexFunc(staff, func(p directory.Principal) bool { return p.ID == id })
	if i < 0 {
		return "", "", nil
	}
	return staff[i].Email, staff[i].Name, nil
}

// mailOfSubstitute is the address of who stands in for an employee now.
func (h *Host) mailOfSubstitute(ctx context.Context, tenant engine.TenantID, id string) ([]mail.Address, error) {
	now := h.clock.Now()
	away, err := h.store.Absence(ctx, tenant, id)
	if err != nil || !away.Covers(now) || away.Substitute == "" {
		return nil, err
	}
	address, name, err := h.mailOfStaff(ctx, tenant, away.Substitute)
	if err != nil || address == "" {
		return nil, err
	}
	return []mail.Address{{Name: name, Address: address}}, nil
}

// mailOfTeam are the addresses of the employees in a role, and of those who stand in
// for them now.
func (h *Host) mailOfTeam(ctx context.Context, tenant engine.TenantID, role string) ([]mail.Address, error) {
	staff, err := h.store.Principals(ctx, tenant)
	if err != nil {
		return nil, err
	}
	now := h.clock.Now()
	away, err := h.store.Absences(ctx, tenant, now)
	if err != nil {
		return nil, err
	}
	told := map[string]bool{}
	for i := range staff {
		if p := &staff[i]; slices.Contains(p.Roles, role) {
			told[p.ID] = true
			if a := roster.Away(away, p.ID, now); a != nil {
				told[a.Substitute] = true
			}
		}
	}
	var team []mail.Address
	for _, p := range staff {
		if p.Email != "" && told[p.ID] {
			team = append(team, mail.Address{Name: p.Name, Address: p.Email})
		}
	}
	return team, nil
}

// openMail takes the socket for incoming mail.
func (s *Server) openMail() error {
	var err error
	if s.intake, err = email.NewIntake(email.IntakeConfig{Engine: s.engine, Done: s.store, Blobs: s.blobs, Inbox: inbox{s.store, s.metrics.mail},
		Keyring: s.keyring, Blocked: s.store.IsBlocked, Now: s.clock.Now, Logger: s.log}); err != nil {
		return err
	}
	if s.cfg.SMTP == "off" {
		return nil
	}
	s.mail, err = email.Listen(email.ListenerConfig{Addr: s.cfg.address(s.cfg.SMTP), Hostname: s.hostname(),
		Mailbox: s.addresses.Mailbox, Intake: s.intake, Logger: s.log})
	return err
}

// recoverMail decides the mails that were stored and not decided: at once, and
// then from time to time, for what fails now may work later.
func (s *Server) recoverMail(ctx context.Context) error {
	const pause = time.Minute
	for {
		if err := s.intake.Recover(ctx, s.Tenants()...); err != nil && ctx.Err() == nil {
			s.log.Warn("some mails wait to be decided", "error", err)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-s.refiled:
		case <-time.After(pause):
		}
	}
}

// inbox shows the store's table of mails to package email.
type inbox struct {
	store *sqlstore.Store
	count func(tenant engine.TenantID, state string)
}

func (i inbox) PutMail(ctx context.Context, m email.Noted) error {
	err := i.store.PutMail(ctx, sqlstore.Mail(m))
	if err == nil {
		i.count(m.Tenant, m.State)
	}
	return err
}

func (i inbox) MailIn(ctx context.Context, tenant engine.TenantID, state string, limit int) ([]email.Noted, error) {
	rows, err := i.store.MailIn(ctx, tenant, state, limit)
	out := make([]email.Noted, len(rows))
	for n := range rows {
		out[n] = email.Noted(rows[n])
	}
	return out, err
}
