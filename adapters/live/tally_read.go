package live

import (
	"context"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// reckoning reads a tally. It runs beside the room and shares nothing with it that
// changes.
type reckoning struct {
	loading
	zone *time.Location
}

func (r *room) reckoning() *reckoning {
	actor := engine.Actor{Kind: engine.Staff, Roles: []string{roleWall}}
	return &reckoning{zone: zoneOf(r.cols.active), loading: loading{lens: lens{filter: filter{}, actor: actor}, store: &r.hub.store,
		tenant: r.tenant, seq: r.seq, cols: r.cols, now: r.now()}}
}

// zoneOf is the zone that a regulation counts days in.
func zoneOf(reg *rules.Regulation) *time.Location {
	if reg == nil {
		return time.UTC
	}
	return reg.Zone()
}

func (r *reckoning) do(ctx context.Context) (*tally, error) {
	t, p := newTally(r.actor), newPress(r.store, r.tenant)
	tickets, more, err := r.tickets(ctx, p)
	if err != nil {
		return nil, err
	}
	t.more = more
	for i := range tickets {
		t.put(&tickets[i], p.rules(ctx, tickets[i].Edition))
	}
	return t, r.today(ctx, t)
}

// today reads what was decided today from the events of today: a ticket keeps only
// its last deadlines, and one that has ended is in no list of open ones.
func (r *reckoning) today(ctx context.Context, t *tally) error {
	after, err := engine.LastBefore(ctx, r.store.log, r.tenant, r.seq, startOfDay(r.now, r.zone))
	if err != nil {
		return err
	}
	n := newNews(max(after, r.seq-int64(r.store.limits.Today)))
	for more := true; more && n.seq < r.seq; {
		if more, err = r.store.read(ctx, r.tenant, n, r.seq, nil); err != nil {
			return err
		}
	}
	var ids []engine.TicketID
	for _, ruling := range n.rulings {
		if _, known := n.tickets[ruling.ticket]; !known {
			n.tickets[ruling.ticket] = nil
			ids = append(ids, ruling.ticket)
		}
	}
	if err := r.store.fetch(ctx, r.tenant, n, ids); err != nil {
		return err
	}
	for _, ruling := range n.rulings {
		if ticket := n.tickets[ruling.ticket]; ticket != nil && sees(r.actor, ticket) {
			t.rule(ruling)
		}
	}
	return nil
}
