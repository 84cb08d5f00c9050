package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"
)

// machines are those that the engine runs regulations on.
var machines = map[string]func() wazero.RuntimeConfig{
	"compiler":    wazero.NewRuntimeConfigCompiler,
	"interpreter": wazero.NewRuntimeConfigInterpreter,
}

// memoryPages bounds the memory of a guest to 16 MiB.
const memoryPages = 256

// compiled keeps what the machines have made of modules, for all tests.
var compiled = wazero.NewCompilationCache()

var builds sync.Map // of a folder, func() ([]byte, error)

// build compiles the guest in a folder, once, as its author would.
func build(t testing.TB, folder string) []byte {
	t.Helper()
	// go test must not take an old result for good when a file has changed that is
	// part of the module alone. It watches what a test reads.
	for _, source := range []string{"../../regulation", folder} {
		if err := os.CopyFS(t.TempDir(), os.DirFS(source)); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	once, _ := builds.LoadOrStore(folder, sync.OnceValues(func() ([]byte, error) {
		file := filepath.Join(dir, "regulation.wasm")
		cmd := exec.Command("go", "build", "-buildmode=c-shared", "-trimpath", "-ldflags=-s -w", "-o", file, folder)
		cmd.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
		if out, err := cmd.CombinedOutput(); err != nil {
			return nil, fmt.Errorf("go build: %w\n%s", err, out)
		}
		return os.ReadFile(file)
	}))
	module, err := once.(func() ([]byte, error))()
	if err != nil {
		t.Fatal(err)
	}
	return module
}

// guest is a module that runs.
type guest struct {
	api.Module
	stderr bytes.Buffer
}

func start(t testing.TB, machine, folder string) *guest {
	t.Helper()
	ctx := context.Background()
	r := wazero.NewRuntimeWithConfig(ctx, machines[machine]().WithMemoryLimitPages(memoryPages).WithCompilationCache(compiled))
	t.Cleanup(func() { r.Close(ctx) })
	wasi_snapshot_preview1.MustInstantiate(ctx, r)
	g := &guest{}
	config := wazero.NewModuleConfig().WithStartFunctions("_initialize").WithStderr(&g.stderr)
	mod, err := r.InstantiateWithConfig(ctx, build(t, folder), config)
	if err != nil {
		t.Fatalf("instantiate: %v", err)
	}
	g.Module = mod
	return g
}

func (g *guest) call(name string, args ...uint64) (uint64, error) {
	out, err := g.ExportedFunction(name).Call(context.Background(), args...)
	if err != nil {
		return 0, err
	}
	return out[0], nil
}

// text calls a function that returns text.
func (g *guest) text(name string, args ...uint64) ([]byte, error) {
	at, err := g.call(name, args...)
	if err != nil {
		return nil, err
	}
	out, ok := g.Memory().Read(uint32(at>>32), uint32(at))
	if !ok {
		return nil, fmt.Errorf("%s: its text lies outside of the memory", name)
	}
	return bytes.Clone(out), nil
}

func (g *guest) decide(seen []byte) ([]byte, error) {
	at, err := g.call("rg_alloc", uint64(len(seen)))
	if err != nil {
		return nil, err
	}
	if !g.Memory().Write(uint32(at), seen) {
		return nil, fmt.Errorf("rg_alloc: no room for %d bytes", len(seen))
	}
	return g.text("rg_decide", at, uint64(len(seen)))
}
