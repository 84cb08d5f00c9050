package sandbox

import (
	"math"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// stringArithmetic goes into the metatable of strings. The VM asks metatables
// before it converts operands, so this is where "10" + 1 is decided and charged;
// its own conversion copies the string into an error twice.
func (s *State) stringArithmetic() map[string]lua.LGFunction {
	return map[string]lua.LGFunction{
		"__add": s.arithmetic("__add", func(_ *lua.LState, a, b float64) float64 { return a + b }),
		"__sub": s.arithmetic("__sub", func(_ *lua.LState, a, b float64) float64 { return a - b }),
		"__mul": s.arithmetic("__mul", func(_ *lua.LState, a, b float64) float64 { return a * b }),
		"__div": s.arithmetic("__div", func(_ *lua.LState, a, b float64) float64 { return a / b }),
		"__mod": s.arithmetic("__mod", s.mod),
		"__pow": s.arithmetic("__pow", s.pow),
		"__unm": func(L *lua.LState) int {
			n, ok := numberOf(L.Get(1))
			if !ok {
				L.RaiseError("cannot negate a %s", L.Get(1).Type())
			}
			L.Push(lua.LNumber(-n))
			return 1
		},
	}
}

// arithmetic is a binary operator: numbers and numeric strings directly, anything
// else through its metatable.
func (s *State) arithmetic(event string, op func(*lua.LState, float64, float64) float64) lua.LGFunction {
	return func(L *lua.LState) int {
		a, b := L.Get(1), L.Get(2)
		for _, v := range []lua.LValue{a, b} {
			if v.Type() == lua.LTString || v.Type() == lua.LTNumber {
				continue
			}
			if fn := L.GetMetaField(v, event); fn.Type() == lua.LTFunction {
				L.Push(s.callMeta(L, fn, a, b))
				return 1
			}
		}
		x, ok := numberOf(a)
		y, ok2 := numberOf(b)
		if !ok || !ok2 {
			L.RaiseError("cannot perform %s operation between %s and %s", strings.Trim(event, "_"), a.Type(), b.Type())
		}
		L.Push(lua.LNumber(op(L, x, y)))
		return 1
	}
}

// mod is the remainder with the sign of the divisor.
func (s *State) mod(L *lua.LState, a, b float64) float64 {
	v := s.fmod(L, a, b)
	if b > 0 && v < 0 || b < 0 && v > 0 {
		v += b
	}
	return v
}

// fmod is exact, and takes a step per bit by which the operands differ in size:
// up to two thousand.
func (s *State) fmod(L *lua.LState, a, b float64) float64 {
	if a != 0 && b != 0 && !math.IsInf(a, 0) && !math.IsNaN(a) && !math.IsNaN(b) {
		s.charge(L, max(0, math.Ilogb(a)-math.Ilogb(b))/2)
	}
	return math.Mod(a, b)
}

// pow is the power with an integer exponent, by repeated squaring: multiplication
// gives the same bits on every processor, math.Pow does not promise to.
func (s *State) pow(L *lua.LState, base, exponent float64) float64 {
	n, ok := integer(lua.LNumber(exponent))
	if !ok || float64(n) != exponent || n > 1<<20 || n < -1<<20 {
		L.RaiseError("the exponent of a power must be an integer, math.sqrt is exact too")
	}
	result := 1.0
	for left := max(n, -n); left > 0; left /= 2 {
		if left%2 == 1 {
			result *= base
		}
		base *= base
	}
	if n < 0 {
		return 1 / result
	}
	return result
}
