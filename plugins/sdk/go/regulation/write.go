package regulation

import (
	"errors"
	"slices"
	"strconv"
	"unicode/utf8"
)

// AppendValue appends a value as JSON and returns the extended buffer. Values
// are what ReadValue gives, and the types of this package that are made of
// them. Keys stand in a fixed order, those of an Object in the alphabet's; members
// and elements that are nil are left out. A value of another kind, an integer beyond ±2^53 and text that is
// not UTF-8 are errors, which name the place.
func AppendValue(dst []byte, v any) ([]byte, error) {
	return appendValue(dst, v, 0)
}

func appendValue(dst []byte, v any, depth int) ([]byte, error) {
	if depth > maxDepth {
		return dst, errors.New("the value nests too deeply")
	}
	switch x := v.(type) {
	case nil:
		return append(dst, "null"...), nil
	case string:
		return appendString(dst, x)
	case bool:
		return strconv.AppendBool(dst, x), nil
	case int:
		return appendInt(dst, int64(x))
	case int64:
		return appendInt(dst, x)
	case map[string]any:
		return appendObject(dst, x, depth)
	case Object:
		return appendObject(dst, x, depth)
	case Effect:
		return appendFields(dst, x.said, depth)
	case fields:
		return appendFields(dst, x, depth)
	case In:
		return appendValue(dst, x.tree(), depth)
	case []any:
		return appendList(dst, x, depth)
	case List:
		return appendList(dst, x, depth)
	case []string:
		return appendList(dst, x, depth)
	case Effects:
		return appendList(dst, x, depth)
	case []Object:
		return appendList(dst, x, depth)
	case float32, float64:
		return dst, errors.New("fractions are not allowed")
	}
	return dst, errors.New("a value is a string, a bool, an int, a List or an Object; this is of another type")
}

func appendInt(dst []byte, n int64) ([]byte, error) {
	if n > maxInt || n < -maxInt {
		return dst, errors.New("the integer " + strconv.FormatInt(n, 10) + " is beyond 2^53")
	}
	return strconv.AppendInt(dst, n, 10), nil
}

func appendObject(dst []byte, m map[string]any, depth int) ([]byte, error) {
	// Most objects are small: their members need no room of their own.
	var room [8]member
	f := room[:0]
	for k, v := range m {
		f = append(f, member{k, v})
	}
	slices.SortFunc(f, byName)
	return appendFields(dst, f, depth)
}

func appendFields(dst []byte, f fields, depth int) ([]byte, error) {
	dst = append(dst, '{')
	var err error
	first := true
	for _, m := range f {
		if absent(m.value) {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		if dst, err = appendString(dst, m.name); err != nil {
			return dst, err
		}
		dst = append(dst, ':')
		if dst, err = appendValue(dst, m.value, depth+1); err != nil {
			return dst, at(m.name, err)
		}
	}
	return append(dst, '}'), nil
}

func appendList[E any](dst []byte, list []E, depth int) ([]byte, error) {
	dst = append(dst, '[')
	var err error
	first := true
	for i, e := range list {
		if absent(e) {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		first = false
		if dst, err = appendValue(dst, e, depth+1); err != nil {
			return dst, at(strconv.Itoa(i), err)
		}
	}
	return append(dst, ']'), nil
}

// absent reports whether an element is left out. A hook may put effects together
// of which some are none.
func absent(v any) bool {
	e, isEffect := v.(Effect)
	return v == nil || isEffect && e.said == nil
}

// at says where in a value an error is.
func at(place string, err error) error { return errors.New(place + ": " + err.Error()) }

func appendString(dst []byte, s string) ([]byte, error) {
	if !utf8.ValidString(s) {
		return dst, errors.New("the text " + strconv.QuoteToASCII(s) + " is not UTF-8")
	}
	const digits = "0123456789abcdef"
	dst = append(dst, '"')
	from := 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= ' ' && c != '"' && c != '\\' {
			continue
		}
		dst = append(dst, s[from:i]...)
		from = i + 1
		switch c {
		case '"', '\\':
			dst = append(dst, '\\', c)
		case '\n':
			dst = append(dst, `\n`...)
		default:
			dst = append(dst, '\\', 'u', '0', '0', digits[c>>4], digits[c&15])
		}
	}
	return append(append(dst, s[from:]...), '"'), nil
}
