package live

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

func wishTicket(id engine.TicketID) map[string]any {
	return map[string]any{"chan": "ticket:" + string(id)}
}

func attend(id engine.TicketID, doing string) map[string]any {
	return map[string]any{"type": "attend", "chan": "ticket:" + string(id), "doing": doing}
}

// people are who is with a ticket as a frame tells it: "aigul reply, daniyar look".
func (f *frame) people(id engine.TicketID) string {
	var all []string
	for _, t := range f.Tickets {
		if t.ID == id {
			for _, p := range t.People {
				all = append(all, p.ID+" "+p.Doing)
			}
		}
	}
	return strings.Join(all, ", ")
}

// crowd waits until a channel tells that these are with a ticket.
func (c *client) crowd(name string, id engine.TicketID, want string) {
	c.t.Helper()
	last := "nothing"
	for deadline := time.Now().Add(patience); ; {
		f, err := c.receive()
		if err != nil || time.Now().After(deadline) {
			c.t.Fatalf("%s tells of %s with the ticket, want %q (%v)", name, last, want, err)
		}
		if f.Type == "presence" && f.Chan == name {
			if last = f.people(id); last == want {
				return
			}
		}
	}
}

// await waits for a frame of a kind on a channel.
func (c *client) await(kind, name string) frame {
	c.t.Helper()
	for deadline := time.Now().Add(patience); ; {
		f, err := c.receive()
		if err != nil || time.Now().After(deadline) {
			c.t.Fatalf("waiting for %s of %s: %v", kind, name, err)
		}
		if f.Type == kind && f.Chan == name {
			return f
		}
	}
}

func TestWhoIsWithATicketIsTold(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	id := r.open(acme, "new", "Принтер")
	name := "ticket:" + string(id)
	a := r.hello(acme, "operator", wishTicket(id))
	if you := a.await("welcome", "").You; you != "aigul" {
		t.Errorf("the token is %q's, want aigul's", you)
	}
	b := r.hello(acme, "lead", wishTicket(id), wishBoard())
	b.await("live", "board")
	a.say(attend(id, "look"))
	b.crowd("board", id, "aigul look")
	a.say(attend(id, "reply"))
	b.crowd(name, id, "aigul reply")
	b.say(attend(id, "note"))
	a.crowd(name, id, "aigul reply, daniyar note")
	late := r.hello(acme, "lead", wishBoard())
	late.crowd("board", id, "aigul reply, daniyar note")
	a.say(attend(id, ""))
	b.crowd("board", id, "daniyar note")
	b.say(map[string]any{"type": "unsubscribe", "unsubscribe": []string{name}})
	late.crowd("board", id, "")
}

func TestOneEmployeeWithTwoWindowsIsOne(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	id := r.open(acme, "new", "Принтер")
	first, second := r.hello(acme, "operator", wishTicket(id)), r.hello(acme, "operator", wishTicket(id))
	watcher := r.hello(acme, "lead", wishBoard())
	first.say(attend(id, "look"))
	second.say(attend(id, "reply"))
	watcher.crowd("board", id, "aigul reply")
	_ = second.ws.Close()
	watcher.crowd("board", id, "aigul look")
	_ = first.ws.NetConn().Close() // as a crash does
	watcher.crowd("board", id, "")
}

// TestSilentClientIsGone has a client that no longer answers, although its
// connection is still there: a page on a machine that was put to sleep.
func TestSilentClientIsGone(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Limits.Alive, c.Limits.Absent = 20*time.Millisecond, 300*time.Millisecond }).serve()
	id := r.open(acme, "new", "Принтер")
	watcher := r.hello(acme, "lead", wishBoard())
	mute := r.hello(acme, "operator", wishTicket(id))
	mute.say(attend(id, "reply"))
	// The watcher reads on and so answers pings; the mute one reads no more.
	watcher.crowd("board", id, "aigul reply")
	watcher.crowd("board", id, "")
	mute.crowd("ticket:"+string(id), id, "aigul reply") // it wakes up, and is back
}

func TestCustomersAndPartnersAreToldOfNobody(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	id := r.do(acme, "", engine.Fields{"facet": statusFacets("new"), "party": "p1"}).Ticket.ID
	name := "ticket:" + string(id)
	customer := r.hello(acme, "customer", wishTicket(id))
	customer.await("live", name)
	customer.say(attend(id, "look"))
	if f := customer.await("error", name); f.Code != "role_forbidden" {
		t.Errorf("a customer says that they are here: %+v, want that they may not", f)
	}
	staff := r.hello(acme, "operator", wishTicket(id))
	staff.say(attend(id, "reply"))
	staff.crowd(name, id, "aigul reply")
	r.move(acme, id, "work")
	for {
		f, err := customer.receive()
		if err != nil {
			t.Fatal(err)
		}
		if f.Type == "presence" {
			t.Fatalf("a customer is told %s", f.raw)
		}
		if f.Type == "delta" {
			return
		}
	}
}

func TestPresenceKeepsToAudienceAndTenant(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	open := r.open(acme, "new", "Принтер")
	hidden := r.do(acme, "", engine.Fields{"facet": statusFacets("new"), "audience": "role:lead"}).Ticket.ID
	operator, elsewhere := r.hello(acme, "operator", wishBoard(), wishTicket(open)), r.hello(other, "operator", wishBoard())
	operator.await("live", "ticket:"+string(open))
	elsewhere.await("live", "board")
	lead := r.hello(acme, "lead", wishTicket(hidden), wishTicket(open), wishBoard())
	lead.say(attend(hidden, "reply"))
	lead.crowd("board", hidden, "daniyar reply")
	lead.say(attend(open, "look"))
	for {
		f := operator.await("presence", "board")
		if strings.Contains(string(f.raw), string(hidden)) {
			t.Fatalf("an employee of another role is told %s", f.raw)
		}
		if f.people(open) == "daniyar look" {
			break
		}
	}
	operator.say(attend(open, "note"))
	operator.crowd("board", open, "aigul note, daniyar look")
	r.do(acme, open, engine.Fields{"audience": "role:lead"})
	operator.crowd("board", open, "")
	lead.crowd("board", open, "daniyar look") // who may not see it is with it no more
	r.open(other, "new", "Чужой")
	for {
		f, err := elsewhere.receive()
		if err != nil || f.Type == "presence" {
			t.Fatalf("another tenant is told %s (%v)", f.raw, err)
		}
		if f.Type == "delta" {
			return
		}
	}
}

func TestPresenceOfNothingIsComplainedAbout(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	id := r.open(acme, "new", "Принтер")
	c := r.hello(acme, "operator", wishBoard())
	c.say(attend(id, "look"))
	if f := c.await("error", "ticket:"+string(id)); f.Code != "not_found" {
		t.Errorf("a ticket without a channel: %+v, want not found", f)
	}
	c.say(attend(id, "dance"))
	if got := c.closed(); got.Code != CloseMalformed {
		t.Errorf("closed with %v, want %d", got, CloseMalformed)
	}
}

// noticeboard is what nodes tell one another, in memory.
type noticeboard struct {
	mu    sync.Mutex
	nodes map[string][]byte
}

func (n *noticeboard) Share(_ context.Context, tenant engine.TenantID, node string, people []byte, _ time.Time) error {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.nodes[fmt.Sprint(tenant, " ", node)] = people
	return nil
}

func (n *noticeboard) Others(_ context.Context, tenant engine.TenantID, node string, _ time.Time) (all [][]byte, err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	for name, people := range n.nodes {
		if strings.HasPrefix(name, string(tenant)+" ") && !strings.HasSuffix(name, node) {
			all = append(all, people)
		}
	}
	return all, nil
}

func TestNodesTellEachOtherWhoIsHere(t *testing.T) {
	t.Parallel()
	notices := &noticeboard{nodes: map[string][]byte{}}
	quick := func(c *Config) { c.Presence, c.Limits.Share = notices, 10*time.Millisecond }
	one := newRig(t, quick).serve()
	id := one.open(acme, "new", "Принтер")
	two := newRig(t, quick, func(c *Config) { c.Log, c.Reader = one.store, one.store }).serve()
	a, b := one.hello(acme, "operator", wishTicket(id)), two.hello(acme, "lead", wishBoard())
	a.say(attend(id, "reply"))
	b.crowd("board", id, "aigul reply")
	a.say(attend(id, "note"))
	b.crowd("board", id, "aigul note")
	_ = a.ws.Close()
	b.crowd("board", id, "")
}

// TestPresenceWaitsOnceInAQueue holds a queue against many changes that nobody
// takes.
func TestPresenceWaitsOnceInAQueue(t *testing.T) {
	t.Parallel()
	q := newQueue(1 << 10)
	sub, neighbour := &subscription{}, &subscription{}
	for i := range 100 {
		if !q.present(sub, newPayload(fmt.Appendf(nil, "presence %d", i))) || !q.present(neighbour, newPayload([]byte("other"))) {
			t.Fatal("the queue is full")
		}
		q.push(sub, newStep(&stepHead{name: "board"}, int64(i), int64(i+1), time.Time{}, nil, nil, nil))
	}
	var got []string
	for {
		p, _ := q.take()
		if p == nil {
			break
		}
		got = append(got, string(p.json))
	}
	if len(got) != 3 || !slices.Contains(got, "presence 99") {
		t.Fatalf("%d frames waited: %q, want the last presence of each and one joined step", len(got), got)
	}
	var live liveFrame
	if err := json.Unmarshal([]byte(got[2]), &live); err != nil || live.Prev != 0 || live.Seq != 100 {
		t.Errorf("the step is %s (%v), want all of them joined", got[2], err)
	}
	q.present(sub, newPayload([]byte("later")))
	if p, _ := q.take(); p == nil || string(p.json) != "later" {
		t.Errorf("after the queue was emptied: %v, want the next presence", p)
	}
}
