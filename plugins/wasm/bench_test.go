package wasm

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins/lua"
	"github.com/reglament/reglament/rules"
)

const helloModule = "../sdk/assemblyscript/examples/hello/regulation.wasm"

func machine(tb testing.TB, cfg Config) *Machine {
	tb.Helper()
	m, err := NewMachine(tb.Context(), cfg)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { m.Close(context.Background()) })
	return m
}

func loadFile(tb testing.TB, m *Machine, file string) (*Program, map[string]any) {
	tb.Helper()
	module, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	p, tree, err := m.Load(tb.Context(), file, module)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(p.Close)
	return p, tree
}

// goGuest builds a guest of testdata.
func goGuest(tb testing.TB, name string) string {
	tb.Helper()
	file := filepath.Join(tb.TempDir(), "regulation.wasm")
	cmd := exec.Command("go", "build", "-buildmode=c-shared", "-trimpath", "-ldflags=-s -w", "-o", file, ".")
	cmd.Dir, cmd.Env = filepath.Join("testdata", name), append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	if out, err := cmd.CombinedOutput(); err != nil {
		tb.Fatalf("build the guest: %v\n%s", err, out)
	}
	return file
}

// hooks runs one hook, whatever number the catalogue has for it.
type hooks func(ctx context.Context, view *rules.View) (any, int64, error)

func (h hooks) Call(ctx context.Context, _ int64, view *rules.View) (any, int64, error) {
	return h(ctx, view)
}

// numbered is the hook of a program as hooks.
func numbered(p rules.Hooks, number int64) rules.Hooks {
	return hooks(func(ctx context.Context, view *rules.View) (any, int64, error) { return p.Call(ctx, number, view) })
}

// inGo is the example's hook without any plugin.
func inGo(_ context.Context, view *rules.View) (any, int64, error) {
	if year, ok := view.Get("field.year").(string); !ok || year >= "2000" {
		return nil, 0, nil
	}
	return []any{map[string]any{"set": map[string]any{"priority": "high"}}, map[string]any{"note": map[string]any{"text": "old_boiler"}}}, 0, nil
}

// inLua is the example's hook as a Lua regulation has it.
const inLua = `
return regulation "hello" { api = 1, lang = "en", languages = { "en" },
  clause "3" "Old boilers" {
    on "registered" (function(t)
      local year = tonumber(t.field.year)
      if year and year < 2000 then return { set { priority = "high" }, note "old_boiler" } end
    end),
  },
}`

// boiler is a request with an old boiler.
func boiler() *engine.Case {
	at := time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)
	return &engine.Case{Tenant: "hello", Now: at, Facts: engine.Fields{}, Ticket: &engine.Ticket{Tenant: "hello", ID: "T"},
		Event: engine.Fact{ID: "c", Kind: rules.KindMessage, At: at, Channel: "form", Actor: engine.Actor{Kind: engine.Customer, ID: "a-x"},
			Data: engine.Fields{"language": "en", "fields": map[string]any{"type": "repair", "year": "1990"}}}}
}

// BenchmarkDecision is one whole decision of the example, with its hook in each
// of the ways in which one can be written. What a hook costs is the difference to
// native Go, which is measured beside each.
func BenchmarkDecision(b *testing.B) {
	m := machine(b, Config{})
	script, tree := loadFile(b, m, helloModule)
	guest, _ := loadFile(b, m, goGuest(b, "guest"))
	inLua, _, err := lua.Load(b.Context(), "hello.lua", inLua)
	if err != nil {
		b.Fatal(err)
	}
	defer inLua.Close()
	number := tree["hooks"].([]any)[0].(map[string]any)["func"].(int64)
	native := decider(b, tree, hooks(inGo))
	for _, c := range []struct {
		name  string
		hooks rules.Hooks
	}{{"NativeGo", hooks(inGo)}, {"AssemblyScript", numbered(script, number)}, {"GoGuest", numbered(guest, 1)}, {"Lua", numbered(inLua, 0)}} {
		b.Run(c.name, func(b *testing.B) {
			decide := decider(b, tree, c.hooks)
			b.ReportAllocs()
			for b.Loop() {
				decide()
			}
			whole := b.Elapsed()
			begin := time.Now()
			for range b.N {
				native()
			}
			inGo := time.Since(begin)
			b.ReportMetric(float64(whole)/float64(inGo), "x-native")
			b.ReportMetric(float64((whole-inGo).Nanoseconds())/float64(b.N), "ns-over-native")
		})
	}
}

// decider decides about a request by a catalogue with a hook.
func decider(b *testing.B, tree map[string]any, hook rules.Hooks) func() {
	b.Helper()
	reg, findings := rules.Compile(tree, rules.Options{Hooks: hook})
	if err := findings.Err(); err != nil {
		b.Fatal(err)
	}
	request, ctx := boiler(), b.Context()
	if d, err := reg.Decide(ctx, request); err != nil || len(d.Ops) < 3 || !noted(d.Ops) {
		b.Fatalf("got %+v, %v", d, err)
	}
	return func() {
		if _, err := reg.Decide(ctx, request); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkActivation loads a module and compiles its catalogue: for the first
// time, and when the compiled code is on disk from an earlier start.
func BenchmarkActivation(b *testing.B) {
	for _, guest := range []struct{ name, file string }{{"small", helloModule}, {"GoGuest", goGuest(b, "../../sdk/go/examples/hello")}} {
		module, err := os.ReadFile(guest.file)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(guest.name+"/first", func(b *testing.B) {
			for b.Loop() {
				activate(b, module, b.TempDir())
			}
		})
		b.Run(guest.name+"/cached", func(b *testing.B) {
			cache := b.TempDir()
			activate(b, module, cache)
			for b.Loop() {
				activate(b, module, cache)
			}
		})
	}
}

// activate does so on a machine that knows no module. To make the machine is not
// measured.
func activate(b *testing.B, module []byte, cache string) {
	b.StopTimer()
	m, err := NewMachine(b.Context(), Config{Cache: cache})
	if err != nil {
		b.Fatal(err)
	}
	defer m.Close(context.Background())
	b.StartTimer()
	p, tree, err := m.Load(b.Context(), "hello", module)
	if err != nil {
		b.Fatal(err)
	}
	defer p.Close()
	if _, findings := rules.Compile(tree, rules.Options{Hooks: p}); findings.Err() != nil {
		b.Fatal(findings)
	}
}

func noted(ops []engine.Op) bool {
	for i := range ops {
		if ops[i].Kind == engine.OpNote && ops[i].Name == "old_boiler" {
			return true
		}
	}
	return false
}
