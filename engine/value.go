package engine

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"time"
)

// Fields are named values whose meaning belongs to the regulation and the
// channels. A value is a string, a bool, an int64 within ±2^53, a []any or a
// map[string]any of such; nil and absent are one thing: absent.
type Fields map[string]any

// MaxInt is the largest magnitude of an integer value: what survives JSON in
// every language.
const MaxInt = 1 << 53

// String returns the value under name if it is a string, else "".
func (f Fields) String(name string) string { s, _ := f[name].(string); return s }

// Int returns the value under name if it is an integer, else 0.
func (f Fields) Int(name string) int64 { n, _ := f[name].(int64); return n }

// Bool returns the value under name if it is a bool, else false.
func (f Fields) Bool(name string) bool { b, _ := f[name].(bool); return b }

// Map returns the value under name if it is a map, else nil.
func (f Fields) Map(name string) Fields {
	switch m := f[name].(type) {
	case map[string]any:
		return m
	case Fields:
		return m
	}
	return nil
}

// List returns the value under name if it is a list, else nil.
func (f Fields) List(name string) []any { l, _ := f[name].([]any); return l }

// Time returns the instant kept under name as microseconds, or the zero time.
func (f Fields) Time(name string) time.Time {
	n, ok := f[name].(int64)
	if !ok {
		return time.Time{}
	}
	return FromMicros(n)
}

func (f Fields) clone() Fields {
	if f == nil {
		return Fields{}
	}
	return maps.Clone(f)
}

// UnmarshalJSON reads an object, keeping integers whole and refusing fractions.
func (f *Fields) UnmarshalJSON(data []byte) error {
	return readAll(data, func(r *reader) { *f = r.fields() })
}

// DecodeValue reads one JSON value into the forms that Fields may hold.
func DecodeValue(data []byte) (v any, err error) {
	err = readAll(data, func(r *reader) { v = r.value() })
	if err != nil {
		return nil, err
	}
	return v, nil
}

// Clean returns v in the forms that Fields may hold: integers become int64,
// strings valid UTF-8 without NUL and passed through text (if that is given),
// absent members are left out. What cannot be held is an error that says where
// it is.
func Clean(v any, text func(string) string) (any, error) { return clean(v, text, "", 0) }

const maxDepth = 32

func clean(v any, text func(string) string, path string, depth int) (any, error) {
	if depth > maxDepth {
		return nil, fmt.Errorf("value%s: nested deeper than %d", path, maxDepth)
	}
	switch x := v.(type) {
	case nil, bool:
		return x, nil
	case string:
		return cleanText(x, text), nil
	case json.Number:
		n, err := x.Int64()
		if err != nil {
			return nil, fmt.Errorf("value%s: %s is not an integer", path, x)
		}
		return cleanInt(n, path)
	case int:
		return cleanInt(int64(x), path)
	case int64:
		return cleanInt(x, path)
	case float64:
		if x != float64(int64(x)) {
			return nil, fmt.Errorf("value%s: %v is not an integer", path, x)
		}
		return cleanInt(int64(x), path)
	case time.Time:
		return Micros(x), nil
	case []string:
		out := make([]any, len(x))
		for i, s := range x {
			out[i] = cleanText(s, text)
		}
		return out, nil
	case []any:
		out := make([]any, len(x))
		for i, e := range x {
			if e == nil {
				return nil, fmt.Errorf("value%s[%d]: a list has no absent members", path, i)
			}
			var err error
			if out[i], err = clean(e, text, fmt.Sprintf("%s[%d]", path, i), depth+1); err != nil {
				return nil, err
			}
		}
		return out, nil
	case Fields:
		return cleanMap(x, text, path, depth)
	case map[string]any:
		return cleanMap(x, text, path, depth)
	}
	return nil, fmt.Errorf("value%s: %T cannot be kept", path, v)
}

func cleanMap(m map[string]any, text func(string) string, path string, depth int) (any, error) {
	out := make(map[string]any, len(m))
	for k, e := range m {
		if e == nil {
			continue
		}
		c, err := clean(e, text, path+"."+k, depth+1)
		if err != nil {
			return nil, err
		}
		out[cleanText(k, text)] = c
	}
	return out, nil
}

func cleanText(s string, text func(string) string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	if strings.IndexByte(s, 0) >= 0 {
		s = strings.ReplaceAll(s, "\x00", "")
	}
	if text != nil {
		s = text(s)
	}
	return s
}

func cleanInt(n int64, path string) (any, error) {
	if n > MaxInt || n < -MaxInt {
		return nil, fmt.Errorf("value%s: %d is beyond 2^53", path, n)
	}
	return n, nil
}

// Cut returns t in UTC without what the databases cannot keep: anything below a
// microsecond.
func Cut(t time.Time) time.Time { return t.UTC().Truncate(time.Microsecond) }

// Micros returns t as microseconds since 1970, the form in which instants are
// stored; the zero time is 0.
func Micros(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMicro()
}

// FromMicros is the inverse of Micros.
func FromMicros(n int64) time.Time {
	if n == 0 {
		return time.Time{}
	}
	return time.UnixMicro(n).UTC()
}
