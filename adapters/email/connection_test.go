package email

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"io"
	"math/big"
	"net"
	"net/smtp"
	"net/textproto"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

// nothingKept checks that a mail that did not arrive whole left no trace.
func (r *rig) nothingKept() {
	r.t.Helper()
	if len(r.events(acme)) != 0 || len(r.inbox.states()) != 0 || len(r.blobs.all(r.t, acme)) != 0 {
		r.t.Errorf("events %d, notes %v, blobs %d", len(r.events(acme)), r.inbox.states(), len(r.blobs.all(r.t, acme)))
	}
}

func TestMailThatComesLineByLineIsTaken(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.dial()
	c.startData()
	for _, part := range strings.SplitAfter(letterFrom("slow@mail.kz", "Help", "me")+".\r\n", "\r\n") {
		c.write(part)
	}
	c.hear(250)
	r.one()
}

func TestClientThatSaysNothingIsSentAway(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) { l.Limits.Idle = 50 * time.Millisecond })
	conn, err := textproto.Dial("tcp", r.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	c := &client{t: t, Conn: conn}
	c.hear(220)
	c.hear421()
	c.gone()
}

// hear421 takes the server's goodbye.
func (c *client) hear421() {
	c.t.Helper()
	c.hear(421)
}

func TestClientThatStopsInTheMiddleOfAMailIsCutOff(t *testing.T) {
	t.Parallel()
	for name, limits := range map[string]ListenerLimits{
		"says nothing more":  {Idle: 100 * time.Millisecond},
		"drips for too long": {Data: 100 * time.Millisecond},
		"stays for too long": {Session: 100 * time.Millisecond},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) { l.Limits = limits })
			c := r.dialIntoData()
			if limits.Idle == 0 {
				defer c.drip()()
			}
			c.hear(451)
			c.hear421() // what came behind the gap is not taken for commands
			c.gone()
			r.nothingKept()
		})
	}
}

// dialIntoData begins a mail with a server that has little patience: where this
// machine was too slow for it, it begins anew.
func (r *rig) dialIntoData() *client {
	r.t.Helper()
	for range 100 {
		conn, err := textproto.Dial("tcp", r.listener.Addr().String())
		if err != nil {
			r.t.Fatal(err)
		}
		r.t.Cleanup(func() { conn.Close() })
		c := &client{t: r.t, Conn: conn}
		c.write("EHLO client.kz\r\nMAIL FROM:<a@mail.kz>\r\nRCPT TO:<help@acme.kz>\r\nDATA\r\nFrom: a@mail.kz\r\n")
		if c.comes(220, 250, 250, 250, 354) {
			return c
		}
	}
	r.t.Fatal("no mail could be begun in time")
	return nil
}

// comes reports whether the answers have these codes.
func (c *client) comes(codes ...int) bool {
	for _, code := range codes {
		if _, _, err := c.ReadResponse(code); err != nil {
			return false
		}
	}
	return true
}

// drip says something all the time, until the returned function is called.
func (c *client) drip() (stop func()) {
	ctx, cancel := context.WithCancel(context.Background())
	var dripping sync.WaitGroup
	dripping.Go(func() {
		drip := time.NewTicker(10 * time.Millisecond)
		defer drip.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-drip.C:
				io.WriteString(c.W, "X: y\r\n") // the server may be gone
				c.W.Flush()
			}
		}
	})
	return func() { cancel(); dripping.Wait() }
}

func TestConnectionClosedInTheMiddleOfAMailKeepsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.dial()
	c.startData()
	c.write(letterFrom("half@mail.kz", "Help", strings.Repeat("me\n", 10_000)))
	c.Close()
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	r.nothingKept()
}

func TestMailInChunksIsTaken(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.dial()
	raw := letterFrom("chunks@mail.kz", "Help", "me")
	c.say(250, "MAIL FROM:<a@mail.kz>")
	c.say(250, "RCPT TO:<help@acme.kz>")
	c.chunk(250, raw[:40], "")
	c.chunk(250, raw[40:], "LAST")
	if e := r.one(); e.Body.Data.String("text") != "me" {
		t.Errorf("got %v", e.Body.Data)
	}
	c.say(250, "NOOP")
}

func (c *client) chunk(code int, part, last string) {
	c.t.Helper()
	fmt.Fprintf(c.W, "BDAT %d %s\r\n%s", len(part), last, part)
	c.W.Flush()
	c.hear(code)
}

func TestConnectionClosedInTheLastChunkKeepsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	c := r.dial()
	raw := letterFrom("chunks@mail.kz", "Help", "me")
	c.say(250, "MAIL FROM:<a@mail.kz>")
	c.say(250, "RCPT TO:<help@acme.kz>")
	fmt.Fprintf(c.W, "BDAT %d LAST\r\n%s", len(raw)+10, raw)
	c.W.Flush()
	c.Close()
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	r.nothingKept()
}

func TestStoppingLetsAMailArrive(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) { l.Limits.Drain = 15 * time.Second })
	idle, busy := r.dial(), r.dial()
	busy.startData()
	busy.write("From: a@mail.kz\r\nMessage-ID: <late@mail.kz>\r\n")
	stopped := make(chan error, 1)
	go func() { stopped <- r.stop() }()
	idle.hear421()
	idle.gone()
	busy.write("Subject: Late\r\n\r\nbut here\r\n.\r\n")
	busy.hear(250)
	busy.hear421()
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	r.one()
	if _, err := net.Dial("tcp", r.listener.Addr().String()); err == nil {
		t.Error("the socket is still open")
	}
}

func TestStoppingDoesNotWaitForEver(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) { l.Limits.Drain = 50 * time.Millisecond })
	c := r.dial()
	c.startData()
	c.write("From: a@mail.kz\r\n")
	chunks := r.dial()
	chunks.say(250, "MAIL FROM:<a@mail.kz>")
	chunks.say(250, "RCPT TO:<help@acme.kz>")
	chunks.chunk(250, "From: a@mail.kz\r\n", "")
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
	r.nothingKept()
}

func TestStoppingCancelsADecisionThatHangs(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) { l.Limits.Drain = 50 * time.Millisecond })
	reached := make(chan struct{})
	hang := make(chan struct{})
	r.reg.first(func(*engine.Case) error {
		close(reached)
		<-hang
		return errWeather
	})
	c := r.dial()
	c.startData()
	c.write(letterFrom("hang@mail.kz", "Help", "me") + ".\r\n")
	<-reached
	time.AfterFunc(200*time.Millisecond, func() { close(hang) })
	if err := r.stop(); err != nil {
		t.Fatal(err)
	}
}

func TestSTARTTLSIsOfferedWithACertificate(t *testing.T) {
	t.Parallel()
	cert, roots := testCertificate(t)
	r := newRig(t, func(_ *IntakeConfig, l *ListenerConfig, _ *SenderConfig) {
		l.TLS = &tls.Config{Certificates: []tls.Certificate{cert}}
	})
	c, err := smtp.Dial(r.listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer c.Close()
	if err := c.StartTLS(&tls.Config{ServerName: "localhost", RootCAs: roots}); err != nil {
		t.Fatal(err)
	}
	c.Mail("a@mail.kz")
	c.Rcpt("help@acme.kz")
	w, err := c.Data()
	if err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, letterFrom("tls@mail.kz", "Help", "me"))
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	r.one()
	if !containsBlob(r.blobs.all(t, acme), "by mx.acme.kz with ESMTPS;") {
		t.Error("the trace does not tell")
	}
}

// testCertificate makes a certificate for this machine, and the pool that
// trusts it.
func testCertificate(t *testing.T) (tls.Certificate, *x509.CertPool) {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: time.Now().Add(-time.Hour), NotAfter: time.Now().Add(time.Hour),
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageDigitalSignature | x509.KeyUsageCertSign}
	der, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(parsed)
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}, roots
}
