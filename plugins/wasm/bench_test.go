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

func loadFile(tb testing.TB, m *Machine, file string) *Program {
	tb.Helper()
	module, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	p, err := m.Load(tb.Context(), file, module)
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(p.Close)
	return p
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
// native Go.
func BenchmarkDecision(b *testing.B) {
	m := machine(b, Config{})
	script := loadFile(b, m, helloModule)
	guest := loadFile(b, m, goGuest(b, "guest"))
	inLua, err := lua.Load(b.Context(), "hello.lua", inLua)
	if err != nil {
		b.Fatal(err)
	}
	defer inLua.Close()
	number := script.tree["hooks"].([]any)[0].(map[string]any)["func"].(int64)
	for _, c := range []struct {
		name  string
		hooks rules.Hooks
	}{{"NativeGo", hooks(inGo)}, {"AssemblyScript", numbered(script, number)}, {"GoGuest", numbered(guest, 1)}, {"Lua", numbered(inLua, 0)}} {
		b.Run(c.name, func(b *testing.B) {
			reg, findings := rules.Compile(script.tree, rules.Options{Hooks: c.hooks})
			if err := findings.Err(); err != nil {
				b.Fatal(err)
			}
			request := boiler()
			if d, err := reg.Decide(b.Context(), request); err != nil || len(d.Ops) < 3 || !noted(d.Ops) {
				b.Fatalf("got %+v, %v", d, err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := reg.Decide(b.Context(), request); err != nil {
					b.Fatal(err)
				}
			}
		})
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
