package sandbox

import (
	"strings"
	"unicode"
	"unicode/utf8"

	lua "github.com/yuin/gopher-lua"
)

// utf8 is the table `utf8`: what string does to bytes, done to characters.
func (s *State) utf8() map[string]lua.LGFunction {
	return map[string]lua.LGFunction{
		"len":   s.utf8Len,
		"lower": s.mapText("lower", lower),
		"sub":   s.utf8Sub,
		"upper": s.mapText("upper", upper),
	}
}

// texts is the table `text`.
func (s *State) texts() map[string]lua.LGFunction {
	return map[string]lua.LGFunction{"has": s.textHas}
}

// hasCase bounds the letters that have upper and lower case here to those whose
// pairs have been the same in every version of Unicode: ASCII, Latin-1 and
// Cyrillic with the Kazakh letters. Tables of newer versions differ between
// languages and releases, and a decision must not.
func hasCase(r rune) bool {
	switch {
	case r < 0x80:
		return true
	case 0xC0 <= r && r <= 0xFE:
		return r != 0xD7 && r != 0xF7 && r != 0xDF
	case 0x400 <= r && r <= 0x513:
		return true
	}
	return false
}

func lower(r rune) rune {
	if hasCase(r) {
		return unicode.ToLower(r)
	}
	return r
}

func upper(r rune) rune {
	if hasCase(r) {
		return unicode.ToUpper(r)
	}
	return r
}

// fold maps a text character by character. Each letter keeps its width, so the
// result is as long as the text; bytes that are not UTF-8 become U+FFFD.
func fold(text string, f func(rune) rune) string { return strings.Map(f, text) }

// foldedSize is a bound for the result of fold.
func foldedSize(text string) int {
	if utf8.ValidString(text) {
		return len(text)
	}
	return 3 * len(text)
}

func (s *State) mapText(name string, f func(rune) rune) lua.LGFunction {
	return func(L *lua.LState) int {
		str := stringArg(L, 1, name)
		s.charge(L, len(str)/8)
		s.newString(L, foldedSize(str))
		return pushString(L, fold(str, f))
	}
}

// utf8Len counts characters. A byte that is not UTF-8 counts as one.
func (s *State) utf8Len(L *lua.LState) int {
	str := stringArg(L, 1, "len")
	s.charge(L, len(str)/16)
	return pushInt(L, utf8.RuneCountInString(str))
}

func (s *State) utf8Sub(L *lua.LState) int {
	str := stringArg(L, 1, "sub")
	s.charge(L, len(str)/8)
	start, end := span(intArg(L, 2, "sub"), optInt(L, 3, "sub", -1), utf8.RuneCountInString(str))
	s.alloc(L, costString)
	from := runeOffset(str, start)
	return pushString(L, str[from:from+runeOffset(str[from:], end-start)])
}

// runeOffset is where the n-th character begins.
func runeOffset(s string, n int) int {
	for i := range s {
		if n == 0 {
			return i
		}
		n--
	}
	return len(s)
}

// textHas is text.has(haystack, needle): contains, whatever the case. A missing
// haystack contains nothing.
func (s *State) textHas(L *lua.LState) int {
	if L.Get(1) == lua.LNil {
		return push(L, false)
	}
	haystack, needle := stringArg(L, 1, "has"), stringArg(L, 2, "has")
	size := foldedSize(haystack) + foldedSize(needle)
	s.charge(L, size/8)
	s.alloc(L, size+2*costString)
	return push(L, strings.Contains(fold(haystack, lower), fold(needle, lower)))
}
