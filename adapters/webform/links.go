package webform

import (
	"context"
	"strconv"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// Stamp is the moment that the links of a message speak of: the event that
// wanted the message.
func Stamp(d *engine.Delivery) string { return strconv.FormatInt(d.Seq, 10) }

// ActURL is the address of the page on which a customer does an act. base is
// where this program is reached from outside, such as https://help.example.kz.
func ActURL(base string, keys intake.Keyring, tenant engine.TenantID, ticket engine.TicketID, act, stamp string) string {
	return strings.TrimSuffix(base, "/") + actPath(tenant, keys.ActToken(ticket, act, stamp))
}

// Links gives the addresses that the text of a message can name.
func Links(base string, keys intake.Keyring, d *engine.Delivery) rules.Links {
	return func(act string) string { return ActURL(base, keys, d.Tenant, d.Ticket, act, Stamp(d)) }
}

// linkState is what a link is still good for.
type linkState int

const (
	linkStale linkState = iota
	linkOpen
	linkDone // by this very link
)

// history is how many events are read at once.
const history = 200

// state holds a link against what has happened to the ticket since its message.
//
// A link is about the round that its message speaks of. The round is over once
// the ticket enters a status in which the act cannot be done, or enters anew the
// status that it had then: a second notice of fulfilment is about a second
// fulfilment. Reminders, notes and replies leave it open, and so does a status
// such as "reply to review" that the act can be done in too.
func (v *visit) state(ctx context.Context, t *engine.Ticket, act *rules.Act, stamp int64, command engine.CommandID) (linkState, error) {
	then, over := "", false
	for after := int64(0); ; {
		events, err := v.Reader.TicketEvents(ctx, t.Tenant, t.ID, after, history)
		if err != nil {
			return linkStale, err
		}
		for i := range events {
			e := &events[i]
			if after = e.Seq; e.Command == command {
				return linkDone, nil
			}
			status, changed := statusAfter(e)
			switch {
			case e.Seq <= stamp && changed:
				then = status
			case e.Seq > stamp && e.Erased():
				over = true // nobody can tell any more
			case e.Seq > stamp && changed:
				over = over || status == then || !v.possibleIn(act, status)
			}
		}
		if len(events) < history {
			break
		}
	}
	if over || !v.offered(t, act) {
		return linkStale, nil
	}
	return linkOpen, nil
}

// statusAfter is the status that an event has put its ticket into, if it has.
func statusAfter(e *engine.Event) (status string, changed bool) {
	for i := range e.Body.Ops {
		op := &e.Body.Ops[i]
		if op.Kind != engine.OpFacet {
			continue
		}
		values, _ := op.Value.(map[string]any)
		if op.Name == "status" {
			values = map[string]any{"status": op.Value}
		}
		if s, ok := values["status"].(string); ok {
			status, changed = s, true
		}
	}
	return status, changed
}

// possibleIn reports whether the act can be done in a status.
func (v *visit) possibleIn(act *rules.Act, status string) bool {
	s, ok := v.reg.Status(status)
	return ok && act.PossibleIn(s)
}

// offered reports whether the ticket's customer may do the act now.
func (v *visit) offered(t *engine.Ticket, act *rules.Act) bool {
	for _, o := range v.reg.OffersAt(t, customer(t), v.now) {
		if o.Act.ID == act.ID {
			return true
		}
	}
	return false
}

// customer is whose ticket it is.
func customer(t *engine.Ticket) engine.Actor {
	return engine.Actor{Kind: engine.Customer, ID: t.Facets["requester"]}
}
