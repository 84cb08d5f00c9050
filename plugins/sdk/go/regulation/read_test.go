package regulation

import (
	"encoding/json"
	"reflect"
	"strings"
	"testing"
)

func TestReadValueGivesBackWhatIsWritten(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		` { "b" : 1 , "a" : [ true , false , "x" ] } `:           `{"a":[true,false,"x"],"b":1}`,
		`{"a":null,"b":[null,1,null]}`:                           `{"b":[1]}`,
		`null`:                                                   `null`,
		`[9007199254740992,-9007199254740992,0,-0]`:              `[9007199254740992,-9007199254740992,0,0]`,
		`"\u041a\u043e\u0442\u0451\u043b \ud83d\udd25 \"\/\\\t"`: `"Котёл 🔥 \"/\\\u0009"`,
		`"\u0000\n\u001f"`:                                       `"\u0000\n\u001f"`,
		`{"":{},"x":[]}`:                                         `{"":{},"x":[]}`,
		strings.Repeat("[", 100) + strings.Repeat("]", 100):      strings.Repeat("[", 100) + strings.Repeat("]", 100),
	} {
		v, err := ReadValue([]byte(text))
		if err != nil {
			t.Errorf("read %s: %v", text, err)
			continue
		}
		if got, err := AppendValue(nil, v); err != nil || string(got) != want {
			t.Errorf("%s comes back as %s, %v; want %s", text, got, err, want)
		}
	}
}

func TestReadValueRefuses(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":                        "a value is expected",
		"nul":                     "a value is expected",
		"1 2":                     "nothing more is expected",
		"1.5":                     "fractions",
		"1e3":                     "fractions",
		"01":                      "begins with a zero",
		"-":                       "a digit is expected",
		"- 1":                     "a digit is expected",
		"+1":                      "a value is expected",
		"9007199254740993":        "beyond 2^53",
		"-99999999999999999999":   "beyond 2^53",
		`"a`:                      "the string does not end",
		`"\n`:                     "the string does not end",
		`"\`:                      "the string does not end",
		"\"\n\"":                  "a control character",
		"\"\\t\n\"":               "a control character",
		`"\x"`:                    "the escape is unknown",
		`"\u12g4"`:                "a hexadecimal digit",
		`"\u12`:                   "the string does not end",
		`"\ud83d"`:                "a surrogate stands alone",
		`"\ud83d\u0041"`:          "a surrogate stands alone",
		`"\udd25"`:                "a surrogate stands alone",
		"\"\xff\"":                "not UTF-8",
		`{"a":1,"a":null}`:        "the key stands twice",
		`{a:1}`:                   "a key is expected",
		`{"a" 1}`:                 "a colon is expected",
		`{"a":1 "b":2}`:           "a comma or the end of the object",
		`{"a":1,}`:                "a key is expected",
		`[1,]`:                    "a value is expected",
		`[1 2]`:                   "a comma or the end of the list",
		`[`:                       "a value is expected",
		strings.Repeat("[", 1000): "nests too deeply",
	} {
		if v, err := ReadValue([]byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("read %.40q: got %v, %v; want an error with %q", text, v, err, want)
		}
	}
}

// FuzzReadValue holds the reader against the one of the standard library, which
// accepts more, and against the writer.
func FuzzReadValue(f *testing.F) {
	for _, text := range []string{`{"hook":1,"case":{"field.year":"1999"}}`, `["\ud83d\udd25",-1,null]`, `"\`, `{"a":{"a":{}}}`, "01", "[[[["} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		readCase(data)
		v, err := ReadValue(data)
		if err != nil {
			return
		}
		if !json.Valid(data) {
			t.Fatalf("%q is no JSON, and is read as %v", data, v)
		}
		written, err := AppendValue(nil, v)
		if err != nil {
			t.Fatalf("write %v: %v", v, err)
		}
		again, err := ReadValue(written)
		if err != nil || !reflect.DeepEqual(v, again) {
			t.Fatalf("%q is read as %v and comes back as %v, %v", data, v, again, err)
		}
	})
}

func TestAppendValueNamesThePlaceOfWhatIsNoValue(t *testing.T) {
	t.Parallel()
	endless := Object{}
	endless["again"] = endless
	for want, v := range map[string]any{
		"a: 1: fractions are not allowed":      Object{"a": List{1, 0.5}},
		"a: the integer 9007199254740993":      map[string]any{"a": int64(1<<53 + 1)},
		`0: the text "\xff" is not UTF-8`:      []string{"\xff"},
		"set: x: a value is a string":          Set(Object{"x": struct{}{}}),
		"again: again: ":                       endless,
		"1: send: values: y: a value is a str": Effects{{}, Send("x", Object{"values": Object{"y": 'y'}})},
	} {
		if got, err := AppendValue(nil, v); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("got %s, %v; want an error with %q", got, err, want)
		}
	}
}
