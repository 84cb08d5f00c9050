package rules

import (
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

// An Offer is an act that an actor may do with a ticket now, and what it
// demands.
type Offer struct {
	Act    *Act
	Clause engine.ClauseID
	// Suggested is set when the regulation proposes the act; Inputs are then
	// proposed values.
	Suggested bool
	Why       engine.ClauseID
	Inputs    engine.Fields
}

// Offers lists what the actor may do with the ticket, in the order of the
// catalogue, built-in acts last. It is the same check that the act itself is
// held against, at the instant of the ticket's last event.
func (reg *Regulation) Offers(t *engine.Ticket, actor engine.Actor) []Offer {
	return reg.OffersAt(t, actor, t.Updated)
}

// OffersAt is Offers at a later instant: some acts are possible for a time only.
func (reg *Regulation) OffersAt(t *engine.Ticket, actor engine.Actor, now time.Time) []Offer {
	r := reg.offering(t, actor, now)
	var offers []Offer
	add := func(a *Act) {
		if a.permits(r) != nil {
			return
		}
		if a.ID == ActOverride {
			a = r.overrideNow(a)
		}
		o := Offer{Act: a, Clause: a.Clause}
		if suggested := t.Fields.Map(suggestField(a.ID)); suggested != nil {
			o.Suggested, o.Why, o.Inputs = true, engine.ClauseID(suggested.String("clause")), suggested.Map("inputs")
		}
		offers = append(offers, o)
	}
	for i := range reg.Acts {
		if !slices.Contains(builtinActs, reg.Acts[i].ID) {
			add(&reg.Acts[i])
		}
	}
	for _, id := range builtinActs {
		add(reg.find(id))
	}
	return offers
}

// offering is a run in which nothing happens, to ask what the actor may do.
func (reg *Regulation) offering(t *engine.Ticket, actor engine.Actor, now time.Time) *run {
	return reg.newRun(&engine.Case{Tenant: t.Tenant, Now: now, Ticket: t,
		Event: engine.Fact{Kind: KindAct, At: now, Actor: actor, Data: engine.Fields{}}})
}

// Options lists what can be chosen for an input, with labels in the language.
func (reg *Regulation) Options(f *Field, lang string) []ShownOption {
	var out []ShownOption
	switch {
	case f.Kind == KindReason:
		for _, r := range reg.reasonsOf(f.Group) {
			out = append(out, ShownOption{ID: r.ID, Label: r.Label.In(lang, reg.Lang), Clause: r.Clause})
		}
	case f.ID == "type":
		for i := range reg.Types {
			t := &reg.Types[i]
			out = append(out, ShownOption{ID: t.ID, Label: t.Label.In(lang, reg.Lang), Hint: t.Hint.In(lang, reg.Lang), Clause: t.Clause})
		}
	default:
		for _, o := range f.Options {
			out = append(out, ShownOption{ID: o.ID, Label: o.Label.In(lang, reg.Lang), Clause: o.Clause})
		}
	}
	return out
}

// A ShownOption is a value to choose, in one language.
type ShownOption struct {
	ID     string          `json:"id"`
	Label  string          `json:"label"`
	Hint   string          `json:"hint,omitempty"`
	Clause engine.ClauseID `json:"clause,omitempty"`
}

// Word returns a text of the catalogue that is shown rather than sent, such as
// the name of a button, or the fallback where the regulation has none.
func (reg *Regulation) Word(key, lang, fallback string) string {
	if t, ok := reg.Texts[key]; ok {
		return t.Body.In(lang, reg.Lang)
	}
	return fallback
}

// Channel returns the intake channel of a kind.
func (reg *Regulation) Channel(kind string) (*Channel, bool) {
	for i := range reg.Channels {
		if reg.Channels[i].Kind == kind && reg.Channels[i].Mode == ModeIntake {
			return &reg.Channels[i], true
		}
	}
	return nil, false
}

// Addresses are the mail addresses that the regulation takes mail for.
func (reg *Regulation) Addresses() []string {
	var out []string
	for i := range reg.Channels {
		if ch := &reg.Channels[i]; ch.Kind == senderMail && ch.Mode == ModeIntake {
			for _, a := range ch.Addresses {
				out = append(out, strings.ToLower(a))
			}
		}
	}
	return out
}

// Status returns a status by its id.
func (reg *Regulation) Status(id string) (*Status, bool) {
	s, ok := reg.statuses[id]
	return s, ok
}

// PlainFields are the fields of a ticket without the interpreter's own state,
// and the acts that it suggests.
func PlainFields(t *engine.Ticket) (fields map[string]any, suggested []string) {
	fields = map[string]any{}
	for _, name := range sortedKeys(t.Fields) {
		if act, ok := strings.CutPrefix(name, "suggest."); ok {
			suggested = append(suggested, act)
			continue
		}
		if !strings.Contains(name, ".") && name != "last_message_id" {
			fields[name] = t.Fields[name]
		}
	}
	return fields, suggested
}

// Answers reports whether an act answers the customer.
func (reg *Regulation) Answers(act string) bool {
	a := reg.find(act)
	return a != nil && a.Public
}

// TicketInputs names the inputs of an act that are tickets.
func (reg *Regulation) TicketInputs(act string) (ids []string) {
	if a := reg.find(act); a != nil {
		for i := range a.Inputs {
			if a.Inputs[i].Kind == KindTicket {
				ids = append(ids, a.Inputs[i].ID)
			}
		}
	}
	return ids
}
