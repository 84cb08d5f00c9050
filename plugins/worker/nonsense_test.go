package worker

import (
	"context"
	"strings"
	"testing"
	"time"
)

// TestProcessThatTalksNonsenseIsKilled has processes answer a call, or a load, in
// ways that none does which was not taken over.
func TestProcessThatTalksNonsenseIsKilled(t *testing.T) {
	t.Parallel()
	for manner, want := range map[string]string{
		"noise":    "nonsense: a message cannot be read",
		"huge":     "nonsense: a message of 2147483647 bytes",
		"cut":      "nonsense: a message of 5 bytes: unexpected EOF",
		"closing":  "has ended",
		"stranger": "there is none",
		"chatty":   "speaks out of turn",
		"confused": `nonsense: a message of the kind 'L'`,
		"mistaken": `nonsense: a message of the kind 'l'`,
		"exiting":  "exit status 5",
	} {
		t.Run(manner, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, nil)
			r.misbehaves(t, "desk", manner)
			prog, err := r.Load(t.Context(), "desk", script(asking), false)
			if err != nil {
				t.Fatal(err)
			}
			defer prog.Close()
			p := r.process("desk")
			unanswered := func() { <-p.dead }
			if err := call(t.Context(), prog.Code(), unanswered); err == nil || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want words like %q", err, want)
			}
			select {
			case <-p.dead:
			case <-time.After(time.Minute):
				t.Error("it lives on")
			}
			r.misbehaves(t, "desk", "")
			if err := call(t.Context(), prog.Code(), nothing); err != nil {
				t.Error("its successor, which behaves:", err)
			}
		})
	}
}

func TestHookThatAsksWithoutEndIsGivenUp(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.misbehaves(t, "desk", "curious")
	prog, err := r.Load(t.Context(), "desk", script(asking), false)
	if err != nil {
		t.Fatal(err)
	}
	defer prog.Close()
	asked := 0
	err = call(t.Context(), prog.Code(), func() { asked++ })
	if err == nil || !strings.Contains(err.Error(), "more than 10000 values") || asked > maxAsked {
		t.Errorf("after %d questions: got %v", asked, err)
	}
}

func TestProcessThatDoesNotListenIsKilled(t *testing.T) {
	t.Parallel()
	for _, manner := range []string{"deaf", "silent", "flooding"} {
		t.Run(manner, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(c *Config) { c.Patience = 300 * time.Millisecond })
			r.misbehaves(t, "desk", manner)
			long := script("-- " + strings.Repeat("long ", 1<<17) + "\nreturn nil") // more than a pipe holds
			if _, err := r.Load(context.Background(), "desk", long, false); err == nil || !strings.Contains(err.Error(), "has ended") {
				t.Errorf("got %v, want that the process has ended", err)
			}
		})
	}
}
