package rules

import (
	"context"
	"slices"
	"unicode/utf8"

	"github.com/reglament/reglament/engine"
)

// Kinds of thread evidence, the strongest first.
const (
	ByReply     = "reply"     // the signed reply address of the ticket
	ByOwn       = "own"       // our own message id is answered
	ByForeign   = "foreign"   // a message id that was seen on the ticket is answered
	ByReference = "reference" // the ticket's own pseudo-reference
	ByNumber    = "number"
	BySubject   = "subject"        // same subject, same sender
	ByDomain    = "subject_domain" // same subject, sender of the same mail domain
	ByCopy      = "copy"           // the same mail, come by another of our addresses
)

// houseThreads are where messages belong if the regulation does not say: a
// reply joins its ticket, a participant may name the number, and what answers a
// ticket that has ended opens a new one that follows it.
var houseThreads = []Thread{
	{Origin: Origin{Clause: engine.ClauseThread}, By: []string{ByCopy}, Then: "join"},
	{Origin: Origin{Clause: engine.ClauseThread}, By: []string{ByReply, ByOwn, ByForeign, ByReference}, To: []string{"open"}, Then: "join"},
	{Origin: Origin{Clause: engine.ClauseThread}, By: []string{ByNumber}, Participant: true, To: []string{"open"}, Then: "join"},
	{Origin: Origin{Clause: engine.ClauseThread}, By: []string{ByReply, ByOwn, ByForeign, ByReference}, To: []string{"ended"}, Then: "new"},
	{Origin: Origin{Clause: engine.ClauseThread}, By: []string{ByNumber}, Participant: true, To: []string{"ended"}, Then: "new"},
}

// strengths lists the kinds of evidence, the strongest first: what proves that a
// message answers one of ours outweighs what only suggests it.
var strengths = []string{ByCopy, ByReply, ByOwn, ByForeign, ByReference, ByNumber, BySubject, ByDomain}

// Route says which ticket a message belongs to. The evidence was found by the
// channel; what it is worth the regulation says. The strongest evidence that a
// rule speaks of decides; of several rules the first that admits the ticket.
func (reg *Regulation) Route(_ context.Context, c *engine.Case) (engine.Routing, error) {
	if c.Event.Kind == KindBounce {
		return reg.routeBounce(c), nil
	}
	if len(c.Related) == 0 {
		return engine.Routing{}, nil
	}
	if routing, ok := routePartner(c); ok {
		return routing, nil
	}
	if routing, ok := routeMerged(c); ok {
		return routing, nil
	}
	for _, by := range strengths {
		for i := range reg.threads {
			th := &reg.threads[i]
			if !slices.Contains(th.By, by) {
				continue
			}
			for j := range c.Related {
				m := &c.Related[j]
				if !slices.Contains(m.By, by) {
					continue
				}
				bar := reg.bars(th, c, m)
				if bar == "" {
					return th.route(by, m), nil
				}
				reg.trace.thread(reg, th, m, by, bar)
			}
		}
	}
	return engine.Routing{}, nil
}

// routePartner ties the answer of someone who was asked for help to the ticket
// that it answers, be it open or not.
func routePartner(c *engine.Case) (engine.Routing, bool) {
	from := c.Event.Data.Map("from").String("address")
	for i := range c.Related {
		m := &c.Related[i]
		if by := proof(m.By); by != "" && isPartner(m.Ticket.Fields, from) {
			return engine.Routing{Ticket: m.Ticket.ID, Grounds: engine.Fields{"clause": string(engine.ClauseThread), "by": by}}, true
		}
	}
	return engine.Routing{}, false
}

func (th *Thread) route(by string, m *engine.Match) engine.Routing {
	grounds := engine.Fields{"clause": string(th.Clause), "by": by}
	if th.Then == "new" {
		grounds["from"] = string(m.Ticket.ID)
		return engine.Routing{Grounds: grounds}
	}
	return engine.Routing{Ticket: m.Ticket.ID, Grounds: grounds}
}

// What a rule of threads can demand that a ticket or a message does not have.
const (
	barApart       = "apart"
	barStatus      = "status"
	barParticipant = "participant"
	barSubject     = "subject"
	barWithin      = "within"
)

// bars says what keeps a rule from admitting a ticket; "" if nothing does.
func (reg *Regulation) bars(th *Thread, c *engine.Case, m *engine.Match) string {
	status := reg.statuses[m.Ticket.Facets["status"]]
	if status == nil {
		// A ticket that waits for its first decision, or whose status this edition
		// does not know, counts as open.
		status = &Status{}
	}
	ch := reg.channelOf(&c.Event)
	switch {
	case ch != nil && ch.Apart && m.Ticket.Facets["channel"] != ch.ID:
		return barApart
	case len(th.To) > 0 && !status.selected(th.To):
		return barStatus
	case th.Participant && !m.Ticket.Takes(engine.PartyID(c.Event.Actor.ID)):
		return barParticipant
	case !th.admitsSubject(c.Event.Data):
		return barSubject
	case th.Within.N != 0 && !reg.within(th, c, m):
		return barWithin
	}
	return ""
}

// admitsSubject reports whether the subject says enough to tie messages
// together. What a machine writes never does.
func (th *Thread) admitsSubject(data engine.Fields) bool {
	if !slices.Contains(th.By, BySubject) && !slices.Contains(th.By, ByDomain) {
		return true
	}
	topic := data.String("topic")
	return data.String("automatic") == "" && utf8.RuneCountInString(topic) >= th.MinLength &&
		!slices.Contains(th.Except, topic)
}

// within reports whether the ticket ended less than the rule's period ago.
func (reg *Regulation) within(th *Thread, c *engine.Case, m *engine.Match) bool {
	ended := m.Ticket.Fields.Time("ended")
	if ended.IsZero() {
		ended = m.Ticket.Updated
	}
	limit, err := reg.addTime(th.Calendar, ended, th.Within.Duration)
	return err == nil && inTime(c.Event.At, limit)
}

// routeBounce ties a bounce to the ticket whose message did not arrive, be it
// open or not. One that belongs nowhere becomes a ticket, to be seen.
func (reg *Regulation) routeBounce(c *engine.Case) engine.Routing {
	for _, m := range c.Related {
		if slices.Contains(m.By, ByOwn) || slices.Contains(m.By, ByReply) {
			return engine.Routing{Ticket: m.Ticket.ID, Grounds: engine.Fields{"clause": string(engine.ClauseDelivery), "by": m.By[0]}}
		}
	}
	return engine.Routing{}
}
