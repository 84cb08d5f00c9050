package sandbox

import (
	"context"
	"errors"
	"strings"
	"testing"
)

// TestErrorsPointIntoTheSource checks file, line and message of errors raised by
// every rewritten construct: line 3 of the source must stay line 3.
func TestErrorsPointIntoTheSource(t *testing.T) {
	tests := []struct{ name, line3, message string }{
		{"syntax", `x = = 1`, "syntax error near '='"},
		{"unfinished", `return (1`, "syntax error at the end of the file"},
		{"bad token", `return ы`, "Invalid token"},
		{"goto", `goto there ::there::`, "goto is not available"},
		{"captured", `local function f() t = 1 end`, "may not assign to 't'"},
		{"global", `local function f() unknown = 1 end`, "global variable 'unknown'"},
		{"nil field", `local x = t.a.b`, "attempt to index a non-table object(nil) with key 'b'"},
		{"nil computed field", `local x = t[1][t]`, "attempt to index a non-table object(nil) with key 'table'"},
		{"nil assignment", `t.a.b = 1`, "with key 'b'"},
		{"nil call", `t.f()`, "attempt to call a non-function object"},
		{"nil method", `t:f()`, "attempt to call a non-function object"},
		{"concat", `local x = "a" .. t`, "cannot perform concat operation between string and table"},
		{"arithmetic", `local x = 1 + t`, "cannot perform add operation between number and table"},
		{"modulo", `local x = 1 % t`, "cannot perform mod operation between number and table"},
		{"power", `local x = 2 ^ 0.5`, "the exponent of a power must be an integer"},
		{"compare", `local x = t < t`, "attempt to compare table with table"},
		{"compare kinds", `local a, b = 1, "x" local x = a < b`, "attempt to compare number with string"},
		{"length", `local x = #t.missing`, "attempt to get the length of a nil"},
		{"library", `string.rep()`, "bad argument #1 to 'rep' (string expected, got no value)"},
		{"error", `error("message")`, "message"},
		{"error with level", `local function f() error("message", 2) end f()`, "message"},
		{"error table", `error({ message = "message" })`, "message"},
		{"assert", `assert(nil, "message")`, "message"},
		{"multiple assignment", `t.a, t.b.c = 1, 2`, "with key 'c'"},
		{"read-only", `string.x = 1`, "attempt to change a read-only table (field 'x')"},
		{"redefined", `string = 1`, "'string' is predefined and may not be redefined"},
		{"steps", `while true do end`, "used up its 5000000 steps"},
		{"memory", `local s = ("x"):rep(1e10)`, "used up its 16777216 bytes"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := eval("local t = {}\n-- line 2\n"+test.line3+"\n", Limits{})
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("got %v", err)
			}
			wantLine := 3
			if test.name == "unfinished" {
				wantLine = 4
			}
			if e.File != "test.lua" || e.Line != wantLine || !strings.Contains(e.Message, test.message) {
				t.Errorf("got %s:%d %q, want line %d with %q", e.File, e.Line, e.Message, wantLine, test.message)
			}
			if strings.Contains(e.Message, "test.lua") {
				t.Errorf("the message repeats the position: %q", e.Message)
			}
		})
	}
}

func TestTracebackNamesTheCallers(t *testing.T) {
	_, err := eval("local function inner()\n  local x = nil\n  return x.y\nend\nfunction outer()\n  return inner()\nend\nouter()\n", Limits{})
	want := "test.lua:3: in function 'inner'\ntest.lua:6: in function 'outer'\ntest.lua:8: in main chunk"
	if got := trace(err); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// TestErrorsInThePreludePointAtTheScript checks that an author is not sent to a
// file that is not theirs.
func TestErrorsInThePreludePointAtTheScript(t *testing.T) {
	p, err := Compile([]Chunk{
		{Name: "prelude.lua", Trusted: true, Source: "function clause(id)\n  return #id.name\nend"},
		{Name: "script.lua", Source: "\n\nclause(nil)"},
	}, Limits{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = p.Load(context.Background())
	var e *Error
	if !errors.As(err, &e) || e.File != "script.lua" || e.Line != 3 {
		t.Errorf("got %+v", err)
	}
}

// TestTimeoutCarriesTheContextsError would run for years if nobody looked at the
// context.
func TestTimeoutCarriesTheContextsError(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	p, err := Compile([]Chunk{{Name: "test.lua", Source: "return { f = function(stop) stop() while true do end end }"}}, Limits{CallSteps: 1 << 60})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Load(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.Call(ctx, 0, GoFunc(func([]any) (any, error) { cancel(); return nil, nil }))
	if kindOf(err) != KindTimeout || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v of kind %s", err, kindOf(err))
	}
}

func TestChunkNamesAreChecked(t *testing.T) {
	for _, name := range []string{"", "a:b", "a\nb", strings.Repeat("x", 300)} {
		if _, err := Compile([]Chunk{{Name: name, Source: ""}}, Limits{}); kindOf(err) != KindForbidden {
			t.Errorf("%q: %v", name, err)
		}
	}
	if _, err := Compile([]Chunk{{Name: "a"}, {Name: "a"}}, Limits{}); kindOf(err) != KindForbidden {
		t.Errorf("the same name twice: %v", err)
	}
	if _, err := Compile([]Chunk{{Name: "a"}, {Name: "b", Trusted: true}}, Limits{}); kindOf(err) != KindForbidden {
		t.Errorf("trusted after untrusted: %v", err)
	}
	if _, err := Compile(nil, Limits{}); kindOf(err) != KindSyntax {
		t.Errorf("nothing: %v", err)
	}
}
