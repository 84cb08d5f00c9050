package replay

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
)

// Kinds of differences.
const (
	Routed  = "routed"  // a message would have gone to another ticket
	Refused = "refused" // it would have been turned down
	Failed  = "failed"  // the candidate cannot decide
	Changed = "changed" // something else would have followed
)

// A Difference is an event that the candidate would have decided otherwise.
type Difference struct {
	Kind   string
	Ticket engine.TicketID
	Number string
	Seq    int64
	At     time.Time
	Event  string // the event's kind
	// Was are the ops that would be gone, Would those that would be new.
	Was, Would []engine.Op
	// Clauses are those whose ops differ.
	Clauses []engine.ClauseID
	// Detail says more of an event that was not decided.
	Detail string
}

// Tally is what differs under each clause.
type Tally map[engine.ClauseID]*ByClause

// ByClause is what differs under one clause.
type ByClause struct {
	Differences int `json:"differences"`
	// Numbers are the first tickets concerned, maxNumbers at most.
	Numbers []string `json:"numbers"`
}

const maxNumbers = 10

// Add counts a difference.
func (t Tally) Add(d *Difference) {
	for _, clause := range d.Clauses {
		by := t[clause]
		if by == nil {
			by = &ByClause{}
			t[clause] = by
		}
		by.Differences++
		if len(by.Numbers) < maxNumbers && !slices.Contains(by.Numbers, d.Number) {
			by.Numbers = append(by.Numbers, d.Number)
		}
	}
}

// Why an event has no decision that could be compared with another one.
const (
	Erased  = "erased"  // its body is gone
	Parked  = "parked"  // the regulation has failed
	Retried = "retried" // it was decided at another time than it happened
)

// Undecided says why an event of a ticket has no decision to compare; "" if it has.
func Undecided(e *engine.Event) string {
	switch {
	case e.Erased():
		return Erased
	case e.Kind == engine.KindRetried:
		return Retried
	case e.Body.Fault != "":
		return Parked
	}
	return ""
}

// Decide decides an event anew under a candidate: on its ticket before it, and with
// the tickets that its evidence pointed at as they were then. It returns what differs,
// nil if nothing does, and what the candidate's code has cost. An error means that
// nothing is known.
func Decide(ctx context.Context, candidate engine.Regulation, e *engine.Event, before engine.Ticket, related []engine.Ticket) (*Difference, int64, error) {
	d := &Difference{Ticket: e.Ticket, Number: before.Number, Seq: e.Seq, At: e.At, Event: e.Kind}
	was := e.Body.Ops
	if len(was) > 0 && was[0].Kind == engine.OpEdition {
		was = was[1:] // the engine's own, where the edition has taken the ticket over
	}
	decision, err := ask(ctx, candidate, e, before, related, d)
	switch {
	case ctx.Err() != nil:
		return nil, decision.Cost, ctx.Err()
	case err != nil && engine.TurnedDown(err):
		d.Kind, d.Detail, d.Was = Refused, err.Error(), was
		var refusal *engine.Error
		if errors.As(err, &refusal) && refusal.Clause != "" {
			d.Clauses = append(d.Clauses, refusal.Clause)
		}
	case err != nil:
		d.Kind, d.Detail = Failed, err.Error()
	case d.Kind == Routed:
		d.Was = was
	default:
		if d.Was, d.Would, err = compare(was, decision.Ops); err != nil || len(d.Was)+len(d.Would) == 0 {
			return nil, decision.Cost, err
		}
		d.Kind = Changed
	}
	for _, op := range slices.Concat(d.Was, d.Would) {
		if !slices.Contains(d.Clauses, op.Clause) {
			d.Clauses = append(d.Clauses, op.Clause)
		}
	}
	slices.Sort(d.Clauses)
	return d, decision.Cost, nil
}

// ask asks the candidate as the engine did. It marks d if the message would have
// gone elsewhere.
func ask(ctx context.Context, candidate engine.Regulation, e *engine.Event, before engine.Ticket, related []engine.Ticket, d *Difference) (decision engine.Decision, err error) {
	c := engine.Rebuild(e, before, related)
	if engine.WasRouted(e) {
		asked := c
		asked.Ticket = nil
		routing, err := candidate.Route(ctx, &asked)
		if err != nil {
			return decision, err
		}
		if (routing.Ticket == "") != (e.Version == 1) || routing.Ticket != "" && routing.Ticket != e.Ticket {
			d.Kind, d.Detail = Routed, "it would open a ticket"
			if routing.Ticket != "" {
				d.Detail = fmt.Sprintf("it would join ticket %s", routing.Ticket)
			}
			return decision, nil
		}
		c.Routing = routing
	}
	decision, err = candidate.Decide(ctx, &c)
	if err != nil && engine.TurnedDown(err) && engine.Happened(e.Kind) {
		decision.Ops = []engine.Op{engine.RefusalNote(err)}
		return decision, nil
	}
	return decision, err
}
