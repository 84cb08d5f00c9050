package engine

import (
	"context"
	"time"
)

// A Regulation decides what a command means. Both methods are pure: the same
// case gives the same answer, without a clock, randomness or I/O. They are
// called outside of transactions, and again when a commit lost a race.
type Regulation interface {
	// Route says which of the tickets in c.Related the command belongs to, or
	// that it opens a new one. c.Ticket is nil.
	Route(ctx context.Context, c *Case) (Routing, error)
	// Decide says what follows for c.Ticket. An *Error of kind Invalid or
	// Refused turns the command down: nothing is recorded and the door tells the
	// actor why. Any other error parks the command.
	Decide(ctx context.Context, c *Case) (Decision, error)
}

// A Case is all that a regulation may look at.
type Case struct {
	Tenant TenantID
	// Now is the instant of the decision. It equals Event.At but for decisions
	// that are tried again later.
	Now   time.Time
	Event Fact
	// Ticket is the ticket before the event; its Version is 0 and its ID set if
	// the command opens it.
	Ticket *Ticket
	// Facts are what is known about the command's address.
	Facts Fields
	// Related are the tickets that the command's keys point at.
	Related []Match
	Routing Routing
}

// A Fact is the command as the regulation sees it.
type Fact struct {
	ID      CommandID
	Kind    string
	At      time.Time
	Actor   Actor
	Channel string
	Data    Fields
}

// A Match is a ticket that keys of the command point at, and the kinds of those
// keys.
type Match struct {
	Ticket Ticket
	By     []string
}

// A Routing is where a command belongs.
type Routing struct {
	// Ticket is empty for a new ticket.
	Ticket TicketID
	// Grounds are handed to Decide as they are, so that it can name the clause.
	Grounds Fields
}

// A Decision is what follows from a command.
type Decision struct {
	Ops []Op
	// Audience is who may see the event, where the regulation says so; "" leaves
	// it to the door that the command came by.
	Audience Audience
	// Series numbers the ticket if it has no number yet.
	Series Series
	// Uses are the digests of what the decision rests on beside the edition.
	Uses map[string]string
	// Cost is what the regulation's code has cost. It counts for a decision that
	// has failed too.
	Cost int64
}

// An Adopter is a regulation with a transitional clause, which says what becomes
// of tickets that were registered under another edition.
type Adopter interface {
	// Adopts names the clause by which the regulation takes the ticket over, if it
	// does and can.
	Adopts(t *Ticket) (ClauseID, bool)
}

// Regulations holds the editions that this process can run.
type Regulations interface {
	// Choose names the edition that is to decide about a command: for a new ticket
	// (pinned is "") the active one or, for its share of the commands, the canary;
	// for a ticket that is kept under an edition, this one, or the active one if it
	// adopts such tickets. It answers as far as this process has heard; a commit
	// finds out if it has heard too late. A tenant without any edition is an
	// *Error of kind NotFound.
	Choose(ctx context.Context, tenant TenantID, command CommandID, pinned EditionID) (EditionID, error)
	// Regulation returns an edition of the tenant's regulation, loading it if need
	// be.
	Regulation(ctx context.Context, tenant TenantID, edition EditionID) (Regulation, error)
	// Stale is told that a commit found another edition active.
	Stale(tenant TenantID)
}

// FactFinder tells what the tenant's directory knows about an address.
type FactFinder interface {
	Facts(ctx context.Context, tenant TenantID, address string, data Fields) (Fields, error)
}
