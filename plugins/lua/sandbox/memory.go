package sandbox

import (
	"reflect"

	lua "github.com/yuin/gopher-lua"
)

// What the VM allocates, in bytes, rounded up; TestChargesCoverAllocations
// measures that they are no less than the truth.
const (
	costString     = 32   // header and rounding, on top of the bytes
	costTable      = 112  // an empty table
	costSlot       = 40   // a list item: two words, slices growing by a quarter or more
	costFirstSlot  = 544  // the first item of an empty table makes room for 32
	costField      = 200  // a key: two maps and a slice, growing by doubling
	costFirstField = 3200 // the first key of an empty table makes room for 32
	costFewFields  = 640  // the first key in a constructor makes room for what it needs
	costFunction   = 96
	costUpvalue    = 64
	costView       = 160 // a view and its userdata
	costIterator   = 256
)

// stepsPerUpvalue is what capturing a variable costs: the VM walks its list of
// open upvalues.
const stepsPerUpvalue = 8

// The VM has no API for how much a table or the stack holds, so it is read by
// reflection, which may look at unexported fields but not change them.
var (
	arrayField    = fieldIndex(reflect.TypeFor[lua.LTable](), "array")
	keysField     = fieldIndex(reflect.TypeFor[lua.LTable](), "keys")
	registryField = fieldIndex(reflect.TypeFor[lua.LState](), "reg")
	slotsField    = fieldIndex(reflect.TypeFor[lua.LState]().Field(registryField).Type.Elem(), "array")
)

func fieldIndex(t reflect.Type, name string) int {
	f, ok := t.FieldByName(name)
	if !ok {
		panic("gopher-lua's " + t.String() + " has no field " + name)
	}
	return f.Index[0]
}

// registers is the size of the stack.
func registers(L *lua.LState) int {
	return reflect.ValueOf(L).Elem().Field(registryField).Elem().Field(slotsField).Cap()
}

// arrayLen is the size of the list part, nils included. Len may be less.
func arrayLen(tb *lua.LTable) int {
	return reflect.ValueOf(tb).Elem().Field(arrayField).Len()
}

// keyCount is how many keys outside the list part were ever set: gopher-lua
// never forgets one.
func keyCount(tb *lua.LTable) int {
	return reflect.ValueOf(tb).Elem().Field(keysField).Len()
}

// length is the border of a table, charged for the nils it steps over.
func (s *State) length(L *lua.LState, tb *lua.LTable) int {
	n := tb.Len()
	s.charge(L, (arrayLen(tb)-n)/8)
	return n
}

// arrayKey reports whether the VM keeps this key in the list part.
func arrayKey(key lua.LValue) (int, bool) {
	n, ok := key.(lua.LNumber)
	if !ok || n < 1 || n >= lua.LNumber(lua.MaxArrayIndex) || n != lua.LNumber(int(n)) {
		return 0, false
	}
	return int(n), true
}

// store sets a field without metamethods. All writes of scripts end here, apart
// from the constructors': it refuses tables that outlive the call, charges, and
// bounds the list that a large index would fill with nils.
func (s *State) store(L *lua.LState, tb *lua.LTable, key, value lua.LValue) {
	if _, ok := s.frozen[tb]; ok {
		L.RaiseError("attempt to change a read-only table (field '%s')", describe(key))
	}
	if i, ok := arrayKey(key); ok {
		s.storeItem(L, tb, i, value)
		return
	}
	switch k := key.(type) {
	case *lua.LNilType:
		L.RaiseError("table index is nil")
	case lua.LNumber:
		if k != k {
			L.RaiseError("table index is NaN")
		}
	case lua.LString:
		s.chargeBytes(L, len(k))
	}
	if value != lua.LNil && tb.RawGetH(key) == lua.LNil {
		s.alloc(L, fieldCost(tb))
	}
	tb.RawSetH(key, value)
}

func fieldCost(tb *lua.LTable) int {
	if keyCount(tb) == 0 {
		return costFirstField
	}
	return costField
}

func (s *State) storeItem(L *lua.LState, tb *lua.LTable, i int, value lua.LValue) {
	n := arrayLen(tb)
	if i > n {
		if value == lua.LNil {
			return // otherwise the VM fills the list up to here
		}
		if n == 0 {
			s.alloc(L, costFirstSlot)
		}
		s.alloc(L, (i-n)*costSlot)
	}
	tb.RawSetInt(i, value)
}

// describe names a key in a message: short, and without addresses.
func describe(key lua.LValue) string {
	if str, ok := textOf(key); ok {
		return shorten(str, 60)
	}
	return key.Type().String()
}
