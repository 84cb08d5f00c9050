package sandbox

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"testing"
)

const prelude = `
local clauses = {}
function clause(id)
  local file, line = host.where(2)
  return function(body)
    body.id, body.file, body.line = id, file, line
    if body.on then
      local f, l, n = host.func(body.on)
      body.on_line, body.on_params = l, n
    end
    clauses[#clauses + 1] = body
    return body
  end
end
function regulation(name)
  return function(body)
    for _, c in ipairs(clauses) do
      if not c.title then host.fail(c.file, c.line, "clause " .. c.id .. " has no title") end
    end
    return { name = name, clauses = clauses }
  end
end
function where_of_where() return host.where(1) end`

func loadWithPrelude(script string) (any, error) {
	p, err := Compile([]Chunk{
		{Name: "prelude.lua", Source: prelude, Trusted: true},
		{Name: "script.lua", Source: script},
	}, Limits{})
	if err != nil {
		return nil, err
	}
	s, err := p.Load(context.Background())
	if err != nil {
		return nil, err
	}
	return s.Value()
}

func TestPreludeSeesPlacesOfItsCallers(t *testing.T) {
	got, err := loadWithPrelude(`
return regulation "test" {
  clause "1" { title = "first" },

  clause "2" {
    title = "second",
    on = function(case, arg) end,
  },
}`)
	if err != nil {
		t.Fatal(err, trace(err))
	}
	want := map[string]any{
		"name": "test",
		"clauses": []any{
			map[string]any{"id": "1", "title": "first", "file": "script.lua", "line": int64(3)},
			map[string]any{
				"id": "2", "title": "second", "file": "script.lua", "line": int64(5),
				"on": Func(0), "on_line": int64(7), "on_params": int64(2),
			},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%v\nwant\n%v", got, want)
	}
}

func TestPreludeRaisesAtARememberedPlace(t *testing.T) {
	_, err := loadWithPrelude("\n\nreturn regulation 'x' {\n  clause '7' {},\n}")
	var e *Error
	if !errors.As(err, &e) || e.File != "script.lua" || e.Line != 4 || e.Message != "clause 7 has no title" {
		t.Errorf("got %+v", err)
	}
}

func TestScriptReachesNothingOfThePrelude(t *testing.T) {
	for _, script := range []string{
		"return host",
		"host = nil return host",
		"local host = ... return host",
		"return clauses",
	} {
		got, err := loadWithPrelude(script)
		if got != nil || err != nil {
			t.Errorf("%s gave %v, %v", script, got, err)
		}
	}
	for _, script := range []string{"clause = nil", "function clause() end", "regulation, x = 1, 2", "tostring = 1"} {
		if _, err := loadWithPrelude(script); kindOf(err) != KindRuntime {
			t.Errorf("%s gave %v", script, err)
		}
	}
}

func ExampleProgram() {
	program, err := Compile([]Chunk{
		{Name: "prelude.lua", Trusted: true, Source: `function on(f) return { hook = f } end`},
		{Name: "script.lua", Source: `return on(function(case) return { greeting = "Сәлем, " .. case.name } end)`},
	}, Limits{})
	if err != nil {
		fmt.Println(err)
		return
	}
	state, err := program.Load(context.Background())
	if err != nil {
		fmt.Println(err)
		return
	}
	value, _ := state.Value()
	hook := value.(map[string]any)["hook"].(Func)

	pool := NewPool(program, 4)
	result, cost, err := pool.Call(context.Background(), hook, map[string]any{"name": "Әлия"})
	fmt.Println(result, cost.Steps > 0, err)
	// Output: map[greeting:Сәлем, Әлия] true <nil>
}
