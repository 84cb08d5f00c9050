package engine

import (
	"crypto/sha256"
	"encoding/base32"
	"fmt"
	"regexp"
	"time"
	"unicode/utf8"
)

// A TenantID names a company that is hosted here: an immutable slug of 2 to 32
// lower-case letters, digits and hyphens.
type TenantID string

// A TicketID is 26 characters that sort by the ticket's creation time.
type TicketID string

// A CommandID is chosen by the door a command came through, from what makes the
// thing unique there: mailbox and Message-ID, bot update id, Idempotency-Key.
type CommandID string

// A PartyID names a person or organisation outside the company without
// revealing who that is: a directory id, or a keyed hash of an address.
type PartyID string

// An EditionID is the digest of one edition of a regulation.
type EditionID string

// A DeliveryID is unique within its tenant and stable across attempts.
type DeliveryID string

// A ClauseID names the clause of a regulation that caused something. Clauses of
// the engine itself start with "engine:".
type ClauseID string

// House clauses: what the engine does by itself.
const (
	// ClauseParked marks a command that the regulation failed to decide.
	ClauseParked ClauseID = "engine:parked"
	// ClauseLoop marks a chain of commands that was cut for being too long.
	ClauseLoop ClauseID = "engine:loop"
	// ClauseQuarantine marks input that could be stored but not read.
	ClauseQuarantine ClauseID = "engine:quarantine"
	// ClauseAutomatic marks a machine's message, which changes no clock.
	ClauseAutomatic ClauseID = "engine:automatic"
	// ClauseThread marks a message that was joined to its ticket by evidence
	// which no clause speaks of, such as a reply address.
	ClauseThread ClauseID = "engine:thread"
	// ClauseStaff marks what an employee did with a built-in act.
	ClauseStaff ClauseID = "engine:staff"
	// ClauseChildren keeps a ticket open while children of it are.
	ClauseChildren ClauseID = "engine:children"
	// ClauseSplit marks a message that an employee has separated from its ticket.
	ClauseSplit ClauseID = "engine:split"
	// ClauseOverride marks what an employee put right by hand, with a reason.
	ClauseOverride ClauseID = "engine:override"
	// ClauseWithdrawn marks what was taken back before it went out.
	ClauseWithdrawn ClauseID = "engine:withdrawn"
	// ClauseBlocked marks what an employee has called spam, and what is kept from its
	// sender since.
	ClauseBlocked ClauseID = "engine:blocked"
	// ClauseDelivery marks what became of a message to the world.
	ClauseDelivery ClauseID = "engine:delivery"
	// ClauseAssignment marks an assignee that the company's rules of assignment have
	// chosen.
	ClauseAssignment ClauseID = "engine:assignment"
	// ClauseNotice marks what tells an employee that something is theirs.
	ClauseNotice ClauseID = "engine:notice"
)

var tenantPattern = regexp.MustCompile(`^[a-z0-9-]{2,32}$`)

// Valid reports whether t has the shape of a tenant id.
func (t TenantID) Valid() bool { return tenantPattern.MatchString(string(t)) }

const maxCommandID = 256

// Valid reports whether c can name a command: 1 to 256 bytes of UTF-8.
func (c CommandID) Valid() bool {
	return c != "" && len(c) <= maxCommandID && utf8.ValidString(string(c))
}

// crockford leaves out the letters that are mistaken for digits.
var crockford = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// NewTicketID derives the id of the ticket that a command opens. It depends on
// the command and the instant alone, so that a retry gives the same id.
func NewTicketID(tenant TenantID, command CommandID, at time.Time) TicketID {
	sum := sha256.Sum256([]byte(string(tenant) + "\x00" + string(command)))
	ms := uint64(at.UnixMilli())
	raw := [16]byte{byte(ms >> 40), byte(ms >> 32), byte(ms >> 24), byte(ms >> 16), byte(ms >> 8), byte(ms)}
	copy(raw[6:], sum[:])
	return TicketID(crockford.EncodeToString(raw[:]))
}

func deliveryID(seq int64, op int) DeliveryID { return DeliveryID(fmt.Sprintf("%d.%d", seq, op)) }
