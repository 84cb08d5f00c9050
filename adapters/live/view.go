package live

import (
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
)

// A viewKey is what clients of one view have in common.
type viewKey struct {
	name   channel
	ticket engine.TicketID // of a ticket's channel
	filter string          // of a board
	lang   string
	class  class
}

// A lens is how a view looks at a tenant. It never changes.
type lens struct {
	key    viewKey
	filter filter
	actor  engine.Actor // any one of its class
}

// A view is what one or more sockets look at. It belongs to the room.
type view struct {
	lens
	head stepHead
	last int64     // the event number that its clients have been taken to
	sent time.Time // when they last heard anything
	cols *columns  // that they have
	subs []*subscription
	// loads are under way, or done a moment ago, by where they start from.
	loads map[int64]*load
}

func newView(l lens, r *room) *view {
	return &view{lens: l, head: stepHead{name: l.key.name, ticket: l.key.ticket != ""}, last: r.seq, sent: time.Now(),
		cols: r.cols, loads: map[int64]*load{}}
}

// emit takes all clients a step on.
func (v *view) emit(st *step, now time.Time) {
	v.last, v.sent = st.seq, now
	for _, l := range v.loads {
		l.follow(st)
	}
	for _, sub := range v.subs {
		sub.sock.push(sub, st)
	}
}

// unused reports whether nobody looks any more.
func (v *view) unused() bool {
	if len(v.subs) > 0 {
		return false
	}
	for _, l := range v.loads {
		if len(l.waiting) > 0 {
			return false
		}
	}
	return true
}

// remove forgets a subscription.
func (v *view) remove(sub *subscription) {
	if i := slices.Index(v.subs, sub); i >= 0 {
		last := len(v.subs) - 1
		v.subs[i], v.subs[last] = v.subs[last], nil
		v.subs = v.subs[:last]
	}
	for _, l := range v.loads {
		l.waiting = slices.DeleteFunc(l.waiting, func(s *subscription) bool { return s == sub })
	}
}

// A load is what brings clients into a view: a snapshot, or what was missed since
// an event. It is read by a goroutine of its own, while the room goes on; what
// happens meanwhile follows it. Clients that come while it is still fresh share
// it.
type load struct {
	from  int64 // where the clients stopped; snapshot if they have nothing
	seq   int64 // where it ends
	begun time.Time
	ready bool
	base  *payload // the snapshot
	cols  *columns // those of the snapshot
	tail  *step    // what was missed, and what followed
	// waiting are to be served when it is ready.
	waiting []*subscription
}

const snapshot int64 = -1

func (l *load) follow(st *step) {
	if l.tail == nil {
		l.tail = st
		return
	}
	l.tail = l.tail.then(st)
}

const (
	// freshness is how long a load is kept for those who come next.
	freshness = 10 * time.Second
	// ballast is how large its tail may grow in any case.
	ballast = 64 << 10
)

// stale reports whether the next client should be given a load of its own.
func (l *load) stale(now time.Time) bool {
	if !l.ready {
		return false
	}
	limit := ballast
	if l.base != nil {
		limit = max(limit, l.base.size()/2)
	}
	return now.Sub(l.begun) > freshness || l.tail != nil && l.tail.size > limit
}
