package host

import (
	"container/list"
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/replay"
)

// shadowRun is one run, as far as this process has come with it. Only the follower
// calls page; anybody may ask for the report.
type shadowRun struct {
	*beginning
	shadows *shadows
	looked  int64 // number of the last event
	past    *pastTickets

	mu    sync.Mutex
	found httpapi.Shadow
	tally replay.Tally
	// listed are the first differences, bytes how large they are.
	listed []*replay.Difference
	bytes  int
}

func newShadowRun(s *shadows, b *beginning) *shadowRun {
	return &shadowRun{beginning: b, shadows: s, looked: b.seq, tally: replay.Tally{},
		past: &pastTickets{shadows: s, tenant: b.tenant, at: map[engine.TicketID]*list.Element{}},
		found: httpapi.Shadow{Edition: string(b.candidate), Active: string(b.active), Began: b.at, Reason: b.reason, State: httpapi.ShadowOn,
			By: httpapi.EditionBy{Kind: string(b.actor.Kind), ID: b.actor.ID}, NotComparable: map[string]int{}, Kinds: map[string]int{}, Looked: b.seq}}
}

// shadowPage is how many events are looked at before other runs have their turn.
const shadowPage = 200

// page looks at the next events of the log, and reports whether there are more.
func (r *shadowRun) page(ctx context.Context) (more bool, err error) {
	if r.over() {
		return false, nil
	}
	s := r.shadows
	reg, err := s.editions.host.registry.Regulation(ctx, r.tenant, r.candidate)
	if err != nil {
		return false, err
	}
	events, err := s.editions.Store.Events(ctx, r.tenant, r.looked, shadowPage)
	if err != nil {
		return false, err
	}
	for i := range events {
		if err := r.event(ctx, s.editions.host.engine.Bounded(r.tenant, reg), &events[i]); err != nil || r.over() {
			return false, err
		}
		r.looked = events[i].Seq
	}
	if len(events) == 0 { // nothing may come any more that could show the time
		now := engine.Event{Seq: r.looked, At: s.editions.Now()}
		if why := s.byItself(r.beginning, &now); why != "" {
			return false, r.stop(ctx, now.At, why)
		}
	}
	return len(events) == shadowPage, nil
}

func (r *shadowRun) over() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.found.State == httpapi.ShadowEnded
}

// stop ends the run by itself.
func (r *shadowRun) stop(ctx context.Context, at time.Time, why string) error {
	if !r.ended { // as the log said when this process began to follow
		if err := r.shadows.end(ctx, r.beginning, shadowActor, why); err != nil {
			return err
		}
	}
	r.ends(at, why, shadowActor)
	return nil
}

func (r *shadowRun) ends(at time.Time, why string, by engine.Actor) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.found.State, r.found.Ended, r.found.EndReason = httpapi.ShadowEnded, &at, why
	r.found.EndedBy = &httpapi.EditionBy{Kind: string(by.Kind), ID: by.ID}
	r.past.forget()
}

// event looks at one event.
func (r *shadowRun) event(ctx context.Context, candidate engine.Regulation, e *engine.Event) error {
	if e.Kind == kindShadow && e.Body.Data.Int("of") == r.seq {
		r.ends(e.At, e.Body.Data.String("reason"), e.Actor)
		return nil
	}
	if why := r.shadows.byItself(r.beginning, e); why != "" {
		return r.stop(ctx, e.At, why)
	}
	if e.Ticket == "" {
		r.sees(e, nil)
		return nil
	}
	before, err := r.past.before(ctx, e.Ticket, e)
	if err != nil {
		return err
	}
	what, err := r.compare(ctx, candidate, e, before)
	if err != nil {
		return err
	}
	r.past.keep(e.Ticket, before.after(e))
	r.sees(e, what)
	return nil
}

// compared is what came of deciding an event a second time.
type compared struct {
	other      bool   // another edition has decided
	not        string // why it cannot be compared
	cost       int64
	difference *replay.Difference
}

func (r *shadowRun) compare(ctx context.Context, candidate engine.Regulation, e *engine.Event, before pastTicket) (*compared, error) {
	switch not := replay.Undecided(e); {
	case e.Edition != r.active:
		return &compared{other: true}, nil
	case not != "":
		return &compared{not: not}, nil
	case before.erased:
		return &compared{not: notWhole}, nil
	}
	var related []engine.Ticket
	for _, evidence := range e.Body.Thread {
		t, err := r.past.before(ctx, evidence.Ticket, e)
		if err != nil {
			return nil, err
		}
		if t.erased {
			return &compared{not: notWhole}, nil
		}
		related = append(related, t.Ticket)
	}
	d, cost, err := replay.Decide(ctx, candidate, e, before.Ticket, related)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return &compared{not: notWhole, cost: cost}, nil
	}
	if d != nil {
		if d.Number == "" {
			d.Number = e.Number
		}
		d.Detail = cut(d.Detail, 300)
	}
	return &compared{cost: cost, difference: d}, nil
}

// notWhole is why an event cannot be compared: what its decision rested on is erased, or
// cannot be read.
const notWhole = "incomplete"

// sees counts what came of an event; nil is nothing.
func (r *shadowRun) sees(e *engine.Event, c *compared) {
	r.mu.Lock()
	defer r.mu.Unlock()
	f := &r.found
	f.Looked = e.Seq
	switch {
	case c == nil:
	case c.other:
		f.OtherEditions++
	case c.not != "":
		f.NotComparable[c.not]++
	default:
		f.Compared++
		f.CostWas, f.Cost = f.CostWas+e.Body.Cost, f.Cost+c.cost
		if c.difference != nil {
			r.differs(c.difference)
		}
	}
}

func (r *shadowRun) differs(d *replay.Difference) {
	r.found.Different++
	r.found.Kinds[d.Kind]++
	r.tally.Add(d)
	size := 0
	for _, ops := range [][]engine.Op{d.Was, d.Would} {
		raw, err := engine.EncodeBody(&engine.Body{Ops: ops})
		if err != nil { // they were recorded, or were to be
			size = r.shadows.bytes
		}
		size += len(raw)
	}
	if len(r.listed) >= r.shadows.listed || r.bytes+size > r.shadows.bytes {
		r.found.Unlisted++
		return
	}
	r.bytes += size
	r.listed = append(r.listed, d)
}

// has notes what keeps the run from going on; nil if nothing does.
func (r *shadowRun) has(err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.found.Problem = ""; err != nil {
		r.found.Problem = cut(err.Error(), 300)
	}
}

// report is what was found up to now.
func (r *shadowRun) report(head *engine.Head) httpapi.ShadowRun {
	r.mu.Lock()
	defer r.mu.Unlock()
	out := httpapi.ShadowRun{Shadow: r.found, Differences: slices.Clip(r.listed), Clauses: replay.Tally{}}
	out.NotComparable, out.Kinds = maps.Clone(r.found.NotComparable), maps.Clone(r.found.Kinds)
	if out.State == httpapi.ShadowOn {
		out.Behind = max(head.Seq-r.found.Looked, 0)
	}
	for id, by := range r.tally {
		out.Clauses[id] = &replay.ByClause{Differences: by.Differences, Numbers: slices.Clone(by.Numbers)}
	}
	return out
}

// pastTickets are tickets as they were before the event that is looked at.
type pastTickets struct {
	shadows *shadows
	tenant  engine.TenantID
	at      map[engine.TicketID]*list.Element
	used    list.List // of *pastTicket, what was used last in front
}

// pastTicket is a ticket as it was. Where a body was erased it is not known how.
type pastTicket struct {
	engine.Ticket
	id     engine.TicketID
	erased bool
}

func (t pastTicket) after(e *engine.Event) pastTicket {
	return pastTicket{Ticket: engine.Apply(t.Ticket, e), id: e.Ticket, erased: t.erased || e.Erased()}
}

// before is a ticket before an event of it or of another one.
func (p *pastTickets) before(ctx context.Context, id engine.TicketID, e *engine.Event) (t pastTicket, err error) {
	if at := p.at[id]; at != nil {
		p.used.MoveToFront(at)
		return *at.Value.(*pastTicket), nil
	}
	if id == e.Ticket && e.Version == 1 {
		return pastTicket{id: id}, nil
	}
	for after := int64(0); ; {
		events, err := p.shadows.editions.Store.TicketEvents(ctx, p.tenant, id, after, shadowPage)
		if err != nil {
			return t, err
		}
		for i := range events {
			if after = events[i].Seq; after >= e.Seq {
				return p.keep(id, t), nil
			}
			t = t.after(&events[i])
		}
		if len(events) < shadowPage {
			return p.keep(id, t), nil
		}
	}
}

// keep remembers a ticket, and forgets the one that was used longest ago.
func (p *pastTickets) keep(id engine.TicketID, t pastTicket) pastTicket {
	t.id = id
	if at := p.at[id]; at != nil {
		at.Value = &t
		p.used.MoveToFront(at)
		return t
	}
	p.at[id] = p.used.PushFront(&t)
	if last := p.used.Back(); p.used.Len() > p.shadows.tickets {
		delete(p.at, last.Value.(*pastTicket).id)
		p.used.Remove(last)
	}
	return t
}

func (p *pastTickets) forget() {
	p.used.Init()
	clear(p.at)
}
