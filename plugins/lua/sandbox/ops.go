package sandbox

import (
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// operators are what rewritten sources call instead of VM instructions.
func (s *State) operators() map[string]lua.LGFunction {
	return map[string]lua.LGFunction{
		opGet:      s.opGet,
		opSet:      s.opSet,
		opGlobal:   s.opGlobal,
		opTable:    s.opTable,
		opKey:      s.opKey,
		opFunction: s.opFunction,
		opConcat:   s.opConcat,
		opLen:      s.opLen,
		opEqual:    s.opEqual,
		opDiffer:   s.opDiffer,
		opLess:     func(L *lua.LState) int { return push(L, s.less(L, L.Get(1), L.Get(2))) },
		opGreater:  func(L *lua.LState) int { return push(L, s.less(L, L.Get(2), L.Get(1))) },
		opAtMost:   func(L *lua.LState) int { return push(L, s.atMost(L, L.Get(1), L.Get(2))) },
		opAtLeast:  func(L *lua.LState) int { return push(L, s.atMost(L, L.Get(2), L.Get(1))) },
		opMod:      s.arithmetic("__mod", s.mod),
		opPow:      s.arithmetic("__pow", s.pow),
		opBox:      s.opBox,
		opPut:      s.opPut,
	}
}

func push(L *lua.LState, v bool) int {
	L.Push(lua.LBool(v))
	return 1
}

// maxChain is how many __index or __newindex tables are followed, like the VM's
// MaxTableGetLoop.
const maxChain = 100

func (s *State) opGet(L *lua.LState) int {
	L.Push(s.index(L, L.Get(1), L.Get(2)))
	return 1
}

// index is obj[key] with metamethods.
func (s *State) index(L *lua.LState, obj, key lua.LValue) lua.LValue {
	for range maxChain {
		if str, ok := key.(lua.LString); ok {
			s.chargeBytes(L, len(str))
		}
		tb, isTable := obj.(*lua.LTable)
		if isTable {
			if v := tb.RawGet(key); v != lua.LNil || tb.Metatable == lua.LNil {
				return v
			}
		}
		if view := viewOf(obj); view != nil {
			return s.viewGet(L, view, key)
		}
		next := L.GetMetaField(obj, "__index")
		switch {
		case next == lua.LNil && isTable:
			return lua.LNil
		case next == lua.LNil:
			L.RaiseError("attempt to index a non-table object(%s) with key '%s'", obj.Type(), describe(key))
		case next.Type() == lua.LTFunction:
			return s.callMeta(L, next, obj, key)
		}
		obj = next
	}
	L.RaiseError("too many tables in a chain of __index")
	return nil
}

// callMeta calls a metamethod for one result.
func (s *State) callMeta(L *lua.LState, fn lua.LValue, args ...lua.LValue) lua.LValue {
	L.Push(fn)
	for _, arg := range args {
		L.Push(arg)
	}
	L.Call(len(args), 1)
	v := L.Get(-1)
	L.Pop(1)
	return v
}

func (s *State) opSet(L *lua.LState) int {
	obj, key, value := L.Get(1), L.Get(2), L.Get(3)
	for range maxChain {
		if str, ok := key.(lua.LString); ok {
			s.chargeBytes(L, len(str))
		}
		tb, isTable := obj.(*lua.LTable)
		if isTable && (tb.Metatable == lua.LNil || tb.RawGet(key) != lua.LNil) {
			s.store(L, tb, key, value)
			return 0
		}
		next := L.GetMetaField(obj, "__newindex")
		switch {
		case next == lua.LNil && isTable:
			s.store(L, tb, key, value)
			return 0
		case next == lua.LNil:
			L.RaiseError("attempt to index a non-table object(%s) with key '%s'", obj.Type(), describe(key))
		case next.Type() == lua.LTFunction:
			L.Push(next)
			L.Push(obj)
			L.Push(key)
			L.Push(value)
			L.Call(3, 0)
			return 0
		}
		obj = next
	}
	L.RaiseError("too many tables in a chain of __newindex")
	return 0
}

// opGlobal only runs while loading, since functions may not assign to globals.
func (s *State) opGlobal(L *lua.LState) int {
	name := L.Get(1).(lua.LString)
	if _, ok := s.locked[string(name)]; ok {
		L.RaiseError("'%s' is predefined and may not be redefined", string(name))
	}
	s.store(L, L.Get(lua.GlobalsIndex).(*lua.LTable), name, L.Get(2))
	return 0
}

// lockGlobals keeps scripts from replacing what the chunks before them defined.
func (s *State) lockGlobals() {
	s.locked = map[string]struct{}{}
	s.vm.Get(lua.GlobalsIndex).(*lua.LTable).ForEach(func(key, _ lua.LValue) {
		s.locked[string(key.(lua.LString))] = struct{}{}
	})
}

func (s *State) opTable(L *lua.LState) int {
	tb, keyed := L.Get(1).(*lua.LTable), int(L.Get(2).(lua.LNumber))
	cost := costTable
	if n := arrayLen(tb); n > 0 {
		cost += costFirstSlot + n*costSlot
	}
	if keyed > 0 {
		cost += costFewFields + keyed*costField
	}
	s.alloc(L, cost)
	for i := 4; i <= L.GetTop(); i++ { // what the constructor could not store itself
		s.store(L, tb, intValue(int(L.Get(3).(lua.LNumber))+i-3), L.Get(i))
	}
	L.SetTop(1)
	return 1
}

// opKey checks `[key] =` in a constructor, which the VM then stores itself.
func (s *State) opKey(L *lua.LState) int {
	key := L.Get(1)
	if i, ok := arrayKey(key); ok {
		s.alloc(L, i*costSlot)
	}
	if str, ok := key.(lua.LString); ok {
		s.chargeBytes(L, len(str))
	}
	L.Push(key)
	return 1
}

func (s *State) opFunction(L *lua.LState) int {
	n := len(L.Get(1).(*lua.LFunction).Upvalues)
	s.alloc(L, costFunction+n*costUpvalue)
	s.charge(L, n*stepsPerUpvalue)
	return 1
}

func (s *State) opConcat(L *lua.LState) int {
	n := L.GetTop()
	args := make([]lua.LValue, n)
	for i := range args {
		args[i] = L.Get(i + 1)
	}
	for len(args) > 1 {
		run := textRun(args)
		if run < 2 {
			l, r := args[len(args)-2], args[len(args)-1]
			args = append(args[:len(args)-2], s.concatMeta(L, l, r))
			continue
		}
		start := len(args) - run
		args = append(args[:start], s.join(L, args[start:]))
	}
	L.Push(args[0])
	return 1
}

// textRun is how many strings and numbers there are at the end of args.
func textRun(args []lua.LValue) int {
	n := 0
	for n < len(args) && lua.LVCanConvToString(args[len(args)-1-n]) {
		n++
	}
	return n
}

func (s *State) join(L *lua.LState, args []lua.LValue) lua.LValue {
	parts := make([]string, len(args))
	size := 0
	for i, arg := range args {
		parts[i], _ = textOf(arg)
		size += len(parts[i])
	}
	s.newString(L, size)
	return lua.LString(strings.Join(parts, ""))
}

func (s *State) concatMeta(L *lua.LState, l, r lua.LValue) lua.LValue {
	for _, v := range []lua.LValue{l, r} {
		if fn := L.GetMetaField(v, "__concat"); fn.Type() == lua.LTFunction {
			return s.callMeta(L, fn, l, r)
		}
	}
	L.RaiseError("cannot perform concat operation between %s and %s", l.Type(), r.Type())
	return nil
}

func (s *State) opLen(L *lua.LState) int {
	v := L.Get(1)
	if str, ok := v.(lua.LString); ok {
		return pushInt(L, len(str))
	}
	if fn := L.GetMetaField(v, "__len"); fn.Type() == lua.LTFunction {
		L.Push(s.callMeta(L, fn, v))
		return 1
	}
	tb, ok := v.(*lua.LTable)
	if !ok {
		L.RaiseError("attempt to get the length of a %s", v.Type())
	}
	return pushInt(L, s.length(L, tb))
}

func (s *State) opEqual(L *lua.LState) int  { return push(L, s.equal(L, L.Get(1), L.Get(2))) }
func (s *State) opDiffer(L *lua.LState) int { return push(L, !s.equal(L, L.Get(1), L.Get(2))) }

func (s *State) equal(L *lua.LState, a, b lua.LValue) bool {
	if x, ok := a.(lua.LString); ok {
		y, ok := b.(lua.LString)
		if !ok || len(x) != len(y) {
			return false
		}
		s.chargeBytes(L, len(x))
		return x == y
	}
	return L.Equal(a, b)
}

func (s *State) less(L *lua.LState, a, b lua.LValue) bool {
	x, ok := a.(lua.LString)
	y, ok2 := b.(lua.LString)
	if ok && ok2 {
		s.chargeBytes(L, min(len(x), len(y)))
		return x < y
	}
	return L.LessThan(a, b)
}

// atMost is a <= b; without __le it is not b < a, as in the VM.
func (s *State) atMost(L *lua.LState, a, b lua.LValue) bool {
	if x, ok := a.(lua.LNumber); ok {
		if y, ok := b.(lua.LNumber); ok {
			return x <= y
		}
	}
	if _, ok := a.(lua.LString); ok {
		return !s.less(L, b, a)
	}
	fn := L.GetMetaField(a, "__le")
	if fn.Type() == lua.LTFunction && fn == L.GetMetaField(b, "__le") {
		return lua.LVAsBool(s.callMeta(L, fn, a, b))
	}
	return !s.less(L, b, a)
}

// A box is a table with the variable's value at 1.
func (s *State) opBox(L *lua.LState) int {
	s.alloc(L, costTable+costFirstSlot)
	box := L.CreateTable(1, 0)
	box.RawSetInt(1, L.Get(1))
	L.Push(box)
	return 1
}

// opPut is only ever given the box of a variable of its own activation.
func (s *State) opPut(L *lua.LState) int {
	s.store(L, L.Get(1).(*lua.LTable), intValue(1), L.Get(2))
	return 0
}
