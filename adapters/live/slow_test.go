package live

import (
	"errors"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/gorilla/websocket"
)

func TestSlowReaderIsClosedAndResumes(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Limits.Queue = 8 << 10 }).serve()
	id := r.open(acme, "new", "метка")
	ws, _, err := r.dialer(4096).Dial(r.url(acme), nil)
	if err != nil {
		t.Fatal(err)
	}
	c := r.client(ws)
	c.say(map[string]any{"type": "hello", "token": "operator", "subscribe": []any{wishBoard()}})
	c.board(anything)
	// It does not read. The cards differ, so that joining them does not help.
	closing := func() bool {
		r.hub.mu.Lock()
		defer r.hub.mu.Unlock()
		for s := range r.hub.sockets {
			s.queue.mu.Lock()
			last := s.queue.last
			s.queue.mu.Unlock()
			if last != nil {
				return true
			}
		}
		return false
	}
	for n := 0; !closing(); n++ {
		if n == 5000 {
			t.Fatal("a socket that nobody reads was never closed")
		}
		r.open(acme, "new", strings.Repeat("я", 150))
		runtime.Gosched()
	}
	r.move(acme, id, "work")
	got := readUntilClosed(t, c)
	if got.Code != CloseSlow || got.Text != "slow" {
		t.Fatalf("closed with %v, want %d slow", got, CloseSlow)
	}
	x := c.folds["board"]
	again := r.hello(acme, "operator", wishBoard("resume", map[string]any{"epoch": c.epoch, "seq": x.seq}))
	again.folds, x.live = c.folds, false
	again.board(func(x *fold) bool { return x.cards[string(id)].Status == "work" })
	sameBoard(t, r, x)
}

// readUntilClosed folds what still comes.
func readUntilClosed(t *testing.T, c *client) *websocket.CloseError {
	t.Helper()
	for {
		f, err := c.receive()
		var ce *websocket.CloseError
		switch {
		case errors.As(err, &ce):
			return ce
		case err != nil:
			t.Fatal(err)
		}
		if err := c.apply(f); err != nil {
			t.Fatal(err)
		}
	}
}

// sameBoard compares a folded board with a fresh snapshot.
func sameBoard(t testing.TB, r *rig, x *fold) {
	t.Helper()
	fresh := r.hello(acme, "operator", wishBoard()).board(anything)
	if !reflect.DeepEqual(x.cards, fresh.cards) {
		t.Errorf("the folded board has %d cards, a fresh one %d:\n%s\n%s", len(x.cards), len(fresh.cards), encode(x.statuses()), encode(fresh.statuses()))
	}
	if !reflect.DeepEqual(x.columns, fresh.columns) {
		t.Errorf("the folded board has columns %v, a fresh one %v", x.ids(), fresh.ids())
	}
}
