package email

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io"
	"log/slog"
	"strings"
	"sync"
	"time"

	"github.com/reglament/reglament/adapters/email/message"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// IntakeConfig is what an Intake is made of. All but Blocked, Limits and
// Logger is needed.
type IntakeConfig struct {
	Engine interface {
		Do(ctx context.Context, cmd engine.Command) (engine.Result, error)
	}
	// Done finds the event of a command that was done before; a store of the
	// engine does it.
	Done interface {
		Load(ctx context.Context, q engine.Query) (engine.Loaded, error)
	}
	Blobs   Blobs
	Inbox   Inbox
	Keyring func(tenant engine.TenantID) (intake.Keyring, error)
	// Blocked reports whether a tenant takes nothing in from an address. nil blocks
	// nobody.
	Blocked func(ctx context.Context, tenant engine.TenantID, address string) (bool, error)
	// Now is the engine's clock.
	Now    func() time.Time
	Limits IntakeLimits
	Logger *slog.Logger
}

// IntakeLimits bound what one mail may cost. A zero field takes its default.
type IntakeLimits struct {
	// Text, Full and HTML are how many bytes of the sender's words, of the whole
	// text and of the HTML go into the event, as JSON: 96, 160 and 192 KiB. With
	// what the regulation adds they must fit the engine's limit of a body.
	Text, Full, HTML int
	// Files is how many attachments the event lists: 100. The engine takes 256
	// ops a decision, and each file is one.
	Files int
	// Small and Big are how many mails under and over 2 MiB are read at the same
	// time: 16 and 2. A big one takes about three times its size of memory.
	Small, Big int
	// Decide is how long one mail may take to be read and decided: 1 min.
	Decide time.Duration
	// Parse bounds the reading of MIME; see package message.
	Parse message.Limits
}

func (l *IntakeLimits) fill() {
	set(&l.Text, 96<<10)
	set(&l.Full, 160<<10)
	set(&l.HTML, 192<<10)
	set(&l.Files, 100)
	set(&l.Small, 16)
	set(&l.Big, 2)
	set(&l.Decide, time.Minute)
}

// set gives a field its default.
func set[T int | int64 | time.Duration](field *T, value T) {
	if *field <= 0 {
		*field = value
	}
}

// An Intake turns mails into events. It is safe for concurrent use.
type Intake struct {
	cfg        IntakeConfig
	lanes      lanes
	recovering sync.Mutex
}

// NewIntake returns an intake, or says what its configuration lacks.
func NewIntake(cfg IntakeConfig) (*Intake, error) {
	switch {
	case cfg.Engine == nil || cfg.Done == nil:
		return nil, errors.New("email: no Engine or no Done")
	case cfg.Blobs == nil || cfg.Inbox == nil:
		return nil, errors.New("email: no Blobs or no Inbox")
	case cfg.Keyring == nil || cfg.Now == nil:
		return nil, errors.New("email: no Keyring or no Now")
	}
	cfg.Limits.fill()
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	if cfg.Blocked == nil {
		cfg.Blocked = nobody
	}
	return &Intake{cfg: cfg, lanes: newLanes(cfg.Limits.Small, cfg.Limits.Big)}, nil
}

// Take stores a mail and has it decided, once for each mailbox. After nil all
// that follows is durable. After an error the source must offer the mail again
// or tell its sender; what was decided already will be recognised then. An
// error of raw is passed on, and nothing is kept of such a mail.
func (in *Intake) Take(ctx context.Context, env Envelope, raw io.Reader) error {
	boxes, err := merge(env.To, in.cfg.Keyring)
	if err != nil {
		return err
	}
	notes, err := in.store(ctx, env, boxes, raw)
	if err != nil {
		return err
	}
	for i := range notes {
		if err := in.cfg.Inbox.PutMail(ctx, notes[i]); err != nil {
			return fmt.Errorf("note mail %s to %s: %w", notes[i].ID, notes[i].Mailbox, err)
		}
	}
	var errs []error
	for i := range notes {
		errs = append(errs, in.decide(ctx, &notes[i]))
	}
	return errors.Join(errs...)
}

// store writes the bytes to the blob store of each tenant concerned, and
// returns the notes to be made.
func (in *Intake) store(ctx context.Context, env Envelope, boxes []Mailbox, raw io.Reader) ([]Noted, error) {
	sum, received := sha256.New(), engine.Cut(in.cfg.Now())
	blobs := map[engine.TenantID]Noted{}
	notes := make([]Noted, 0, len(boxes))
	for _, box := range boxes {
		stored, ok := blobs[box.Tenant]
		if !ok {
			var err error
			if len(notes) == 0 {
				stored, err = in.put(ctx, box.Tenant, io.MultiReader(strings.NewReader(env.Trace), io.TeeReader(raw, sum)))
			} else {
				stored, err = in.copyBlob(ctx, notes[0].Tenant, notes[0].Blob, box.Tenant)
			}
			if err != nil {
				return nil, err
			}
			blobs[box.Tenant] = stored
		}
		notes = append(notes, Noted{Tenant: box.Tenant, ID: noteID(sum, box, env.From), Mailbox: box.written(), Sender: env.From,
			Blob: stored.Blob, Size: stored.Size, Received: received, Parser: message.ParserVersion, State: StateReceived})
	}
	return notes, nil
}

func (in *Intake) put(ctx context.Context, tenant engine.TenantID, r io.Reader) (Noted, error) {
	digest, size, err := in.cfg.Blobs.Put(ctx, tenant, r, 0)
	if err != nil {
		return Noted{}, fmt.Errorf("store mail: %w", err)
	}
	return Noted{Blob: digest, Size: size}, nil
}

// copyBlob gives a mail to another tenant: tenants share nothing.
func (in *Intake) copyBlob(ctx context.Context, from engine.TenantID, blob string, to engine.TenantID) (Noted, error) {
	f, err := in.cfg.Blobs.Get(ctx, from, blob)
	if err != nil {
		return Noted{}, fmt.Errorf("open mail: %w", err)
	}
	defer f.Close()
	return in.put(ctx, to, f)
}

// noteID is made of what the sender repeats when it offers the mail again. The
// trace is not: it tells of the attempt.
func noteID(content hash.Hash, box Mailbox, from string) string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s\x00%s\x00", box.Address, from)
	sum.Write(content.Sum(nil))
	return hex.EncodeToString(sum.Sum(nil)[:16])
}

// load reads a stored mail.
func (in *Intake) load(ctx context.Context, tenant engine.TenantID, blob string) ([]byte, error) {
	f, err := in.cfg.Blobs.Get(ctx, tenant, blob)
	if err != nil {
		return nil, fmt.Errorf("open mail: %w", err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	buf := bytes.NewBuffer(make([]byte, 0, info.Size()+bytes.MinRead))
	if _, err := buf.ReadFrom(f); err != nil {
		return nil, fmt.Errorf("read mail: %w", err)
	}
	return buf.Bytes(), nil
}
