package sandbox

import lua "github.com/yuin/gopher-lua"

// open fills the globals of a fresh state. It is an allowlist: what is not named
// here does not exist, and every function listed is our own, charged and
// deterministic.
func (s *State) open() {
	globals := s.vm.Get(lua.GlobalsIndex).(*lua.LTable)
	s.register(globals, s.operators())
	s.register(globals, s.base())
	globals.RawSetString("_VERSION", lua.LString(lua.LuaVersion))

	str := s.library("string", s.strings())
	s.library("table", s.tables())
	s.library("utf8", s.utf8())
	s.library("text", s.texts())
	math := s.library("math", s.math())
	mathConstants(math)

	s.openStrings(str)
	s.openViews()
}

// library makes a global table of functions, read-only even while loading.
func (s *State) library(name string, funcs map[string]lua.LGFunction) *lua.LTable {
	tb := s.vm.CreateTable(0, len(funcs))
	s.register(tb, funcs)
	s.vm.Get(lua.GlobalsIndex).(*lua.LTable).RawSetString(name, tb)
	s.frozen[tb] = struct{}{}
	return tb
}

// register adds functions in the order of their names, which is the order in
// which a traversal would meet them.
func (s *State) register(tb *lua.LTable, funcs map[string]lua.LGFunction) {
	for _, name := range sortedNames(funcs) {
		tb.RawSetString(name, s.vm.NewFunction(funcs[name]))
	}
}

// openStrings gives strings their methods. The metatable is not the table
// `string` and no function hands it out.
func (s *State) openStrings(methods *lua.LTable) {
	meta := s.vm.CreateTable(0, 8)
	s.register(meta, s.stringArithmetic())
	meta.RawSetString("__index", methods)
	s.vm.SetMetatable(lua.LString(""), meta)
}
