package meter

import (
	"context"
	"testing"

	"github.com/tetratelabs/wazero"
)

// probeSeeds is how many modules of the fixed corpus are run with probes.
const probeSeeds = 2000

// TestFuelCoversEveryInstruction adds up the price of each instruction that runs in a
// module with probes, and compares with the fuel that the same module without probes
// pays in advance: no less, and, when nothing is guessed, no more. It also proves that
// the corpus runs every instruction there is.
func TestFuelCoversEveryInstruction(t *testing.T) {
	ctx := context.Background()
	r := newRuntime(t, wazero.NewRuntimeConfigInterpreter())
	config := wazero.NewModuleConfig().WithName("")
	var seen [(opcodes + 63) / 64]uint64
	traps := map[string]int{}
	var counted, spent int64
	for seed := range uint64(probeSeeds) {
		g, probed := generate(seed, false), generate(seed, true)
		metered, _, err := injectGuessing(g.module, Options{Fuel: MaxFuel}, guess(seed))
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		plain, err := r.InstantiateWithConfig(ctx, metered, config)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		counting, err := r.InstantiateWithConfig(ctx, probed.module, config)
		if err != nil {
			t.Fatalf("seed %d with probes: %v", seed, err)
		}
		var before uint64
		for f := range g.funcs {
			args := g.args(seed, f)
			fuelOf(plain).Set(MaxFuel)
			end := g.observe(plain, f, args).trap
			traps[end]++
			used := MaxFuel - left(plain)
			probed.observe(counting, f, args)
			now := counting.ExportedGlobal("gB").Get()
			ran := int64(now - before)
			if used < ran || used > ran && guess(seed) == 0 && end == "" && !g.lengths {
				t.Errorf("seed %d: function %d ran for %d units and paid %d", seed, f, ran, used)
			}
			if !g.lengths {
				counted, spent = counted+ran, spent+used
			}
			before = now
		}
		for i := range seen {
			seen[i] |= counting.ExportedGlobal("g" + string(rune('C'+i))).Get()
		}
		plain.Close(ctx)
		counting.Close(ctx)
	}
	t.Logf("instructions worth %d units ran for %d; calls by their end: %v", counted, spent, traps)
	for op := range opcodes {
		in := instructions[op&0xff]
		if op > 0xff {
			in = miscInstructions[op-256]
		}
		if ran := seen[op/64]>>(op%64)&1 == 1; ran != (in.name != "") && op != opElse && op != opEnd {
			t.Errorf("instruction %#x %s: ran is %v", op, in.name, ran)
		}
	}
}

// TestNothingRunsOnCredit runs modules with probes on little fuel. The probes say
// what ran until the end: never more than fuel was taken, and never more than the limit
// and one body.
func TestNothingRunsOnCredit(t *testing.T) {
	ctx := context.Background()
	r := newRuntime(t, wazero.NewRuntimeConfigInterpreter())
	stopped := 0
	for seed := range uint64(probeSeeds) {
		g := generate(seed, true)
		fuel := int64(10) << (seed % 10)
		metered, info, err := injectGuessing(g.module, Options{Fuel: fuel}, guess(seed))
		if err != nil {
			t.Fatal(err)
		}
		m, err := r.InstantiateWithConfig(ctx, metered, wazero.NewModuleConfig().WithName(""))
		if err != nil {
			t.Fatal(err)
		}
		for f := range g.funcs {
			fuelOf(m).Set(uint64(fuel))
			before := m.ExportedGlobal("gB").Get()
			g.observe(m, f, g.args(seed, f))
			ran := int64(m.ExportedGlobal("gB").Get() - before)
			if spent := fuel - left(m); ran > spent || ran > fuel+slowCost*int64(info.Instructions) {
				t.Errorf("seed %d: %d units ran on %d, of which %d were taken", seed, ran, fuel, spent)
			}
			if left(m) < 0 {
				stopped++
			}
		}
		m.Close(ctx)
	}
	if stopped < probeSeeds/4 {
		t.Errorf("%d calls were stopped, too few to tell", stopped)
	}
}
