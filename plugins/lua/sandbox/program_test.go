package sandbox

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// programs draws random Lua: statements over a few variables, tables and
// functions, with closures, loops, metamethods and errors.
type programs struct {
	t      *rapid.T
	vars   []string // may be read and assigned
	tables []string // may also be indexed
	funcs  []string // may be called with two arguments
	leaky  bool     // also write to what the load made, and use what may leak
	depth  int
	inner  int // functions around the current place; they may not assign to x
}

func (g *programs) pick(label string, list ...string) string {
	return rapid.SampledFrom(list).Draw(g.t, label)
}

func (g *programs) intn(n int) int { return rapid.IntRange(0, n-1).Draw(g.t, "n") }

// arith leaves out what gopher-lua writes differently when it becomes text.
func (g *programs) arith() []string {
	if g.leaky {
		return []string{" + ", " - ", " * ", " % ", " / ", " ^ "}
	}
	return []string{" + ", " - ", " * "}
}

func (g *programs) key() string {
	switch g.intn(5) {
	case 0:
		return fmt.Sprintf("[%d]", g.intn(4))
	case 1:
		return "[" + g.expr() + "]"
	case 2:
		return "['k' .. tostring(" + g.pick("var", g.vars...) + ")]"
	}
	return "." + g.pick("field", "a", "b", "n")
}

func (g *programs) expr() string {
	if g.depth > 3 {
		return g.pick("leaf", append([]string{"1", "'s'", "nil", "true", "0.5"}, g.vars...)...)
	}
	g.depth++
	defer func() { g.depth-- }()
	switch g.intn(17) {
	case 0, 1:
		return g.pick("literal", "0", "1", "-3", "2.5", "'x'", "'10'", "true", "false", "nil", `"ә"`)
	case 2, 3:
		return g.pick("var", g.vars...)
	case 4:
		return "(" + g.expr() + g.pick("arith", g.arith()...) + g.expr() + ")"
	case 5:
		return "(" + g.expr() + " .. " + g.expr() + ")"
	case 6:
		return "(" + g.expr() + g.pick("compare", " == ", " ~= ", " < ", " <= ", " > ", " >= ") + g.expr() + ")"
	case 7:
		return "(" + g.expr() + g.pick("logic", " and ", " or ") + g.expr() + ")"
	case 8:
		return "(not " + g.expr() + ")"
	case 9:
		return "#" + g.pick("table", g.tables...)
	case 10, 11:
		return g.pick("table", g.tables...) + g.key()
	case 12:
		return "{ " + g.expr() + ", a = " + g.expr() + ", [" + g.expr() + "] = " + g.expr() + " }"
	case 13:
		return g.call()
	case 14:
		return "tostring(" + g.expr() + ")"
	case 15:
		return "select('#', " + g.call() + ")"
	}
	return "(function(v, ...) " + g.innerBlock() + " return v, ... end)(" + g.expr() + ", " + g.expr() + ")"
}

// innerBlock is the body of a function.
func (g *programs) innerBlock() string {
	g.inner++
	defer func() { g.inner-- }()
	return g.block(2)
}

func (g *programs) call() string {
	return g.pick("func", g.funcs...) + "(" + g.expr() + ", " + g.expr() + ")"
}

func (g *programs) block(n int) string {
	var b strings.Builder
	for range 1 + g.intn(n) {
		b.WriteString(g.stmt())
		b.WriteString(";\n")
	}
	return b.String()
}

func (g *programs) stmt() string {
	if g.depth > 3 {
		return "note(" + g.pick("var", g.vars...) + ")"
	}
	g.depth++
	defer func() { g.depth-- }()
	switch g.intn(15) {
	case 0, 1:
		if g.inner == 0 {
			return "x = " + g.expr()
		}
		return "local x = " + g.expr()
	case 2:
		return "do local x = " + g.expr() + " x = " + g.expr() + " note(x) " + " end"
	case 3, 4:
		return g.pick("table", g.tables...) + g.key() + " = " + g.expr()
	case 5:
		return "if " + g.expr() + " then " + g.block(2) + " else " + g.block(2) + " end"
	case 6:
		return "for i = 1, " + g.pick("bound", "2", "3", "#list") + " do note(i) " + g.block(2) + " end"
	case 7:
		return "for k, v in " + g.pick("loop", "ipairs", "pairs") + "({ " + g.expr() + ", " + g.expr() + " }) do note(k, v) " + g.block(2) + " end"
	case 8:
		protected := "pcall(function() " + g.innerBlock() + " return " + g.expr() + " end)"
		if g.leaky {
			return "note(" + protected + ")"
		}
		return "note((" + protected + "))" // messages are worded differently
	case 9:
		return "do local y = " + g.expr() + " local function get() return y, x end " + g.block(1) + " note(get()) end"
	case 10:
		return "note(" + g.expr() + ", " + g.call() + ")"
	case 11:
		return "table.insert(" + g.pick("table", g.tables...) + ", (" + g.expr() + "))"
	case 12:
		return "note(table.remove(" + g.pick("table", g.tables...) + "))"
	case 13:
		return "local n = 0 while n < 3 do n = n + 1 note(n) " + g.block(1) + " if x == n then break end end"
	}
	if g.leaky {
		return g.leak()
	}
	return "note(" + g.call() + ")"
}

// leak is a statement that tries to leave something behind.
func (g *programs) leak() string {
	table := g.pick("table", g.tables...)
	return g.pick("leak",
		"note(words())",
		"note(step())",
		"note(next("+table+"))",
		"for k, v in pairs("+table+") do note(k) break end",
		"setmetatable("+table+", { __index = function() return 'changed' end })",
		"getmetatable("+table+").__index = nil",
		"table.sort("+table+", function(a, b) return tostring(a) > tostring(b) end)",
		"note(type(rawset))",
		"note(pcall(error, {}))",
		"note(counter())",
		"for k, v in pairs("+table+") do "+table+"[k] = nil end",
		"note(string.gsub('abc', '%a', "+table+"))",
		"("+table+" or {}).inner.x = "+g.expr(),
		"local f = function() return x end "+table+".f = f",
	)
}
