package email

import (
	"context"
	"errors"
	"fmt"

	"github.com/reglament/reglament/engine"
)

// recoverPage is how many mails are looked at in one go.
const recoverPage = 100

// Recover deals with the mails of the tenants that were stored and not decided,
// the oldest first: those that a crash has cut off, and those that failed and
// that their sender did not offer again. It may be called at any time, also
// while mail comes in; calls wait for each other. The error says how many are
// left.
func (in *Intake) Recover(ctx context.Context, tenants ...engine.TenantID) error {
	in.recovering.Lock()
	defer in.recovering.Unlock()
	left := 0
	for _, tenant := range tenants {
		n, err := in.recoverTenant(ctx, tenant)
		if err != nil {
			return fmt.Errorf("recover mail of %s: %w", tenant, err)
		}
		left += n
	}
	if left > 0 {
		return fmt.Errorf("recover mail: %d could not be decided yet", left)
	}
	return nil
}

// recoverTenant returns how many mails failed. It goes on as long as there are
// some that it has not tried.
func (in *Intake) recoverTenant(ctx context.Context, tenant engine.TenantID) (failed int, err error) {
	tried := map[string]bool{}
	for {
		waiting, err := in.cfg.Inbox.MailIn(ctx, tenant, StateReceived, recoverPage+failed)
		if err != nil {
			return failed, err
		}
		fresh := 0
		for i := range waiting {
			n := &waiting[i]
			if tried[n.ID] {
				continue
			}
			fresh++
			tried[n.ID] = true
			if err := in.again(ctx, n); err != nil {
				failed++
			}
			if ctx.Err() != nil {
				return failed, ctx.Err()
			}
		}
		if fresh == 0 {
			return failed, nil
		}
	}
}

// again decides a mail that was left. One whose bytes are gone can only be
// marked.
func (in *Intake) again(ctx context.Context, n *Noted) error {
	err := in.decide(ctx, n)
	if err == nil {
		in.cfg.Logger.Info("a mail was recovered", "tenant", n.Tenant, "mailbox", n.Mailbox, "mail", n.ID, "received", n.Received)
		return nil
	}
	in.cfg.Logger.Error("a mail could not be recovered", "tenant", n.Tenant, "mail", n.ID, "error", err)
	if f, openErr := in.cfg.Blobs.Get(ctx, n.Tenant, n.Blob); openErr == nil {
		return errors.Join(err, f.Close())
	} else if engine.KindOf(openErr) != engine.NotFound {
		return err
	}
	note := *n
	note.State, note.Error = StateQuarantine, clip(err.Error(), maxReason)
	return in.cfg.Inbox.PutMail(ctx, note)
}
