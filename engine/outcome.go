package engine

import (
	"cmp"
	"time"
)

// An Outcome is what came of a command, for those who count.
type Outcome struct {
	Tenant TenantID
	// Ticket and Number name the ticket; both are empty where a command was turned
	// down that would have opened one.
	Ticket  TicketID
	Number  string
	Edition EditionID
	Kind    string
	Channel string
	// At is when the event happened.
	At time.Time
	// Opened is set for the first event of a ticket.
	Opened bool
	// Took is how long the regulation took, Cost what its code has cost, and Share
	// how much of a whole budget that was.
	Took  time.Duration
	Cost  int64
	Share float64
	// Late is how long after it was due a timer fired.
	Late time.Duration
	// Sends counts the messages that go out.
	Sends int
	// Fault is why the command was parked; nil if it was decided.
	Fault error
	// Exceeded names the quota that was exceeded; "" if none was.
	Exceeded string
	// Refused is why the regulation turned the command down. Nothing was committed
	// then, and what the rules did is not known.
	Refused error
}

func (e *Engine) outcome(w *work, c *Change) Outcome {
	o := Outcome{
		Tenant: c.Tenant, Ticket: c.Event.Ticket, Number: c.Ticket.Number, Edition: c.Event.Edition, Kind: c.Event.Kind,
		Channel: c.Event.Channel, At: c.Event.At, Opened: c.Event.Version == 1, Took: w.took, Cost: w.decision.Cost, Share: w.share,
		Sends: c.sends(), Fault: w.fault, Exceeded: c.Exceeded,
	}
	if due := w.ticket.Timers[w.cmd.timer.name].Due; !due.IsZero() {
		o.Late = max(e.cfg.Clock.Now().Sub(due), 0)
	}
	return o
}

// turnedDown tells whoever counts of a command that was not taken.
func (e *Engine) turnedDown(cmd *Command, err error) {
	if e.cfg.Observe != nil && TurnedDown(err) {
		e.cfg.Observe(Outcome{Tenant: cmd.Tenant, Ticket: cmd.Ticket, Kind: cmd.Kind, Channel: cmd.Channel, At: cmd.At, Refused: err})
	}
}

// exceeded names the quota that the command exceeded.
func (w *work) exceeded() string { return cmp.Or(Exceeded(w.fault), Exceeded(w.cmd.failure)) }

// sends counts the messages to the world.
func (c *Change) sends() int {
	n := 0
	for i := range c.Deliveries {
		if c.Deliveries[i].Sender != senderSelf {
			n++
		}
	}
	return n
}
