package sandbox

import (
	"fmt"

	lua "github.com/yuin/gopher-lua"
)

// Object is a set of named values a script may read. It is asked only for what
// the script reads, which is what makes passing a large case to a small hook cheap.
// Its values must not change during the call, and must be at hand: Get and Keys are
// charged as if they were.
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
			e := export{s: s, caller: L, keepViews: true}
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

type mapObject map[string]any

func (m mapObject) Get(key string) (any, bool) { v, ok := m[key]; return v, ok }
func (m mapObject) Keys() []string             { return sortedNames(m) }

type sliceList []any

func (l sliceList) Len() int       { return len(l) }
func (l sliceList) Item(i int) any { return l[i] }

type stringList []string

func (l stringList) Len() int       { return len(l) }
func (l stringList) Item(i int) any { return l[i] }
