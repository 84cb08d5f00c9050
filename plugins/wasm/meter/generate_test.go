package meter

import (
	"math"
	"math/rand/v2"
)

// generator makes valid modules at random. It tracks the types on the stack, so
// that values lie about below blocks, and are taken along by branches, as compilers
// rarely do. Global 0 counts down at entries and loop heads, and ends them.
type generator struct {
	*rand.Rand
	p       *program
	probe   bool // count what each instruction costs before it runs
	funcs   []FuncType
	globals []ValueType
	results []ValueType // of the function being made
	locals  []ValueType
	frames  []scope
	code    []byte
	room    int // instructions that may still be made
	extra   int // units that the next instruction costs besides its own
	lengths bool
}

// scope is a block being made.
type scope struct {
	carries []ValueType
	stack   []ValueType
}

const (
	generatedSteps = 200 // entries and loop heads until all returns
	stepsGlobal    = 0
	// Of globals 1 to 6, the first counts units and the others note which
	// ones ran, a bit each. Only probes use them.
	countGlobal = 1
	seenGlobal  = 2
	firstGlobal = 7
	opcodes     = 256 + 18
)

// generated is a random module and what is needed to call it.
type generated struct {
	module []byte
	funcs  []FuncType // exported as f0, f1 ...
	values []ValueType
	// lengths says that some instructions pay by length, which probes do not count.
	lengths bool
}

func generate(seed uint64, probe bool) generated {
	g := &generator{Rand: rand.New(rand.NewPCG(seed, 1)), p: &program{counted: true}, probe: probe}
	for range 1 + g.IntN(4) {
		g.funcs = append(g.funcs, FuncType{g.types(3), g.types(3)})
	}
	for range 8 {
		g.globals = append(g.globals, g.valueType())
	}
	if g.IntN(4) == 0 {
		g.manyTypes()
	}
	g.declare()
	for _, f := range g.funcs {
		g.function(f)
	}
	return generated{g.p.bytes(), g.funcs, g.globals, g.lengths}
}

// manyTypes moves the types of blocks to where their numbers, which are signed, take
// two bytes.
func (g *generator) manyTypes() {
	for n := range 128 {
		f := FuncType{Params: make([]ValueType, 7)}
		for i := range f.Params {
			f.Params[i] = []ValueType{I32, F64}[n>>i&1]
		}
		g.p.types = append(g.p.types, f)
	}
	g.p.types = g.p.types[:60+g.IntN(68)]
}

var valueTypes = []ValueType{I32, I64, F32, F64, I32, I64, F32, F64, FuncRef, ExternRef}

func (g *generator) valueType() ValueType { return valueTypes[g.IntN(len(valueTypes))] }

func (g *generator) types(most int) []ValueType {
	list := make([]ValueType, g.IntN(most+1))
	for i := range list {
		list[i] = g.valueType()
	}
	return list
}

// declare makes all that is not code.
func (g *generator) declare() {
	p := g.p
	p.memory = asm(1, 1, 3)
	p.tables = [][]byte{asm(FuncRef, 1, 4, 20), asm(ExternRef, 1, 4, 30)}
	p.globals = append(p.globals, global(I32, opI32Const, 0))
	for range firstGlobal - 1 {
		p.globals = append(p.globals, global(I64, opI64Const, 0))
	}
	for _, v := range g.globals {
		p.globals = append(p.globals, global(v, g.constant(v)...))
	}
	for i := range p.globals {
		p.export("g"+string(rune('A'+i)), Global, i)
	}
	p.export("memory", Memory, 0)
	p.export("table", Table, 0)
	for i := range g.funcs {
		p.export("f"+string(rune('0'+i)), Func, i)
	}
	f := func() []byte { return u32(g.IntN(len(g.funcs))) }
	at := func() []byte { return asm(i32Const(int32(g.IntN(3))), opEnd) }
	expr := func() []byte {
		if g.IntN(2) == 0 {
			return asm(opRefNull, FuncRef, opEnd)
		}
		return asm(opRefFunc, f(), opEnd)
	}
	p.elements = [][]byte{
		asm(0, at(), 2, f(), f()),
		asm(1, 0, 2, f(), f()),
		asm(2, 0, at(), 0, 1, f()),
		asm(3, 0, 1, f()),
		asm(4, at(), 2, expr(), expr()),
		asm(5, FuncRef, 2, expr(), expr()),
		asm(6, 1, at(), ExternRef, 1, opRefNull, ExternRef, opEnd),
		asm(7, FuncRef, 1, expr()),
		asm(5, ExternRef, 1, opRefNull, ExternRef, opEnd),
	}
	p.data = [][]byte{
		asm(0, at(), text("active")), asm(1, text("passive")), asm(2, 0, at(), text("second kind")),
	}
}

// constant is an instruction that pushes a value, often an awkward one.
func (g *generator) constant(v ValueType) []byte {
	pick := func(of ...uint64) uint64 { return of[g.IntN(len(of))] }
	bits := pick(0, 1, math.MaxUint64, g.Uint64(), uint64(g.IntN(100)), 1<<31, 1<<63, uint64(g.Uint32()))
	switch v {
	case I32:
		return i32Const(int32(bits))
	case I64:
		return asm(opI64Const, s64(int64(bits)))
	case F32:
		f := pick(0, 1<<31, 0x7f800000, 0x7fc00000, 0x3f800000, 0x4f000000, uint64(math.Float32bits(g.Float32()*100)), bits&0xffffffff)
		return asm(opF32Const, int(f), int(f>>8), int(f>>16), int(f>>24))
	case F64:
		f := pick(0, 1<<63, 0x7ff0000000000000, 0x7ff8000000000000, 0x3ff0000000000000, math.Float64bits(g.Float64()*100), bits)
		return asm(opF64Const, int(f), int(f>>8), int(f>>16), int(f>>24), int(f>>32), int(f>>40), int(f>>48), int(f>>56))
	}
	return asm(opRefNull, v)
}

func (g *generator) function(f FuncType) {
	g.results, g.code, g.room = f.Results, nil, 10+g.IntN(60)
	declared := g.types(5)
	g.locals = append(append([]ValueType{}, f.Params...), declared...)
	g.frames = []scope{{carries: f.Results}}
	g.extra = entryCost + len(declared) + len(f.Results)
	g.step(func() { g.defaults(f.Results); g.extra = len(f.Results); g.emit(opReturn) })
	g.block(f.Results)
	g.p.funcs = append(g.p.funcs, function{g.p.typ(f.Params, f.Results), declared, g.code})
}

// step counts down, and leaves when there is nothing left.
func (g *generator) step(leave func()) {
	g.emit(opGlobalGet, stepsGlobal)
	g.emit(opI32Const, 1)
	g.emit(0x6b)
	g.emit(opGlobalSet, stepsGlobal)
	g.emit(opGlobalGet, stepsGlobal)
	g.emit(opI32Const, 0)
	g.emit(0x48)
	g.emit(opIf, emptyBlock)
	leave()
	g.emit(opEnd)
}

func (g *generator) defaults(types []ValueType) {
	for _, v := range types {
		g.emitBytes(g.constant(v))
	}
}

// emit writes one instruction, after a probe.
func (g *generator) emit(parts ...any) { g.emitBytes(asm(parts...)) }

func (g *generator) emitBytes(code []byte) {
	op, in := int(code[0]), &instructions[code[0]]
	if op == opMisc {
		op, in = 256+int(code[1]), &miscInstructions[code[1]]
	}
	g.lengths = g.lengths || in.length != byNothing
	if g.probe && op != opElse && op != opEnd {
		g.code = append(g.code, asm(opGlobalGet, seenGlobal+op/64, opI64Const, s64(1<<(op%64)), 0x84, opGlobalSet, seenGlobal+op/64)...)
		if op != opBlock && op != opLoop {
			cost := in.cost + int64(g.extra)
			g.code = append(g.code, asm(opGlobalGet, countGlobal, opI64Const, s64(cost), 0x7c, opGlobalSet, countGlobal)...)
			g.extra = 0
		}
	}
	g.code = append(g.code, code...)
}

func (g *generator) top() *scope { return &g.frames[len(g.frames)-1] }

func (g *generator) pushed(types ...ValueType) { g.top().stack = append(g.top().stack, types...) }

func (g *generator) popped(n int) { g.top().stack = g.top().stack[:len(g.top().stack)-n] }

// push makes a value of a type.
func (g *generator) push(v ValueType) {
	defer g.pushed(v)
	if i := g.IntN(len(g.locals) + 1); g.IntN(2) == 0 && i < len(g.locals) && g.locals[i] == v {
		g.emit(opLocalGet, i)
		return
	}
	if i := g.IntN(len(g.globals)); g.IntN(2) == 0 && g.globals[i] == v {
		g.emit(opGlobalGet, firstGlobal+i)
		return
	}
	switch {
	case v == FuncRef && g.IntN(2) == 0:
		g.emit(opRefFunc, g.IntN(len(g.funcs)))
	case v == FuncRef && g.IntN(2) == 0, v == ExternRef && g.IntN(2) == 0:
		table := 0
		if v == ExternRef {
			table = 1
		}
		g.emit(opI32Const, g.IntN(4))
		g.emit(0x25, table)
	default:
		g.emitBytes(g.constant(v))
	}
}

// need sees to it that the stack ends in these types.
func (g *generator) need(types ...ValueType) {
	s := g.top().stack
	if n := len(s) - len(types); n >= 0 && g.IntN(4) > 0 {
		same := true
		for i, v := range types {
			same = same && s[n+i] == v
		}
		if same {
			return
		}
	}
	for _, v := range types {
		g.push(v)
	}
}

// small pushes an index or length that is mostly within bounds.
func (g *generator) small(most int) {
	if g.IntN(15) == 0 {
		g.push(I32)
		return
	}
	g.emit(opI32Const, s64(int64(g.IntN(most))))
	g.pushed(I32)
}

// block fills the innermost block and leaves its results on the stack.
func (g *generator) block(results []ValueType) {
	for n := g.IntN(12); n > 0 && g.room > 0; n-- {
		g.room--
		g.any()
	}
	s := g.top().stack
	same := len(s) == len(results)
	for i := range s {
		same = same && s[i] == results[i]
	}
	if !same {
		for range s {
			g.emit(0x1a)
		}
		g.top().stack = nil
		for _, v := range results {
			g.push(v)
		}
	}
}

func (g *generator) blockType(params, results []ValueType) []byte {
	switch {
	case len(params)+len(results) == 0 && g.IntN(4) > 0:
		return []byte{emptyBlock}
	case len(params) == 0 && len(results) == 1 && g.IntN(4) > 0:
		return []byte{byte(results[0])}
	}
	return s64(int64(g.p.typ(params, results)))
}
