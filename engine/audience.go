package engine

import (
	"slices"
	"strings"
)

// ActorKind is the side of the desk that an actor stands on.
type ActorKind string

// The kinds of actors.
const (
	Customer ActorKind = "customer"
	Staff    ActorKind = "staff"
	Partner  ActorKind = "partner"
	// System is the engine itself: timers, deliveries, emitted commands.
	System ActorKind = "system"
)

// An Actor is who does something or looks at something. Names are no part of
// it: they are personal data and belong to erasable bodies.
type Actor struct {
	Kind  ActorKind `json:"kind"`
	ID    string    `json:"id,omitempty"`
	Roles []string  `json:"roles,omitempty"`
}

// Has reports whether a acts in the role.
func (a Actor) Has(role string) bool { return slices.Contains(a.Roles, role) }

// An Audience says who may see an op, an event, an attachment or a ticket:
// "customer" (everyone on the ticket), "staff", "partner:<id>" (that partner and
// staff), "role:<role>" (employees in that role alone) or "role:<role>!<id>"
// (but for the one with that id). The empty audience is
// the one of what contains it; on a ticket it is "customer".
type Audience string

// The audiences that need no argument.
const (
	ForCustomer Audience = "customer"
	ForStaff    Audience = "staff"
)

// ForRole is the audience of the employees in one role.
func ForRole(role string) Audience { return Audience("role:" + role) }

// ForRoleBut is ForRole without the employee with an id.
func ForRoleBut(role, id string) Audience { return Audience("role:" + role + "!" + id) }

// ForPartner is the audience of one partner, and of staff.
func ForPartner(id string) Audience { return Audience("partner:" + id) }

// Visible reports whether the actor may see what has the audience. Every
// reader filters by it. An audience it does not know is seen by nobody but the
// system.
func Visible(actor Actor, audience Audience) bool {
	if actor.Kind == System {
		return true
	}
	if role, ok := strings.CutPrefix(string(audience), "role:"); ok {
		role, except, _ := strings.Cut(role, "!")
		return actor.Kind == Staff && actor.Has(role) && (except == "" || actor.ID != except)
	}
	if id, ok := strings.CutPrefix(string(audience), "partner:"); ok {
		return actor.Kind == Staff || actor.Kind == Partner && actor.ID == id
	}
	switch audience {
	case ForStaff:
		return actor.Kind == Staff
	case ForCustomer, "":
		return actor.Kind == Staff || actor.Kind == Customer
	}
	return false
}

// Within returns the audience of a part: its own, or the whole's where it has
// none.
func (a Audience) Within(whole Audience) Audience {
	if a == "" {
		return whole
	}
	return a
}
