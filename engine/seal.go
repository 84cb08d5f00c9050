package engine

import (
	"errors"
	"fmt"
	"hash/fnv"
	"strconv"
	"strings"
)

// A Head is the end of a tenant's log. A store locks it while it commits.
type Head struct {
	Tenant TenantID
	Seq    int64
	Hash   Hash
	// Next holds the next number of each series of ticket numbers.
	Next map[string]int64
	// Active is the edition that new tickets are registered under, but for the
	// share that goes to the canary.
	Active EditionID
	Canary Canary
	// Notices are the messages of the day, Breaches the quotas that were exceeded.
	Notices  Notices
	Breaches Breaches
}

// A Canary is an edition that is tried on a share of the new tickets.
type Canary struct {
	Edition EditionID `json:"edition"`
	// Share is how many of a hundred.
	Share int `json:"share"`
}

// Takes reports whether the canary takes a command that opens a ticket. It is
// the same however often the command is tried.
func (c Canary) Takes(command CommandID) bool {
	if c.Edition == "" {
		return false
	}
	lot := fnv.New32a()
	_, _ = lot.Write([]byte(command))
	return int(lot.Sum32()%100) < c.Share
}

// Holds reports whether what the change says of the editions is so.
func (h *Head) Holds(c *Change) bool {
	return (c.Active == "" || h.Registers(c.Active)) && (c.Replaces == "" || c.Replaces == h.Active) &&
		(c.Canary == nil || c.Tried == h.Canary)
}

// Registers reports whether new tickets are registered under the edition.
func (h *Head) Registers(edition EditionID) bool {
	return edition == h.Active || edition != "" && edition == h.Canary.Edition
}

// A Series says how tickets are numbered: Prefix and a running number, padded
// to Width with zeros. The first ticket gets First.
type Series struct {
	Name   string
	Prefix string
	First  int64
	Width  int
}

func (s Series) format(n int64) string {
	digits := strconv.FormatInt(n, 10)
	if pad := s.Width - len(digits); pad > 0 {
		digits = strings.Repeat("0", pad) + digits
	}
	return s.Prefix + digits
}

// Seal binds a change to the end of the log: it gives the event its number and
// hash, a new ticket its number, and the deliveries their ids, and moves the
// head on. It is pure and the same for all stores. On an error the head is as it
// was.
func Seal(head *Head, c *Change) error {
	notices, err := head.Notices.add(c.Event.At, c.sends(), c.Notices)
	if err != nil {
		return err
	}
	e := &c.Event
	if e.Number != "" { // sealed before, in a transaction that failed
		e.Number, c.Ticket.Number = "", ""
	}
	e.Seq, e.Prev = head.Seq+1, head.Hash
	next := head.Next[c.Series.Name]
	if c.Ticket != nil {
		if c.Ticket.Number == "" && c.Series.Name != "" {
			next = max(next, c.Series.First)
			e.Number = c.Series.format(next)
			c.Ticket.Number = e.Number
			next++
		}
		c.Ticket.Seq = e.Seq
		if e.Body.Fault != "" && e.Kind != KindRetried {
			c.Ticket.Parked[len(c.Ticket.Parked)-1] = e.Seq
		}
	}
	hash, err := headerHash(e)
	if err != nil {
		return fmt.Errorf("seal event %d of %s: %w", e.Seq, e.Tenant, err)
	}
	e.Hash = hash
	for i := range c.Deliveries {
		d := &c.Deliveries[i]
		d.Seq, d.ID = e.Seq, deliveryID(e.Seq, d.op)
		if c.Ticket != nil {
			d.Number = c.Ticket.Number
		}
	}
	head.Seq, head.Hash = e.Seq, e.Hash
	if e.Number != "" {
		if head.Next == nil {
			head.Next = map[string]int64{}
		}
		head.Next[c.Series.Name] = next
	}
	head.Notices = notices
	if c.Exceeded != "" {
		head.Breaches = head.Breaches.add(c.Exceeded, c.ticketName(), e.At)
	}
	if c.Activate != "" {
		head.Active, head.Canary = c.Activate, Canary{}
	}
	if c.Canary != nil {
		head.Canary = *c.Canary
	}
	return nil
}

// ticketName is what people call the event's ticket.
func (c *Change) ticketName() string {
	if c.Ticket != nil && c.Ticket.Number != "" {
		return c.Ticket.Number
	}
	return string(c.Event.Ticket)
}

// A BrokenChainError says where a tenant's log was found to be altered.
type BrokenChainError struct {
	Tenant TenantID
	Seq    int64
	Reason string
}

func (e *BrokenChainError) Error() string {
	return fmt.Sprintf("log of %s is broken at event %d: %s", e.Tenant, e.Seq, e.Reason)
}

// VerifyNext checks that e follows prev in the tenant's log and that its header
// and body are those that were sealed. body is the stored body, nil where it
// was erased. prev is the zero Event before the first.
func VerifyNext(prev *Event, e *Event, body []byte) error {
	broken := func(reason string) error {
		return &BrokenChainError{Tenant: e.Tenant, Seq: e.Seq, Reason: reason}
	}
	if e.Seq != prev.Seq+1 {
		return broken(fmt.Sprintf("it follows event %d", prev.Seq))
	}
	if e.Prev != prev.Hash {
		return broken("it does not carry the hash of the event before it")
	}
	hash, err := headerHash(e)
	if err != nil {
		return errors.Join(broken("its header cannot be encoded"), err)
	}
	if hash != e.Hash {
		return broken("its header was altered")
	}
	if body != nil && bodyMAC(e.Salt, body) != e.BodyMAC {
		return broken("its body was altered")
	}
	return nil
}
