package sandbox

import (
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// strings is the table `string`. It works on bytes and on ASCII letters, like
// Lua's in the C locale; utf8 is for text.
func (s *State) strings() map[string]lua.LGFunction {
	return map[string]lua.LGFunction{
		"byte":    s.stringByte,
		"char":    s.stringChar,
		"find":    s.stringFind,
		"format":  s.stringFormat,
		"gmatch":  s.stringGmatch,
		"gsub":    s.stringGsub,
		"len":     func(L *lua.LState) int { return pushInt(L, len(stringArg(L, 1, "len"))) },
		"lower":   s.mapBytes("lower", 'A', 'Z', 'a'-'A'),
		"match":   s.stringMatch,
		"rep":     s.stringRep,
		"reverse": s.stringReverse,
		"sub":     s.stringSub,
		"upper":   s.mapBytes("upper", 'a', 'z', 'A'-'a'),
	}
}

// span turns Lua's i and j, counted from 1 or from the end, into a slice's bounds.
func span(i, j, n int) (start, end int) {
	if i < 0 {
		i = max(n+i+1, 1)
	}
	if j < 0 {
		j = n + j + 1
	}
	start, end = max(i, 1)-1, min(j, n)
	if start >= end {
		return 0, 0
	}
	return start, end
}

func (s *State) stringSub(L *lua.LState) int {
	str := stringArg(L, 1, "sub")
	start, end := span(intArg(L, 2, "sub"), optInt(L, 3, "sub", -1), len(str))
	s.alloc(L, costString) // shares the bytes
	return pushString(L, str[start:end])
}

func (s *State) stringByte(L *lua.LState) int {
	str := stringArg(L, 1, "byte")
	i := optInt(L, 2, "byte", 1)
	start, end := span(i, optInt(L, 3, "byte", i), len(str))
	n := end - start
	if n > s.limits.Registers {
		L.RaiseError("string slice too long")
	}
	s.charge(L, n)
	for _, b := range []byte(str[start:end]) {
		L.Push(intValue(int(b)))
	}
	return n
}

func (s *State) stringChar(L *lua.LState) int {
	n := L.GetTop()
	s.newString(L, n)
	s.charge(L, n)
	out := make([]byte, n)
	for i := range out {
		c := intArg(L, i+1, "char")
		if c < 0 || c > 255 {
			badArg(L, i+1, "char", "invalid value")
		}
		out[i] = byte(c)
	}
	return pushString(L, string(out))
}

func (s *State) stringRep(L *lua.LState) int {
	str, n := stringArg(L, 1, "rep"), intArg(L, 2, "rep")
	if n <= 0 || str == "" {
		return pushString(L, "")
	}
	if n > maxExact/len(str) {
		n = maxExact / len(str) // no budget has that much
	}
	s.newString(L, n*len(str))
	return pushString(L, strings.Repeat(str, n))
}

func (s *State) stringReverse(L *lua.LState) int {
	str := stringArg(L, 1, "reverse")
	s.newString(L, len(str))
	out := make([]byte, len(str))
	for i := range out {
		out[i] = str[len(str)-1-i]
	}
	return pushString(L, string(out))
}

// mapBytes is a function that adds delta to the bytes from lo to hi.
func (s *State) mapBytes(name string, lo, hi byte, delta int) lua.LGFunction {
	return func(L *lua.LState) int {
		str := stringArg(L, 1, name)
		s.newString(L, len(str))
		out := []byte(str)
		for i, b := range out {
			if lo <= b && b <= hi {
				out[i] = byte(int(b) + delta)
			}
		}
		return pushString(L, string(out))
	}
}
