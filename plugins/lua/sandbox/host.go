package sandbox

import lua "github.com/yuin/gopher-lua"

// host is the table a trusted chunk finds in its local `host`.
//
//	host.where(level)           file and line; 1 is the caller of host.where, 2 its caller
//	host.func(f)                file and line of a function, and its number of parameters
//	host.fail(file, line, text) raises an error at a place remembered earlier
func (s *State) host() lua.LValue {
	tb := s.vm.CreateTable(0, 3)
	s.register(tb, map[string]lua.LGFunction{
		"where": s.hostWhere,
		"func":  hostFunc,
		"fail":  s.hostFail,
	})
	s.frozen[tb] = struct{}{}
	return tb
}

func (s *State) hostWhere(L *lua.LState) int {
	level := optInt(L, 1, "where", 1)
	if level < 1 || level > s.limits.CallDepth {
		return 0
	}
	f, ok := frameAt(L, level)
	if !ok {
		return 0
	}
	return push2(L, lua.LString(f.file), lua.LNumber(f.line))
}

func hostFunc(L *lua.LState) int {
	fn := functionArg(L, 1, "func")
	if fn.IsG {
		return 0
	}
	push2(L, lua.LString(fn.Proto.SourceName), lua.LNumber(fn.Proto.LineDefined))
	L.Push(lua.LNumber(fn.Proto.NumParameters))
	return 3
}

func (s *State) hostFail(L *lua.LState) int {
	file, line := stringArg(L, 1, "fail"), stringArg(L, 2, "fail")
	message := file + ":" + line + ": " + stringArg(L, 3, "fail")
	s.newString(L, len(message))
	L.Error(lua.LString(message), 0)
	return 0
}
