package sandbox

import (
	"math"

	lua "github.com/yuin/gopher-lua"
)

// math has what is exact: these functions give the same bits on every processor
// and in every language, so that a decision can be repeated anywhere. exp, log and
// the trigonometric functions are rounded differently everywhere; random is random.
func (s *State) math() map[string]lua.LGFunction {
	return map[string]lua.LGFunction{
		"abs":   number1("abs", math.Abs),
		"ceil":  number1("ceil", math.Ceil),
		"floor": number1("floor", math.Floor),
		"sqrt":  number1("sqrt", math.Sqrt),
		"fmod":  number2("fmod", s.fmod),
		"pow":   number2("pow", s.pow),
		"max":   s.extreme("max", func(a, b lua.LNumber) bool { return a > b }),
		"min":   s.extreme("min", func(a, b lua.LNumber) bool { return a < b }),
		"modf":  mathModf,
	}
}

func mathConstants(tb *lua.LTable) {
	tb.RawSetString("huge", lua.LNumber(math.Inf(1)))
	tb.RawSetString("pi", lua.LNumber(math.Pi))
}

func number1(name string, f func(float64) float64) lua.LGFunction {
	return func(L *lua.LState) int {
		return pushNumber(L, f(float64(numberArg(L, 1, name))))
	}
}

func number2(name string, f func(L *lua.LState, a, b float64) float64) lua.LGFunction {
	return func(L *lua.LState) int {
		return pushNumber(L, f(L, float64(numberArg(L, 1, name)), float64(numberArg(L, 2, name))))
	}
}

func (s *State) extreme(name string, better func(a, b lua.LNumber) bool) lua.LGFunction {
	return func(L *lua.LState) int {
		best := numberArg(L, 1, name)
		s.charge(L, L.GetTop()/2)
		for i := 2; i <= L.GetTop(); i++ {
			if n := numberArg(L, i, name); better(n, best) {
				best = n
			}
		}
		L.Push(best)
		return 1
	}
}

func mathModf(L *lua.LState) int {
	n := float64(numberArg(L, 1, "modf"))
	if math.IsInf(n, 0) {
		return push2(L, lua.LNumber(n), lua.LNumber(0))
	}
	whole := math.Trunc(n)
	return push2(L, lua.LNumber(whole), lua.LNumber(n-whole))
}
