package sandbox

import lua "github.com/yuin/gopher-lua"

// collect numbers the functions in a value, in the order in which a reader meets
// them: list items by index, fields by key.
func (s *State) collect(root lua.LValue) {
	seen := map[*lua.LTable]struct{}{}
	var walk func(v lua.LValue, depth int)
	walk = func(v lua.LValue, depth int) {
		switch v := v.(type) {
		case *lua.LFunction:
			if _, ok := s.ids[v]; !ok {
				s.ids[v] = Func(len(s.funcs))
				s.funcs = append(s.funcs, v)
			}
		case *lua.LTable:
			if _, ok := seen[v]; ok || depth > s.limits.ValueDepth || len(seen) > s.limits.ValueItems {
				return
			}
			seen[v] = struct{}{}
			for i := 1; i <= arrayLen(v); i++ {
				walk(v.RawGetInt(i), depth+1)
			}
			for _, key := range sortedKeys(v) {
				walk(v.RawGetH(key), depth+1)
			}
		}
	}
	walk(root, 1)
}

// freeze makes every table read-only that a function of the script can reach.
// Whatever else a hook can get hold of later is made during its own call.
//
// The catalogue itself is not a root: what no function and no global refers to
// cannot be written to by anyone, and need not be kept once it was converted.
func (s *State) freeze() {
	todo := []lua.LValue{s.vm.Get(lua.GlobalsIndex)}
	for _, fn := range s.funcs {
		todo = append(todo, fn)
	}
	functions := map[*lua.LFunction]struct{}{}
	add := func(v lua.LValue) {
		switch v.(type) {
		case *lua.LTable, *lua.LFunction:
			todo = append(todo, v)
		}
	}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		switch v := v.(type) {
		case *lua.LTable:
			if _, ok := s.frozen[v]; ok {
				continue
			}
			s.frozen[v] = struct{}{}
			add(v.Metatable)
			v.ForEach(func(key, value lua.LValue) { add(key); add(value) })
		case *lua.LFunction:
			if _, ok := functions[v]; ok {
				continue
			}
			functions[v] = struct{}{}
			for _, up := range v.Upvalues {
				add(up.Value())
			}
		}
	}
}

// forget drops what only Value needs, for states that are kept to be called.
func (s *State) forget() { s.root = lua.LNil }
