package plugins_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// TestEltexDecidesTheSameWithHooksInGo has the twin in Go decide a part of ELTEX's
// regulation, and compares whole decisions with those of the regulation itself and
// of the twin in Lua. Hooks are asked when all else has been decided, so decisions
// are compared clause by clause; all that each clause says, and in which order, is
// the same to the byte.
func TestEltexDecidesTheSameWithHooksInGo(t *testing.T) {
	t.Parallel()
	script, inLua := eltex(t, plugins.Main, "testdata/eltex")
	module, inWASM := eltex(t, plugins.Module, "../rules/eltex")
	withHooks, hooks := eltexInGo(t, module)
	happened := happenings(t, script)
	rng := rand.New(rand.NewPCG(8, 8))
	reached := 0
	for range 12_000 {
		c := happened[rng.IntN(len(happened))]
		disturb(rng, &c, inLua)
		hooks.reached = false
		want, twin, got := byClause(t, inWASM, c), byClause(t, inLua, c), byClause(t, withHooks, c)
		if got != want || got != twin {
			t.Fatalf("event %+v of a ticket %+v:\nAssemblyScript %s\nLua %s\nGo %s", c.Event, c.Ticket, want, twin, got)
		}
		if hooks.reached {
			reached++
		}
	}
	if reached < 1500 {
		t.Errorf("%d decisions have reached a hook, want more", reached)
	}
	for i := range withHooks.Hooks {
		if h := &withHooks.Hooks[i]; hooks.answered[h.Func] < 30 {
			t.Errorf("the hook of %s at %v has answered with effects %d times, want more", h.Clause, h.On, hooks.answered[h.Func])
		}
	}
}

// goModule builds a regulation in Go, as its author would.
func goModule(t *testing.T, folder string) []byte {
	t.Helper()
	// go test watches what a test reads, and does not take an old result for good
	// when one of these has changed.
	for _, source := range []string{folder, "sdk/go/regulation"} {
		if err := os.CopyFS(t.TempDir(), os.DirFS(source)); err != nil {
			t.Fatal(err)
		}
	}
	file := filepath.Join(t.TempDir(), plugins.Module)
	cmd := exec.Command("go", "build", "-buildmode=c-shared", "-trimpath", "-ldflags=-s -w", "-o", file, ".")
	cmd.Dir, cmd.Env = folder, append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("build %s: %v\n%s", folder, err, out)
	}
	module, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return module
}

// counted hooks say whether one was asked, and how often each had effects.
type counted struct {
	plugins.Code
	reached  bool
	answered map[int64]int
}

func (c *counted) Call(ctx context.Context, hook int64, view *rules.View) (any, int64, error) {
	effects, cost, err := c.Code.Call(ctx, hook, view)
	c.reached = true
	if effects != nil {
		c.answered[hook]++
	}
	return effects, cost, err
}

// eltexInGo is the regulation of ELTEX with the hooks of its twin in Go in place of
// the reactions that they stand for: those of the same clause at the same moments.
func eltexInGo(t *testing.T, eltex plugins.Program) (*rules.Regulation, *counted) {
	t.Helper()
	bundle := &rules.Bundle{Files: map[string][]byte{plugins.Module: goModule(t, "testdata/eltex-go")}}
	twin, err := plugins.Load(t.Context(), "eltex-go", bundle)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(twin.Close)
	tree, hooks := maps.Clone(eltex.Tree()), twin.Tree()["hooks"].([]any)
	replaced := map[string]bool{}
	var kept []any
	for _, re := range tree["reactions"].([]any) {
		where := place(re)
		if !slices.ContainsFunc(hooks, func(h any) bool { return place(h) == where }) {
			kept = append(kept, re)
			continue
		}
		replaced[where] = true
	}
	if len(replaced) != len(hooks) {
		t.Fatalf("%d hooks stand for reactions at %v", len(hooks), replaced)
	}
	tree["reactions"], tree["hooks"] = kept, hooks
	code := &counted{Code: twin.Code(), answered: map[int64]int{}}
	reg, findings := rules.Compile(tree, rules.Options{Hooks: code})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return reg, code
}

// place is the clause of a reaction or a hook with its moments.
func place(item any) string {
	it := item.(map[string]any)
	moments, isList := it["on"].([]any)
	if !isList {
		moments = []any{it["on"]}
	}
	return fmt.Sprint(it["clause"], moments)
}

// byClause is all that a regulation says, in the order of the clauses. What it
// cost is left out: it is what differs between languages.
func byClause(t *testing.T, reg *rules.Regulation, c engine.Case) string {
	t.Helper()
	decision, err := reg.Decide(t.Context(), &c)
	if err != nil {
		var refusal *engine.Error
		if errors.As(err, &refusal) {
			return fmt.Sprintf("refused by %s: %+v", refusal.Clause, refusal.Problems)
		}
		return "failed: " + err.Error()
	}
	slices.SortStableFunc(decision.Ops, func(a, b engine.Op) int { return strings.Compare(string(a.Clause), string(b.Clause)) })
	body, err := engine.EncodeBody(&engine.Body{Ops: decision.Ops, Uses: decision.Uses})
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}
