package sandbox

import (
	"reflect"
	"strings"
	"testing"
)

func TestValueIsPlainData(t *testing.T) {
	got := valueOf(t, `
		local shared = { 1 }
		return {
			clauses = { { id = "1", on = function() end }, { id = "2", empty = {} } },
			number = -42, large = 2 ^ 53, zero = -0, yes = true, no = false, text = "Қазақ",
			shared = { shared, shared }, ["odd key"] = 1,
			trailing = { 1, 2, nil },
		}`)
	want := map[string]any{
		"clauses": []any{
			map[string]any{"id": "1", "on": Func(0)},
			map[string]any{"id": "2", "empty": Empty{}},
		},
		"number": int64(-42), "large": int64(1 << 53), "zero": int64(0), "yes": true, "no": false, "text": "Қазақ",
		"shared":   []any{[]any{int64(1)}, []any{int64(1)}},
		"odd key":  int64(1),
		"trailing": []any{int64(1), int64(2)},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%#v\nwant\n%#v", got, want)
	}
}

func TestScalarsAndNothing(t *testing.T) {
	for source, want := range map[string]any{
		"return": nil, "": nil, "return nil": nil, "return 'x', 'y'": "x", "return {}": Empty{}, "return 5": int64(5),
	} {
		if got := valueOf(t, source); got != want {
			t.Errorf("%q gave %#v, want %#v", source, got, want)
		}
	}
}

func TestConversionErrorsNameThePlace(t *testing.T) {
	tests := []struct {
		source string
		kind   Kind
		want   string
	}{
		{`return { clauses = { 1, 2, { promises = { x = 0.5 } } } }`, KindRuntime, "clauses[3].promises.x: 0.5 is not an integer"},
		{`return { ["a key"] = { 0 / 0 } }`, KindRuntime, `["a key"][1]: nan is not an integer`},
		{`return { n = 1 / 0 }`, KindRuntime, "n: inf is not an integer"},
		{`return { n = 2 ^ 53 + 2 }`, KindRuntime, "n: 9.007199254741e+15 is not an integer within 2^53"},
		{`return { a = { 1, nil, 3 } }`, KindRuntime, "a[2]: the list has a hole here"},
		{`return { a = { 1, x = 2 } }`, KindRuntime, "a: the table is both a list and a map (it has the field 'x')"},
		{`return { a = { [true] = 1 } }`, KindRuntime, "a: the key 'boolean' is neither"},
		{`return { a = { [0] = 1 } }`, KindRuntime, "a: the key '0' is neither"},
		{`return { a = "\255" }`, KindRuntime, "a: the text is not UTF-8"},
		{`return { ["\255"] = 1 }`, KindRuntime, `["\xff"]: the name is not UTF-8`},
		{`local t = {} t.t = { t } return { a = t }`, KindRuntime, "a.t[1]: the table contains itself"},
		{`local t = {} for i = 1, 100 do t = { t } end return t`, KindLimit, "nested deeper than 32 levels"},
		{`local t = "x" for i = 1, 20 do t = { t, t } end return t`, KindLimit, "more than 50000 items"},
		{`local s = ("x"):rep(1e6) return { s, s, s, s, s }`, KindLimit, "more than 4194304 bytes of text"},
	}
	for _, test := range tests {
		_, err := eval(test.source, Limits{})
		if kindOf(err) != test.kind || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s\ngot  %v (%s)\nwant %s", test.source, err, kindOf(err), test.want)
		}
	}
}

// TestFunctionsAreNumberedAlike checks that a Func means the same function in every
// state, whatever the order of Go's maps.
func TestFunctionsAreNumberedAlike(t *testing.T) {
	p := compileScript(t, `
		local function make(n) return function() return n end end
		local t = {}
		for i = 1, 50 do t["f" .. i] = make(i) end
		t.list = { make(100), make(200) }
		return t`)
	first := functionsOf(t, p)
	for range 3 {
		if again := functionsOf(t, p); !reflect.DeepEqual(again, first) {
			t.Fatalf("got %v and %v", first, again)
		}
	}
}

func functionsOf(t *testing.T, p *Program) map[Func]any {
	s, err := p.Load(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	out := map[Func]any{}
	for f := range Func(len(s.funcs)) {
		v, err := s.Call(t.Context(), f)
		if err != nil {
			t.Fatal(err)
		}
		out[f] = v
	}
	return out
}
