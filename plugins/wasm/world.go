package wasm

import (
	"context"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
	"github.com/tetratelabs/wazero/experimental"
	"github.com/tetratelabs/wazero/imports/wasi_snapshot_preview1"

	"github.com/reglament/reglament/plugins/wasm/meter"
)

// openWorld gives modules the functions that Go's compiler imports. Two of them
// would be remembered outside of the memory, where nothing puts them back, and
// do nothing; those that work by length are paid by length.
func openWorld(ctx context.Context, r wazero.Runtime) error {
	world := r.NewHostModuleBuilder(wasi)
	wasi_snapshot_preview1.NewFunctionExporter().ExportFunctions(world)
	for name, params := range map[string][]api.ValueType{"fd_close": {i32}, "fd_fdstat_set_flags": {i32, i32}} {
		world.NewFunctionBuilder().WithGoFunction(api.GoFunc(notSupported), params, []api.ValueType{i32}).Export(name)
	}
	_, err := world.Instantiate(experimental.WithFunctionListenerFactory(ctx, tolls{}))
	return err
}

// notSupported returns the error number ENOTSUP.
func notSupported(_ context.Context, stack []uint64) { stack[0] = 58 }

// tolls take fuel for calls of the world's functions, before they begin: what
// these do is Go's work and not counted by the module itself.
type tolls struct{}

// Units for a call, and for each piece of a list that it goes through.
const (
	callToll  = 64
	pieceToll = 64
)

// NewFunctionListener implements experimental.FunctionListenerFactory.
func (t tolls) NewFunctionListener(api.FunctionDefinition) experimental.FunctionListener { return t }

// Before implements experimental.FunctionListener.
func (tolls) Before(_ context.Context, mod api.Module, def api.FunctionDefinition, params []uint64, _ experimental.StackIterator) {
	pay(mod, callToll)
	switch name := def.ExportNames()[0]; name {
	case "random_get":
		pay(mod, int64(uint32(params[1])))
	case "poll_oneoff":
		pay(mod, int64(uint32(params[2]))*pieceToll)
	case "fd_read", "fd_write":
		count := uint32(params[2])
		pay(mod, int64(count)*pieceToll)
		for i := range count {
			length, ok := mod.Memory().ReadUint32Le(uint32(params[1]) + i*8 + 4)
			if !ok {
				return // the function refuses it
			}
			pay(mod, int64(length))
		}
	}
}

// After implements experimental.FunctionListener.
func (tolls) After(context.Context, api.Module, api.FunctionDefinition, []uint64) {}

// Abort implements experimental.FunctionListener.
func (tolls) Abort(context.Context, api.Module, api.FunctionDefinition, error) {}

// pay takes fuel from a module, and ends the call when it has none left.
func pay(mod api.Module, units int64) {
	fuel := mod.ExportedGlobal(meter.FuelExport).(api.MutableGlobal)
	left := int64(fuel.Get()) - units
	fuel.Set(uint64(left))
	if left < 0 {
		panic(errOutOfFuel)
	}
}
