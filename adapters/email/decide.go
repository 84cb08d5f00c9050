package email

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/reglament/reglament/adapters/email/message"
	"github.com/reglament/reglament/engine"
)

// An outcome is what became of a mail.
type outcome struct {
	state   string
	command engine.CommandID
	reason  string // why it is in quarantine
	blocked string // the sender, where that is why nothing came of it
}

// decide has a noted mail read and decided. An error is trouble of ours: the
// mail stays in the inbox as received.
func (in *Intake) decide(ctx context.Context, n *Noted) error {
	ctx, cancel := context.WithTimeout(ctx, in.cfg.Limits.Decide)
	defer cancel()
	out, err := in.outcome(ctx, n)
	if err != nil {
		return fmt.Errorf("mail %s of %s to %s: %w", n.ID, n.Tenant, n.Mailbox, err)
	}
	if out.state == StateQuarantine {
		in.cfg.Logger.Warn("a mail was put into quarantine", "tenant", n.Tenant, "mailbox", n.Mailbox, "mail", n.ID, "reason", out.reason)
	}
	note := *n
	note.Parser, note.State, note.Error, note.Command, note.Blocked = message.ParserVersion, out.state, out.reason, out.command, out.blocked
	if err := in.cfg.Inbox.PutMail(ctx, note); err != nil {
		// The event is committed, which is what the sender waits for. Recover
		// will find the note, and that it was dealt with.
		in.cfg.Logger.Warn("a mail was decided and could not be noted as such", "tenant", n.Tenant, "mail", n.ID, "error", err)
	}
	return nil
}

func (in *Intake) outcome(ctx context.Context, n *Noted) (outcome, error) {
	r, err := in.read(ctx, n)
	if err != nil {
		return outcome{}, err
	}
	if blocked, err := in.blocked(ctx, n, r); blocked || err != nil {
		return outcome{state: StateBlocked, blocked: strings.ToLower(r.from.Address)}, err
	}
	if r.fault != "" {
		return in.quarantine(ctx, n, r, r.fault)
	}
	id := r.command.ID
	err = in.do(ctx, r.command)
	if isReused(err) {
		if done, err := in.isCopy(ctx, n, r); done || err != nil {
			return outcome{state: StateDone, command: id}, err
		}
		id = r.byContent.ID
		if err = in.do(ctx, r.byContent); isReused(err) {
			err = nil // its content is in the log already
		}
	}
	if isTurnedDown(err) {
		return in.quarantine(ctx, n, r, err.Error())
	}
	return outcome{state: StateDone, command: id}, err
}

// blocked reports whether the tenant takes nothing in from who wrote a mail. Such a
// mail is accepted, so that its sender learns nothing, and stays in the inbox.
func (in *Intake) blocked(ctx context.Context, n *Noted, r *reading) (bool, error) {
	if r.from.Address == "" {
		return false, nil
	}
	return in.cfg.Blocked(ctx, n.Tenant, r.from.Address)
}

// isTurnedDown reports whether the regulation does not want a command: trying
// again would change nothing.
func isTurnedDown(err error) bool {
	if err == nil {
		return false
	}
	switch engine.KindOf(err) {
	case engine.Invalid, engine.Refused, engine.Forbidden, engine.Conflict:
		return true
	}
	return false
}

func (in *Intake) do(ctx context.Context, cmd engine.Command) error {
	_, err := in.cfg.Engine.Do(ctx, cmd)
	return err
}

// quarantine makes a ticket of a mail that cannot be read or that the
// regulation turns down: its sender could not mend it, and a bounce would lose
// it. If even that is turned down the sender keeps the mail.
func (in *Intake) quarantine(ctx context.Context, n *Noted, r *reading, why string) (outcome, error) {
	cmd := r.unreadable(n, why)
	err := in.do(ctx, cmd)
	if isReused(err) {
		err = nil // the same bytes, come another way
	}
	return outcome{state: StateQuarantine, command: cmd.ID, reason: clip(why, maxReason)}, err
}

// isReused reports whether a command's id was used for something else.
func isReused(err error) bool {
	var e *engine.Error
	return errors.As(err, &e) && e.Kind == engine.Conflict &&
		slices.ContainsFunc(e.Problems, func(p engine.Problem) bool { return p.Code == "command_reused" })
}

// isCopy reports whether the command of a mail's Message-ID was done for the
// same mail. That is so when an attempt whose answer got lost is repeated, when
// a mail comes by two ways, and when a later parser reads it differently.
func (in *Intake) isCopy(ctx context.Context, n *Noted, r *reading) (bool, error) {
	loaded, err := in.cfg.Done.Load(ctx, engine.Query{Tenant: n.Tenant, Command: r.command.ID})
	if err != nil || loaded.Done == nil {
		return false, err
	}
	blob := loaded.Done.Body.Data.String("raw")
	if blob == n.Blob {
		return true, nil
	}
	leave, err := in.lanes.enter(ctx, bigMail)
	if err != nil {
		return false, err
	}
	defer leave()
	raw, err := in.load(ctx, n.Tenant, blob)
	if err != nil {
		if engine.KindOf(err) == engine.NotFound {
			return false, nil // erased since: nothing says that it was the same
		}
		return false, err
	}
	return message.Digest(raw) == r.digest, nil
}
