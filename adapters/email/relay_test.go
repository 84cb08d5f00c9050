package email

import (
	"bufio"
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

// fakeServer is an SMTP server that answers what it is told to.
type fakeServer struct {
	net.Listener
	// answers by the command, or by its first word; "." stands for the end of DATA, ""
	// for the greeting. "close" closes the connection, "hang" says nothing.
	answers map[string]string
	tls     *tls.Config

	mu   sync.Mutex
	said []string
	data string
}

func newFakeServer(t *testing.T, answers map[string]string) *fakeServer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := &fakeServer{Listener: l, answers: map[string]string{"": "220 fake", "EHLO": "250-fake\r\n250 8BITMIME", "MAIL": "250 ok", "RCPT": "250 ok",
		"DATA": "354 go", ".": "250 2.0.0 queued as 4711", "QUIT": "221 bye", "AUTH": "235 welcome", "STARTTLS": "220 go"}}
	for command, answer := range answers {
		s.answers[command] = answer
	}
	t.Cleanup(func() { l.Close() })
	go s.serve()
	return s
}

func (s *fakeServer) serve() {
	for {
		conn, err := s.Accept()
		if err != nil {
			return
		}
		go s.talk(conn)
	}
}

func (s *fakeServer) talk(conn net.Conn) {
	defer func() { conn.Close() }()
	lines := bufio.NewReader(conn)
	word, inData := "", false
	for {
		switch answer := s.answers[word]; {
		case inData && word != ".":
		case answer == "close":
			return
		case answer == "hang":
		default:
			fmt.Fprint(conn, answer+"\r\n")
			inData = strings.HasPrefix(answer, "354")
		}
		if word == "STARTTLS" {
			conn = tls.Server(conn, s.tls)
			lines = bufio.NewReader(conn)
		}
		line, err := lines.ReadString('\n')
		if err != nil {
			return
		}
		s.mu.Lock()
		said := strings.TrimSpace(line)
		if word, _, _ = strings.Cut(said, " "); inData {
			s.data += line
		} else {
			s.said = append(s.said, said)
			if _, ok := s.answers[said]; ok {
				word = said
			}
		}
		s.mu.Unlock()
	}
}

func (s *fakeServer) heard() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return strings.Join(s.said, "\n")
}

func (s *fakeServer) relay(t *testing.T, user string, cfg RelayConfig) *Relay {
	t.Helper()
	cfg.URL = "smtp://" + user + s.Addr().String()
	cfg.Hostname = "acme.kz"
	r, err := NewRelay(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

var parcel = Parcel{To: []string{"aidos@mail.kz"}, Message: []byte("Subject: x\r\n\r\n.dot\r\ny\r\n")}

func TestRelayHandsTheMessageOver(t *testing.T) {
	t.Parallel()
	s := newFakeServer(t, nil)
	answer, err := s.relay(t, "", RelayConfig{}).Deliver(t.Context(), parcel)
	if err != nil || answer != "2.0.0 queued as 4711" {
		t.Fatalf("got %q, %v", answer, err)
	}
	if got, want := s.heard(), "EHLO acme.kz\nMAIL FROM:<> BODY=8BITMIME\nRCPT TO:<aidos@mail.kz>\nDATA\nQUIT"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if s.data != "Subject: x\r\n\r\n..dot\r\ny\r\n.\r\n" {
		t.Errorf("data %q", s.data)
	}
}

func TestRecipientWhoIsNotWantedKeepsTheMessageFromNobodyElse(t *testing.T) {
	t.Parallel()
	both := Parcel{To: []string{"gone@mail.kz", "aidos@mail.kz"}, Message: parcel.Message}
	s := newFakeServer(t, map[string]string{"RCPT TO:<gone@mail.kz>": "550 5.1.1 no such person"})
	answer, err := s.relay(t, "", RelayConfig{}).Deliver(t.Context(), both)
	if err != nil || answer != "2.0.0 queued as 4711; not wanted: gone@mail.kz" || s.data == "" {
		t.Errorf("got %q, %v", answer, err)
	}
	s = newFakeServer(t, map[string]string{"RCPT TO:<gone@mail.kz>": "450 4.2.1 later"})
	if _, err := s.relay(t, "", RelayConfig{}).Deliver(t.Context(), both); err == nil || engine.IsPermanent(err) || s.data != "" {
		t.Errorf("one to be tried again later: got %v, want a temporary error and nothing sent", err)
	}
	s = newFakeServer(t, map[string]string{"RCPT": "550 5.1.1 no such person"})
	if _, err := s.relay(t, "", RelayConfig{}).Deliver(t.Context(), both); !engine.IsPermanent(err) {
		t.Errorf("nobody is wanted: got %v, want a permanent error", err)
	}
}

func TestAnswersOfTheRelayDecideWhatIsFinal(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		answers   map[string]string
		permanent bool
	}{
		"no such user":             {map[string]string{"RCPT": "550 5.1.1 no such user"}, true},
		"greylisted":               {map[string]string{"RCPT": "451 4.7.1 come again"}, false},
		"sender not wanted":        {map[string]string{"MAIL": "553 5.7.1 not you"}, true},
		"spam":                     {map[string]string{".": "554 5.7.1 spam"}, true},
		"no room":                  {map[string]string{".": "452 4.3.1 no room"}, false},
		"no data":                  {map[string]string{"DATA": "554 no"}, true},
		"sign in first":            {map[string]string{"MAIL": "530 5.7.0 sign in first"}, false},
		"not at home":              {map[string]string{"": "554 not at home"}, false},
		"stranger":                 {map[string]string{"EHLO": "550 who are you", "HELO": "550 who are you"}, false},
		"closes at once":           {map[string]string{"": "close"}, false},
		"closes in between":        {map[string]string{"RCPT": "close"}, false},
		"closes without an answer": {map[string]string{".": "close"}, false},
		"hangs":                    {map[string]string{"MAIL": "hang"}, false},
		"talks nonsense":           {map[string]string{"MAIL": "what?"}, false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newFakeServer(t, c.answers)
			cfg := RelayConfig{}
			if name == "hangs" {
				cfg.Timeout = 100 * time.Millisecond
			}
			_, err := s.relay(t, "", cfg).Deliver(t.Context(), parcel)
			if err == nil || engine.IsPermanent(err) != c.permanent {
				t.Errorf("got %v, permanent %v", err, engine.IsPermanent(err))
			}
		})
	}
}

func TestRelayThatIsNotThereIsTemporary(t *testing.T) {
	t.Parallel()
	s := newFakeServer(t, nil)
	s.Close()
	if _, err := s.relay(t, "", RelayConfig{}).Deliver(t.Context(), parcel); err == nil || engine.IsPermanent(err) {
		t.Errorf("got %v", err)
	}
}

func TestDeliveryEndsWithItsContext(t *testing.T) {
	t.Parallel()
	s := newFakeServer(t, map[string]string{"EHLO": "hang"})
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	if _, err := s.relay(t, "", RelayConfig{Timeout: time.Hour}).Deliver(ctx, parcel); err == nil || engine.IsPermanent(err) {
		t.Errorf("got %v, want a temporary error", err)
	}
}

func TestRelayUsesTLSWhereOfferedAndChecksIt(t *testing.T) {
	t.Parallel()
	cert, roots := testCertificate(t)
	offer := map[string]string{"EHLO": "250-fake\r\n250-STARTTLS\r\n250 AUTH PLAIN"}
	s := newFakeServer(t, offer)
	s.tls = &tls.Config{Certificates: []tls.Certificate{cert}}
	if _, err := s.relay(t, "user:secret@", RelayConfig{TLS: &tls.Config{RootCAs: roots}}).Deliver(t.Context(), parcel); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(s.heard(), "STARTTLS\nEHLO acme.kz\nAUTH PLAIN AHVzZXIAc2VjcmV0\nMAIL") {
		t.Errorf("heard %q", s.heard())
	}
	_, err := s.relay(t, "user:secret@", RelayConfig{TLS: &tls.Config{RootCAs: x509.NewCertPool()}}).Deliver(t.Context(), parcel)
	if err == nil || engine.IsPermanent(err) || !strings.Contains(err.Error(), "certificate") {
		t.Errorf("got %v", err)
	}
}

func TestWrongPasswordIsTemporary(t *testing.T) {
	t.Parallel()
	s := newFakeServer(t, map[string]string{"EHLO": "250-fake\r\n250 AUTH PLAIN", "AUTH": "535 5.7.8 wrong"})
	_, err := s.relay(t, "user:secret@", RelayConfig{}).Deliver(t.Context(), parcel)
	if err == nil || engine.IsPermanent(err) || strings.Contains(err.Error(), "secret") {
		t.Errorf("got %v", err)
	}
}

func TestPasswordGoesToNoOtherMachineInClear(t *testing.T) {
	t.Parallel()
	for name, user := range map[string]string{"PLAIN": "AUTH PLAIN", "LOGIN": "AUTH LOGIN"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := newFakeServer(t, map[string]string{"EHLO": "250-fake\r\n250 " + user})
			r, err := NewRelay(RelayConfig{URL: "smtp://user:secret@mx.mail.kz:25"})
			if err != nil {
				t.Fatal(err)
			}
			conn, err := net.Dial("tcp", s.Addr().String()) // as if mx.mail.kz were there
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if _, err := r.greet(conn); err == nil || !strings.Contains(err.Error(), "encrypted") {
				t.Errorf("got %v, want a refusal for want of TLS", err)
			}
			if strings.Contains(s.heard(), "AUTH") {
				t.Errorf("the server has heard %q", s.heard())
			}
		})
	}
}

func TestURLOfARelayIsRead(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]RelayURL{
		"smtp://mx.kz":                   {Host: "mx.kz", Port: "25"},
		"smtp://u:p@mx.kz":               {Host: "mx.kz", Port: "587", User: "u", password: "p"},
		"smtps://mx.kz":                  {Host: "mx.kz", Port: "465", Implicit: true},
		"smtp://mx.kz:2525/":             {Host: "mx.kz", Port: "2525"},
		"smtp://[::1]:25":                {Host: "::1", Port: "25"},
		"smtp://a%40b.kz:p%40%3A%2F@c:1": {Host: "c", Port: "1", User: "a@b.kz", password: "p@:/"},
	} {
		if got, err := ParseRelayURL(in); err != nil || got != want {
			t.Errorf("%s: got %v, %v", in, got, err)
		}
	}
}

func TestURLOfARelayThatIsWrongIsRefusedWithoutRepeatingIt(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"":                                "does not begin",
		"mx.kz:25":                        "does not begin",
		"u:hush@mx.kz":                    "does not begin",
		"smtp//u:hush@mx.kz":              "does not begin",
		"http://u:hush@mx.kz":             "does not begin",
		"smtp:u:hush@mx.kz":               "no host",
		"smtp://":                         "no host",
		"smtp://u:hush@":                  "no host",
		"smtp://u:hush@:25":               "no host",
		"smtp://u:hush@mx.kz/path":        "something follows",
		"smtp://u:hush@mx.kz?insecure=1":  "a ? in it",
		"smtp://u:hush@mx.kz#x":           "a # in it",
		"smtp://u:hush@mx kz":             "cannot be read",
		"smtp://u:hu/sh@mx.kz":            "cannot be read",
		"smtp://u:1/hush@mx.kz":           "something follows",
		"smtp://u:1?hush@mx.kz":           "a ? in it",
		"smtp://u:1#hush@mx.kz":           "a # in it",
		"smtp://u:hush%zz@mx.kz":          "cannot be read",
		"smtp://u:hush@mx.kz:99999":       "between 1 and 65535",
		"smtp://u:hush@mx.kz:0":           "between 1 and 65535",
		"smtp://:hush@mx.kz":              "no user",
		"smtp://u@mx.kz":                  "no password",
		"smtp://u:hush@mx.kz:smtp":        "cannot be read",
		"postgres://u:hush@mx.kz:25/hush": "does not begin",
	} {
		_, err := NewRelay(RelayConfig{URL: in})
		if err == nil || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "hush") || strings.Contains(err.Error(), "mx.kz") {
			t.Errorf("%q: got %v, want %q", in, err, want)
		}
	}
}

func TestPrintedURLOfARelayHasNoPassword(t *testing.T) {
	t.Parallel()
	u, err := ParseRelayURL("smtps://u:hush@mx.kz")
	if err != nil {
		t.Fatal(err)
	}
	for _, format := range []string{"%s", "%v", "%+v", "%q", "%#v"} {
		if got := fmt.Sprintf(format, u); strings.Trim(got, `"`) != "smtps://u@mx.kz:465" {
			t.Errorf("%s: got %s", format, got)
		}
	}
}
