package sandbox

import (
	"fmt"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"
	"pgregory.net/rapid"
)

// TestPatternsMatchLikeLua holds the matcher against values taken from the Lua 5.1
// manual and against what a reader of it would expect.
func TestPatternsMatchLikeLua(t *testing.T) {
	tests := []struct{ call, want string }{
		{`string.find("hello", "l+")`, "3 4"},
		{`string.find("hello", "(l)(l)")`, "3 4 l l"},
		{`string.find("hello", "x")`, "nil"},
		{`string.find("hello", "")`, "1 0"},
		{`string.find("hello", "", 10)`, "6 5"},
		{`string.find("hello", "l", -2)`, "4 4"},
		{`string.find("a+b", "+", 1, true)`, "2 2"},
		{`string.find("a.b", "%.")`, "2 2"},
		{`string.find("abc", "^b")`, "nil"},
		{`string.find("abc", "^b", 2)`, "2 2"},
		{`string.find("abc", "c$")`, "3 3"},
		{`string.find("a$c", "a$c")`, "1 3"},
		{`string.find("x]y", "[]]")`, "2 2"},
		{`string.find("x-y", "[a%-z]")`, "2 2"},
		{`string.find("x-y", "[z-]")`, "2 2"},
		{`string.find("x^y", "[x^]+")`, "1 2"},
		{`string.find("abc", "[^a-b]")`, "3 3"},
		{`string.match("key = value", "^(%w+)%s*=%s*(%w+)$")`, "key value"},
		{`string.match("  trim me ", "^%s*(.-)%s*$")`, "trim me"},
		{`string.match("hello", "()ll()")`, "3 5"},
		{`string.match("[[x]]", "%[(%b[])%]")`, "[x]"},
		{`string.match("THE (quick) fox", "%((%a+)%)")`, "quick"},
		{`string.match("THE (quick) fox", "%f[%a]%a+", 5)`, "quick"},
		{`string.match("x", "%f[%z]")`, ""},
		{`string.match("'it''s'", "(['\"]).-%1")`, "'"},
		{`string.match("abcabc", "(abc)%1")`, "abc"},
		{`string.match("2024-01-31", "(%d+)-(%d+)-(%d+)")`, "2024 01 31"},
		{`string.match("f(a(b)c)d", "%b()")`, "(a(b)c)"},
		{`string.match("aaa", "a-")`, ""},
		{`string.match("aaab", "a-b")`, "aaab"},
		{`string.match("ab", "a?b?c?")`, "ab"},
		{`string.match("қаз", ".")`, "\xd2"},
		{`string.match("a\0b", "%z")`, "\x00"},
		{`string.gsub("hello world", "o", "0")`, "hell0 w0rld 2"},
		{`string.gsub("hello world", "%w+", "%0 %0", 1)`, "hello hello world 1"},
		{`string.gsub("hello world", "(%w+) (%w+)", "%2 %1")`, "world hello 1"},
		{`string.gsub("abc", "", "-")`, "-a-b-c- 4"},
		{`string.gsub("abc", "b*", "x")`, "xaxxcx 4"},
		{`string.gsub("abc", "^a", "x")`, "xbc 1"},
		{`string.gsub("aaa", "^a", "x")`, "xaa 1"},
		{`string.gsub("abc", "%w", { a = 1, b = false })`, "1bc 3"},
		{`string.gsub("abc", "%w", function(c) if c ~= "b" then return c .. c end end)`, "aabcc 3"},
		{`string.gsub("a b", "%s", "%%")`, "a%b 1"},
		{`string.gsub("abc", ".", "%1")`, "abc 3"},
		{`string.gsub("abc", "x", "y", 0)`, "abc 0"},
		{`string.gsub("қазақ", "а", "о")`, "қозоқ 2"},
	}
	for _, test := range tests {
		t.Run(test.call, func(t *testing.T) {
			got, err := callResults(test.call)
			if err != nil {
				t.Fatal(err)
			}
			if got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// callResults is all results of an expression. Value would refuse bytes that are
// not UTF-8.
func callResults(expr string) (string, error) {
	s := newState(&Program{limits: Limits{}.withDefaults()})
	s.begin(nil, 1<<40, 1<<40)
	fn, err := s.vm.LoadString("return " + expr)
	if err != nil {
		return "", err
	}
	s.vm.Push(fn)
	if err := s.vm.PCall(0, lua.MultRet, nil); err != nil {
		return "", err
	}
	var out []string
	for i := 1; i <= s.vm.GetTop(); i++ {
		out = append(out, s.vm.Get(i).String())
	}
	return strings.Join(out, " "), nil
}

// drawPattern draws patterns in which gopher-lua and Lua agree.
func drawPattern(t *rapid.T) string {
	var b strings.Builder
	captures, open := 0, 0
	if rapid.Bool().Draw(t, "anchor") {
		b.WriteString("^")
	}
	single := []string{"a", "b", ".", "%a", "%d", "%s", "%w", "%W", "%p", "%l", "%u", "%x", "%A", "%D", "%.", "[ab]", "[^a]", "[a-c]", "[%d_]", "[^%s]"}
	for range rapid.IntRange(0, 6).Draw(t, "length") {
		switch rapid.IntRange(0, 8).Draw(t, "kind") {
		case 0:
			b.WriteString("(")
			captures++
			open++
			b.WriteString(rapid.SampledFrom(single).Draw(t, "first"))
		case 1:
			if open > 0 {
				open--
				b.WriteString(")")
			}
		case 2:
			b.WriteString("%b()")
		default:
			b.WriteString(rapid.SampledFrom(single).Draw(t, "single"))
			b.WriteString(rapid.SampledFrom([]string{"", "", "*", "+", "-", "?"}).Draw(t, "repeat"))
		}
	}
	b.WriteString(strings.Repeat(")", open))
	if rapid.IntRange(0, 3).Draw(t, "end") == 0 {
		b.WriteString("$")
	}
	return b.String()
}

// TestMatcherAgreesWithGopherLua compares find, match, gsub and gmatch on random
// patterns and subjects with gopher-lua's own.
func TestMatcherAgreesWithGopherLua(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern := drawPattern(t)
		if pattern == "" {
			t.Skip("gopher-lua finds it at 1 wherever the search begins")
		}
		subject := rapid.StringMatching(`[ab1A_ .()-]{3,12}`).Draw(t, "subject")
		source := fmt.Sprintf(`local s, pat = %q, %q
			p(string.find(s, pat)) p((string.match(s, pat))) p(string.find(s, pat, 3))
			p(string.gsub(s, pat, '<%%0>')) p(string.gsub(s, pat, '%%%%', 2))`, subject, pattern)
		if !strings.HasPrefix(pattern, "^") {
			source += ` for a, b in string.gmatch(s, pat) do p(a, b) end`
		}
		want, err := plainRun(source)
		if err != nil {
			t.Skip(err.Error())
		}
		got, err := sandboxRun(source)
		if err != nil || got != want {
			t.Fatalf("pattern %q on %q\ngot  %s %v\nwant %s", pattern, subject, got, err, want)
		}
	})
}

// TestMatchingIsCharged checks that exponential patterns take exponential steps,
// and linear ones linear.
func TestMatchingIsCharged(t *testing.T) {
	steps := func(n int, pattern string) int64 {
		s := loadScript(t, fmt.Sprintf(`return { f = function() return string.find(string.rep("a", %d), %q) end }`, n, pattern))
		if _, err := s.Call(t.Context(), 0); err != nil {
			t.Fatal(err)
		}
		return s.Cost().Steps
	}
	if a, b := steps(1000, "b"), steps(8000, "b"); b < 4*a {
		t.Errorf("searching 8 times as much took %d steps instead of %d", b, a)
	}
	if a, b := steps(20, "a*a*a*b"), steps(40, "a*a*a*b"); b < 6*a {
		t.Errorf("a cubic pattern on twice the text took %d steps instead of %d", b, a)
	}
}

func FuzzMatcher(f *testing.F) {
	for _, seed := range []string{"(a+)%1", "%b()", "[^%w-]+$", "^.-(.)", "%f[%a]", "[a-", "%", "(()", "a**", "[]]", "[%]]"} {
		f.Add(seed, "abc (def) ab")
	}
	f.Fuzz(func(t *testing.T, src, subject string) {
		if len(src) > 200 || len(subject) > 500 {
			return
		}
		for _, anchors := range []bool{true, false} {
			p, err := compilePattern(src, anchors)
			if err != nil {
				continue
			}
			fuzzMatch(t, p, subject)
		}
	})
}

type outOfSteps struct{}

func fuzzMatch(t *testing.T, p *pattern, subject string) {
	defer func() {
		if r := recover(); r != nil && r != (outOfSteps{}) {
			panic(r)
		}
	}()
	left := 100_000
	m := &matcher{pattern: p, subject: subject, spans: make([]capture, p.captures+1), tick: func(steps int) {
		if left -= steps; left < 0 {
			panic(outOfSteps{})
		}
	}}
	if !m.find(0) {
		return
	}
	for n, c := range m.spans {
		if c.start < 0 || c.end > len(subject) || !c.position && c.start > c.end {
			t.Errorf("capture %d is %+v in a subject of %d bytes", n, c, len(subject))
		}
	}
}
