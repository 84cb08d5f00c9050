package message

import (
	"bytes"
	"sort"
	"strconv"
	"strings"
)

// media is a Content-Type or Content-Disposition: a value and its parameters.
type media struct {
	value  string // lower case, "" when unreadable
	params map[string][]param
}

// param is one piece of a parameter. RFC 2231 lets a value come in numbered pieces,
// each percent-encoded or not, the first with a charset.
type param struct {
	piece    int
	extended bool
	value    []byte
}

// maxParams is more than any real field has.
const maxParams = 200

func parseMedia(raw []byte) media {
	raw = unfold(raw)
	value, rest, _ := bytes.Cut(raw, []byte(";"))
	value, _, _ = bytes.Cut(value, []byte("(")) // a comment
	m := media{value: strings.ToLower(oneLine(string(bytes.Trim(value, " \t\"'")), 200))}
	for n := 0; len(rest) > 0 && n < maxParams; n++ {
		var name string
		var p param
		name, p, rest = nextParam(rest)
		if isUsedParam(name) {
			m.add(name, p)
		}
	}
	return m
}

// isUsedParam keeps others' parameters from costing memory.
func isUsedParam(name string) bool {
	switch name {
	case "boundary", "charset", "name", "filename", "file", "format", "delsp", "method", "report-type", "smime-type":
		return true
	}
	return false
}

// add keeps the first of those that say the same thing.
func (m *media) add(name string, p param) {
	for _, other := range m.params[name] {
		if other.piece == p.piece && other.extended == p.extended {
			return
		}
	}
	if m.params == nil {
		m.params = map[string][]param{}
	}
	m.params[name] = append(m.params[name], p)
}

func nextParam(raw []byte) (name string, p param, rest []byte) {
	raw = bytes.TrimLeft(raw, " \t;")
	equals := bytes.IndexByte(raw, '=')
	semicolon := bytes.IndexByte(raw, ';')
	if equals < 0 || semicolon >= 0 && semicolon < equals {
		if semicolon < 0 {
			return "", p, nil
		}
		return "", p, raw[semicolon+1:]
	}
	name = strings.ToLower(string(bytes.TrimSpace(raw[:equals])))
	name, p.piece, p.extended = splitParamName(cut(name, 64))
	p.value, rest = paramValue(bytes.TrimLeft(raw[equals+1:], " \t"))
	return name, p, rest
}

// splitParamName reads name, name*, name*0 and name*0*.
func splitParamName(name string) (base string, piece int, extended bool) {
	base, suffix, found := strings.Cut(name, "*")
	if !found {
		return base, -1, false
	}
	if suffix == "" {
		return base, -1, true
	}
	suffix, extended = strings.CutSuffix(suffix, "*")
	piece, err := strconv.Atoi(suffix)
	if err != nil || piece < 0 {
		return base, -1, extended
	}
	return base, piece, extended
}

// paramValue reads a quoted string, or everything up to the semicolon: names with
// blanks often come without quotes.
func paramValue(raw []byte) (value, rest []byte) {
	if len(raw) == 0 || raw[0] != '"' {
		end := bytes.IndexByte(raw, ';')
		if end < 0 {
			return bytes.TrimSpace(raw), nil
		}
		return bytes.TrimSpace(raw[:end]), raw[end+1:]
	}
	for i := 1; i < len(raw); i++ {
		switch {
		case raw[i] == '\\' && i+1 < len(raw) && (raw[i+1] == '"' || raw[i+1] == '\\'):
			// Other backslashes are meant: file names come as C:\docs\act.pdf.
			value = append(value, raw[i+1])
			i++
		case raw[i] == '"':
			return value, raw[i+1:]
		default:
			value = append(value, raw[i])
		}
	}
	return value, nil
}

// ascii gives a parameter that holds a plain word, such as boundary or charset.
func (m media) ascii(name string) string {
	return oneLine(m.text(name, ""), maxBoundary)
}

// text gives a parameter decoded: RFC 2231, encoded words where they don't belong,
// raw 8-bit bytes. hint is the charset for the latter.
func (m media) text(name, hint string) string {
	pieces := m.params[name]
	if len(pieces) == 0 {
		return ""
	}
	for _, p := range pieces {
		if p.piece < 0 && p.extended {
			return decodeExtended([]param{p}, hint)
		}
	}
	if numbered := inOrder(pieces); len(numbered) > 0 {
		return decodeExtended(numbered, hint)
	}
	return decodeWords(pieces[0].value, hint).text
}

// inOrder gives the numbered pieces from 0 up to the first that is missing.
func inOrder(pieces []param) []param {
	sorted := append([]param(nil), pieces...)
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].piece < sorted[j].piece })
	var numbered []param
	for _, p := range sorted {
		if p.piece == len(numbered) {
			numbered = append(numbered, p)
		}
	}
	return numbered
}

// decodeExtended joins the pieces' bytes and only then decodes them: a character
// may be split between two pieces.
func decodeExtended(pieces []param, hint string) string {
	charset, joined, extended := "", []byte(nil), false
	for i, p := range pieces {
		value := p.value
		if !p.extended {
			joined = append(joined, value...)
			continue
		}
		extended = true
		if parts := bytes.SplitN(value, []byte("'"), 3); i == 0 && len(parts) == 3 {
			charset, value = string(parts[0]), parts[2]
		}
		joined = append(joined, unescape(value)...)
	}
	if !extended {
		return decodeWords(joined, hint).text // pieces of encoded words: both standards at once
	}
	return decodeText(joined, charset, hint).text
}

func unescape(value []byte) []byte {
	if bytes.IndexByte(value, '%') < 0 {
		return value
	}
	out := make([]byte, 0, len(value))
	for i := 0; i < len(value); i++ {
		if value[i] == '%' && i+2 < len(value) && isHex(value[i+1]) && isHex(value[i+2]) {
			out = append(out, unhex(value[i+1])<<4|unhex(value[i+2]))
			i += 2
			continue
		}
		out = append(out, value[i])
	}
	return out
}
