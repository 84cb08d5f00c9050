package engine_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

const acme engine.TenantID = "acme"

func newRig(t *testing.T) *enginetest.Rig {
	t.Helper()
	return enginetest.NewRig(t, enginetest.NewMemory(), acme)
}

func command(id string, data engine.Fields) engine.Command {
	return engine.Command{ID: engine.CommandID(id), Tenant: acme, Kind: "message", Channel: "test",
		Actor: engine.Actor{Kind: engine.Customer, ID: "p"}, Data: data}
}

func do(t *testing.T, r *enginetest.Rig, cmd engine.Command) engine.Result {
	t.Helper()
	res, err := r.Do(t.Context(), cmd)
	if err != nil {
		t.Fatalf("%s: %v", cmd.ID, err)
	}
	return res
}

func ticketNow(t *testing.T, r *enginetest.Rig, id engine.TicketID) engine.Ticket {
	t.Helper()
	ticket, err := r.Backend.(*enginetest.Memory).Ticket(t.Context(), acme, id)
	if err != nil {
		t.Fatal(err)
	}
	return ticket
}

func TestFailingRegulationParksTheCommandAndDecidesItLater(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]engine.Fields{"error": {"fail": true}, "panic": {"panic": true}} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			broken := true
			r.Script.Broken = func() error {
				if !broken {
					return nil
				}
				if data.Bool("panic") {
					panic("broken")
				}
				return errors.New("broken")
			}
			res := do(t, r, command("c1", engine.Fields{"set": map[string]any{"a": "1"}}))
			if res.Event.Body.Fault == "" || res.Ticket.Facets[engine.FacetParked] != "yes" {
				t.Fatalf("event %+v is not parked", res.Event)
			}
			if res.Ticket.Number != "" {
				t.Errorf("an undecided ticket has number %s", res.Ticket.Number)
			}
			r.Clock.Advance(61 * time.Second)
			if _, err := r.FireDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got := ticketNow(t, r, res.Ticket.ID); len(got.Parked) != 1 {
				t.Fatalf("after a retry that failed too, parked is %v", got.Parked)
			}
			broken = false
			r.Clock.Advance(6 * time.Minute)
			if _, err := r.FireDue(t.Context()); err != nil {
				t.Fatal(err)
			}
			got := ticketNow(t, r, res.Ticket.ID)
			if len(got.Parked) != 0 || got.Facets[engine.FacetParked] != "" || got.Fields.String("a") != "1" || got.Number != "S-010" {
				t.Errorf("after the retry the ticket is %+v", got)
			}
			enginetest.VerifyLog(t, r.Backend, acme)
		})
	}
}

func TestRefusedCommandLeavesNoTrace(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	_, err := r.Do(t.Context(), command("c1", engine.Fields{"refuse": true}))
	var refused *engine.Error
	if !errors.As(err, &refused) || refused.Kind != engine.Refused || refused.Clause != "SCRIPT-1" {
		t.Errorf("got %v, want a refusal by SCRIPT-1", err)
	}
	if n := enginetest.VerifyLog(t, r.Backend, acme); n != 1 {
		t.Errorf("log has %d events, want the activation alone", n)
	}
}

func TestPreviewWritesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c, err := r.Preview(t.Context(), command("c1", engine.Fields{"send": []any{"post"}}))
	if err != nil || len(c.Deliveries) != 1 {
		t.Fatalf("preview: %+v, %v", c, err)
	}
	if n := enginetest.VerifyLog(t, r.Backend, acme); n != 1 {
		t.Errorf("log has %d events, want the activation alone", n)
	}
}

func TestDecisionsBeyondTheLimitsAreParked(t *testing.T) {
	t.Parallel()
	many := make([]any, 33)
	for i := range many {
		many[i] = "post"
	}
	timers := map[string]any{}
	for i := range 65 {
		timers[fmt.Sprintf("t%d", i)] = int64(60)
	}
	fields := map[string]any{}
	for i := range 300 {
		fields[fmt.Sprintf("f%d", i)] = "x"
	}
	for name, data := range map[string]engine.Fields{
		"sends": {"send": many}, "timers": {"timers": timers}, "ops": {"set": fields},
		"body": {"grow": int64(1 << 20)},
	} {
		res := do(t, newRig(t), command("c1", data))
		if !strings.Contains(res.Event.Body.Fault, "more than") || len(res.Event.Body.Ops) != 2 {
			t.Errorf("%s: fault %q with %d ops", name, res.Event.Body.Fault, len(res.Event.Body.Ops))
		}
	}
}

func TestChainOfCommandsIsCut(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.Script.Broken = nil
	cmd := command("c1", engine.Fields{"emit": []any{"child"}})
	cmd.Depth = 8
	res := do(t, r, cmd)
	if _, err := r.DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	events, err := r.Backend.Events(t.Context(), acme, res.Event.Seq, 10)
	if err != nil || len(events) != 1 || events[0].Kind != engine.KindUndeliverable ||
		!strings.Contains(events[0].Body.Data.String("error"), string(engine.ClauseLoop)) {
		t.Errorf("events after the ninth command in a row: %+v, %v", events, err)
	}
}

func TestEmittedCommandOpensATicketOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	res := do(t, r, command("c1", engine.Fields{"emit": []any{"child"}}))
	for range 3 {
		if _, err := r.DeliverDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		r.Clock.Advance(2 * time.Minute)
	}
	events, err := r.Backend.Events(t.Context(), acme, res.Event.Seq, 10)
	if err != nil || len(events) != 1 || events[0].Kind != "child" || events[0].Cause != res.Event.Seq || events[0].Depth != 1 {
		t.Errorf("events: %+v, %v", events, err)
	}
	if from := events[0].Body.Data; from.String("origin") != string(res.Ticket.ID) || from.String("number") != res.Ticket.Number {
		t.Errorf("it comes from %v, want ticket %s, %s", from, res.Ticket.ID, res.Ticket.Number)
	}
}

func TestMessagesOfATicketGoOutInTheirOrder(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	many := make([]any, 12)
	for i := range many {
		many[i] = "post"
	}
	for i := range 5 {
		do(t, r, command(fmt.Sprintf("c%d", i), engine.Fields{"send": many}))
	}
	if _, err := r.DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	last := map[engine.TicketID]int64{}
	for _, d := range r.Sender.Sent() {
		if n := d.Payload.Int("n"); n != last[d.Ticket] {
			t.Fatalf("message %d of ticket %s went out when %d was due", n, d.Ticket, last[d.Ticket])
		}
		last[d.Ticket]++
	}
	if len(last) != 5 {
		t.Errorf("messages of %d tickets, want 5", len(last))
	}
}

func TestUndeliverableMessagesAreTriedForDaysThenTold(t *testing.T) {
	t.Parallel()
	for name, cause := range map[string]error{"temporary": errors.New("busy"), "permanent": engine.Permanent(errors.New("no such user"))} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t)
			tries := 0
			r.Sender.Fail = func(engine.Delivery) error { tries++; return cause }
			do(t, r, command("c1", engine.Fields{"send": []any{"post"}}))
			for range 40 {
				if _, err := r.DeliverDue(t.Context()); err != nil {
					t.Fatal(err)
				}
				r.Clock.Advance(12 * time.Hour)
			}
			want := 15
			if name == "permanent" {
				want = 1
			}
			if tries != want {
				t.Errorf("%d attempts, want %d", tries, want)
			}
			events, err := r.Backend.Events(t.Context(), acme, 2, 10)
			if err != nil || len(events) != 1 || events[0].Kind != engine.KindUndeliverable {
				t.Errorf("events: %+v, %v", events, err)
			}
		})
	}
}

func TestPatientTimersWaitUntilTheChannelsHaveCaughtUp(t *testing.T) {
	t.Parallel()
	caughtUp := false
	backend, clock := enginetest.NewMemory(), enginetest.NewClock(enginetest.Start)
	patient := patientRegulation{}
	e, err := engine.New(engine.Config{Backend: backend, Regulations: patient, Clock: clock, CaughtUp: func() bool { return caughtUp }})
	if err != nil {
		t.Fatal(err)
	}
	res, err := e.Do(t.Context(), command("c1", nil))
	if err != nil {
		t.Fatal(err)
	}
	clock.Advance(time.Hour)
	for _, want := range []int64{1, 2} {
		if _, err := e.FireDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got, _ := backend.Ticket(t.Context(), acme, res.Ticket.ID); got.Version != want {
			t.Errorf("caught up %v: version %d, want %d", caughtUp, got.Version, want)
		}
		caughtUp = true
		clock.Advance(2 * time.Minute) // past the lease
	}
}

// patientRegulation sets a patient timer with the first event of a ticket.
type patientRegulation struct{}

func (patientRegulation) Choose(context.Context, engine.TenantID, engine.CommandID, engine.EditionID) (engine.EditionID, error) {
	return "", nil
}
func (p patientRegulation) Regulation(context.Context, engine.TenantID, engine.EditionID) (engine.Regulation, error) {
	return p, nil
}
func (patientRegulation) Stale(engine.TenantID) {}
func (patientRegulation) Route(context.Context, *engine.Case) (engine.Routing, error) {
	return engine.Routing{}, nil
}
func (patientRegulation) Decide(_ context.Context, c *engine.Case) (engine.Decision, error) {
	if c.Ticket.Version > 0 {
		return engine.Decision{}, nil
	}
	return engine.Decision{Ops: []engine.Op{{Kind: engine.OpTimer, Clause: "P-1", Name: "silence",
		At: c.Now.Add(time.Minute), Patient: true}}}, nil
}

func TestWorkersRunUntilTheirContextEnds(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 2)
	go func() { ended <- r.RunTimers(ctx) }()
	go func() { ended <- r.RunOutbox(ctx) }()
	res := do(t, r, command("c1", engine.Fields{"send": []any{"post"}, "timers": map[string]any{"a": int64(5)}}))
	for ticketNow(t, r, res.Ticket.ID).Version < 3 { // the delivery and the timer each made an event
		r.Clock.Advance(100 * time.Millisecond)
	}
	cancel()
	for range 2 {
		if err := <-ended; !errors.Is(err, context.Canceled) {
			t.Errorf("worker ended with %v", err)
		}
	}
}

func TestTamperedLogIsFound(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	do(t, r, command("c1", engine.Fields{"set": map[string]any{"a": "1"}}))
	events, err := r.Backend.Events(t.Context(), acme, 0, 10)
	if err != nil || len(events) != 2 {
		t.Fatalf("%d events, %v", len(events), err)
	}
	prev, good := events[0], events[1]
	body, _ := engine.EncodeBody(&good.Body)
	if err := engine.VerifyNext(&prev, &good, body); err != nil {
		t.Fatalf("untouched: %v", err)
	}
	if err := engine.VerifyNext(&prev, &good, nil); err != nil {
		t.Errorf("with its body erased: %v", err)
	}
	for name, tamper := range map[string]func(e *engine.Event, body *[]byte){
		"kind":     func(e *engine.Event, _ *[]byte) { e.Kind = "other" },
		"actor":    func(e *engine.Event, _ *[]byte) { e.Actor.ID = "someone" },
		"time":     func(e *engine.Event, _ *[]byte) { e.At = e.At.Add(time.Microsecond) },
		"number":   func(e *engine.Event, _ *[]byte) { e.Number = "S-999" },
		"body":     func(_ *engine.Event, b *[]byte) { *b = append(*b, ' ') },
		"salt":     func(e *engine.Event, _ *[]byte) { e.Salt = []byte("x") },
		"left out": func(e *engine.Event, _ *[]byte) { e.Seq++ },
		"previous": func(e *engine.Event, _ *[]byte) { e.Prev[0]++ },
		"audience": func(e *engine.Event, _ *[]byte) { e.Audience = engine.ForStaff },
		"edition":  func(e *engine.Event, _ *[]byte) { e.Edition = "x" },
		"version":  func(e *engine.Event, _ *[]byte) { e.Version++ },
		"cause":    func(e *engine.Event, _ *[]byte) { e.Cause = 1 },
	} {
		e, b := good, append([]byte(nil), body...)
		tamper(&e, &b)
		var broken *engine.BrokenChainError
		if err := engine.VerifyNext(&prev, &e, b); !errors.As(err, &broken) {
			t.Errorf("tampered %s: got %v", name, err)
		}
	}
}
