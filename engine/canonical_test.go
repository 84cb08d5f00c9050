package engine_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"testing"

	"github.com/reglament/reglament/engine"
	"pgregory.net/rapid"
)

func TestCanonicalFormFollowsRFC8785(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		in   any
		want string
	}{
		// The sorting example of RFC 8785, section 3.2.3.
		{"members sort by UTF-16 units", map[string]any{
			"\u20ac": "Euro Sign", "\r": "Carriage Return", "\ufb33": "Hebrew Letter Dalet With Dagesh",
			"1": "One", "\U0001F600": "Emoji: Grinning Face", "\u0080": "Control", "\u00f6": "Latin Small Letter O With Diaeresis"},
			"{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\",\"\u00f6\":\"Latin Small Letter O With Diaeresis\"," +
				"\"\u20ac\":\"Euro Sign\",\"\U0001F600\":\"Emoji: Grinning Face\",\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}"},
		{"the shortest escapes", "\x08\t\n\f\r\"\\\x0f\x7f/<\u2028", "\"\\b\\t\\n\\f\\r\\\"\\\\\\u000f\x7f/<\u2028\""},
		{"absent members are left out", map[string]any{"a": nil, "b": int64(1)}, `{"b":1}`},
		{"empty list and map stay", map[string]any{"l": []any{}, "m": map[string]any{}}, `{"l":[],"m":{}}`},
		{"integers", []any{int64(0), int64(-5), int64(engine.MaxInt)}, `[0,-5,9007199254740992]`},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := engine.AppendCanonical(nil, c.in)
			if err != nil || string(got) != c.want {
				t.Errorf("got %s (%v)\nwant %s", got, err, c.want)
			}
		})
	}
}

func TestValuesThatCannotBeKeptAreRefused(t *testing.T) {
	t.Parallel()
	deep := any("x")
	for range 40 {
		deep = []any{deep}
	}
	for name, v := range map[string]any{
		"fraction": 1.5, "beyond 2^53": int64(engine.MaxInt + 1), "struct": struct{}{}, "absent in a list": []any{nil}, "too deep": deep,
	} {
		if _, err := engine.Clean(map[string]any{"a": v}, nil); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func drawValue(rt *rapid.T, depth int) any {
	switch kind := rapid.IntRange(0, 5).Draw(rt, "kind"); {
	case kind == 0 && depth > 0:
		return anySlice(rapid.SliceOfN(rapid.Custom(func(rt *rapid.T) any { return drawValue(rt, depth-1) }), 0, 4).Draw(rt, "list"))
	case kind == 1 && depth > 0:
		return rapid.MapOfN(rapid.String(), rapid.Custom(func(rt *rapid.T) any { return drawValue(rt, depth-1) }), 0, 4).Draw(rt, "map")
	case kind == 2:
		return rapid.Bool().Draw(rt, "bool")
	case kind == 3:
		return rapid.Int64Range(-engine.MaxInt, engine.MaxInt).Draw(rt, "int")
	}
	return rapid.String().Draw(rt, "string")
}

func anySlice(l []any) []any {
	if l == nil {
		return []any{}
	}
	return l
}

func TestCanonicalFormIsJSONThatReadsBackTheSame(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		v, err := engine.Clean(drawValue(rt, 3), nil)
		if err != nil {
			rt.Fatal(err)
		}
		first, err := engine.AppendCanonical(nil, v)
		if err != nil {
			rt.Fatal(err)
		}
		if !json.Valid(first) {
			rt.Fatalf("not JSON: %s", first)
		}
		back, err := engine.DecodeValue(first)
		if err != nil || !reflect.DeepEqual(back, v) {
			rt.Fatalf("read back %#v (%v), want %#v", back, err, v)
		}
		second, _ := engine.AppendCanonical(nil, back)
		if !bytes.Equal(first, second) {
			rt.Fatalf("%s became %s", first, second)
		}
	})
}

func TestEventBodyIsCanonical(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(rt *rapid.T) {
		fields := func(label string) engine.Fields {
			v, _ := engine.Clean(rapid.MapOfN(rapid.StringMatching(`[a-z.]{1,8}`),
				rapid.Custom(func(rt *rapid.T) any { return drawValue(rt, 2) }), 1, 4).Draw(rt, label), nil)
			return v.(map[string]any)
		}
		body := engine.Body{
			Data: fields("data"), Facts: fields("facts"), Fault: rapid.StringMatching(`[^\x00]*`).Draw(rt, "fault"),
			Cost: rapid.Int64Range(0, 1000).Draw(rt, "cost"), Uses: map[string]string{"holidays": "abc", "a": "b"},
			Thread: []engine.Evidence{{Ticket: "T1", By: []string{"mid", "number"}}},
			Ops: []engine.Op{
				{Kind: engine.OpSet, Clause: "C-1", Name: "a", Value: map[string]any(fields("value"))},
				{Kind: engine.OpTimer, Clause: "C-2", Name: "t", At: engine.FromMicros(rapid.Int64Range(1, 1<<52).Draw(rt, "at")),
					Patient: rapid.Bool().Draw(rt, "patient"), Audience: engine.ForStaff, Value: map[string]any(fields("origin"))},
			},
		}
		first, err := engine.EncodeBody(&body)
		if err != nil {
			rt.Fatal(err)
		}
		generic, err := engine.DecodeValue(first)
		if err != nil {
			rt.Fatal(err)
		}
		if second, _ := engine.AppendCanonical(nil, generic); !bytes.Equal(first, second) {
			rt.Fatalf("written by hand\n%s\ncanonical\n%s", first, second)
		}
		back, err := engine.DecodeBody(first)
		if err != nil {
			rt.Fatal(err)
		}
		if third, err := engine.EncodeBody(&back); err != nil || !bytes.Equal(first, third) {
			rt.Fatalf("read back\n%s (%v)\nwant\n%s", third, err, first)
		}
	})
}

func FuzzDecodeBody(f *testing.F) {
	f.Add([]byte(`{"data":{"a":1},"ops":[{"clause":"X","op":"set","name":"a","value":[1,"b"]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		body, err := engine.DecodeBody(data)
		if err != nil {
			return
		}
		if _, err := engine.EncodeBody(&body); err != nil {
			t.Errorf("what was decoded cannot be encoded: %v", err)
		}
	})
}
