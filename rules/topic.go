package rules

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// What is put before a subject by mail programs (Re:, Fwd[2]:, Отв: ...; НА and HA
// are both in use, one Cyrillic, one Latin) and by us: the ticket's number. The
// tag takes capitals alone: [SUPPORT-10110] and [#10110], not [Office 2016].
var (
	subjectPrefix = regexp.MustCompile(`(?i)^(?:re|отв|ответ|ha|на|жауап|aw|sv|fw|fwd|пересл|переслано|wg)` +
		`\s*(?:\[\d{1,4}\]|\(\d{1,4}\)|\^\d{1,4})?\.?\s*[:：]`)
	subjectTag = regexp.MustCompile(`\[\s*(?:\p{Lu}[\p{Lu}\p{N}_]{0,30}\s?[-#]|#)\d{1,12}\s*\]`)
)

// BareSubject is a subject without what mail programs and we put before it.
func BareSubject(s string) string {
	s = strings.ToValidUTF8(s, "\uFFFD")
	for {
		s = strings.Join(strings.FieldsFunc(subjectTag.ReplaceAllString(s, " "), isGap), " ")
		rest := s[len(subjectPrefix.FindString(s)):]
		if rest == s && !subjectTag.MatchString(s) {
			return s
		}
		s = rest
	}
}

func isGap(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r) && r != '\u200c' && r != '\u200d'
}

// maxFolds ends what two or three rounds always end.
const maxFolds = 100

// Topic is what a subject speaks of: bare, composed, in small letters, without
// punctuation at the end. Two subjects with the same topic count as the same;
// those without any topic do not. Doing it twice changes nothing.
func Topic(subject string) string {
	for range maxFolds {
		next := strings.TrimRightFunc(foldCase(BareSubject(subject)), func(r rune) bool {
			return unicode.IsSpace(r) || strings.ContainsRune(".,:;!?…-–—。", r)
		})
		if next == subject {
			break
		}
		subject = next
	}
	return subject
}

// foldCase makes letters of either case equal, rune by rune. cases.Fold of x/text
// won't do: it turns Cherokee letters into each other, back and forth.
func foldCase(s string) string {
	s = strings.Map(func(r rune) rune { return unicode.ToLower(unicode.ToUpper(r)) }, norm.NFC.String(s))
	return norm.NFC.String(s)
}
