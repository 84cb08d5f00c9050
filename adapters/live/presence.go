package live

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
)

// What an employee can be doing with a ticket, from the least to the most.
const (
	doingNothing = ""
	doingLook    = "look"
	doingNote    = "note"
	doingReply   = "reply"
)

var doings = []string{doingNothing, doingLook, doingNote, doingReply}

// Bounds of what is told of who is here.
const (
	maxPeople  = 20  // of one ticket; who writes comes first
	maxPresent = 200 // tickets of one frame
)

// presenceFrame says who is with which ticket now. It takes the place of the
// channel's last one.
type presenceFrame struct {
	Type    string    `json:"type"`
	Chan    channel   `json:"chan"`
	Tickets []present `json:"tickets"`
}

// present are the employees who are with a ticket.
type present struct {
	ID     engine.TicketID `json:"id"`
	People []attendee      `json:"people"`
}

// attendee is one of them: the one of their sockets that does the most.
type attendee struct {
	ID    string    `json:"id"`
	Doing string    `json:"doing"`
	Since time.Time `json:"since"`
}

// A visit is what one socket says of one ticket, or another node's sockets of
// one employee. Audience is the ticket's.
type visit struct {
	Ticket   engine.TicketID `json:"ticket"`
	Audience engine.Audience `json:"audience"`
	attendee
}

// A crowd knows who is with which ticket of a tenant. It belongs to the room.
type crowd struct {
	here  map[*socket]map[engine.TicketID]visit
	there []visit // on other nodes
	// duty are the employees who are connected, and since when.
	duty  map[*socket]visit
	other []visit // the same of other nodes; their tickets are empty
	away  map[*socket]bool
	// turned are the audiences of tickets that were set since the room began:
	// what a socket has read may be older.
	turned map[engine.TicketID]engine.Audience

	stale bool // somebody has come or gone since it was told
	told  time.Time
	seen  time.Time // when sockets were last looked after
}

// attend notes what a socket does with a ticket that it has a channel of.
func (r *room) attend(s *socket, sub *subscription, doing string) {
	r.post(func(context.Context) {
		v := sub.view
		if v == nil || v.key.ticket == "" {
			return // it is gone
		}
		audience := sub.audience
		if turned, ok := r.crowd.turned[v.key.ticket]; ok {
			audience = turned
		}
		r.crowd.set(s, visit{Ticket: v.key.ticket, Audience: audience, attendee: attendee{ID: s.actor.ID, Doing: doing, Since: r.now()}})
	})
}

// absent forgets a socket.
func (r *room) absent(s *socket) {
	r.post(func(context.Context) {
		r.crowd.remove(s)
		r.wall.stale = true
	})
}

func (c *crowd) set(s *socket, v visit) {
	if c.here[s][v.Ticket].Doing == v.Doing {
		return
	}
	c.stale = true
	if v.Doing == doingNothing {
		c.drop(s, v.Ticket)
		return
	}
	if c.here == nil {
		c.here = map[*socket]map[engine.TicketID]visit{}
	}
	if c.here[s] == nil {
		c.here[s] = map[engine.TicketID]visit{}
	}
	c.here[s][v.Ticket] = v
	s.visits.Store(int64(len(c.here[s])))
}

func (c *crowd) drop(s *socket, ticket engine.TicketID) {
	visits := c.here[s]
	if _, ok := visits[ticket]; !ok {
		return
	}
	c.stale = true
	delete(visits, ticket)
	s.visits.Store(int64(len(visits)))
	if len(visits) == 0 {
		c.remove(s)
	}
}

func (c *crowd) remove(s *socket) {
	if _, ok := c.here[s]; ok {
		c.stale = true
	}
	delete(c.here, s)
	delete(c.away, s)
	delete(c.duty, s)
}

// arrive notes that an employee is connected.
func (r *room) arrive(s *socket) {
	r.post(func(context.Context) {
		if r.crowd.duty == nil {
			r.crowd.duty = map[*socket]visit{}
		}
		r.crowd.duty[s] = visit{attendee: attendee{ID: s.actor.ID, Since: r.now()}}
		r.wall.stale = true
	})
}

// onDuty are this node's employees who are connected, each once, for other nodes.
func (c *crowd) onDuty() []visit {
	first := map[string]visit{}
	for _, v := range c.duty {
		if have, ok := first[v.ID]; !ok || v.Since.Before(have.Since) {
			first[v.ID] = v
		}
	}
	out := slices.Collect(maps.Values(first))
	slices.SortFunc(out, func(a, b visit) int { return cmp.Compare(a.ID, b.ID) })
	return out
}

// staff are the ids of all employees who are connected, in order.
func (c *crowd) staff() []string {
	ids := map[string]bool{}
	for _, v := range slices.Concat(c.onDuty(), c.other) {
		ids[v.ID] = true
	}
	return slices.Sorted(maps.Keys(ids))
}

// unseen is an audience that nobody has.
const unseen engine.Audience = "nobody"

// turn keeps visits from those who may no longer see the ticket. A ticket that
// was not read is seen by nobody until it is.
func (c *crowd) turn(id engine.TicketID, t *engine.Ticket) {
	audience := unseen
	if t != nil {
		audience = t.Audience
	}
	if c.turned == nil {
		c.turned = map[engine.TicketID]engine.Audience{}
	}
	c.turned[id] = audience
	for _, visits := range c.here {
		if v, ok := visits[id]; ok {
			v.Audience = audience
			visits[id] = v
			c.stale = true
		}
	}
}

// look marks sockets that have been silent for too long as away, and those that
// are heard of again as here.
func (c *crowd) look(now time.Time, silence time.Duration) {
	c.seen = now
	for s := range c.here {
		away := now.Sub(s.conn.heard()) > silence
		if away == c.away[s] {
			continue
		}
		if c.away == nil {
			c.away = map[*socket]bool{}
		}
		c.away[s], c.stale = away, true
	}
}

// own are the visits of this node's sockets, one of each employee and ticket.
func (c *crowd) own() []visit {
	type key struct {
		ticket engine.TicketID
		id     string
	}
	most := map[key]visit{}
	for s, visits := range c.here {
		if c.away[s] {
			continue
		}
		for _, v := range visits {
			k := key{v.Ticket, v.ID}
			if have, ok := most[k]; !ok || v.more(have.attendee) {
				most[k] = v
			}
		}
	}
	out := make([]visit, 0, len(most))
	for _, v := range most {
		out = append(out, v)
	}
	slices.SortFunc(out, func(a, b visit) int { return cmp.Or(cmp.Compare(a.Ticket, b.Ticket), cmp.Compare(a.ID, b.ID)) })
	return out
}

// more reports whether somebody does more than another, or as much for longer.
func (a attendee) more(than attendee) bool {
	mine, theirs := slices.Index(doings, a.Doing), slices.Index(doings, than.Doing)
	return mine > theirs || mine == theirs && a.Since.Before(than.Since)
}

// tickets are who is where, as far as an employee may know of the tickets; of
// one ticket if it is named.
func (c *crowd) tickets(actor engine.Actor, one engine.TicketID) []present {
	people := map[engine.TicketID][]attendee{}
	for _, v := range slices.Concat(c.own(), c.there) {
		if one != "" && v.Ticket != one || !engine.Visible(actor, v.Audience) {
			continue
		}
		i := slices.IndexFunc(people[v.Ticket], func(a attendee) bool { return a.ID == v.ID })
		switch {
		case i < 0:
			people[v.Ticket] = append(people[v.Ticket], v.attendee)
		case v.more(people[v.Ticket][i]):
			people[v.Ticket][i] = v.attendee
		}
	}
	out := []present{}
	for id, all := range people {
		slices.SortFunc(all, func(a, b attendee) int {
			if a.more(b) {
				return -1
			}
			return 1
		})
		out = append(out, present{ID: id, People: all[:min(len(all), maxPeople)]})
	}
	slices.SortFunc(out, func(a, b present) int { return cmp.Compare(a.ID, b.ID) })
	return out[:min(len(out), maxPresent)]
}

// gather looks after the crowd, and tells the views of it if something has
// changed. It returns when it wants to be called next.
func (r *room) gather(ctx context.Context, now time.Time) (next time.Time) {
	limits, c := &r.hub.cfg.Limits, &r.crowd
	if now.Sub(c.seen) >= limits.Alive/2 {
		c.look(now, limits.Absent)
	}
	r.share(ctx, now)
	if c.stale && now.Sub(c.told) >= limits.Gather {
		c.stale, c.told = false, now
		for _, v := range r.views {
			if p := r.presence(v); p != nil {
				for _, sub := range v.subs {
					sub.sock.present(sub, p)
				}
			}
		}
	}
	switch {
	case c.stale:
		return c.told.Add(limits.Gather)
	case r.hub.cfg.Presence != nil:
		return now.Add(limits.Share)
	case len(c.here) > 0:
		return c.seen.Add(limits.Alive / 2)
	}
	return now.Add(time.Hour)
}

// presence is who is here as a view may know; nil for those who are no
// employees.
func (r *room) presence(v *view) *payload {
	if v.actor.Kind != engine.Staff {
		return nil
	}
	return newPayload(encode(presenceFrame{Type: "presence", Chan: v.key.name, Tickets: r.crowd.tickets(v.actor, v.key.ticket)}))
}

// greetCrowd tells a new subscription who is here already, if anybody is.
func (r *room) greetCrowd(v *view, sub *subscription) {
	if v.actor.Kind == engine.Staff && len(r.crowd.tickets(v.actor, v.key.ticket)) > 0 {
		sub.sock.present(sub, r.presence(v))
	}
}
