package sandbox

import (
	"fmt"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// frame is one active Lua function. Functions of this package are not listed.
type frame struct {
	file string
	line int
	name string
}

// traceback lists the active functions, innermost first.
func (s *State) traceback(L *lua.LState) []frame {
	out := []frame{}
	for level := 0; level <= s.limits.CallDepth; level++ {
		if f, ok := frameAt(L, level); ok {
			out = append(out, f)
		}
	}
	return out
}

// frameAt is the Lua function at a level, 0 being the running function.
func frameAt(L *lua.LState, level int) (frame, bool) {
	dbg, ok := L.GetStack(level)
	if !ok {
		return frame{}, false
	}
	if _, err := L.GetInfo("Sln", dbg, lua.LNil); err != nil || dbg.Source == "" {
		return frame{}, false
	}
	return frame{file: dbg.Source, line: dbg.CurrentLine, name: frameName(dbg)}, true
}

func frameName(dbg *lua.Debug) string {
	if dbg.LineDefined == 0 {
		return "main chunk"
	}
	if strings.HasPrefix(dbg.Name, "<") || strings.HasPrefix(dbg.Name, "(") || dbg.Name == "?" {
		return fmt.Sprintf("function <%s:%d>", dbg.Source, dbg.LineDefined)
	}
	return fmt.Sprintf("function '%s'", shorten(dbg.Name, 60))
}

const maxTrace = 20

func formatTrace(frames []frame) string {
	var b strings.Builder
	for i, f := range frames {
		if i == maxTrace {
			b.WriteString("...\n")
			break
		}
		fmt.Fprintf(&b, "%s:%d: in %s\n", f.file, f.line, f.name)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// place is where to point the author when the error's own position is missing or
// inside a trusted chunk: the innermost line of an untrusted one.
func (s *State) place(file string) (string, int, bool) {
	if file != "" && !s.program.isTrusted(file) {
		return "", 0, false
	}
	for _, f := range s.frames {
		if !s.program.isTrusted(f.file) {
			return f.file, f.line, true
		}
	}
	return "", 0, false
}

func (p *Program) isTrusted(file string) bool {
	for _, c := range p.chunks {
		if c.name == file {
			return c.trusted
		}
	}
	return false
}
