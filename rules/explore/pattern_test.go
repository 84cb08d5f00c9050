package explore

import (
	"regexp"
	"testing"
)

func TestExampleKeepsToItsPattern(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{`[A-Z]{2}-[0-9]+`, `.+ - .+`, `^(?:new|old)\d{3,}x?$`, `[^a-zA-Z0-9]`, `№\s*\d+`, ``} {
		got, err := example(pattern)
		if err != nil || !regexp.MustCompile("^(?:"+pattern+")$").MatchString(got) {
			t.Errorf("example(%q) = %q, %v; want a text that it describes", pattern, got, err)
		}
	}
	if got, err := example("("); err == nil {
		t.Errorf("example of what is no pattern = %q, want an error", got)
	}
}
