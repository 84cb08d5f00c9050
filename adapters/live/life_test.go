package live

import (
	"context"
	"runtime"
	"strings"
	"testing"
	"time"
)

func TestShutdownTellsClientsToComeBack(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	c := r.hello(acme, "operator", wishBoard())
	c.board(anything)
	mute := r.dial(acme) // has not said hello
	r.client(mute.ws)
	done := make(chan error, 1)
	begun := time.Now()
	go func() {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		done <- r.hub.Shutdown(ctx)
	}()
	got := c.closed()
	if got.Code != CloseRestart || !strings.HasPrefix(got.Text, "retry_ms=") {
		t.Errorf("closed with %v, want %d retry_ms=...", got, CloseRestart)
	}
	// The other one never reads: it is cut off.
	if err := <-done; err != nil {
		t.Error(err)
	}
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("the shutdown took %v, want about a second", took)
	}
	if _, res, err := r.dialer(0).Dial(r.url(acme), nil); err == nil {
		t.Errorf("after the shutdown a socket was taken in: %v", res)
	}
}

func TestRunEndsWithItsContext(t *testing.T) {
	t.Parallel()
	r := newRig(t).serve()
	ctx, cancel := context.WithCancel(t.Context())
	done := make(chan error, 1)
	go func() { done <- r.hub.Run(ctx) }()
	c := r.hello(acme, "operator", wishBoard())
	c.board(anything)
	cancel()
	if got := c.closed(); got.Code != CloseRestart {
		t.Errorf("closed with %v, want %d", got, CloseRestart)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// TestNothingIsLeftBehind is not parallel: it counts goroutines.
func TestNothingIsLeftBehind(t *testing.T) {
	before := runtime.NumGoroutine()
	r := newRig(t).serve()
	for range 20 {
		c := r.hello(acme, "operator", wishBoard(), map[string]any{"chan": "ticket:S-010"})
		c.next("welcome")
		_ = c.ws.Close()
	}
	eventually(t, "no room is left when everyone has gone", func() bool {
		r.hub.mu.Lock()
		defer r.hub.mu.Unlock()
		return len(r.hub.rooms) == 0 && len(r.hub.sockets) == 0
	})
	if err := r.hub.Shutdown(t.Context()); err != nil {
		t.Error(err)
	}
	r.server.Close()
	eventually(t, "all goroutines have ended", func() bool { return runtime.NumGoroutine() <= before })
}

func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	for range 500 {
		if holds() {
			return
		}
		<-time.After(10 * time.Millisecond)
	}
	t.Errorf("it never happened that %s", what)
}

func TestNewSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	if _, err := New(Config{}); err == nil || !strings.Contains(err.Error(), "no Log") {
		t.Errorf("got %v, want that there is no Log", err)
	}
}
