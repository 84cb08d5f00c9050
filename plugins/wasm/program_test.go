package wasm

import (
	"bytes"
	"sync"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// onBoth runs a test on the compiler and on the interpreter.
func onBoth(t *testing.T, test func(t *testing.T, m *Machine)) {
	t.Run("compiler", func(t *testing.T) { test(t, machine(t, Config{Cache: t.TempDir(), LoadFuel: 1 << 40, Fuel: 1 << 40})) })
	t.Run("interpreter", func(t *testing.T) { test(t, machine(t, Config{Interpreter: true, LoadFuel: 1 << 40, Fuel: 1 << 40})) })
}

// counts is what the guest remembers after a request.
func counts(t *testing.T, reg *rules.Regulation, year string) engine.Fields {
	t.Helper()
	c := boiler()
	c.Event.Data.Map("fields")["year"] = year
	d, err := reg.Decide(t.Context(), c)
	if err != nil {
		t.Error(err)
		return nil
	}
	remembered := engine.Fields{}
	for _, op := range d.Ops {
		if op.Kind == engine.OpSet && op.Clause == "3" {
			remembered[op.Name] = op.Value
		}
	}
	return remembered
}

// asked is the catalogue of the kit's example with another program's hook, and
// without a pattern for its field.
func asked(t *testing.T, m *Machine, hook rules.Hooks) *rules.Regulation {
	t.Helper()
	_, tree := loadFile(t, m, helloModule)
	for _, f := range tree["fields"].([]any) {
		delete(f.(map[string]any), "pattern")
	}
	reg, findings := rules.Compile(tree, rules.Options{Hooks: hook})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return reg
}

// TestGuestRemembersNothing asks a guest that counts in variables, on the heap
// and in memory that it makes grow: one by one, and many at once.
func TestGuestRemembersNothing(t *testing.T) {
	t.Parallel()
	file := goGuest(t, "forgetful")
	onBoth(t, func(t *testing.T, m *Machine) {
		p, _ := loadFile(t, m, file)
		reg := asked(t, m, numbered(p, 1))
		var asking sync.WaitGroup
		for range 4 {
			asking.Go(func() {
				for _, year := range []string{"1990", "hoard", "1990", "hoard", "1990"} {
					hoarded := int64(0)
					if year == "hoard" {
						hoarded = 1
					}
					if got := counts(t, reg, year); got.Int("calls") != 1 || got.Int("heaped") != 1 || got.Int("hoarded") != hoarded {
						t.Errorf("year %s: the guest remembers %v, want one call and %d hoards", year, got, hoarded)
					}
				}
			})
		}
		asking.Wait()
	})
}

// TestInstanceIsUsedAgain proves that forgetting costs no new instance.
func TestInstanceIsUsedAgain(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, m *Machine) {
		p, tree := loadFile(t, m, helloModule)
		reg, findings := rules.Compile(tree, rules.Options{Hooks: p})
		if err := findings.Err(); err != nil {
			t.Fatal(err)
		}
		decide := func() *instance {
			if _, err := reg.Decide(t.Context(), boiler()); err != nil {
				t.Fatal(err)
			}
			if len(p.pool.idle) != 1 {
				t.Fatalf("%d instances are idle, want 1", len(p.pool.idle))
			}
			return p.pool.idle[0]
		}
		if first, second := decide(), decide(); first != second {
			t.Error("the second decision was taken by another instance")
		}
	})
}

// TestPrograms of one module share its code, and the last one frees it.
func TestProgramsOfOneModuleShareIt(t *testing.T) {
	t.Parallel()
	m := machine(t, Config{})
	first, _ := loadFile(t, m, helloModule)
	second, _ := loadFile(t, m, helloModule)
	if first.module != second.module {
		t.Error("one module was compiled twice")
	}
	extra, err := m.compile(t.Context(), &meteredModule{Sum: "none", code: []byte("no module")})
	if err == nil {
		t.Errorf("compiled nothing to %v", extra)
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.modules) != 1 || m.modules[first.sum].users != 2 {
		t.Errorf("%d modules are kept, the first by %d, want 1 and 2", len(m.modules), m.modules[first.sum].users)
	}
}

// TestInstanceBeginsAnewInAllOfItsMemory writes where the snapshot of a small guest
// holds something and where it holds nothing.
func TestInstanceBeginsAnewInAllOfItsMemory(t *testing.T) {
	t.Parallel()
	onBoth(t, func(t *testing.T, m *Machine) {
		p, _ := loadFile(t, m, helloModule)
		in, err := p.instantiate(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		defer in.close(t.Context())
		memory := func() []byte { all, _ := in.mod.Memory().Read(0, in.mod.Memory().Size()); return all }
		want := bytes.Clone(memory())
		if kept := len(p.initial.memory); kept == 0 || kept > len(want)/2 {
			t.Errorf("the snapshot keeps %d of %d bytes, want what is not zero", kept, len(want))
		}
		for i := range memory() {
			memory()[i] ^= 0xff
		}
		if !in.restore(p.initial) || !bytes.Equal(memory(), want) {
			t.Error("the memory is not what it was")
		}
	})
}

// TestFirstDecisionOfAGuestInGoCostsLittleMore than one after it. Each decision
// begins as the first one does, and Go's runtime must not have to prepare itself
// in each.
func TestFirstDecisionOfAGuestInGoCostsLittleMore(t *testing.T) {
	t.Parallel()
	m := machine(t, Config{Interpreter: true})
	p, _ := loadFile(t, m, goGuest(t, "guest"))
	in, err := p.take(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer p.giveBack(t.Context(), in, true)
	question := []byte(`{"hook":1,"now":1795413600000000,"clause":"3","raised":["registered"],"case":{"field.year":"1990"}}`)
	var costs [2]int64
	for i := range costs {
		pointer, spent, err := in.write(t.Context(), question, 1<<40)
		if err != nil {
			t.Fatal(err)
		}
		_, more, err := in.call(t.Context(), in.decide, 1<<40, pointer, uint64(len(question)))
		if err != nil {
			t.Fatal(err)
		}
		costs[i] = spent + more
	}
	if costs[0] > costs[1]*3/2 {
		t.Errorf("the first decision costs %d, the second %d", costs[0], costs[1])
	}
}
