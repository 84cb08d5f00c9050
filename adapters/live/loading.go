package live

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// loading reads what a load needs. It runs beside the room and shares nothing
// with it that changes.
type loading struct {
	lens
	store  *store
	tenant engine.TenantID
	epoch  string
	head   *stepHead
	from   int64
	seq    int64
	now    time.Time
	cols   *columns // replaced where tickets are in further statuses
	seen   *columns // as they were at the beginning

	page   *payload
	missed *step
}

func (l *loading) do(ctx context.Context) error {
	l.seen = l.cols
	p := newPress(l.store, l.tenant)
	switch {
	case l.head.ticket && l.from == snapshot:
		return l.story(ctx, p)
	case l.head.ticket:
		return l.missedEvents(ctx, p)
	case l.from == snapshot:
		return l.board(ctx, p)
	}
	return l.missedCards(ctx, p)
}

// board reads the first cards of the filter.
func (l *loading) board(ctx context.Context, p *press) error {
	tickets, more, err := l.tickets(ctx, p)
	if err != nil {
		return err
	}
	out := board{Zone: zone(l.cols.active), Legend: l.store.legend(ctx, l.tenant, l.cols.active, l.key.lang, l.now), Cards: make([]json.RawMessage, 0, len(tickets)), More: more}
	for i := range tickets {
		t := &tickets[i]
		out.Cards = append(out.Cards, p.card(ctx, t, &l.lens))
		l.cols = l.cols.with(t.Facets["status"], p.rules(ctx, t.Edition))
	}
	out.Columns = l.cols.list(l.key.lang)
	l.page = newPayload(encode(boardFrame{Type: "snapshot", Chan: l.key.name, Epoch: l.epoch, Seq: l.seq, Page: out}))
	return nil
}

// zone is the name of the zone that a regulation shows times in.
func zone(reg *rules.Regulation) string {
	if reg == nil {
		return ""
	}
	return reg.Zone().String()
}

// tickets returns those that are on the board: by their next due instant, then
// by age. What is due soon is never cut off for what is not.
func (l *loading) tickets(ctx context.Context, p *press) (tickets []engine.Ticket, more bool, err error) {
	seen := map[engine.TicketID]bool{}
	limit := l.store.limits.Cards
	for _, byDue := range []bool{true, false} {
		room := limit - len(tickets)
		var found []engine.Ticket
		for _, chosen := range l.filter.lists(l.cols.active) {
			some, cut, err := l.list(ctx, p, engine.TicketList{Tenant: l.tenant, Facets: chosen, ByDue: byDue, NoDue: !byDue}, room, seen)
			if err != nil {
				return nil, false, err
			}
			found, more = append(found, some...), more || cut
		}
		slices.SortFunc(found, func(a, b engine.Ticket) int {
			return cmp.Or(a.NextDue.Compare(b.NextDue), cmp.Compare(a.ID, b.ID))
		})
		if len(found) > room {
			found, more = found[:room], true
		}
		tickets = append(tickets, found...)
	}
	return tickets, more, nil
}

// listPage is how many tickets are read at once.
const listPage = 500

// list reads one list up to a limit, leaving out what was seen or does not
// belong on the board.
func (l *loading) list(ctx context.Context, p *press, q engine.TicketList, limit int, seen map[engine.TicketID]bool) (out []engine.Ticket, more bool, err error) {
	q.Limit = listPage
	for {
		got, err := l.store.reader.Tickets(ctx, q)
		if err != nil {
			return nil, false, fmt.Errorf("list tickets of %s: %w", l.tenant, err)
		}
		for _, t := range got.Tickets {
			if seen[t.ID] || !sees(l.actor, &t) || !l.filter.match(&t, p.rules(ctx, t.Edition)) {
				continue
			}
			if len(out) == limit {
				return out, true, nil
			}
			seen[t.ID] = true
			out = append(out, t)
		}
		if got.Next == "" {
			return out, false, nil
		}
		q.After = got.Next
	}
}

// missedCards reads which tickets changed since, and how they are now.
func (l *loading) missedCards(ctx context.Context, p *press) error {
	n := newNews(l.from)
	for more := true; more && n.seq < l.seq; {
		var err error
		if more, err = l.store.read(ctx, l.tenant, n, l.seq, nil); err != nil {
			return err
		}
	}
	if err := l.store.fetch(ctx, l.tenant, n, n.changed); err != nil {
		return err
	}
	rows, err := p.changes(ctx, n, &l.lens)
	if err != nil {
		return err
	}
	for _, id := range n.changed {
		if t := n.tickets[id]; t != nil && sees(l.actor, t) {
			l.cols = l.cols.with(t.Facets["status"], p.rules(ctx, t.Edition))
		}
	}
	l.missed = newStep(l.head, l.from, l.seq, l.now, rows, encode(l.cols.list(l.key.lang)), nil)
	return nil
}

// ticket reads the ticket as it is now.
func (l *loading) ticket(ctx context.Context) (*engine.Ticket, error) {
	t, err := l.store.reader.Ticket(ctx, l.tenant, string(l.key.ticket))
	if err == nil && !sees(l.actor, &t) {
		err = engine.Errorf(engine.NotFound, "no ticket %q", l.key.ticket)
	}
	return &t, err
}

// story reads a ticket and the end of its history.
func (l *loading) story(ctx context.Context, p *press) error {
	t, err := l.ticket(ctx)
	if err != nil {
		return err
	}
	rows, more, err := l.history(ctx, p, 0)
	if err != nil {
		return err
	}
	out := story{Zone: zone(p.rules(ctx, t.Edition)), Ticket: p.card(ctx, t, &l.lens), Events: make([]json.RawMessage, len(rows)), More: more}
	for i := range rows {
		out.Events[i] = rows[i].json
	}
	l.page = newPayload(encode(ticketFrame{Type: "snapshot", Chan: l.key.name, Epoch: l.epoch, Seq: l.seq, Page: out}))
	return nil
}

// missedEvents reads what a ticket's channel has missed.
func (l *loading) missedEvents(ctx context.Context, p *press) error {
	t, err := l.ticket(ctx)
	if err != nil {
		return err
	}
	rows, _, err := l.history(ctx, p, l.from)
	if err != nil {
		return err
	}
	l.missed = newStep(l.head, l.from, l.seq, l.now, rows, nil, p.card(ctx, t, &l.lens))
	return nil
}

// history reads the ticket's events after one, and no further than where the
// load ends: the rest comes by itself. Of a long history it keeps the end.
func (l *loading) history(ctx context.Context, p *press, after int64) (rows []row, more bool, err error) {
	limit := l.store.limits.History
	if l.from != snapshot {
		limit = l.store.limits.Resume // no more than that were missed
	}
	for {
		events, err := l.store.reader.TicketEvents(ctx, l.tenant, l.key.ticket, after, page)
		if err != nil {
			return nil, false, fmt.Errorf("read the events of ticket %s: %w", l.key.ticket, err)
		}
		n := slices.IndexFunc(events, func(e engine.Event) bool { return e.Seq > l.seq })
		if n < 0 {
			n = len(events)
		}
		rows = append(rows, p.events(ctx, events[:n], &l.lens)...)
		if len(rows) > limit {
			rows, more = slices.Clone(rows[len(rows)-limit:]), true
		}
		if n < page {
			return rows, more, nil
		}
		after = events[n-1].Seq
	}
}
