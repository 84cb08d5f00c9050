package engine

import (
	"context"
	"errors"
	"fmt"
)

// Record commits an event of the tenant itself: one that belongs to no ticket
// and needs no decision, such as an employee who has read the regulation. ops
// may be notes only.
func (e *Engine) Record(ctx context.Context, cmd Command, ops ...Op) (Event, error) {
	return e.record(ctx, cmd, "", ops)
}

// Activate makes an edition the one that new tickets are registered under. The
// switch is itself an event; every commit on every node sees it at once.
func (e *Engine) Activate(ctx context.Context, cmd Command, edition EditionID) (Event, error) {
	cmd.Kind = KindActivated
	return e.record(ctx, cmd, edition, nil)
}

func (e *Engine) record(ctx context.Context, cmd Command, activate EditionID, ops []Op) (Event, error) {
	if err := e.admit(&cmd); err != nil {
		return Event{}, err
	}
	digest, err := cmd.digest()
	if err != nil {
		return Event{}, &Error{Kind: Invalid, Err: err}
	}
	for range maxAttempts {
		loaded, err := e.cfg.Backend.Load(ctx, Query{Tenant: cmd.Tenant, Command: cmd.ID})
		if err != nil {
			return Event{}, fmt.Errorf("load for %s: %w", cmd.ID, err)
		}
		if loaded.Done != nil {
			if loaded.Done.Digest != digest {
				return Event{}, &Error{Kind: Conflict, Problems: []Problem{{Code: "command_reused"}}}
			}
			return *loaded.Done, nil
		}
		c := &Change{Tenant: cmd.Tenant, Activate: activate, Event: Event{
			Tenant: cmd.Tenant, Kind: cmd.Kind, Channel: cmd.Channel, At: cmd.At, Actor: cmd.Actor,
			Command: cmd.ID, Digest: digest, Edition: activate, Audience: cmd.Audience.Within(ForStaff),
			Body: Body{Data: cmd.Data, Ops: ops},
		}}
		if err := e.sealBody(c); err != nil {
			return Event{}, err
		}
		err = e.cfg.Backend.Commit(ctx, c)
		if err == nil {
			e.committed(c)
			return c.Event, nil
		}
		if !errors.Is(err, ErrConflict) {
			return Event{}, fmt.Errorf("commit %s: %w", cmd.ID, err)
		}
	}
	return Event{}, &Error{Kind: Temporary, Err: fmt.Errorf("command %s: %w", cmd.ID, ErrConflict)}
}
