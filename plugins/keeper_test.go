package plugins_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// hands is a clock that is moved by hand.
type hands struct{ now atomic.Int64 }

func (h *hands) Now() time.Time { return time.Unix(0, h.now.Load()) }

func (h *hands) move(d time.Duration) { h.now.Add(int64(d)) }

// hookedScript is a regulation that notes by a hook that it was asked.
func hookedScript(id string) string {
	return strings.Replace(script(id), "clause ", `clause "H-2" "Hook" { on "registered" (function(t) return note "`+id+`" end), text "`+id+`" "Asked" }, clause `, 1)
}

// aMail is a first mail, and aBoiler a request of the form of the kit's example. Both
// make a hook decide.
func aMail() *engine.Case {
	at := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	return &engine.Case{Tenant: "desk", Now: at, Facts: engine.Fields{}, Ticket: &engine.Ticket{Tenant: "desk", ID: "T"},
		Event: engine.Fact{ID: "c", Kind: rules.KindMessage, At: at, Channel: "email", Actor: engine.Actor{Kind: engine.Customer, ID: "a-x"},
			Data: engine.Fields{"subject": "Printer", "text": "It burns", "from": map[string]any{"address": "a@client.example"}}}}
}

func aBoiler() *engine.Case {
	c := aMail()
	c.Event.Channel, c.Event.Data = "form", engine.Fields{"language": "en", "fields": map[string]any{"type": "repair", "year": "1990"}}
	return c
}

// noted is what a hook has noted about a case: that of script, or of the kit's example.
func noted(ctx context.Context, reg engine.Regulation, c *engine.Case) (string, error) {
	d, err := reg.Decide(ctx, c)
	for i := range d.Ops {
		if op := &d.Ops[i]; op.Kind == engine.OpNote && (op.Clause == "H-2" || op.Clause == "3") {
			return op.Name, err
		}
	}
	return "", err
}

// decides lets a regulation decide about a mail and reports what its hook has noted.
func decides(ctx context.Context, reg engine.Regulation) (string, error) {
	return noted(ctx, reg, aMail())
}

// keeping is a registry that keeps two editions whatever their age, a clock, and the
// editions "a", "b" and so on.
func keeping(t testing.TB, editions int) (*plugins.Registry, *hands, *shelf) {
	t.Helper()
	sources := map[engine.EditionID]string{}
	for n := range editions {
		id := string(rune('a' + n))
		sources[engine.EditionID(id)] = hookedScript(id)
	}
	s, clock := newShelf(t, sources), &hands{}
	bounds := plugins.Retention{Recent: 2, Code: time.Minute, Catalogue: 15 * time.Minute, Now: clock.Now}
	return plugins.NewRegistryThatKeeps(bounds, s, &plugins.Loader{}), clock, s
}

// toDecide asks for an edition as the engine does.
func toDecide(t testing.TB, r *plugins.Registry, id engine.EditionID) engine.Regulation {
	t.Helper()
	reg, err := r.Regulation(t.Context(), "desk", id)
	if err != nil {
		t.Fatalf("ask for %s: %v", id, err)
	}
	return reg
}

func TestWhatWasUsedLastStaysLoaded(t *testing.T) {
	t.Parallel()
	r, clock, s := keeping(t, 4)
	for _, id := range []engine.EditionID{"a", "b", "c", "d", "a"} {
		toDecide(t, r, id)
		clock.move(time.Second)
	}
	clock.move(24 * time.Hour)
	for _, step := range []struct {
		id    engine.EditionID
		reads int
		why   string
	}{{"a", 1, "it was used last"}, {"d", 1, "it was used last but one"}, {"b", 2, "two were used after it"}, {"c", 2, "two were used after it"}} {
		toDecide(t, r, step.id)
		if n := s.read(step.id); n != step.reads {
			t.Errorf("%s was read %d times, want %d: %s", step.id, n, step.reads, step.why)
		}
	}
}

func TestCodeIsLetGoBeforeTheCatalogue(t *testing.T) {
	t.Parallel()
	r, clock, s := keeping(t, 3)
	first := toDecide(t, r, "a")
	for _, id := range []engine.EditionID{"b", "c"} {
		clock.move(time.Second)
		toDecide(t, r, id)
	}
	clock.move(time.Minute)
	if again, _, err := r.Rules(t.Context(), "desk", "a"); err != nil || again != first || s.read("a") != 1 {
		t.Errorf("after a minute: got %p, %v, after %d reads; want %p after one", again, err, s.read("a"), first)
	}
	if again := toDecide(t, r, "a"); again != first || s.read("a") != 2 {
		t.Errorf("to decide: got %p after %d reads, want %p after two", again, s.read("a"), first)
	}
	for _, id := range []engine.EditionID{"b", "c"} {
		clock.move(time.Second)
		toDecide(t, r, id)
	}
	clock.move(15 * time.Minute)
	if again := toDecide(t, r, "a"); again == first || s.read("a") != 3 {
		t.Errorf("after a quarter of an hour: got the old one after %d reads, want a new one after three", s.read("a"))
	}
}

func TestRegulationDecidesAfterItWasLetGo(t *testing.T) {
	t.Parallel()
	r, clock, s := keeping(t, 3)
	kept := toDecide(t, r, "a")
	others := func() {
		for _, id := range []engine.EditionID{"b", "c"} {
			clock.move(time.Hour)
			toDecide(t, r, id)
		}
		clock.move(time.Hour)
	}
	others()
	if note, err := decides(t.Context(), kept); err != nil || note != "a" || s.read("a") != 2 {
		t.Errorf("got %q, %v, after %d reads; want a after two", note, err, s.read("a"))
	}
	others()
	s.mu.Lock()
	raw := s.bytes["a"]
	delete(s.bytes, "a")
	s.mu.Unlock()
	if _, err := decides(t.Context(), kept); err == nil || !strings.Contains(err.Error(), "the database is away") {
		t.Errorf("got %v, want what has kept the code from loading", err)
	}
	s.mu.Lock()
	s.bytes["a"] = raw
	s.mu.Unlock()
	if note, err := decides(t.Context(), kept); err != nil || note != "a" {
		t.Errorf("got %q, %v, once the database was back", note, err)
	}
}

func TestReadingManyLoadsNoCode(t *testing.T) {
	t.Parallel()
	r, _, s := keeping(t, 4)
	for _, id := range []engine.EditionID{"a", "b", "c"} {
		if _, _, err := r.Rules(t.Context(), "desk", id); err != nil {
			t.Fatal(err)
		}
	}
	for _, id := range []engine.EditionID{"a", "b", "c"} {
		if note, err := decides(t.Context(), toDecide(t, r, id)); err != nil || note != string(id) {
			t.Errorf("got %q, %v, want %s", note, err, id)
		}
	}
	if s.read("a") != 1 || s.read("b") != 1 || s.read("c") != 2 {
		t.Errorf("editions were read %v times, want once, and twice the third", s.reads)
	}
}

// held is code whose calls wait, and that remembers having been closed.
type held struct {
	plugins.Code
	began, end chan struct{}
	closed     atomic.Bool
}

// program gives its code instead of another program's.
type program struct {
	plugins.Program
	code plugins.Code
}

func (p program) Code() plugins.Code { return p.code }

func (h *held) Call(context.Context, int64, *rules.View) (any, int64, error) {
	if h.closed.Load() {
		return nil, 0, errors.New("it was closed")
	}
	h.began <- struct{}{}
	<-h.end
	return []any{map[string]any{"note": map[string]any{"text": "a"}}}, 0, nil
}

func (h *held) Close() { h.closed.Store(true) }

func TestCodeStaysWhileItIsCalled(t *testing.T) {
	t.Parallel()
	r, clock, s := keeping(t, 4)
	bundle, err := rules.DecodeBundle(s.bytes["a"])
	if err != nil {
		t.Fatal(err)
	}
	loaded, err := new(plugins.Loader).Regulation(t.Context(), "desk", bundle)
	if err != nil {
		t.Fatal(err)
	}
	defer loaded.Program.Close()
	code := &held{Code: loaded.Program.Code(), began: make(chan struct{}), end: make(chan struct{})}
	r.Keep("desk", "a", loaded.Regulation, program{loaded.Program, code})
	kept := toDecide(t, r, "a")
	var calling sync.WaitGroup
	calling.Go(func() {
		if note, err := decides(context.Background(), kept); err != nil || note != "a" {
			t.Errorf("got %q, %v", note, err)
		}
	})
	<-code.began
	for range 2 {
		for _, id := range []engine.EditionID{"b", "c", "d"} {
			clock.move(time.Hour)
			toDecide(t, r, id)
		}
	}
	if code.closed.Load() {
		t.Error("the code was closed during a call")
	}
	close(code.end)
	calling.Wait()
	for _, id := range []engine.EditionID{"b", "c", "d"} {
		clock.move(time.Hour)
		toDecide(t, r, id)
	}
	if !code.closed.Load() {
		t.Error("the code was not closed after the call")
	}
}

// TestDecisionsGoOnWhileEditionsAreLetGo lets all decide at once while time flies,
// by regulations that were asked for anew and by those that somebody has kept, in Lua
// and in WebAssembly.
func TestDecisionsGoOnWhileEditionsAreLetGo(t *testing.T) {
	t.Parallel()
	r, clock, s := keeping(t, 5)
	module, err := (&rules.Bundle{Files: map[string][]byte{plugins.Module: readDoc(t, hello+"/regulation.wasm")}}).Encode()
	if err != nil {
		t.Fatal(err)
	}
	s.bytes["module"] = module
	ids := []engine.EditionID{"a", "b", "c", "d", "e", "module"}
	kept := make([]engine.Regulation, len(ids))
	for n, id := range ids {
		kept[n] = toDecide(t, r, id)
	}
	var deciding sync.WaitGroup
	for first := range ids {
		deciding.Go(func() {
			for i := range 60 {
				n := (first + i) % len(ids)
				clock.move(20 * time.Minute)
				asked, err := r.Regulation(t.Context(), "desk", ids[n])
				if err != nil {
					t.Errorf("ask for %s: %v", ids[n], err)
					return
				}
				for _, reg := range []engine.Regulation{asked, kept[n]} {
					if err := decidesRightly(t.Context(), ids[n], reg); err != nil {
						t.Errorf("%s: %v", ids[n], err)
					}
				}
			}
		})
	}
	deciding.Wait()
	if n := s.read("a"); n < 3 {
		t.Errorf("an edition was read %d times: nothing was let go", n)
	}
}

// decidesRightly reports whether the hook of an edition has noted what it should.
func decidesRightly(ctx context.Context, id engine.EditionID, reg engine.Regulation) error {
	c, want := aMail(), string(id)
	if id == "module" {
		c, want = aBoiler(), "old_boiler"
	}
	got, err := noted(ctx, reg, c)
	if err == nil && got != want {
		err = fmt.Errorf("got the note %q, want %q", got, want)
	}
	return err
}

func TestReloadDoesNotWaitForALoading(t *testing.T) {
	t.Parallel()
	r, _, s := keeping(t, 1)
	s.asked, s.answer = make(chan engine.EditionID, 2), make(chan struct{})
	asks := func() {
		if note, err := asksAndDecides(r); err != nil || note != "a" {
			t.Errorf("got %q, %v", note, err)
		}
	}
	var asking sync.WaitGroup
	asking.Go(asks)
	<-s.asked
	r.Reload("desk")
	asking.Go(asks)
	<-s.asked // the second does not take what the first has begun to load
	close(s.answer)
	asking.Wait()
	if n := r.Loaded()["desk"]; n != 1 {
		t.Errorf("%d editions are loaded, want one", n)
	}
}

func asksAndDecides(r *plugins.Registry) (string, error) {
	reg, err := r.Regulation(context.Background(), "desk", "a")
	if err != nil {
		return "", err
	}
	return decides(context.Background(), reg)
}
