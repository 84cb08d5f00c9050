package message

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// oneLine makes any string fit for a header value: valid UTF-8 in NFC, one line,
// single spaces, nothing invisible, at most limit bytes.
func oneLine(s string, limit int) string {
	s = cut(s, 4*limit) // bounds the work; NFC never grows more than threefold
	var b strings.Builder
	b.Grow(len(s))
	space := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			space = b.Len() > 0
		case unicode.IsControl(r) || isInvisible(r) || isNonCharacter(r):
		default:
			if space {
				b.WriteByte(' ')
				space = false
			}
			b.WriteRune(r) // an invalid byte comes as U+FFFD
		}
	}
	return strings.TrimSpace(cut(nfc(b.String()), limit))
}

// bodyText makes decoded text fit for Text: valid UTF-8 in NFC, \n line ends, no
// control characters but tab, at most limit bytes.
func bodyText(s string, limit int) string {
	var b strings.Builder
	b.Grow(len(s))
	for i, r := range s {
		switch {
		case r == '\r':
			if !strings.HasPrefix(s[i+1:], "\n") && !strings.HasPrefix(s[i+1:], "\r\n") {
				b.WriteByte('\n')
			}
		case r == '\v' || r == '\f' || r == '\u0085' || r == '\u2028' || r == '\u2029':
			b.WriteByte('\n')
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case unicode.IsControl(r) || r == '\ufeff' || isNonCharacter(r):
		default:
			b.WriteRune(r)
		}
	}
	return cut(nfc(b.String()), limit)
}

// isInvisible is true for what can make a name look like another one: zero-width
// characters and the marks that turn the direction of writing.
func isInvisible(r rune) bool {
	switch {
	case r == '\u00ad', r == '\u061c', r == '\u180e', r == '\ufeff':
		return true
	case r == '\u200c' || r == '\u200d':
		return false // joiners belong to Persian words and to emoji
	}
	return r >= '\u200b' && r <= '\u200f' || r >= '\u202a' && r <= '\u202e' || r >= '\u2060' && r <= '\u206f' || r >= 0xe0000 && r <= 0xe007f
}

func isNonCharacter(r rune) bool {
	return r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe
}

// nfc composes s. A combining mark at the very front stays where it is.
func nfc(s string) string {
	if norm.NFC.IsNormalString(s) {
		return s
	}
	return norm.NFC.String(s)
}

// cut shortens s to at most limit bytes without splitting a character.
func cut(s string, limit int) string {
	if len(s) <= limit {
		return s
	}
	for limit > 0 && !utf8.RuneStart(s[limit]) {
		limit--
	}
	return s[:limit]
}

// trimBlankLines drops blank lines at both ends and keeps the first line's indent.
func trimBlankLines(s string) string {
	s = strings.TrimRightFunc(s, unicode.IsSpace)
	for {
		line, rest, more := strings.Cut(s, "\n")
		if !more || strings.TrimSpace(line) != "" {
			return s
		}
		s = rest
	}
}
