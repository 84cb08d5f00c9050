package httpapi

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/desk"
)

// ofRequesters are the latest tickets of some requesters that the employee may see.
func (f *finding) ofRequesters(requesters []string) ([]engine.Ticket, error) {
	if len(requesters) == 0 {
		return nil, nil
	}
	page, err := f.Reader.Tickets(f.ctx, engine.TicketList{Tenant: f.tenant, Limit: callerOpen + callerRecent,
		Facets: map[string][]string{"requester": requesters}})
	return f.readable(page.Tickets), err
}

// mentioning are tickets whose caller has left the number beside a mail address:
// those are the address's, and the number is one of their fields.
func (f *finding) mentioning(asked string) ([]engine.Ticket, error) {
	phone := strings.TrimPrefix(asked, "tel:")
	return f.said(phone, func(t *engine.Ticket) bool { return t.Fields.String("phone") == phone })
}

// named are tickets of people with a name.
func (f *finding) named(typed string) ([]engine.Ticket, error) {
	q, ok := desk.Ask(f.tenant, typed)
	if !ok {
		return nil, nil
	}
	return f.said(typed, func(t *engine.Ticket) bool { return q.Names(t.Fields.String("name")) })
}

// said are tickets in which something was said, the latest first, if they are
// wanted.
func (f *finding) said(text string, wanted func(*engine.Ticket) bool) ([]engine.Ticket, error) {
	q, ok := desk.Ask(f.tenant, text)
	if !ok {
		return nil, nil
	}
	q.Limit = searchBatch
	hits, err := f.Search.Search(f.ctx, q)
	if err != nil {
		return nil, err
	}
	var ids []engine.TicketID
	for _, h := range hits {
		if engine.Visible(f.actor, h.Audience) && !slices.Contains(ids, h.Ticket) {
			ids = append(ids, h.Ticket)
		}
	}
	tickets, err := f.Reader.TicketsByID(f.ctx, f.tenant, ids)
	if err != nil {
		return nil, err
	}
	tickets = slices.DeleteFunc(f.readable(tickets), func(t engine.Ticket) bool { return !wanted(&t) })
	newestFirst(tickets)
	return tickets, nil
}

func (f *finding) readable(tickets []engine.Ticket) []engine.Ticket {
	return slices.DeleteFunc(tickets, func(t engine.Ticket) bool { return !mayRead(f.actor, &t) })
}

func newestFirst(tickets []engine.Ticket) {
	slices.SortFunc(tickets, func(a, b engine.Ticket) int { return strings.Compare(string(b.ID), string(a.ID)) })
}

// join puts two lists together, each ticket once, the newest first.
func join(a, b []engine.Ticket) []engine.Ticket {
	for i := range b {
		if !slices.ContainsFunc(a, func(t engine.Ticket) bool { return t.ID == b[i].ID }) {
			a = append(a, b[i])
		}
	}
	newestFirst(a)
	return a
}

// show lists a caller's tickets.
func (f *finding) show(c *Caller, tickets []engine.Ticket) {
	c.Open, c.Recent = []TicketLine{}, []TicketLine{}
	for i := range tickets {
		switch t := &tickets[i]; {
		case isOpen(t) && len(c.Open) < callerOpen:
			c.Open = append(c.Open, f.line(t))
		case !isOpen(t) && len(c.Recent) < callerRecent:
			c.Recent = append(c.Recent, f.line(t))
		}
	}
}

// openFamilies are the families of statuses in which a ticket has not ended.
var openFamilies = []string{rules.FamilyNew, rules.FamilyWork, rules.FamilyWait}

func isOpen(t *engine.Ticket) bool { return slices.Contains(openFamilies, t.Facets["family"]) }

func (f *finding) line(t *engine.Ticket) TicketLine {
	return TicketLine{Ticket: viewTicket(t, f.reg, requestOf(f.ctx), false), Subject: subjectOf(t)}
}

// subjectOf is what a ticket is about in a few words.
func subjectOf(t *engine.Ticket) string {
	for _, name := range []string{"subject", "summary", "description"} {
		if text := strings.Join(strings.Fields(t.Fields.String(name)), " "); text != "" {
			letters := []rune(text)
			if len(letters) > subjectLength {
				return string(letters[:subjectLength]) + "…"
			}
			return text
		}
	}
	return ""
}

const subjectLength = 120
