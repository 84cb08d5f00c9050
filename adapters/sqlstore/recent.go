package sqlstore

import (
	"errors"
	"sync"

	"github.com/reglament/reglament/engine"
)

// maxRecent bounds how many tickets are remembered.
const maxRecent = 2000

// recent remembers tickets as this process has just committed them, for the
// outcomes of the messages that they have sent: those come a moment later, and
// find the ticket in memory. Another process may have changed it meanwhile; then
// the commit conflicts and the ticket is read.
type recent struct {
	mu      sync.Mutex
	tickets map[ticketKey]engine.Ticket
	order   []ticketKey
}

// note takes notice of a commit and how it went.
func (r *recent) note(c *engine.Change, err error) {
	if c.Ticket == nil {
		return
	}
	key := ticketKey{c.Tenant, c.Ticket.ID}
	r.mu.Lock()
	defer r.mu.Unlock()
	if err != nil || len(c.Deliveries) == 0 {
		if err == nil || errors.Is(err, engine.ErrConflict) {
			delete(r.tickets, key)
		}
		return
	}
	if r.tickets == nil {
		r.tickets = map[ticketKey]engine.Ticket{}
	}
	if _, known := r.tickets[key]; !known {
		r.order = append(r.order, key)
	}
	r.tickets[key] = *c.Ticket
	for len(r.order) > maxRecent {
		delete(r.tickets, r.order[0])
		r.order = r.order[1:]
	}
}

// load answers a query that recent knowledge will do for.
func (r *recent) load(q *engine.Query) (engine.Loaded, bool) {
	if !q.Recent || len(q.Keys) != 1 || q.Keys[0].Lookup != engine.ByID {
		return engine.Loaded{}, false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	t, ok := r.tickets[ticketKey{q.Tenant, engine.TicketID(q.Keys[0].Value)}]
	if !ok {
		return engine.Loaded{}, false
	}
	return engine.Loaded{Seq: t.Seq, Tickets: []engine.Match{{Ticket: t, By: []string{q.Keys[0].Kind}}}}, true
}
