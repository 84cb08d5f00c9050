package live

import "sync"

// A queue holds what waits to be sent to one socket. Steps of a channel that are
// still waiting are joined, so that a queue grows with what there is to know and
// not with how often it changed. It is bounded in bytes; what a client has asked
// for, such as a snapshot, does not count, for it must get through.
type queue struct {
	limit int
	wake  chan struct{} // receives when there is something to take

	mu      sync.Mutex
	entries []entry
	bytes   int // that count
	taken   int // entries that were taken since the beginning
	last    *farewell
}

// An entry is a step of a subscription, or any other frame.
type entry struct {
	sub     *subscription
	step    *step
	payload *payload
	free    int // bytes that do not count
	// present is set if the frame says who is here: a later one replaces it.
	present bool
}

func (e *entry) size() int {
	if e.step != nil {
		return max(0, e.step.size-e.free)
	}
	return max(0, e.payload.size()-e.free)
}

// farewell is the last thing that a socket hears.
type farewell struct {
	code   int
	reason string
	before *payload // a frame to send first
}

func newQueue(limit int) *queue { return &queue{limit: limit, wake: make(chan struct{}, 1)} }

// send appends a frame. sub, if not nil, is the subscription it belongs to: its
// later steps come after it. It reports false when the queue was full before.
func (q *queue) send(sub *subscription, p *payload) bool {
	return q.append(entry{sub: sub, payload: p})
}

// give appends what a subscription has asked for.
func (q *queue) give(sub *subscription, p *payload, st *step) {
	e := entry{sub: sub, payload: p, step: st}
	e.free = e.size()
	q.append(e)
}

// push adds a step of a subscription, joining it with the one that waits. It
// reports false when the queue is full.
func (q *queue) push(sub *subscription, st *step) bool {
	q.mu.Lock()
	i := sub.waiting - q.taken - 1
	if q.last != nil || i < 0 {
		q.mu.Unlock()
		return q.append(entry{sub: sub, step: st})
	}
	defer q.mu.Unlock()
	e := &q.entries[i]
	q.bytes -= e.size()
	e.step = e.step.then(st)
	q.bytes += e.size()
	return q.bytes <= q.limit
}

// present appends who is here, in the place of what still waits of that. It
// reports false when the queue is full.
func (q *queue) present(sub *subscription, p *payload) bool {
	q.mu.Lock()
	i := sub.present - q.taken - 1
	if q.last != nil || i < 0 {
		q.mu.Unlock()
		return q.append(entry{sub: sub, payload: p, present: true})
	}
	defer q.mu.Unlock()
	e := &q.entries[i]
	q.bytes -= e.size()
	e.payload = p
	q.bytes += e.size()
	return q.bytes <= q.limit
}

func (q *queue) append(e entry) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.last != nil {
		return true // nothing follows a farewell
	}
	full := q.bytes > q.limit
	q.entries = append(q.entries, e)
	q.bytes += e.size()
	switch {
	case e.present: // its order with steps does not matter
		e.sub.present = q.taken + len(q.entries)
	case e.sub != nil:
		e.sub.waiting = 0
	}
	if e.step != nil {
		e.sub.waiting = q.taken + len(q.entries)
	}
	select {
	case q.wake <- struct{}{}:
	default:
	}
	return !full
}

// take returns the next thing to send, or nothing.
func (q *queue) take() (*payload, *farewell) {
	q.mu.Lock()
	for len(q.entries) > 0 && q.last == nil {
		e := q.entries[0]
		q.entries = q.entries[:copy(q.entries, q.entries[1:])]
		q.taken++
		q.bytes -= e.size()
		if e.sub != nil && e.sub.ended {
			continue
		}
		q.mu.Unlock()
		if e.step != nil {
			return e.step.payload(), nil
		}
		return e.payload, nil
	}
	defer q.mu.Unlock()
	return nil, q.last
}

// close empties the queue for a farewell. The first one counts.
func (q *queue) close(f farewell) (first bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.last != nil {
		return false
	}
	q.last, q.entries, q.bytes = &f, nil, 0
	select {
	case q.wake <- struct{}{}:
	default:
	}
	return true
}

// end makes the queue forget what waits for a subscription.
func (q *queue) end(sub *subscription) {
	q.mu.Lock()
	defer q.mu.Unlock()
	sub.ended = true
}
