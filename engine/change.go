package engine

import (
	"context"
	"fmt"
	"io"
	"runtime/debug"
	"time"
)

// now is the instant of the event: the ticket's event times never go backwards.
func (w *work) now() time.Time {
	if w.cmd.At.Before(w.ticket.Updated) {
		return w.ticket.Updated
	}
	return w.cmd.At
}

// change turns work into what the store writes.
func (e *Engine) change(w *work) (*Change, error) {
	cmd := w.cmd
	c := w.change()
	if w.fault != nil {
		e.park(w, &c.Event)
	}
	err := e.sealBody(c, w.quota.Body)
	if err != nil && w.fault == nil {
		w.fail(err)
		c = w.change()
		e.park(w, &c.Event)
		err = e.sealBody(c, w.quota.Body)
	}
	if err != nil {
		return nil, err
	}
	c.Notices, c.Exceeded = w.quota.Notices, w.exceeded()
	after := Apply(w.ticket, &c.Event)
	c.Ticket = &after
	c.deliver(cmd)
	return c, nil
}

// change is what was decided, without what the engine adds to it.
func (w *work) change() *Change {
	cmd := w.cmd
	c := &Change{
		Tenant: cmd.Tenant, Keys: cmd.Keys, Loaded: w.seq, Series: w.decision.Series, Settles: cmd.Settles, Withdraws: cmd.withdraws,
		Event: Event{
			Tenant: cmd.Tenant, Ticket: w.ticket.ID, Version: w.ticket.Version + 1,
			Kind: cmd.Kind, Channel: cmd.Channel, At: w.now(), Actor: cmd.Actor,
			Command: cmd.ID, Digest: w.digest, Cause: cmd.Cause, Depth: cmd.Depth,
			Edition: w.edition, Audience: w.decision.Audience.Within(cmd.Audience.Within(ForCustomer)),
			Body: Body{
				Data: cmd.Data, Facts: w.facts, Thread: thread(w.related),
				Uses: w.decision.Uses, Ops: w.decision.Ops, Cost: w.decision.Cost,
			},
		},
	}
	if w.active {
		c.Active = w.edition
	}
	if w.fault == nil && cmd.Kind == KindRetried {
		c.Event.Body.Ops = append(c.Event.Body.Ops[:len(c.Event.Body.Ops):len(c.Event.Body.Ops)], unpark(w)...)
	}
	return c
}

// sealBody encodes the event's body and binds it to the header by its salted
// digest. A body that is too large, or that holds what cannot be encoded, is an
// error: if the ops are to blame the command is parked, else it is turned down.
func (e *Engine) sealBody(c *Change, most int) error {
	body, err := appendBody(make([]byte, 0, 2048), &c.Event.Body)
	if err == nil && len(body) > most {
		err = &Error{Kind: Invalid, Problems: []Problem{{Code: "too_large"}},
			Err: overQuota(QuotaBody, "event body of command %s has %d bytes, more than %d", c.Event.Command, len(body), most)}
	}
	if err != nil {
		return err
	}
	c.Body = body
	c.Event.Salt = make([]byte, 16)
	if _, err := io.ReadFull(e.cfg.Rand, c.Event.Salt); err != nil {
		return fmt.Errorf("salt: %w", err)
	}
	c.Event.BodyMAC = bodyMAC(c.Event.Salt, body)
	return nil
}

func thread(related []Match) []Evidence {
	if len(related) == 0 {
		return nil
	}
	out := make([]Evidence, len(related))
	for i, m := range related {
		out[i] = Evidence{Ticket: m.Ticket.ID, By: m.By}
	}
	return out
}

// deliver lists the messages, commands, files and blocks of the event's ops.
func (c *Change) deliver(cmd *Command) {
	for i := range c.Event.Body.Ops {
		op := &c.Event.Body.Ops[i]
		value, _ := op.Value.(map[string]any)
		switch op.Kind {
		case OpAttach:
			c.Attachments = append(c.Attachments, Attachment{
				Blob: op.Name, Name: Fields(value).String("name"),
				Audience: op.Audience.Within(c.Event.Audience), Info: value,
			})
		case OpBlock:
			if address, _ := op.Value.(string); address != "" {
				c.Blocks = append(c.Blocks, Block{Address: address, Ticket: c.Event.Ticket, By: c.Event.Actor.ID, At: c.Event.At})
			}
		case OpSend, OpEmit:
			d := Delivery{
				Tenant: c.Tenant, Ticket: c.Event.Ticket, Depth: cmd.Depth, Clause: op.Clause,
				Sender: op.Name, Edition: c.Event.Edition, Payload: value,
				Created: c.Event.At, NotBefore: c.Event.At, op: i,
			}
			if op.Kind == OpEmit {
				d.Sender = senderSelf
				d.Payload = Fields{"kind": op.Name}
				for k, v := range value {
					d.Payload[k] = v
				}
			}
			if op.At.After(d.NotBefore) {
				d.NotBefore = op.At
			}
			if held := c.Event.At.Add(cmd.Hold); held.After(d.NotBefore) {
				d.NotBefore = held
			}
			c.Deliveries = append(c.Deliveries, d)
		}
	}
}

// guarded runs a regulation's code with a deadline and turns its panics into
// errors: a regulation must not take the engine down.
func guarded[T any](ctx context.Context, limit time.Duration, f func(context.Context) (T, error)) (out T, err error) {
	within, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v\n%s", r, debug.Stack())
		}
	}()
	out, err = f(within)
	if err != nil && within.Err() != nil && ctx.Err() == nil && Exceeded(err) == "" && KindOf(err) != Temporary {
		err = overQuota(QuotaDecide, "the regulation took longer than %s: %w", limit, err)
	}
	return out, err
}
