package meter

import "fmt"

// instruction copies one and counts it.
func (b *body) instruction() {
	t := b.m.t
	at := t.pos
	op := t.readByte()
	in := &instructions[op]
	code := uint32(op)
	if op == opMisc {
		code = t.readU32()
		in = &miscInstructions[code&0xff]
	}
	if t.err != nil {
		return
	}
	if code > 0xff || in.name == "" {
		t.failAt(at, "instruction %s is not supported", spell(op, code))
		return
	}
	b.m.info.Instructions++
	b.m.info.Lasting = b.m.info.Lasting || in.lasting
	b.cost += in.cost
	b.pop(in.pops)
	b.push(in.pushes)
	if in.length != byNothing {
		b.takeLength(in.length)
	}
	if op == opElse || op == opEnd {
		b.settle() // a charge for what comes after must not stand before these
	}
	if op == opEnd && len(b.frames) == 1 {
		if b.height > b.frames[0].carries {
			t.failAt(at, "more values than the function returns")
		}
		b.frames = nil
		return // what splice writes around the body ends it
	}
	t.out = append(t.out, op)
	if op == opMisc {
		t.out = appendU32(t.out, code)
	}
	b.operands(in.immediate)
	b.control(op, at)
}

func spell(op byte, code uint32) string {
	switch {
	case op == opMisc:
		return fmt.Sprintf("0xfc %#x", code)
	case op == 0xfd:
		return "0xfd (SIMD)"
	case op == 0xfe:
		return "0xfe (threads)"
	case op >= 0x06 && op <= 0x0a || op == 0x18 || op == 0x19 || op == 0x1f:
		return fmt.Sprintf("%#x (exceptions)", op)
	case op == 0x12 || op == 0x13:
		return fmt.Sprintf("%#x (tail calls)", op)
	}
	return fmt.Sprintf("%#x", op)
}

// operands copies what follows the opcode, and checks every index: the fuel and
// the local that metering adds are out of reach.
func (b *body) operands(kind immediate) {
	m, t := b.m, b.m.t
	switch kind {
	case immLocal:
		t.index("local", b.locals)
	case immGlobal:
		t.index("global", len(m.globals))
	case immFunc:
		if f := t.index("function", len(m.functions)); t.err == nil {
			b.call(m.types[m.functions[f]])
		}
	case immIndirect:
		f := t.index("type", len(m.types))
		if t.index("table", len(m.tables)); t.err == nil {
			b.call(m.types[f])
		}
	case immSelectType:
		if n := t.count("types of select", m.opt.MaxParams); n != 1 {
			t.fail("select of %d types", n)
		}
		m.valueType()
	case immMemory:
		if align := t.u32(); align >= 32 {
			t.fail("alignment 2^%d is not supported", align)
		}
		t.u32()
	case immMemoryIndex:
		t.zero("memory index")
	case immMemories:
		t.zero("memory index")
		t.zero("memory index")
	case immI32:
		t.s32()
	case immI64:
		t.s64()
	case immF32:
		t.bytes(4)
	case immF64:
		t.bytes(8)
	case immRefType:
		m.refType()
	case immRefFunc:
		t.index("function", len(m.functions))
	case immTable:
		t.index("table", len(m.tables))
	case immTables:
		t.index("table", len(m.tables))
		t.index("table", len(m.tables))
	case immElement:
		t.index("element segment", len(m.elements))
	case immElementTable:
		t.index("element segment", len(m.elements))
		t.index("table", len(m.tables))
	case immData:
		t.index("data segment", max(m.dataCount, 0))
	case immDataMemory:
		t.index("data segment", max(m.dataCount, 0))
		t.zero("memory index")
	}
}

// call counts the values that are passed.
func (b *body) call(f FuncType) {
	b.cost += int64(len(f.Params) + len(f.Results))
	b.pop(len(f.Params))
	b.push(len(f.Results))
}

// blockType copies the type of a block and returns its numbers of parameters and
// results. It is a signed number: from zero on it is a function type, and a negative
// one of a single byte is a value type or nothing.
func (b *body) blockType() (params, results int) {
	m, t := b.m, b.m.t
	at := t.pos
	v := int64(t.leb(33, true))
	switch {
	case t.err != nil:
		return 0, 0
	case v >= int64(len(m.types)):
		t.failAt(at, "type %d of %d", v, len(m.types))
		return 0, 0
	case v >= 0:
		t.out = appendS64(t.out, v)
		return len(m.types[v].Params), len(m.types[v].Results)
	}
	t.pos = at
	if t.in[at] == emptyBlock {
		t.byte()
		return 0, 0
	}
	m.valueType()
	return 0, 1
}
