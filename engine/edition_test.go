package engine_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// shelf holds editions by name; the one called current decides about what has no
// other. Editions that adopt take over every ticket but those with the field
// "keep".
type shelf struct {
	current engine.EditionID
	all     map[engine.EditionID]*edition
}

type edition struct {
	enginetest.Script
	adopts bool
}

func (e *edition) Adopts(t *engine.Ticket) (engine.ClauseID, bool) {
	return "SCRIPT-T", e.adopts && t.Fields.String("keep") == ""
}

func (s *shelf) Choose(_ context.Context, _ engine.TenantID, _ engine.CommandID, pinned engine.EditionID) (engine.EditionID, error) {
	if pinned == "" || s.all[s.current].adopts {
		return s.current, nil
	}
	return pinned, nil
}

func (s *shelf) Regulation(_ context.Context, _ engine.TenantID, id engine.EditionID) (engine.Regulation, error) {
	if e := s.all[id]; e != nil {
		return e, nil
	}
	return nil, errors.New("no such edition")
}

func (s *shelf) Stale(engine.TenantID) {}

func newShelfRig(t *testing.T, s *shelf) (r *enginetest.Rig, activate func(engine.EditionID)) {
	t.Helper()
	r = enginetest.NewRig(t, enginetest.NewMemory(), acme)
	var err error
	if r.Engine, err = engine.New(engine.Config{Backend: r.Backend, Regulations: s, Clock: r.Clock}); err != nil {
		t.Fatal(err)
	}
	activate = func(id engine.EditionID) {
		t.Helper()
		s.current = id
		if _, err := r.Activate(t.Context(), engine.Command{ID: engine.CommandID("activate " + id), Tenant: acme, Actor: engine.Actor{Kind: engine.System}}, id, ""); err != nil {
			t.Fatal(err)
		}
	}
	return r, activate
}

// on is a command that is about a ticket.
func on(id engine.TicketID, cmd engine.Command) engine.Command {
	cmd.Ticket = id
	return cmd
}

func TestTicketFinishesUnderItsEditionUnlessTheNewOneAdoptsIt(t *testing.T) {
	t.Parallel()
	s := &shelf{all: map[engine.EditionID]*edition{"one": {}, "two": {}, "three": {adopts: true}}}
	r, activate := newShelfRig(t, s)
	activate("one")
	id := do(t, r, command("c1", nil)).Ticket.ID
	kept := do(t, r, command("c2", engine.Fields{"set": map[string]any{"keep": "yes"}})).Ticket.ID
	want := func(res engine.Result, edition engine.EditionID, adopted bool) {
		t.Helper()
		ops := res.Event.Body.Ops
		isFirst := len(ops) > 0 && ops[0].Kind == engine.OpEdition && ops[0].Clause == "SCRIPT-T" && ops[0].Value == string(edition)
		if res.Event.Edition != edition || res.Ticket.Edition != edition || isFirst != adopted {
			t.Errorf("decided by %s, kept under %s, adopted %v; want %s, adopted %v", res.Event.Edition, res.Ticket.Edition, isFirst, edition, adopted)
		}
	}
	activate("two")
	want(do(t, r, on(id, command("c3", nil))), "one", false)
	activate("three")
	want(do(t, r, on(id, command("c4", nil))), "three", true)
	want(do(t, r, on(id, command("c5", nil))), "three", false)
	want(do(t, r, on(kept, command("c6", nil))), "one", false)
	want(do(t, r, command("c7", nil)), "three", false)
	if n := enginetest.VerifyLog(t, r.Backend, acme); n == 0 {
		t.Error("the log is empty")
	}
}

func TestTicketThatWasNeverDecidedIsDecidedByTheActiveEdition(t *testing.T) {
	t.Parallel()
	broken := &edition{}
	broken.Broken = func() error { return errors.New("broken") }
	s := &shelf{all: map[engine.EditionID]*edition{"good": {}, "bad": broken}}
	r, activate := newShelfRig(t, s)
	activate("bad")
	parked := do(t, r, command("c1", engine.Fields{"set": map[string]any{"a": "1"}}))
	if parked.Event.Body.Fault == "" {
		t.Fatal("the broken edition has decided")
	}
	activate("good")
	r.Clock.Advance(61 * time.Second)
	if _, err := r.FireDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	got := ticketNow(t, r, parked.Ticket.ID)
	if got.Edition != "good" || got.Fields.String("a") != "1" || got.Facets[engine.FacetParked] != "" || got.Number == "" {
		t.Errorf("the ticket is %+v; want it decided by the good edition", got)
	}
}

func TestCanaryTakesItsShareOfCommandsAlwaysTheSame(t *testing.T) {
	t.Parallel()
	const n = 10_000
	for _, share := range []int{0, 1, 10, 50, 100} {
		c, taken := engine.Canary{Edition: "c", Share: share}, 0
		for i := range n {
			id := engine.CommandID(time.Unix(int64(i), 0).Format(time.RFC3339))
			if c.Takes(id) != c.Takes(id) {
				t.Fatalf("%s is taken once and once not", id)
			}
			if c.Takes(id) {
				taken++
			}
		}
		if off := taken - n*share/100; off < -n/50 || off > n/50 {
			t.Errorf("a canary with %d of a hundred takes %d of %d", share, taken, n)
		}
	}
	if (engine.Canary{Share: 100}).Takes("x") {
		t.Error("no canary takes a command")
	}
}
