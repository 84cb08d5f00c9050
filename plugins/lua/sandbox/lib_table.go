package sandbox

import (
	"strings"

	lua "github.com/yuin/gopher-lua"
)

func (s *State) tables() map[string]lua.LGFunction {
	return map[string]lua.LGFunction{
		"concat": s.tableConcat,
		"insert": s.tableInsert,
		"remove": s.tableRemove,
		"sort":   s.tableSort,
		"unpack": s.baseUnpack,
	}
}

// tableConcat builds the text in two passes: the first one knows what it costs.
func (s *State) tableConcat(L *lua.LState) int {
	l := listArg(L, 1, "concat")
	sep := optString(L, 2, "concat", "")
	i := optInt(L, 3, "concat", 1)
	j := s.lastIndex(L, l, 4, "concat")
	if i > j {
		return pushString(L, "")
	}
	size := 0
	for k := i; k <= j; k++ {
		s.charge(L, 1)
		v := s.item(L, l, k)
		str, ok := textOf(v)
		if !ok {
			L.RaiseError("invalid value (%s) at index %d in table for concat", typeName(v), k)
		}
		if size += len(str); k < j {
			size += len(sep)
		}
		if size > s.limits.StringBytes {
			s.newString(L, size)
		}
	}
	s.newString(L, size)
	var b strings.Builder
	b.Grow(size)
	for k := i; k <= j; k++ {
		str, _ := textOf(s.item(L, l, k))
		b.WriteString(str)
		if k < j {
			b.WriteString(sep)
		}
	}
	return pushString(L, b.String())
}

func (s *State) tableInsert(L *lua.LState) int {
	tb := tableArg(L, 1, "insert")
	n := s.length(L, tb)
	switch L.GetTop() {
	case 2:
		s.store(L, tb, lua.LNumber(n+1), L.Get(2))
	case 3:
		pos := intArg(L, 2, "insert")
		if pos < 1 || pos > n+1 {
			badArg(L, 2, "insert", "position out of bounds")
		}
		s.shiftUp(L, tb, pos, n)
		s.store(L, tb, lua.LNumber(pos), L.Get(3))
	default:
		L.RaiseError("wrong number of arguments to 'insert'")
	}
	return 0
}

// shiftUp makes room at pos in a list of n items.
func (s *State) shiftUp(L *lua.LState, tb *lua.LTable, pos, n int) {
	if pos > n {
		return
	}
	s.charge(L, (n-pos)/4)
	s.store(L, tb, lua.LNumber(n+1), tb.RawGetInt(n))
	for i := n; i > pos; i-- {
		tb.RawSetInt(i, tb.RawGetInt(i-1))
	}
}

func (s *State) tableRemove(L *lua.LState) int {
	tb := tableArg(L, 1, "remove")
	n := s.length(L, tb)
	pos := optInt(L, 2, "remove", n)
	if n == 0 || pos < 1 || pos > n {
		L.Push(lua.LNil)
		return 1
	}
	v := tb.RawGetInt(pos)
	s.store(L, tb, lua.LNumber(pos), lua.LNil)
	s.charge(L, (n-pos)/4)
	for i := pos; i < n; i++ {
		tb.RawSetInt(i, tb.RawGetInt(i+1))
	}
	if tb.RawSetInt(n, lua.LNil); arrayLen(tb) == n {
		tb.Remove(n) // so that later lengths need not step over it
	}
	L.Push(v)
	return 1
}

// tableSort is a merge sort: stable, so that the result does not depend on the
// algorithm, and unimpressed by an inconsistent comparison.
func (s *State) tableSort(L *lua.LState) int {
	tb := tableArg(L, 1, "sort")
	less := func(a, b lua.LValue) bool { return s.less(L, a, b) }
	if L.Get(2) != lua.LNil {
		fn := functionArg(L, 2, "sort")
		less = func(a, b lua.LValue) bool { return lua.LVAsBool(s.callMeta(L, fn, a, b)) }
	}
	n := s.length(L, tb)
	if n < 2 {
		return 0
	}
	s.alloc(L, 2*n*costSlot)
	items := make([]lua.LValue, n)
	for i := range items {
		items[i] = tb.RawGetInt(i + 1)
	}
	s.merge(L, items, make([]lua.LValue, n), less)
	for i, v := range items {
		s.store(L, tb, lua.LNumber(i+1), v)
	}
	return 0
}

func (s *State) merge(L *lua.LState, items, spare []lua.LValue, less func(a, b lua.LValue) bool) {
	if len(items) < 2 {
		return
	}
	half := len(items) / 2
	s.merge(L, items[:half], spare[:half], less)
	s.merge(L, items[half:], spare[half:], less)
	copy(spare, items)
	left, right := spare[:half], spare[half:]
	for i := range items {
		s.charge(L, 1)
		if len(right) == 0 || len(left) > 0 && !less(right[0], left[0]) {
			items[i], left = left[0], left[1:]
		} else {
			items[i], right = right[0], right[1:]
		}
	}
}
