package sandbox

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	lua "github.com/yuin/gopher-lua"
)

// Empty is a table without anything in it: a list or a map, the reader's schema
// knows which.
type Empty struct{}

// export turns values of the VM into plain data, within the limits.
type export struct {
	s         *State
	caller    *lua.LState // charged for the work when the script asked for it
	keepViews bool        // hand out views as the host's own Object and List

	path  []step
	open  []*lua.LTable // tables the current one is inside of, at most ValueDepth
	items int
	bytes int
}

// step is one level of a path: a field, or the item of a list.
type step struct {
	name  string
	index int // 0 for a field
}

var plainName = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

func (st step) String() string {
	switch {
	case st.index > 0:
		return "[" + strconv.Itoa(st.index) + "]"
	case len(st.name) <= 60 && plainName.MatchString(st.name):
		return "." + st.name
	}
	return "[" + strconv.Quote(shorten(st.name, 60)) + "]"
}

func (e *export) fail(kind Kind, format string, args ...any) *Error {
	var path strings.Builder
	for _, st := range e.path {
		path.WriteString(st.String())
	}
	message := fmt.Sprintf(format, args...)
	if path.Len() > 0 {
		message = strings.TrimPrefix(path.String(), ".") + ": " + message
	}
	return failure(kind, "", 0, "%s", message)
}

func (e *export) enter(st step) *Error {
	e.path = append(e.path, st)
	if len(e.path) > e.s.limits.ValueDepth {
		return e.fail(KindLimit, "nested deeper than %d levels", e.s.limits.ValueDepth)
	}
	return e.count(0, len(st.name))
}

func (e *export) leave() { e.path = e.path[:len(e.path)-1] }

// count notes what is about to be converted.
func (e *export) count(items, bytes int) *Error {
	e.items += items
	e.bytes += bytes
	if e.caller != nil {
		e.s.charge(e.caller, items*stepsPerItem)
		e.s.alloc(e.caller, items*costSlot+bytes)
	}
	if e.items > e.s.limits.ValueItems {
		return e.fail(KindLimit, "the value has more than %d items", e.s.limits.ValueItems)
	}
	if e.bytes > e.s.limits.ValueBytes {
		return e.fail(KindLimit, "the value has more than %d bytes of text", e.s.limits.ValueBytes)
	}
	return nil
}

const stepsPerItem = 4 // of conversion

func (e *export) value(v lua.LValue) (any, *Error) {
	if err := e.count(1, 0); err != nil {
		return nil, err
	}
	switch v := v.(type) {
	case *lua.LNilType:
		return nil, nil
	case lua.LBool:
		return bool(v), nil
	case lua.LNumber:
		return e.number(float64(v))
	case lua.LString:
		return e.text(string(v))
	case *lua.LFunction:
		if id, ok := e.s.ids[v]; ok {
			return id, nil
		}
		return nil, e.fail(KindRuntime, "a function made during a call cannot be returned")
	case *lua.LTable:
		return e.table(v)
	case *lua.LUserData:
		if w := viewOf(v); w != nil {
			return e.view(w)
		}
	}
	return nil, e.fail(KindRuntime, "a %s cannot be returned", v.Type())
}

func (e *export) number(f float64) (any, *Error) {
	if f != math.Trunc(f) || math.Abs(f) > maxExact {
		return nil, e.fail(KindRuntime, "%s is not an integer within 2^53", formatNumber(lua.LNumber(f)))
	}
	return int64(f), nil
}

func (e *export) text(s string) (any, *Error) {
	if err := e.count(0, len(s)); err != nil {
		return nil, err
	}
	if !utf8.ValidString(s) {
		return nil, e.fail(KindRuntime, "the text is not UTF-8")
	}
	return s, nil
}

func (e *export) table(tb *lua.LTable) (any, *Error) {
	if slices.Contains(e.open, tb) {
		return nil, e.fail(KindRuntime, "the table contains itself")
	}
	e.open = append(e.open, tb)
	defer func() { e.open = e.open[:len(e.open)-1] }()

	if e.caller != nil {
		e.s.charge(e.caller, (arrayLen(tb)+keyCount(tb))/8) // deleted ones too
	}
	n, keys := tb.Len(), sortedKeys(tb)
	switch {
	case n == 0 && len(keys) == 0:
		return Empty{}, nil
	case n == 0:
		return e.fields(tb, keys)
	case len(keys) == 0:
		return e.list(tb, n)
	}
	return nil, e.fail(KindRuntime, "the table is both a list and a map (it has the field '%s')", describe(keys[0]))
}

func (e *export) list(tb *lua.LTable, n int) (any, *Error) {
	out := make([]any, 0, min(n, e.s.limits.ValueItems))
	for i := 1; i <= n; i++ {
		if err := e.enter(step{index: i}); err != nil {
			return nil, err
		}
		item := tb.RawGetInt(i)
		if item == lua.LNil {
			return nil, e.fail(KindRuntime, "the list has a hole here")
		}
		v, err := e.value(item)
		if err != nil {
			return nil, err
		}
		out = append(out, v)
		e.leave()
	}
	return out, nil
}

func (e *export) fields(tb *lua.LTable, keys []lua.LValue) (any, *Error) {
	out := make(map[string]any, min(len(keys), e.s.limits.ValueItems))
	for _, key := range keys {
		name, ok := key.(lua.LString)
		if !ok {
			return nil, e.fail(KindRuntime, "the key '%s' is neither a name nor the next index of a list", describe(key))
		}
		if err := e.field(out, string(name), tb.RawGetString(string(name))); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (e *export) field(out map[string]any, name string, value lua.LValue) *Error {
	if err := e.enter(step{name: name}); err != nil {
		return err
	}
	if !utf8.ValidString(name) {
		return e.fail(KindRuntime, "the name is not UTF-8")
	}
	v, err := e.value(value)
	if err != nil {
		return err
	}
	out[name] = v
	e.leave()
	return nil
}

// view converts what a script hands back of its arguments.
func (e *export) view(v *view) (any, *Error) {
	switch {
	case e.keepViews && v.list != nil:
		return v.list, nil
	case e.keepViews:
		return v.object, nil
	case v.list != nil:
		return e.hostList(v.list)
	}
	return e.hostObject(v.object)
}

func (e *export) hostList(l List) (any, *Error) {
	if l.Len() == 0 {
		return Empty{}, nil
	}
	out := []any{}
	for i := range l.Len() {
		if err := e.enter(step{index: i + 1}); err != nil {
			return nil, err
		}
		item, err := e.s.toLua(l.Item(i))
		if err != nil {
			return nil, e.fail(KindRuntime, "%s", err)
		}
		v, fail := e.value(item)
		if fail != nil {
			return nil, fail
		}
		out = append(out, v)
		e.leave()
	}
	return out, nil
}

func (e *export) hostObject(o Object) (any, *Error) {
	out := map[string]any{}
	for _, key := range o.Keys() {
		value, ok := o.Get(key)
		if !ok || value == nil {
			continue
		}
		v, err := e.s.toLua(value)
		if err != nil {
			return nil, e.fail(KindRuntime, "%s: %s", key, err)
		}
		if err := e.field(out, key, v); err != nil {
			return nil, err
		}
	}
	if len(out) == 0 {
		return Empty{}, nil
	}
	return out, nil
}
