package worker

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// watched is a case at which something happens when a value of it is asked for.
type watched struct{ asked func() }

func (w watched) Get(path string) any {
	w.asked()
	return "a value"
}

func (w watched) Names(string) []string { return nil }

// call calls the hook of a regulation of script.
func call(ctx context.Context, code plugins.Code, asked func()) error {
	_, _, err := code.Call(ctx, 0, rules.NewView(&rules.Hook{}, 0, nil, watched{asked}))
	return err
}

func nothing() {}

const asking = `local x = t.data.text return nil`

func TestKilledProcessFailsItsCallAndTheNextIsAnswered(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	prog, _ := r.load(t, "desk", script(asking))
	other, _ := r.load(t, "other", script(asking))
	undisturbed := r.process("other").cmd.Process.Pid
	for range 2 {
		pid := r.process("desk").cmd.Process.Pid
		err := call(t.Context(), prog.Code(), func() {
			if victim, err := os.FindProcess(pid); err != nil || victim.Kill() != nil {
				t.Error(err)
			}
			if err := call(t.Context(), other.Code(), nothing); err != nil {
				t.Error("another tenant's call failed:", err)
			}
		})
		if err == nil || !strings.Contains(err.Error(), "has ended: signal: killed") {
			t.Errorf("a call whose process was killed: got %v, want an error that says so", err)
		}
		if err := call(t.Context(), prog.Code(), nothing); err != nil {
			t.Error("the next call failed:", err)
		}
		if r.process("desk").cmd.Process.Pid == pid {
			t.Error("the next call was answered by the process that was killed")
		}
	}
	if r.process("other").cmd.Process.Pid != undisturbed {
		t.Error("another tenant's process was started anew")
	}
	if n := strings.Count(r.log.String(), "the process of a regulation has ended"); n != 2 {
		t.Errorf("the log tells of %d ends, want 2:\n%s", n, r.log)
	}
}

func TestAllProgramsOfATenantAreLoadedAnew(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	module, err := rules.ReadBundle(os.DirFS("../sdk/assemblyscript/examples/hello"), ".")
	if err != nil {
		t.Fatal(err)
	}
	_, inLua := r.load(t, "desk", script(`return set { subject = t.data.text }`))
	_, inWASM := r.load(t, "desk", module)
	boiler := mail("The boiler is cold")
	boiler.Event.Channel, boiler.Event.Data = "form", engine.Fields{"fields": map[string]any{"type": "repair", "year": "1999"}, "text": "The boiler is cold"}
	want := decide(t.Context(), inLua, mail("Hello")) + decide(t.Context(), inWASM, boiler)
	if strings.Contains(want, "failed") {
		t.Fatal(want)
	}
	first := r.process("desk")
	first.stop(errors.New("on purpose"))
	<-first.dead
	if got := decide(t.Context(), inLua, mail("Hello")) + decide(t.Context(), inWASM, boiler); got != want {
		t.Errorf("after it was started anew: got %s\nwant %s", got, want)
	}
}

func TestProcessThatTakesAllMemoryDiesAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *Config) { c.Memory = 256 << 20 })
	r.misbehaves(t, "desk", "hungry")
	_, reg := r.load(t, "desk", script(asking))
	want := decide(t.Context(), reg, mail("Hello"))
	first := r.process("desk")
	if err := os.WriteFile(filepath.Join(r.dir, "desk", "eat"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	select {
	case <-first.dead:
	case <-time.After(time.Minute):
		t.Fatal("it takes memory and lives")
	}
	// In what words depends on what it wanted memory for when there was none left.
	if !strings.Contains(first.why.Error(), "exit status") {
		t.Errorf("it has ended with %v, want that it ended by itself for want of memory", first.why)
	}
	if got := decide(t.Context(), reg, mail("Hello")); got != want {
		t.Errorf("the next decision: got %s\nwant %s", got, want)
	}
}

func TestProcessWatchesItsMemoryWhereTheKernelDoesNot(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.misbehaves(t, "desk", "watched")
	_, err := r.Load(t.Context(), "desk", script(asking), false)
	if err == nil || !strings.Contains(err.Error(), "exit status 3: fatal error: out of memory") {
		t.Errorf("got %v, want that it has ended itself", err)
	}
}

func TestProcessThatKeepsDyingIsStartedAfterGrowingPauses(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.misbehaves(t, "desk", "crashing")
	for n := range 10 {
		_, err := r.Load(t.Context(), "desk", script(asking), false)
		var findings rules.Findings
		var temporary *engine.Error
		switch {
		case errors.As(err, &findings) && strings.Contains(err.Error(), "exit status 7: fatal error: on purpose"):
			continue
		case errors.As(err, &temporary) && temporary.Kind == engine.Temporary && strings.Contains(err.Error(), "times in a row"):
		default:
			t.Fatalf("got %v", err)
		}
		if n < 2 {
			t.Errorf("after %d deaths nothing is started any more", n)
		}
		return
	}
	t.Error("it was started again and again without a pause")
}

func TestPausesGrowUpToABound(t *testing.T) {
	t.Parallel()
	for deaths, want := range map[int]time.Duration{1: 100 * time.Millisecond, 2: 200 * time.Millisecond, 5: 1600 * time.Millisecond,
		7: 6400 * time.Millisecond, 8: 10 * time.Second, 1000: 10 * time.Second} {
		if got := pauseAfter(deaths); got != want {
			t.Errorf("after %d deaths: got a pause of %s, want %s", deaths, got, want)
		}
	}
}

func TestWhoeverWaitsNoLongerLeavesTheProcessToOthers(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	prog, _ := r.load(t, "desk", script(`local x for i = 1, 100 do x = t.data["n" .. i] end return nil`))
	before := r.process("desk")
	ctx, cancel := context.WithCancel(t.Context())
	if err := call(ctx, prog.Code(), cancel); !errors.Is(err, context.Canceled) {
		t.Errorf("a cancelled call: got %v, want %v", err, context.Canceled)
	}
	eventually(t, "the call has ended", func() bool { before.mu.Lock(); defer before.mu.Unlock(); return len(before.exchanges) == 0 })
	if err := call(t.Context(), prog.Code(), nothing); err != nil || r.process("desk") != before {
		t.Errorf("the next call: %v; it was answered by the same process: %t", err, r.process("desk") == before)
	}
}

func TestCallThatDoesNotEndHasItsProcessKilled(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	r.misbehaves(t, "desk", "mute")
	prog, err := r.Load(t.Context(), "desk", script(asking), false)
	if err != nil {
		t.Fatal(err)
	}
	defer prog.Close()
	first := r.process("desk")
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	if err := call(ctx, prog.Code(), nothing); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v, want %v", err, context.DeadlineExceeded)
	}
	select {
	case <-first.dead:
	case <-time.After(time.Minute):
		t.Fatal("the process lives on")
	}
	if !strings.Contains(first.why.Error(), "not done in time") {
		t.Errorf("the process has ended because %v", first.why)
	}
}

func TestProcessesEndWithThePool(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	prog, _ := r.load(t, "desk", script(asking))
	p := r.process("desk")
	r.Close()
	select {
	case <-p.dead:
	default:
		t.Error("a process lives longer than the pool")
	}
	if err := call(t.Context(), prog.Code(), nothing); !errors.Is(err, errClosed) {
		t.Errorf("a call after that: got %v, want %v", err, errClosed)
	}
	if _, err := r.Load(t.Context(), "desk", script(asking), false); !errors.Is(err, errClosed) {
		t.Errorf("a load after that: got %v, want %v", err, errClosed)
	}
	if strings.Contains(r.log.String(), "has ended") {
		t.Errorf("the log takes it for an accident:\n%s", r.log)
	}
}

func TestProcessEndsWithItsLastProgram(t *testing.T) {
	t.Parallel()
	r := newRig(t, nil)
	one, _ := r.load(t, "desk", script(asking))
	two, _ := r.load(t, "desk", script(asking))
	p := r.process("desk")
	one.Close()
	if err := call(t.Context(), two.Code(), func() { two.Close() }); err != nil {
		t.Error("a call that was under way when its program was closed:", err)
	}
	select {
	case <-p.dead:
	case <-time.After(time.Minute):
		t.Error("the process lives on with nothing to run")
	}
	if strings.Contains(r.log.String(), "has ended") {
		t.Errorf("the log takes it for an accident:\n%s", r.log)
	}
}
