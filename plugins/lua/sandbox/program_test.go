package sandbox

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"
)

// dialect says what a random program may use.
type dialect int

const (
	gopherDialect dialect = iota // what gopher-lua 1.1.2 gets right
	luaDialect                   // what Lua 5.1 defines
	leakDialect                  // everything, and attempts to leave something behind
)

// programs draws random Lua: statements over a few variables, tables and
// functions, with closures, loops, metamethods and errors.
type programs struct {
	t       *rapid.T
	dialect dialect
	vars    []string // may be read
	tables  []string // may also be indexed and assigned to
	lists   []string // tables without holes: length, insert and remove are defined
	funcs   []string // may be called with two arguments
	depth   int
	inner   int // functions around the current place; they may not assign to x and y
	loops   int // around the current place, within its function
}

func (g *programs) pick(label string, list ...string) string {
	return rapid.SampledFrom(list).Draw(g.t, label)
}

func (g *programs) intn(n int) int { return rapid.IntRange(0, n-1).Draw(g.t, "n") }

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

// arith leaves out what is written differently when it becomes text.
func (g *programs) arith() string {
	a, b := g.operand("num"), g.operand("num")
	switch g.dialect {
	case leakDialect:
		return a + g.pick("arith", " + ", " - ", " * ", " % ", " / ", " ^ ") + b
	case luaDialect:
		if g.intn(4) == 0 {
			return a + g.pick("literal arith", " % 3", " ^ 2", " / 2")
		}
		return a + g.pick("arith", " + ", " - ", " * ") + b
	}
	return a + g.pick("arith", " + ", " - ") + b
}

// operand is an expression, most of the time made into something operators take.
func (g *programs) operand(convert string) string {
	if g.intn(5) == 0 {
		return g.expr()
	}
	return convert + "(" + g.expr() + ")"
}

// fraction is a number whose text may be rounded differently.
func (g *programs) fraction() string {
	if g.dialect == gopherDialect {
		return "2"
	}
	return "2.5"
}

func (g *programs) expr() string {
	if g.depth > 3 {
		return g.pick("leaf", append([]string{"1", "'s'", "nil", "true", g.fraction()}, g.vars...)...)
	}
	g.depth++
	defer func() { g.depth-- }()
	switch g.intn(20) {
	case 0, 1:
		return g.pick("literal", "0", "1", "3", g.fraction(), "'x'", "'10'", "true", "false", "nil", `"ә"`)
	case 2, 3:
		return g.pick("var", g.vars...)
	case 4:
		return "(" + g.arith() + ")"
	case 5:
		return "(" + g.operand("tostring") + " .. " + g.operand("tostring") + g.pick("more", "", " .. 'z'", " .. 1 .. 2") + ")"
	case 6:
		kind := g.pick("compared as", "num", "tostring")
		return "(" + g.operand(kind) + g.pick("compare", " == ", " ~= ", " < ", " <= ", " > ", " >= ") + g.operand(kind) + ")"
	case 7, 8:
		return "(" + g.cond() + g.pick("logic", " and ", " or ") + g.expr() + ")"
	case 9:
		return "(not " + g.cond() + ")"
	case 10:
		return "#" + g.pick("list", g.lists...)
	case 11, 12:
		return g.pick("table", g.tables...) + g.key()
	case 13:
		return "{ " + g.expr() + ", a = " + g.expr() + ", [" + g.expr() + "] = " + g.expr() + " }"
	case 14:
		return "{ a = " + g.expr() + ", " + g.call() + " }"
	case 15:
		return g.call()
	case 16:
		return "(" + g.call() + ")"
	case 17:
		return "tostring(" + g.expr() + ")"
	case 18:
		return "select('#', " + g.call() + ")"
	}
	return "(function(v, ...) " + g.innerBlock() + " return v, ... end)(" + g.expr() + ", " + g.expr() + ")"
}

// cond is a condition. gopher-lua gets lost in loops that begin with a constant one.
func (g *programs) cond() string {
	if g.dialect == gopherDialect {
		return g.call()
	}
	return g.expr()
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

// innerBlock is the body of a function, with locals of its own to assign to.
func (g *programs) innerBlock() string {
	defer func(loops int) { g.inner--; g.loops = loops }(g.loops)
	g.inner++
	g.loops = 0
	return g.block(2)
}

// loop is the body of a loop.
func (g *programs) loop() string {
	g.loops++
	defer func() { g.loops-- }()
	if g.dialect != gopherDialect && g.intn(8) == 0 {
		return "do break end "
	}
	return g.block(2)
}

// assign stores in x or y where that is allowed, and in a new local elsewhere.
func (g *programs) assign() string {
	if g.inner > 0 {
		return "local x, y = " + g.expr() + ", " + g.expr()
	}
	if g.dialect == gopherDialect {
		return "do local v = " + g.expr() + " x = v end"
	}
	return g.pick("targets", "x = ", "y = ", "x, y = y, ", "y, x = ", "x, "+g.pick("table", g.tables...)+".a = y, ") + g.expr()
}

func (g *programs) stmt() string {
	if g.depth > 3 {
		return "note(" + g.pick("var", g.vars...) + ")"
	}
	g.depth++
	defer func() { g.depth-- }()
	switch g.intn(21) {
	case 0, 1:
		return g.assign()
	case 2:
		return "do local x, z = " + g.expr() + ", " + g.expr() + " x = z note(x) " + " end"
	case 3, 4:
		return g.pick("table", g.tables...) + g.key() + " = " + g.expr()
	case 5:
		return "if " + g.cond() + " then " + g.block(2) + " elseif " + g.cond() + " then " + g.block(1) + " else " + g.block(2) + " end"
	case 6:
		return "for i = 1, " + g.pick("bound", "2", "3", "1") + " do " + g.loop() + " note(i) end"
	case 7:
		return "for k, v in " + g.pick("loop", "ipairs", "pairs") + "({ " + g.expr() + ", " + g.expr() + " }) do " + g.loop() + " note(k, v) end"
	case 8:
		protected := "pcall(function() " + g.innerBlock() + " return " + g.expr() + " end)"
		if g.dialect == leakDialect {
			return "note(" + protected + ")"
		}
		return "note((" + protected + "))" // messages are worded differently
	case 9:
		return "do local y = " + g.expr() + " local function get() return y, x end " + g.block(1) + " note(get()) end"
	case 10:
		return "note(" + g.expr() + ", " + g.call() + ")"
	case 11:
		return "table.insert(" + g.pick("list", g.lists...) + ", (" + g.expr() + " or 1))"
	case 12:
		return "note((table.remove(" + g.pick("list", g.lists...) + ")))"
	case 13:
		return "local n = 0 while n < 3 do n = n + 1 " + g.block(1) + " if x == n then break end note(n) end"
	case 14:
		return "local n = 0 repeat n = n + 1 local m = n " + g.block(1) + " until m > 2 or " + g.cond()
	case 15:
		if g.dialect != gopherDialect {
			return g.awkward()
		}
	case 16:
		return "local object = { v = " + g.expr() + " } function object:get(a, ...) return self.v, a, ... end note(object:get(" + g.expr() + ", " + g.expr() + "))"
	case 17:
		return g.pick("table", g.tables...) + g.key() + ", " + g.pick("table", g.tables...) + g.key() + " = " + g.expr() + ", " + g.call()
	case 18:
		if g.dialect == leakDialect {
			return g.leak()
		}
	}
	return "note(" + g.call() + ")"
}

// awkward is what gopher-lua compiles wrongly: the rewriter mends it.
func (g *programs) awkward() string {
	return g.pick("awkward",
		"do local a = "+g.expr()+" local function get() return a end note((pcall(error))) a = "+g.expr()+" note(get(), a) end",
		"for i = 1, 2 do for k in pairs({ 1 }) do break end note(i) end",
		"for i = 1, 2 do while true do break end note(i) end",
		"for i = 1, 2 do repeat break until "+g.expr()+" note(i) end",
		"for i = 1, 2 do while false and "+g.expr()+" do note(i) end end",
		"while "+g.pick("constant", "true and ", "1 and ", "not false and ", "nil or ")+g.expr()+" do note('once') break end",
		"for i = 1, 2 do for k, v in pairs({ 1, 2 }) do local z = "+g.pick("constant", "false", "nil", "true", "1")+g.pick("logic", " and ", " or ")+g.expr()+" note(z, k) end end",
		"for k, v in next, { "+g.expr()+" } do note(k, v) end",
		"for v in (function(a, b) if not b then return "+g.expr()+" end end) do note(v) break end",
		"note((function(s) s = (tostring(s)) return s end)("+g.expr()+"))",
		"note((function(a, b) a, b = b, a return a, b end)("+g.expr()+", "+g.expr()+"))",
		"note((function(n) local function get() return n end n = "+g.expr()+" return get() end)(1))",
		"note(unpack({ "+g.expr()+" or 1, a = "+g.call()+" }))",
		"note(unpack({ "+strings.Repeat("0, ", 50)+g.call()+", 1 }, 49, 51))",
		"note(select('#', unpack({ "+strings.Repeat("0, ", 50)+"id(1, 2) })))",
		"note(unpack({ "+strings.Repeat("0, ", 50)+"x = "+g.call()+", 7, y = 8 }, 49))",
		"local fs = {} for i = 1, 3 do fs[i] = function() return i end i = i * 2 end note(fs[1](), fs[3]())",
	)
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
		"table.insert("+table+", 1, "+g.expr()+")",
		"note(type(rawset))",
		"note(pcall(error, {}))",
		"note(counter())",
		"for k, v in pairs("+table+") do "+table+"[k] = nil end",
		"note(string.gsub('abc', '%a', "+table+"))",
		"do local q = "+table+" or {} q.inner.x = "+g.expr()+" end",
		"local f = function() return x end "+table+".f = f",
		"do local s = 'x' while true do s = s .. s end end",
		"while true do note(x) end",
		"do local function r(...) return 1 + r(x, ...) end note(pcall(r)) end",
	)
}
