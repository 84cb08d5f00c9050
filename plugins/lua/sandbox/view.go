package sandbox

import (
	"slices"
	"strconv"

	lua "github.com/yuin/gopher-lua"
)

// view is an Object or a List inside the VM.
type view struct {
	object   Object
	list     List
	children map[childKey]lua.LValue // views and functions, so that t.a == t.a
}

// childKey is a field's name or, for lists, an index from 1.
type childKey struct {
	name  string
	index int
}

func (k childKey) String() string {
	if k.index > 0 {
		return strconv.Itoa(k.index)
	}
	return shorten(k.name, 60)
}

func viewOf(v lua.LValue) *view {
	ud, ok := v.(*lua.LUserData)
	if !ok {
		return nil
	}
	w, _ := ud.Value.(*view)
	return w
}

func (v *view) holds(fn *lua.LFunction) bool {
	for _, child := range v.children {
		if child == fn {
			return true
		}
	}
	return false
}

// openViews makes the metatable the VM consults for views.
func (s *State) openViews() {
	s.views = s.vm.CreateTable(0, 3)
	s.register(s.views, map[string]lua.LGFunction{
		"__index": func(L *lua.LState) int {
			L.Push(s.viewGet(L, viewOf(L.Get(1)), L.Get(2)))
			return 1
		},
		"__len": func(L *lua.LState) int { return pushInt(L, s.viewLen(L, viewOf(L.Get(1)))) },
		"__newindex": func(L *lua.LState) int {
			L.RaiseError("attempt to change a read-only table (field '%s')", describe(L.Get(2)))
			return 0
		},
	})
}

// viewKeys asks an Object for its keys. Objects over a map sort them each time.
func (s *State) viewKeys(L *lua.LState, v *view) []string {
	keys := v.object.Keys()
	s.alloc(L, len(keys)*costString)
	s.charge(L, len(keys)*stepsPerKey)
	return keys
}

const stepsPerKey = 4

func (s *State) viewLen(L *lua.LState, v *view) int {
	if v.list != nil {
		return v.list.Len()
	}
	return len(s.viewKeys(L, v))
}

func (s *State) newView(v *view) lua.LValue {
	return &lua.LUserData{Value: v, Metatable: s.views}
}

func (s *State) viewGet(L *lua.LState, v *view, key lua.LValue) lua.LValue {
	if v.list != nil {
		i, _ := arrayKey(key)
		return s.viewItem(L, v, i)
	}
	name, ok := key.(lua.LString)
	if !ok {
		return lua.LNil
	}
	s.chargeBytes(L, len(name))
	if known, ok := v.children[childKey{name: string(name)}]; ok {
		s.alloc(L, costView)
		return known
	}
	value, ok := v.object.Get(string(name))
	if !ok {
		return lua.LNil
	}
	if out, ok := s.plain(L, value); ok {
		return out
	}
	return s.child(L, v, childKey{name: string(name)}, value)
}

func (s *State) viewItem(L *lua.LState, v *view, i int) lua.LValue {
	if v.list == nil || i < 1 || i > v.list.Len() {
		return lua.LNil
	}
	value := v.list.Item(i - 1)
	if out, ok := s.plain(L, value); ok {
		return out
	}
	return s.child(L, v, childKey{index: i}, value)
}

// plain converts the values that are not references in Lua.
func (s *State) plain(L *lua.LState, value any) (lua.LValue, bool) {
	switch value := value.(type) {
	case string:
		s.alloc(L, costString)
		return lua.LString(value), true
	case int:
		if 0 <= value && value < len(smallNumbers) {
			return smallNumbers[value], true
		}
	case bool:
		return lua.LBool(value), true
	case nil:
		return lua.LNil, true
	}
	return nil, false
}

// child converts any other value read from a view. It is made once per view, and
// charged each time, so that costs do not depend on what was read before.
func (s *State) child(L *lua.LState, v *view, key childKey, value any) lua.LValue {
	s.alloc(L, costView)
	if known, ok := v.children[key]; ok { // an item of a list
		return known
	}
	out, err := s.toLua(value)
	if err != nil {
		L.RaiseError("field '%s': %s", key, err)
	}
	if _, number := out.(lua.LNumber); number {
		return out
	}
	if v.children == nil {
		v.children = map[childKey]lua.LValue{}
	}
	v.children[key] = out
	return out
}

func (s *State) pairsOfView(L *lua.LState, v *view) int {
	s.alloc(L, costIterator)
	L.Push(s.vm.NewFunction(s.newViewIterator(L, v).next))
	return 1
}

type viewIterator struct {
	s     *State
	epoch int
	view  *view
	keys  []string // nil for a list
	pos   int
	len   int
}

func (s *State) newViewIterator(L *lua.LState, v *view) *viewIterator {
	it := &viewIterator{s: s, epoch: s.epoch, view: v}
	if v.list != nil {
		it.len = v.list.Len()
	} else {
		it.keys = s.viewKeys(L, v)
		it.len = len(it.keys)
	}
	return it
}

func (it *viewIterator) next(L *lua.LState) int {
	it.s.checkEpoch(L, it.epoch)
	for it.pos < it.len {
		it.pos++
		key := intValue(it.pos)
		if it.view.object != nil {
			key = lua.LString(it.keys[it.pos-1])
		}
		if v := it.s.viewGet(L, it.view, key); v != lua.LNil {
			return push2(L, key, v)
		}
		it.s.charge(L, 1)
	}
	L.Push(lua.LNil)
	return 1
}

// nextOfView is next on a view: a search for the key each time, charged.
func (s *State) nextOfView(L *lua.LState, v *view) int {
	it := s.newViewIterator(L, v)
	switch key := L.Get(2).(type) {
	case lua.LString:
		it.pos = slices.Index(it.keys, string(key)) + 1
	case lua.LNumber:
		it.pos, _ = arrayKey(key)
	}
	if L.Get(2) != lua.LNil && it.pos == 0 {
		L.RaiseError("invalid key to 'next'")
	}
	return it.next(L)
}

// list is what ipairs, unpack and concat go over.
type list struct {
	table *lua.LTable
	view  *view
}

func listArg(L *lua.LState, n int, name string) list {
	if v := viewOf(L.Get(n)); v != nil {
		return list{view: v}
	}
	return list{table: tableArg(L, n, name)}
}

// lastIndex is the argument n, or the length of the list when it is missing.
func (s *State) lastIndex(L *lua.LState, l list, n int, name string) int {
	if L.Get(n) != lua.LNil {
		return intArg(L, n, name)
	}
	if l.view != nil {
		return s.viewLen(L, l.view)
	}
	return s.length(L, l.table)
}

func (s *State) item(L *lua.LState, l list, i int) lua.LValue {
	switch {
	case l.view != nil:
		return s.viewItem(L, l.view, i)
	case i > 0:
		return l.table.RawGetInt(i)
	}
	return l.table.RawGet(lua.LNumber(i))
}
