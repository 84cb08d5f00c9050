package email

import (
	"context"
	"fmt"
	"net/mail"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// An Employee is one whom a mail about a ticket goes to.
type Employee struct {
	Address, Name string
	// Language is the one that they read; "" leaves it to the regulation.
	Language string
	// Declines says why they get no mail of this sort; "" if they do. It is
	// DeclinedUnwanted, DeclinedHidden or DeclinedAddress.
	Declines string
}

// Why a mail that tells an employee that something is theirs is not sent.
const (
	DeclinedUnwanted = "unwanted"   // they have turned this sort off
	DeclinedHidden   = "hidden"     // they may not see the ticket
	DeclinedAddress  = "no_address" // they have no mail address
)

// declined is the receipt of a mail that was settled without being sent.
type declined struct{ principal, why string }

func (d *declined) Error() string { return fmt.Sprintf("%s gets no such mail: %s", d.principal, d.why) }

func (d *declined) receipt() engine.Fields {
	return engine.Fields{"not_sent": d.why, "principal": d.principal}
}

// employee finds whom a mail goes to. Of mails that the program sends by itself
// people may want none.
func (s *Sender) employee(ctx context.Context, l *letter, d engine.Delivery, principal string) (address, name string, err error) {
	if rules.NoticeSort(d.Payload.String("text")) == "" || s.cfg.Employee == nil {
		if address, name, err = s.cfg.Staff(ctx, d.Tenant, principal); err == nil && address == "" {
			err = engine.Permanent(fmt.Errorf("employee %s has no mail address", principal))
		}
		return address, name, err
	}
	e, err := s.cfg.Employee(ctx, d, principal)
	if err == nil && e.Declines != "" {
		err = &declined{principal, e.Declines}
	}
	l.lang = e.Language
	return e.Address, e.Name, err
}

// copy adds those who get a copy. An address that is none keeps nobody else from
// the mail: it was checked when it was named.
func (l *letter) copy(addresses []any) {
	for _, one := range addresses {
		text, _ := one.(string)
		if address, err := sendable(text); err == nil && address != l.to.Address {
			l.copies = append(l.copies, mail.Address{Address: address})
		}
	}
}
