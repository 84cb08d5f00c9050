package sandbox

import lua "github.com/yuin/gopher-lua"

const costProtect = 16 // steps; a deferred recover and two frames

// basePcall is pcall(f, ...).
func (s *State) basePcall(L *lua.LState) int {
	anyArg(L, 1, "pcall")
	L.Insert(s.entry, 1)
	if err := s.protect(L, L.GetTop()-1); err != nil {
		L.Push(lua.LFalse)
		L.Push(err.Object)
		return 2
	}
	L.Insert(lua.LTrue, 1)
	return L.GetTop()
}

// baseXpcall is xpcall(f, handler). The handler runs after unwinding: running it
// before, as Lua does, makes gopher-lua leave upvalues pointing into the part of
// the stack that is reused next. Without a debug library nobody can tell.
func (s *State) baseXpcall(L *lua.LState) int {
	fn, handler := anyArg(L, 1, "xpcall"), anyArg(L, 2, "xpcall")
	L.SetTop(0)
	L.Push(s.entry)
	L.Push(fn)
	err := s.protect(L, 1)
	if err == nil {
		L.Insert(lua.LTrue, 1)
		return L.GetTop()
	}
	L.Push(lua.LFalse)
	L.Push(s.entry)
	L.Push(handler)
	L.Push(err.Object)
	if err := s.protect(L, 2); err != nil {
		L.Push(err.Object)
	}
	L.SetTop(2)
	return 2
}

// protect calls the function below its nargs arguments on the stack and returns
// the script's own errors. An ended run and a failed VM are not the script's to
// catch.
func (s *State) protect(L *lua.LState, nargs int) *lua.ApiError {
	s.charge(L, costProtect)
	s.protected++
	err := L.PCall(nargs, lua.MultRet, nil)
	s.protected--
	if err == nil {
		s.charge(L, L.GetTop()/8)
		return nil
	}
	api, ok := err.(*lua.ApiError)
	if !ok || api.Type == lua.ApiErrorPanic {
		s.dead = true
		s.budget.end(KindRuntime, "the lua machine failed: "+err.Error())
	}
	s.noteOverflow(api.Object) // of the call stack, in front of enter
	if s.budget.cause != "" {
		s.stop(L)
	}
	if str, ok := api.Object.(lua.LString); ok {
		s.alloc(L, min(len(str), 2*maxMessage)+costString)
	}
	return api
}
