// Package enginetest has in-memory twins of the engine's ports, and the suite
// that every store must pass. Tests of regulations run on it too: the engine is
// the real one, only the store and the clock are made of memory.
package enginetest

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
)

// Memory is an engine.Backend that keeps everything in this process. Values go
// through their stored form, so that what a database would lose or refuse is
// lost or refused here too. It is safe for concurrent use.
type Memory struct {
	mu      sync.Mutex
	tenants map[engine.TenantID]*tenant
}

type tenant struct {
	head     engine.Head
	tickets  map[engine.TicketID]row
	numbers  map[string]engine.TicketID
	keys     map[string][]keyed
	events   []stored
	commands map[engine.CommandID]int64
	wakes    map[engine.TicketID]*wake
	outbox   map[engine.DeliveryID]*delivery
}

type row struct {
	ticket engine.Ticket // without its state
	state  []byte
}

type keyed struct {
	ticket engine.TicketID
	seq    int64
}

type stored struct {
	event engine.Event // without its body
	body  []byte
}

type wake struct{ due, lease time.Time }

type delivery struct {
	engine.Delivery
	lease time.Time
}

var _ engine.Backend = (*Memory)(nil)

// NewMemory returns an empty store.
func NewMemory() *Memory { return &Memory{tenants: map[engine.TenantID]*tenant{}} }

func (m *Memory) tenant(id engine.TenantID) *tenant {
	t := m.tenants[id]
	if t == nil {
		t = &tenant{
			head:     engine.Head{Tenant: id, Next: map[string]int64{}},
			tickets:  map[engine.TicketID]row{},
			numbers:  map[string]engine.TicketID{},
			keys:     map[string][]keyed{},
			commands: map[engine.CommandID]int64{},
			wakes:    map[engine.TicketID]*wake{},
			outbox:   map[engine.DeliveryID]*delivery{},
		}
		m.tenants[id] = t
	}
	return t
}

// Load implements engine.Store.
func (m *Memory) Load(_ context.Context, q engine.Query) (engine.Loaded, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tenant(q.Tenant)
	loaded := engine.Loaded{Seq: t.head.Seq}
	var err error
	if seq, ok := t.commands[q.Command]; ok {
		done, err := t.event(seq)
		if err != nil {
			return loaded, err
		}
		loaded.Done = &done
		if done.Ticket != "" {
			q.Keys = append(slices.Clone(q.Keys), engine.TicketKey(done.Ticket))
		}
	}
	loaded.Tickets, err = t.match(q.Keys)
	return loaded, err
}

// TicketsByID implements engine.Store.
func (m *Memory) TicketsByID(_ context.Context, tenant engine.TenantID, ids []engine.TicketID) ([]engine.Ticket, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tenant(tenant)
	var out []engine.Ticket
	for _, id := range ids {
		if _, ok := t.tickets[id]; !ok {
			continue
		}
		ticket, err := t.ticket(id)
		if err != nil {
			return nil, err
		}
		out = append(out, ticket)
	}
	return out, nil
}

// maxMatches is how many tickets a Load returns at most.
const maxMatches = 8

func (t *tenant) match(keys []engine.Key) ([]engine.Match, error) {
	by := map[engine.TicketID][]string{}
	add := func(id engine.TicketID, kind string) {
		if _, ok := t.tickets[id]; ok && !slices.Contains(by[id], kind) {
			by[id] = append(by[id], kind)
		}
	}
	for _, k := range keys {
		switch k.Lookup {
		case engine.ByID:
			add(engine.TicketID(k.Value), k.Kind)
		case engine.ByNumber:
			add(t.numbers[k.Value], k.Kind)
		default:
			for _, kept := range t.keys[k.Value] {
				add(kept.ticket, k.Kind)
			}
		}
	}
	ids := slices.Sorted(maps.Keys(by))
	slices.Reverse(ids)
	var matches []engine.Match
	for _, id := range ids[:min(len(ids), maxMatches)] {
		ticket, err := t.ticket(id)
		if err != nil {
			return nil, err
		}
		slices.Sort(by[id])
		matches = append(matches, engine.Match{Ticket: ticket, By: by[id]})
	}
	return matches, nil
}

func (t *tenant) ticket(id engine.TicketID) (engine.Ticket, error) {
	r := t.tickets[id]
	ticket := r.ticket
	ticket.Facets = maps.Clone(ticket.Facets)
	err := ticket.DecodeState(r.state)
	return ticket, err
}

func (t *tenant) event(seq int64) (engine.Event, error) {
	s := t.events[seq-1]
	e := s.event
	if s.body == nil {
		e.Salt = nil
		return e, nil
	}
	var err error
	e.Body, err = engine.DecodeBody(s.body)
	return e, err
}

// Commit implements engine.Store.
func (m *Memory) Commit(_ context.Context, c *engine.Change) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tenant(c.Tenant)
	if t.conflicts(c) {
		return engine.ErrConflict
	}
	if err := engine.Seal(&t.head, c); err != nil {
		return err
	}
	e := c.Event
	e.Body = engine.Body{}
	t.events = append(t.events, stored{event: e, body: slices.Clone(c.Body)})
	t.commands[e.Command] = e.Seq
	if c.Ticket != nil {
		if err := t.put(c.Ticket); err != nil {
			return err
		}
		for _, k := range c.Keys {
			if k.Keep {
				t.keep(k.Value, c.Ticket.ID, e.Seq)
			}
		}
	}
	for _, d := range c.Deliveries {
		t.outbox[d.ID] = &delivery{Delivery: d}
	}
	delete(t.outbox, c.Settles)
	for _, id := range c.Withdraws {
		delete(t.outbox, id)
	}
	return nil
}

func (t *tenant) conflicts(c *engine.Change) bool {
	if _, done := t.commands[c.Event.Command]; done {
		return true
	}
	if !t.head.Holds(c) {
		return true
	}
	if c.Ticket != nil && t.tickets[c.Ticket.ID].ticket.Version != c.Ticket.Version-1 {
		return true
	}
	return slices.ContainsFunc(c.Keys, func(k engine.Key) bool {
		return k.Lookup == engine.ByKept && slices.ContainsFunc(t.keys[k.Value],
			func(kept keyed) bool { return kept.seq > c.Loaded })
	})
}

func (t *tenant) put(ticket *engine.Ticket) error {
	state, err := ticket.AppendState(nil)
	if err != nil {
		return err
	}
	r := row{ticket: *ticket, state: state}
	r.ticket.Facets = maps.Clone(ticket.Facets)
	r.ticket.Fields, r.ticket.Timers, r.ticket.People, r.ticket.Links, r.ticket.Parked = nil, nil, nil, nil, nil
	t.tickets[ticket.ID] = r
	if ticket.Number != "" {
		t.numbers[ticket.Number] = ticket.ID
	}
	if due := ticket.Wake(); due.IsZero() {
		delete(t.wakes, ticket.ID)
	} else {
		t.wakes[ticket.ID] = &wake{due: due}
	}
	return nil
}

func (t *tenant) keep(value string, id engine.TicketID, seq int64) {
	kept := slices.DeleteFunc(t.keys[value], func(x keyed) bool { return x.ticket == id })
	t.keys[value] = append(kept, keyed{ticket: id, seq: seq})
}

// Events implements engine.Log.
func (m *Memory) Events(_ context.Context, id engine.TenantID, after int64, limit int) ([]engine.Event, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tenant(id)
	var out []engine.Event
	for seq := after + 1; seq <= t.head.Seq && len(out) < limit; seq++ {
		e, err := t.event(seq)
		if err != nil {
			return nil, fmt.Errorf("event %d: %w", seq, err)
		}
		out = append(out, e)
	}
	return out, nil
}

// Head implements engine.Log.
func (m *Memory) Head(_ context.Context, id engine.TenantID) (engine.Head, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	head := m.tenant(id).head
	head.Next = maps.Clone(head.Next)
	return head, nil
}

// Ticket returns a ticket by its id.
func (m *Memory) Ticket(_ context.Context, id engine.TenantID, ticket engine.TicketID) (engine.Ticket, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tenant(id)
	if _, ok := t.tickets[ticket]; !ok {
		return engine.Ticket{}, engine.Errorf(engine.NotFound, "no ticket %s", ticket)
	}
	return t.ticket(ticket)
}

// Tickets returns all tickets of a tenant, the oldest first.
func (m *Memory) Tickets(id engine.TenantID) ([]engine.Ticket, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tenant(id)
	var out []engine.Ticket
	for _, ticket := range slices.Sorted(maps.Keys(t.tickets)) {
		full, err := t.ticket(ticket)
		if err != nil {
			return nil, err
		}
		out = append(out, full)
	}
	return out, nil
}

// ClaimWakes implements engine.Wakes.
func (m *Memory) ClaimWakes(_ context.Context, c engine.Claim) ([]engine.Wake, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []engine.Wake
	for _, id := range slices.Sorted(maps.Keys(m.tenants)) {
		for ticket, w := range m.tenants[id].wakes {
			if !w.due.After(c.Now) && !w.lease.After(c.LeaseNow) {
				out = append(out, engine.Wake{Tenant: id, Ticket: ticket, Due: w.due})
			}
		}
	}
	slices.SortFunc(out, func(a, b engine.Wake) int {
		if c := a.Due.Compare(b.Due); c != 0 {
			return c
		}
		return cmpString(string(a.Tenant)+string(a.Ticket), string(b.Tenant)+string(b.Ticket))
	})
	out = out[:min(len(out), c.Limit)]
	for _, w := range out {
		m.tenants[w.Tenant].wakes[w.Ticket].lease = c.LeaseUntil
	}
	return out, nil
}

func cmpString(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// NextWake implements engine.Wakes.
func (m *Memory) NextWake(context.Context) (time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var next time.Time
	for _, t := range m.tenants {
		for _, w := range t.wakes {
			next = earlier(next, later(w.due, w.lease))
		}
	}
	return next, nil
}

// ClaimDeliveries implements engine.Outbox.
func (m *Memory) ClaimDeliveries(_ context.Context, c engine.Claim) ([]engine.Delivery, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var due []*delivery
	for _, t := range m.tenants {
		for _, d := range t.outbox {
			if !d.NotBefore.After(c.Now) && !d.lease.After(c.LeaseNow) && !t.held(d).After(c.Now) {
				due = append(due, d)
			}
		}
	}
	slices.SortFunc(due, func(a, b *delivery) int {
		if c := a.NotBefore.Compare(b.NotBefore); c != 0 {
			return c
		}
		if c := cmpString(string(a.Tenant), string(b.Tenant)); c != 0 {
			return c
		}
		if c := a.Seq - b.Seq; c != 0 {
			return int(c)
		}
		// An id ends in the number of its op: a longer one is a later one.
		if c := len(a.ID) - len(b.ID); c != 0 {
			return c
		}
		return cmpString(string(a.ID), string(b.ID))
	})
	var out []engine.Delivery
	for _, d := range due[:min(len(due), c.Limit)] {
		d.lease = c.LeaseUntil
		out = append(out, d.Delivery)
	}
	return out, nil
}

// held is until when a delivery must wait for one that waits on purpose.
func (t *tenant) held(d *delivery) (until time.Time) {
	for _, before := range t.outbox {
		if before.Ticket == d.Ticket && before.Seq < d.Seq && before.Attempt == 0 && before.NotBefore.After(before.Created) {
			until = later(until, before.NotBefore)
		}
	}
	return until
}

// ClaimUnsent implements engine.Outbox.
func (m *Memory) ClaimUnsent(_ context.Context, id engine.TenantID, ids []engine.DeliveryID, c engine.Claim) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	outbox := m.tenant(id).outbox
	for _, one := range ids {
		d := outbox[one]
		if d == nil || d.Attempt > 0 || !d.NotBefore.After(c.Now) || d.lease.After(c.LeaseNow) {
			return false, nil
		}
	}
	for _, one := range ids {
		outbox[one].lease = c.LeaseUntil
	}
	return true, nil
}

// TicketEvents implements engine.Histories.
func (m *Memory) TicketEvents(_ context.Context, id engine.TenantID, ticket engine.TicketID, after int64, limit int) ([]engine.Event, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	t := m.tenant(id)
	var out []engine.Event
	for seq := after + 1; seq <= t.head.Seq && len(out) < limit; seq++ {
		if t.events[seq-1].event.Ticket != ticket {
			continue
		}
		e, err := t.event(seq)
		if err != nil {
			return nil, fmt.Errorf("event %d: %w", seq, err)
		}
		out = append(out, e)
	}
	return out, nil
}

// Postpone implements engine.Outbox.
func (m *Memory) Postpone(_ context.Context, d engine.Delivery, until time.Time) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if kept := m.tenant(d.Tenant).outbox[d.ID]; kept != nil {
		kept.NotBefore, kept.lease = until, time.Time{}
		kept.Attempt++
	}
	return nil
}

// Settle implements engine.Outbox.
func (m *Memory) Settle(_ context.Context, d engine.Delivery) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	delete(m.tenant(d.Tenant).outbox, d.ID)
	return nil
}

// NextDelivery implements engine.Outbox.
func (m *Memory) NextDelivery(context.Context) (time.Time, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	var next time.Time
	for _, t := range m.tenants {
		for _, d := range t.outbox {
			next = earlier(next, later(later(d.NotBefore, d.lease), t.held(d)))
		}
	}
	return next, nil
}

// Pending returns the deliveries of a tenant that are still in the outbox.
func (m *Memory) Pending(id engine.TenantID) []engine.Delivery {
	m.mu.Lock()
	defer m.mu.Unlock()
	var out []engine.Delivery
	for _, d := range m.tenant(id).outbox {
		out = append(out, d.Delivery)
	}
	return out
}

func earlier(a, b time.Time) time.Time {
	if a.IsZero() || b.Before(a) {
		return b
	}
	return a
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}
