package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strings"
	"time"
	"unicode"

	"github.com/wneessen/go-mail/smtp"

	"github.com/reglament/reglament/engine"
)

// RelayConfig is what a Relay is made of. URL is needed.
type RelayConfig struct {
	// URL names the server; see ParseRelayURL.
	URL string
	// Hostname is how we call ourselves; "localhost" by default.
	Hostname string
	// TLS adds to how the server is verified, such as a company's own
	// authority. Nil means the machine's.
	TLS *tls.Config
	// Timeout bounds one delivery: 40 s. It must be shorter than the engine's
	// lease, or the message goes out twice.
	Timeout time.Duration
}

// A Relay hands messages to a server that takes them further. Its certificate
// is always checked where it offers TLS, and a password never goes over a bare
// line, but to this machine itself.
type Relay struct {
	cfg RelayConfig
	to  RelayURL
}

var _ Transport = (*Relay)(nil)

// NewRelay returns a relay, or says what is wrong with its URL.
func NewRelay(cfg RelayConfig) (*Relay, error) {
	to, err := ParseRelayURL(cfg.URL)
	if err != nil {
		return nil, err
	}
	if cfg.Hostname == "" {
		cfg.Hostname = "localhost"
	}
	set(&cfg.Timeout, 40*time.Second)
	return &Relay{cfg: cfg, to: to}, nil
}

// Deliver implements Transport. What the server says of the message counts:
// 4xx is temporary, 5xx permanent. Trouble on the way there, a wrong password
// included, is temporary: it is ours to mend.
func (r *Relay) Deliver(ctx context.Context, p Parcel) (answer string, err error) {
	ctx, cancel := context.WithTimeout(ctx, r.cfg.Timeout)
	defer cancel()
	conn, err := r.dial(ctx)
	if err != nil {
		return "", fmt.Errorf("relay %s: %w", r.to.Host, err)
	}
	defer conn.Close()
	defer context.AfterFunc(ctx, func() { conn.SetDeadline(past) })()
	c, err := r.greet(conn)
	if err != nil {
		return "", fmt.Errorf("relay %s: %w", r.to.Host, err)
	}
	answer, err = hand(c, p)
	if err != nil {
		return "", verdict(fmt.Errorf("relay %s: %w", r.to.Host, err))
	}
	c.Quit() // the message is theirs already
	return answer, nil
}

func (r *Relay) tls() *tls.Config {
	cfg := &tls.Config{}
	if r.cfg.TLS != nil {
		cfg = r.cfg.TLS.Clone()
	}
	cfg.ServerName = r.to.Host
	return cfg
}

func (r *Relay) dial(ctx context.Context) (net.Conn, error) {
	address := r.to.Address()
	if r.to.Implicit {
		return (&tls.Dialer{Config: r.tls()}).DialContext(ctx, "tcp", address)
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", address)
}

// greet does what comes before the message.
func (r *Relay) greet(conn net.Conn) (*smtp.Client, error) {
	c, err := smtp.NewClient(conn, r.to.Host)
	if err != nil {
		return nil, err
	}
	if err := c.Hello(r.cfg.Hostname); err != nil {
		return nil, err
	}
	if offered, _ := c.Extension("STARTTLS"); offered && !r.to.Implicit {
		if err := c.StartTLS(r.tls()); err != nil {
			return nil, fmt.Errorf("STARTTLS: %w", err)
		}
	}
	if r.to.User == "" {
		return c, nil
	}
	auth := smtp.PlainAuth("", r.to.User, r.to.password, r.to.Host, false)
	if _, how := c.Extension("AUTH"); !strings.Contains(how, "PLAIN") && strings.Contains(how, "LOGIN") {
		auth = smtp.LoginAuth(r.to.User, r.to.password, r.to.Host, false)
	}
	if err := c.Auth(auth); err != nil {
		return nil, fmt.Errorf("sign in: %w", err)
	}
	return c, nil
}

// hand gives the message over and returns the server's last word. One of several
// recipients whom the server does not want keeps it from nobody else.
func hand(c *smtp.Client, p Parcel) (answer string, err error) {
	c.SkipSMTPUTF8(isASCII(p.From) && isASCII(strings.Join(p.To, "")))
	if err := c.Mail("<" + p.From + ">"); err != nil {
		return "", err
	}
	var unwanted []string
	for _, to := range p.To {
		err := c.Rcpt("<" + to + ">")
		if err == nil {
			continue
		}
		if unwanted = append(unwanted, to); len(unwanted) == len(p.To) || !engine.IsPermanent(verdict(err)) {
			return "", err
		}
	}
	w, err := c.Data()
	if err != nil {
		return "", err
	}
	if _, err := w.Write(p.Message); err != nil {
		return "", err
	}
	if err := w.Close(); err != nil {
		return "", err
	}
	if d, ok := w.(*smtp.DataCloser); ok {
		answer = d.ServerResponse()
	}
	if len(unwanted) > 0 {
		answer += "; not wanted: " + strings.Join(unwanted, ", ")
	}
	return answer, nil
}

func isASCII(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r > unicode.MaxASCII })
}

// verdict marks an error as permanent when the server does not want the message
// at all. That we should have signed in first (530, 534, 535, 538) or have lost
// the thread (503) is no verdict on the message.
func verdict(err error) error {
	var reply *textproto.Error
	if !errors.As(err, &reply) || reply.Code/100 != 5 {
		return err
	}
	switch reply.Code {
	case 503, 530, 534, 535, 538:
		return err
	}
	return engine.Permanent(err)
}
