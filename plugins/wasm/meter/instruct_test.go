package meter

import (
	"slices"
	"strings"
)

// structured are instructions whose types depend on where they stand.
var structured = []int{opIf, opBrIf, opBrTable, 0x11}

// any makes one instruction or block, with what it needs.
func (g *generator) any() {
	if g.IntN(5) < 2 {
		special := []func(){
			g.nested, g.nested, g.loop, g.loop, g.ifElse, g.ifElse, g.branch, g.branchIf, g.branchIf, g.branchTable,
			g.ret, g.call, g.indirect, g.local, g.local, g.global, g.table, g.bulk, g.choose, g.misc,
		}
		special[g.IntN(len(special))]()
		return
	}
	for {
		op := g.IntN(opcodes)
		in := &instructions[op&0xff]
		if op > 0xff {
			in = &miscInstructions[op-256]
		}
		if strings.Contains(in.signature, ":") && !strings.Contains(in.signature, "?") && !slices.Contains(structured, op) && in.length == byNothing && op != 256+16 {
			g.fixed(op, in)
			return
		}
	}
}

var letters = map[rune]ValueType{'i': I32, 'l': I64, 'f': F32, 'd': F64}

func typesOf(signature string) (list []ValueType) {
	for _, r := range signature {
		list = append(list, letters[r])
	}
	return list
}

// fixed makes an instruction whose types are always the same. What traps on most
// operands gets a tame one as a rule.
func (g *generator) fixed(op int, in *instruction) {
	pops, pushes, _ := strings.Cut(in.signature, ":")
	params, results := typesOf(pops), typesOf(pushes)
	tame := g.IntN(8) > 0
	switch {
	case in.immediate == immMemory:
		g.need(I32)
		if tame {
			g.emit(opI32Const, s64(0x7fff))
			g.emit(0x71)
		}
		if len(params) == 2 {
			g.push(params[1])
		}
	default:
		g.need(params...)
	}
	switch _, name, _ := strings.Cut(in.name, "."); {
	case !tame:
	case strings.HasPrefix(name, "rem_"), strings.HasPrefix(name, "div_"):
		one, or := opI32Const, 0x72
		if params[0] == I64 {
			one, or = opI64Const, 0x84
		}
		g.emit(one, 1)
		g.emit(or)
	case strings.HasPrefix(name, "trunc_f"):
		g.emit(0x1a)
		if params[0] == F32 {
			g.emit(opF32Const, 0, 0, 0x10, 0x41)
		} else {
			g.emit(opF64Const, 0, 0, 0, 0, 0, 0, 0x22, 0x40)
		}
	}
	switch in.immediate {
	case immMemory:
		g.emit(op, 0, s64(int64(g.IntN(60))))
	case immMemoryIndex:
		g.emit(op, 0)
	case immI32, immI64, immF32, immF64:
		g.emitBytes(g.constant(results[0]))
	default:
		if op > 0xff {
			g.emit(opMisc, op-256)
		} else {
			g.emit(op)
		}
	}
	g.popped(len(params))
	g.pushed(results...)
}

// some takes types from the stack as parameters of a block, or makes new ones.
func (g *generator) some() []ValueType {
	if s := g.top().stack; len(s) > 0 && g.IntN(2) == 0 {
		return slices.Clone(s[g.IntN(len(s)):])
	}
	return g.types(2)
}

// enter makes a block around what inside makes.
func (g *generator) enter(op int, params, results, carries []ValueType, inside func()) {
	g.emit(op, g.blockType(params, results))
	g.frames = append(g.frames, scope{carries: carries, stack: slices.Clone(params)})
	inside()
	g.frames = g.frames[:len(g.frames)-1]
}

func (g *generator) nested() {
	params, results := g.some(), g.types(2)
	g.need(params...)
	g.popped(len(params))
	g.enter(opBlock, params, results, results, func() { g.block(results) })
	g.emit(opEnd)
	g.pushed(results...)
}

// loop makes a loop, and around it a block to leave it by.
func (g *generator) loop() {
	params, results := g.some(), g.types(2)
	g.need(params...)
	g.popped(len(params))
	g.enter(opBlock, params, results, results, func() {
		g.enter(opLoop, params, results, params, func() {
			g.extra = loopCost
			g.step(func() { g.defaults(results); g.extra = len(results); g.emit(opBr, 2) })
			g.block(results)
			if g.IntN(2) == 0 {
				g.need(params...)
				g.small(3)
				g.extra = len(params)
				g.emit(opBrIf, 0)
				g.popped(1)
				g.block(results)
			}
		})
		g.emit(opEnd)
	})
	g.emit(opEnd)
	g.pushed(results...)
}

func (g *generator) ifElse() {
	params, results := g.some(), g.types(2)
	other := g.IntN(3) > 0
	if !other {
		results = params
	}
	g.need(params...)
	g.push(I32)
	g.popped(len(params) + 1)
	g.enter(opIf, params, results, results, func() {
		g.block(results)
		if other {
			g.emit(opElse)
			g.top().stack = slices.Clone(params)
			g.block(results)
		}
	})
	g.emit(opEnd)
	g.pushed(results...)
}

// branch leaves for good. Code goes on after it, dead, on an empty stack. It is
// rarely made outside of a condition.
func (g *generator) branch() {
	depth := g.IntN(len(g.frames))
	g.leave(func() {
		carries := g.frames[len(g.frames)-1-depth-1].carries
		g.need(carries...)
		g.extra = len(carries)
		g.emit(opBr, depth+1)
	})
}

func (g *generator) ret() {
	g.leave(func() {
		if g.IntN(10) == 0 {
			g.emit(opUnreachable)
			return
		}
		g.need(g.results...)
		g.extra = len(g.results)
		g.emit(opReturn)
	})
}

// leave makes an if with a jump in it, and perhaps dead code after it.
func (g *generator) leave(jump func()) {
	g.push(I32)
	g.popped(1)
	g.enter(opIf, nil, nil, nil, func() {
		jump()
		g.top().stack = nil
		if g.IntN(3) == 0 {
			g.block(nil)
		}
	})
	g.emit(opEnd)
}

func (g *generator) branchIf() {
	depth := g.IntN(len(g.frames))
	carries := g.frames[len(g.frames)-1-depth].carries
	g.need(carries...)
	g.push(I32)
	g.extra = len(carries)
	g.emit(opBrIf, depth)
	g.popped(1)
}

// branchTable jumps to one of the labels that take the same values.
func (g *generator) branchTable() {
	g.leave(func() {
		carries := g.frames[g.IntN(len(g.frames))].carries
		var labels []int
		for i, f := range g.frames {
			if slices.Equal(f.carries, carries) {
				labels = append(labels, len(g.frames)-1-i)
			}
		}
		g.need(carries...)
		g.small(6)
		n := g.IntN(5)
		code := asm(opBrTable, n)
		for range n + 1 {
			code = append(code, byte(labels[g.IntN(len(labels))]))
		}
		g.extra = len(carries)
		g.emitBytes(code)
	})
}

func (g *generator) call() {
	i := g.IntN(len(g.funcs))
	g.need(g.funcs[i].Params...)
	g.extra = len(g.funcs[i].Params) + len(g.funcs[i].Results)
	g.emit(0x10, i)
	g.popped(len(g.funcs[i].Params))
	g.pushed(g.funcs[i].Results...)
}

func (g *generator) indirect() {
	f := g.funcs[g.IntN(len(g.funcs))]
	g.need(f.Params...)
	g.emit(opI32Const, g.IntN(4))
	g.extra = len(f.Params) + len(f.Results)
	g.emit(0x11, u32(g.p.typ(f.Params, f.Results)), 0)
	g.popped(len(f.Params))
	g.pushed(f.Results...)
}

func (g *generator) local() {
	if len(g.locals) == 0 {
		return
	}
	i := g.IntN(len(g.locals))
	if g.IntN(3) == 0 {
		g.emit(opLocalGet, i)
		g.pushed(g.locals[i])
		return
	}
	g.need(g.locals[i])
	if g.IntN(2) == 0 {
		g.emit(opLocalTee, i)
		return
	}
	g.emit(0x21, i)
	g.popped(1)
}

func (g *generator) global() {
	i := g.IntN(len(g.globals))
	g.need(g.globals[i])
	g.emit(opGlobalSet, firstGlobal+i)
	g.popped(1)
}

var tableTypes = []ValueType{FuncRef, ExternRef}

func (g *generator) table() {
	i := g.IntN(2)
	v := tableTypes[i]
	switch g.IntN(5) {
	case 0:
		g.small(4)
		g.emit(0x25, i)
		g.popped(1)
		g.pushed(v)
	case 1:
		g.small(4)
		g.push(v)
		g.emit(0x26, i)
		g.popped(2)
	case 2:
		g.emit(opMisc, 16, i)
		g.pushed(I32)
	case 3:
		g.push(v)
		g.small(8)
		g.emit(opMisc, 15, i)
		g.popped(2)
		g.pushed(I32)
	case 4:
		g.small(3)
		g.push(v)
		g.small(3)
		g.emit(opMisc, 17, i)
		g.popped(3)
	}
}

// bulk makes what works on ranges.
func (g *generator) bulk() {
	switch g.IntN(8) {
	case 0:
		g.emit(opMisc, 9, g.IntN(3))
	case 1:
		g.emit(opMisc, 13, g.IntN(9))
	case 2:
		g.small(3)
		g.emit(opMemoryGrow, 0)
		g.popped(1)
		g.pushed(I32)
	case 3:
		g.bulkOf(4, 8, 1, 0)
	case 4:
		g.bulkOf(1000, 10, 0, 0)
	case 5:
		g.bulkOf(1000, 11, 0)
	case 6:
		g.bulkOf(2, 12, 1, 0)
	case 7:
		i := g.IntN(2)
		g.bulkOf(3, 14, i, i)
	}
}

func (g *generator) bulkOf(most int, code ...int) {
	for range 3 {
		g.small(most)
	}
	parts := []any{opMisc}
	for _, c := range code {
		parts = append(parts, c)
	}
	g.emit(parts...)
	g.popped(3)
}

// choose makes the two forms of select.
func (g *generator) choose() {
	v := g.valueType()
	g.need(v, v)
	g.push(I32)
	if v == FuncRef || v == ExternRef || g.IntN(2) == 0 {
		g.emit(0x1c, 1, v)
	} else {
		g.emit(0x1b)
	}
	g.popped(3)
	g.pushed(v)
}

func (g *generator) misc() {
	switch g.IntN(3) {
	case 0:
		g.emit(1)
	case 1:
		g.need(tableTypes[g.IntN(2)])
		g.emit(0xd1)
		g.popped(1)
		g.pushed(I32)
	case 2:
		if len(g.top().stack) > 0 {
			g.emit(0x1a)
			g.popped(1)
		}
	}
}
