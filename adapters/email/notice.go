package email

import (
	"context"
	"fmt"
	"net/mail"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

// A Notice is a message of the installation itself to people of a tenant. It
// belongs to no ticket and is counted nowhere.
type Notice struct {
	Tenant engine.TenantID
	// ID names it: small letters, digits and hyphens. It is the same at each attempt.
	ID            string
	To            []mail.Address
	Subject, Text string
	Lang          string
	At            time.Time
}

// Tell sends a notice from the tenant's own address. Errors are as Send has them.
func (s *Sender) Tell(ctx context.Context, n Notice) error {
	keys, err := s.cfg.Keyring(n.Tenant)
	if err != nil {
		return err
	}
	from, name, err := s.cfg.From(ctx, n.Tenant)
	if err != nil {
		return err
	}
	l := &letter{from: mail.Address{Name: name, Address: from}, date: n.At, loop: keys.LoopMark(), automatic: true, internal: true,
		subject: oneLine(n.Subject), text: n.Text, lang: n.Lang}
	for _, one := range n.To {
		if one.Address, err = sendable(one.Address); err != nil {
			continue // the others shall still be told
		}
		one.Name = oneLine(one.Name)
		l.also = append(l.also, one)
	}
	if len(l.also) == 0 {
		return engine.Permanent(fmt.Errorf("nobody among %d has a mail address", len(n.To)))
	}
	l.to, l.also = l.also[0], l.also[1:]
	host := s.cfg.Hostname
	if host == "" {
		_, host, _ = strings.Cut(from, "@")
	}
	id := engine.DeliveryID("notice." + n.ID)
	l.id = keys.MessageID("", id, host)
	raw, err := l.compose()
	if err != nil {
		return engine.Permanent(err)
	}
	_, err = s.cfg.Transport.Deliver(ctx, Parcel{To: l.recipients(), Message: raw, Tenant: n.Tenant, Delivery: id, Made: n.At})
	return err
}
