package engine

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A Sender delivers messages to the world. An error is temporary unless it is
// marked by Permanent. The same delivery may be handed in again after a crash,
// with the same ID; a Sender makes that recognisable on the other side where
// the medium allows it.
type Sender interface {
	// Send returns what should be remembered of the sending.
	Send(ctx context.Context, d Delivery) (receipt Fields, err error)
}

// senderSelf is the sender of emitted commands: the engine.
const senderSelf = "engine"

// An emission's payload, the value of an emit op: the kind comes from the op's
// name. Without a ticket the command opens a new one. Its data says which ticket
// it comes from: origin is the id, number what people call it.
const (
	emitTicket  = "ticket"
	emitChannel = "channel"
	emitData    = "data"
	emitOrigin  = "origin"
	emitNumber  = "number"
)

// retryDelivery is how long a delivery waits after its n-th failed attempt. It
// is given up after about five days, as mail servers do.
func retryDelivery(n int) (wait time.Duration, giveUp bool) {
	waits := []time.Duration{time.Minute, 5 * time.Minute, 15 * time.Minute, time.Hour, 4 * time.Hour}
	if n < len(waits) {
		return waits[n], false
	}
	return 12 * time.Hour, n >= 14
}

// RunOutbox delivers until ctx ends. It returns after all it started has ended.
func (e *Engine) RunOutbox(ctx context.Context) error {
	return e.loop(ctx, "outbox", e.outboxHint, e.cfg.Limits.Gather, e.DeliverDue, e.cfg.Backend.NextDelivery)
}

// DeliverDue attempts the deliveries that are due now, a batch at most, and
// returns how many it attempted.
func (e *Engine) DeliverDue(ctx context.Context) (int, error) {
	deliveries, err := e.cfg.Backend.ClaimDeliveries(ctx, e.claim(claimBatch))
	if err != nil {
		return 0, fmt.Errorf("claim deliveries: %w", err)
	}
	tickets := byTicket(deliveries)
	return len(deliveries), e.each(len(tickets), func(i int) error {
		for _, d := range tickets[i] {
			if err := e.attempt(ctx, d); err != nil {
				return err // what follows on the ticket waits for its lease to lapse
			}
		}
		return nil
	})
}

// byTicket parts deliveries so that what one ticket has to say goes out in the
// order in which it was said.
func byTicket(deliveries []Delivery) [][]Delivery {
	var tickets [][]Delivery
	type ticket struct {
		tenant TenantID
		id     TicketID
	}
	at := map[ticket]int{}
	for _, d := range deliveries {
		key := ticket{d.Tenant, d.Ticket}
		i, ok := at[key]
		if !ok {
			i = len(tickets)
			at[key] = i
			tickets = append(tickets, nil)
		}
		tickets[i] = append(tickets[i], d)
	}
	for _, t := range tickets {
		slices.SortFunc(t, func(a, b Delivery) int {
			return cmp.Or(cmp.Compare(a.Seq, b.Seq), cmp.Compare(a.opIndex(), b.opIndex()))
		})
	}
	return tickets
}

// opIndex is the place of the op within its event, which the id ends with.
func (d *Delivery) opIndex() int {
	_, n, _ := strings.Cut(string(d.ID), ".")
	i, _ := strconv.Atoi(n)
	return i
}

// attempt delivers once and records the outcome.
func (e *Engine) attempt(ctx context.Context, d Delivery) error {
	if d.Sender == senderSelf {
		return e.emit(ctx, d)
	}
	sender := e.cfg.Senders[d.Sender]
	if sender == nil {
		return e.undeliverable(ctx, d, fmt.Errorf("no sender %q", d.Sender))
	}
	receipt, err := sender.Send(ctx, d)
	switch {
	case err == nil:
		return e.settle(ctx, d, KindDelivered, Fields{"receipt": map[string]any(receipt)}, nil)
	case ctx.Err() != nil:
		return ctx.Err() // the lease will lapse
	case errors.Is(err, ErrWithheld):
		return e.settle(ctx, d, KindWithheld, Fields{}, nil)
	case IsPermanent(err):
		return e.undeliverable(ctx, d, err)
	}
	wait, giveUp := retryDelivery(d.Attempt)
	if giveUp {
		return e.undeliverable(ctx, d, err)
	}
	e.cfg.Logger.Warn("a delivery failed and will be tried again", "tenant", d.Tenant, "ticket", d.Number,
		"delivery", d.ID, "sender", d.Sender, "attempt", d.Attempt+1, "error", err)
	return e.cfg.Backend.Postpone(ctx, d, e.cfg.Clock.Now().Add(wait))
}

func (e *Engine) undeliverable(ctx context.Context, d Delivery, cause error) error {
	e.cfg.Logger.Error("a delivery failed for good", "tenant", d.Tenant, "ticket", d.Number,
		"delivery", d.ID, "sender", d.Sender, "quota", Exceeded(cause), "error", cause)
	return e.settle(ctx, d, KindUndeliverable, Fields{"error": cause.Error()}, cause)
}

// settle records the outcome of a delivery as an event of its ticket, which
// takes it out of the outbox in the same commit.
func (e *Engine) settle(ctx context.Context, d Delivery, kind string, data Fields, failure error) error {
	data["delivery"], data["sender"], data["message"] = string(d.ID), d.Sender, map[string]any(d.Payload)
	cmd := Command{
		ID:     CommandID(kind + "/" + string(d.ID)),
		Tenant: d.Tenant, Kind: kind, Actor: Actor{Kind: System}, Channel: d.Sender, Ticket: d.Ticket,
		Data: data, Cause: d.Seq, Depth: d.Depth + 1, Settles: d.ID, failure: failure,
	}
	res, err := e.Do(ctx, cmd)
	if err == nil && res.Duplicate {
		return e.cfg.Backend.Settle(ctx, d)
	}
	return err
}

// emit hands an emitted command in. A chain that has grown too long is cut: the
// command is dropped, and its origin says so.
func (e *Engine) emit(ctx context.Context, d Delivery) error {
	if d.Depth >= e.Quota(d.Tenant).Depth {
		return e.undeliverable(ctx, d, overQuota(QuotaDepth, "%s: %d commands in a row have caused one another", ClauseLoop, d.Depth))
	}
	data := d.Payload.Map(emitData).clone()
	data[emitOrigin], data[emitNumber] = string(d.Ticket), d.Number
	cmd := Command{
		ID:     CommandID(fmt.Sprintf("emit/%s", d.ID)),
		Tenant: d.Tenant, Kind: d.Payload.String("kind"), Actor: Actor{Kind: System},
		Channel: d.Payload.String(emitChannel), Ticket: TicketID(d.Payload.String(emitTicket)),
		Data: data, Cause: d.Seq, Depth: d.Depth + 1,
	}
	if _, err := e.Do(ctx, cmd); err != nil {
		if k := KindOf(err); k == Temporary || k == Internal {
			return err // the lease lapses, and it is tried again
		}
		return e.undeliverable(ctx, d, err)
	}
	return e.cfg.Backend.Settle(ctx, d)
}
