package sandbox

import (
	"strconv"

	lua "github.com/yuin/gopher-lua"
)

func (s *State) base() map[string]lua.LGFunction {
	return map[string]lua.LGFunction{
		"assert":       s.baseAssert,
		"error":        s.baseError,
		"getmetatable": baseGetMetatable,
		"ipairs":       s.baseIpairs,
		"next":         s.baseNext,
		"pairs":        s.basePairs,
		"pcall":        s.basePcall,
		"rawequal":     s.baseRawEqual,
		"select":       s.baseSelect,
		"setmetatable": s.baseSetMetatable,
		"tonumber":     s.baseToNumber,
		"tostring":     s.baseToString,
		"type":         baseType,
		"unpack":       s.baseUnpack,
		"xpcall":       s.baseXpcall,
	}
}

func (s *State) baseAssert(L *lua.LState) int {
	if lua.LVAsBool(anyArg(L, 1, "assert")) {
		return L.GetTop()
	}
	if L.GetTop() == 1 {
		L.RaiseError("assertion failed!")
	}
	L.Error(L.Get(2), 0)
	return 0
}

// baseError raises its argument. Strings get the position of the caller, or with
// level 2 of the caller's caller: gopher-lua takes both for the same.
func (s *State) baseError(L *lua.LState) int {
	obj := L.Get(1)
	level := optInt(L, 2, "error", 1)
	if str, ok := obj.(lua.LString); ok && level > 0 && level <= s.limits.CallDepth {
		if f, ok := frameAt(L, level); ok {
			s.newString(L, len(str)+len(f.file)+16)
			obj = lua.LString(f.file + ":" + strconv.Itoa(f.line) + ": " + string(str))
		}
	}
	L.Error(obj, 0)
	return 0
}

// baseGetMetatable knows tables only. Those of strings and views stay hidden.
func baseGetMetatable(L *lua.LState) int {
	tb, ok := anyArg(L, 1, "getmetatable").(*lua.LTable)
	if !ok {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(L.GetMetatable(tb))
	return 1
}

func (s *State) baseSetMetatable(L *lua.LState) int {
	tb := tableArg(L, 1, "setmetatable")
	meta := L.Get(2)
	if meta != lua.LNil || L.GetTop() < 2 {
		tableArg(L, 2, "setmetatable")
	}
	if _, ok := s.frozen[tb]; ok {
		L.RaiseError("attempt to change the metatable of a read-only table")
	}
	if L.GetMetaField(tb, "__metatable") != lua.LNil {
		L.RaiseError("cannot change a protected metatable")
	}
	tb.Metatable = meta
	L.SetTop(1)
	return 1
}

func (s *State) baseRawEqual(L *lua.LState) int {
	a, b := anyArg(L, 1, "rawequal"), anyArg(L, 2, "rawequal")
	if a.Type() == lua.LTString {
		return push(L, s.equal(L, a, b))
	}
	return push(L, L.RawEqual(a, b))
}

func (s *State) baseSelect(L *lua.LState) int {
	n := L.GetTop() - 1
	s.charge(L, n/8)
	if str, ok := L.Get(1).(lua.LString); ok && str == "#" {
		return pushInt(L, n)
	}
	i := intArg(L, 1, "select")
	switch {
	case i < 0:
		i = n + i + 1
	case i > n:
		return 0
	}
	if i < 1 {
		badArg(L, 1, "select", "index out of range")
	}
	return n - i + 1
}

func (s *State) baseToNumber(L *lua.LState) int {
	v := anyArg(L, 1, "tonumber")
	if base := optInt(L, 2, "tonumber", 10); base != 10 {
		return toNumberBase(L, base)
	}
	if n, ok := numberOf(v); ok {
		return pushNumber(L, n)
	}
	L.Push(lua.LNil)
	return 1
}

func toNumberBase(L *lua.LState, base int) int {
	if base < 2 || base > 36 {
		badArg(L, 2, "tonumber", "base out of range")
	}
	str := stringArg(L, 1, "tonumber")
	if len(str) <= maxNumber {
		if n, err := strconv.ParseInt(str, base, 64); err == nil {
			return pushNumber(L, float64(n))
		}
	}
	L.Push(lua.LNil)
	return 1
}

func (s *State) baseToString(L *lua.LState) int {
	L.Push(s.toString(L, anyArg(L, 1, "tostring")))
	return 1
}

// toString is tostring(v). Tables and functions have no address in it: it would
// differ from run to run.
func (s *State) toString(L *lua.LState, v lua.LValue) lua.LString {
	switch v := v.(type) {
	case lua.LString:
		return v
	case *lua.LTable, *lua.LUserData:
		if fn := L.GetMetaField(v, "__tostring"); fn.Type() == lua.LTFunction {
			str, ok := textOf(s.callMeta(L, fn, v))
			if !ok {
				L.RaiseError("'__tostring' must return a string")
			}
			return lua.LString(str)
		}
		return lua.LString(typeName(v))
	case lua.LNumber:
		str, _ := textOf(v)
		s.alloc(L, len(str)+costString)
		return lua.LString(str)
	case lua.LBool:
		return lua.LString(v.String())
	}
	return lua.LString(v.Type().String())
}

func baseType(L *lua.LState) int {
	return pushString(L, typeName(anyArg(L, 1, "type")))
}

func (s *State) baseUnpack(L *lua.LState) int {
	l := listArg(L, 1, "unpack")
	i := optInt(L, 2, "unpack", 1)
	j := s.lastIndex(L, l, 3, "unpack")
	if i > j {
		return 0
	}
	n := j - i + 1
	if n > s.limits.Registers {
		L.RaiseError("too many results to unpack")
	}
	s.charge(L, n)
	for ; i <= j; i++ {
		L.Push(s.item(L, l, i))
	}
	return n
}
