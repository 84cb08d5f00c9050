package engine

import (
	"maps"
	"slices"
	"time"
)

// A Ticket is the fold of its events: never written by hand, always by [Apply].
type Ticket struct {
	Tenant TenantID
	ID     TicketID
	// Number is what people call the ticket, such as SUPPORT-10110. It is bound
	// when the first decided event is sealed.
	Number string
	// Version counts the ticket's events; Seq is the number of the last one.
	Version int64
	Seq     int64
	// Edition is the edition of the regulation that the ticket is kept under.
	Edition EditionID
	Created time.Time
	Updated time.Time
	// NextDue is the instant that the regulation wants lists sorted by.
	NextDue time.Time
	// Facets are the names and values that lists, counts and boards use.
	Facets map[string]string

	Fields   Fields
	Timers   map[string]Timer
	People   []Person
	Links    []Link
	Audience Audience
	// Parked are the numbers of events that still wait for a decision.
	Parked []int64
}

// A Timer is a named instant at which the ticket wants to be decided again.
type Timer struct {
	Due time.Time
	// Generation is the ticket version that set the timer; a firing of an older
	// generation does nothing.
	Generation int64
	// Patient timers wait after an outage until the channels have caught up.
	Patient bool
	// Origin is how the regulation came to the instant.
	Origin Fields
}

// A Person takes part in a ticket in some role.
type Person struct {
	Role  string  `json:"role"`
	Party PartyID `json:"party"`
}

// A Link points from a ticket to another one of the same tenant.
type Link struct {
	Relation string   `json:"relation"`
	Ticket   TicketID `json:"ticket"`
}

// Wake is the earliest instant at which a timer of the ticket is due, or the
// zero time.
func (t *Ticket) Wake() time.Time {
	var wake time.Time
	for _, timer := range t.Timers {
		if wake.IsZero() || timer.Due.Before(wake) {
			wake = timer.Due
		}
	}
	return wake
}

// undecided reports whether no event of the ticket was decided yet: nothing but
// the mark of that stands in it.
func (t *Ticket) undecided() bool {
	return t.Number == "" && len(t.Parked) > 0 && len(t.Fields) == 0 && len(t.Facets) <= 1
}

// Takes reports whether the party takes part in the ticket, in any role.
func (t *Ticket) Takes(party PartyID) bool {
	return slices.ContainsFunc(t.People, func(p Person) bool { return p.Party == party })
}

// Apply returns the ticket after the event. It is pure: t is not changed, and
// the same ticket and event always give the same result. The first event of a
// ticket is applied to the zero Ticket.
func Apply(t Ticket, e *Event) Ticket {
	if t.Version == 0 {
		t.Tenant, t.ID, t.Created = e.Tenant, e.Ticket, e.At
		t.Edition, t.Audience = e.Edition, e.Audience.Within(ForCustomer)
	}
	if t.Edition == "" { // the first event may have been parked without one
		t.Edition = e.Edition
	}
	t.Version, t.Seq, t.Updated = e.Version, e.Seq, e.At
	if e.Number != "" {
		t.Number = e.Number
	}
	t.Fields, t.Facets = t.Fields.clone(), cloneFacets(t.Facets)
	t.Timers = maps.Clone(t.Timers)
	t.applyKind(e)
	for i := range e.Body.Ops {
		t.applyOp(e, &e.Body.Ops[i])
	}
	return t
}

func cloneFacets(m map[string]string) map[string]string {
	if m == nil {
		return map[string]string{}
	}
	return maps.Clone(m)
}

// applyKind does what an event of the engine's own kinds does by happening.
func (t *Ticket) applyKind(e *Event) {
	switch {
	case e.Kind == KindRetried && e.Body.Fault == "":
		of := e.Body.Data.Int("of")
		t.Parked = slices.DeleteFunc(slices.Clone(t.Parked), func(seq int64) bool { return seq == of })
	case e.Kind == KindRetried:
	case e.Body.Fault != "":
		t.Parked = append(slices.Clone(t.Parked), e.Seq)
	}
	if e.Kind == KindTimer {
		delete(t.Timers, e.Body.Data.String("timer"))
	}
}

func (t *Ticket) applyOp(e *Event, op *Op) {
	switch op.Kind {
	case OpSet:
		each(op, t.setField)
	case OpFacet:
		each(op, t.setFacet)
	case OpTimer:
		if t.Timers == nil {
			t.Timers = map[string]Timer{}
		}
		origin, _ := op.Value.(map[string]any)
		t.Timers[op.Name] = Timer{Due: op.At, Generation: e.Version, Patient: op.Patient, Origin: origin}
	case OpClear:
		delete(t.Timers, op.Name)
	case OpDue:
		t.NextDue = op.At
	case OpPerson:
		party, _ := op.Value.(string)
		p := Person{Role: op.Name, Party: PartyID(party)}
		if !slices.Contains(t.People, p) {
			t.People = append(slices.Clone(t.People), p)
		}
	case OpLeave:
		party, _ := op.Value.(string)
		gone := Person{Role: op.Name, Party: PartyID(party)}
		t.People = slices.DeleteFunc(slices.Clone(t.People), func(p Person) bool { return p == gone })
	case OpLink:
		other, _ := op.Value.(string)
		l := Link{Relation: op.Name, Ticket: TicketID(other)}
		if !slices.Contains(t.Links, l) {
			t.Links = append(slices.Clone(t.Links), l)
		}
	case OpUnlink:
		other, _ := op.Value.(string)
		gone := Link{Relation: op.Name, Ticket: TicketID(other)}
		t.Links = slices.DeleteFunc(slices.Clone(t.Links), func(l Link) bool { return l == gone })
	case OpAudience:
		s, _ := op.Value.(string)
		t.Audience = Audience(s)
	case OpEdition:
		s, _ := op.Value.(string)
		t.Edition = EditionID(s)
	}
}

// each calls f for what the op names: one thing, or all of a map.
func each(op *Op, f func(name string, value any)) {
	if op.Name != "" {
		f(op.Name, op.Value)
		return
	}
	values, _ := op.Value.(map[string]any)
	for name, value := range values {
		f(name, value)
	}
}

// setField sets a field; absent, the empty text and false clear it.
func (t *Ticket) setField(name string, value any) {
	if value == nil || value == "" || value == false {
		delete(t.Fields, name)
		return
	}
	t.Fields[name] = value
}

func (t *Ticket) setFacet(name string, value any) {
	if s, _ := value.(string); s != "" {
		t.Facets[name] = s
		return
	}
	delete(t.Facets, name)
}
