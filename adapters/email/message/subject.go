package message

import (
	"regexp"
	"strings"
	"unicode"
)

// replyPrefix and forwardPrefix are what programs put before a subject. НА and HA are
// both in use: one Cyrillic, one Latin.
const (
	replyPrefix   = `re|отв|ответ|ha|на|жауап|aw|sv`
	forwardPrefix = `fw|fwd|пересл|переслано|wg`
	repeated      = `\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4})?\.?\s*[:：]`
)

var (
	reply   = regexp.MustCompile(`^(?:` + replyPrefix + `)` + repeated)
	forward = regexp.MustCompile(`^(?:` + forwardPrefix + `)` + repeated)
	// ticketTag takes capitals alone: [SUPPORT-10110] and [#10110], not [Office 2016].
	ticketTag = regexp.MustCompile(`\[\s*(?:\p{Lu}[\p{Lu}\p{N}_]{0,30}\s?[-#]|#)\d{1,12}\s*\]`)
)

// fold makes letters of either case equal, rune by rune. cases.Fold of x/text won't do:
// it turns Cherokee letters into each other, back and forth, for ever.
func fold(s string) string {
	return nfc(strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, nfc(s)))
}

// isReplySubject and isForwardSubject look at the first prefix alone: that is what the
// sender did last.
func isReplySubject(subject string) bool { return reply.MatchString(foldedStart(subject)) }

func isForwardSubject(subject string) bool { return forward.MatchString(foldedStart(subject)) }

func foldedStart(subject string) string {
	return fold(strings.TrimSpace(ticketTag.ReplaceAllString(cut(subject, 200), " ")))
}
