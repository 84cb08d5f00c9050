package email

import (
	"bytes"
	"crypto/tls"
	"net"
	"net/textproto"
	"strings"
	"testing"
	"time"
)

func TestLineEndsWithTwoCRHideNeitherDotsNorTheEnd(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ sent, want string }{
		"throughout":          {"Subject: x\r\r\n\r\r\ny\r\r\n.\r\n", "Subject: x\r\r\n\r\r\ny\r\r\n"},
		"only the last":       {"Subject: x\r\n\r\ny\r\r\n.\r\n", "Subject: x\r\n\r\ny\r\r\n"},
		"four CR":             {"Subject: x\r\n\r\ny\r\r\r\r\n.\r\n", "Subject: x\r\n\r\ny\r\r\r\r\n"},
		"three CR":            {"Subject: x\r\n\r\ny\r\r\r\n.\r\n", "Subject: x\r\n\r\ny\r\r\r\n"},
		"a doubled dot":       {"Subject: x\r\r\n\r\r\n..y\r\r\n.\r\n", "Subject: x\r\r\n\r\r\n.y\r\r\n"},
		"a dot on its own":    {"Subject: x\r\r\n\r\r\n..\r\r\ny\r\n.\r\n", "Subject: x\r\r\n\r\r\n.\r\r\ny\r\n"},
		"a dot not doubled":   {"Subject: x\r\r\n\r\r\n.y\r\n.\r\n", "Subject: x\r\r\n\r\r\ny\r\n"},
		"CR behind the dot":   {"Subject: x\r\r\n\r\r\n.\ry\r\n.\r\n", "Subject: x\r\r\n\r\r\n\ry\r\n"},
		"more CR behind it":   {"Subject: x\r\r\n\r\r\n.\r\r\ny\r\n.\r\n", "Subject: x\r\r\n\r\r\n\r\r\ny\r\n"},
		"what is no line end": {"Subject: x\r\n\r\n\r.\r\n.\n.\r\r.\r\n.\r\n", "Subject: x\r\n\r\n\r.\r\n\n.\r\r.\r\n"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t)
			conn := r.dial()
			conn.startData()
			conn.write(c.sent)
			conn.hear(250)
			if got := r.blobs.all(t, acme); len(got) != 1 || !bytes.HasSuffix(got[0], []byte("+0000\r\n"+c.want)) {
				t.Errorf("stored %q, want %q at the end", got, c.want)
			}
			if got := r.inbox.states(); len(got) != 1 || got[0] != StateDone {
				t.Errorf("inbox %v", got)
			}
		})
	}
}

func TestMailWhoseEndGoSMTPMissesIsTheLastOfItsConnection(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.dial()
	c.startData()
	c.write(strings.ReplaceAll(letterFrom("cr@mail.kz", "Help", "me"), "\r\n", "\r\r\n") + ".\r\nMAIL FROM:<b@mail.kz>\r\nRCPT TO:<help@acme.kz>\r\nDATA\r\n")
	c.hear(250)
	c.gone()
	if got := r.one().Body.Data.String("subject"); got != "Help" {
		t.Errorf("got subject %q", got)
	}
}

func TestLineEndsWithTwoCRAreUnderstoodUnderTLS(t *testing.T) {
	t.Parallel()
	cert, roots := testCertificate(t)
	r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) {
		l.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	})
	bare, err := net.Dial("tcp", r.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer bare.Close()
	c := &client{t: t, Conn: textproto.NewConn(bare)}
	c.hear(220)
	c.say(250, "EHLO client.kz")
	c.say(220, "STARTTLS")
	c.Conn = textproto.NewConn(tls.Client(bare, &tls.Config{ServerName: "localhost", RootCAs: roots}))
	c.say(250, "EHLO client.kz")
	c.startData()
	c.write("Subject: x\r\r\n\r\r\ny\r\r\n.\r\n")
	c.hear(250)
	c.gone()
	r.one()
}

// deadlines is a connection that says nothing and remembers until when it was
// waited for.
type deadlines struct {
	net.Conn
	set []time.Time
}

func (d *deadlines) SetReadDeadline(t time.Time) error { d.set = append(d.set, t); return nil }
func (d *deadlines) Read(b []byte) (int, error)        { return len(b), nil }

func TestEachReadHasADeadline(t *testing.T) {
	t.Parallel()
	const idle, data, session = time.Hour, 10 * time.Hour, 100 * time.Hour
	for name, c := range map[string]struct {
		prepare func(w *watched)
		want    time.Duration
	}{
		"idle":              {func(*watched) {}, idle},
		"the session's end": {func(w *watched) { w.end = time.Now().Add(30 * time.Minute) }, 30 * time.Minute},
		"the mail's end":    {func(w *watched) { w.begin(); w.mailUntil = w.mailUntil.Add(time.Minute - data) }, time.Minute},
		"idle in a mail":    {func(w *watched) { w.begin() }, idle},
		"behind a mail":     {func(w *watched) { w.begin(); w.mailUntil = time.Now(); w.finish() }, idle},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			conn := &deadlines{}
			w := newDoor(nil, ListenerLimits{Connections: 1, Idle: idle, Data: data, Session: session}).admit(conn)
			c.prepare(w)
			for range 2 {
				start := time.Now()
				if _, err := w.Read(make([]byte, 1)); err != nil {
					t.Fatal(err)
				}
				got := conn.set[len(conn.set)-1].Sub(start)
				if got < c.want-time.Minute || got > c.want+10*time.Minute {
					t.Errorf("a read may take %s, want %s", got, c.want)
				}
			}
			if len(conn.set) != 2 {
				t.Errorf("%d deadlines for 2 reads", len(conn.set))
			}
		})
	}
}
