package sandbox

import lua "github.com/yuin/gopher-lua"

const (
	opcodeShift = 26
	opcodeMask  = 0x3f << opcodeShift
)

// forbidden are the instructions the rewriter leaves no use for. One that shows
// up means a hole in the rewriter, not a mistake of the author's.
var forbidden = map[int]string{
	lua.OP_SETGLOBAL: "an assignment to a global",
	lua.OP_SETUPVAL:  "an assignment to a captured variable",
	lua.OP_CONCAT:    "an uncharged concatenation",
	lua.OP_LEN:       "an uncharged length",
	lua.OP_MOD:       "an uncharged remainder",
	lua.OP_POW:       "a power that depends on the processor",
	lua.OP_TAILCALL:  "a tail call",
}

// verify proves on the bytecode what the rewriter promises: nothing in it can
// outlive a call, for there is no instruction that writes to a global, to a
// captured variable or to a table other than the one just constructed. On the
// way it makes tail calls ordinary, so that positions and tracebacks are true and
// the call depth bounds all recursion, and shrinks what the compiler over-allocated.
func verify(proto *lua.FunctionProto, keyed int) *Error {
	stores, err := verifyFunction(proto)
	if err == nil && stores != keyed {
		err = failure(KindForbidden, proto.SourceName, 1, "internal error: %d table stores for %d fields", stores, keyed)
	}
	return err
}

func verifyFunction(proto *lua.FunctionProto) (stores int, err *Error) {
	if len(proto.Code) > maxCode {
		return 0, failure(KindLimit, proto.SourceName, max(proto.LineDefined, 1), "the function is too long, split it")
	}
	plainCalls(proto.Code)
	for pc, inst := range proto.Code {
		op := int(inst >> opcodeShift)
		if what := forbidden[op]; what != "" {
			return 0, failure(KindForbidden, proto.SourceName, proto.DbgSourcePositions[pc], "internal error: %s", what)
		}
		if op == lua.OP_SETTABLE || op == lua.OP_SETTABLEKS {
			stores++
		}
	}
	if pc, ok := verifyStores(proto.Code); !ok {
		return 0, failure(KindForbidden, proto.SourceName, proto.DbgSourcePositions[pc], "internal error: a store outside of a constructor")
	}
	compact(proto)
	for _, inner := range proto.FunctionPrototypes {
		n, err := verifyFunction(inner)
		if err != nil {
			return 0, err
		}
		stores += n
	}
	return stores, nil
}

// verifyStores proves that every table store hits the table that the constructor
// around it has just made: the instructions from a NEWTABLE to its last store may
// not be entered from outside, not even by a jump the compiler got wrong.
func verifyStores(code []uint32) (pc int, ok bool) {
	ends := map[int]int{} // of constructors, by where they begin
	begin := map[int]int{}
	for pc, inst := range code {
		reg := int(inst>>18) & 0xff
		switch int(inst >> opcodeShift) {
		case lua.OP_NEWTABLE:
			begin[reg] = pc
		case lua.OP_SETTABLE, lua.OP_SETTABLEKS, lua.OP_SETLIST:
			start, known := begin[reg]
			if !known {
				return pc, false
			}
			ends[start] = pc
		}
	}
	return verifyEntries(code, ends)
}

// verifyEntries checks all jumps against all constructors. insideOf has for each
// instruction the constructor it belongs to, the innermost one, or -1.
func verifyEntries(code []uint32, ends map[int]int) (pc int, ok bool) {
	insideOf := make([]int, len(code)+1)
	var open []int
	for pc := range insideOf {
		for len(open) > 0 && pc > ends[open[len(open)-1]] {
			open = open[:len(open)-1]
		}
		insideOf[pc] = -1
		if len(open) > 0 {
			insideOf[pc] = open[len(open)-1]
		}
		if _, isStart := ends[pc]; isStart {
			open = append(open, pc)
		}
	}
	for pc, inst := range code {
		target, jumps := jumpTarget(pc, inst)
		if !jumps {
			continue
		}
		if target < 0 || target > len(code) {
			return pc, false
		}
		for c := insideOf[target]; c >= 0; c = insideOf[c] {
			if pc <= c || pc > ends[c] {
				return pc, false
			}
		}
	}
	return 0, true
}

// jumpTarget is where an instruction may go other than to the next one.
func jumpTarget(pc int, inst uint32) (int, bool) {
	const maxSbx = 1<<17 - 1
	switch int(inst >> opcodeShift) {
	case lua.OP_JMP, lua.OP_FORLOOP, lua.OP_FORPREP:
		return pc + 1 + int(inst&0x3ffff) - maxSbx, true
	case lua.OP_EQ, lua.OP_LT, lua.OP_LE, lua.OP_TEST, lua.OP_TESTSET, lua.OP_TFORLOOP:
		return pc + 2, true
	case lua.OP_LOADBOOL:
		return pc + 2, inst>>9&0x1ff != 0
	}
	return 0, false
}

// plainCalls turns tail calls into calls. The compiler always puts a RETURN of
// everything behind a tail call, so the meaning stays.
func plainCalls(code []uint32) {
	for pc, inst := range code {
		if int(inst>>opcodeShift) == lua.OP_TAILCALL {
			code[pc] = inst&^uint32(opcodeMask) | uint32(lua.OP_CALL<<opcodeShift)
		}
	}
}

// compact drops the slack: the compiler reserves some 17 KB for every function.
func compact(p *lua.FunctionProto) {
	p.Code = append([]uint32(nil), p.Code...)
	p.Constants = append([]lua.LValue(nil), p.Constants...)
	p.FunctionPrototypes = append([]*lua.FunctionProto(nil), p.FunctionPrototypes...)
	p.DbgSourcePositions = append([]int(nil), p.DbgSourcePositions...)
	p.DbgCalls = append([]lua.DbgCall(nil), p.DbgCalls...)
	p.DbgUpvalues = append([]string(nil), p.DbgUpvalues...)
	p.DbgLocals = nil // names of locals, for a debugger
}
