package sandbox

import (
	"fmt"
	"slices"
	"strconv"

	lua "github.com/yuin/gopher-lua"
)

// Object is a set of named values a script may read. It is asked only for what
// the script reads, which is what makes passing a large case to a small hook cheap.
// Its values must not change during the call.
type Object interface {
	Get(key string) (value any, ok bool)
	Keys() []string // in the order in which pairs goes
}

// List is a sequence of values a script may read. Item counts from 0; the script
// counts from 1.
type List interface {
	Len() int
	Item(i int) any
}

// GoFunc is a function of the host. As a field of an Object it may be called as a
// method: the object itself is not among its arguments. Arguments are plain data
// as from Value, except that views arrive as the Object or List they show. An error
// is raised in the script. It is not charged; it must be quick.
type GoFunc func(args []any) (any, error)

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

func (v *view) len() int {
	if v.list != nil {
		return v.list.Len()
	}
	return len(v.object.Keys())
}

// openViews makes the metatable the VM consults for views.
func (s *State) openViews() {
	s.views = s.vm.CreateTable(0, 3)
	s.register(s.views, map[string]lua.LGFunction{
		"__index": func(L *lua.LState) int {
			L.Push(s.viewGet(L, viewOf(L.Get(1)), L.Get(2)))
			return 1
		},
		"__len": func(L *lua.LState) int { return pushInt(L, viewOf(L.Get(1)).len()) },
		"__newindex": func(L *lua.LState) int {
			L.RaiseError("attempt to change a read-only table (field '%s')", describe(L.Get(2)))
			return 0
		},
	})
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
	if known, ok := v.children[key]; ok {
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

// toLua converts a value of the host.
func (s *State) toLua(value any) (lua.LValue, error) {
	switch v := value.(type) {
	case nil:
		return lua.LNil, nil
	case bool:
		return lua.LBool(v), nil
	case string:
		return lua.LString(v), nil
	case int:
		return exact(int64(v))
	case int32:
		return exact(int64(v))
	case int64:
		return exact(v)
	case float64:
		return lua.LNumber(v), nil
	case Object:
		return s.newView(&view{object: v}), nil
	case List:
		return s.newView(&view{list: v}), nil
	case map[string]any:
		return s.newView(&view{object: mapObject(v)}), nil
	case []any:
		return s.newView(&view{list: sliceList(v)}), nil
	case []string:
		return s.newView(&view{list: stringList(v)}), nil
	case Empty:
		return s.newView(&view{list: sliceList(nil)}), nil
	case GoFunc:
		return s.vm.NewFunction(s.method(v)), nil
	case func(args []any) (any, error):
		return s.vm.NewFunction(s.method(v)), nil
	case Func:
		if v >= 0 && int(v) < len(s.funcs) {
			return s.funcs[v], nil
		}
	}
	return nil, fmt.Errorf("a %T has no form in lua", value)
}

func exact(n int64) (lua.LValue, error) {
	if n > maxExact || n < -maxExact {
		return nil, fmt.Errorf("%d is more than 2^53", n)
	}
	return lua.LNumber(n), nil
}

// method wraps a GoFunc. A first argument that has this very function as a field
// is the object of a method call, and dropped.
func (s *State) method(f GoFunc) lua.LGFunction {
	var self *lua.LFunction
	return func(L *lua.LState) int {
		if self == nil {
			self = s.running(L)
		}
		first := 1
		if v := viewOf(L.Get(1)); v != nil && v.holds(self) {
			first = 2
		}
		args := []any{}
		for i := first; i <= L.GetTop(); i++ {
			e := s.newExport()
			e.keepViews = true
			arg, err := e.value(L.Get(i))
			if err != nil {
				L.RaiseError("bad argument #%d (%s)", i-first+1, err.Message)
			}
			args = append(args, arg)
		}
		result, err := f(args)
		if err != nil {
			L.RaiseError("%s", clean(err.Error()))
		}
		out, err := s.toLua(result)
		if err != nil {
			L.RaiseError("%s", err)
		}
		s.alloc(L, costView)
		L.Push(out)
		return 1
	}
}

// running is the function being executed.
func (s *State) running(L *lua.LState) *lua.LFunction {
	dbg, _ := L.GetStack(0)
	fn, _ := L.GetInfo("f", dbg, lua.LNil)
	self, _ := fn.(*lua.LFunction)
	return self
}

func (v *view) holds(fn *lua.LFunction) bool {
	for _, child := range v.children {
		if child == fn {
			return true
		}
	}
	return false
}

func (s *State) pairsOfView(L *lua.LState, v *view) int {
	it := &viewIterator{s: s, epoch: s.epoch, view: v, len: v.len()}
	if v.object != nil {
		it.keys = v.object.Keys()
	}
	s.alloc(L, costIterator+it.len*costString)
	L.Push(s.vm.NewFunction(it.next))
	return 1
}

type viewIterator struct {
	s     *State
	epoch int
	view  *view
	keys  []string
	pos   int
	len   int
}

func (it *viewIterator) next(L *lua.LState) int {
	it.s.checkEpoch(L, it.epoch)
	for it.pos < it.len {
		it.pos++
		key := boxed(it.pos)
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
	it := &viewIterator{s: s, epoch: s.epoch, view: v, len: v.len()}
	if v.object != nil {
		it.keys = v.object.Keys()
	}
	s.charge(L, it.len)
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
		return l.view.len()
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

type mapObject map[string]any

func (m mapObject) Get(key string) (any, bool) { v, ok := m[key]; return v, ok }
func (m mapObject) Keys() []string             { return sortedNames(m) }

type sliceList []any

func (l sliceList) Len() int       { return len(l) }
func (l sliceList) Item(i int) any { return l[i] }

type stringList []string

func (l stringList) Len() int       { return len(l) }
func (l stringList) Item(i int) any { return l[i] }
