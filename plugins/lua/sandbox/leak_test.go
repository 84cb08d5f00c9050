package sandbox

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// catalogue is what the hook of a random program finds: tables, functions and
// iterators made while loading, in every way known to carry state.
const catalogue = `
	G = { n = 1, inner = { x = 1 }, 1, 2 }
	list = { 3, 1, 2 }
	local L = { a = 'a', inner = { x = 2 }, sub = { 1, { 2 } } }
	local M = setmetatable({ b = 1 }, {
		__index = function(t, k) return 'idx' .. tostring(k) end,
		__newindex = function(t, k, v) L[k] = v end,
		__call = function(self, a, b) return a end,
	})
	local N = setmetatable({}, { __index = L, __newindex = L })
	local words = string.gmatch('a b c d e', '%%a')
	local step = pairs({ p = 1, q = 2, r = 3 })
	local function counter() local c = { n = 0 } return function() c.n = c.n + 1 return c.n end end
	counter = counter()
	local function id(a, b) return a, b end
	local function num(v) return tonumber(v) or 1 end
	local function keep(a, b) L.kept = a G.kept = b return a end
	local function dump(v, depth)
		if type(v) ~= 'table' or depth > 4 then return tostring(v) end
		local out = {}
		for k, w in pairs(v) do out[#out + 1] = tostring(k) .. '=' .. dump(w, depth + 1) end
		return '{' .. table.concat(out, ',') .. '}'
	end
	return { hook = function(case)
		local out = {}
		local function note(...)
			for i = 1, select('#', ...) do out[#out + 1] = dump((select(i, ...)), 1) end
		end
		local ok, err = pcall(function()
			local x, y, t = case.n, 'y', { 1, 2 }
			%s
			note(x, y, t)
		end)
		note(ok, err)
		return { table.concat(out, ' '), dump(G, 0), dump(list, 0), dump(L, 0), dump(M, 0), tostring(words), L.kept or 'none' }
	end }`

// TestNothingLeaksBetweenCalls runs the same calls in one reused state and in a
// fresh state each; results, errors and costs must not tell them apart.
func TestNothingLeaksBetweenCalls(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		g := &programs{
			t: t, dialect: leakDialect,
			vars:   []string{"x", "y", "t", "G.n", "case.n"},
			tables: []string{"G", "L", "M", "N", "t", "list", "G.inner", "L.sub", "case"},
			lists:  []string{"list", "t", "G", "case"},
			funcs:  []string{"id", "keep", "M", "note", "select", "rawequal", "pcall", "next", "tostring"},
		}
		source := fmt.Sprintf(catalogue, g.block(4))
		p, err := Compile([]Chunk{{Name: "random.lua", Source: source}}, Limits{CallSteps: 50_000})
		if err != nil {
			t.Fatalf("%v\n%s", err, source)
		}
		reused := mustLoad(t, p, source)
		for call := range 4 {
			arg := mapObject{"n": call % 2, "inner": mapObject{"x": 1}}
			fresh := mustLoad(t, p, source)
			want := observeCall(fresh, arg)
			if reused.Dead() {
				reused = mustLoad(t, p, source)
			}
			if strings.Contains(want, "machine failed") {
				t.Fatalf("%s\n%s", want, source)
			}
			if got := observeCall(reused, arg); got != want {
				t.Fatalf("call %d\nreused %s\nfresh  %s\n%s", call, got, want, source)
			}
		}
	})
}

func mustLoad(t *rapid.T, p *Program, source string) *State {
	s, err := p.Load(context.Background())
	if err != nil {
		t.Fatalf("%v\n%s", err, source)
	}
	return s
}

func observeCall(s *State, arg Object) string {
	v, err := s.Call(context.Background(), 0, arg)
	return fmt.Sprintf("%v %v %+v %v", v, err, s.Cost(), s.Dead())
}
