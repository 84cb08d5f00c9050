package sandbox

import (
	"errors"
	"fmt"
	"reflect"
	"testing"
)

// ordered is an Object with an order of its own that counts what it is asked.
type ordered struct {
	keys   []string
	values map[string]any
	asked  []string
}

func (o *ordered) Get(key string) (any, bool) {
	o.asked = append(o.asked, key)
	v, ok := o.values[key]
	return v, ok
}

func (o *ordered) Keys() []string { return o.keys }

func testCase() *ordered {
	return &ordered{
		keys: []string{"zeta", "alpha", "items", "nested"},
		values: map[string]any{
			"zeta": "z", "alpha": 7, "items": sliceList{"a", "b", 3, nil, true},
			"nested": map[string]any{"deep": map[string]any{"x": int64(1 << 40)}, "list": []string{"p", "q"}},
			"double": GoFunc(func(args []any) (any, error) { return args[0].(int64) * 2, nil }),
			"echo":   GoFunc(func(args []any) (any, error) { return []any{len(args), fmt.Sprint(args...)}, nil }),
			"fail":   GoFunc(func([]any) (any, error) { return nil, errors.New("refused") }),
			"same":   GoFunc(func(args []any) (any, error) { return args[0], nil }),
			"bad":    struct{}{},
		},
	}
}

// callWith runs the body of a hook with c as its argument.
func callWith(t *testing.T, c any, body string) (any, error) {
	t.Helper()
	s := loadScript(t, "return { f = function(c) "+body+" end }")
	return s.Call(t.Context(), 0, c)
}

func TestViewsReadLikeTables(t *testing.T) {
	tests := []struct {
		body string
		want any
	}{
		{`return c.zeta .. c.alpha`, "z7"},
		{`return c.missing`, nil},
		{`return c[1]`, nil},
		{`return c["al" .. "pha"]`, int64(7)},
		{`return c.items[1] .. c.items[2] .. c.items[3]`, "ab3"},
		{`return c.items[0]`, nil},
		{`return c.items[6]`, nil},
		{`return c.items.x`, nil},
		{`return #c.items`, int64(5)},
		{`return #c`, int64(4)},
		{`return c.nested.deep.x`, int64(1 << 40)},
		{`return type(c) .. " " .. type(c.items)`, "table table"},
		{`return c.nested == c.nested`, true},
		{`return c.double == c.double`, true},
		{`return c:double(21)`, int64(42)},
		{`return c.double(21)`, int64(42)},
		{`local out = {} for k in pairs(c) do out[#out + 1] = k end return table.concat(out, " ")`, "zeta alpha items nested"},
		{`local out = {} for i, v in pairs(c.items) do out[#out + 1] = i .. tostring(v) end return table.concat(out, " ")`, "1a 2b 33 5true"},
		{`local out = {} for i, v in ipairs(c.items) do out[#out + 1] = i .. v end return table.concat(out, " ")`, "1a 2b 33"},
		{`local k, v = next(c) local k2 = next(c, k) return k .. v .. k2`, "zetazalpha"},
		{`local i, v = next(c.items, 2) return i .. v`, "33"},
		{`return table.concat(c.nested.list, "+")`, "p+q"},
		{`return select("#", unpack(c.items))`, int64(5)},
		{`return c.nested`, map[string]any{"deep": map[string]any{"x": int64(1 << 40)}, "list": []any{"p", "q"}}},
		{`return { fields = c.nested.list }`, map[string]any{"fields": []any{"p", "q"}}},
		{`return c:echo({ 1, { x = "y" } }, c.items)[2]`, "[1 map[x:y]] [a b 3 <nil> true]"},
		{`return c:echo(c)[1]`, int64(1)},
		{`return c:same(c.nested).deep.x`, int64(1 << 40)},
		{`return pcall(c.fail)`, false},
		{`return select(2, pcall(function() c:fail() end))`, "test.lua:1: refused"},
		{`return tostring(c)`, "table"},
	}
	for _, test := range tests {
		t.Run(test.body, func(t *testing.T) {
			got, err := callWith(t, testCase(), test.body)
			if err != nil || !reflect.DeepEqual(got, test.want) {
				t.Errorf("got %#v, %v, want %#v", got, err, test.want)
			}
		})
	}
}

func TestViewsAskForNoMoreThanIsRead(t *testing.T) {
	c := testCase()
	if _, err := callWith(t, c, `local x = c.zeta return c.alpha`); err != nil {
		t.Fatal(err)
	}
	if want := []string{"zeta", "alpha"}; !reflect.DeepEqual(c.asked, want) {
		t.Errorf("asked for %v, want %v", c.asked, want)
	}
}

func TestViewsAreReadOnly(t *testing.T) {
	for _, body := range []string{
		`c.zeta = 1`, `c.new = 1`, `c.items[1] = 1`, `c.nested.deep.x = 1`, `table.insert(c.items, 1)`,
		`table.remove(c.items)`, `table.sort(c.items)`, `setmetatable(c, {})`, `rawset(c, 1, 1)`,
	} {
		if _, err := callWith(t, testCase(), body); kindOf(err) != KindRuntime {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestArgumentsThatHaveNoForm(t *testing.T) {
	for _, arg := range []any{struct{}{}, int64(1 << 60), make(chan int), Func(99)} {
		if _, err := callWith(t, arg, `return 1`); kindOf(err) != KindRuntime {
			t.Errorf("%T: %v", arg, err)
		}
	}
	if _, err := callWith(t, testCase(), `return c.bad`); kindOf(err) != KindRuntime {
		t.Errorf("a field without a form: %v", err)
	}
}

func TestPanickingHostKillsTheState(t *testing.T) {
	s := loadScript(t, `return { f = function(c) return c.x end, g = function() return 1 end }`)
	if _, err := s.Call(t.Context(), 0, panicky{}); kindOf(err) != KindRuntime || !s.Dead() {
		t.Errorf("got %v, dead %v", err, s.Dead())
	}
	s = loadScript(t, `return { f = function(c) return c end }`)
	if _, err := s.Call(t.Context(), 0, panicky{}); kindOf(err) != KindRuntime || !s.Dead() {
		t.Errorf("while converting: got %v, dead %v", err, s.Dead())
	}
}

type panicky struct{}

func (panicky) Get(string) (any, bool) { panic("a bug of the host") }
func (panicky) Keys() []string         { return []string{"x"} }
