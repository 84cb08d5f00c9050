package email

import (
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/emersion/go-smtp"
)

// Answers to clients. What is our trouble is temporary, always: the sender
// keeps the mail and comes again.
var (
	errTryAgain = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 3, 0}, Message: "The mail cannot be taken now, try again later"}
	errStopping = &smtp.SMTPError{Code: 421, EnhancedCode: smtp.EnhancedCode{4, 3, 2}, Message: "The server is going down, try again later"}
	errBroken   = &smtp.SMTPError{Code: 451, EnhancedCode: smtp.EnhancedCode{4, 4, 2}, Message: "The mail broke off"}
	errLongLine = &smtp.SMTPError{Code: 554, EnhancedCode: smtp.EnhancedCode{5, 6, 0}, Message: "A line of the mail is too long"}
	errAddress  = &smtp.SMTPError{Code: 501, EnhancedCode: smtp.EnhancedCode{5, 1, 3}, Message: "This cannot be an address"}
	errUnknown  = &smtp.SMTPError{Code: 550, EnhancedCode: smtp.EnhancedCode{5, 1, 1}, Message: "There is no such mailbox here"}
)

// session is one client's conversation. With BDAT go-smtp calls Data from
// another goroutine than the rest, hence the mutex.
type session struct {
	l      *Listener
	client *smtp.Conn
	conn   *watched
	secure bool

	mu    sync.Mutex
	helo  string
	from  string
	boxes []Mailbox
}

var _ smtp.Session = (*session)(nil)

func (l *Listener) newSession(c *smtp.Conn) (smtp.Session, error) {
	s := &session{l: l, client: c}
	conn := c.Conn()
	if wrapped, ok := conn.(*tls.Conn); ok {
		conn, s.secure = wrapped.NetConn(), true
	}
	s.conn = conn.(*watched)
	return s, nil
}

// Mail implements smtp.Session.
func (s *session) Mail(from string, _ *smtp.MailOptions) error {
	if from != "" && !isAddress(from) {
		return errAddress
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.helo, s.from, s.boxes = s.client.Hostname(), from, nil
	return nil
}

// Rcpt implements smtp.Session.
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error {
	if !isAddress(to) {
		return errAddress
	}
	tenant, mailbox, tag, ok, err := s.l.cfg.Mailbox(s.l.work, to)
	switch {
	case err != nil:
		s.l.cfg.Logger.Warn("a mailbox could not be looked up", "address", to, "error", err)
		return errTryAgain
	case !ok:
		return errUnknown
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.boxes = append(s.boxes, Mailbox{Tenant: tenant, Address: mailbox, Tag: tag})
	return nil
}

// isAddress keeps out what would break a header field.
func isAddress(s string) bool {
	return len(s) <= maxAddress && strings.Contains(s, "@") && !strings.ContainsFunc(s, func(r rune) bool {
		return r <= ' ' || r == 0x7f || r == '<' || r == '>' || r == '\uFFFD'
	})
}

// maxAddress is 64 bytes of local part, the sign and 255 of domain.
const maxAddress = 320

// Data implements smtp.Session.
func (s *session) Data(r io.Reader) error {
	if !s.l.mails.enter() {
		return errStopping
	}
	defer s.l.mails.leave()
	s.conn.begin()
	env := s.envelope()
	if len(env.To) == 0 {
		return errBroken // the client was gone before the first chunk was looked at
	}
	src := newSource(r, s.conn)
	err := s.l.cfg.Intake.Take(s.l.work, env, src)
	if err == nil {
		s.l.cfg.Logger.Debug("a mail was taken", "from", env.From, "mailboxes", len(env.To))
		return nil
	}
	io.Copy(io.Discard, src) // nobody listens to an answer before the end
	if src.err != nil {
		return src.answer()
	}
	s.l.cfg.Logger.Error("a mail could not be taken; its sender will try again", "from", env.From, "error", err)
	return errTryAgain
}

func (s *session) envelope() Envelope {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Envelope{From: s.from, To: append([]Mailbox(nil), s.boxes...), Trace: s.trace(s.l.cfg.Intake.cfg.Now())}
}

// trace makes the fields that RFC 5321 section 4.4 demands.
func (s *session) trace(now time.Time) string {
	with := "ESMTP"
	if s.secure {
		with = "ESMTPS"
	}
	ip, _, err := net.SplitHostPort(s.conn.RemoteAddr().String())
	if err != nil {
		ip = "unknown"
	}
	return fmt.Sprintf("Return-Path: <%s>\r\nReceived: from %s ([%s])\r\n\tby %s with %s;\r\n\t%s\r\n",
		s.from, word(s.helo), ip, word(s.l.cfg.Hostname), with, now.UTC().Format(time.RFC1123Z))
}

// word makes what a client calls itself fit for a header field.
func word(s string) string {
	s = strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune(`()<>;\"`, r) {
			return '?'
		}
		return r
	}, s)
	if s == "" {
		return "unknown"
	}
	return s[:min(len(s), 255)]
}

// Reset implements smtp.Session. It is called once a mail is answered, too.
func (s *session) Reset() {
	s.conn.finish()
	s.mu.Lock()
	defer s.mu.Unlock()
	s.from, s.boxes = "", nil
}

// Logout implements smtp.Session.
func (s *session) Logout() error { return nil }
