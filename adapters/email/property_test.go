package email

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// pieces are what mails and attacks on mail servers are made of.
var pieces = []string{
	"From: a@b.kz\r\n", "Subject: x\r\n", "Message-ID: <m@b.kz>\r\n", "Date: Mon, 23 Nov 2026 09:00:00 +0500\r\n", "To: help@acme.kz\r\n",
	"Content-Type: multipart/mixed; boundary=x\r\n", "Content-Type: text/html; charset=cp-1251\r\n", "Content-Transfer-Encoding: base64\r\n", "--x\r\n", "--x--\r\n",
	"Return-Path: <>\r\n", "Received: x\r\n\ty\r\n", "Auto-Submitted: auto-replied\r\n", "\r\n", "\n", "\r", ".", "..", "\r\n..\r\n", "\n.\n", "\r.\r", "\x00", "\xff\xfe", "Қате", " ", "\t",
	"QUIT\r\n", "MAIL FROM:<evil@x.kz>\r\n", "RCPT TO:<help@other.kz>\r\n", "DATA\r\n", "<b>x</b>", strings.Repeat("y", 1500), strings.Repeat("z", 9000), "\"\\\"",
}

// TestWhateverIsSentEndsWellOrWithItsSender sends bytes as they are behind DATA.
// Either the mail is taken, and then its raw bytes and an event are there, or it
// is refused, or the connection ends.
func TestWhateverIsSentEndsWellOrWithItsSender(t *testing.T) {
	const most = 60_000
	r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) {
		l.Limits.MailBytes, l.Limits.LineBytes = most, 8000
	})
	rapid.Check(t, func(rt *rapid.T) {
		raw := strings.Join(rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom(pieces), rapid.Map(rapid.SliceOfN(rapid.Byte(), 0, 20), func(b []byte) string { return string(b) })), 0, 40).Draw(rt, "raw"), "")
		if len(raw) > most && strings.Contains(raw+"\r\n", "\r\r\n") || strayDot.MatchString("\r\n"+raw) {
			rt.Skip("see lines")
		}
		before := len(r.inbox.states())
		code, err := r.blurt(raw)
		taken := code == 250
		switch {
		case err != nil:
			rt.Fatalf("%v", err)
		case !taken && code/100 != 4 && code/100 != 5:
			rt.Fatalf("answer %d", code)
		}
		for _, state := range r.inbox.states() {
			if state == StateReceived {
				rt.Fatalf("a mail was left over: %+v", r.inbox.notes)
			}
		}
		if onlyOne := !strings.Contains(raw, "DATA"); !taken && onlyOne && len(r.inbox.states()) != before {
			rt.Fatalf("answer %d and %d new notes", code, len(r.inbox.states())-before)
		}
		if taken {
			r.mustHave(rt, raw)
		}
	})
}

// strayDot is a CR behind the dot that a line begins with, and no LF behind it.
var strayDot = regexp.MustCompile("\r\n\\.\r(?:[^\n]|$)")

// blurt writes bytes behind DATA without looking what they are, and returns the
// code of the answer to the first mail in them. When it returns the server is
// done with the client.
func (r *rig) blurt(raw string) (code int, err error) {
	conn, err := net.Dial("tcp", r.listener.Addr().String())
	if err != nil {
		return 0, err
	}
	defer conn.Close()
	if err := conn.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		return 0, err
	}
	c := textproto.NewConn(conn)
	for _, line := range []string{"", "EHLO x", "MAIL FROM:<a@mail.kz>", "RCPT TO:<help@acme.kz>", "DATA"} {
		if line != "" {
			c.PrintfLine("%s", line)
		}
		if _, _, err := c.ReadResponse(0); err != nil {
			return 0, err
		}
	}
	written := make(chan struct{})
	go func() {
		defer close(written)
		fmt.Fprint(c.W, raw+"\r\n.\r\n") // the server may have hung up before the end
		c.W.Flush()
	}()
	code, _, err = c.ReadResponse(0)
	<-written
	if gone(err) {
		return 421, nil
	}
	if err != nil {
		return 0, err
	}
	conn.(*net.TCPConn).CloseWrite()
	if _, err := io.Copy(io.Discard, c.R); err != nil && !gone(err) {
		return 0, err
	}
	return code, nil
}

// gone reports whether the server has closed the connection. It may be reset
// where the server has not read all.
func gone(err error) bool {
	return errors.Is(err, io.EOF) || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE)
}

// mustHave checks that the mail is where it must be.
func (r *rig) mustHave(rt *rapid.T, raw string) {
	wire := "\r\n" + raw + "\r\n.\r\n"
	sent := wire[:strings.Index(wire, "\r\n.\r\n")+2] // what the server must take for the mail
	sent = strings.ReplaceAll(sent, "\r\n.", "\r\n")[2:]
	for _, n := range r.inbox.notes {
		f, err := r.blobs.Get(rt.Context(), acme, n.Blob)
		if err != nil {
			rt.Fatal(err)
		}
		stored, err := io.ReadAll(f)
		f.Close()
		if err != nil {
			rt.Fatal(err)
		}
		if !strings.Contains(string(stored), sent) {
			continue
		}
		for _, e := range r.events(acme) {
			if e.Command == n.Command {
				return
			}
		}
		rt.Fatalf("there is no event %s", n.Command)
	}
	rt.Fatalf("the raw bytes are nowhere: %q", sent)
}
