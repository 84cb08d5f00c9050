package meter

import (
	"fmt"
	"math"
)

// FuelExport is the name under which a metered module exports its fuel: a mutable
// i64 global, counted in units (see the package's comment). The host sets it
// before each call and reads it afterwards. A module that exports or imports
// something of this name is refused.
const FuelExport = reserved + "fuel"

// reserved begins the names of all exports that are added, so that no module can
// have them.
const reserved = "reglament_"

// stateExport begins the names under which globals that calls can change are
// exported; their index follows.
const stateExport = reserved + "global_"

// MaxFuel is the most fuel a host may give, in units. It keeps the counter far
// from wrapping around.
const MaxFuel = 1 << 62

// Options are limits. A zero field takes the default named at it.
type Options struct {
	// Fuel is what a fresh instance starts with, in units, and what its start
	// function can spend. Zero is none: a module with a start function traps.
	Fuel int64

	MaxModule      int // bytes of the uploaded module; 4 MiB
	MaxFunctions   int // with a body; 50,000
	MaxBody        int // bytes of one function's body; 128 KiB
	MaxLocals      int // of one function, parameters aside; 10,000
	MaxAllLocals   int // of all functions together; 1,000,000
	MaxParams      int // of one function or block, results as well; 128
	MaxNesting     int // blocks in one another; 10,000
	MaxBranches    int // targets of one br_table; 65,520
	MaxTypes       int // 10,000
	MaxImports     int // 1,000
	MaxExports     int // 1,000
	MaxGlobals     int // 10,000
	MaxSegments    int // of data, of elements as well; 100,000
	MaxElements    int // in all element segments together; 200,000
	MaxTables      int // 16
	MaxTableSize   int // elements of a table, now and after growing; 100,000
	MaxMemoryPages int // of 64 KiB, now and after growing; 256, which is 16 MiB

	// MaxEffort bounds the work of compiling a function, MaxAllEffort that of all.
	// Each branch, and each target of a br_table, counts the values alive there,
	// and a 64th of the function's branches so far: engines take time and memory in
	// proportion, up to 20 microseconds and 1 KiB each. A few kilobytes of code
	// could otherwise keep one busy for hours. 200,000 and 5,000,000.
	MaxEffort    int
	MaxAllEffort int

	// AllowLinking permits imports of memories, tables and globals besides functions.
	// Their sizes are the business of the module that has them.
	AllowLinking bool
}

// complete fills in the defaults.
func (o Options) complete() (Options, error) {
	if o.Fuel < 0 || o.Fuel > MaxFuel {
		return o, fmt.Errorf("meter: fuel of %d units is not between 0 and %d", o.Fuel, int64(MaxFuel))
	}
	for _, f := range []struct {
		field    *int
		standard int
		most     int
	}{
		{&o.MaxModule, 4 << 20, math.MaxInt32},
		{&o.MaxFunctions, 50_000, math.MaxInt32},
		{&o.MaxBody, 128 << 10, math.MaxInt32},
		{&o.MaxLocals, 10_000, math.MaxInt32},
		{&o.MaxAllLocals, 1_000_000, math.MaxInt32},
		{&o.MaxParams, 128, math.MaxInt32},
		{&o.MaxNesting, 10_000, math.MaxInt32},
		{&o.MaxBranches, 65_520, math.MaxInt32},
		{&o.MaxTypes, 10_000, math.MaxInt32},
		{&o.MaxImports, 1_000, math.MaxInt32},
		{&o.MaxExports, 1_000, math.MaxInt32},
		{&o.MaxGlobals, 10_000, math.MaxInt32},
		{&o.MaxSegments, 100_000, math.MaxInt32},
		{&o.MaxElements, 200_000, math.MaxInt32},
		{&o.MaxTables, 16, math.MaxInt32},
		{&o.MaxTableSize, 100_000, math.MaxUint32},
		{&o.MaxMemoryPages, 256, maxPages},
		{&o.MaxEffort, 200_000, math.MaxInt},
		{&o.MaxAllEffort, 5_000_000, math.MaxInt},
	} {
		if *f.field < 0 || *f.field > f.most {
			return o, fmt.Errorf("meter: limit %d is not between 0 and %d", *f.field, f.most)
		}
		if *f.field == 0 {
			*f.field = f.standard
		}
	}
	return o, nil
}
