package sandbox

import (
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// randomSource draws a program that notes what it computes. Tables and functions
// are noted by kind, since their addresses differ.
func randomSource(t *rapid.T, d dialect) string {
	g := &programs{
		t: t, dialect: d,
		vars:   []string{"x", "y", "tab.a", "tab"},
		tables: []string{"tab", "meta", "other"},
		lists:  []string{"list"},
		funcs:  []string{"id", "first", "meta"},
	}
	return fmt.Sprintf(`local raw = tostring
local function tostring(v) local k = type(v) return (k == 'table' or k == 'function') and k or raw(v) end
local function num(v) return tonumber(v) or 1 end
local function note(...) for i = 1, select('#', ...) do p(tostring((select(i, ...)))) end end
local tab, other, list = { a = 1, b = 'b' }, {}, { 1, 2, 3 }
local function id(a, b) return a, b end
local function first(a) return a end
local meta = setmetatable({}, { __index = function(t, k) return tostring(k) end, __call = function(self, a) return a end,
	__add = first, __concat = function(a, b) return 'cat' end, __eq = function() return true end })
local function run()
local x, y = 1, 'y'
%s
note(x, y)
end
p((pcall(run)))`, g.block(6))
}

// TestRandomProgramsMeanTheSame runs random programs under plain gopher-lua and in
// the sandbox.
func TestRandomProgramsMeanTheSame(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		source := randomSource(t, gopherDialect)
		want, err := plainRun(source)
		if err != nil {
			t.Fatalf("plain gopher-lua: %v\n%s", err, source)
		}
		compareRun(t, source, want)
	})
}

// TestRandomProgramsMeanWhatLuaSays does the same against Lua itself, where that is
// installed. It covers what gopher-lua gets wrong.
func TestRandomProgramsMeanWhatLuaSays(t *testing.T) {
	path, err := exec.LookPath("lua5.1")
	if err != nil {
		t.Skip("no lua5.1 here")
	}
	rapid.Check(t, func(t *rapid.T) {
		source := randomSource(t, luaDialect)
		cmd := exec.Command(path, "-")
		cmd.Stdin = strings.NewReader(emit + source + "\nio.write(table.concat(out, ' '))")
		want, err := cmd.Output()
		if err != nil {
			t.Fatalf("lua5.1: %v\n%s", err, source)
		}
		compareRun(t, source, string(want))
	})
}

// negativeZero is written -0 by Lua and 0 by gopher-lua and the sandbox.
var negativeZero = regexp.MustCompile(`-0([^.0-9]|$)`)

func compareRun(t *rapid.T, source, want string) {
	got, err := sandboxRun(source)
	plus := func(s string) string { return negativeZero.ReplaceAllString(s, "0$1") }
	if err != nil || plus(got) != plus(want) {
		t.Fatalf("got  %s %v\nwant %s\n%s", got, err, want, source)
	}
}
