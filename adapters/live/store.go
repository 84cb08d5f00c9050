package live

import (
	"context"
	"fmt"
	"log/slog"
	"slices"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// store asks the questions that live has about a tenant.
type store struct {
	log    engine.Log
	reader engine.Reader
	rules  func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error)
	people func(ctx context.Context, tenant engine.TenantID) (people, companies []Named, err error) // may be nil
	limits *Limits
	logger *slog.Logger
}

// beginning is where a room starts.
type beginning struct {
	seq    int64
	epoch  string
	active engine.EditionID
}

// start finds the end of a tenant's log. The epoch names the log: it is the hash
// of its first event, so that all nodes agree on it and another database does
// not.
func (s *store) start(ctx context.Context, tenant engine.TenantID) (beginning, error) {
	head, err := s.log.Head(ctx, tenant)
	if err != nil {
		return beginning{}, err
	}
	b := beginning{seq: head.Seq, epoch: "empty", active: head.Active}
	if head.Seq == 0 {
		return b, nil
	}
	first, err := s.log.Events(ctx, tenant, 0, 1)
	if err != nil {
		return b, err
	}
	if len(first) == 1 {
		b.epoch = first[0].Hash.String()[:16]
	}
	return b, nil
}

// news is what a stretch of the log brought.
type news struct {
	prev, seq int64
	changed   []engine.TicketID
	tickets   map[engine.TicketID]*engine.Ticket // those that changed, as they are now
	counts    map[engine.TicketID]int64          // events
	turned    map[engine.TicketID]bool           // those whose audience was set
	events    map[engine.TicketID][]engine.Event // of the tickets that are watched
	edition   engine.EditionID                   // that was activated, if one was
	rulings   []ruling                           // on deadlines
}

func newNews(prev int64) *news {
	return &news{prev: prev, seq: prev, tickets: map[engine.TicketID]*engine.Ticket{}, counts: map[engine.TicketID]int64{},
		turned: map[engine.TicketID]bool{}, events: map[engine.TicketID][]engine.Event{}}
}

func (n *news) add(e *engine.Event, watched bool) {
	n.seq = e.Seq
	if e.Kind == engine.KindActivated {
		n.edition = e.Edition
	}
	if e.Ticket == "" {
		return
	}
	if n.counts[e.Ticket] == 0 {
		n.changed = append(n.changed, e.Ticket)
	}
	n.counts[e.Ticket]++
	n.rulings = append(n.rulings, rulings(e)...)
	if slices.ContainsFunc(e.Body.Ops, func(op engine.Op) bool { return op.Kind == engine.OpAudience }) {
		n.turned[e.Ticket] = true
	}
	if watched {
		n.events[e.Ticket] = append(n.events[e.Ticket], *e)
	}
}

// page is how many events are read at once.
const page = 100

// read adds the next page of the log to n, up to the event numbered until, and
// reports whether there may be more.
func (s *store) read(ctx context.Context, tenant engine.TenantID, n *news, until int64, watched map[engine.TicketID]bool) (more bool, err error) {
	limit := int(min(page, until-n.seq))
	events, err := s.log.Events(ctx, tenant, n.seq, limit)
	if err != nil {
		return false, fmt.Errorf("read the log of %s after %d: %w", tenant, n.seq, err)
	}
	for i := range events {
		n.add(&events[i], watched[events[i].Ticket])
	}
	return len(events) == page, nil
}

// fetch reads the tickets with the ids as they are now.
func (s *store) fetch(ctx context.Context, tenant engine.TenantID, n *news, ids []engine.TicketID) error {
	for chunk := range slices.Chunk(ids, page) {
		tickets, err := s.reader.TicketsByID(ctx, tenant, chunk)
		if err != nil {
			return fmt.Errorf("read %d tickets of %s: %w", len(chunk), tenant, err)
		}
		for i := range tickets {
			n.tickets[tickets[i].ID] = &tickets[i]
		}
	}
	return nil
}

// audienceAt folds a ticket's audience as it was after the event numbered seq.
// It was none when there was no ticket yet.
func (s *store) audienceAt(ctx context.Context, tenant engine.TenantID, id engine.TicketID, seq int64) (audience engine.Audience, was bool, err error) {
	for after := int64(0); ; {
		events, err := s.reader.TicketEvents(ctx, tenant, id, after, page)
		if err != nil {
			return "", false, fmt.Errorf("read the events of ticket %s: %w", id, err)
		}
		for i := range events {
			e := &events[i]
			if e.Seq > seq {
				return audience, was, nil
			}
			if !was {
				audience, was = e.Audience.Within(engine.ForCustomer), true
			}
			for _, op := range e.Body.Ops {
				if value, ok := op.Value.(string); ok && op.Kind == engine.OpAudience {
					audience = engine.Audience(value)
				}
			}
			after = e.Seq
		}
		if len(events) < page {
			return audience, was, nil
		}
	}
}
