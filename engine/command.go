package engine

import (
	"crypto/sha256"
	"time"
)

// Kinds of commands that the engine itself makes. All other kinds belong to the
// channels and the regulation.
const (
	KindTimer         = "timer.fired"
	KindDelivered     = "delivery.sent"
	KindUndeliverable = "delivery.failed"
	KindWithdrawn     = "delivery.withdrawn"
	KindWithheld      = "delivery.withheld"
	KindRetried       = "decision.retried"
	KindActivated     = "regulation.activated"
	KindCanary        = "regulation.canary"
	KindLimited       = "tenant.limited"
)

// A Command is one thing that happened in the world, as the door that saw it
// tells it.
type Command struct {
	// ID makes the command be done once.
	ID     CommandID
	Tenant TenantID
	// Kind is what happened, such as "message" or "act".
	Kind string
	// At is when our side took it; the zero time means now.
	At      time.Time
	Actor   Actor
	Channel string
	// Ticket is the ticket the command is about, if the door knows it.
	Ticket TicketID
	// Version is the version of Ticket that the actor has seen; 0 means any.
	Version int64
	// Keys are evidence of where the command belongs.
	Keys []Key
	// Address is whom to look up facts about, such as "mailto:a@example.kz".
	Address string
	// Data is what the door has to say; the regulation reads it.
	Data Fields
	// Audience is who may see that it happened; "" means customer.
	Audience Audience
	// Cause is the number of the event that led to this command, if one did,
	// and Depth how many such steps lie behind it.
	Cause int64
	Depth int
	// Settles is the delivery whose outcome this command reports.
	Settles DeliveryID
	// Hold is how long everything that the command sends and emits waits at least.
	// Until then it can be taken back, see Engine.Withdraw.
	Hold time.Duration

	// withdraws are the deliveries that are taken back.
	withdraws []DeliveryID
	timer     timerRef
	// failure is why the delivery that the command tells of failed.
	failure error
	// known is the ticket as whoever made the command has just read it.
	known *Ticket
}

type timerRef struct {
	name       string
	generation int64
}

// Lookup says how a key finds tickets.
type Lookup uint8

// The lookups.
const (
	// ByKept finds the tickets for which an earlier command kept the value.
	ByKept Lookup = iota
	// ByID and ByNumber find the ticket whose id or number the value is.
	ByID
	ByNumber
)

// A Key is opaque evidence that ties a command to tickets: a reply token, a
// message id, a hash of subject and sender, a number.
type Key struct {
	// Kind names the sort of evidence for the regulation, which alone decides
	// what it is worth.
	Kind   string
	Value  string
	Lookup Lookup
	// Keep makes later commands with this value find the ticket of this one.
	Keep bool
}

// TicketKey is the key that finds the ticket with an id.
func TicketKey(id TicketID) Key { return Key{Kind: "ticket", Value: string(id), Lookup: ByID} }

// NumberKey is the key that finds the ticket with a number.
func NumberKey(number string) Key { return Key{Kind: "number", Value: number, Lookup: ByNumber} }

// digest identifies what the command says, so that a reused id with other
// contents is noticed. When it happened is not part of it.
func (c *Command) digest() ([32]byte, error) {
	b, err := AppendCanonical(nil, map[string]any{
		"actor":   c.Actor.ID,
		"channel": c.Channel,
		"data":    c.Data,
		"kind":    c.Kind,
		"ticket":  string(c.Ticket),
	})
	if err != nil {
		return [32]byte{}, err
	}
	return sha256.Sum256(b), nil
}
