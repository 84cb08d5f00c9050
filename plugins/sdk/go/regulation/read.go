package regulation

import (
	"errors"
	"strconv"
	"unicode/utf8"
)

// maxInt is the largest integer that every JSON reader keeps exactly.
const maxInt = 1 << 53

// maxDepth bounds how deeply values may nest.
const maxDepth = 100

// ReadValue reads one value: a string, bool or int64, a []any or a
// map[string]any of values, or nil. It is strict: fractions, integers beyond
// ±2^53, keys that stand twice, broken UTF-8 and anything after the value are
// errors. Members and elements that are null are left out.
func ReadValue(data []byte) (any, error) {
	r := newReader(data)
	v := r.value(0)
	if err := r.end(); err != nil {
		return nil, err
	}
	return v, nil
}

// reader stands before text[at]. After an error it is at the end.
type reader struct {
	text string
	at   int
	err  error
}

// newReader copies the text: the strings that are read are parts of the copy.
func newReader(data []byte) reader {
	r := reader{text: string(data)}
	if !utf8.ValidString(r.text) {
		r.fail("it is not UTF-8")
	}
	return r
}

// end returns the first error, if there was one.
func (r *reader) end() error {
	r.space()
	if r.at < len(r.text) {
		r.fail("nothing more is expected")
	}
	return r.err
}

func (r *reader) fail(what string) {
	if r.err == nil {
		r.err = errors.New("read value: byte " + strconv.Itoa(r.at) + ": " + what)
	}
	r.at = len(r.text)
}

// space skips white space and returns the byte that follows, 0 at the end.
func (r *reader) space() byte {
	for r.at < len(r.text) {
		switch c := r.text[r.at]; c {
		case ' ', '\t', '\n', '\r':
			r.at++
		default:
			return c
		}
	}
	return 0
}

// take skips white space and the byte c, if it follows.
func (r *reader) take(c byte) bool {
	ok := r.space() == c && r.at < len(r.text)
	if ok {
		r.at++
	}
	return ok
}

func (r *reader) value(depth int) any {
	if depth > maxDepth {
		r.fail("it nests too deeply")
		return nil
	}
	switch c := r.space(); {
	case c == '"':
		return r.string()
	case c == '{':
		return r.object(depth)
	case c == '[':
		return r.list(depth)
	case c == '-' || '0' <= c && c <= '9':
		return r.int()
	case r.word("true"):
		return true
	case r.word("false"):
		return false
	case r.word("null"):
		return nil
	}
	r.fail("a value is expected")
	return nil
}

func (r *reader) word(w string) bool {
	rest := r.text[r.at:]
	ok := len(rest) >= len(w) && rest[:len(w)] == w
	if ok {
		r.at += len(w)
	}
	return ok
}

func (r *reader) object(depth int) any {
	out := map[string]any{}
	for key, ok := r.open(); ok; key, ok = r.next() {
		if _, twice := out[key]; twice {
			r.fail("the key stands twice")
		}
		// A null is kept until the end, so that the key cannot stand twice.
		out[key] = r.value(depth + 1)
	}
	return present(out)
}

// open begins an object, at its brace, and returns its first key. ok is false
// when there is none.
func (r *reader) open() (key string, ok bool) {
	if !r.take('{') {
		r.fail("an object is expected")
		return "", false
	}
	if r.take('}') {
		return "", false
	}
	return r.key()
}

// next returns the key after a value, and whether there is one.
func (r *reader) next() (key string, ok bool) {
	if r.take('}') {
		return "", false
	}
	if !r.take(',') {
		r.fail("a comma or the end of the object is expected")
		return "", false
	}
	return r.key()
}

func (r *reader) key() (string, bool) {
	if r.space() != '"' {
		r.fail("a key is expected")
		return "", false
	}
	key := r.string()
	if !r.take(':') {
		r.fail("a colon is expected")
	}
	return key, r.err == nil
}

func present(m map[string]any) map[string]any {
	for k, v := range m {
		if v == nil {
			delete(m, k)
		}
	}
	return m
}

func (r *reader) list(depth int) any {
	r.at++
	out := []any{}
	if r.take(']') {
		return out
	}
	for {
		if v := r.value(depth + 1); v != nil {
			out = append(out, v)
		}
		if r.take(']') {
			return out
		}
		if !r.take(',') {
			r.fail("a comma or the end of the list is expected")
			return nil
		}
	}
}

func (r *reader) int() int64 {
	negative := r.take('-')
	first, n := r.at, int64(0)
	for ; r.at < len(r.text) && '0' <= r.text[r.at] && r.text[r.at] <= '9' && n <= maxInt; r.at++ {
		n = n*10 + int64(r.text[r.at]-'0')
	}
	switch {
	case n > maxInt:
		r.fail("the integer is beyond 2^53")
	case r.at == first:
		r.fail("a digit is expected")
	case r.text[first] == '0' && r.at > first+1:
		r.fail("the integer begins with a zero")
	case r.at < len(r.text) && (r.text[r.at] == '.' || r.text[r.at] == 'e' || r.text[r.at] == 'E'):
		r.fail("fractions and exponents are not allowed")
	}
	if negative {
		n = -n
	}
	return n
}
