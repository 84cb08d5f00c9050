package meter

import (
	"context"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/tetratelabs/wazero"
)

// code makes a module of one function of this code.
func code(parts ...any) func() []byte {
	return func() []byte {
		p := &program{memory: []byte{0, 1}, tables: [][]byte{{byte(FuncRef), 0, 1}}, globals: [][]byte{global(I64, opI64Const, 0)}}
		p.export("run", Func, p.fn(none, none, none, asm(parts...)...))
		return p.bytes()
	}
}

// raw makes a module of one section.
func raw(section byte, parts ...any) func() []byte {
	content := asm(parts...)
	return func() []byte { return concat(header, []byte{section}, u32(len(content)), content) }
}

func TestUnknownAndUnsafeIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name   string
		module func() []byte
		want   string
	}{
		{"not a module", func() []byte { return []byte("hello") }, "not a WebAssembly module"},
		{"nothing", func() []byte { return nil }, "not a WebAssembly module"},
		{"component", func() []byte { return []byte("\x00asm\x0d\x00\x01\x00") }, "not a WebAssembly module"},
		{"section 13 (tags)", raw(13, 0), "section 13 is unknown"},
		{"sections in disorder", func() []byte { return concat(header, []byte{3, 1, 0, 1, 1, 0}) }, "twice or too late"},
		{"section past the end", func() []byte { return concat(header, []byte{1, 9, 0}) }, "9 bytes announced, 1 left"},
		{"section with something left over", raw(1, 0, 0), "goes on after its last item"},
		{"long list in a short section", raw(1, u32(5000)), "announced"},
		{"number too large", raw(1, 0xff, 0xff, 0xff, 0xff, 0x1f), "does not fit 32 bits"},
		{"number too long", raw(1, 0x80, 0x80, 0x80, 0x80, 0x80, 0x00), "does not fit 32 bits"},
		{"recursive types", raw(1, 1, 0x4e, 1, 0x60, 0, 0), "only functions"},
		{"vector type", raw(1, 1, 0x60, 1, 0x7b, 0), "SIMD"},
		{"imported memory", raw(2, 1, text("a"), text("b"), 2, 0, 1), "only functions may be imported"},
		{"imported global", raw(2, 1, text("a"), text("b"), 3, I32, 0), "only functions may be imported"},
		{"imported tag", raw(2, 1, text("a"), text("b"), 4, 0, 0), "only functions may be imported"},
		{"import under the reserved name", func() []byte {
			return concat(raw(1, 1, 0x60, 0, 0)(), raw(2, 1, text("a"), text(FuelExport), 0, 0)()[8:])
		}, "reserved"},
		{"export under the reserved name", func() []byte {
			p := &program{}
			p.export(FuelExport, Func, p.fn(none, none, none))
			return p.bytes()
		}, "reserved"},
		{"two memories", raw(5, 2, 0, 1, 0, 1), "at most 1"},
		{"shared memory", raw(5, 1, 3, 1, 1), "shared"},
		{"64-bit memory", raw(5, 1, 4, 1), "64-bit"},
		{"large memory", raw(5, 1, 0, u32(257)), "at most 256"},
		{"memory beyond the format", raw(5, 1, 1, 1, u32(65537)), "at most 65536"},
		{"large table", raw(4, 1, FuncRef, 0, u32(100_001)), "at most 100000"},
		{"table with an initialiser", raw(4, 1, 0x40, 0, FuncRef, 0, 1, opRefNull, FuncRef, opEnd), "not supported"},
		{"own global in an initialiser", raw(6, 2, I32, 0, opI32Const, 0, opEnd, I32, 0, opGlobalGet, 0, opEnd), "imported global 0 of 0"},
		{"extended initialiser", raw(6, 1, I32, 0, opI32Const, 0, opI32Const, 0, 0x6a, opEnd), "more than one instruction"},
		{"export of the fuel", raw(7, 1, text("x"), 3, 0), "global 0 of 0"},
		{"start function that is not there", raw(8, 0), "function 0 of 0"},
		{"functions without code", func() []byte { return concat(raw(1, 1, 0x60, 0, 0)(), raw(3, 1, 0)()[8:]) }, "0 function bodies for 1"},
		{"data announced and missing", raw(12, 1), "0 data segments, 1 announced"},
		{"data without memory", raw(11, 1, 0, opI32Const, 0, opEnd, 0), "without a memory"},
		{"element segment of kind 8", raw(9, 1, 8), "kind 8"},

		{"writing the fuel", code(opI64Const, 0, opGlobalSet, 1), "global 1 of 1"},
		{"reading the fuel", code(opGlobalGet, 1, 0x1a), "global 1 of 1"},
		{"writing metering's local", code(opI32Const, 0, 0x21, 0), "local 0 of 0"},
		{"call of no function", code(0x10, 1), "function 1 of 1"},
		{"branch to the trap", code(opBr, 1), "label 1 of 1"},
		{"branch to the trap out of a block", code(opBlock, emptyBlock, opBr, 2, opEnd), "label 2 of 2"},
		{"value left over", code(opI32Const, 0), "more values than the function returns"},
		{"end before the end", code(opEnd), "after the end of the function"},
		{"block without end", code(opBlock, emptyBlock), "ends too early"},
		{"else without if", code(opBlock, emptyBlock, opElse, opEnd), "else without if"},
		{"second else", code(opI32Const, 0, opIf, emptyBlock, opElse, opElse, opEnd), "else without if"},
		{"vector instruction", code(0xfd, 0), "SIMD"},
		{"atomic instruction", code(0xfe, 3, 0), "threads"},
		{"throw", code(8, 0), "exceptions"},
		{"try", code(6, emptyBlock, opEnd), "exceptions"},
		{"try_table", code(0x1f, emptyBlock, 0, opEnd), "exceptions"},
		{"tail call", code(0x12, 0), "tail calls"},
		{"call_ref", code(0x14, 0), "instruction 0x14"},
		{"ref.as_non_null", code(opRefNull, FuncRef, 0xd4, 0x1a), "instruction 0xd4"},
		{"struct.new", code(0xfb, 0, 0), "instruction 0xfb"},
		{"number 18 after 0xfc", code(opMisc, 18), "instruction 0xfc 0x12"},
		{"huge number after 0xfc", code(opMisc, u32(256)), "instruction 0xfc 0x100"},
		{"second memory in an instruction", code(0x3f, 1, 0x1a), "memory index is 0x1"},
		{"memory index in an alignment", code(i32Const(0), 0x28, 0x42, 0, 0, 0x1a), "alignment"},
		{"64-bit offset", code(i32Const(0), 0x28, 0, 0xff, 0xff, 0xff, 0xff, 0x1f, 0x1a), "does not fit"},
		{"block of a negative type", code(opBlock, 0xc0, 0x7f, opEnd), "not supported"},
		{"block of no type", code(opBlock, 9, opEnd), "type 9 of 1"},
		{"data segment without a count", code(opMisc, 9, 0), "data segment 0 of 0"},
		{"long br_table", code(i32Const(0), opBrTable, u32(65_521), make([]byte, 65_522)), "at most 65520"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, _, err := Inject(c.module(), Options{})
			var refused *Error
			if !errors.As(err, &refused) || !strings.Contains(refused.Reason, c.want) {
				t.Errorf("got %v, want a refusal with %q", err, c.want)
			}
		})
	}
}

// repeat makes code of n copies around another.
func repeat(n int, before, middle, after []byte) []byte {
	var out []byte
	for range n {
		out = append(out, before...)
	}
	out = append(out, middle...)
	for range n {
		out = append(out, after...)
	}
	return out
}

// TestWorkForTheCompilerIsBounded refuses small modules that take an engine's
// compiler very long, or very much memory.
func TestWorkForTheCompilerIsBounded(t *testing.T) {
	t.Parallel()
	end := []byte{opEnd}
	types := func(n int) []ValueType {
		list := make([]ValueType, n)
		for i := range list {
			list[i] = I64
		}
		return list
	}
	for _, c := range []struct {
		name   string
		locals int
		code   []byte
		want   string
	}{
		{"loops in one another", 1000, repeat(1000, asm(opLoop, emptyBlock), nil, end), "too much work"},
		{"blocks after one another", 0, repeat(8000, asm(opBlock, emptyBlock, opEnd), nil, nil), "too much work"},
		{"values below blocks", 0, concat(repeat(2000, asm(opI32Const, 0), nil, nil), repeat(200, asm(opBlock, emptyBlock), nil, end), repeat(2000, asm(0x1a), nil, nil)), "too much work"},
		{"targets of a br_table", 10, asm(i32Const(0), opBrTable, u32(60_000), make([]byte, 60_001)), "too much work"},
		{"bulk instructions", 0, repeat(2000, asm(i32Const(0), i32Const(0), i32Const(0), opMisc, 11, 0), nil, nil), "too much work"},
		{"locals", 10_001, nil, "at most 10000"},
	} {
		p := &program{memory: []byte{0, 1}}
		p.fn(none, none, types(c.locals), c.code...)
		if _, _, err := Inject(p.bytes(), Options{}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: got %v, want %q", c.name, err, c.want)
		}
	}
	p := &program{}
	for range 40 {
		p.fn(none, none, types(1000), repeat(150, asm(opBlock, emptyBlock), nil, end)...)
	}
	if _, _, err := Inject(p.bytes(), Options{}); err == nil || !strings.Contains(err.Error(), "module is too much work") {
		t.Errorf("many functions: got %v, want a refusal", err)
	}
}

func TestEachLimitHolds(t *testing.T) {
	t.Parallel()
	p := &program{memory: []byte{0, 2}, counted: true}
	p.globals = [][]byte{global(I32, opI32Const, 0), global(I32, opI32Const, 0)}
	p.tables = [][]byte{{byte(FuncRef), 0, 2}, {byte(FuncRef), 0, 2}}
	p.imports = [][]byte{asm(text("a"), text("b"), 0, 0), asm(text("a"), text("c"), 0, 0)}
	p.typ(none, none)
	p.elements = [][]byte{asm(0, i32Const(0), opEnd, 2, 0, 0), asm(1, 0, 0)}
	p.data = [][]byte{asm(1, text("x")), asm(1, text("y"))}
	for range 2 {
		p.fn([]ValueType{I32, I32}, none, []ValueType{I32, I32}, repeat(2, asm(opBlock, emptyBlock), asm(i32Const(0), opBrTable, 2, 0, 0, 0), []byte{opEnd})...)
	}
	p.export("a", Func, 2)
	p.export("b", Func, 3)
	module := p.bytes()
	if _, _, err := Inject(module, Options{}); err != nil {
		t.Fatal(err)
	}
	for name, opt := range map[string]Options{
		"module": {MaxModule: 50}, "functions": {MaxFunctions: 1}, "body": {MaxBody: 10}, "locals": {MaxLocals: 1},
		"all locals": {MaxAllLocals: 3}, "parameters": {MaxParams: 1}, "nesting": {MaxNesting: 2}, "branches": {MaxBranches: 1},
		"types": {MaxTypes: 1}, "imports": {MaxImports: 1}, "exports": {MaxExports: 1}, "globals": {MaxGlobals: 1},
		"segments": {MaxSegments: 1}, "elements": {MaxElements: 1}, "tables": {MaxTables: 1}, "table size": {MaxTableSize: 1},
		"memory": {MaxMemoryPages: 1}, "effort": {MaxEffort: 10}, "all effort": {MaxAllEffort: 20},
		"negative": {MaxTableSize: -1}, "fuel": {Fuel: -1}, "too much fuel": {Fuel: math.MaxInt64},
	} {
		if _, _, err := Inject(module, opt); err == nil {
			t.Errorf("%s: accepted, want a refusal", name)
		}
	}
}

// TestSizesAreWrittenIntoTheModule shows that growing stops at the limit whatever
// the runtime would allow.
func TestSizesAreWrittenIntoTheModule(t *testing.T) {
	p := &program{memory: []byte{0, 1}, tables: [][]byte{asm(ExternRef, 1, 0, u32(1<<30))}}
	p.export("memory", Func, p.fn([]ValueType{I32}, []ValueType{I32}, none, opLocalGet, 0, opMemoryGrow, 0))
	p.export("table", Func, p.fn([]ValueType{I32}, []ValueType{I32}, none, asm(opRefNull, ExternRef, opLocalGet, 0, opMisc, 15, 0)...))
	r := newRuntime(t, wazero.NewRuntimeConfigInterpreter())
	m := instantiate(t, r, inject(t, p.bytes(), Options{Fuel: MaxFuel, MaxMemoryPages: 3, MaxTableSize: 10}))
	for _, c := range []struct {
		name string
		n    uint64
		want int32
	}{{"memory", 3, -1}, {"memory", 2, 1}, {"memory", 1, -1}, {"memory", math.MaxUint32, -1}, {"table", 11, -1}, {"table", 10, 0}, {"table", 1, -1}} {
		got, err := m.ExportedFunction(c.name).Call(context.Background(), c.n)
		if err != nil || int32(got[0]) != c.want {
			t.Errorf("growing %s by %d: got %v, %v, want %d", c.name, c.n, got, err, c.want)
		}
	}
}
