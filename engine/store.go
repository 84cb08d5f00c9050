package engine

import (
	"context"
	"errors"
	"time"
)

// ErrConflict is what Commit answers when something that the change rests on
// was changed after it was loaded. The engine loads and decides again.
var ErrConflict = errors.New("the change rests on something that has changed")

// Store keeps tickets and their events.
type Store interface {
	// Load returns what a command can touch: its earlier event if it was done
	// before, and the tickets that the keys point at.
	Load(ctx context.Context, q Query) (Loaded, error)
	// TicketsByID returns the tickets with the ids, in no particular order.
	// Those that are not there are left out.
	TicketsByID(ctx context.Context, tenant TenantID, ids []TicketID) ([]Ticket, error)
	// Commit writes the change in one transaction and seals it (see Seal): it
	// fills in the numbers of the change's event, ticket and deliveries. It
	// answers ErrConflict, having written nothing, when
	//   - the command has been done,
	//   - the ticket's version is not the one before the change's,
	//   - one of the command's keys was kept by an event after c.Loaded, or
	//   - c.Active is set and new tickets are not registered under it, or
	//     c.Replaces or c.Canary is set and other editions are active and tried.
	// After nil the change survives a crash of this machine.
	Commit(ctx context.Context, c *Change) error
}

// A Query names what a command can touch.
type Query struct {
	Tenant  TenantID
	Command CommandID
	Keys    []Key
	// Recent is set when the ticket as it was a moment ago will do, and nobody
	// needs to know whether the command was done: whatever is decided will be
	// committed, and conflicts if either was not so.
	Recent bool
}

// Loaded is the answer to a Query.
type Loaded struct {
	// Seq is the number of the tenant's last event when the keys were read, or
	// an earlier one.
	Seq int64
	// Done is the event of the command, if it was done before.
	Done *Event
	// Tickets are those that the keys point at: at most eight, the newest
	// first.
	Tickets []Match
}

// A Change is what one command writes.
type Change struct {
	Tenant TenantID
	// Keys are the command's keys; Loaded is the Seq under which they were
	// looked up.
	Keys   []Key
	Loaded int64
	// Active, if set, must be an edition that new tickets are registered under.
	Active EditionID
	// Event is unsealed: without Seq, Prev and Hash. Body is its canonical
	// body.
	Event Event
	Body  []byte
	// Ticket is the ticket after the event; nil for events of the tenant itself.
	Ticket *Ticket
	// Series numbers the ticket if it has no number.
	Series     Series
	Deliveries []Delivery
	// Attachments are the event's attach ops, for lists of files.
	Attachments []Attachment
	// Blocks are the event's block ops: who may not write to the tenant any more.
	// Commit writes them with the event, so that no mail slips in between.
	Blocks []Block
	// Settles is the delivery whose outcome the event is; it leaves the outbox.
	Settles DeliveryID
	// Withdraws are deliveries that are taken back; they leave the outbox.
	Withdraws []DeliveryID
	// Activate makes the edition the active one, and ends the canary. Replaces, if
	// set, is the one that must be active before.
	Activate EditionID
	Replaces EditionID
	// Canary, if set, is the canary from now on; the zero Canary ends it. Tried must
	// be the one before.
	Canary *Canary
	Tried  Canary
	// Notices is how many messages may go out on the event's day; 0 is no bound.
	// A change that exceeds it is a *QuotaError, and nothing is written.
	Notices int64
	// Exceeded names the quota that the event tells to be exceeded, "" if none is.
	Exceeded string
	// Quotas, if set, are the tenant's own from now on. The store keeps them as they
	// are, for whoever configures the engine.
	Quotas string
}

// An Attachment is a file of an event. Its bytes are in the tenant's blob store.
type Attachment struct {
	Blob     string
	Name     string
	Audience Audience
	Info     Fields
}

// A Block says that a sender's messages are kept and not taken in.
type Block struct {
	// Address is a mail address in lower case, or a phone number with its +.
	Address string
	// Ticket is the one by which the sender was blocked, and By the employee.
	Ticket TicketID
	By     string
	At     time.Time
}

// Log reads events.
type Log interface {
	// Events returns up to limit events of the tenant after the one numbered
	// after, in order, with bodies where they are not erased.
	Events(ctx context.Context, tenant TenantID, after int64, limit int) ([]Event, error)
	// Head returns the end of the tenant's log.
	Head(ctx context.Context, tenant TenantID) (Head, error)
}

// A Claim asks for work that is due. What is claimed is not given to anyone
// else until LeaseUntil has passed. LeaseNow and LeaseUntil are on a clock that
// nobody moves by hand.
type Claim struct {
	Now        time.Time
	LeaseNow   time.Time
	LeaseUntil time.Time
	Limit      int
}

// Wakes finds the tickets with a timer that is due. The store keeps one instant
// a ticket, the earliest of its timers; a commit that changes the ticket ends
// the lease.
type Wakes interface {
	ClaimWakes(ctx context.Context, c Claim) ([]Wake, error)
	// NextWake returns the earliest instant at which ClaimWakes may find
	// something, or the zero time.
	NextWake(ctx context.Context) (time.Time, error)
}

// A Wake is a ticket with a timer that is due.
type Wake struct {
	Tenant TenantID
	Ticket TicketID
	Due    time.Time
}

// Outbox holds what must go out to the world, written by Commit.
type Outbox interface {
	// ClaimDeliveries leaves out what follows, on the same ticket, something that
	// waits on purpose: that was never tried and is not due yet.
	ClaimDeliveries(ctx context.Context, c Claim) ([]Delivery, error)
	// ClaimUnsent claims deliveries that wait on purpose: all of them, or none if
	// one is not there, is due, was tried or is claimed.
	ClaimUnsent(ctx context.Context, tenant TenantID, ids []DeliveryID, c Claim) (bool, error)
	// Postpone ends the lease of a delivery that failed; it is due again at the
	// given instant, and its Attempt is one higher.
	Postpone(ctx context.Context, d Delivery, until time.Time) error
	// Settle removes a delivery whose outcome needs no event.
	Settle(ctx context.Context, d Delivery) error
	NextDelivery(ctx context.Context) (time.Time, error)
}

// A Delivery is one message to the world, or one command to another ticket.
type Delivery struct {
	ID     DeliveryID
	Tenant TenantID
	Ticket TicketID
	Number string
	// Seq is the event that wants it, Depth how deep in a chain that was.
	Seq   int64
	Depth int
	// Clause is the clause that demands it.
	Clause ClauseID
	// Sender is the name under which a Sender is registered.
	Sender  string
	Edition EditionID
	Payload Fields
	Created time.Time
	// NotBefore is when it may go out; Attempt counts failed attempts.
	NotBefore time.Time
	Attempt   int

	op int
}

// A TicketList is a question for a page of tickets.
type TicketList struct {
	Tenant TenantID
	// Facets must each have one of the values.
	Facets map[string][]string
	// ByDue sorts by the next due instant, the earliest first, and leaves out
	// tickets without one. Otherwise the newest come first.
	ByDue bool
	// NoDue leaves out what ByDue has.
	NoDue bool
	// After continues behind a page, by its Next.
	After string
	Limit int
}

// A TicketPage is a part of a list. Next is empty at its end.
type TicketPage struct {
	Tickets []Ticket
	Next    string
}

// A Position is a place in the logs of several tickets: behind an event of one of
// them. The zero Position is before all.
type Position struct {
	Ticket TicketID
	Seq    int64
}

// Reader reads tickets for people to look at. Whoever uses it filters by
// audience.
type Reader interface {
	// Tickets returns a page of a list, without counting or skipping rows.
	Tickets(ctx context.Context, l TicketList) (TicketPage, error)
	// Ticket returns a ticket by its number or its id.
	Ticket(ctx context.Context, tenant TenantID, ref string) (Ticket, error)
	// TicketsByID returns the tickets with the ids, in no particular order.
	TicketsByID(ctx context.Context, tenant TenantID, ids []TicketID) ([]Ticket, error)
	// TicketEvents returns up to limit events of one ticket after the one
	// numbered after, in order.
	TicketEvents(ctx context.Context, tenant TenantID, ticket TicketID, after int64, limit int) ([]Event, error)
}

// Backend is everything that a store gives to an engine.
type Backend interface {
	Store
	Log
	Wakes
	Outbox
}
