package engine

import (
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// reader reads JSON into the forms that Fields may hold, in one pass. All that a
// store gives goes through it, several times a command: reading by reflection
// and cleaning afterwards was most of what a replay cost. What is wrong first is
// kept in err, with the path to it; after that nothing more is read.
type reader struct {
	data  []byte
	pos   int
	depth int
	path  string // from where the reader stands down to what is wrong
	err   error
}

// readAll runs read on the one value that data must hold.
func readAll(data []byte, read func(r *reader)) error {
	r := &reader{data: data}
	read(r)
	if r.space(); r.err == nil && r.pos < len(data) {
		r.fail("something stands behind the value")
	}
	if r.err != nil {
		return fmt.Errorf("value%s: %w", r.path, r.err)
	}
	return nil
}

func (r *reader) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf(format, args...)
		r.pos = len(r.data)
	}
}

// syntax fails on what is no JSON.
func (r *reader) syntax(want string) {
	if r.pos >= len(r.data) {
		r.fail("no JSON: it ends where %s is due", want)
		return
	}
	r.fail("no JSON: at byte %d there is %q, not %s", r.pos, r.data[r.pos], want)
}

func (r *reader) space() {
	for r.pos < len(r.data) {
		switch r.data[r.pos] {
		case ' ', '\t', '\n', '\r':
			r.pos++
		default:
			return
		}
	}
}

// next skips space and returns the byte that comes, 0 at the end.
func (r *reader) next() byte {
	if r.space(); r.pos < len(r.data) {
		return r.data[r.pos]
	}
	return 0
}

// take skips space and consumes c if it comes.
func (r *reader) take(c byte) bool {
	if r.next() != c || r.pos >= len(r.data) {
		return false
	}
	r.pos++
	return true
}

func (r *reader) word(w string) {
	if len(r.data)-r.pos < len(w) || string(r.data[r.pos:r.pos+len(w)]) != w {
		r.syntax(w)
		return
	}
	r.pos += len(w)
}

// null consumes null if it comes.
func (r *reader) null() bool {
	if r.next() != 'n' {
		return false
	}
	r.word("null")
	return true
}

// value reads any value; nil is null.
func (r *reader) value() any {
	switch c := r.next(); {
	case c == '{':
		return r.fields()
	case c == '[':
		list := []any{}
		r.list(func() {
			if e := r.value(); e != nil {
				list = append(list, e)
			} else {
				r.fail("a list has no absent members")
			}
		})
		return list
	case c == '"':
		return r.text()
	case c == 't':
		r.word("true")
		return true
	case c == 'f':
		r.word("false")
		return false
	case c == 'n':
		r.word("null")
		return nil
	case c == '-' || c >= '0' && c <= '9':
		return r.integer()
	}
	r.syntax("a value")
	return nil
}

// fields reads an object; nil is null.
func (r *reader) fields() map[string]any {
	if r.null() {
		return nil
	}
	m := map[string]any{}
	r.object(func(key []byte) {
		name := string(key)
		if v := r.value(); v != nil {
			m[name] = v
		} else {
			delete(m, name)
		}
	})
	return m
}

// object reads an object and calls member at each value. The key is valid until
// the value is read.
func (r *reader) object(member func(key []byte)) {
	if !r.take('{') {
		r.syntax("an object")
		return
	}
	if r.deeper(); r.take('}') {
		r.depth--
		return
	}
	for r.err == nil {
		r.space()
		key := r.raw()
		if !r.take(':') {
			r.syntax("a colon")
		}
		if r.err != nil {
			return
		}
		if member(key); r.err != nil {
			r.path = "." + string(key) + r.path
			return
		}
		if r.take('}') {
			r.depth--
			return
		}
		if !r.take(',') {
			r.syntax("a comma or the end of the object")
		}
	}
}

// list reads a list and calls element at each value.
func (r *reader) list(element func()) {
	if !r.take('[') {
		r.syntax("a list")
		return
	}
	if r.deeper(); r.take(']') {
		r.depth--
		return
	}
	for i := 0; r.err == nil; i++ {
		if element(); r.err != nil {
			r.path = "[" + strconv.Itoa(i) + "]" + r.path
			return
		}
		if r.take(']') {
			r.depth--
			return
		}
		if !r.take(',') {
			r.syntax("a comma or the end of the list")
		}
	}
}

func (r *reader) deeper() {
	if r.depth++; r.depth > maxDepth+1 {
		r.fail("nested deeper than %d", maxDepth)
	}
}

// integer reads a number, which must be whole.
func (r *reader) integer() int64 {
	r.space()
	start := r.pos
	if r.pos < len(r.data) && r.data[r.pos] == '-' {
		r.pos++
	}
	zero := r.pos < len(r.data) && r.data[r.pos] == '0'
	if n := r.digits(); n == 0 || zero && n > 1 {
		r.syntax("a number")
	}
	whole := true
	if r.pos < len(r.data) && r.data[r.pos] == '.' {
		r.pos++
		if whole = false; r.digits() == 0 {
			r.syntax("a digit")
		}
	}
	if r.pos < len(r.data) && (r.data[r.pos] == 'e' || r.data[r.pos] == 'E') {
		r.pos++
		if r.pos < len(r.data) && (r.data[r.pos] == '+' || r.data[r.pos] == '-') {
			r.pos++
		}
		if whole = false; r.digits() == 0 {
			r.syntax("a digit")
		}
	}
	if r.err != nil {
		return 0
	}
	text := string(r.data[start:min(r.pos, start+40)])
	n, err := strconv.ParseInt(text, 10, 64)
	switch {
	case !whole || err != nil:
		r.fail("%s is not an integer", text)
	case n > MaxInt || n < -MaxInt:
		r.fail("%d is beyond 2^53", n)
	}
	return n
}

func (r *reader) digits() int {
	start := r.pos
	for r.pos < len(r.data) && r.data[r.pos] >= '0' && r.data[r.pos] <= '9' {
		r.pos++
	}
	return r.pos - start
}

// int reads an integer or null.
func (r *reader) int() int64 {
	if r.null() {
		return 0
	}
	return r.integer()
}

// bool reads true, false or null.
func (r *reader) bool() bool {
	switch {
	case r.null():
		return false
	case r.next() == 't':
		r.word("true")
		return true
	}
	r.word("false")
	return false
}

// text reads a string or null.
func (r *reader) text() string {
	if r.null() {
		return ""
	}
	return string(r.raw())
}

// raw reads a string. Most hold nothing that must be replaced, and are given as
// they stand in the data.
func (r *reader) raw() []byte {
	if !r.take('"') {
		r.syntax("a string")
		return nil
	}
	start := r.pos
	for r.pos < len(r.data) {
		switch c := r.data[r.pos]; {
		case c == '"':
			r.pos++
			return r.data[start : r.pos-1]
		case c == '\\' || c < 0x20:
			return r.unquote(start)
		case c < utf8.RuneSelf:
			r.pos++
		default:
			size := 0
			if _, size = utf8.DecodeRune(r.data[r.pos:]); size == 1 {
				return r.unquote(start)
			}
			r.pos += size
		}
	}
	r.syntax("the end of a string")
	return nil
}

// unquote reads on where something must be replaced: escapes, and bytes that are
// no UTF-8. NUL is left out, since databases and terminals choke on it.
func (r *reader) unquote(start int) []byte {
	out := append(make([]byte, 0, len(r.data[start:r.pos])+32), r.data[start:r.pos]...)
	for r.pos < len(r.data) {
		switch c := r.data[r.pos]; {
		case c == '"':
			r.pos++
			return out
		case c < 0x20:
			r.syntax("text without control characters")
			return nil
		case c == '\\':
			r.pos++
			if out = r.escape(out); r.err != nil {
				return nil
			}
		default:
			char, size := utf8.DecodeRune(r.data[r.pos:])
			out = utf8.AppendRune(out, char)
			r.pos += size
		}
	}
	r.syntax("the end of a string")
	return nil
}

// escape reads what stands behind a backslash.
func (r *reader) escape(out []byte) []byte {
	if r.pos >= len(r.data) {
		r.syntax("an escaped character")
		return out
	}
	c := r.data[r.pos]
	switch c {
	case '"', '\\', '/':
		out = append(out, c)
	case 'b':
		out = append(out, '\b')
	case 'f':
		out = append(out, '\f')
	case 'n':
		out = append(out, '\n')
	case 'r':
		out = append(out, '\r')
	case 't':
		out = append(out, '\t')
	case 'u':
		r.pos++
		return r.unicode(out)
	default:
		r.syntax("an escaped character")
		return out
	}
	r.pos++
	return out
}

// unicode reads four hexadecimal digits, and the second half of a pair.
func (r *reader) unicode(out []byte) []byte {
	char := r.hex()
	if utf16.IsSurrogate(char) {
		first := char
		char = utf8.RuneError
		if r.pos+1 < len(r.data) && r.data[r.pos] == '\\' && r.data[r.pos+1] == 'u' {
			back := r.pos
			r.pos += 2
			if char = utf16.DecodeRune(first, r.hex()); char == utf8.RuneError {
				r.pos = back // the second is a character of its own
			}
		}
	}
	if char == 0 || r.err != nil {
		return out
	}
	return utf8.AppendRune(out, char)
}

func (r *reader) hex() rune {
	if len(r.data)-r.pos < 4 {
		r.pos = len(r.data)
		r.syntax("four hexadecimal digits")
		return 0
	}
	n, err := strconv.ParseUint(string(r.data[r.pos:r.pos+4]), 16, 32)
	if err != nil {
		r.syntax("four hexadecimal digits")
		return 0
	}
	r.pos += 4
	return rune(n)
}
