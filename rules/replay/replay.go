// Package replay decides a tenant's history anew under another regulation and
// tells what would have been different. Nothing is written and nothing is sent.
//
// Each event is decided on its ticket as it was, from what was recorded. What
// would have followed from a difference is not played: a reminder that a candidate
// would not have sent is one difference, and the customer's answer to it is still
// decided as it came.
package replay

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
)

// History is where events are read from; a store of the engine is one.
type History interface {
	Tickets(ctx context.Context, l engine.TicketList) (engine.TicketPage, error)
	// EventsOf returns up to limit events of some tickets, one ticket after the
	// other in the order of their ids, and each ticket's in their order. It begins
	// behind the event that after names.
	EventsOf(ctx context.Context, tenant engine.TenantID, tickets []engine.TicketID, after engine.Position, limit int) ([]engine.Event, error)
}

// Config says what to replay.
type Config struct {
	History History
	Tenant  engine.TenantID
	// Candidate decides anew. It is asked by several goroutines.
	Candidate engine.Regulation
	// Knows, if set, tells whether the candidate has a value of a facet that it
	// lists the values of.
	Knows func(facet, value string) bool
	// Since leaves earlier events out; they are only folded.
	Since time.Time
	// Difference is told of each, in no order between tickets. It is not called
	// twice at once.
	Difference func(d *Difference)
	// Progress, if set, is told from time to time how many events were looked at.
	Progress func(events int64)
	// Workers is how many tickets are replayed at once: as many as processors.
	Workers int
}

// Summary is how much was replayed.
type Summary struct {
	Tickets     int `json:"tickets"`
	Events      int `json:"events"`
	Differences int `json:"differences"`
	// Skipped events have no body any more, or were never decided.
	Skipped int `json:"skipped"`
	// Unknown are values that tickets have and the candidate does not.
	Unknown []Unknown `json:"unknown,omitempty"`
	Clauses Tally     `json:"clauses"`
}

// Unknown is a status, type, level or queue that the candidate lacks.
type Unknown struct {
	Facet   string   `json:"facet"`
	Value   string   `json:"value"`
	Tickets int      `json:"tickets"`
	Numbers []string `json:"numbers"` // the first, maxNumbers at most
}

// catalogued are the facets whose values a catalogue lists.
var catalogued = []string{"status", "type", "level", "queue"}

// Run replays. Its memory does not grow with the history.
func Run(ctx context.Context, cfg Config) (Summary, error) {
	if cfg.Workers <= 0 {
		cfg.Workers = runtime.GOMAXPROCS(0)
	}
	r := &run{Config: cfg, summary: Summary{Clauses: Tally{}}}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tickets := make(chan []engine.Ticket)
	var working sync.WaitGroup
	for range cfg.Workers {
		working.Go(func() {
			for some := range tickets {
				if err := r.tickets(ctx, some); err != nil {
					r.fail(err)
					cancel()
				}
			}
		})
	}
	err := r.list(ctx, tickets)
	close(tickets)
	working.Wait()
	if r.err != nil {
		return r.summary, r.err
	}
	return r.summary, err
}

// run is one replay.
type run struct {
	Config

	mu      sync.Mutex
	summary Summary
	err     error
}

func (r *run) fail(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.err == nil {
		r.err = err
	}
}

func (r *run) list(ctx context.Context, tickets chan<- []engine.Ticket) error {
	list := engine.TicketList{Tenant: r.Tenant, Limit: 100}
	for {
		page, err := r.History.Tickets(ctx, list)
		if err != nil {
			return fmt.Errorf("list tickets of %s: %w", r.Tenant, err)
		}
		select {
		case tickets <- page.Tickets:
		case <-ctx.Done():
			return ctx.Err()
		}
		if list.After = page.Next; page.Next == "" {
			return nil
		}
	}
}

// page is how many events are read at once.
const page = 500

// tickets replays the events of some tickets.
func (r *run) tickets(ctx context.Context, some []engine.Ticket) error {
	numbers := map[engine.TicketID]string{}
	var ids []engine.TicketID
	for i := range some {
		if t := &some[i]; !t.Updated.Before(r.Since) {
			r.known(t)
			numbers[t.ID] = t.Number
			ids = append(ids, t.ID)
		}
	}
	var fold engine.Ticket
	looked, skipped := 0, 0
	err := r.each(ctx, ids, func(e *engine.Event) error {
		if e.Ticket != fold.ID {
			fold = engine.Ticket{}
		}
		before := fold
		fold = engine.Apply(fold, e)
		if e.At.Before(r.Since) {
			return nil
		}
		looked++
		if Undecided(e) != "" {
			skipped++
			return nil
		}
		return r.event(ctx, e, numbers[e.Ticket], before)
	})
	r.looked(len(ids), looked, skipped)
	return err
}

// each calls f for the events of tickets, one ticket after the other.
func (r *run) each(ctx context.Context, ids []engine.TicketID, f func(e *engine.Event) error) error {
	var after engine.Position
	for len(ids) > 0 {
		events, err := r.History.EventsOf(ctx, r.Tenant, ids, after, page)
		if err != nil {
			return fmt.Errorf("read events of %s: %w", r.Tenant, err)
		}
		for i := range events {
			after = engine.Position{Ticket: events[i].Ticket, Seq: events[i].Seq}
			if err := f(&events[i]); err != nil {
				return err
			}
		}
		if len(events) < page {
			break
		}
	}
	return nil
}

// known notes what the candidate lacks of what a ticket has.
func (r *run) known(t *engine.Ticket) {
	if r.Knows == nil {
		return
	}
	for _, facet := range catalogued {
		value := t.Facets[facet]
		if value == "" || r.Knows(facet, value) {
			continue
		}
		r.mu.Lock()
		i := slices.IndexFunc(r.summary.Unknown, func(u Unknown) bool { return u.Facet == facet && u.Value == value })
		if i < 0 {
			i = len(r.summary.Unknown)
			r.summary.Unknown = append(r.summary.Unknown, Unknown{Facet: facet, Value: value})
		}
		u := &r.summary.Unknown[i]
		if u.Tickets++; len(u.Numbers) < maxNumbers {
			u.Numbers = append(u.Numbers, t.Number)
		}
		r.mu.Unlock()
	}
}

func (r *run) looked(tickets, events, skipped int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.summary.Tickets += tickets
	r.summary.Events += events
	r.summary.Skipped += skipped
	if r.Progress != nil {
		r.Progress(int64(r.summary.Events))
	}
}

// event decides one event anew and reports what differs.
func (r *run) event(ctx context.Context, e *engine.Event, number string, before engine.Ticket) error {
	related, err := r.related(ctx, e, before)
	if err != nil {
		return err
	}
	d, _, err := Decide(ctx, r.Candidate, e, before, related)
	if err != nil || d == nil {
		return err
	}
	d.Number = number
	r.mu.Lock()
	defer r.mu.Unlock()
	r.summary.Differences++
	r.summary.Clauses.Add(d)
	if r.Difference != nil {
		r.Difference(d)
	}
	return nil
}

// errSeen ends the reading of a ticket.
var errSeen = errors.New("the rest came later")

// related reads the tickets that the evidence pointed at, as they were then.
func (r *run) related(ctx context.Context, e *engine.Event, own engine.Ticket) ([]engine.Ticket, error) {
	var out []engine.Ticket
	for _, evidence := range e.Body.Thread {
		if evidence.Ticket == e.Ticket {
			out = append(out, own)
			continue
		}
		var fold engine.Ticket
		err := r.each(ctx, []engine.TicketID{evidence.Ticket}, func(x *engine.Event) error {
			if x.Seq >= e.Seq {
				return errSeen
			}
			fold = engine.Apply(fold, x)
			return nil
		})
		if err != nil && !errors.Is(err, errSeen) {
			return nil, err
		}
		out = append(out, fold)
	}
	return out, nil
}
