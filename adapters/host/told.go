package host

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
)

// ticketPage is where employees read a ticket; "" where the installation has no
// address that others could open.
func (h *Host) ticketPage(number string) string {
	if h.cfg.URL == "" || number == "" {
		return ""
	}
	return strings.TrimSuffix(h.cfg.URL, "/") + "/s/tickets/" + url.PathEscape(number)
}

// toldEmployee is who is told that something is theirs. What somebody may not see,
// or no longer, they are not told of.
func (h *Host) toldEmployee(ctx context.Context, d engine.Delivery, id string) (email.Employee, error) {
	staff, err := h.store.Principals(ctx, d.Tenant)
	if err != nil {
		return email.Employee{}, err
	}
	i := slices.IndexFunc(staff, func(p directory.Principal) bool { return p.ID == id })
	if i < 0 || staff[i].Email == "" {
		return email.Employee{Declines: email.DeclinedAddress}, nil
	}
	e := email.Employee{Address: staff[i].Email, Name: staff[i].Name, Language: staff[i].Language}
	t, err := h.store.Ticket(ctx, d.Tenant, string(d.Ticket))
	if err != nil {
		return e, err
	}
	if !visibleTo(&staff[i], &t) {
		e.Declines = email.DeclinedHidden
		return e, nil
	}
	wishes, err := h.store.Wishes(ctx, d.Tenant, id)
	if err == nil && !wishes.Wants(rules.NoticeSort(d.Payload.String("text"))) {
		e.Declines = email.DeclinedUnwanted
	}
	return e, err
}
