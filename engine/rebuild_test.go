package engine_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// witness is a regulation that remembers the cases it was asked to decide.
type witness struct {
	enginetest.Script
	seen map[engine.CommandID]engine.Case
}

func (w *witness) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return w, nil
}

func (w *witness) Decide(ctx context.Context, c *engine.Case) (engine.Decision, error) {
	seen := *c
	ticket := *c.Ticket
	seen.Ticket = &ticket
	w.seen[c.Event.ID] = seen
	return w.Script.Decide(ctx, c)
}

func TestCasesAreRebuiltFromTheRecordAlone(t *testing.T) {
	reg := &witness{seen: map[engine.CommandID]engine.Case{}}
	store, clock := enginetest.NewMemory(), enginetest.NewClock(enginetest.Start)
	e, err := engine.New(engine.Config{Backend: store, Regulations: reg, Clock: clock,
		Senders: map[string]engine.Sender{"post": &enginetest.Sender{}}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := e.Activate(t.Context(), engine.Command{ID: "activate", Tenant: "acme", Actor: engine.Actor{Kind: engine.System}}, enginetest.Edition, ""); err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		key := engine.Key{Kind: "subject", Value: fmt.Sprint("s", i%4), Keep: true}
		_, err := e.Do(t.Context(), engine.Command{ID: engine.CommandID(fmt.Sprint("c", i)), Tenant: "acme", Kind: "mail", Keys: []engine.Key{key},
			Actor: engine.Actor{Kind: engine.Customer, ID: "p"}, Channel: "email",
			Data: engine.Fields{"set": map[string]any{"n": int64(i)}, "timers": map[string]any{"t": int64(60)}, "send": []any{"post"}}})
		if err != nil {
			t.Fatal(err)
		}
		clock.Advance(time.Minute)
		if _, err := e.FireDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := e.DeliverDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	folds := map[engine.TicketID]engine.Ticket{}
	events, err := store.Events(t.Context(), "acme", 1, 1000)
	if err != nil {
		t.Fatal(err)
	}
	joined := 0
	for i := range events {
		ev := &events[i]
		var related []engine.Ticket
		for _, evidence := range ev.Body.Thread {
			related = append(related, folds[evidence.Ticket])
			joined++
		}
		got, want := engine.Rebuild(ev, folds[ev.Ticket], related), reg.seen[ev.Command]
		got.Routing, want.Routing = engine.Routing{}, engine.Routing{} // Route is asked anew
		if fmt.Sprintf("%+v", show(t, &got)) != fmt.Sprintf("%+v", show(t, &want)) || !reflect.DeepEqual(got.Event, want.Event) {
			t.Errorf("event %d %s: rebuilt\n%+v\nseen\n%+v", ev.Seq, ev.Kind, show(t, &got), show(t, &want))
		}
		folds[ev.Ticket] = engine.Apply(folds[ev.Ticket], ev)
	}
	if len(events) != 36 || joined == 0 {
		t.Errorf("%d events, %d of them with evidence: the test has shown too little", len(events), joined)
	}
}

// show is what of a case can be compared: states in their canonical form.
func show(t *testing.T, c *engine.Case) map[string]any {
	t.Helper()
	state := func(ticket *engine.Ticket) string {
		raw, err := ticket.AppendState(nil)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(ticket.ID, ticket.Version, ticket.Number, ticket.Facets, string(raw))
	}
	out := map[string]any{"now": c.Now, "facts": c.Facts, "ticket": state(c.Ticket), "event": c.Event}
	for i := range c.Related {
		out[fmt.Sprint("related", i)] = state(&c.Related[i].Ticket) + fmt.Sprint(c.Related[i].By)
	}
	return out
}
