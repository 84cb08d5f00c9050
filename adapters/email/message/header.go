package message

import (
	"bytes"
	"strings"
)

// field is one header field as it came: the value still folded and encoded.
type field struct {
	name  string // lower case
	value []byte
}

// header is a block of fields in the mail's order.
type header struct {
	fields []field
	hint   string // charset for raw 8-bit bytes, taken from the body
}

func (h header) raw(name string) []byte {
	name = strings.ToLower(name)
	for _, f := range h.fields {
		if f.name == name {
			return f.value
		}
	}
	return nil
}

func (h header) rawAll(name string) [][]byte {
	name = strings.ToLower(name)
	var values [][]byte
	for _, f := range h.fields {
		if f.name == name {
			values = append(values, f.value)
		}
	}
	return values
}

func (h header) has(name string) bool { return h.raw(name) != nil }

func (h header) text(name string) string { return h.decode(h.raw(name)) }

func (h header) texts(name string) []string {
	var texts []string
	for _, value := range h.rawAll(name) {
		texts = append(texts, h.decode(value))
	}
	return texts
}

func (h header) decode(value []byte) string {
	return oneLine(decodeWords(unfold(value), h.hint).text, maxHeaderText)
}

// maxHeaderText bounds what Header gives back for one field.
const maxHeaderText = 8 << 10

// unfold joins the lines of a value. NUL bytes go; a lone CR counts as a blank, and
// so does a line end that no indent follows.
func unfold(value []byte) []byte {
	if bytes.IndexAny(value, "\r\n\x00") < 0 {
		return bytes.TrimSpace(value)
	}
	out := make([]byte, 0, len(value))
	for i, b := range value {
		switch {
		case b == 0 || b == '\r' && i+1 < len(value) && value[i+1] == '\n':
		case b == '\n' && i+1 < len(value) && (value[i+1] == ' ' || value[i+1] == '\t'):
		case b == '\r' || b == '\n':
			out = append(out, ' ')
		default:
			out = append(out, b)
		}
	}
	return bytes.TrimSpace(out)
}

// block is a header block as it was found.
type block struct {
	header
	body     []byte // what follows it
	repaired string // what was wrong, "" when nothing
	cut      bool   // a limit dropped fields

	source []byte
	limits Limits
	open   int // where in source the last field's value begins; -1 when it takes no more lines
}

// readBlock reads header fields up to the blank line, or up to what can't be one.
// keep chooses the fields that are worth memory; nil keeps all.
func readBlock(raw []byte, l Limits, keep func(name string) bool) block {
	raw = skipBefore(raw)
	b, known := block{source: raw, limits: l, open: -1}, -1
	for at := 0; at < len(raw); {
		line, _ := nextLine(raw[at:])
		text, end := bytes.TrimRight(line, "\r\n"), at+len(line)
		name, colon, isField := cutField(text)
		switch {
		case len(text) == 0:
			b.body = raw[end:]
			return b
		case text[0] == ' ' || text[0] == '\t':
			b.grow(end)
		case isField:
			b.open = -1
			if keep == nil || keep(name) {
				b.add(name, at, at+colon+1, at+len(text))
			}
		case len(b.fields) == 0 && bytes.HasPrefix(text, []byte("From ")):
			// The first line of an mbox.
		default:
			if known < at {
				known = nextKnownField(raw, end)
			}
			if known < 0 {
				b.body, b.repaired = raw[at:], "no blank line after the header"
				return b
			}
			b.repaired = "a continuation line without indent"
			b.grow(end)
		}
		at = end
	}
	return b
}

// add starts a field whose line begins at start and whose value is source[from:to].
func (b *block) add(name string, start, from, to int) {
	if len(b.fields) >= b.limits.HeaderFields || start >= b.limits.HeaderBytes {
		b.cut = true
		return
	}
	if to > b.limits.HeaderBytes {
		b.cut, to = true, max(from, b.limits.HeaderBytes)
	} else {
		b.open = from
	}
	b.fields = append(b.fields, field{name, b.source[from:to]})
}

// grow lets the last field reach up to end: its lines lie side by side in the raw
// mail, so a continuation line is a longer slice and not a copy.
func (b *block) grow(end int) {
	switch {
	case b.open < 0:
	case end > b.limits.HeaderBytes:
		b.cut, b.open = true, -1
	default:
		b.fields[len(b.fields)-1].value = b.source[b.open:end]
	}
}

// skipBefore drops blank lines in front of the first field.
func skipBefore(raw []byte) []byte {
	trimmed := bytes.TrimLeft(raw, "\r\n\x00 \t")
	line, _ := nextLine(trimmed)
	if _, _, ok := cutField(bytes.TrimRight(line, "\r\n")); ok && len(raw)-len(trimmed) <= 64 {
		return trimmed
	}
	return raw
}

func nextLine(text []byte) (line, rest []byte) {
	if i := bytes.IndexByte(text, '\n'); i >= 0 {
		return text[:i+1], text[i+1:]
	}
	return text, nil
}

// cutField finds the colon of "Name: value". Names are ASCII without blanks, though
// some programs leave blanks before the colon.
func cutField(line []byte) (name string, colon int, ok bool) {
	colon = bytes.IndexByte(line[:min(len(line), 128)], ':')
	if colon <= 0 {
		return "", 0, false
	}
	label := bytes.TrimRight(line[:colon], " \t")
	for _, c := range label {
		if c <= ' ' || c >= 0x7f {
			return "", 0, false
		}
	}
	if len(label) == 0 {
		return "", 0, false
	}
	return strings.ToLower(string(label)), colon, true
}

// nextKnownField looks for a field that every mail has between at and the next
// blank line; a header goes on until then, whatever stands between. -1 is none.
func nextKnownField(raw []byte, at int) int {
	for end := min(len(raw), at+8<<10); at < end; {
		line, _ := nextLine(raw[at:])
		text := bytes.TrimRight(line, "\r\n")
		if len(text) == 0 {
			return -1
		}
		if name, _, ok := cutField(text); ok && isUsual(name) {
			return at
		}
		at += len(line)
	}
	return -1
}

func isUsual(name string) bool {
	switch name {
	case "from", "to", "cc", "subject", "date", "message-id", "mime-version", "content-type", "content-transfer-encoding", "received", "return-path", "reply-to":
		return true
	}
	return false
}
