package meter

import (
	"context"
	"errors"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// engines are wazero's two: a bug in one shows as a difference from the other.
var engines = map[string]func() wazero.RuntimeConfig{
	"compiler":    wazero.NewRuntimeConfigCompiler,
	"interpreter": wazero.NewRuntimeConfigInterpreter,
}

func onBothEngines(t *testing.T, test func(t *testing.T, r wazero.Runtime)) {
	t.Helper()
	for name, config := range engines {
		t.Run(name, func(t *testing.T) { test(t, newRuntime(t, config())) })
	}
}

func newRuntime(t testing.TB, config wazero.RuntimeConfig) wazero.Runtime {
	t.Helper()
	r := wazero.NewRuntimeWithConfig(context.Background(), config)
	t.Cleanup(func() { r.Close(context.Background()) })
	return r
}

func inject(t testing.TB, module []byte, opt Options) []byte {
	t.Helper()
	metered, _, err := Inject(module, opt)
	if err != nil {
		t.Fatalf("Inject: %v", err)
	}
	return metered
}

func instantiate(t testing.TB, r wazero.Runtime, module []byte) api.Module {
	t.Helper()
	mod, err := r.InstantiateWithConfig(context.Background(), module, wazero.NewModuleConfig().WithName("").WithStartFunctions())
	if err != nil {
		t.Fatalf("instantiate: %v", err)
	}
	t.Cleanup(func() { mod.Close(context.Background()) })
	return mod
}

func fuelOf(m api.Module) api.MutableGlobal {
	return m.ExportedGlobal(FuelExport).(api.MutableGlobal)
}

func left(m api.Module) int64 { return int64(fuelOf(m).Get()) }

// trap is the kind of an error: what went wrong, without the stack.
func trap(err error) string {
	if err == nil {
		return ""
	}
	for inner := err; inner != nil; inner = errors.Unwrap(inner) {
		err = inner
	}
	return err.Error()
}
