package wasm

import (
	"errors"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// modules is how many compiled modules a machine keeps.
func modules(m *Machine) int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.modules)
}

// TestLastCallOfAClosedProgramLetsGoOfIt closes a program while a call is under
// way.
func TestLastCallOfAClosedProgramLetsGoOfIt(t *testing.T) {
	t.Parallel()
	file := goGuest(t, "guest")
	onBoth(t, func(t *testing.T, m *Machine) {
		p, _ := loadFile(t, m, file)
		busy, err := p.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		idle, err := p.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		p.giveBack(t.Context(), idle, true)
		p.Close()
		if !idle.mod.IsClosed() || busy.mod.IsClosed() || modules(m) != 1 {
			t.Errorf("after closing: idle is closed %v, busy is closed %v, %d modules; want true, false, 1",
				idle.mod.IsClosed(), busy.mod.IsClosed(), modules(m))
		}
		if _, err := p.take(t.Context()); !errors.Is(err, errClosed) {
			t.Errorf("a later call got %v, want %v", err, errClosed)
		}
		if _, _, err := busy.write(t.Context(), []byte("{}"), 1<<20); err != nil {
			t.Errorf("the call that is under way: %v", err)
		}
		p.giveBack(t.Context(), busy, true)
		if !busy.mod.IsClosed() || modules(m) != 0 {
			t.Errorf("after the last call: it is closed %v, %d modules; want true, 0", busy.mod.IsClosed(), modules(m))
		}
		p.Close() // a second time does nothing
	})
}

// TestProgramClosesWhileManyDecide lets each decision end as it would, or refuses
// it.
func TestProgramClosesWhileManyDecide(t *testing.T) {
	t.Parallel()
	file := goGuest(t, "forgetful")
	m := machine(t, Config{Cache: t.TempDir()})
	for range 3 {
		p, _ := loadFile(t, m, file)
		reg := asked(t, m, numbered(p, 1))
		var deciding sync.WaitGroup
		decided := make(chan bool, 1)
		for range 4 {
			deciding.Go(func() {
				for {
					d, err := reg.Decide(t.Context(), boiler())
					if err != nil {
						if !strings.Contains(err.Error(), errClosed.Error()) {
							t.Errorf("got %v", err)
						}
						return
					}
					if len(d.Ops) < 3 {
						t.Errorf("got %+v", d.Ops)
					}
					select {
					case decided <- true:
					default:
					}
				}
			})
		}
		<-decided
		p.Close()
		deciding.Wait()
		if left := &p.pool; left.calls != 0 || len(left.idle) != 0 {
			t.Errorf("%d calls and %d idle instances are left", left.calls, len(left.idle))
		}
	}
}

// TestPoolIsBounded gives back more instances than calls can run at once.
func TestPoolIsBounded(t *testing.T) {
	t.Parallel()
	m := machine(t, Config{})
	p, _ := loadFile(t, m, helloModule)
	var out []*instance
	most := 2 * runtime.GOMAXPROCS(0)
	for range most + 3 {
		in, err := p.take(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, in)
	}
	for _, in := range out {
		p.giveBack(t.Context(), in, true)
	}
	open := 0
	for _, in := range out {
		if !in.mod.IsClosed() {
			open++
		}
	}
	if open != most || len(p.pool.idle) != most {
		t.Errorf("%d instances are open and %d idle, want %d", open, len(p.pool.idle), most)
	}
}
