package engine

import (
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf16"
	"unicode/utf8"
)

// AppendCanonical appends v to b as canonical JSON (RFC 8785): members sorted
// by UTF-16 code units, no space, the shortest escapes. It accepts what Fields
// may hold; absent members are left out. Equal values give equal bytes, which
// is what hashes and byte-identical decisions rest on.
func AppendCanonical(b []byte, v any) ([]byte, error) {
	switch x := v.(type) {
	case string:
		return appendString(b, x)
	case bool:
		return strconv.AppendBool(b, x), nil
	case int64:
		return appendInt(b, x)
	case int:
		return appendInt(b, int64(x))
	case time.Time:
		return appendInt(b, Micros(x))
	case []any:
		return appendList(b, x)
	case []string:
		b = append(b, '[')
		var err error
		for i, s := range x {
			if i > 0 {
				b = append(b, ',')
			}
			if b, err = appendString(b, s); err != nil {
				return nil, err
			}
		}
		return append(b, ']'), nil
	case map[string]any:
		return appendMap(b, x)
	case Fields:
		return appendMap(b, x)
	}
	return nil, fmt.Errorf("canonical JSON: %T cannot be encoded", v)
}

func appendInt(b []byte, n int64) ([]byte, error) {
	if n > MaxInt || n < -MaxInt {
		return nil, fmt.Errorf("canonical JSON: %d is beyond 2^53", n)
	}
	return strconv.AppendInt(b, n, 10), nil
}

func appendList(b []byte, l []any) ([]byte, error) {
	b = append(b, '[')
	var err error
	for i, e := range l {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = AppendCanonical(b, e); err != nil {
			return nil, err
		}
	}
	return append(b, ']'), nil
}

func appendMap(b []byte, m map[string]any) ([]byte, error) {
	var room [24]string // most maps are small: no allocation for their keys
	keys := room[:0]
	for k, v := range m {
		if v != nil {
			keys = append(keys, k)
		}
	}
	sortKeys(keys)
	b = append(b, '{')
	var err error
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		if b, err = appendString(b, k); err != nil {
			return nil, err
		}
		b = append(b, ':')
		if b, err = AppendCanonical(b, m[k]); err != nil {
			return nil, fmt.Errorf("%q: %w", k, err)
		}
	}
	return append(b, '}'), nil
}

// sortKeys sorts by UTF-16 code units. That differs from byte order only where
// characters beyond the basic plane meet U+E000 and above.
func sortKeys(keys []string) {
	slices.SortFunc(keys, func(a, b string) int {
		for i := 0; i < len(a) && i < len(b); i++ {
			if a[i] == b[i] {
				continue
			}
			if a[i] < 0xEE && b[i] < 0xEE {
				return int(a[i]) - int(b[i])
			}
			return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
		}
		return len(a) - len(b)
	})
}

const hexDigits = "0123456789abcdef"

func appendString(b []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return nil, fmt.Errorf("canonical JSON: %q is not UTF-8", s)
	}
	b = append(b, '"')
	start := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= 0x20 && c != '"' && c != '\\' {
			continue
		}
		b = append(b, s[start:i]...)
		switch c {
		case '"', '\\':
			b = append(b, '\\', c)
		case '\b':
			b = append(b, '\\', 'b')
		case '\t':
			b = append(b, '\\', 't')
		case '\n':
			b = append(b, '\\', 'n')
		case '\f':
			b = append(b, '\\', 'f')
		case '\r':
			b = append(b, '\\', 'r')
		case 0: // databases and terminals choke on it; Clean takes it out at the door
			return nil, fmt.Errorf("canonical JSON: %q holds a NUL", s)
		default:
			b = append(b, '\\', 'u', '0', '0', hexDigits[c>>4], hexDigits[c&15])
		}
		start = i + 1
	}
	b = append(b, s[start:]...)
	return append(b, '"'), nil
}
