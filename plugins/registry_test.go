package plugins_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// shelf keeps editions, counts how often each is read, and can hold readers up.
type shelf struct {
	mu     sync.Mutex
	head   engine.Head
	bytes  map[engine.EditionID][]byte
	reads  map[engine.EditionID]int
	heads  int
	asked  chan engine.EditionID // told of each read, if it is there
	answer chan struct{}         // waited for by each read, if it is there
}

func (s *shelf) Edition(_ context.Context, _ engine.TenantID, id engine.EditionID) ([]byte, error) {
	s.mu.Lock()
	s.reads[id]++
	raw, ok := s.bytes[id]
	s.mu.Unlock()
	if s.asked != nil {
		s.asked <- id
		<-s.answer
	}
	if !ok {
		return nil, errors.New("the database is away")
	}
	return raw, nil
}

func (s *shelf) Head(context.Context, engine.TenantID) (engine.Head, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heads++
	return s.head, nil
}

func (s *shelf) activate(id engine.EditionID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.head.Active = id
}

func (s *shelf) read(id engine.EditionID) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.reads[id]
}

// script is a regulation whose id tells it from others.
func script(id string) string {
	return `return regulation "` + id + `" { api = 1, lang = "en", languages = { "en" },
  clause "H-1" "Hours" {
    numbering { prefix = "H-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
}`
}

func newShelf(t testing.TB, editions map[engine.EditionID]string) *shelf {
	t.Helper()
	s := &shelf{bytes: map[engine.EditionID][]byte{}, reads: map[engine.EditionID]int{}}
	for id, source := range editions {
		raw, err := (&rules.Bundle{Files: map[string][]byte{plugins.Main: []byte(source)}}).Encode()
		if err != nil {
			t.Fatal(err)
		}
		s.bytes[id] = raw
	}
	return s
}

func TestManyWhoAskAtOnceShareOneLoading(t *testing.T) {
	t.Parallel()
	s := newShelf(t, map[engine.EditionID]string{"one": script("one")})
	s.asked, s.answer = make(chan engine.EditionID, 50), make(chan struct{})
	r := plugins.NewRegistry(s, &plugins.Loader{})
	s.activate("one")
	var wg sync.WaitGroup
	regs := make([]*rules.Regulation, 20)
	for i := range regs {
		wg.Go(func() {
			reg, id, err := r.Rules(context.Background(), "desk", "")
			if err != nil || id != "one" {
				t.Errorf("got edition %q, %v", id, err)
			}
			regs[i] = reg
		})
	}
	<-s.asked
	close(s.answer)
	wg.Wait()
	for _, reg := range regs {
		if reg == nil || reg != regs[0] {
			t.Fatalf("got different regulations: %p and %p", reg, regs[0])
		}
	}
	if n := s.read("one"); n != 1 {
		t.Errorf("the edition was read %d times, want once", n)
	}
}

func TestWhoGivesUpDoesNotStopTheLoading(t *testing.T) {
	t.Parallel()
	s := newShelf(t, map[engine.EditionID]string{"one": script("one")})
	s.asked, s.answer = make(chan engine.EditionID, 50), make(chan struct{})
	r := plugins.NewRegistry(s, &plugins.Loader{})
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, _, err := r.Rules(ctx, "desk", "one"); engine.KindOf(err) != engine.Temporary || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want a temporary error", err)
	}
	<-s.asked
	close(s.answer)
	if reg, _, err := r.Rules(context.Background(), "desk", "one"); err != nil || reg.ID != "one" {
		t.Errorf("got %v, %v", reg, err)
	}
	if n := s.read("one"); n != 1 {
		t.Errorf("the edition was read %d times, want once", n)
	}
}

func TestBrokenEditionLeavesTheRunningOne(t *testing.T) {
	t.Parallel()
	s := newShelf(t, map[engine.EditionID]string{"good": script("good"), "broken": "return 5", "unfit": strings.Replace(script("unfit"), "initial = true", "initial = false", 1)})
	r := plugins.NewRegistry(s, &plugins.Loader{})
	s.activate("good")
	if reg, _, err := r.Rules(t.Context(), "desk", ""); err != nil || reg.ID != "good" {
		t.Fatalf("got %v, %v", reg, err)
	}
	for id, want := range map[engine.EditionID]string{"broken": "the script must return regulation", "unfit": "0 statuses are initial", "gone": "the database is away"} {
		if _, _, err := r.Rules(t.Context(), "desk", id); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", id, err, want)
		}
		reg, active, err := r.Rules(t.Context(), "desk", "")
		if err != nil || active != "good" || reg.ID != "good" {
			t.Errorf("after %s: got edition %s, %v; want good", id, active, err)
		}
	}
	s.mu.Lock()
	s.bytes["gone"] = s.bytes["good"]
	s.mu.Unlock()
	if _, _, err := r.Rules(t.Context(), "desk", "gone"); err != nil {
		t.Errorf("a failure was kept: %v", err)
	}
}

func TestStaleReadsTheActiveEditionAnew(t *testing.T) {
	t.Parallel()
	s := newShelf(t, map[engine.EditionID]string{"one": script("one"), "two": script("two")})
	r := plugins.NewRegistry(s, &plugins.Loader{})
	s.activate("one")
	want := func(id engine.EditionID, heads int) {
		t.Helper()
		reg, active, err := r.Rules(t.Context(), "desk", "")
		if err != nil || active != id || reg.ID != string(id) || s.heads != heads {
			t.Errorf("got edition %s, %v, after %d looks at the head; want %s after %d", active, err, s.heads, id, heads)
		}
	}
	want("one", 1)
	want("one", 1)
	s.activate("two") // by another process
	want("one", 1)
	r.Stale("other")
	want("one", 1)
	r.Stale("desk")
	want("two", 2)
	s.activate("one") // a rollback
	r.Stale("desk")
	want("one", 3)
	if s.read("one") != 1 || s.read("two") != 1 {
		t.Errorf("editions were read %v times, want once each", s.reads)
	}
}

func TestKeptEditionIsNotLoadedAgain(t *testing.T) {
	t.Parallel()
	s := newShelf(t, map[engine.EditionID]string{"one": script("one")})
	r := plugins.NewRegistry(s, &plugins.Loader{})
	prog, err := plugins.Load(t.Context(), "desk", &rules.Bundle{Files: map[string][]byte{plugins.Main: []byte(script("kept"))}})
	if err != nil {
		t.Fatal(err)
	}
	kept, findings := prog.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	r.Keep("desk", "new", kept, prog)
	if reg, _, err := r.Rules(t.Context(), "desk", "new"); err != nil || reg.Catalogue != kept.Catalogue || s.read("new") != 0 {
		t.Errorf("got %v, %v after %d reads; want the kept one after none", reg, err, s.read("new"))
	}
	loaded, _, err := r.Rules(t.Context(), "desk", "one")
	if err != nil {
		t.Fatal(err)
	}
	dropped := &closing{Program: prog}
	r.Keep("desk", "one", kept, dropped)
	if !dropped.closed {
		t.Error("a program that nobody keeps was not closed")
	}
	if reg, _, _ := r.Rules(t.Context(), "desk", "one"); reg != loaded {
		t.Error("an edition that was loaded was replaced")
	}
	if _, _, err := r.Rules(t.Context(), "other", "new"); err == nil {
		t.Error("another tenant has the kept edition")
	}
}

// closing is a program that remembers having been closed.
type closing struct {
	plugins.Program
	closed bool
}

func (c *closing) Close() { c.closed = true }

func TestTenantWithoutRegulationIsNotFound(t *testing.T) {
	t.Parallel()
	r := plugins.NewRegistry(newShelf(t, nil), &plugins.Loader{})
	reg, err := r.Regulation(t.Context(), "desk", "")
	if engine.KindOf(err) != engine.NotFound || reg != nil {
		t.Errorf("got %v, %v", reg, err)
	}
}
