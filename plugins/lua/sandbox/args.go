package sandbox

import (
	"fmt"
	"maps"
	"slices"

	lua "github.com/yuin/gopher-lua"
)

// Argument checks of library functions. The VM's own look up the function's name
// for the message, which takes time in proportion to the caller's length.

func badArg(L *lua.LState, n int, name, format string, args ...any) {
	L.RaiseError("bad argument #%d to '%s' (%s)", n, name, fmt.Sprintf(format, args...))
}

func typeError(L *lua.LState, n int, name, want string) {
	got := "no value"
	if n <= L.GetTop() {
		got = typeName(L.Get(n))
	}
	badArg(L, n, name, "%s expected, got %s", want, got)
}

func anyArg(L *lua.LState, n int, name string) lua.LValue {
	if n > L.GetTop() {
		badArg(L, n, name, "value expected")
	}
	return L.Get(n)
}

func stringArg(L *lua.LState, n int, name string) string {
	str, ok := textOf(L.Get(n))
	if !ok {
		typeError(L, n, name, "string")
	}
	return str
}

func optString(L *lua.LState, n int, name, missing string) string {
	if L.Get(n) == lua.LNil {
		return missing
	}
	return stringArg(L, n, name)
}

func numberArg(L *lua.LState, n int, name string) lua.LNumber {
	f, ok := numberOf(L.Get(n))
	if !ok {
		typeError(L, n, name, "number")
	}
	return lua.LNumber(f)
}

// intArg takes a number, cuts off its fraction and keeps it within ±2^53:
// converting more is up to the processor.
func intArg(L *lua.LState, n int, name string) int {
	f := numberArg(L, n, name)
	if f != f {
		badArg(L, n, name, "the number is not a number")
	}
	i, ok := integer(max(min(f, maxExact), -maxExact))
	if !ok {
		badArg(L, n, name, "number has no integer representation")
	}
	return i
}

func optInt(L *lua.LState, n int, name string, missing int) int {
	if L.Get(n) == lua.LNil {
		return missing
	}
	return intArg(L, n, name)
}

func tableArg(L *lua.LState, n int, name string) *lua.LTable {
	tb, ok := L.Get(n).(*lua.LTable)
	if !ok {
		typeError(L, n, name, "table")
	}
	return tb
}

func functionArg(L *lua.LState, n int, name string) *lua.LFunction {
	fn, ok := L.Get(n).(*lua.LFunction)
	if !ok {
		typeError(L, n, name, "function")
	}
	return fn
}

func pushString(L *lua.LState, s string) int {
	L.Push(lua.LString(s))
	return 1
}

func pushNumber(L *lua.LState, n float64) int {
	L.Push(lua.LNumber(n))
	return 1
}

func pushInt(L *lua.LState, n int) int {
	L.Push(intValue(n))
	return 1
}

// typeName is what type() says: views pass for the tables they stand for.
func typeName(v lua.LValue) string {
	if viewOf(v) != nil {
		return lua.LTTable.String()
	}
	return v.Type().String()
}

func sortedNames[T any](m map[string]T) []string {
	return slices.Sorted(maps.Keys(m))
}
