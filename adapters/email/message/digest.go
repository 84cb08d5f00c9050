package message

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"hash"
	"strings"
)

// Digest names a mail by its content, for mail without a Message-ID. Two copies of one
// mail that came by different ways have the same digest: the fields that servers add on
// the way don't count, nor do folding, line ends and blank lines at the end.
//
// Two mails that a program sends word for word alike, without a Date, have the same
// digest too: whoever drops doubles by it should do so within a short time only.
func Digest(raw []byte) string {
	raw = withLineFeeds(raw)
	b := readBlock(raw, Limits{}.withDefaults(), isOwnField)
	sum := sha256.New()
	for _, f := range b.fields {
		sum.Write([]byte(f.name))
		sum.Write([]byte{':'})
		sum.Write(bytes.Join(bytes.Fields(unfold(f.value)), []byte(" ")))
		sum.Write([]byte{'\n'})
	}
	sum.Write([]byte{'\n'})
	writeBody(sum, bytes.TrimRight(b.body, "\r\n\t \x00"))
	return hex.EncodeToString(sum.Sum(nil))
}

// writeBody writes the body with \n line ends, without a copy of it.
func writeBody(sum hash.Hash, body []byte) {
	for len(body) > 0 {
		line, rest := nextLine(body)
		sum.Write(bytes.TrimRight(line, "\r\n"))
		sum.Write([]byte{'\n'})
		body = rest
	}
}

// isOwnField is true for what the sender wrote and false for what the way added.
func isOwnField(name string) bool {
	for _, prefix := range []string{"x-", "received", "arc-", "authentication-results", "dkim-", "domainkey-", "resent-", "delivered-", "delivery-", "envelope-"} {
		if strings.HasPrefix(name, prefix) {
			return false
		}
	}
	switch name {
	case "return-path", "status", "lines", "content-length", "bcc", "original-recipient", "errors-to", "feedback-id", "dl-expansion-history":
		return false
	}
	return true
}
