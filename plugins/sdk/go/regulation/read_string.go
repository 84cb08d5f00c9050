package regulation

import (
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a string, which begins at the reader's place.
func (r *reader) string() string {
	r.at++
	for start := r.at; r.at < len(r.text); r.at++ {
		switch c := r.text[r.at]; {
		case c == '"':
			r.at++
			return r.text[start : r.at-1]
		case c == '\\':
			return r.escaped(start)
		case c < ' ':
			r.fail("a control character stands in a string")
			return ""
		}
	}
	r.fail("the string does not end")
	return ""
}

// escaped goes on with a string that began at start, where it has its first
// escape.
func (r *reader) escaped(start int) string {
	out := append(make([]byte, 0, 2*(r.at-start)+16), r.text[start:r.at]...)
	for r.at < len(r.text) {
		c := r.text[r.at]
		r.at++
		switch {
		case c == '"':
			return string(out)
		case c == '\\':
			out = r.escape(out)
		case c < ' ':
			r.fail("a control character stands in a string")
		default:
			out = append(out, c)
		}
	}
	r.fail("the string does not end")
	return ""
}

func (r *reader) escape(out []byte) []byte {
	if r.at == len(r.text) {
		return out
	}
	c := r.text[r.at]
	r.at++
	switch c {
	case '"', '\\', '/':
		return append(out, c)
	case 'b':
		return append(out, '\b')
	case 'f':
		return append(out, '\f')
	case 'n':
		return append(out, '\n')
	case 'r':
		return append(out, '\r')
	case 't':
		return append(out, '\t')
	case 'u':
		return utf8.AppendRune(out, r.unicode())
	}
	r.fail("the escape is unknown")
	return out
}

// unicode reads what follows \u: four digits, or a pair of surrogates.
func (r *reader) unicode() rune {
	first := r.hex()
	if !utf16.IsSurrogate(first) {
		return first
	}
	if r.word(`\u`) {
		if whole := utf16.DecodeRune(first, r.hex()); whole != utf8.RuneError {
			return whole
		}
	}
	r.fail("a surrogate stands alone")
	return utf8.RuneError
}

func (r *reader) hex() (n rune) {
	for range 4 {
		if r.at == len(r.text) {
			return 0
		}
		switch c := r.text[r.at]; {
		case '0' <= c && c <= '9':
			n = n<<4 | rune(c-'0')
		case 'a' <= c|0x20 && c|0x20 <= 'f':
			n = n<<4 | rune(c|0x20-'a'+10)
		default:
			r.fail("a hexadecimal digit is expected")
			return 0
		}
		r.at++
	}
	return n
}

// number reads an integer, and nothing else.
func (r *reader) number() int64 {
	if c := r.space(); c != '-' && (c < '0' || c > '9') {
		r.fail("a number is expected")
		return 0
	}
	return r.int()
}

// strings reads a list of strings.
func (r *reader) strings() (out []string) {
	if !r.take('[') {
		r.fail("a list is expected")
	}
	if r.take(']') {
		return nil
	}
	for r.space() == '"' {
		out = append(out, r.string())
		if r.take(']') {
			return out
		}
		if !r.take(',') {
			break
		}
	}
	r.fail("a text is expected")
	return nil
}
