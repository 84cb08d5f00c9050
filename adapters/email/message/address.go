package message

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
)

// Address is one mailbox of a header field.
type Address struct {
	Name string // decoded; "" when there is none
	// Address is for comparing and sending: local part as written, domain in
	// lower case and in its ASCII form. "" when nothing was found.
	Address string
	// Display is Address as people write it: пошта@қазақ.қаз, not @xn--….
	Display string
	// Valid tells that the address has the form of one; it may still not exist.
	Valid bool
}

// parseAddresses reads an address field however it was written: groups, comments,
// missing quotes, semicolons of Outlook, raw 8-bit names.
func parseAddresses(raw []byte, hint string, most int) (list []Address, cut bool) {
	var before []byte // a name that a comma without quotes tore off
	for _, piece := range splitMailboxes(unfold(raw)) {
		if len(before) > 0 {
			piece = append(append(before, ", "...), piece...)
			before = nil
		}
		if !hasAddress(piece, hint) && len(bytes.TrimSpace(piece)) > 0 && len(piece) < 4*maxName {
			before = piece
			continue
		}
		if len(list) >= most {
			return list, true
		}
		if a, ok := parseMailbox(piece, hint); ok {
			list = append(list, a)
		}
	}
	if len(before) > 0 && len(list) < most {
		if a, ok := parseMailbox(before, hint); ok {
			list = append(list, a)
		}
	}
	return list, false
}

// splitMailboxes cuts a field at its commas and semicolons, and takes the names of
// groups away. Quotes, brackets, comments and encoded words are left whole.
func splitMailboxes(raw []byte) [][]byte {
	var pieces [][]byte
	start, sawSign := 0, false
	emit := func(end int) {
		if piece := bytes.TrimSpace(raw[start:end]); len(piece) > 0 {
			pieces = append(pieces, piece[:len(piece):len(piece)])
		}
		start, sawSign = end+1, false
	}
	for i := 0; i < len(raw); i++ {
		switch raw[i] {
		case '"', '<', '(':
			i = skipEnclosed(raw, i)
			sawSign = true
		case '=':
			if i+1 < len(raw) && raw[i+1] == '?' {
				i = skipEncodedWord(raw, i)
			}
		case '@':
			sawSign = true
		case ':':
			if !sawSign { // "Undisclosed recipients:;"
				start = i + 1
			}
		case ',', ';':
			emit(i)
		}
	}
	emit(len(raw))
	return pieces
}

// skipEnclosed gives the place of the closing mark, or at itself when there is none.
func skipEnclosed(raw []byte, at int) int {
	closing := map[byte]byte{'"': '"', '<': '>', '(': ')'}[raw[at]]
	for i := at + 1; i < len(raw) && i < at+4*maxName; i++ {
		switch {
		case raw[i] == '\\':
			i++
		case raw[i] == closing:
			return i
		}
	}
	return at
}

func skipEncodedWord(raw []byte, at int) int {
	window := raw[at:min(len(raw), at+1000)]
	if m := encodedWord.FindIndex(window); m != nil && m[0] == 0 {
		return at + m[1] - 1
	}
	return at
}

func hasAddress(piece []byte, hint string) bool {
	if bytes.ContainsAny(piece, "@<") {
		return true
	}
	_, encoded := bracketed(decodeWords(piece, hint).text)
	return encoded
}

// parseMailbox reads one mailbox. Something is always made of it: what is no
// address becomes a name that isn't Valid. The null address <> gives nothing.
func parseMailbox(piece []byte, hint string) (Address, bool) {
	name, spec := splitMailbox(piece)
	text := decodeWords(name, hint).text
	if spec == nil {
		// A few programs encode the whole mailbox, brackets included.
		if inner, found := bracketed(text); found {
			name, spec = []byte(text[:strings.LastIndexByte(text, '<')]), []byte(inner)
			text = string(name)
		}
	}
	a := newAddress(string(spec))
	a.Name = cleanDisplayName(text)
	return a, a.Name != "" || a.Address != ""
}

func bracketed(text string) (inner string, found bool) {
	open := strings.LastIndexByte(text, '<')
	if open < 0 || !strings.Contains(text[open:], "@") {
		return "", false
	}
	inner, _, _ = strings.Cut(text[open+1:], ">")
	return inner, true
}

// splitMailbox separates the address from the name or comment around it.
func splitMailbox(piece []byte) (name, spec []byte) {
	if open := bytes.LastIndexByte(piece, '<'); open >= 0 {
		inner, after, _ := bytes.Cut(piece[open+1:], []byte(">"))
		if name = piece[:open]; len(bytes.TrimSpace(name)) == 0 {
			name = bytes.Trim(bytes.TrimSpace(after), "()")
		}
		return name, inner
	}
	if bytes.IndexByte(piece, '@') < 0 {
		return piece, nil
	}
	if open := bytes.IndexByte(piece, '('); open >= 0 {
		comment, after, _ := bytes.Cut(piece[open+1:], []byte(")"))
		return comment, append(append([]byte(nil), piece[:open]...), after...)
	}
	words := bytes.Fields(piece)
	for i, word := range words {
		if bytes.IndexByte(word, '@') >= 0 { // Ivan Petrov ivan@mail.kz
			return bytes.Join(words[:i], []byte(" ")), word
		}
	}
	return nil, piece
}

func cleanDisplayName(text string) string {
	name := oneLine(text, maxName)
	if len(name) >= 2 && (name[0] == '"' || name[0] == '\'') && name[len(name)-1] == name[0] {
		name = name[1 : len(name)-1]
	}
	name = strings.ReplaceAll(strings.ReplaceAll(name, `\"`, `"`), `\\`, `\`)
	return oneLine(strings.TrimSuffix(strings.TrimPrefix(name, `"`), `"`), maxName)
}

// newAddress makes the comparable form of an address.
func newAddress(spec string) Address {
	spec = strings.Map(dropBlank, cut(strings.ToValidUTF8(spec, "\ufffd"), 2*maxMailbox))
	spec = strings.Trim(spec, "<>'\"")
	if rest, found := strings.CutPrefix(strings.ToLower(cut(spec, 7)), "mailto:"); found {
		spec = rest + spec[7:]
	}
	spec = nfc(spec)
	at := strings.LastIndexByte(spec, '@')
	if at < 0 {
		return Address{Address: spec, Display: spec}
	}
	local, domain := spec[:at], strings.Trim(spec[at+1:], ".")
	ascii, readable, ok := bothDomains(domain)
	a := Address{Address: local + "@" + ascii, Display: local + "@" + readable}
	a.Valid = ok && isLocalPart(local) && len(ascii) <= 253
	return a
}

// dropBlank drops blanks and everything unseen: they are line folding or disguise.
func dropBlank(r rune) rune {
	if unicode.IsSpace(r) || unicode.IsControl(r) || isInvisible(r) || isNonCharacter(r) || r == '\u200c' || r == '\u200d' {
		return -1
	}
	return r
}

// domains maps names as a browser would, so that ЖҰМЫС.ҚАЗ and жұмыс.қаз are one.
var domains = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false))

// bothDomains gives the ASCII form of a domain and the readable one.
func bothDomains(domain string) (ascii, readable string, ok bool) {
	if strings.HasPrefix(domain, "[") { // an address literal
		domain = strings.ToLower(domain)
		return domain, domain, strings.HasSuffix(domain, "]") && isASCII([]byte(domain))
	}
	ascii, err := domains.ToASCII(domain)
	if err != nil || !isDomain(ascii) {
		lower := nfc(strings.ToLower(domain))
		return lower, lower, false
	}
	readable, err = domains.ToUnicode(ascii)
	if err != nil || !utf8.ValidString(readable) {
		readable = ascii
	}
	return ascii, nfc(readable), true
}

// isDomain checks letters, digits and hyphens. Underscores occur in real host names.
func isDomain(ascii string) bool {
	if ascii == "" {
		return false
	}
	for label := range strings.SplitSeq(ascii, ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for i := range len(label) {
			if c := label[i]; !isASCIILetter(c) && (c < '0' || c > '9') && c != '-' && c != '_' {
				return false
			}
		}
	}
	return true
}

func isLocalPart(local string) bool {
	if local == "" || len(local) > 64 || strings.Contains(local, "\ufffd") {
		return false
	}
	return !strings.ContainsAny(local, "<>()[]:;,\\\"@")
}
