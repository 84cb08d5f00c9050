package sqlstore

import (
	"context"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
)

// States of received mail.
const (
	MailReceived   = "received" // stored, not yet understood
	MailDone       = "done"
	MailQuarantine = "quarantine"
	MailBlocked    = "blocked" // kept, its sender is blocked
)

// Mail is a mail as it came in: where its bytes are and what became of it.
type Mail struct {
	Tenant   engine.TenantID
	ID       string
	Mailbox  string
	Sender   string
	Blob     string
	Size     int64
	Received time.Time
	Parser   int
	State    string
	Error    string
	Command  engine.CommandID
	Blocked  string
}

type mailRow struct {
	bun.BaseModel `bun:"table:inbound_mail"`

	Tenant      string `bun:"tenant,pk"`
	ID          string `bun:"id,pk"`
	Mailbox     string `bun:"mailbox"`
	UIDValidity int64  `bun:"uidvalidity"`
	UID         int64  `bun:"uid"`
	Sender      string `bun:"sender"`
	Blob        string `bun:"blob"`
	Size        int64  `bun:"size"`
	Received    int64  `bun:"received"`
	Parser      int    `bun:"parser"`
	State       string `bun:"state"`
	Error       string `bun:"error"`
	Command     string `bun:"command"`
	Blocked     string `bun:"blocked"`
}

// PutMail notes a mail, or what became of it.
func (s *Store) PutMail(ctx context.Context, m Mail) error {
	row := mailRow{Tenant: string(m.Tenant), ID: m.ID, Mailbox: m.Mailbox, Sender: m.Sender, Blob: m.Blob, Size: m.Size,
		Received: engine.Micros(m.Received), Parser: m.Parser, State: m.State, Error: m.Error, Command: string(m.Command), Blocked: m.Blocked}
	return temporary(s.db.change(ctx, m.Tenant, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewInsert().Model(&row).
			On("CONFLICT (tenant, id) DO UPDATE SET " + excluded("parser", "state", "error", "command", "blocked")).Exec(ctx)
		return err
	}))
}

// MailIn returns the mails of a tenant in a state, the oldest first.
func (s *Store) MailIn(ctx context.Context, tenant engine.TenantID, state string, limit int) ([]Mail, error) {
	var rows []mailRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM inbound_mail WHERE tenant = ? AND state = ? ORDER BY received LIMIT ?",
		string(tenant), state, limit)
	out := make([]Mail, len(rows))
	for i, r := range rows {
		out[i] = Mail{Tenant: tenant, ID: r.ID, Mailbox: r.Mailbox, Sender: r.Sender, Blob: r.Blob, Size: r.Size,
			Received: engine.FromMicros(r.Received), Parser: r.Parser, State: r.State, Error: r.Error, Command: engine.CommandID(r.Command), Blocked: r.Blocked}
	}
	return out, temporary(err)
}

// Attachments lists the files of a ticket.
func (s *Store) Attachments(ctx context.Context, tenant engine.TenantID, ticket engine.TicketID) ([]engine.Attachment, error) {
	var rows []attachmentRow
	err := s.db.read(ctx, tenant, &rows, "SELECT * FROM attachments WHERE tenant = ? AND ticket = ? ORDER BY seq, name", string(tenant), string(ticket))
	if err != nil {
		return nil, temporary(err)
	}
	out := make([]engine.Attachment, len(rows))
	for i, r := range rows {
		out[i] = engine.Attachment{Blob: r.Blob, Name: r.Name, Audience: engine.Audience(r.Audience)}
		if err := out[i].Info.UnmarshalJSON([]byte(r.Info)); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// HasBlob reports whether a received mail or an attachment of the tenant has the
// blob. A mail is known before anything is made of it, which can take days.
func (s *Store) HasBlob(ctx context.Context, tenant engine.TenantID, blob string) (bool, error) {
	var found []bool
	err := s.db.read(ctx, tenant, &found, `
		SELECT EXISTS (SELECT 1 FROM attachments WHERE tenant = ?0 AND blob = ?1)
		    OR EXISTS (SELECT 1 FROM inbound_mail WHERE tenant = ?0 AND blob = ?1)`, string(tenant), blob)
	return len(found) > 0 && found[0], temporary(err)
}
