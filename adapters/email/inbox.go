package email

import (
	"context"
	"io"
	"os"
	"time"

	"github.com/reglament/reglament/engine"
)

// States of a mail in the inbox. The values are stored, so they stay.
const (
	StateReceived   = "received"   // its bytes are safe, nothing is decided
	StateDone       = "done"       // its event is committed
	StateQuarantine = "quarantine" // its event is committed, for staff to look at
	StateBlocked    = "blocked"    // it is kept and nothing is made of it: its sender is blocked
)

// Noted is a mail in the inbox: where its bytes are and what became of it.
type Noted struct {
	Tenant engine.TenantID
	// ID is the same for a mail that is handed in again by its sender.
	ID string
	// Mailbox is our address as the sender wrote it, with what stood behind a +.
	Mailbox string
	// Sender is the return path; "" is the null one.
	Sender   string
	Blob     string
	Size     int64
	Received time.Time
	// Parser is the version of package message that has read it.
	Parser  int
	State   string
	Error   string
	Command engine.CommandID
	// Blocked is the sender's address as it is blocked, in StateBlocked.
	Blocked string
}

// Inbox remembers which mails came and which of them are dealt with.
type Inbox interface {
	// PutMail notes a mail. Of one that is there under its tenant and id it
	// changes Parser, State, Error, Command and Blocked alone. After nil the note
	// survives a crash.
	PutMail(ctx context.Context, m Noted) error
	// MailIn returns up to limit mails of a tenant in a state, the oldest first.
	MailIn(ctx context.Context, tenant engine.TenantID, state string, limit int) ([]Noted, error)
}

// Blobs keeps files, each under a digest of its bytes.
type Blobs interface {
	// Put stores what r gives. After nil the bytes survive a crash. It passes an
	// error of r on, having stored nothing. A limit of 0 means none.
	Put(ctx context.Context, tenant engine.TenantID, r io.Reader, limit int64) (digest string, size int64, err error)
	// Get opens a blob; one that there is not is an *engine.Error of kind NotFound.
	Get(ctx context.Context, tenant engine.TenantID, digest string) (*os.File, error)
}
