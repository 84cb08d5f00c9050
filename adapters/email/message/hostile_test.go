package message

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

func hasWarning(m *Message, code WarningCode) bool {
	for _, w := range m.Warnings {
		if w.Code == code {
			return true
		}
	}
	return false
}

const shortHead = "From: ivan@client.kz\r\nTo: support@prots.kz\r\nSubject: x\r\nMIME-Version: 1.0\r\n"

func TestThousandAttachmentsAreAllKept(t *testing.T) {
	t.Parallel()
	m := mustParse(t, manyParts(1000), Limits{})
	if got := len(m.Attachments); got != 1000 || hasWarning(m, WarnTruncated) {
		t.Fatalf("got %d attachments, warnings %v", got, m.Warnings)
	}
	if got := m.Attachments[999].Name; got != "отчёт (1000).txt" {
		t.Errorf("got name %q for the last of a thousand equal names", got)
	}
}

func TestPartsOverTheLimitAreCutWithANote(t *testing.T) {
	t.Parallel()
	m := mustParse(t, manyParts(5000), Limits{})
	if got := len(m.Attachments); got != 1999 || !hasWarning(m, WarnTruncated) {
		t.Errorf("got %d attachments, warnings %v; want 1,999 beside the text, and a note", got, m.Warnings)
	}
	if m.Text != "Text." {
		t.Errorf("got text %q", m.Text)
	}
}

func manyParts(n int) []byte {
	var b bytes.Buffer
	b.WriteString(shortHead + "Content-Type: multipart/mixed; boundary=x\r\n\r\n--x\r\n\r\nText.\r\n")
	for range n {
		b.WriteString("--x\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=\"отчёт.txt\"\r\n\r\na\r\n")
	}
	b.WriteString("--x--\r\n")
	return b.Bytes()
}

func TestDeepNestingStaysOneAttachment(t *testing.T) {
	t.Parallel()
	for _, closed := range []bool{false, true} {
		m := mustParse(t, nested(10_000, closed), Limits{})
		if len(m.Attachments) != 1 || !hasWarning(m, WarnTruncated) {
			t.Errorf("closed %v: got %d attachments, warnings %v", closed, len(m.Attachments), m.Warnings)
		}
	}
	if m := mustParse(t, nested(25, true), Limits{}); m.Text != "" || len(m.Attachments) != 1 || m.Attachments[0].Type != "multipart/mixed" {
		t.Errorf("got text %q and attachments %v below the limit of depth", m.Text, m.Attachments)
	}
	if m := mustParse(t, nested(15, false), Limits{}); m.Text != "bottom" {
		t.Errorf("got text %q at a depth that is allowed", m.Text)
	}
}

func nested(depth int, closed bool) []byte {
	var b bytes.Buffer
	b.WriteString(shortHead)
	for i := range depth {
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n", i, i)
	}
	b.WriteString("Content-Type: text/plain\r\n\r\nbottom\r\n")
	for i := depth - 1; closed && i >= 0; i-- {
		fmt.Fprintf(&b, "--b%d--\r\n", i)
	}
	return b.Bytes()
}

func TestNothingToBeMadeOfIsUnparsable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		raw  string
		l    Limits
		want Reason
	}{
		{"", Limits{}, Empty},
		{" \r\n\x00\x00\r\n", Limits{}, Empty},
		{"no field here\r\n\r\nFrom: too@late.kz", Limits{}, NotMail},
		{"\x00\x01\x02\xff\xfe", Limits{}, NotMail},
		{shortHead + "\r\nlong", Limits{Bytes: 10}, TooLarge},
	} {
		m, err := Parse([]byte(c.raw), c.l)
		var unparsable *Unparsable
		if m != nil || !errors.As(err, &unparsable) || unparsable.Reason != c.want {
			t.Errorf("%.20q: got %v, %v; want %s", c.raw, m, err, c.want)
		}
	}
}

func TestPanicBecomesUnparsable(t *testing.T) {
	t.Parallel()
	p := Parser{Loop: func(string) bool { panic("a bug") }}
	_, err := p.Parse([]byte(shortHead + "X-Reglament-Loop: x\r\n\r\n"))
	var unparsable *Unparsable
	if !errors.As(err, &unparsable) || unparsable.Reason != Broken {
		t.Errorf("got %v, want %s", err, Broken)
	}
}

// TestHostileMailCostsASmallMultiple feeds what could make memory explode and measures
// everything allocated on the way, garbage included.
func TestHostileMailCostsASmallMultiple(t *testing.T) {
	const mega = 1 << 20 / slowdown
	line := strings.Repeat("x", 70) + "\r\n"
	for name, raw := range map[string][]byte{
		"30 MB of plain text":         []byte(shortHead + "\r\n" + strings.Repeat(line, 30*mega/len(line))),
		"30 MB in one line":           []byte(shortHead + "\r\n" + strings.Repeat("x", 30*mega)),
		"30 MB of HTML":               []byte(shortHead + "Content-Type: text/html\r\n\r\n" + strings.Repeat("<blockquote><a href=x>y", 30*mega/23)),
		"30 MB of Cyrillic":           []byte(shortHead + "\r\n" + strings.Repeat("\xef\xf0\xe8\xe2\xe5\xf2 ", 30*mega/7)),
		"30 MB of NUL":                []byte(shortHead + "\r\n" + strings.Repeat("\x00", 30*mega)),
		"30 MB of base64":             []byte(shortHead + "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat(strings.Repeat("QUJD", 19)+"\r\n", 30*mega/78)),
		"30 MB of broken base64":      []byte(shortHead + "Content-Type: application/pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n" + strings.Repeat("QUJD=QUJDQUJDQUJD*\r\n", 30*mega/20)),
		"30 MB of quoted-printable":   []byte(shortHead + "Content-Transfer-Encoding: quoted-printable\r\n\r\n" + strings.Repeat("=D0=9F=", 30*mega/7)),
		"20 MB of one header":         []byte("From: a@b.kz\r\nX: " + strings.Repeat("a", 20*mega) + "\r\n\r\nhi"),
		"10 MB of header fields":      []byte(strings.Repeat("a: b\r\n", 10*mega/6) + "\r\nhi"),
		"10 MB of header junk":        []byte("From: a@b.kz\r\n" + strings.Repeat("junk\r\n", 10*mega/6) + "To: c@d.kz\r\n\r\nhi"),
		"10 MB of continuation lines": []byte("From: a@b.kz\r\n" + strings.Repeat(" a\r\n", 10*mega/4) + "\r\nhi"),
		"10 MB of boundaries":         []byte(shortHead + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\n", 10*mega/5)),
		"10 MB of nearly boundaries":  []byte(shortHead + "Content-Type: multipart/mixed; boundary=" + strings.Repeat("-", 60) + "x\r\n\r\n" + strings.Repeat("-", 10*mega)),
		"10 MB of parameters":         []byte(shortHead + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\nContent-Type: a/b"+strings.Repeat("; name*1=a", 500)+"\r\n\r\n", 10*mega/5000)),
		"10 MB of addresses":          []byte(strings.Repeat("To: "+strings.Repeat("a@b.kz,", 100)+"\r\n", 10*mega/700) + "\r\nhi"),
		"10 MB of encoded words":      []byte("Subject: " + strings.Repeat("=?utf-8?q?a?=\r\n ", 10*mega/16) + "\r\n\r\nhi"),
		"10 MB of references":         []byte("References: " + strings.Repeat("<a@b>\r\n ", 10*mega/8) + "\r\n\r\nhi"),
		"10 MB of unclosed quotes":    []byte("To: " + strings.Repeat("\"(<", 10*mega/3) + "\r\n\r\nhi"),
		"10 MB of uuencode begins":    []byte(shortHead + "\r\n" + strings.Repeat("begin 644 a\r\n", 10*mega/13)),
		"10 MB of uuencoded files":    []byte(shortHead + "\r\n" + strings.Repeat("begin 644 a\r\n#86)C\r\n`\r\nend\r\n", 10*mega/28)),
		"10 MB of quote marks":        []byte(shortHead + "\r\n" + strings.Repeat("> a\r\nFrom: x\r\n", 10*mega/14)),
		"10 MB of colons":             []byte(shortHead + "\r\n" + strings.Repeat("On 1.1.2026 a@b.kz:\r\n", 10*mega/21)),
		"10 MB of a delivery report":  []byte(shortHead + "Content-Type: multipart/report; boundary=x\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n" + strings.Repeat("Final-Recipient: rfc822;a@b.kz\r\n\r\n", 10*mega/34)),
		"10,000 nested multiparts":    nested(10_000, true),
		"10 MB in 2,000 text parts":   []byte(shortHead + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + strings.Repeat("--x\r\n\r\n"+strings.Repeat(line, 70)+"\r\n", 2000)),
		"10 MB of combining marks":    []byte(shortHead + "Content-Type: text/plain; charset=utf-8\r\n\r\na" + strings.Repeat("\u0301\u0323", 10*mega/4)),
	} {
		var before, after runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&before)
		start := time.Now()
		m := mustParseQuietly(t, raw)
		took := time.Since(start)
		runtime.ReadMemStats(&after)
		allocated := int(after.TotalAlloc - before.TotalAlloc)
		// 40 MiB is what texts at their limit may cost in copies.
		if most := 2*len(raw) + 40*mega; allocated > most && slowdown == 1 {
			t.Errorf("%s: %d bytes made %d bytes of allocations, want at most %d", name, len(raw), allocated, most)
		}
		checkPromises(t, raw, m, Limits{})
		t.Logf("%-28s %5.1f MB, allocated %6.1f MB, %v", name, float64(len(raw))/1e6, float64(allocated)/1e6, took.Round(time.Millisecond))
	}
}

func mustParseQuietly(t *testing.T, raw []byte) *Message {
	t.Helper()
	m, err := Parser{}.parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestLargeAttachmentArrivesWhole(t *testing.T) {
	t.Parallel()
	want := bytes.Repeat([]byte("0123456789abcdef"), 1<<16)
	text := base64.StdEncoding.EncodeToString(want)
	var b bytes.Buffer
	b.WriteString(shortHead + "Content-Type: application/pdf; name=a.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	b.WriteString(text + "\r\n")
	m := mustParse(t, b.Bytes(), Limits{})
	if len(m.Attachments) != 1 || !bytes.Equal(m.Attachments[0].Content, want) {
		t.Errorf("the attachment came out different; warnings %v", m.Warnings)
	}
}

func TestTextOverTheLimitIsCutWithANote(t *testing.T) {
	t.Parallel()
	m := mustParse(t, []byte(shortHead+"Content-Type: text/plain; charset=utf-8\r\n\r\n"+strings.Repeat("привет ", 1000)), Limits{TextBytes: 101})
	if len(m.Text) > 101 || len(m.Text) < 90 || !hasWarning(m, WarnTruncated) {
		t.Errorf("got %d bytes, warnings %v", len(m.Text), m.Warnings)
	}
}

func TestReferencesOverTheLimitKeepFirstAndLatest(t *testing.T) {
	t.Parallel()
	m := mustParse(t, []byte("References: <1@a> <2@a> <3@a> <2@a> <4@a> <5@a>\r\nFrom: a@b.kz\r\n\r\n"), Limits{References: 3})
	if got := strings.Join(m.References, " "); got != "1@a 4@a 5@a" {
		t.Errorf("got %q", got)
	}
}
