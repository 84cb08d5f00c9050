package email

import (
	"strings"
	"unicode/utf8"
)

// clipped ends a text that was cut.
const clipped = "\n[…]"

// clip cuts a text to a number of bytes, counted as in JSON, and says so at its
// end. Events are stored as JSON, where a control character takes six bytes.
func clip(s string, most int) string {
	if len(s) <= most/6 || jsonLen(s) <= most {
		return strings.Clone(s) // a part must not keep the whole mail in memory
	}
	n, room := 0, most-jsonLen(clipped)
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		if room -= jsonCost(r, size); room < 0 {
			break
		}
		n += size
	}
	return s[:n] + clipped
}

// jsonLen is how many bytes a string takes within a JSON string.
func jsonLen(s string) int {
	n := 0
	for _, r := range s {
		n += jsonCost(r, utf8.RuneLen(r))
	}
	return n
}

func jsonCost(r rune, size int) int {
	switch {
	case r == '"' || r == '\\' || r == '\n' || r == '\r' || r == '\t' || r == '\b' || r == '\f':
		return 2
	case r < ' ':
		return 6
	}
	return size
}
