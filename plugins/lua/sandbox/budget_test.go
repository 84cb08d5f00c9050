package sandbox

import (
	"context"
	"runtime"
	"testing"
)

// TestExhaustionIsNotCaught calls pcall from the host, so that no instruction of a
// script follows in which the budget would fail again.
func TestExhaustionIsNotCaught(t *testing.T) {
	s := loadScript(t, `return { a = pcall, b = string.rep, c = function() while true do end end }`)
	_, err := s.Call(t.Context(), 0, Func(1), "x", 1<<40)
	if kindOf(err) != KindMemory {
		t.Errorf("got %v", err)
	}
	s = loadScript(t, `return { a = pcall, b = xpcall, c = function() while true do end end }`)
	if _, err := s.Call(t.Context(), 0, Func(2)); kindOf(err) != KindSteps {
		t.Errorf("got %v", err)
	}
	s = loadScript(t, `return { a = pcall, b = xpcall, c = function() while true do end end }`)
	if _, err := s.Call(t.Context(), 1, Func(2), Func(0)); kindOf(err) != KindSteps {
		t.Errorf("got %v", err)
	}
}

// TestIdleStatesKeepNothingOfACall fills the memory of a call, and looks at what the
// state still holds.
func TestIdleStatesKeepNothingOfACall(t *testing.T) {
	s := loadScript(t, `return { f = function() local keep = {} for i = 1, 1e9 do keep[i] = { i } local g = function() return keep end g() end end }`)
	if _, err := s.Call(t.Context(), 0); kindOf(err) != KindMemory {
		t.Fatal(err)
	}
	before := liveHeap()
	runtime.KeepAlive(s)
	if kept := before - liveHeap(); kept > 200<<10 {
		t.Errorf("the idle state held %d bytes", kept)
	}
}

func TestErrorsLeaveTheStateUsable(t *testing.T) {
	s := loadScript(t, `
		local function deep(n) if n == 0 then error("deep") end return deep(n - 1) + 1 end
		return {
			a = function() deep(50) end,
			b = function() while true do end end,
			c = function() return ("x"):rep(2e6) end,
			d = function() local t = {} while true do t = { t } end end,
			e = function() local function f() return 1 + f() end return f() end,
			f = function(x) return x end,
		}`)
	for range 20 {
		for f, want := range []Kind{KindRuntime, KindSteps, KindLimit, KindMemory, KindLimit} {
			if _, err := s.Call(t.Context(), Func(f)); kindOf(err) != want {
				t.Fatalf("got %v, want %s", err, want)
			}
			if v, err := s.Call(t.Context(), 5, 7); v != int64(7) || err != nil {
				t.Fatalf("got %v, %v after %s", v, err, want)
			}
		}
	}
}

func TestCostDoesNotDependOnWhatRanBefore(t *testing.T) {
	s := loadScript(t, `return { a = function(n) local t = {} for i = 1, n do t["k" .. i] = i end return next(t) end }`)
	var first Cost
	for i, n := range []int{100, 5, 1000, 100, 0, 100} {
		if _, err := s.Call(t.Context(), 0, n); err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = s.Cost()
		}
		if n == 100 && s.Cost() != first {
			t.Errorf("the same call cost %+v and then %+v", first, s.Cost())
		}
	}
}

// TestStatesWithAGrownStackAreDropped raises errors with every number of values on
// the stack. When it is full to the last slot, the VM makes room for the message.
func TestStatesWithAGrownStackAreDropped(t *testing.T) {
	p := compileScript(t, `
		local t = {}
		for i = 1, 1100 do t[i] = i end
		local function fail(...) local a = ... return nil + a end
		return { f = function(n) return (pcall(fail, unpack(t, 1, n))) end }`)
	grown := false
	for n := 1000; n < 1024; n++ {
		s, err := p.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Call(t.Context(), 0, n); err != nil {
			continue // overflow
		}
		if registers(s.vm) != s.limits.Registers {
			grown = true
			if !s.Dead() {
				t.Errorf("%d arguments left %d slots in use", n, registers(s.vm))
			}
		}
	}
	if !grown {
		t.Error("the stack never grew")
	}
}

// TestNextCostsTheSameAfterAStoppedTraversal continues in one call where another
// call stopped: what that one found out must not make this one cheaper.
func TestNextCostsTheSameAfterAStoppedTraversal(t *testing.T) {
	p := compileScript(t, `local t = { a = 1, b = 2, c = 3 } return { f = function(k) return next(t, k) end }`)
	fresh := func(key string) Cost {
		s, err := p.Load(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Call(t.Context(), 0, key); err != nil {
			t.Fatal(err)
		}
		return s.Cost()
	}
	s, err := p.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"a", "b"} {
		if _, err := s.Call(t.Context(), 0, key); err != nil || s.Cost() != fresh(key) {
			t.Errorf("after %s: cost %+v, in a fresh state %+v, %v", key, s.Cost(), fresh(key), err)
		}
	}
}

// TestWorkIsChargedInProportion runs one operation on something large, and checks
// that it takes steps although it is one instruction.
func TestWorkIsChargedInProportion(t *testing.T) {
	tests := []struct {
		name, setup, work string
		least             int64 // steps
	}{
		{"length over nils", `local t = {} t[40000] = 1 t[40000] = nil`, `local n = #t`, 4000},
		{"insert over nils", `local t = {} t[40000] = 1 t[40000] = nil`, `table.insert(t, 1)`, 4000},
		{"equal strings", `local a, b = ("x"):rep(90000), ("x"):rep(90000)`, `local x = a == b`, 1000},
		{"different strings", `local a, b = ("x"):rep(90000), ("x"):rep(90000)`, `local x = a ~= b`, 1000},
		{"ordered strings", `local a, b = ("x"):rep(90000), ("x"):rep(90000)`, `local x = a < b`, 1000},
		{"ordered strings, other way", `local a, b = ("x"):rep(90000), ("x"):rep(90000)`, `local x = a >= b`, 1000},
		{"rawequal", `local a, b = ("x"):rep(90000), ("x"):rep(90000)`, `local x = rawequal(a, b)`, 1000},
		{"long key read", `local k, t = ("x"):rep(90000), {}`, `local x = t[k]`, 1000},
		{"long key read of a view", `local k, t = ("x"):rep(90000), case`, `local x = t[k]`, 1000},
		{"long key written", `local k, t = ("x"):rep(90000), {}`, `t[k] = 1`, 1000},
		{"long key in a constructor", `local k, t = ("x"):rep(90000), nil`, `t = { [k] = 1 }`, 1000},
		{"remainder", `local a, b = 1.7e308, 5e-324`, `local x = a % b`, 1000},
		{"fmod", `local a, b = 1.7e308, 5e-324`, `local x = math.fmod(a, b)`, 1000},
		{"remainder of strings", `local a, b = "1.7e308", "5e-324"`, `local x = a % b`, 1000},
		{"concat of few", `local s = ("x"):rep(90000)`, `local x = s .. "y"`, 1000},
		{"reverse", `local s = ("x"):rep(90000)`, `local x = s:reverse()`, 1000},
		{"upper", `local s = ("x"):rep(90000)`, `local x = s:upper()`, 1000},
		{"utf8.len", `local s = ("x"):rep(90000)`, `local x = utf8.len(s)`, 1000},
		{"utf8.sub", `local s = ("x"):rep(90000)`, `local x = utf8.sub(s, 1, 2)`, 1000},
		{"utf8.lower", `local s = ("x"):rep(90000)`, `local x = utf8.lower(s)`, 1000},
		{"text.has", `local s = ("x"):rep(90000)`, `local x = text.has(s, "y")`, 1000},
		{"plain find", `local s = ("x"):rep(90000)`, `local x = s:find("y", 1, true)`, 1000},
		{"pattern", `local s = ("x"):rep(90000)`, `local x = s:find("[yz]")`, 10_000},
		{"balanced pattern", `local s = ("("):rep(90000)`, `local x = s:match("^%b()")`, 10_000},
		{"gsub of characters", `local s = ("x"):rep(9000)`, `local x = s:gsub("x", "")`, 9000},
		{"format", `local s = ("%%"):rep(9000)`, `local x = s:format()`, 9000},
		{"unpack", `local t = {}`, `local x = unpack(t, 1, 200)`, 200},
		{"byte", `local s = ("x"):rep(200)`, `local x = s:byte(1, 200)`, 200},
		{"concat of a list", `local t = {} for i = 1, 5000 do t[i] = "" end`, `local x = table.concat(t)`, 5000},
		{"insert at the front", `local t = {} for i = 1, 8000 do t[i] = 1 end`, `table.insert(t, 1, 1)`, 2000},
		{"remove at the front", `local t = {} for i = 1, 8000 do t[i] = 1 end`, `table.remove(t, 1)`, 1900},
		{"sort", `local t = {} for i = 1, 4000 do t[i] = 1 end`, `table.sort(t)`, 40_000},
		{"pairs", `local t = {} for i = 1, 2000 do t[-i] = 1 end`, `local x = pairs(t)`, 4000},
		{"next", `local t = {} for i = 1, 2000 do t[-i] = 1 end`, `local x = next(t)`, 4000},
		{"next over nils", `local t = {} t[40000] = 1 t[40000] = nil`, `local x = next(t)`, 39_000},
		{"caught error", `local t = {}`, `pcall(error)`, costRaise},
		{"argument of a method", `local t = {} for i = 1, 2000 do t[i] = i end`, `case.echo(t)`, 8000},
		{"length of a view", ``, `local n = #case`, 6 * stepsPerKey},
		{"closure", `local a, b, c, d = 1, 2, 3, 4`, `local f = function() return a, b, c, d end`, 4 * stepsPerUpvalue},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			steps := func(work string) int64 {
				s := loadScript(t, "return { f = function(case) "+test.setup+" "+work+" end }")
				if _, err := s.Call(t.Context(), 0, attackCase(s, 0)); err != nil {
					t.Fatal(err)
				}
				return s.Cost().Steps
			}
			if got := steps(test.work) - steps(""); got < test.least {
				t.Errorf("it took %d steps, want at least %d", got, test.least)
			}
		})
	}
}

func TestLimitsHaveDefaultsAndCanBeLowered(t *testing.T) {
	source := `return { f = function(n) return #("x"):rep(n) end }`
	p, err := Compile([]Chunk{{Name: "t.lua", Source: source}}, Limits{CallSteps: 100, CallMemory: 10_000, StringBytes: 1000})
	if err != nil {
		t.Fatal(err)
	}
	for n, want := range map[int]Kind{10: "", 2000: KindLimit, 20_000: KindMemory} {
		s, err := p.Load(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.Call(t.Context(), 0, n); kindOf(err) != want {
			t.Errorf("%d: got %v, want %q", n, err, want)
		}
	}
}

func TestDeadlineStopsALoad(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := compileScript(t, `while true do end`).Load(ctx); kindOf(err) != KindTimeout {
		t.Errorf("got %v", err)
	}
}

func TestCostIsWhatWasUsedWhenMemoryEnded(t *testing.T) {
	s := loadScript(t, `return { f = function() return ("x"):rep(1e10) end }`)
	if _, err := s.Call(t.Context(), 0); kindOf(err) != KindMemory || s.Cost().Steps > 100 || s.Cost().Memory != s.limits.CallMemory {
		t.Errorf("got %v, cost %+v", err, s.Cost())
	}
}
