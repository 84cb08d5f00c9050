package message

import (
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

var (
	dashes     = regexp.MustCompile(`^--[ \t]?$`)
	closing    = regexp.MustCompile(`(?i)^[ \t]*(с уважением|с наилучшими пожеланиями|с уваж\.|құрметпен|ізгі ниетпен|ізгі тілекпен|best regards|kind regards|warm regards|with best regards|regards,|best wishes|sincerely|yours sincerely|yours faithfully)([ \t,.!;–—-]|$)`)
	postscript = regexp.MustCompile(`(?i)^[ \t]*(p\.? ?s\.?|п\.? ?с\.?|з\.? ?ы\.?)([ \t:.,–—-]|$)`)
	device     = regexp.MustCompile(`(?i)^[ \t]*(отправлено с |отправлено из |sent (from|with) |get outlook for |жіберілді: |посланo с |--[ \t]*отправлено )`)
)

const (
	maxSignatureLines = 20  // blank ones included
	maxSignatureText  = 12  // lines with something in them
	maxSignatureLine  = 120 // characters; a longer line is a sentence
)

// signatureStart is the line of body where the signature begins, len(body) when there
// is none. It must be near the end, short, and leave something above it.
func signatureStart(body []string) int {
	lowest := max(1, len(body)-maxSignatureLines)
	for at := lowest; at < len(body); at++ {
		if isSignatureLine(body[at]) && isSignature(body[at:]) && hasText(body[:at]) {
			return at
		}
	}
	return len(body)
}

func isSignatureLine(line string) bool {
	return dashes.MatchString(line) || len(line) <= 2*maxSignatureLine && (closing.MatchString(line) || device.MatchString(line))
}

// isSignature is false when something longer follows: a letter goes on after
// "с уважением" more often than one thinks. Quotes and postscripts mean the same.
func isSignature(lines []string) bool {
	text := 0
	if lines[0] == "-- " { // RFC 3676 section 4.3: said in so many words
		return !slices.ContainsFunc(lines, func(line string) bool { return strings.HasPrefix(line, ">") })
	}
	for _, line := range lines {
		if utf8.RuneCountInString(line) > maxSignatureLine || strings.HasPrefix(line, ">") || postscript.MatchString(line) {
			return false
		}
		if strings.TrimSpace(line) != "" {
			text++
		}
	}
	return text <= maxSignatureText
}

func isSignatureOnly(lines []string) bool {
	return len(lines) <= maxSignatureLines && isSignatureLine(lines[0]) && isSignature(lines)
}

func hasText(lines []string) bool {
	for _, line := range lines {
		if strings.TrimSpace(line) != "" {
			return true
		}
	}
	return false
}
