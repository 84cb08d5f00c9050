package live

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"github.com/reglament/reglament/engine"
)

// A room follows the log of one tenant for as long as somebody looks. Its
// goroutine owns the views; others talk to it through its mailbox.
type room struct {
	hub    *Hub
	tenant engine.TenantID
	epoch  string
	quit   chan struct{} // closed when nobody is left
	users  int           // guarded by the hub

	hinted atomic.Int64  // the last event that we have heard of
	wake   chan struct{} // receives when there is mail, or a hint
	mu     sync.Mutex
	mail   []func(context.Context)

	// The rest is the goroutine's own.
	seq     int64 // the last event that was read
	edition engine.EditionID
	cols    *columns // of the edition, once it could be loaded
	views   map[viewKey]*view
	read    time.Time // when the log was last read
	crowd   crowd
	shared  shared
	wall    wall
	blind   bool // the log cannot be read
}

func newRoom(h *Hub, tenant engine.TenantID, b beginning) *room {
	r := &room{hub: h, tenant: tenant, epoch: b.epoch, quit: make(chan struct{}), wake: make(chan struct{}, 1),
		seq: b.seq, edition: b.active, cols: &columns{}, views: map[viewKey]*view{}}
	r.post(r.activate)
	return r
}

// hint says that there are events up to seq.
func (r *room) hint(seq int64) {
	for {
		known := r.hinted.Load()
		if known >= seq {
			return
		}
		if r.hinted.CompareAndSwap(known, seq) {
			break
		}
	}
	r.ring()
}

func (r *room) ring() {
	select {
	case r.wake <- struct{}{}:
	default:
	}
}

// post has f done by the room's goroutine. It does not block: the mailbox is
// bounded by what sockets may ask for.
func (r *room) post(f func(context.Context)) {
	r.mu.Lock()
	r.mail = append(r.mail, f)
	r.mu.Unlock()
	r.ring()
}

// run follows the log until nobody is left.
func (r *room) run() {
	ctx, cancel := context.WithCancel(r.hub.life)
	defer cancel()
	limits := &r.hub.cfg.Limits
	next := time.Now() // when the log is read next
	timer, gathering := time.NewTimer(0), time.NewTimer(0)
	defer timer.Stop()
	defer gathering.Stop()
	for {
		select {
		case <-r.quit:
			r.leaveNodes(ctx)
			return
		case <-r.wake:
			r.open(ctx)
			if r.crowd.stale {
				gathering.Reset(time.Until(r.crowd.told.Add(limits.Gather)))
			}
			if soon := r.read.Add(limits.Coalesce); r.hinted.Load() > r.seq && soon.Before(next) {
				next = soon
				timer.Reset(time.Until(next))
			}
			continue
		case <-gathering.C:
			gathering.Reset(time.Until(r.gather(ctx, time.Now())))
			continue
		case <-timer.C:
		}
		r.look(ctx)
		next = r.read.Add(limits.Poll)
		timer.Reset(time.Until(next))
	}
}

// open does what is in the mailbox.
func (r *room) open(ctx context.Context) {
	r.mu.Lock()
	mail := r.mail
	r.mail = nil
	r.mu.Unlock()
	for _, f := range mail {
		f(ctx)
	}
}

// look reads what is new in the log and passes it on.
func (r *room) look(ctx context.Context) {
	err := r.advance(ctx)
	r.read = time.Now()
	switch {
	case ctx.Err() != nil:
		return
	case err != nil && !r.blind:
		r.hub.cfg.Logger.Error("live cannot read the log; trying on", "tenant", r.tenant, "error", err)
	case err == nil && r.blind:
		r.hub.cfg.Logger.Info("live reads the log again", "tenant", r.tenant)
	}
	r.blind = err != nil
	if r.cols.active == nil {
		r.activate(ctx) // it did not load before
	}
	if err == nil {
		r.beat()
		r.show(ctx, r.read)
	}
}

// advance reads to the end of the log.
func (r *room) advance(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, r.hub.cfg.Limits.Read)
	defer cancel()
	for {
		watched, boards := r.watched()
		n := newNews(r.seq)
		more, err := r.hub.store.read(ctx, r.tenant, n, r.seq+page, watched)
		if err != nil {
			return err
		}
		if n.seq > r.seq {
			if err := r.publish(ctx, n, watched, boards); err != nil {
				return err
			}
		}
		if !more {
			return nil
		}
	}
}

// watched returns the tickets that have a channel, and whether there are boards or
// walls, which all tickets concern.
func (r *room) watched() (tickets map[engine.TicketID]bool, boards bool) {
	tickets, boards = map[engine.TicketID]bool{}, len(r.wall.screens) > 0 || r.wall.reading
	for key := range r.views {
		if key.ticket == "" {
			boards = true
		} else {
			tickets[key.ticket] = true
		}
	}
	return tickets, boards
}

// publish takes every view on by the news. On an error nothing has happened, and
// the same news are read again.
func (r *room) publish(ctx context.Context, n *news, watched map[engine.TicketID]bool, boards bool) error {
	ids := n.changed
	if !boards {
		ids = slices.DeleteFunc(slices.Clone(ids), func(id engine.TicketID) bool { return !watched[id] })
	}
	if err := r.hub.store.fetch(ctx, r.tenant, n, ids); err != nil {
		return err
	}
	p := newPress(&r.hub.store, r.tenant)
	rows := make(map[*view][]row, len(r.views))
	for _, v := range r.views {
		var err error
		if rows[v], err = r.rows(ctx, v, n, p); err != nil {
			return err
		}
	}
	r.adopt(ctx, n, p)
	for id := range n.turned {
		r.crowd.turn(id, n.tickets[id])
	}
	r.wall.learn(ctx, n, p)
	r.seq = n.seq
	now := time.Now()
	for v, changed := range rows {
		r.tell(ctx, v, n, p, changed, now)
	}
	return nil
}

// rows are what a view shows of the news.
func (r *room) rows(ctx context.Context, v *view, n *news, p *press) ([]row, error) {
	if v.head.ticket {
		return p.events(ctx, n.events[v.key.ticket], &v.lens), nil
	}
	return p.changes(ctx, n, &v.lens)
}

// adopt brings the columns up to date.
func (r *room) adopt(ctx context.Context, n *news, p *press) {
	if n.edition != "" {
		r.edition = n.edition
		r.activate(ctx)
	}
	for _, id := range n.changed {
		if t := n.tickets[id]; t != nil && !r.cols.has(t.Facets["status"]) {
			r.cols = r.cols.with(t.Facets["status"], p.rules(ctx, t.Edition))
		}
	}
}

func (r *room) activate(ctx context.Context) {
	if reg := newPress(&r.hub.store, r.tenant).rules(ctx, r.edition); reg != nil {
		r.cols = r.cols.under(reg)
	}
}

// tell takes a view on, if the news concern it.
func (r *room) tell(ctx context.Context, v *view, n *news, p *press, rows []row, now time.Time) {
	if !v.head.ticket {
		if cols := r.columns(v); cols != nil || len(rows) > 0 {
			v.emit(newStep(&v.head, v.last, r.seq, r.now(), rows, cols, nil), now)
		}
		return
	}
	if n.counts[v.key.ticket] == 0 {
		return
	}
	t := n.tickets[v.key.ticket]
	if t == nil || !sees(v.actor, t) {
		r.shut(v)
		return
	}
	v.emit(newStep(&v.head, v.last, r.seq, r.now(), rows, nil, p.card(ctx, t, &v.lens)), now)
}

// columns are what the clients of a view must be told of the columns, if
// anything. They will be.
func (r *room) columns(v *view) []byte {
	if v.head.ticket || v.cols == r.cols {
		return nil
	}
	v.cols = r.cols
	return encode(v.cols.list(v.key.lang))
}

// settle takes a view to where the room is, although no news concern it.
func (r *room) settle(v *view) {
	if cols := r.columns(v); cols != nil || v.last < r.seq {
		v.emit(newStep(&v.head, v.last, r.seq, r.now(), nil, cols, nil), time.Now())
	}
}

func (r *room) now() time.Time { return r.hub.cfg.Now().UTC() }

// shut closes a ticket's channel to those who may no longer see the ticket.
func (r *room) shut(v *view) {
	gone := newPayload(encode(resetFrame{Type: "reset", Chan: v.key.name, Reason: resetGone}))
	for _, l := range v.loads {
		v.subs = append(v.subs, l.waiting...)
		l.waiting = nil
	}
	for _, sub := range v.subs {
		sub.sock.send(sub, gone)
		r.crowd.drop(sub.sock, v.key.ticket)
		sub.view = nil
	}
	v.subs = nil
	delete(r.views, v.key)
}

// beat keeps clients sure that they are up to date, and what is kept for them
// small. It is called after the log was read, so that a sign of life is never a
// lie.
func (r *room) beat() {
	limits := &r.hub.cfg.Limits
	now := time.Now()
	for _, v := range r.views {
		if now.Sub(v.sent) >= limits.Beat || r.seq-v.last > int64(limits.Resume)/4 {
			v.emit(newStep(&v.head, v.last, r.seq, r.now(), nil, r.columns(v), nil), now)
		}
		for from, l := range v.loads {
			if l.stale(now) {
				delete(v.loads, from)
			}
		}
	}
}
