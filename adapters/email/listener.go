package email

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"strings"
	"time"

	"github.com/emersion/go-smtp"

	"github.com/reglament/reglament/engine"
)

// ListenerConfig is what a Listener is made of. Addr, Mailbox and Intake are
// needed.
type ListenerConfig struct {
	// Addr is where it listens, such as ":2525".
	Addr string
	// Hostname is how it calls itself; "localhost" by default.
	Hostname string
	// Mailbox finds the tenant that takes mail for an address, which may have a
	// tag behind a +. An error means that it cannot be known now: the sender
	// shall try again.
	Mailbox func(ctx context.Context, address string) (tenant engine.TenantID, mailbox, tag string, ok bool, err error)
	Intake  *Intake
	// TLS, if it has a certificate, offers STARTTLS.
	TLS    *tls.Config
	Limits ListenerLimits
	Logger *slog.Logger
}

// ListenerLimits bound what clients can make the listener do. A zero field
// takes its default.
type ListenerLimits struct {
	// MailBytes is the largest mail: 50 MiB.
	MailBytes int64
	// LineBytes is the longest line: 256 KiB. RFC 5321 says 1,000, programs
	// that send a whole page in one line don't.
	LineBytes int
	// Recipients of one mail, and Connections at a time: 100 each.
	Recipients, Connections int
	// Idle is how long a client may say nothing, Data how long one mail may
	// take to come in, Session how long a client may stay: 5 min (RFC 5321
	// section 4.5.3.2), 15 min, 1 h.
	Idle, Data, Session time.Duration
	// Drain is how long mails that are coming in have to arrive when the
	// listener is stopped: 3 s.
	Drain time.Duration
}

func (l *ListenerLimits) fill() {
	set(&l.MailBytes, 50<<20)
	set(&l.LineBytes, 256<<10)
	set(&l.Recipients, 100)
	set(&l.Connections, 100)
	set(&l.Idle, 5*time.Minute)
	set(&l.Data, 15*time.Minute)
	set(&l.Session, time.Hour)
	set(&l.Drain, 3*time.Second)
}

// A Listener takes mail by SMTP.
type Listener struct {
	cfg    ListenerConfig
	door   *door
	server *smtp.Server
	// work is the context of what mails cause. It outlives the one given to Run
	// by the drain.
	work   context.Context
	cancel context.CancelFunc
	mails  gate
}

// Listen opens the socket, or says what is in the way. Mail is taken once Run
// is called.
func Listen(cfg ListenerConfig) (*Listener, error) {
	if cfg.Mailbox == nil || cfg.Intake == nil {
		return nil, errors.New("email: no Mailbox or no Intake")
	}
	cfg.Limits.fill()
	if cfg.Hostname == "" {
		cfg.Hostname = "localhost"
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	socket, err := net.Listen("tcp", cfg.Addr)
	if err != nil {
		return nil, fmt.Errorf("listen for mail: %w", err)
	}
	l := &Listener{cfg: cfg, door: newDoor(socket, cfg.Limits)}
	l.work, l.cancel = context.WithCancel(context.Background())
	l.server = l.newServer()
	return l, nil
}

// Addr is where it listens.
func (l *Listener) Addr() net.Addr { return l.door.Addr() }

// Close closes the socket of a listener that is not run.
func (l *Listener) Close() error {
	l.cancel()
	return l.door.Close()
}

func (l *Listener) newServer() *smtp.Server {
	s := smtp.NewServer(smtp.BackendFunc(l.newSession))
	s.Domain = l.cfg.Hostname
	s.MaxMessageBytes = l.cfg.Limits.MailBytes
	s.MaxRecipients = l.cfg.Limits.Recipients
	s.MaxLineLength = l.cfg.Limits.LineBytes
	s.WriteTimeout = l.cfg.Limits.Idle // reading has its deadlines in watched
	s.EnableSMTPUTF8 = true
	s.TLSConfig = l.cfg.TLS
	s.ErrorLog = serverLog{l.cfg.Logger}
	return s
}

// Run takes mail until ctx ends. It returns after all sessions have ended:
// those that wait for a command at once, those in the middle of a mail within
// the drain and the little that the engine needs to give up.
func (l *Listener) Run(ctx context.Context) error {
	defer l.cancel()
	served := make(chan error, 1)
	go func() { served <- l.server.Serve(l.door) }()
	var failure error
	select {
	case <-ctx.Done():
		l.door.Close()
		<-served
	case failure = <-served:
		failure = fmt.Errorf("take mail: %w", failure)
	}
	l.drain()
	return failure
}

// serverLog receives what go-smtp has to say: broken connections, which are
// nobody's concern, and panics, which are.
type serverLog struct{ *slog.Logger }

func (l serverLog) Printf(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	if strings.HasPrefix(format, "panic") {
		l.Error("the mail server stumbled", "error", text)
		return
	}
	l.Debug("a mail connection ended badly", "error", text)
}

func (l serverLog) Println(args ...any) { l.Printf("%s", fmt.Sprint(args...)) }
