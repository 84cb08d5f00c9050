package intake

import (
	"regexp"
	"strings"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// replyPrefix is what mail programs put before a subject: Re:, Fwd[2]:, Отв: ...
var replyPrefix = regexp.MustCompile(`^(?:re|rе|fw|fwd|aw|wg|ha|на|отв|ответ|пересл|переслано|жауап|жіб)\s*(?:\[\d+\]|\(\d+\))?\s*[:：]\s*`)

// ticketTag is a ticket's number in brackets, which our own mail puts before the
// subject.
var ticketTag = regexp.MustCompile(`[\[(]\s*\p{L}{2,12}-\d{1,12}\s*[\])]`)

// Topic is what a subject says without what mail programs add to it. Two
// subjects with the same topic count as the same.
func Topic(subject string) string {
	s := cases.Fold().String(norm.NFC.String(subject))
	for {
		before := s
		s = ticketTag.ReplaceAllString(s, " ")
		s = strings.Join(strings.Fields(s), " ")
		s = replyPrefix.ReplaceAllString(s, "")
		s = norm.NFC.String(strings.TrimRight(s, " .,;:!?…-–—"))
		if s == before {
			return s
		}
	}
}
