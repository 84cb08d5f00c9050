package enginetest

import (
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

const hold = 10 * time.Second

var clerk = engine.Actor{Kind: engine.Staff, ID: "aigul", Roles: []string{"operator"}}

// answer is an employee's answer that is held.
func (r *Rig) answer(t *testing.T, id string, ticket engine.TicketID, data engine.Fields) engine.Result {
	t.Helper()
	cmd := r.command(id, data)
	cmd.Actor, cmd.Ticket, cmd.Hold = clerk, ticket, hold
	return r.do(t, cmd)
}

func (r *Rig) withdraw(t *testing.T, event *engine.Event) (engine.Result, error) {
	t.Helper()
	return r.Withdraw(t.Context(), engine.Withdrawal{Tenant: event.Tenant, Ticket: event.Ticket, Seq: event.Seq, Actor: clerk, Channel: "test"})
}

func (r *Rig) deliver(t *testing.T) (sent []engine.DeliveryID) {
	t.Helper()
	had := len(r.Sender.Sent())
	if _, err := r.DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, d := range r.Sender.Sent()[had:] {
		sent = append(sent, d.ID)
	}
	return sent
}

func holdsBack(t *testing.T, r *Rig) {
	id := r.do(t, r.command("c1", nil)).Ticket.ID
	held := r.answer(t, "c2", id, engine.Fields{"send": []any{"post"}})
	next := r.command("c3", engine.Fields{"send": []any{"post"}})
	next.Ticket = id
	follows := r.do(t, next)
	other := r.do(t, r.command("c4", engine.Fields{"send": []any{"post"}}))
	r.Clock.Advance(3 * time.Second)
	if got, want := r.deliver(t), []engine.DeliveryID{sentBy(&other)}; !slices.Equal(got, want) {
		t.Errorf("sent %v at once, want %v of the other ticket", got, want)
	}
	if due, err := r.Backend.NextDelivery(t.Context()); err != nil || !due.Equal(Start.Add(hold)) {
		t.Errorf("next at %v (%v), want when the hold ends", due, err)
	}
	r.Clock.Advance(hold)
	if got, want := r.deliver(t), []engine.DeliveryID{sentBy(&held), sentBy(&follows)}; !slices.Equal(got, want) {
		t.Errorf("sent %v after the hold, want %v in the order in which they were said", got, want)
	}
}

func sentBy(res *engine.Result) engine.DeliveryID {
	i := slices.IndexFunc(res.Event.Body.Ops, func(op engine.Op) bool { return op.Kind == engine.OpSend })
	return engine.DeliveryID(fmt.Sprintf("%d.%d", res.Event.Seq, i))
}

func withdraws(t *testing.T, r *Rig) {
	before := r.do(t, r.command("c1", engine.Fields{"set": map[string]any{"text": "a", "kept": map[string]any{"n": int64(1)}},
		"facet": map[string]any{"status": "new"}, "timers": map[string]any{"first": int64(5), "second": int64(600)}})).Ticket
	r.Clock.Advance(time.Second)
	reply := r.answer(t, "c2", before.ID, engine.Fields{"set": map[string]any{"text": "b", "new": "c", "kept": ""}, "facet": map[string]any{"status": "wait", "turn": "customer"},
		"timers": map[string]any{"first": int64(-1), "second": int64(900), "third": int64(60)}, "send": []any{"post"}, "emit": []any{"other"}})
	r.Clock.Advance(7 * time.Second)
	res, err := r.withdraw(t, &reply.Event)
	if err != nil {
		t.Fatal(err)
	}
	if e := res.Event; e.Kind != engine.KindWithdrawn || e.Actor.ID != "aigul" || e.Cause != reply.Event.Seq || e.Audience != engine.ForStaff || e.Version != 3 {
		t.Errorf("event %+v, want one for staff that says who has taken back what", e)
	}
	after := res.Ticket
	if after.Fields.String("text") != "a" || after.Fields["new"] != nil || after.Fields.Map("kept").Int("n") != 1 || after.Fields.Int("events") != 1 {
		t.Errorf("fields %v, want those before the answer: %v", after.Fields, before.Fields)
	}
	if after.Facets["status"] != "new" || after.Facets["turn"] != "" || !after.NextDue.Equal(before.NextDue) {
		t.Errorf("facets %v and due %v, want those before the answer", after.Facets, after.NextDue)
	}
	if len(after.Timers) != 2 || !after.Timers["first"].Due.Equal(Start.Add(5*time.Second)) || !after.Timers["second"].Due.Equal(Start.Add(600*time.Second)) {
		t.Errorf("timers %v, want those before the answer, also the one that is due", after.Timers)
	}
	again, err := r.withdraw(t, &reply.Event)
	if err != nil || !again.Duplicate || again.Event.Seq != res.Event.Seq {
		t.Errorf("once more: %+v (%v), want the same", again.Event, err)
	}
	if n, err := r.FireDue(t.Context()); n != 1 || err != nil {
		t.Errorf("%d tickets had a timer (%v), want the one that was due meanwhile to fire", n, err)
	}
	r.Clock.Advance(time.Hour)
	if sent := r.deliver(t); len(sent) != 0 {
		t.Errorf("sent %v, want nothing", sent)
	}
	if head, err := r.Backend.Head(t.Context(), suiteTenant); err != nil || head.Seq != res.Event.Seq+1 {
		t.Errorf("the log ends at %d (%v), want no command to have been emitted", head.Seq, err)
	}
}

func withdrawsInPart(t *testing.T, r *Rig) {
	id := r.do(t, r.command("c1", engine.Fields{"set": map[string]any{"text": "a", "other": "a"}, "facet": map[string]any{"status": "new"}})).Ticket.ID
	reply := r.answer(t, "c2", id, engine.Fields{"set": map[string]any{"text": "b", "other": "b"}, "facet": map[string]any{"status": "wait"}, "send": []any{"post"}})
	customer := r.command("c3", engine.Fields{"set": map[string]any{"text": "c"}, "facet": map[string]any{"status": "work"}})
	customer.Ticket = id
	r.do(t, customer)
	res, err := r.withdraw(t, &reply.Event)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(res.Ticket.Fields["text"], res.Ticket.Fields["other"], res.Ticket.Facets["status"])
	if got != "c"+"a"+"work" {
		t.Errorf("text, other and status are %s, want what the customer has changed, and the rest as before the answer", got)
	}
}

func withdrawsNothing(t *testing.T, r *Rig) {
	id := r.do(t, r.command("c1", nil)).Ticket.ID
	silent := r.answer(t, "c2", id, nil)
	late := r.answer(t, "c3", id, engine.Fields{"send": []any{"post", "post"}})
	r.Clock.Advance(hold)
	for name, seq := range map[string]int64{"sends nothing": silent.Event.Seq, "is due": late.Event.Seq} {
		if _, err := r.Withdraw(t.Context(), engine.Withdrawal{Tenant: suiteTenant, Ticket: id, Seq: seq, Actor: clerk}); engine.KindOf(err) != engine.Refused {
			t.Errorf("an event that %s: %v, want it refused", name, err)
		}
	}
	for name, w := range map[string]engine.Withdrawal{"another ticket": {Tenant: suiteTenant, Ticket: "none", Seq: late.Event.Seq},
		"another tenant": {Tenant: "other", Ticket: id, Seq: late.Event.Seq}, "no event": {Tenant: suiteTenant, Ticket: id, Seq: 1}} {
		if _, err := r.Withdraw(t.Context(), w); engine.KindOf(err) != engine.NotFound {
			t.Errorf("%s: %v, want not found", name, err)
		}
	}
	if sent := r.deliver(t); len(sent) != 2 {
		t.Errorf("sent %v, want both", sent)
	}
	early := r.claim(1)
	early.Now = Start
	failed := r.answer(t, "c4", id, engine.Fields{"send": []any{"post"}})
	if err := r.Backend.Postpone(t.Context(), engine.Delivery{Tenant: suiteTenant, ID: sentBy(&failed)}, Start.Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if ok, err := r.Backend.ClaimUnsent(t.Context(), suiteTenant, []engine.DeliveryID{sentBy(&failed)}, early); ok || err != nil {
		t.Errorf("one that was tried is claimed: %v, %v", ok, err)
	}
}

// withdrawsOrSends lets one node take messages back while another one, whose
// clock is ahead, sends them.
func withdrawsOrSends(t *testing.T, r *Rig) {
	ahead := NewRig(t, r.Backend)
	ahead.Clock.Advance(hold + time.Second)
	const n = 40
	var replies []engine.Result
	for i := range n {
		id := r.do(t, r.command(fmt.Sprint("open", i), nil)).Ticket.ID
		replies = append(replies, r.answer(t, fmt.Sprint("reply", i), id, engine.Fields{"send": []any{"post", "post"}}))
	}
	back := make([]bool, n)
	var both sync.WaitGroup
	both.Go(func() {
		for i := range replies {
			_, err := r.withdraw(t, &replies[i].Event)
			if back[i] = err == nil; err != nil && engine.KindOf(err) != engine.Refused {
				t.Errorf("reply %d: %v", i, err)
			}
		}
	})
	both.Go(func() {
		for range 3 {
			if _, err := ahead.DeliverDue(t.Context()); err != nil {
				t.Error(err)
			}
		}
	})
	both.Wait()
	ahead.deliver(t)
	sent := map[int64]int{}
	for _, d := range ahead.Sender.Sent() {
		sent[d.Seq]++
	}
	for i := range replies {
		if want := map[bool]int{true: 0, false: 2}[back[i]]; sent[replies[i].Event.Seq] != want {
			t.Errorf("reply %d: taken back: %v, sent %d of 2", i, back[i], sent[replies[i].Event.Seq])
		}
	}
}
