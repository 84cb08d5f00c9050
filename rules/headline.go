package rules

import (
	"strings"

	"github.com/reglament/reglament/engine"
)

// headlineLength is how many letters of a subject are shown.
const headlineLength = 160

// Headline is what a ticket is about, in one line of at most 160 letters; "" if it
// has no words.
func Headline(t *engine.Ticket) string {
	for _, name := range []string{"subject", "summary", "description"} {
		first, _, _ := strings.Cut(strings.TrimSpace(t.Fields.String(name)), "\n")
		if s := strings.Join(strings.Fields(first), " "); s != "" {
			return shorten(s, headlineLength)
		}
	}
	return ""
}

func shorten(s string, n int) string {
	if len(s) <= n {
		return s
	}
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
