package engine

// Rebuild returns the case that the regulation saw when it decided about an
// event, made of the record alone: the event, its ticket before it (the zero
// Ticket if the event opened it) and, for a message that had evidence, the tickets
// that the evidence pointed at as they were then. The case is ready for Decide;
// for Route, which was asked where WasRouted says so, take the ticket out of it.
//
// The event must have its body, and must not be a retry of a parked one, whose
// case is the parked event's.
func Rebuild(e *Event, before Ticket, related []Ticket) Case {
	c := Case{Tenant: e.Tenant, Now: e.At, Facts: e.Body.Facts,
		Event: Fact{ID: e.Command, Kind: e.Kind, At: e.At, Actor: e.Actor, Channel: e.Channel, Data: e.Body.Data}}
	if c.Event.Data == nil {
		c.Event.Data = Fields{}
	}
	if before.Version == 0 {
		before.Tenant, before.ID = e.Tenant, e.Ticket
	}
	c.Ticket = &before
	for _, evidence := range e.Body.Thread {
		for i := range related {
			if related[i].ID == evidence.Ticket {
				c.Related = append(c.Related, Match{Ticket: related[i], By: evidence.By})
			}
		}
	}
	return c
}

// WasRouted reports whether the regulation was asked where the event belongs.
// Events about a ticket that the command itself named were not, nor those that
// tell of the ticket's own timers and messages.
func WasRouted(e *Event) bool { return e.Version == 1 || len(e.Body.Thread) > 0 }
