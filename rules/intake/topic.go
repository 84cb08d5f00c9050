package intake

import (
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"

	"github.com/reglament/reglament/rules"
)

// Topic is what a subject says without what mail programs add to it, in small
// letters. Two subjects with the same topic count as the same.
func Topic(subject string) string {
	s := cases.Fold().String(norm.NFC.String(subject))
	for {
		before := s
		s = norm.NFC.String(strings.TrimRight(rules.BareSubject(s), " .,;:!?…-–—"))
		if s == before {
			return s
		}
	}
}
