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
	return e.record(ctx, cmd, Change{Event: Event{Body: Body{Ops: ops}}})
}

// Activate makes an edition the one that new tickets are registered under, in
// the place of another one, if that is named. The switch is itself an event;
// every commit on every node sees it at once.
func (e *Engine) Activate(ctx context.Context, cmd Command, edition, replaces EditionID) (Event, error) {
	cmd.Kind = KindActivated
	return e.record(ctx, cmd, Change{Activate: edition, Replaces: replaces, Event: Event{Edition: edition}})
}

// Try registers a share of the new tickets under another edition than the active
// one, from now on; the zero Canary ends that. It is a conflict if the editions are
// not those that was has.
func (e *Engine) Try(ctx context.Context, cmd Command, canary Canary, was Head) (Event, error) {
	cmd.Kind = KindCanary
	return e.record(ctx, cmd, Change{Canary: &canary, Tried: was.Canary, Replaces: was.Active, Event: Event{Edition: canary.Edition}})
}

// Limit gives a tenant quotas of its own, as the store keeps them; the command's
// data says the same for people. What the engine goes by is Config.Quotas.
func (e *Engine) Limit(ctx context.Context, cmd Command, quotas string) (Event, error) {
	cmd.Kind = KindLimited
	return e.record(ctx, cmd, Change{Quotas: quotas})
}

// record commits what the change says beside the command itself.
func (e *Engine) record(ctx context.Context, cmd Command, change Change) (Event, error) {
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
		c := change
		c.Tenant = cmd.Tenant
		c.Event = Event{
			Tenant: cmd.Tenant, Kind: cmd.Kind, Channel: cmd.Channel, At: cmd.At, Actor: cmd.Actor,
			Command: cmd.ID, Digest: digest, Edition: change.Event.Edition, Audience: cmd.Audience.Within(ForStaff),
			Body: Body{Data: cmd.Data, Ops: change.Event.Body.Ops},
		}
		if err := e.sealBody(&c, e.Quota(c.Tenant).Body); err != nil {
			return Event{}, err
		}
		err = e.cfg.Backend.Commit(ctx, &c)
		if err == nil {
			e.committed(&c)
			return c.Event, nil
		}
		if !errors.Is(err, ErrConflict) {
			return Event{}, fmt.Errorf("commit %s: %w", cmd.ID, err)
		}
		if err := e.replaced(ctx, &c); err != nil {
			return Event{}, err
		}
	}
	return Event{}, &Error{Kind: Temporary, Err: fmt.Errorf("command %s: %w", cmd.ID, ErrConflict)}
}

// replaced is an error if other editions are active and tried than the change is
// about.
func (e *Engine) replaced(ctx context.Context, c *Change) error {
	if c.Replaces == "" {
		return nil
	}
	head, err := e.cfg.Backend.Head(ctx, c.Tenant)
	if err != nil || head.Holds(c) {
		return err
	}
	is := head.Active
	if is == c.Replaces {
		is = head.Canary.Edition
	}
	return &Error{Kind: Conflict, Problems: []Problem{{Code: "edition_replaced", Values: Fields{"name": fmt.Sprintf("%.12s", is)}}}}
}
