package email

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/reglament/reglament/adapters/email/message"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// A reading is what a stored mail says: what the engine is to be told.
type reading struct {
	keys intake.Keyring
	from intake.Person
	// digest names the mail by its content.
	digest string
	// fault is why nothing can be made of the mail. Without one there is a
	// command, and the same command under an id that is made of the content: for
	// a Message-ID that has been used for another mail.
	fault     string
	command   engine.Command
	byContent engine.Command
}

// read makes commands of a stored mail. Its attachments become blobs.
func (in *Intake) read(ctx context.Context, n *Noted) (*reading, error) {
	keys, err := in.cfg.Keyring(n.Tenant)
	if err != nil {
		return nil, err
	}
	leave, err := in.lanes.enter(ctx, n.Size)
	if err != nil {
		return nil, err
	}
	defer leave()
	raw, err := in.load(ctx, n.Tenant, n.Blob)
	if err != nil {
		return nil, err
	}
	r := &reading{keys: keys, digest: message.Digest(raw), from: intake.Person{Address: n.Sender}}
	m, err := in.parse(raw, keys)
	if err != nil {
		r.fault = err.Error()
		return r, nil
	}
	mail, err := in.mail(ctx, n, keys, m)
	if err != nil {
		return nil, err
	}
	r.from = mail.From
	bounce, isBounce := bounceOf(m, keys)
	command := func(mail intake.Mail) engine.Command {
		if isBounce {
			bounce.Mail = mail
			return bounce.Command(keys)
		}
		return mail.Command(keys)
	}
	mail.Digest = r.datedDigest(m, n.Received)
	r.command = command(mail)
	mail.MessageID = ""
	r.byContent = command(mail)
	return r, nil
}

// datedDigest tells copies of a mail from others. A program may send the same
// words again and mean it: where they carry no date either, the day they came
// on counts.
func (r *reading) datedDigest(m *message.Message, received time.Time) string {
	if m.Header("Date") != "" {
		return r.digest
	}
	return r.digest + received.UTC().Format("/2006-01-02")
}

func (in *Intake) parse(raw []byte, keys intake.Keyring) (*message.Message, error) {
	p := message.Parser{Limits: in.cfg.Limits.Parse, LoopHeader: loopHeader,
		Loop: func(value string) bool { return value == keys.LoopMark() }}
	m, err := p.Parse(raw)
	if err != nil || !isBare(m) {
		return m, err
	}
	// The header may consist of what our server has put there.
	var nothing *message.Unparsable
	if _, err := p.Parse(withoutTrace(raw)); errors.As(err, &nothing) {
		return nil, nothing
	}
	return m, nil
}

// isBare reports whether a mail has nothing that its sender must have written.
func isBare(m *message.Message) bool {
	for _, name := range []string{"From", "To", "Subject", "Date", "Message-ID", "Content-Type"} {
		if m.Header(name) != "" {
			return false
		}
	}
	return true
}

// withoutTrace cuts the trace fields off the beginning.
func withoutTrace(raw []byte) []byte {
	for {
		name, _, _ := bytes.Cut(raw[:min(len(raw), 20)], []byte{':'})
		if !bytes.EqualFold(name, []byte("Return-Path")) && !bytes.EqualFold(name, []byte("Received")) {
			return raw
		}
		for first := true; first || len(raw) > 0 && (raw[0] == ' ' || raw[0] == '\t'); first = false {
			_, raw, _ = bytes.Cut(raw, []byte{'\n'})
		}
	}
}

// unreadable is the command for a mail that goes into quarantine.
func (r *reading) unreadable(n *Noted, why string) engine.Command {
	u := intake.Unreadable{Tenant: n.Tenant, Channel: channel, Mailbox: n.mailbox().Address, From: r.from, Raw: n.Blob, Size: n.Size,
		Digest: r.digest, Error: clip(why, maxReason), At: n.Received}
	return u.Command(r.keys)
}

// channel is the name of this door in commands.
const channel = "email"

// maxReason bounds what is kept of an error, as JSON.
const maxReason = 500
