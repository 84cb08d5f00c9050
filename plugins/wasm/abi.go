package wasm

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// abi is the contract that this program speaks, and its encoding, JSON.
const abi = 1

// The exports of the contract.
const (
	exportMemory     = "memory"
	exportABI        = "rg_abi"
	exportAlloc      = "rg_alloc"
	exportCatalogue  = "rg_catalogue"
	exportDecide     = "rg_decide"
	exportInitialize = "_initialize"
	exportError      = "rg_error"
)

type signature struct{ params, results []api.ValueType }

const (
	i32 = api.ValueTypeI32
	i64 = api.ValueTypeI64
)

var required = map[string]signature{
	exportABI:       {nil, []api.ValueType{i32}},
	exportAlloc:     {[]api.ValueType{i32}, []api.ValueType{i32}},
	exportCatalogue: {nil, []api.ValueType{i64}},
	exportDecide:    {[]api.ValueType{i32, i32}, []api.ValueType{i64}},
}

var optional = map[string]signature{
	exportInitialize: {},
	exportError:      {nil, []api.ValueType{i64}},
}

// wasi are the functions that Go's compiler imports. Behind them is nothing: no
// files, a clock that stands still, random numbers that are always the same.
const wasi = "wasi_snapshot_preview1"

var allowed = []string{"args_get", "args_sizes_get", "clock_time_get", "environ_get", "environ_sizes_get", "fd_close",
	"fd_fdstat_get", "fd_fdstat_set_flags", "fd_prestat_dir_name", "fd_prestat_get", "fd_read", "fd_seek", "fd_write", "poll_oneoff",
	"proc_exit", "random_get", "sched_yield"}

// conforms checks a module against the contract and names all that it lacks.
func conforms(mod wazero.CompiledModule) []string {
	var wrong []string
	for _, f := range mod.ImportedFunctions() {
		if from, name, _ := f.Import(); from != wasi || !slices.Contains(allowed, name) {
			wrong = append(wrong, fmt.Sprintf("it imports %s.%s; a regulation reaches nothing outside", from, name))
		}
	}
	if mod.ExportedMemories()[exportMemory] == nil {
		wrong = append(wrong, `it exports no memory of the name "memory"`)
	}
	exports := mod.ExportedFunctions()
	for _, name := range slices.Sorted(maps.Keys(required)) {
		if f := exports[name]; f == nil {
			wrong = append(wrong, fmt.Sprintf("it exports no function %s%s", name, required[name]))
		} else if !required[name].is(f) {
			wrong = append(wrong, fmt.Sprintf("%s must be a function %s", name, required[name]))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(optional)) {
		if f := exports[name]; f != nil && !optional[name].is(f) {
			wrong = append(wrong, fmt.Sprintf("%s must be a function %s", name, optional[name]))
		}
	}
	return wrong
}

func (s signature) is(f api.FunctionDefinition) bool {
	return slices.Equal(f.ParamTypes(), s.params) && slices.Equal(f.ResultTypes(), s.results)
}

func (s signature) String() string {
	words := func(types []api.ValueType) string {
		names := make([]string, len(types))
		for i, t := range types {
			names[i] = api.ValueTypeName(t)
		}
		return "(" + strings.Join(names, ", ") + ")"
	}
	return words(s.params) + " -> " + words(s.results)
}
