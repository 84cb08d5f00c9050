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
	// answers by the command's first word; "." stands for the end of DATA, ""
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
		if word, _, _ = strings.Cut(strings.TrimSpace(line), " "); inData {
			s.data += line
		} else {
			s.said = append(s.said, strings.TrimSpace(line))
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
			_, err := s.relay(t, "", RelayConfig{Timeout: 500 * time.Millisecond}).Deliver(t.Context(), parcel)
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
	start := time.Now()
	if _, err := s.relay(t, "", RelayConfig{}).Deliver(ctx, parcel); err == nil || time.Since(start) > 5*time.Second {
		t.Errorf("got %v after %s", err, time.Since(start))
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

func TestURLOfARelayIsChecked(t *testing.T) {
	t.Parallel()
	for url, port := range map[string]string{"smtp://mx.kz": "25", "smtp://u:p@mx.kz": "587", "smtps://mx.kz": "465", "smtp://mx.kz:2525/": "2525"} {
		if r, err := NewRelay(RelayConfig{URL: url}); err != nil || r.port != port {
			t.Errorf("%s: port %v, %v", url, r, err)
		}
	}
	for _, url := range []string{"", "mx.kz:25", "http://mx.kz", "smtp://", "smtp://u:hush@mx.kz?insecure=1", "smtp://u:hush@mx.kz/path", "smtp://u:hush@mx kz"} {
		if _, err := NewRelay(RelayConfig{URL: url}); err == nil || strings.Contains(err.Error(), "hush") {
			t.Errorf("%q: got %v", url, err)
		}
	}
}
