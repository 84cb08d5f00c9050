package live

import (
	"slices"
	"strconv"
	"sync"
	"time"
)

// A step takes the clients of one view from one event number to a later one: a
// delta, or, if nothing changed for them, a sign of life. Steps are joined while
// they wait to be sent. They are made and joined by the room's goroutine alone,
// and encoded by whichever socket sends them first.
type step struct {
	head      *stepHead
	prev, seq int64
	// rows are the cards that changed, the latest of each, or the new events of a
	// ticket.
	rows    []row
	columns []byte // all columns, where they changed
	ticket  []byte // the ticket as it is now, in its own channel
	size    int    // about as many bytes as it has when encoded
	at      time.Time

	// follower is the step that this one was last joined with, and joined what
	// came of it: sockets that lag alike share that too.
	follower, joined *step

	once    sync.Once
	encoded *payload
}

// stepHead is what the steps of a view have in common.
type stepHead struct {
	name   channel
	ticket bool // events are added up; of cards the latest wins
}

// A row is a card or an event, encoded. A card that is nil is gone.
type row struct {
	id   string
	json []byte
}

// overhead is what a step has besides its rows, about.
const overhead = 96

func newStep(head *stepHead, prev, seq int64, at time.Time, rows []row, columns, ticket []byte) *step {
	s := &step{head: head, prev: prev, seq: seq, at: at, rows: rows, columns: columns, ticket: ticket,
		size: overhead + len(columns) + len(ticket)}
	for i := range rows {
		s.size += len(rows[i].json) + 1
		if rows[i].json == nil {
			s.size += len(rows[i].id) + 2
		}
	}
	return s
}

// then joins a step with the one that follows it.
func (s *step) then(next *step) *step {
	if s.follower == next {
		return s.joined
	}
	columns, ticket := next.columns, next.ticket
	if columns == nil {
		columns = s.columns
	}
	if ticket == nil {
		ticket = s.ticket
	}
	s.follower, s.joined = next, newStep(s.head, s.prev, next.seq, next.at, s.join(next.rows), columns, ticket)
	return s.joined
}

func (s *step) join(later []row) []row {
	switch {
	case len(later) == 0:
		return s.rows
	case len(s.rows) == 0:
		return later
	case s.head.ticket:
		return slices.Concat(s.rows, later)
	}
	newer := make(map[string]struct{}, len(later))
	for i := range later {
		newer[later[i].id] = struct{}{}
	}
	rows := make([]row, 0, len(s.rows)+len(later))
	for _, r := range s.rows {
		if _, ok := newer[r.id]; !ok {
			rows = append(rows, r)
		}
	}
	return append(rows, later...)
}

// quiet reports whether there is nothing in the step but its numbers.
func (s *step) quiet() bool { return len(s.rows) == 0 && s.columns == nil && s.ticket == nil }

func (s *step) payload() *payload {
	s.once.Do(func() { s.encoded = newPayload(s.encode()) })
	return s.encoded
}

// encode writes the frame by hand: its parts are JSON already.
func (s *step) encode() []byte {
	if s.quiet() {
		return encode(liveFrame{Type: "live", Chan: s.head.name, Seq: s.seq, Prev: s.prev, ServerTime: s.at})
	}
	b := make([]byte, 0, s.size+64)
	b = append(b, `{"type":"delta","chan":`...)
	b = append(b, encode(s.head.name)...)
	b = append(b, `,"seq":`...)
	b = strconv.AppendInt(b, s.seq, 10)
	b = append(b, `,"prev":`...)
	b = strconv.AppendInt(b, s.prev, 10)
	if s.head.ticket {
		b = appendRows(append(b, `,"events":`...), s.rows)
	} else {
		b = appendRows(append(b, `,"cards":`...), s.rows)
		b = appendGone(append(b, `,"gone":`...), s.rows)
	}
	if s.columns != nil {
		b = append(append(b, `,"columns":`...), s.columns...)
	}
	if s.ticket != nil {
		b = append(append(b, `,"ticket":`...), s.ticket...)
	}
	return append(b, '}')
}

func appendRows(b []byte, rows []row) []byte {
	b = append(b, '[')
	first := true
	for i := range rows {
		if rows[i].json == nil {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		b, first = append(b, rows[i].json...), false
	}
	return append(b, ']')
}

func appendGone(b []byte, rows []row) []byte {
	b = append(b, '[')
	first := true
	for i := range rows {
		if rows[i].json != nil {
			continue
		}
		if !first {
			b = append(b, ',')
		}
		b, first = append(b, encode(rows[i].id)...), false
	}
	return append(b, ']')
}
