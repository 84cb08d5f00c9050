package email

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"time"
)

// withFiles is a mail with files of the given contents.
func withFiles(id, body string, contents ...[]byte) string {
	var b strings.Builder
	b.WriteString("From: aidos@mail.kz\nMessage-ID: <" + id + ">\nDate: Mon, 23 Nov 2026 09:00:00 +0500\nSubject: Files\nMIME-Version: 1.0\n" +
		"Content-Type: multipart/mixed; boundary=bb\n\n--bb\nContent-Type: text/plain; charset=utf-8\n\n" + body + "\n")
	for i, content := range contents {
		fmt.Fprintf(&b, "--bb\nContent-Type: application/octet-stream; name=\"f%04d.bin\"\nContent-Disposition: attachment; filename=\"f%04d.bin\"\nContent-Transfer-Encoding: base64\n\n", i, i)
		encoded := base64.StdEncoding.EncodeToString(content)
		for len(encoded) > 76 {
			b.WriteString(encoded[:76] + "\n")
			encoded = encoded[76:]
		}
		b.WriteString(encoded + "\n")
	}
	b.WriteString("--bb--\n")
	return crlf(b.String())
}

func TestMailOf30MBIsTaken(t *testing.T) {
	// Not parallel: it looks at the memory.
	r := newRig(t)
	content := bytes.Repeat([]byte("0123456789abcdef"), 22<<20/16)
	raw := withFiles("big@mail.kz", "See the file.", content)
	if len(raw) < 30<<20 {
		t.Fatalf("the mail has %d bytes", len(raw))
	}
	peak := watchHeap(t)
	start := time.Now()
	r.take(raw)
	t.Logf("%d MiB in %s, heap grew by %d MiB at most", len(raw)>>20, time.Since(start).Round(time.Millisecond), peak()>>20)
	if f := file(r.one(), "f0000.bin"); f.Int("size") != int64(len(content)) {
		t.Errorf("got file %v", f)
	}
	if !containsBlob(r.blobs.all(t, acme), string(content)) {
		t.Error("the attachment is not among the blobs")
	}
}

// watchHeap returns a function that tells by how much the heap has grown at most.
func watchHeap(t *testing.T) func() uint64 {
	t.Helper()
	heap := func() uint64 {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapInuse
	}
	runtime.GC()
	before, stop, most := heap(), make(chan struct{}), make(chan uint64)
	go func() {
		peak := before
		for {
			select {
			case <-stop:
				most <- peak
				return
			case <-time.After(2 * time.Millisecond):
				peak = max(peak, heap())
			}
		}
	}()
	return func() uint64 {
		close(stop)
		return <-most - before
	}
}

func TestThousandAttachmentsAreATicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	contents := make([][]byte, 1000)
	for i := range contents {
		contents[i] = fmt.Appendf(nil, "file %d", i)
	}
	r.take(withFiles("many@mail.kz", "See the files.", contents...))
	e := r.one()
	list := e.Body.Data.List("attachments")
	if len(list) != 101 || file(e, "f0000.bin") == nil || file(e, "f0099.bin") == nil || file(e, "f0100.bin") != nil {
		t.Errorf("got %d files, want the first 100 and the mail", len(list))
	}
	if raw := file(e, "message.eml"); raw.String("blob") != e.Body.Data.String("raw") {
		t.Errorf("the raw mail is not listed: %v", raw)
	}
	if e.Body.Fault != "" {
		t.Errorf("the event was parked: %s", e.Body.Fault)
	}
}

func TestTooMuchTextIsCutAndTheRawMailAttached(t *testing.T) {
	t.Parallel()
	const page = "Қате шықты: \"жүйе\" жауап бермейді.\n"
	huge := strings.Repeat(page, 60_000) // about 3.5 MB
	for name, raw := range map[string]string{
		"text": letterFrom("h@mail.kz", "Logs", huge),
		"HTML": crlf("From: a@mail.kz\nMessage-ID: <h@mail.kz>\nSubject: Logs\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n<p>" + strings.ReplaceAll(huge, "\n", "<br>\n")),
		"one line": crlf("From: a@mail.kz\nMessage-ID: <h@mail.kz>\nSubject: Logs\nMIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\n\n" +
			strings.Repeat("<p>абв", 25_000)),
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			r.take(raw)
			e := r.one()
			text := e.Body.Data.String("text")
			if e.Body.Fault != "" || !strings.HasSuffix(text, clipped) || jsonLen(text) > 96<<10 || jsonLen(text) < 95<<10 {
				t.Errorf("fault %q, text of %d bytes ends in %q", e.Body.Fault, jsonLen(text), text[max(0, len(text)-20):])
			}
			if file(e, "message.eml") == nil {
				t.Error("the raw mail is not attached")
			}
			if got := jsonLen(e.Body.Data.String("html")); got > 192<<10 {
				t.Errorf("html of %d bytes", got)
			}
		})
	}
}

func TestTheWorstOfEverythingFitsAnEvent(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var head, parts strings.Builder
	for i := range 600 {
		fmt.Fprintf(&head, "%s%03d@%s.kz,\n ", strings.Repeat("a", 60), i, strings.Repeat("b", 60))
	}
	for i := range 300 {
		fmt.Fprintf(&parts, "--bb\nContent-Type: %s/%s\nContent-Disposition: attachment; filename=\"%03d%s\"\n\nx\n",
			strings.Repeat("t", 100), strings.Repeat("u", 150), i, strings.Repeat("\\\"", 300))
	}
	nasty := strings.Repeat("\"\\\x01\x02", 300_000)
	r.take(crlf("From: a@mail.kz\nTo: " + head.String() + "z@z.kz\nCc: " + head.String() + "z@z.kz\nMessage-ID: <" + strings.Repeat("i", 900) + ">\nReferences: " +
		strings.Repeat("<"+strings.Repeat("r", 100)+"@x.kz>\n ", 500) + "\nSubject: " + strings.Repeat("\"\\", 3000) + "\nMIME-Version: 1.0\n" +
		"Content-Type: multipart/mixed; boundary=bb\n\n--bb\nContent-Type: text/plain\n\n" + wrap(nasty) + "\n--bb\nContent-Type: text/html\n\n<p>" + wrap(nasty) + "\n" +
		parts.String() + "--bb--\n"))
	if e := r.one(); e.Kind != "message" || e.Body.Fault != "" || file(e, "message.eml") == nil {
		t.Errorf("%s: fault %q, %d files", e.Kind, e.Body.Fault, len(e.Body.Data.List("attachments")))
	}
}

func wrap(s string) string {
	var b strings.Builder
	for len(s) > 900 {
		b.WriteString(s[:900] + "\n")
		s = s[900:]
	}
	return b.String() + s
}

func TestTextsAreCutBetweenLetters(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		in   string
		most int
		want string
	}{
		{"short", 100, "short"},
		{"жарайды", 14, "жарайды"},
		{"жарайды!", 14, "жар" + clipped},
		{"\"\"\"\"\"\"\"\"\"\"", 18, "\"\"\"\"\"" + clipped},
		{"\x01\x01\x01\x01", 20, "\x01\x01" + clipped},
		{"", 0, ""},
	} {
		if got := clip(c.in, c.most); got != c.want {
			t.Errorf("clip(%q, %d) = %q, want %q", c.in, c.most, got, c.want)
		}
	}
}
