package worker

import (
	"bytes"
	"context"
	"log/slog"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// TestMain runs the tests, or is a process of one of them.
func TestMain(m *testing.M) {
	switch {
	case len(os.Args) > 1 && os.Args[1] == Command:
		os.Exit(misbehave())
	case os.Getenv(parentEnv) != "":
		os.Exit(beParent())
	}
	os.Exit(m.Run())
}

// rig is a pool whose processes are this test's program.
type rig struct {
	*Pool
	dir string
	log *logOf
}

func newRig(t testing.TB, change func(*Config)) *rig {
	t.Helper()
	r := &rig{dir: t.TempDir(), log: &logOf{}}
	cfg := Config{Dir: r.dir, Logger: slog.New(slog.NewTextHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))}
	if change != nil {
		change(&cfg)
	}
	var err error
	if r.Pool, err = New(cfg); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.Close)
	return r
}

// load loads a bundle and compiles it.
func (r *rig) load(t testing.TB, name string, b *rules.Bundle) (plugins.Program, *rules.Regulation) {
	t.Helper()
	loader := &plugins.Loader{Workers: r.Pool}
	prog, err := loader.Load(t.Context(), name, b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(prog.Close)
	return prog, compile(t, prog)
}

// process is the process of a name as it is now; nil is none.
func (r *rig) process(name string) *process {
	r.mu.Lock()
	t := r.tenants[name]
	r.mu.Unlock()
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.current
}

func compile(t testing.TB, prog plugins.Program) *rules.Regulation {
	t.Helper()
	reg, findings := prog.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return reg
}

// logOf keeps what is logged.
type logOf struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logOf) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logOf) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// eventually waits until something is so.
func eventually(t testing.TB, what string, is func() bool) {
	t.Helper()
	deadline := time.Now().Add(30 * time.Second)
	for !is() {
		if time.Now().After(deadline) {
			t.Fatalf("after 30 seconds it is still not so that %s", what)
		}
		time.Sleep(2 * time.Millisecond)
	}
}

// script is a regulation with a hook on the first mail of a ticket.
func script(body string) *rules.Bundle {
	return &rules.Bundle{Files: map[string][]byte{plugins.Main: []byte(`
return regulation "desk" { api = 1, lang = "en", languages = { "en" },
  clause "1" "Requests" {
    numbering { prefix = "D-", first = 1 },
    channel.email "a@example.kz" { free = true },
    status "new" "New" { family = "new", turn = "staff", initial = true },
  },
  clause "2" "Hooks" { on "registered" (function(t)
` + body + `
  end) },
}`)}}
}

// mail is a first mail.
func mail(text string) *engine.Case {
	at := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	return &engine.Case{Tenant: "desk", Now: at,
		Event: engine.Fact{ID: "c", Kind: rules.KindMessage, At: at, Channel: "email", Actor: engine.Actor{Kind: engine.Customer, ID: "a-x"},
			Data: engine.Fields{"text": text, "subject": "Help", "from": map[string]any{"address": "x@example.kz"}, "mailbox": "a@example.kz"}},
		Ticket: &engine.Ticket{Tenant: "desk", ID: "T"}}
}

// decide is what a regulation decides, or fails at, in words.
func decide(ctx context.Context, reg *rules.Regulation, c *engine.Case) string {
	decision, err := reg.Decide(ctx, c)
	if err != nil {
		return "failed: " + err.Error()
	}
	text, err := engine.EncodeBody(&engine.Body{Ops: decision.Ops, Uses: decision.Uses, Cost: decision.Cost})
	if err != nil {
		return "failed: " + err.Error()
	}
	return string(text)
}
