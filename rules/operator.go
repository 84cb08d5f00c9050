package rules

import (
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
)

// StaffChannels are the channels by which an employee takes requests down for
// somebody else: those that staff alone may use, and calls and letters.
func (reg *Regulation) StaffChannels() []*Channel {
	var out []*Channel
	for i := range reg.Channels {
		ch := &reg.Channels[i]
		if ch.Mode == ModeIntake && (ch.Staff || slices.Contains(takenDown, ch.Kind)) {
			out = append(out, ch)
		}
	}
	return out
}

// takenDown are the kinds of channels that reach no program.
var takenDown = []string{"call", "letter"}

// LevelOf is the service level of whom the facts are about, as far as it does not
// depend on what is asked for; "" is none.
func (reg *Regulation) LevelOf(facts engine.Fields) string {
	r := reg.newRun(&engine.Case{Ticket: &engine.Ticket{}, Facts: facts, Event: engine.Fact{Kind: KindMessage,
		Actor: engine.Actor{Kind: engine.Customer}, Data: engine.Fields{}}})
	r.level()
	return r.facet("level")
}

// Refuses reports whether an act ends a ticket without its being solved: it leads
// to a status of the family "stop".
func (reg *Regulation) Refuses(a *Act) bool {
	to, ok := reg.Status(a.To)
	return ok && to.Family == FamilyStop
}

// Refusals are the acts by which the actor may refuse a ticket as it stands.
func (reg *Regulation) Refusals(t *engine.Ticket, actor engine.Actor, now time.Time) []Offer {
	return slices.DeleteFunc(reg.OffersAt(t, actor, now), func(o Offer) bool { return !reg.Refuses(o.Act) })
}

// Act returns an act of the catalogue, or a built-in one; nil if there is none.
func (reg *Regulation) Act(id string) *Act { return reg.find(id) }

// CheckAct says what would turn an act down, without doing it and without any
// hook: that it is not the actor's, not possible as the ticket stands, or that its
// inputs are wrong. The case is that of the act.
func (reg *Regulation) CheckAct(a *Act, c *engine.Case) error {
	r := reg.newRun(c)
	if err := a.permits(r); err != nil {
		return err
	}
	_, r.problems = r.inputs(a)
	return r.turnDown()
}
