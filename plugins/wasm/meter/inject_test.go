package meter

import (
	"bytes"
	"context"
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/api"
)

// use calls an exported function with much fuel and returns what it used.
func use(t *testing.T, r wazero.Runtime, p *program, args ...uint64) int64 {
	t.Helper()
	m := instantiate(t, r, inject(t, p.bytes(), Options{Fuel: MaxFuel}))
	if _, err := m.ExportedFunction("run").Call(context.Background(), args...); err != nil {
		t.Fatal(err)
	}
	return MaxFuel - left(m)
}

// TestPrices checks them one by one.
func TestPrices(t *testing.T) {
	r := newRuntime(t, wazero.NewRuntimeConfigInterpreter())
	three := i32Const(3)
	for _, c := range []struct {
		name   string
		locals []ValueType
		code   []byte
		want   int64
	}{
		{"nothing", nil, nil, entryCost},
		{"locals", []ValueType{I32, F64}, nil, entryCost + 2},
		{"straight code", nil, asm(three, three, 0x6a, 0x1a), entryCost + 4},
		{"block", nil, asm(opBlock, emptyBlock, 1, opEnd), entryCost + 1},
		{"way not taken, but short", nil, asm(i32Const(0), opIf, emptyBlock, 1, 1, opEnd), entryCost + 4},
		{"way not taken, and long", nil, asm(i32Const(0), opIf, emptyBlock, bytes.Repeat([]byte{1}, 100), opEnd), entryCost + 2},
		{"way taken, and long", nil, asm(i32Const(1), opIf, emptyBlock, bytes.Repeat([]byte{1}, 100), opEnd), entryCost + 102},
		{"two ways not taken, short, but long together", nil, bytes.Repeat(asm(i32Const(0), opIf, emptyBlock, bytes.Repeat([]byte{1}, 40), opEnd), 2), entryCost + 2 + 40 + 2},
		{"loop three times", []ValueType{I32}, asm(opLoop, emptyBlock,
			opLocalGet, 0, i32Const(1), 0x6a, opLocalTee, 0, three, 0x48, opBrIf, 0, opEnd, 1, 1), entryCost + 1 + 3*(loopCost+7) + 2},
		{"values carried by a branch", nil, asm(opBlock, 1, three, three, opBr, 0, opEnd, 0x1a, 0x1a), entryCost + 2 + 1 + 2 + 2},
		{"filling 8000 bytes", nil, asm(i32Const(0), i32Const(0), i32Const(8000), opMisc, 11, 0), entryCost + 3 + bulkCost + 1000},
		{"copying 800 bytes", nil, asm(i32Const(0), i32Const(0), i32Const(800), opMisc, 10, 0, 0), entryCost + 3 + bulkCost + 100},
		{"filling 3 elements", nil, asm(i32Const(0), opRefNull, FuncRef, three, opMisc, 17, 0), entryCost + 3 + slowCost + 3},
		{"copying 3 elements", nil, asm(i32Const(0), i32Const(0), three, opMisc, 14, 0, 0), entryCost + 3 + slowCost + 3},
		{"initialising 3 elements", nil, asm(i32Const(0), i32Const(0), three, opMisc, 12, 0, 0), entryCost + 3 + slowCost + 3},
		{"initialising 16 bytes", nil, asm(i32Const(0), i32Const(0), i32Const(16), opMisc, 8, 0, 0), entryCost + 3 + bulkCost + 2},
		{"growing by 3 elements", nil, asm(opRefNull, FuncRef, three, opMisc, 15, 0, 0x1a), entryCost + 3 + slowCost + 3},
		{"growing by a page", nil, asm(i32Const(1), opMemoryGrow, 0, 0x1a), entryCost + 2 + slowCost + 8192},
		{"growing by too much", nil, asm(i32Const(1000), opMemoryGrow, 0, 0x1a), entryCost + 2 + slowCost},
	} {
		p := &program{memory: []byte{0, 1}, tables: [][]byte{{byte(FuncRef), 0, 3}}, counted: true}
		p.elements = [][]byte{asm(1, 0, 3, 0, 0, 0)}
		p.data = [][]byte{asm(1, text("sixteen bytes it"))}
		p.typ(none, none)
		p.typ(none, []ValueType{I32, I32})
		p.export("run", Func, p.fn(none, none, c.locals, c.code...))
		if got := use(t, r, p); got != c.want {
			t.Errorf("%s: %d units, want %d", c.name, got, c.want)
		}
		m := instantiate(t, r, inject(t, p.bytes(), Options{Fuel: c.want}))
		if _, err := m.ExportedFunction("run").Call(context.Background()); err != nil || left(m) != 0 {
			t.Errorf("%s: %v and %d units left of exactly enough", c.name, err, left(m))
		}
	}
}

// TestFuelIsWhatStopsAProgram runs a program with just enough fuel, and with one
// unit less.
func TestFuelIsWhatStopsAProgram(t *testing.T) {
	onBothEngines(t, func(t *testing.T, r wazero.Runtime) {
		m := instantiate(t, r, inject(t, collatz(), Options{Fuel: MaxFuel}))
		run := func(fuel int64) (string, int64) {
			fuelOf(m).Set(uint64(fuel))
			_, err := m.ExportedFunction("run").Call(context.Background(), 30)
			return trap(err), left(m)
		}
		_, rest := run(MaxFuel)
		need := MaxFuel - rest
		if end, rest := run(need); end != "" || rest != 0 {
			t.Errorf("with %d units: %q and %d left, want the end and none", need, end, rest)
		}
		if end, rest := run(need - 1); rest >= 0 {
			t.Errorf("with %d units: %q and %d left, want less than none", need-1, end, rest)
		}
		if end, _ := run(need / 2); end != "unreachable" {
			t.Errorf("with half the fuel: %q, want a trap", end)
		}
	})
}

func TestInfoDescribesTheModule(t *testing.T) {
	t.Parallel()
	p := &program{memory: asm(1, 2, 9), tables: [][]byte{{byte(FuncRef), 0, 1}}, globals: [][]byte{global(F64, opF64Const, 0, 0, 0, 0, 0, 0, 0, 0)}}
	one := FuncType{[]ValueType{I32, I64}, []ValueType{F32}}
	p.imports = [][]byte{asm(text("env"), text("now"), 0, u32(p.typ(one.Params, one.Results)))}
	f := p.fn(none, []ValueType{I32}, nil, opI32Const, 1)
	p.export("decide", Func, f)
	p.export("memory", Memory, 0)
	p.export("table", Table, 0)
	p.export("rate", Global, 0)
	metered, got, err := Inject(p.bytes(), Options{})
	if err != nil {
		t.Fatal(err)
	}
	want := Info{
		Imports: []Extern{{Module: "env", Name: "now", Kind: Func, Func: one}},
		Exports: []Extern{
			{Name: "decide", Kind: Func, Func: FuncType{[]ValueType{}, []ValueType{I32}}},
			{Name: "memory", Kind: Memory},
			{Name: "table", Kind: Table, Value: FuncRef},
			{Name: "rate", Kind: Global, Value: F64, Mutable: true},
		},
		Memory: &Limits{Min: 2, Max: 9, HasMax: true}, State: []string{"reglament_global_0"}, Functions: 1, Instructions: 2,
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	again, _, _ := Inject(p.bytes(), Options{})
	if !bytes.Equal(metered, again) {
		t.Error("the same module was metered differently")
	}
	if _, _, err := Inject(metered, Options{}); err == nil {
		t.Error("a metered module was metered again, want a refusal")
	}
}

// TestStateOfAModuleIsTold changes what calls can change, one kind after the
// other: globals can be put back by their exports, the rest cannot.
func TestStateOfAModuleIsTold(t *testing.T) {
	t.Parallel()
	table := func(code ...byte) *program {
		p := &program{tables: [][]byte{{byte(FuncRef), 0, 1}}}
		p.export("run", Func, p.fn(none, none, nil, code...))
		return p
	}
	for name, c := range map[string]struct {
		module  *program
		state   []string
		lasting bool
	}{
		"globals":        {&program{globals: [][]byte{global(I32, opI32Const, 0), {byte(I64), 0, opI64Const, 0, opEnd}, global(I64, opI64Const, 0)}}, []string{"reglament_global_0", "reglament_global_2"}, false},
		"reference":      {&program{globals: [][]byte{global(FuncRef, opRefNull, byte(FuncRef))}}, nil, true},
		"table.size":     {table(0xfc, 0x10, 0, 0x1a), nil, false},
		"table.grow":     {table(opRefNull, byte(FuncRef), opI32Const, 0, 0xfc, 0x0f, 0, 0x1a), nil, true},
		"element of one": {table(opI32Const, 0, opRefNull, byte(FuncRef), 0x26, 0), nil, true},
	} {
		metered, info, err := Inject(c.module.bytes(), Options{})
		if err != nil || !slices.Equal(info.State, c.state) || info.Lasting != c.lasting {
			t.Errorf("%s: state %v, lasting %v, %v; want %v, %v", name, info.State, info.Lasting, err, c.state, c.lasting)
			continue
		}
		onBothEngines(t, func(t *testing.T, r wazero.Runtime) {
			m := instantiate(t, r, metered)
			for _, export := range c.state {
				g := m.ExportedGlobal(export).(api.MutableGlobal)
				if g.Set(7); g.Get() != 7 {
					t.Errorf("%s: global %s cannot be set", name, export)
				}
			}
		})
	}
}

// TestLongNumbersAreShortened feeds numbers in other than their shortest form: a
// decoder that cuts them differently would see other instructions.
func TestLongNumbersAreShortened(t *testing.T) {
	t.Parallel()
	plain := func(zero ...byte) []byte {
		p := &program{memory: []byte{0, 1}}
		p.export("run", Func, p.fn(none, none, []ValueType{I32}, asm(
			opI32Const, zero, 0x21, zero, opBlock, emptyBlock, opBr, zero, opEnd,
			opLocalGet, zero, 0x28, zero, zero, 0x1a, opF32Const, 0, 0, 0, 0, opMisc, zero, 0x1a)...))
		return p.bytes()
	}
	short, long := inject(t, plain(0), Options{}), inject(t, plain(0x80, 0x80, 0), Options{})
	if !bytes.Equal(short, long) {
		t.Errorf("got %x\nwant %x", long, short)
	}
}

func ExampleInject() {
	metered, info, err := Inject(collatz(), Options{Fuel: 10_000})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(info.Exports[0].Name, info.Exports[0].Func)

	ctx := context.Background()
	r := wazero.NewRuntime(ctx)
	defer r.Close(ctx)
	guest, err := r.Instantiate(ctx, metered)
	if err != nil {
		fmt.Println(err)
		return
	}
	fuel := guest.ExportedGlobal(FuelExport).(api.MutableGlobal)
	for _, n := range []uint64{10, 1_000_000} {
		fuel.Set(10_000)
		if _, err := guest.ExportedFunction("run").Call(ctx, n); int64(fuel.Get()) < 0 {
			fmt.Println("out of fuel:", err != nil)
			continue
		}
		fmt.Println("used", 10_000-int64(fuel.Get()))
	}
	// Output:
	// run [i64] -> [i64]
	// used 1958
	// out of fuel: true
}

// TestEffortCountsLivingValues adds up by hand: each branch counts one, the locals
// and what lies on the stack.
func TestEffortCountsLivingValues(t *testing.T) {
	t.Parallel()
	block := asm(opBlock, emptyBlock, opEnd)
	for _, c := range []struct {
		name   string
		locals []ValueType
		code   []byte
		want   int
	}{
		{"nothing", []ValueType{I32}, nil, 0},
		{"a block", nil, block, 1},
		{"a block above locals", []ValueType{I32, I32}, block, 3},
		{"a block above values", nil, asm(i32Const(1), i32Const(1), block, 0x1a, block, 0x1a), 3 + 2},
		{"a way and the other", nil, asm(i32Const(1), opIf, I32, i32Const(1), opElse, block, i32Const(1), opEnd, 0x1a), 1 + 1},
		{"dead code", nil, asm(opBlock, emptyBlock, i32Const(1), opBr, 0, block, opEnd, block), 1 + 2 + 1 + 1},
		{"filling", nil, asm(i32Const(1), i32Const(1), i32Const(1), opMisc, 11, 0), bulkBlocks},
	} {
		p := &program{memory: []byte{0, 1}}
		p.fn(none, none, c.locals, c.code...)
		_, info, err := Inject(p.bytes(), Options{})
		if err != nil || info.Effort != c.want || info.LargestEffort != c.want {
			t.Errorf("%s: effort %d, at most %d, %v, want %d", c.name, info.Effort, info.LargestEffort, err, c.want)
		}
	}
}
