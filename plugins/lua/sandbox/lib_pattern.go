package sandbox

import (
	"strings"

	lua "github.com/yuin/gopher-lua"
)

const (
	costMatcher     = 512 // bytes
	costPatternItem = 96  // bytes for each byte of a pattern; the list grows by doubling
	costMatch       = 4   // steps, for what surrounds the matching itself

	maxPattern = 4096 // bytes; matching recurses once per item at most
)

// matcher compiles a pattern for a subject, charged.
func (s *State) matcher(L *lua.LState, subject, src string, anchors bool) *matcher {
	if len(src) > maxPattern {
		L.RaiseError("the pattern is too long")
	}
	s.alloc(L, costMatcher+len(src)*costPatternItem)
	p, err := compilePattern(src, anchors)
	if err != nil {
		L.RaiseError("%s", err)
	}
	return &matcher{
		pattern: p,
		subject: subject,
		spans:   make([]capture, p.captures+1),
		tick:    func(steps int) { s.charge(L, steps) },
	}
}

func (s *State) stringFind(L *lua.LState) int {
	subject, src := stringArg(L, 1, "find"), stringArg(L, 2, "find")
	init := startArg(L, 3, "find", len(subject))
	if lua.LVAsBool(L.Get(4)) || !strings.ContainsAny(src, "^$*+?.([%-") {
		return s.findPlain(L, subject, src, init)
	}
	m := s.matcher(L, subject, src, true)
	if !m.find(init) {
		L.Push(lua.LNil)
		return 1
	}
	push2(L, intValue(m.spans[0].start+1), intValue(m.spans[0].end))
	return 2 + s.pushCaptures(L, m)
}

func (s *State) findPlain(L *lua.LState, subject, needle string, init int) int {
	s.chargeBytes(L, 4*(len(subject)-init+len(needle)))
	i := strings.Index(subject[init:], needle)
	if i < 0 {
		L.Push(lua.LNil)
		return 1
	}
	return push2(L, intValue(init+i+1), intValue(init+i+len(needle)))
}

// startArg is where a search begins, from 0 to n.
func startArg(L *lua.LState, arg int, name string, n int) int {
	i := optInt(L, arg, name, 1)
	if i < 0 {
		i = max(n+i+1, 1)
	}
	return min(max(i, 1)-1, n)
}

func (s *State) stringMatch(L *lua.LState) int {
	subject, src := stringArg(L, 1, "match"), stringArg(L, 2, "match")
	m := s.matcher(L, subject, src, true)
	if !m.find(startArg(L, 3, "match", len(subject))) {
		L.Push(lua.LNil)
		return 1
	}
	return s.pushMatch(L, m)
}

// pushMatch pushes the captures, or the whole match when there are none.
func (s *State) pushMatch(L *lua.LState, m *matcher) int {
	if m.pattern.captures == 0 {
		L.Push(s.captured(L, m, 0))
		return 1
	}
	return s.pushCaptures(L, m)
}

func (s *State) pushCaptures(L *lua.LState, m *matcher) int {
	for n := 1; n <= m.pattern.captures; n++ {
		L.Push(s.captured(L, m, n))
	}
	return m.pattern.captures
}

func (s *State) captured(L *lua.LState, m *matcher, n int) lua.LValue {
	c := m.spans[n]
	if c.position {
		return lua.LNumber(c.start + 1)
	}
	s.alloc(L, costString)
	return lua.LString(m.subject[c.start:c.end])
}

// stringGmatch searches as the loop goes on.
func (s *State) stringGmatch(L *lua.LState) int {
	m := s.matcher(L, stringArg(L, 1, "gmatch"), stringArg(L, 2, "gmatch"), false)
	epoch, pos := s.epoch, 0
	L.Push(s.vm.NewFunction(func(L *lua.LState) int {
		s.checkEpoch(L, epoch)
		if pos > len(m.subject) || !m.find(pos) {
			pos = len(m.subject) + 1
			L.Push(lua.LNil)
			return 1
		}
		pos = m.spans[0].end
		if m.spans[0].start == pos {
			pos++
		}
		return s.pushMatch(L, m)
	}))
	return 1
}

func (s *State) stringGsub(L *lua.LState) int {
	subject, src := stringArg(L, 1, "gsub"), stringArg(L, 2, "gsub")
	limit := optInt(L, 4, "gsub", len(subject)+1)
	m := s.matcher(L, subject, src, true)
	g := gsub{s: s, L: L, m: m, replacement: replacementArg(L)}
	pos := 0
	for g.count < limit && pos <= len(subject) {
		if !m.find(pos) {
			break
		}
		found := m.spans[0]
		s.charge(L, costMatch)
		g.write(subject[pos:found.start])
		g.count++
		g.replace()
		pos = found.end
		if found.start == found.end { // step over one character
			if pos < len(subject) {
				g.write(subject[pos : pos+1])
			}
			pos++
		}
		if m.pattern.anchored {
			break
		}
	}
	g.write(subject[min(pos, len(subject)):])
	L.Push(lua.LString(g.out.String()))
	L.Push(intValue(g.count))
	return 2
}

func replacementArg(L *lua.LState) lua.LValue {
	v := L.Get(3)
	switch v.Type() {
	case lua.LTString, lua.LTNumber, lua.LTTable, lua.LTFunction:
	default:
		typeError(L, 3, "gsub", "string/function/table")
	}
	return v
}

// gsub is a replacement in progress.
type gsub struct {
	s           *State
	L           *lua.LState
	m           *matcher
	replacement lua.LValue
	count       int
	out         strings.Builder
}

func (g *gsub) write(str string) {
	g.s.alloc(g.L, 2*len(str)) // the builder grows by doubling
	if g.out.Len()+len(str) > g.s.limits.StringBytes {
		g.s.newString(g.L, g.out.Len()+len(str))
	}
	g.out.WriteString(str)
}

func (g *gsub) replace() {
	var v lua.LValue
	switch r := g.replacement.(type) {
	case *lua.LTable:
		v = g.s.index(g.L, r, g.first())
	case *lua.LFunction:
		top := g.L.GetTop()
		g.L.Push(r)
		g.L.Call(g.s.pushMatch(g.L, g.m), 1)
		v = g.L.Get(-1)
		g.L.SetTop(top)
	default:
		text, _ := textOf(r)
		g.template(text)
		return
	}
	if !lua.LVAsBool(v) {
		found := g.m.spans[0]
		g.write(g.m.subject[found.start:found.end])
		return
	}
	str, ok := textOf(v)
	if !ok {
		g.L.RaiseError("invalid replacement value (a %s)", typeName(v))
	}
	g.write(str)
}

// first is the first capture, or the whole match.
func (g *gsub) first() lua.LValue {
	return g.s.captured(g.L, g.m, min(1, g.m.pattern.captures))
}

// template writes a replacement with %0 to %9 in it.
func (g *gsub) template(text string) {
	for {
		i := strings.IndexByte(text, '%')
		if i < 0 || i+1 >= len(text) {
			g.write(strings.TrimSuffix(text, "%"))
			return
		}
		g.s.charge(g.L, 1)
		g.write(text[:i])
		g.escape(text[i+1])
		text = text[i+2:]
	}
}

func (g *gsub) escape(b byte) {
	if b < '0' || b > '9' {
		g.write(string([]byte{b}))
		return
	}
	n := int(b - '0')
	if n == 1 && g.m.pattern.captures == 0 {
		n = 0
	}
	if n > g.m.pattern.captures {
		g.L.RaiseError("invalid capture index")
	}
	str, _ := textOf(g.s.captured(g.L, g.m, n))
	g.write(str)
}
