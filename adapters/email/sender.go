package email

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/mail"
	"strings"
	"time"

	"golang.org/x/net/idna"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// SenderConfig is what a Sender is made of. All but Also, Team, Blocked, Links,
// Hostname and Daily is needed.
type SenderConfig struct {
	Transport Transport
	// Rules returns an edition of a tenant's regulation.
	Rules   func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error)
	Keyring func(tenant engine.TenantID) (intake.Keyring, error)
	// From is the tenant's support address, and what it is called.
	From func(ctx context.Context, tenant engine.TenantID) (address, name string, err error)
	// Staff is the address of an employee; "" if there is none.
	Staff func(ctx context.Context, tenant engine.TenantID, principal string) (address, name string, err error)
	// Also are the addresses of those who get an employee's mail as well, such as a
	// substitute. It may be nil.
	Also func(ctx context.Context, tenant engine.TenantID, principal string) ([]mail.Address, error)
	// Employee says the same of mails that tell an employee that something is
	// theirs, with the language that they read and whether they want the mail.
	// Without it, all are sent to the address that Staff has.
	Employee func(ctx context.Context, d engine.Delivery, principal string) (Employee, error)
	// Team are the addresses of the employees in a role; those without one are
	// left out. Without a Team nothing can be sent to a role.
	Team func(ctx context.Context, tenant engine.TenantID, role string) ([]mail.Address, error)
	// Blocked reports whether nothing goes out to a person outside, by their address.
	// nil blocks nobody. Employees and teams are not asked about.
	Blocked func(ctx context.Context, tenant engine.TenantID, address string) (bool, error)
	// Links makes the links that a message may hold.
	Links func(tenant engine.TenantID, ticket engine.TicketID, d engine.Delivery) rules.Links
	// Hostname names us in Message-IDs; the domain of From by default.
	Hostname string
	// Daily is how many automatic messages one address gets a day: 100.
	Daily int
	// Now is the engine's clock.
	Now func() time.Time
}

// A Sender delivers the engine's messages by mail. It is safe for concurrent
// use.
type Sender struct {
	cfg   SenderConfig
	quota quota
}

var _ engine.Sender = (*Sender)(nil)

// NewSender returns a sender, or says what its configuration lacks.
func NewSender(cfg SenderConfig) (*Sender, error) {
	switch {
	case cfg.Transport == nil:
		return nil, errors.New("email: no Transport")
	case cfg.Rules == nil || cfg.Keyring == nil || cfg.From == nil || cfg.Staff == nil || cfg.Now == nil:
		return nil, errors.New("email: no Rules, Keyring, From, Staff or Now")
	}
	set(&cfg.Daily, 100)
	if cfg.Blocked == nil {
		cfg.Blocked = nobody
	}
	return &Sender{cfg: cfg, quota: quota{limit: cfg.Daily}}, nil
}

// Send implements engine.Sender. The receipt holds message_id, to, subject,
// text (what was written, cut to 16 KiB) and answer (of the next server); or
// not_sent, which says why an employee gets no such mail, and principal.
func (s *Sender) Send(ctx context.Context, d engine.Delivery) (engine.Fields, error) {
	if err := s.withheld(ctx, d); err != nil {
		return nil, err
	}
	l, err := s.letter(ctx, d)
	var none *declined
	if errors.As(err, &none) {
		return none.receipt(), nil
	}
	if err != nil {
		return nil, err
	}
	raw, err := l.compose()
	if err != nil {
		return nil, engine.Permanent(err)
	}
	if l.counts() && !s.quota.take(d.Tenant, l.to.Address, s.cfg.Now()) {
		return nil, engine.Permanent(fmt.Errorf("%s has had %d automatic messages today, more are not sent", l.to.Address, s.cfg.Daily))
	}
	answer, err := s.cfg.Transport.Deliver(ctx, Parcel{From: l.returnPath, To: l.recipients(), Message: raw,
		Tenant: d.Tenant, Number: d.Number, Delivery: d.ID, Made: d.Created})
	if err != nil {
		if l.counts() {
			s.quota.giveBack(d.Tenant, l.to.Address, s.cfg.Now())
		}
		return nil, err
	}
	return engine.Fields{"message_id": l.id, "to": strings.Join(l.recipients(), ", "), "subject": l.subject,
		"text": clip(l.text, maxReceipt), "answer": clip(answer, maxReason)}, nil
}

// nobody blocks no address.
func nobody(context.Context, engine.TenantID, string) (bool, error) { return false, nil }

// withheld is engine.ErrWithheld for a message to somebody outside who is blocked.
// It is asked when the message goes out, whenever it was decided: so nothing gets
// past a block.
func (s *Sender) withheld(ctx context.Context, d engine.Delivery) error {
	address := d.Payload.Map("to").String("address")
	if address == "" {
		return nil
	}
	blocked, err := s.cfg.Blocked(ctx, d.Tenant, address)
	if err == nil && blocked {
		err = engine.ErrWithheld
	}
	return err
}

// maxReceipt is how much of the text an event keeps: it can be written again
// from the delivery.
const maxReceipt = 16 << 10

// letter gathers what a delivery asks for.
func (s *Sender) letter(ctx context.Context, d engine.Delivery) (*letter, error) {
	keys, err := s.cfg.Keyring(d.Tenant)
	if err != nil {
		return nil, err
	}
	from, fromName, err := s.cfg.From(ctx, d.Tenant)
	if err != nil {
		return nil, err
	}
	if from == "" {
		return nil, fmt.Errorf("tenant %s has no mail address to send from", d.Tenant)
	}
	l := &letter{from: mail.Address{Name: fromName, Address: from}, ticket: d.Number, date: d.Created, loop: keys.LoopMark(),
		automatic: !isOwnWords(d.Payload), internal: d.Payload.Bool("internal")}
	if err := s.address(ctx, l, d); err != nil {
		return nil, err
	}
	if err := s.write(ctx, l, d); err != nil {
		return nil, err
	}
	s.thread(l, d, keys)
	return l, nil
}

// address finds the recipient, or all that are in a role: they get one message,
// so that each sees who else has it.
func (s *Sender) address(ctx context.Context, l *letter, d engine.Delivery) error {
	to := d.Payload.Map("to")
	if role := to.String("role"); role != "" {
		return s.team(ctx, l, d.Tenant, role)
	}
	address, name := to.String("address"), to.String("name")
	if principal := to.String("principal"); principal != "" {
		var err error
		if address, name, err = s.employee(ctx, l, d, principal); err != nil {
			return err
		}
		if err = s.also(ctx, l, d.Tenant, principal); err != nil {
			return err
		}
	}
	address, err := sendable(address)
	if err != nil {
		return engine.Permanent(err)
	}
	l.to = mail.Address{Name: oneLine(name), Address: address}
	copies, err := s.unblocked(ctx, d.Tenant, d.Payload.List("cc"))
	l.copy(copies)
	return err
}

// unblocked leaves blocked addresses out: the others shall still get their copy.
func (s *Sender) unblocked(ctx context.Context, tenant engine.TenantID, addresses []any) ([]any, error) {
	var out []any
	for _, one := range addresses {
		address, _ := one.(string)
		blocked, err := s.cfg.Blocked(ctx, tenant, address)
		if err != nil {
			return nil, err
		}
		if !blocked {
			out = append(out, one)
		}
	}
	return out, nil
}

// also adds those who get an employee's mail as well.
func (s *Sender) also(ctx context.Context, l *letter, tenant engine.TenantID, principal string) error {
	if s.cfg.Also == nil {
		return nil
	}
	others, err := s.cfg.Also(ctx, tenant, principal)
	if err != nil {
		return err
	}
	for _, one := range others {
		if one.Address, err = sendable(one.Address); err == nil {
			one.Name = oneLine(one.Name)
			l.also = append(l.also, one)
		}
	}
	return nil
}

func (s *Sender) team(ctx context.Context, l *letter, tenant engine.TenantID, role string) error {
	if s.cfg.Team == nil {
		return engine.Permanent(errors.New("nobody knows who is in a role"))
	}
	team, err := s.cfg.Team(ctx, tenant, role)
	if err != nil {
		return err
	}
	for _, one := range team {
		if one.Address, err = sendable(one.Address); err != nil {
			continue // the others shall still be told
		}
		one.Name = oneLine(one.Name)
		if l.to.Address == "" {
			l.to = one
			continue
		}
		l.also = append(l.also, one)
	}
	if l.to.Address == "" {
		return engine.Permanent(fmt.Errorf("nobody in the role %s has a mail address", role))
	}
	return nil
}

// sendable brings an address to the form in which servers take it.
func sendable(address string) (string, error) {
	address = strings.TrimSpace(address)
	at := strings.LastIndex(address, "@")
	if at <= 0 || !isAddress(address) {
		return "", fmt.Errorf("%q is no mail address", address)
	}
	domain, err := idna.Lookup.ToASCII(address[at+1:])
	if err != nil || domain == "" {
		return "", fmt.Errorf("%q is no mail address", address)
	}
	return address[:at+1] + domain, nil
}

// write renders the text in the words of the edition that asked for it.
func (s *Sender) write(ctx context.Context, l *letter, d engine.Delivery) error {
	reg, _, err := s.cfg.Rules(ctx, d.Tenant, d.Edition)
	if err != nil {
		return fmt.Errorf("load edition %q: %w", d.Edition, err)
	}
	var links rules.Links
	if s.cfg.Links != nil {
		links = s.cfg.Links(d.Tenant, d.Ticket, d)
	}
	payload := d.Payload
	if l.lang != "" {
		payload = maps.Clone(payload)
		payload["lang"] = l.lang
	}
	rendered, err := reg.Render(payload, d.Number, links)
	if err != nil {
		return engine.Permanent(err)
	}
	l.text, l.lang, l.subject = rendered.Body, rendered.Lang, oneLine(rendered.Subject)
	if l.subject == "" {
		l.subject = replySubject(d.Number, d.Payload.String("subject"))
	}
	return nil
}
