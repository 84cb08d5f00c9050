package sandbox

import lua "github.com/yuin/gopher-lua"

// Limits bounds everything a script may use. A zero field takes its default.
//
// Steps are the unit of time: one VM instruction is one step, and library functions
// charge steps for their own work. A step takes about 25 ns; the worst known takes
// 1.5 µs, a read through a chain of a hundred metatables. Memory is what was ever
// allocated, not what is alive, so that the figure does not depend on the
// garbage collector.
type Limits struct {
	SourceBytes int // one chunk's source; default 1 MiB
	Tokens      int // one chunk's tokens; default 200,000
	Nesting     int // depth of blocks, brackets and expressions; default 200

	LoadSteps  int64 // all chunks together; default 5,000,000
	CallSteps  int64 // one call; default 200,000
	LoadMemory int64 // bytes, all chunks together; default 16 MiB
	CallMemory int64 // bytes, one call; default 4 MiB

	StringBytes int // the longest string a script may build; default 1 MiB
	CallDepth   int // nested calls, host functions included; default 100
	Registers   int // stack slots, 16 bytes each, shared by all frames; default 1,024

	ValueDepth int // nesting of a value handed to the host; default 32
	ValueItems int // tables, list items and fields of such a value; default 50,000
	ValueBytes int // its strings and keys together; default 4 MiB
}

// These bounds protect the compiler of gopher-lua rather than a tenant's
// neighbours, and no script written by hand comes near them.
const (
	maxIdentifier  = 128    // bytes; names are hashed on every use
	maxNumber      = 64     // bytes of a number literal
	maxFunctions   = 2000   // the compiler allocates 17 KB for each
	maxListItems   = 25_000 // more in one constructor are stored at wrong places (SETLIST, C > 511)
	maxUpvalues    = 100    // more than 255 wrap around in a byte
	maxCode        = 100_000
	maxCompileWork = 600_000_000 // name and constant comparisons, both linear searches
	shortLiteral   = 256         // bytes up to which a literal is compared or hashed uncharged
)

const (
	minRegisters = 256 // gopher-lua replaces less than 128 by its own 5,120
	minCallDepth = 10
)

func (l Limits) withDefaults() Limits {
	def(&l.SourceBytes, 1<<20)
	def(&l.Tokens, 200_000)
	def(&l.Nesting, 200)
	def(&l.LoadSteps, 5_000_000)
	def(&l.CallSteps, 200_000)
	def(&l.LoadMemory, 16<<20)
	def(&l.CallMemory, 4<<20)
	def(&l.StringBytes, 1<<20)
	def(&l.CallDepth, 100)
	def(&l.Registers, 1024)
	def(&l.ValueDepth, 32)
	def(&l.ValueItems, 50_000)
	def(&l.ValueBytes, 4<<20)
	l.Registers = max(l.Registers, minRegisters)
	l.CallDepth = max(l.CallDepth, minCallDepth)
	return l
}

func def[T int | int64](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

// options are fixed stacks: a growing call stack (MinimizeStackMemory) panics
// instead of reporting an overflow, and a growing registry would make the point
// of overflow depend on what ran before.
func (l Limits) options() lua.Options {
	return lua.Options{
		CallStackSize: l.CallDepth,
		RegistrySize:  l.Registers,
		SkipOpenLibs:  true,
	}
}
