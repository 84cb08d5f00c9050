package sandbox

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
)

const poolScript = `
	local base = { n = 100 }
	return {
		a_add = function(c) return base.n + c.x end,
		b_loop = function() while true do end end,
		c_fail = function() error("no") end,
		d_panic = function(f) f() end,
	}`

const (
	addFunc Func = iota
	loopFunc
	failFunc
	panicFunc
)

func TestPoolServesManyGoroutines(t *testing.T) {
	pool := NewPool(compileScript(t, poolScript), 3)
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			switch i % 20 {
			case 7:
				if _, _, err := pool.Call(t.Context(), loopFunc); kindOf(err) != KindSteps {
					t.Errorf("loop: %v", err)
				}
			case 8:
				if _, _, err := pool.Call(t.Context(), failFunc); kindOf(err) != KindRuntime {
					t.Errorf("fail: %v", err)
				}
			default:
				got, _, err := pool.Call(t.Context(), addFunc, mapObject{"x": i})
				if want := int64(100 + i); got != want || err != nil {
					t.Errorf("got %v, %v, want %d", got, err, want)
				}
			}
		})
	}
	wg.Wait()
}

func TestPoolIsBounded(t *testing.T) {
	pool := NewPool(compileScript(t, poolScript), 2)
	var now, most atomic.Int32
	var wg sync.WaitGroup
	for range 50 {
		wg.Go(func() {
			err := pool.Do(t.Context(), func(s *State) error {
				most.Store(max(most.Load(), now.Add(1)))
				defer now.Add(-1)
				_, err := s.Call(t.Context(), addFunc, mapObject{"x": 1})
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if most.Load() > 2 {
		t.Errorf("%d states were in use at once", most.Load())
	}
}

func TestPoolDropsDeadStatesAndKeepsOthers(t *testing.T) {
	pool := NewPool(compileScript(t, poolScript), 1)
	state := func() (used *State) {
		if err := pool.Do(t.Context(), func(s *State) error { used = s; return nil }); err != nil {
			t.Fatal(err)
		}
		return used
	}
	first := state()
	if _, _, err := pool.Call(t.Context(), failFunc); kindOf(err) != KindRuntime {
		t.Fatal(err)
	}
	if _, _, err := pool.Call(t.Context(), loopFunc); kindOf(err) != KindSteps {
		t.Fatal(err)
	}
	if state() != first {
		t.Error("an error of the script cost the state")
	}
	if _, _, err := pool.Call(t.Context(), panicFunc, GoFunc(func([]any) (any, error) { panic("a bug") })); kindOf(err) != KindRuntime {
		t.Fatal(err)
	}
	if !first.Dead() || state() == first {
		t.Error("a dead state came back")
	}
}

func TestPoolWaitsAndCloses(t *testing.T) {
	pool := NewPool(compileScript(t, poolScript), 1)
	err := pool.Do(t.Context(), func(*State) error {
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		_, _, err := pool.Call(ctx, addFunc)
		return err
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("waiting gave %v", err)
	}
	pool.Close()
	if _, _, err := pool.Call(t.Context(), addFunc); !errors.Is(err, ErrClosed) {
		t.Errorf("a closed pool gave %v", err)
	}
}

func TestPoolReportsAFailingLoad(t *testing.T) {
	pool := NewPool(compileScript(t, `error("at load")`), 1)
	for range 3 {
		if _, _, err := pool.Call(t.Context(), 0); kindOf(err) != KindRuntime {
			t.Errorf("got %v", err)
		}
	}
}

// TestReusedStatesCostAndAnswerTheSame checks determinism where it is most at risk.
func TestReusedStatesCostAndAnswerTheSame(t *testing.T) {
	p := regulation(t)
	pool := NewPool(p, 1)
	arg := mapObject{"ticket": mapObject{"status": "new", "fields": mapObject{"iin": "1", "phone": "2", "subject": "3"}}}
	var want string
	for i := range 20 {
		for f := range Func(12) {
			result, cost, err := pool.Call(t.Context(), f, arg)
			got := fmt.Sprint(result, cost, err)
			if f == 0 && i == 0 {
				want = got
			}
			if f == 0 && got != want {
				t.Fatalf("call %d: got %s, want %s", i, got, want)
			}
		}
	}
}

func TestStateRefusesToBeShared(t *testing.T) {
	s := loadScript(t, `return { f = function(again) return again() end }`)
	_, err := s.Call(t.Context(), 0, GoFunc(func([]any) (any, error) {
		_, err := s.Call(t.Context(), 0)
		if !errors.Is(err, ErrBusy) {
			t.Errorf("a nested call gave %v", err)
		}
		if _, err := s.Value(); !errors.Is(err, ErrBusy) {
			t.Errorf("a nested Value gave %v", err)
		}
		return "fine", nil
	}))
	if err != nil {
		t.Error(err)
	}
	if _, err := s.Call(t.Context(), 5); kindOf(err) != KindRuntime {
		t.Errorf("a function that does not exist: %v", err)
	}
}

func TestPoolBeginsWithWhatIsReady(t *testing.T) {
	p := compileScript(t, poolScript)
	ready, err := p.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	pool := NewPool(p, 1, ready)
	for range 2 {
		if err := pool.Do(t.Context(), func(s *State) error {
			if s != ready {
				t.Error("another state was loaded")
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
	}
	if v, err := ready.Value(); err != nil || v != nil {
		t.Errorf("got %v, %v: the value is still held", v, err)
	}
}
