package meter

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

var buildGuest = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "guest")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "guest.wasm")
	cmd := exec.Command("go", "build", "-buildmode=c-shared", "-ldflags=-s -w", "-o", file, "./testdata/guest")
	cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	if out, err := cmd.CombinedOutput(); err != nil {
		return nil, &exec.Error{Name: string(out), Err: err}
	}
	return os.ReadFile(file)
})

func goGuest(t testing.TB) []byte {
	t.Helper()
	module, err := buildGuest()
	if err != nil {
		t.Fatalf("build the guest: %v", err)
	}
	return module
}

func startGuest(t testing.TB, r wazero.Runtime, module []byte) api.Module {
	t.Helper()
	mod, err := r.InstantiateWithConfig(context.Background(), module, wazero.NewModuleConfig().WithName("").WithStartFunctions("_initialize"))
	if err != nil {
		t.Fatalf("instantiate: %v", err)
	}
	t.Cleanup(func() { mod.Close(context.Background()) })
	return mod
}

// TestGoGuestDoesTheSame runs a module of Go's own compiler, with its runtime,
// garbage collector and JSON.
func TestGoGuestDoesTheSame(t *testing.T) {
	ctx := context.Background()
	const fuel = 1_000_000_000
	module := goGuest(t)
	metered, info, err := Inject(module, Options{Fuel: fuel})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes become %d, %d functions, effort %d, %d at most", len(module), len(metered), info.Functions, info.Effort, info.LargestEffort)
	for _, i := range info.Imports {
		if i.Kind != Func || i.Module != wasi_snapshot_preview1.ModuleName {
			t.Errorf("import %+v, want functions of WASI only", i)
		}
	}
	r := newRuntime(t, wazero.NewRuntimeConfig())
	wasi_snapshot_preview1.MustInstantiate(ctx, r)
	plain, guest := startGuest(t, r, module), startGuest(t, r, metered)
	for n := range uint64(20) {
		fuelOf(guest).Set(fuel)
		want, err := plain.ExportedFunction("decide").Call(ctx, n)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := guest.ExportedFunction("decide").Call(ctx, n); err != nil || got[0] != want[0] {
			t.Fatalf("decide %d: got %x, %v, want %x", n, got, err, want)
		}
	}
	if used := fuel - left(guest); used < 100_000 || used > fuel/10 {
		t.Errorf("a decision used %d units, want about 3 million", used)
	}
	for _, export := range []string{"spin", "recurse"} {
		guest := startGuest(t, r, metered)
		fuelOf(guest).Set(fuel)
		if _, err := guest.ExportedFunction(export).Call(ctx, 1<<30); err == nil {
			t.Errorf("%s ended, want a trap", export)
		} else if export == "spin" && left(guest) >= 0 {
			t.Errorf("%s: %v with %d units left, want all spent", export, err, left(guest))
		}
	}
}
