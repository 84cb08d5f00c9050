package plugins

import (
	"github.com/reglament/reglament/plugins/lua"
	"github.com/reglament/reglament/plugins/wasm"
)

// A Budget is what the code of a regulation may cost. Zero values are the default.
type Budget struct {
	// Instructions bound one decision, in instructions of WebAssembly, of which a
	// step of Lua counts as 25: 20 million. A single hook may spend half of it in
	// WebAssembly, a quarter in Lua.
	Instructions int64
	// Memory is how large a module's memory may grow, in bytes: 16 MiB. One call of
	// a hook in Lua may allocate a quarter of it, since what is counted there is all
	// that was ever allocated.
	Memory int64
}

const (
	instructionsPerStep = 25
	hooksOfLua          = 4 // that may use up what they have in one decision
	hooksOfWASM         = 2
	pageOfWASM          = 64 << 10
)

func (b Budget) lua() lua.Budget {
	return lua.Budget{Steps: b.Instructions / instructionsPerStep / hooksOfLua, Memory: b.Memory / 4}
}

func (b Budget) wasm() wasm.Budget {
	return wasm.Budget{Fuel: b.Instructions / hooksOfWASM, MemoryPages: int(b.Memory / pageOfWASM)}
}

func (l *Loader) budget(name string) Budget {
	if l.Budgets == nil {
		return Budget{}
	}
	return l.Budgets(name)
}
