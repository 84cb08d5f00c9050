package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
)

// failing makes SUD's regulation fail on requests with a certain summary.
const (
	sound   = `local sender, iin = t.field.sender, t.field.iin`
	failing = `local sender, iin = t.field.sender, t.field.iin
      if t.field.summary == "Апат" then error("no court knows this") end`
)

// TestEditionThatFailsIsRolledBackByItself, its tickets are decided by the one before
// it, and the log says why. It doesn't come back by itself.
func TestEditionThatFailsIsRolledBackByItself(t *testing.T) {
	t.Parallel()
	onDatabases(t, func(t *testing.T, a *admin, folder string) {
		first := a.head(t, "sud").Active
		second := a.upload(t, edit(t, folder, sound, failing), http.StatusCreated).Edition.ID
		a.activate(t, second, "Order 14")
		a.about(t, "Кабинет ашылмайды", "good@mail.example")
		for i := range 4 {
			a.about(t, "Апат", fmt.Sprintf("bad%d@mail.example", i))
		}
		if got := string(a.head(t, "sud").Active); got != second {
			t.Fatalf("after 4 failures %.12s is active, want %.12s still", got, second)
		}
		a.about(t, "Апат", "bad4@mail.example")
		eventually(t, "the edition is rolled back", func() bool { return a.head(t, "sud").Active == first })
		log := a.events(t, engine.KindActivated)
		e := log[len(log)-1]
		reason := e.Body.Data.String("reason")
		if e.Actor.Kind != engine.System || e.Actor.ID != "edition guard" || !e.Body.Data.Bool("rollback") || !strings.HasPrefix(reason, "5 of ") ||
			!strings.Contains(reason, "decisions failed in the first ") || !strings.Contains(reason, "no court knows this") {
			t.Errorf("the log says of the rollback %s %s: %+v", e.Actor.Kind, e.Actor.ID, e.Body.Data)
		}
		if shown := a.list(t)[1]; !shown.Active || shown.Reason != reason || shown.By.ID != "edition guard" {
			t.Errorf("listed: %+v, want why it is active", shown)
		}
		if got := a.ask(t, "POST", "/dev/clock", `{"advance":"2m"}`, nil, nil); got != http.StatusOK {
			t.Fatalf("the clock answers %d", got)
		}
		eventually(t, "what was parked is decided by the edition before", func() bool {
			for _, ticket := range a.ticketsOf(t, "sud") {
				if ticket.Number == "" || ticket.Facets[engine.FacetParked] != "" {
					return false
				}
			}
			return true
		})
		for _, ticket := range a.ticketsOf(t, "sud") {
			if want := ticket.Fields.String("summary") == "Апат"; (ticket.Edition == first) != want {
				t.Errorf("%s about %s is kept under %.12s", ticket.Number, ticket.Fields.String("summary"), ticket.Edition)
			}
		}
	})
}

// TestCanaryThatFailsIsEndedByItself.
func TestCanaryThatFailsIsEndedByItself(t *testing.T) {
	t.Parallel()
	onDatabases(t, func(t *testing.T, a *admin, folder string) {
		first := a.head(t, "sud").Active
		second := a.upload(t, edit(t, folder, sound, failing), http.StatusCreated).Edition
		a.try(t, second.ID, 90, "Order 14, on most")
		for i := 0; a.head(t, "sud").Canary.Edition != ""; i++ {
			if i == 200 {
				t.Fatal("the canary is still there after 200 requests that it fails at")
			}
			a.about(t, "Апат", fmt.Sprintf("bad%d@mail.example", i))
		}
		log := a.events(t, engine.KindCanary)
		if e := log[len(log)-1]; e.Actor.ID != "edition guard" || !strings.Contains(e.Body.Data.String("reason"), "no court knows this") || a.head(t, "sud").Active != first {
			t.Errorf("the log says of its end %+v", e)
		}
	})
}

// rig is a guard over a history in memory, at an instant that the test chooses.
type guardRig struct {
	*guard
	at     time.Time
	head   engine.Head
	past   past
	undone []string
	fails  error
	log    *logOf
}

func newGuardRig(t *testing.T) *guardRig {
	r := &guardRig{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC), log: &logOf{t: t}}
	r.guard = newGuard(GuardConfig{}, nil, func() time.Time { return r.at }, slog.New(slog.NewTextHandler(r.log, nil)))
	r.history = func(context.Context, engine.TenantID) (engine.Head, past, error) { return r.head, r.past, nil }
	undo := func(word string) func(context.Context, engine.TenantID, engine.EditionID, string) error {
		return func(_ context.Context, _ engine.TenantID, id engine.EditionID, reason string) error {
			if r.fails == nil {
				r.undone = append(r.undone, word+" "+string(id)+": "+reason)
			}
			return r.fails
		}
	}
	r.rollBack, r.endTry = undo("rollback"), undo("end")
	return r
}

func (r *guardRig) activate(id engine.EditionID, actor engine.Actor) {
	r.head.Active = id
	r.past.activations = append(r.past.activations, activation{at: r.at, edition: id, actor: actor, rollback: actor.ID == guardActor.ID})
}

// decide lets an edition decide some commands, failing at the last of them, and
// judges whoever is suspected.
func (r *guardRig) decide(t *testing.T, id engine.EditionID, n, faults int) {
	t.Helper()
	for i := range n {
		o := engine.Outcome{Tenant: "sud", Edition: id}
		if i >= n-faults {
			o.Fault = fmt.Errorf("decide: broken %d\nwith a stack", i)
		}
		r.observe(o)
	}
	r.mu.Lock()
	suspects := r.suspects
	r.suspects = map[editionOf]bool{}
	r.mu.Unlock()
	for of := range suspects {
		r.judge(t.Context(), of)
	}
}

var staff = engine.Actor{Kind: engine.Staff, ID: "admin"}

func TestEditionIsTakenBackForItsFailuresInTheFirstMinutes(t *testing.T) {
	t.Parallel()
	r := newGuardRig(t)
	r.activate("a", staff)
	r.at = r.at.Add(time.Hour)
	r.activate("b", staff)
	r.decide(t, "b", 36, 4)
	r.at = r.at.Add(3 * time.Minute)
	r.decide(t, "b", 3, 3)
	r.decide(t, "a", 50, 50) // of its own tickets
	if want := "rollback b: 7 of 39 decisions failed in the first 3 min: decide: broken 2"; len(r.undone) != 1 || r.undone[0] != want {
		t.Errorf("undone %q, want %q", r.undone, want)
	}
}

func TestEditionIsLeftThatFailsSeldomOrLateOrWasChosenByTheGuard(t *testing.T) {
	t.Parallel()
	for name, story := range map[string]func(r *guardRig){
		"few failures":  func(r *guardRig) { r.activate("b", staff); r.decide(t, "b", 4, 4) },
		"a small share": func(r *guardRig) { r.activate("b", staff); r.decide(t, "b", 100, 5) },
		"late": func(r *guardRig) {
			r.activate("b", staff)
			r.at = r.at.Add(11 * time.Minute)
			r.decide(t, "b", 100, 100)
		},
		"failed before": func(r *guardRig) {
			r.decide(t, "b", 100, 100)
			r.at = r.at.Add(time.Minute)
			r.activate("b", staff)
			r.decide(t, "b", 4, 1)
		},
		"long ago": func(r *guardRig) {
			r.activate("b", staff)
			r.decide(t, "b", 4, 4)
			r.at = r.at.Add(24 * time.Hour)
			r.decide(t, "b", 4, 4)
		},
		"by the guard": func(r *guardRig) { r.activate("b", guardActor); r.decide(t, "b", 100, 100) },
		"another tenant": func(r *guardRig) {
			r.activate("b", staff)
			r.observe(engine.Outcome{Tenant: "prots", Edition: "b", Fault: errors.New("x")})
		},
		"no messages left": func(r *guardRig) {
			r.activate("b", staff)
			for range 50 {
				r.observe(engine.Outcome{Tenant: "sud", Edition: "b", Fault: fmt.Errorf("send: %w", &engine.QuotaError{Quota: engine.QuotaNotices, Err: errors.New("x")})})
			}
			r.decide(t, "b", 1, 1)
		},
	} {
		r := newGuardRig(t)
		r.activate("a", staff)
		r.at = r.at.Add(time.Hour)
		story(r)
		if len(r.undone) != 0 {
			t.Errorf("%s: undone %q, want nothing", name, r.undone)
		}
	}
}

// TestCanaryIsOnTrialForAsLongAsItIsOne, by its last minutes.
func TestCanaryIsOnTrialForAsLongAsItIsOne(t *testing.T) {
	t.Parallel()
	r := newGuardRig(t)
	r.activate("a", staff)
	r.head.Canary = engine.Canary{Edition: "b", Share: 10}
	r.past.canaries = []trial{{activation: activation{at: r.at, edition: "b", actor: staff}, share: 10}}
	r.decide(t, "b", 100, 0)
	r.at = r.at.Add(48 * time.Hour)
	r.decide(t, "b", 20, 6)
	if want := "end b: 6 of 20 decisions failed in the last 10 min: decide: broken 19"; len(r.undone) != 1 || r.undone[0] != want {
		t.Errorf("undone %q, want %q", r.undone, want)
	}
}

func TestWhatCannotBeTakenBackIsToldOnce(t *testing.T) {
	t.Parallel()
	r := newGuardRig(t)
	r.activate("b", staff)
	r.fails = refused(httpapi.CodeEditionFirst)
	for range 3 {
		r.decide(t, "b", 10, 10)
	}
	const told = "cannot be taken back"
	if n := r.log.said(told); n != 1 {
		t.Errorf("told %d times, want once", n)
	}
	r.fails = &engine.Error{Kind: engine.Conflict}
	r.decide(t, "b", 10, 10)
	r.at = r.at.Add(time.Hour)
	r.activate("b", staff) // anew
	r.fails = refused(httpapi.CodeEditionFirst)
	r.decide(t, "b", 10, 10)
	if n := r.log.said(told); n != 2 {
		t.Errorf("told %d times, want once more of another activation, and not where somebody was faster", n)
	}
}

// TestGuardNeverGoesBackToWhatItHasTakenBack, whatever people do between.
func TestGuardNeverGoesBackToWhatItHasTakenBack(t *testing.T) {
	t.Parallel()
	for history, want := range map[string]string{
		"A B": "A", "A B !A": "", "A B !A B": "A", "A B !A B C": "A", "A B C !B D": "B", "A B C !B D !B C D": "B", "A B !A A B C D": "C",
	} {
		var p past
		for _, word := range strings.Fields(history) {
			id, guarded := strings.CutPrefix(word, "!")
			a := activation{edition: engine.EditionID(id), actor: staff}
			if guarded {
				a.actor, a.rollback = guardActor, true
			}
			p.activations = append(p.activations, a)
		}
		if got, _ := p.before(p.takenBack()...); string(got) != want {
			t.Errorf("after %q it goes back to %q, want %q", history, got, want)
		}
	}
}

// TestManyEditionsAreCountedInLittleMemory: those that decide nothing any more are
// forgotten.
func TestManyEditionsAreCountedInLittleMemory(t *testing.T) {
	t.Parallel()
	r := newGuardRig(t)
	for i := range 5 * maxTallies {
		r.at = r.at.Add(time.Second)
		r.observe(engine.Outcome{Tenant: "sud", Edition: engine.EditionID(fmt.Sprint(i)), Fault: errors.New("x")})
	}
	if n := len(r.tallies); n > maxTallies {
		t.Errorf("%d editions are counted, want %d at most", n, maxTallies)
	}
}

// TestGuardAndAdministratorAtOnce: one of them wins, and nothing is undone that was
// chosen meanwhile.
func TestGuardAndAdministratorAtOnce(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	second := a.upload(t, edit(t, folder, sound, failing), http.StatusCreated).Edition.ID
	third := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition.ID
	for i := range 3 {
		a.activate(t, second, fmt.Sprint("round ", i))
		var both sync.WaitGroup
		both.Go(func() { _ = a.editions.rollBackFailing(t.Context(), "sud", engine.EditionID(second), "it fails") })
		both.Go(func() {
			a.send(t, "POST", "/"+third+"/activate", []byte(`{"reason":"Order 15","from":"`+second+`"}`))
		})
		both.Wait()
		log := a.events(t, engine.KindActivated)
		last, before := log[len(log)-1], log[len(log)-2]
		if string(before.Edition) != second || string(last.Edition) == second {
			t.Errorf("round %d: %.12s followed by %.12s, want one change from %.12s", i, before.Edition, last.Edition, second)
		}
	}
}

// TestGuardGoesFurtherBackThanToWhatItHasTakenBack, though somebody has activated it
// again.
func TestGuardGoesFurtherBackThanToWhatItHasTakenBack(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	first := a.head(t, "sud").Active
	second := a.upload(t, edit(t, folder, sound, failing), http.StatusCreated).Edition.ID
	third := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition.ID
	takeBack := func(id string) {
		t.Helper()
		if err := a.editions.rollBackFailing(t.Context(), "sud", engine.EditionID(id), "it fails"); err != nil || a.head(t, "sud").Active != first {
			t.Errorf("%.12s is active (%v), want the first edition", a.head(t, "sud").Active, err)
		}
	}
	a.activate(t, second, "Order 14")
	takeBack(second)
	a.activate(t, second, "it is right")
	a.activate(t, third, "Order 15")
	takeBack(third)
}
