package sandbox

import (
	"fmt"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"
	"github.com/yuin/gopher-lua/parse"
)

// unrewritten compiles a source without the rewriter, as if it had a hole.
func unrewritten(t *testing.T, source string) *lua.FunctionProto {
	t.Helper()
	stmts, err := parse.Parse(strings.NewReader(source), "raw.lua")
	if err != nil {
		t.Fatal(err)
	}
	proto, err := lua.Compile(stmts, "raw.lua")
	if err != nil {
		t.Fatal(err)
	}
	return proto
}

// TestVerifyRefusesWhatTheRewriterMustRemove checks the second line of defence on
// its own: code that the rewriter would never produce.
func TestVerifyRefusesWhatTheRewriterMustRemove(t *testing.T) {
	for _, source := range []string{
		`x = 1`,
		`local function f() x = 1 end`,
		`local n = 0 local function f() n = 1 end`,
		`local t = {} t.x = 1`,
		`local t = {} t[1] = 1`,
		`local a = "x" local b = a .. a`,
		`local t = {} local n = #t`,
		`local a = 1 local b = a % 2`,
		`local a = 1 local b = a ^ 2`,
		`local t = {} function t.f() end`,
		`local t = {} function t:f() end`,
		`local function f() local function g() t.x = 1 end end`,
	} {
		if err := verify(unrewritten(t, source), 0); err == nil {
			t.Errorf("%s was let through", source)
		}
	}
}

func TestVerifyAcceptsConstructors(t *testing.T) {
	for source, keyed := range map[string]int{
		`local t = { 1, 2, x = 1, y = { z = 2 } }`:                              3,
		`local f = function(a) return { a and 1 or 2, x = a or { y = a } } end`: 2,
		`local t = { f(), x = g(function() return { q = 1 } end), f() }`:        2,
	} {
		if err := verify(unrewritten(t, source), keyed); err != nil {
			t.Errorf("%s: %v", source, err)
		}
	}
}

// TestVerifyRefusesJumpsIntoConstructors builds by hand what a compiler bug could:
// a jump that skips the NEWTABLE and lets the store hit another table.
func TestVerifyRefusesJumpsIntoConstructors(t *testing.T) {
	proto := unrewritten(t, `local s = G if s then local t = { n = 1 } end`)
	for pc, inst := range proto.Code {
		if int(inst>>opcodeShift) == lua.OP_NEWTABLE {
			for from := range pc {
				if int(proto.Code[from]>>opcodeShift) == lua.OP_JMP {
					proto.Code[from] = uint32(lua.OP_JMP)<<opcodeShift | uint32(pc-from+1<<17-1)
				}
			}
		}
	}
	if err := verify(proto, 1); err == nil {
		t.Error("a jump over a NEWTABLE was let through")
	}
}

func TestTailCallsBecomeCalls(t *testing.T) {
	proto := unrewritten(t, `local f return f(1, 2)`)
	if err := verify(proto, 0); err != nil {
		t.Fatal(err)
	}
	for _, inst := range proto.Code {
		if int(inst>>opcodeShift) == lua.OP_TAILCALL {
			t.Error("a tail call is left")
		}
	}
}

// TestTokensAreBoundedBeforeParsing checks the first of three checks alone: the
// parser's stack grows with what is open.
func TestTokensAreBoundedBeforeParsing(t *testing.T) {
	l := Limits{Nesting: 50}.withDefaults()
	for _, part := range []string{"(", "{", "a[", "function() ", "do ", "if x then ", "repeat ", "not ", "- ", "a .. ", "a ^ ", "a + ", "a and "} {
		source := strings.Repeat(part, 1001)
		if err := checkTokens("t.lua", source, l); err == nil || err.Kind != KindLimit {
			t.Errorf("%s: %v", part, err)
		}
	}
	few := Limits{Tokens: 1000}.withDefaults()
	if err := checkTokens("t.lua", strings.Repeat("x = 1 ", 1000), few); err == nil || err.Kind != KindLimit {
		t.Errorf("many tokens: %v", err)
	}
	for _, source := range []string{
		strings.Repeat("x = a + b ", 100), strings.Repeat("f(a .. b, not c) ", 80), strings.Repeat("if x then y() end ", 100),
		strings.Repeat("return { ", 40) + "1" + strings.Repeat(" }", 40), "x = '" + strings.Repeat("(", 1000) + "'",
		"--[[" + strings.Repeat("(", 1000) + "]]",
	} {
		if err := checkTokens("t.lua", source, l); err != nil {
			t.Errorf("%.40s...: %v", source, err)
		}
	}
}

func FuzzCompileAndLoad(f *testing.F) {
	for _, seed := range []string{
		realisticHook, prelude, `local t = {} t[1], t.x = 1, ... return t`, `for i = 1, 3 do for k in pairs({}) do break end end`,
		`local function f(...) return ... end return { f(1, 2) }`, `local x = 1 local f = function() return x end x = 2`,
		`return (("x"):rep(3) .. 1) % 2 ^ -#{} == not nil and {} or 1 < 2`, `while nil do end repeat until 1 do end`,
		"--[==[ ]==] return [[x]]", `a.b.c:d { e = 1 } "f" (g)`, `return 0x1F, 1e3, .5, 3.`, "\uFEFFreturn 1",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, source string) {
		p, err := Compile([]Chunk{{Name: "fuzz.lua", Source: source}}, Limits{SourceBytes: 1 << 14, LoadSteps: 20_000, LoadMemory: 1 << 20, CallSteps: 5000})
		if err != nil {
			return
		}
		first, second := fuzzRun(t, p), fuzzRun(t, p)
		if first != second {
			t.Errorf("two runs differ:\n%s\n%s", first, second)
		}
	})
}

// fuzzRun loads a program and calls its first functions.
func fuzzRun(t *testing.T, p *Program) string {
	var out strings.Builder
	s, err := p.Load(t.Context())
	fmt.Fprintln(&out, err)
	if err != nil {
		return out.String()
	}
	v, err := s.Value()
	fmt.Fprintln(&out, v, err, s.Cost())
	for f := range Func(min(3, len(s.funcs))) {
		v, err := s.Call(t.Context(), f, mapObject{"a": 1, "b": sliceList{1, "x"}})
		fmt.Fprintln(&out, v, err, s.Cost())
	}
	if strings.Contains(out.String(), "machine failed") {
		t.Errorf("the VM failed: %s", out.String())
	}
	return out.String()
}
