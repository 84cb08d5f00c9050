package sandbox

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"
)

// emit is put in front of a program, on its first line: p(...) notes its
// arguments, and the notes are the program's result.
const emit = `local out = {} local function p(...) for i = 1, select('#', ...) do out[#out + 1] = tostring((select(i, ...))) end out[#out + 1] = ';' end `

const collected = "\nreturn table.concat(out, ' ')"

// plainRun runs a program under gopher-lua as it is.
func plainRun(source string) (string, error) {
	L := lua.NewState()
	defer L.Close()
	if err := L.DoString(emit + source + collected); err != nil {
		return "", err
	}
	return L.Get(-1).String(), nil
}

func sandboxRun(source string) (string, error) {
	p, err := Compile([]Chunk{{Name: "<string>", Source: emit + source + collected}}, Limits{})
	if err != nil {
		return "", err
	}
	s, err := p.Load(context.Background())
	if err != nil {
		return "", err
	}
	v, err := s.Value()
	return fmt.Sprint(v), err
}

// TestRewritingKeepsTheMeaning runs ordinary programs under plain gopher-lua and
// in the sandbox. Each program in testdata/programs is a file.
func TestRewritingKeepsTheMeaning(t *testing.T) {
	files, err := filepath.Glob("testdata/programs/*.lua")
	if err != nil || len(files) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want, err := plainRun(string(source))
			if err != nil {
				t.Fatalf("plain gopher-lua: %v", err)
			}
			got, err := sandboxRun(string(source))
			if err != nil {
				t.Fatalf("sandbox: %v\n%s", err, trace(err))
			}
			if got != want {
				t.Errorf("got\n%s\nwant\n%s", got, want)
			}
		})
	}
}

// TestDepartures lists on purpose what differs from gopher-lua 1.1.2, most of it
// where gopher-lua differs from Lua.
func TestDepartures(t *testing.T) {
	tests := []struct{ name, source, plain, here string }{
		{"swap", `local a, b = 1, 2 a, b = b, a p(a, b)`, "2 2 ;", "2 1 ;"},
		{"assignment after a caught error", `local n = 0 local function get() return n end pcall(error) n = 5 p(get())`, "0 ;", "5 ;"},
		{"level 2 of error", "local function f() error('x', 2) end\nlocal function g()\nf()\nend\np(pcall(g))", "false <string>:1: x ;", "false <string>:3: x ;"},
		{"numbers are decimal", `p("010" + 0, tonumber("1e2"))`, "8 nil ;", "10 100 ;"},
		{"text of numbers", `p(1/3, 0/0, 1/0, 1e15 + 0.5)`, "0.3333333333333333 NaN +Inf 1.0000000000000005e+15 ;", "0.33333333333333 nan inf 1e+15 ;"},
		{"huge", `p(math.huge == 1/0)`, "false ;", "true ;"},
		{"break at the head of a loop", `local n = 0 while true do for k in pairs({1}) do break end n = n + 1 if n > 5 then break end end p(n)`, "0 ;", "6 ;"},
		{"order of pairs", `for k in pairs({ c = 1, a = 2, b = 3 }) do p(k) end`, "c ; a ; b ;", "a ; b ; c ;"},
		{"arg", `local function f(...) return arg and arg.n end p(f(1, 2))`, "2 ;", "nil ;"},
		{"ascii case", `p(string.upper("ә"))`, "Ә ;", "ә ;"},
		{"loop over next", `local function f(a, b) return 7 end local x = f(1, 2) for k, v in next, { 10 } do p(k, v) end`, "", "1 10 ;"},
		{"call in a last named field", `local function f() return 'a', 'b' end local t = { 1, 2, x = f() } p(#t)`, "3 ;", "2 ;"},
		{"call after fifty items", `local function f() return 'a', 'b' end local t = { ` + strings.Repeat("0, ", 50) + `f() } p(#t, t[1], t[51])`, "50 a nil ;", "52 0 a ;"},
		{"name after fifty items", `local function f() return 'a' end local t = { ` + strings.Repeat("0, ", 50) + `x = f() } p(t[1], t.x)`, "a a ;", "0 a ;"},
		{"logic in an assignment", `local t, x = { a = false }, 1 x = t.a and 2 p(x)`, "1 ;", "false ;"},
		{"varargs in an assignment", `local function f(...) local x, y = 1, 2 x = (...) return x, y ~= nil end p((pcall(f, 3)))`, "false ;", "true ;"},
		{"error without a message", `p(pcall(error))`, "false <string>:1: bad argument #1 to (anonymous) (value expected) ;", "false nil ;"},
		{"stable sort", `local t = {} for i = 1, 20 do t[i] = i end table.sort(t, function() return false end) p(t[1], t[20])`, "1 20 ;", "1 20 ;"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if plain, err := plainRun(test.source); err != nil || plain != test.plain {
				t.Errorf("gopher-lua now says %q, %v; known was %q", plain, err, test.plain)
			}
			if here, err := sandboxRun(test.source); err != nil || here != test.here {
				t.Errorf("got %q, %v, want %q", here, err, test.here)
			}
		})
	}
}
