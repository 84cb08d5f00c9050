package meter

import "fmt"

// ValueType is a type as the binary format writes it.
type ValueType byte

// The types that a module may use.
const (
	I32       ValueType = 0x7f
	I64       ValueType = 0x7e
	F32       ValueType = 0x7d
	F64       ValueType = 0x7c
	FuncRef   ValueType = 0x70
	ExternRef ValueType = 0x6f
)

func (v ValueType) String() string {
	switch v {
	case I32:
		return "i32"
	case I64:
		return "i64"
	case F32:
		return "f32"
	case F64:
		return "f64"
	case FuncRef:
		return "funcref"
	case ExternRef:
		return "externref"
	}
	return fmt.Sprintf("type %#x", byte(v))
}

// FuncType is what a function takes and returns.
type FuncType struct {
	Params, Results []ValueType
}

func (f FuncType) String() string { return fmt.Sprintf("%v -> %v", f.Params, f.Results) }

// Kind is what is imported or exported.
type Kind byte

// The kinds, numbered as the binary format does.
const (
	Func Kind = iota
	Table
	Memory
	Global
)

func (k Kind) String() string {
	if k > Global {
		return fmt.Sprintf("kind %#x", byte(k))
	}
	return [...]string{"function", "table", "memory", "global"}[k]
}

// Extern is an import or an export.
type Extern struct {
	Module  string // of an import; empty for an export
	Name    string
	Kind    Kind
	Func    FuncType  // of a function
	Value   ValueType // of a global, or of a table's elements
	Mutable bool      // of a global
}

// Limits are the sizes of a memory in pages of 64 KiB, or of a table in elements.
type Limits struct {
	Min    uint32
	Max    uint32 // as declared; 0 when HasMax is false
	HasMax bool
}

// Info describes the module as it was uploaded: what it has besides the fuel.
type Info struct {
	Imports, Exports []Extern
	Memory           *Limits // nil without one
	// State are the names under which the mutable globals are exported, so that a
	// host can put them back. Lasting is set if calls can change what no host can
	// put back: tables, segments that are dropped, references.
	State         []string
	Lasting       bool
	Start         bool // code runs at instantiation, before any export is called
	Functions     int  // with a body
	Instructions  int  // in all bodies, without those that count fuel
	Effort        int  // of compiling; see Options.MaxEffort
	LargestEffort int  // of one function
}
