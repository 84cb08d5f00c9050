package sandbox

import (
	"cmp"
	"slices"

	lua "github.com/yuin/gopher-lua"
)

// Traversal order: list items by index, then numbers ascending, then strings by
// their bytes, then false and true; keys that have no order of their own (tables,
// functions) come last, in the order in which they were first set. Object views
// go in the order of their Keys.

// sortedKeys are the keys outside the list part, set ones only.
func sortedKeys(tb *lua.LTable) []lua.LValue {
	keys := make([]lua.LValue, 0, keyCount(tb))
	var rest []lua.LValue
	for key := firstKey(tb); key != lua.LNil; key, _ = tb.Next(key) {
		if keyRank(key) == unordered {
			rest = append(rest, key)
		} else {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, compareKeys)
	return append(keys, rest...)
}

// firstKey is the first key after the list part, in the VM's order.
func firstKey(tb *lua.LTable) lua.LValue {
	start := lua.LNil
	if n := arrayLen(tb); n > 0 {
		start = lua.LNumber(n)
	}
	key, _ := tb.Next(start)
	return key
}

const unordered = 3

func keyRank(key lua.LValue) int {
	switch key.Type() {
	case lua.LTNumber:
		return 0
	case lua.LTString:
		return 1
	case lua.LTBool:
		return 2
	}
	return unordered
}

func compareKeys(a, b lua.LValue) int {
	switch x := a.(type) {
	case lua.LNumber:
		if y, ok := b.(lua.LNumber); ok {
			return cmp.Compare(x, y)
		}
	case lua.LString:
		if y, ok := b.(lua.LString); ok {
			return cmp.Compare(x, y)
		}
	case lua.LBool:
		if b.Type() == lua.LTBool {
			if x == b {
				return 0
			}
			return map[bool]int{false: -1, true: 1}[bool(x)]
		}
	}
	return keyRank(a) - keyRank(b)
}

// snapshot is sortedKeys, charged. Sorting compares each key about log2(n) times,
// and comparing takes time in proportion to the keys' length.
func (s *State) snapshot(L *lua.LState, tb *lua.LTable) []lua.LValue {
	n := keyCount(tb)
	s.alloc(L, n*2*costString)
	s.charge(L, n)
	keys := sortedKeys(tb)
	size := 0
	for _, key := range keys {
		if str, ok := key.(lua.LString); ok {
			size += len(str)
		}
	}
	rounds := log2(len(keys))
	s.chargeBytes(L, size*rounds)
	s.charge(L, len(keys)*rounds/4)
	return keys
}

func log2(n int) int {
	rounds := 1
	for ; n > 1; n /= 2 {
		rounds++
	}
	return rounds
}

func (s *State) basePairs(L *lua.LState) int {
	v := L.Get(1)
	if view := viewOf(v); view != nil {
		return s.pairsOfView(L, view)
	}
	tb := tableArg(L, 1, "pairs")
	if keyCount(tb) == 0 {
		L.Push(s.itemStep)
		L.Push(tb)
		L.Push(intValue(0))
		return 3
	}
	s.alloc(L, costIterator)
	it := &iterator{s: s, epoch: s.epoch, tb: tb, keys: s.snapshot(L, tb)}
	L.Push(s.vm.NewFunction(it.next))
	L.Push(tb)
	L.Push(lua.LNil)
	return 3
}

// nextItem traverses the list part of a table, skipping nils.
func (s *State) nextItem(L *lua.LState) int {
	tb, i := tableArg(L, 1, "next"), intArg(L, 2, "next")
	i = max(i, 0)
	for n := arrayLen(tb); i < n; {
		i++
		if v := tb.RawGetInt(i); v != lua.LNil {
			return push2(L, intValue(i), v)
		}
		s.charge(L, 1)
	}
	L.Push(lua.LNil)
	return 1
}

// iterator goes over a snapshot of a table's keys. It is the one kind of value
// that changes and that a script can hold on to, so it works only within the run
// that made it: the iterator of a load would carry its position from call to call.
type iterator struct {
	s     *State
	epoch int
	tb    *lua.LTable
	item  int // of the list part
	keys  []lua.LValue
}

func (it *iterator) next(L *lua.LState) int {
	it.s.checkEpoch(L, it.epoch)
	for n := arrayLen(it.tb); it.item < n; {
		it.item++
		if v := it.tb.RawGetInt(it.item); v != lua.LNil {
			return push2(L, intValue(it.item), v)
		}
		it.s.charge(L, 1)
	}
	for len(it.keys) > 0 {
		key := it.keys[0]
		it.keys = it.keys[1:]
		if v := it.tb.RawGetH(key); v != lua.LNil {
			return push2(L, key, v)
		}
		it.s.charge(L, 1)
	}
	L.Push(lua.LNil)
	return 1
}

func (s *State) checkEpoch(L *lua.LState, epoch int) {
	if epoch != s.epoch {
		L.RaiseError("an iterator cannot be used after the load or call that made it")
	}
}

func push2(L *lua.LState, a, b lua.LValue) int {
	L.Push(a)
	L.Push(b)
	return 2
}

func (s *State) baseIpairs(L *lua.LState) int {
	listArg(L, 1, "ipairs")
	L.Push(s.indexStep)
	L.Push(L.Get(1))
	L.Push(intValue(0))
	return 3
}

// nextIndex is one step of ipairs. It has no state of its own.
func (s *State) nextIndex(L *lua.LState) int {
	l := listArg(L, 1, "ipairs")
	i := intArg(L, 2, "ipairs") + 1
	v := s.item(L, l, i)
	if v == lua.LNil {
		L.Push(lua.LNil)
		return 1
	}
	return push2(L, intValue(i), v)
}

// order remembers the last traversal with next, which would otherwise sort the
// keys anew for every step. It does not outlive the run.
type order struct {
	tb   *lua.LTable
	keys []lua.LValue
	pos  int // of the key returned last
}

func (s *State) baseNext(L *lua.LState) int {
	if view := viewOf(L.Get(1)); view != nil {
		return s.nextOfView(L, view)
	}
	tb, key := tableArg(L, 1, "next"), L.Get(2)
	i, ok := arrayKey(key)
	if !ok && key != lua.LNil {
		return s.nextKey(L, tb, key)
	}
	for n := arrayLen(tb); i < n; {
		i++
		if v := tb.RawGetInt(i); v != lua.LNil {
			return push2(L, intValue(i), v)
		}
		s.charge(L, 1)
	}
	return s.nextKey(L, tb, lua.LNil)
}

// nextKey is the key after the given one outside the list part; nil is before the first.
func (s *State) nextKey(L *lua.LState, tb *lua.LTable, key lua.LValue) int {
	o := &s.order
	if o.tb != tb || key == lua.LNil || o.pos < 0 || o.keys[o.pos] != key {
		*o = order{tb: tb, pos: -1}
		if keyCount(tb) > 0 {
			o.keys = s.snapshot(L, tb)
		}
		if key != lua.LNil {
			o.pos = slices.Index(o.keys, key)
			s.charge(L, len(o.keys))
			if o.pos < 0 {
				L.RaiseError("invalid key to 'next'")
			}
		}
	}
	for o.pos++; o.pos < len(o.keys); o.pos++ {
		if v := tb.RawGetH(o.keys[o.pos]); v != lua.LNil {
			return push2(L, o.keys[o.pos], v)
		}
		s.charge(L, 1)
	}
	*o = order{}
	L.Push(lua.LNil)
	return 1
}
