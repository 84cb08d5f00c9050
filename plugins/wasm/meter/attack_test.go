package meter

import (
	"context"
	"testing"

	"github.com/tetratelabs/wazero"
)

const attackFuel = 1_000_000

// attack is a program that would run for very long. Its function is exported as
// "run" and takes nothing.
type attack struct {
	name  string
	build func(p *program) (run int)
	most  int64 // fuel that may be overdrawn, in units
}

func asm(parts ...any) []byte {
	var out []byte
	for _, p := range parts {
		switch p := p.(type) {
		case int:
			out = append(out, byte(p))
		case ValueType:
			out = append(out, byte(p))
		case []byte:
			out = append(out, p...)
		}
	}
	return out
}

var none []ValueType

var attacks = []attack{
	{"empty loop", func(p *program) int {
		return p.fn(none, none, none, asm(opLoop, emptyBlock, opBr, 0, opEnd)...)
	}, 2},
	{"nested loops", func(p *program) int {
		return p.fn(none, none, none, asm(opLoop, emptyBlock, opLoop, emptyBlock, opLoop, emptyBlock, opBr, 1, opEnd, opEnd, opBr, 0, opEnd)...)
	}, 2},
	{"loop through br_table", func(p *program) int {
		return p.fn(none, none, none, asm(opLoop, emptyBlock, i32Const(7), opBrTable, 2, 0, 0, 0, opEnd)...)
	}, 10},
	{"loop with a parameter", func(p *program) int {
		bt := p.typ([]ValueType{I32}, []ValueType{I32})
		return p.fn(none, none, none, asm(i32Const(1), opLoop, bt, opBr, 0, opEnd, 0x1a)...)
	}, 10},
	{"conditional loop", func(p *program) int {
		return p.fn(none, none, none, asm(opLoop, emptyBlock, i32Const(1), opBrIf, 0, opEnd)...)
	}, 10},
	{"recursion", func(p *program) int {
		return p.fn(none, none, none, asm(0x10, u32(len(p.imports)+len(p.funcs)))...)
	}, 10},
	{"call tree", func(p *program) int {
		leaf := p.fn(none, none, none)
		for range 60 {
			leaf = p.fn(none, none, none, asm(0x10, u32(leaf), 0x10, u32(leaf))...)
		}
		return leaf
	}, 10},
	{"mutual recursion through a table", func(p *program) int {
		p.tables = [][]byte{{byte(FuncRef), 0, 2}}
		a := p.fn(none, none, none, asm(i32Const(1), 0x11, 0, 0)...)
		b := p.fn(none, none, none, asm(i32Const(0), 0x11, 0, 0)...)
		p.elements = [][]byte{asm(0, i32Const(0), opEnd, 2, u32(a), u32(b))}
		return a
	}, 10},
	{"filling memory", func(p *program) int {
		p.memory = []byte{0, 16}
		return p.fn(none, none, none, asm(opLoop, emptyBlock, i32Const(0), i32Const(1), i32Const(1<<20), opMisc, 11, 0, opBr, 0, opEnd)...)
	}, 1 << 17},
	{"filling memory without a loop", func(p *program) int {
		p.memory = []byte{0, 16}
		code := []byte{}
		for range 1000 {
			code = append(code, asm(i32Const(0), i32Const(1), i32Const(1<<20), opMisc, 11, 0)...)
		}
		return p.fn(none, none, none, code...)
	}, 1 << 17},
	{"copying memory", func(p *program) int {
		p.memory = []byte{0, 16}
		return p.fn(none, none, none, asm(opLoop, emptyBlock, i32Const(0), i32Const(1), i32Const(1<<19), opMisc, 10, 0, 0, opBr, 0, opEnd)...)
	}, 1 << 16},
	{"growing memory", func(p *program) int {
		p.memory = []byte{0, 1}
		return p.fn(none, none, none, asm(opLoop, emptyBlock, i32Const(1), opMemoryGrow, 0, 0x1a, opBr, 0, opEnd)...)
	}, 1 << 14},
	{"growing memory far too much", func(p *program) int {
		p.memory = []byte{0, 1}
		return p.fn(none, none, none, asm(opLoop, emptyBlock, i32Const(-1), opMemoryGrow, 0, 0x1a, opBr, 0, opEnd)...)
	}, 100},
	{"growing and filling a table", func(p *program) int {
		p.tables = [][]byte{{byte(ExternRef), 0, 2}}
		return p.fn(none, none, none, asm(opLoop, emptyBlock,
			opRefNull, ExternRef, i32Const(100), opMisc, 15, 0, 0x1a,
			i32Const(0), opRefNull, ExternRef, opMisc, 16, 0, opMisc, 17, 0, opBr, 0, opEnd)...)
	}, 200_000},
	{"calling a function of many locals", func(p *program) int {
		p.funcs = append(p.funcs, function{p.typ(none, none), make([]ValueType, 10_000), nil})
		for i := range p.funcs[0].locals {
			p.funcs[0].locals[i] = I64
		}
		return p.fn(none, none, none, asm(opLoop, emptyBlock, 0x10, 0, opBr, 0, opEnd)...)
	}, 10_010},
}

func (a attack) module(start bool) []byte {
	p := &program{}
	run := a.build(p)
	p.export("run", Func, run)
	if start {
		p.start = u32(run)
	}
	return p.bytes()
}

// TestAttackEndsWhenTheFuelIsSpent runs programs without end. Recursion may reach
// the engine's own limit first.
func TestAttackEndsWhenTheFuelIsSpent(t *testing.T) {
	onBothEngines(t, func(t *testing.T, r wazero.Runtime) {
		for _, a := range attacks {
			t.Run(a.name, func(t *testing.T) {
				mod := instantiate(t, r, inject(t, a.module(false), Options{Fuel: attackFuel}))
				_, err := mod.ExportedFunction("run").Call(context.Background())
				switch got := trap(err); {
				case got == "stack overflow":
				case got != "unreachable":
					t.Fatalf("got %v, want a trap", err)
				case left(mod) >= 0:
					t.Errorf("trapped with %d units of fuel left", left(mod))
				}
				if over := -left(mod); over > a.most {
					t.Errorf("overdrawn by %d units, want at most %d", over, a.most)
				}
			})
		}
	})
}

func TestAttackInStartFunctionIsStopped(t *testing.T) {
	onBothEngines(t, func(t *testing.T, r wazero.Runtime) {
		for _, a := range attacks {
			metered := inject(t, a.module(true), Options{Fuel: attackFuel})
			mod, err := r.Instantiate(context.Background(), metered)
			if err == nil {
				mod.Close(context.Background())
				t.Errorf("%s: instantiated, want a trap", a.name)
			}
		}
	})
}
