package explore

import (
	"fmt"
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// move is a step that may come next.
type move struct {
	step cases.Step
	// act is set for acts that are offered, with inputs that are right.
	act *rules.Act
}

// waits reports whether the move lets time pass.
func (m move) waits() bool { return m.step.Until != "" }

// moves are the steps that may come after a history.
func (p *player) moves(o *outcome) []move {
	if len(o.tickets) == 0 {
		return slices.Clone(p.openings)
	}
	t := o.ticket(o.current)
	out := p.waits(o)
	out = append(out, p.acts(o, t)...)
	out = append(out, p.answers(o, t)...)
	return append(out, p.another(o)...)
}

// acts are what someone is offered. With what inputs matters once: the others to
// whom the same is offered do it in one way.
func (p *player) acts(o *outcome, t *engine.Ticket) []move {
	var out []move
	for _, of := range p.offers(t) {
		ways := p.ways(o, t, of)
		if of.extra {
			ways = ways[:1]
		}
		out = append(out, ways...)
	}
	return out
}

// ways are the ways in which an act can be done.
func (p *player) ways(o *outcome, t *engine.Ticket, of offer) []move {
	var inputs []*rules.Field
	for i := range of.act.Inputs {
		if f := &of.act.Inputs[i]; !f.NamesPeople() {
			inputs = append(inputs, f)
		}
	}
	if of.act.ID == rules.ActLink {
		inputs = inputs[:1] // what the other ticket is to this one says nothing about the regulation
	}
	w := &pen{player: p, now: o.now}
	for i := range o.tickets {
		if o.tickets[i].ID != t.ID {
			w.other = o.tickets[i].Number
		}
	}
	var out []move
	for _, in := range w.fillings(inputs) {
		m := move{step: cases.Step{Act: of.act.ID, By: of.by, Inputs: in.values, Files: in.files}}
		if in.right {
			m.act = of.act
		}
		out = append(out, m)
	}
	return out
}

// answers are what may be written about a ticket: by its customer, by a program
// of theirs, by somebody else.
func (p *player) answers(o *outcome, t *engine.Ticket) []move {
	from := t.Fields.String("email")
	if from == "" {
		from = customerAddress
	}
	text := ""
	for _, n := range o.sent {
		if n.ticket == t.ID {
			text = n.text
		}
	}
	subject := reply(t)
	var out []move
	mail := func(m cases.Mail) {
		m.Subject, m.Answers = subject, text
		out = append(out, move{step: cases.Step{Mail: &m}})
	}
	mail(cases.Mail{From: from, Text: "What is new?"})
	mail(cases.Mail{From: from, Text: p.told()})
	mail(cases.Mail{From: from, Text: "Here it is.", Files: []string{"page.pdf"}})
	mail(cases.Mail{From: "colleague@client.example", Text: "What is new?"})
	mail(cases.Mail{From: from, Text: "I am away.", Automatic: "out-of-office"})
	for _, word := range p.words() {
		mail(cases.Mail{From: from, Text: word})
	}
	if again := o.steps[0].Mail; again != nil && again.Subject != "" {
		m := *again
		out = append(out, move{step: cases.Step{Mail: &m}})
	}
	if text != "" {
		out = append(out, move{step: cases.Step{Bounce: text}})
	}
	return append(out, p.remarks(o)...)
}

// reply is the subject of an answer to a message about a ticket.
func reply(t *engine.Ticket) string { return fmt.Sprintf("Re: [%s]", t.Number) }

// remarks are messages into a conversation that is under way.
func (p *player) remarks(o *outcome) []move {
	first := o.steps[0].Message
	if first == nil || o.tickets[0].ID != o.current {
		return nil
	}
	var out []move
	for _, text := range append([]string{"What is new?", p.told()}, p.words()...) {
		m := cases.Message{Channel: first.Channel, From: first.From, Text: text}
		out = append(out, move{step: cases.Step{Message: &m, On: conversation}})
	}
	return out
}

// another is a second request, by somebody else.
func (p *player) another(o *outcome) []move {
	for _, m := range p.openings {
		if s := m.step; !s.Lost && (s.Mail != nil || s.Form != nil || s.Call != nil) && len(o.tickets) == 1 {
			return []move{m}
		}
	}
	return nil
}

// waits let time pass: to just before the next timer, to it, and past it; over a
// night; for a week.
func (p *player) waits(o *outcome) []move {
	var next time.Time
	for i := range o.tickets {
		if wake := o.tickets[i].Wake(); !wake.IsZero() && (next.IsZero() || wake.Before(next)) {
			next = wake
		}
	}
	instants := []time.Time{o.now.Add(16 * time.Hour), o.now.AddDate(0, 0, 7)}
	if !next.IsZero() {
		instants = append(instants, next.Add(-time.Second), next, next.Add(time.Minute))
	}
	var out []move
	for _, at := range instants {
		if at.After(o.now) {
			out = append(out, p.untilStep(at.In(p.reg.Zone()).Format(instantLayout)))
		}
	}
	return out
}

func (p *player) untilStep(instant string) move { return move{step: cases.Step{Until: instant}} }
