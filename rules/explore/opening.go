package explore

import (
	"context"
	"slices"
	"strings"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// firstMoves are the ways in which a first request can come, and the passing of
// time before it: to a Friday evening, to a Sunday night.
func (p *player) firstMoves() []move {
	var out []move
	mailed := false
	for i := range p.reg.Channels {
		ch := &p.reg.Channels[i]
		switch {
		case ch.Mode != rules.ModeIntake:
		case ch.Kind == "email":
			out = append(out, p.mails(ch, !mailed)...)
			mailed = true
		case ch.Reply != "":
			out = append(out, p.conversations(ch)...)
		default:
			out = append(out, p.forms(ch)...)
		}
	}
	return append(out, p.untilStep(fridayEvening), p.untilStep(sundayNight))
}

// sender is someone who writes, and which of our addresses to.
type sender struct{ from, to string }

// senders are strangers, with an address of a company and with one of their own,
// and one person of each company that is known.
func (p *player) senders() []sender {
	out := []sender{{from: customerAddress}, {from: personalAddress}}
	for i := range p.dir.Companies {
		c := &p.dir.Companies[i]
		for _, domain := range c.Domains {
			out = append(out, sender{from: "person@" + domain})
		}
		for _, to := range c.Inbound {
			out = append(out, sender{from: personalAddress, to: to})
		}
	}
	for i := range p.dir.Parties {
		for _, a := range p.dir.Parties[i].Addresses {
			if a.Kind == "email" {
				out = append(out, sender{from: a.Value})
			}
		}
	}
	return out
}

// plainSubject is a subject that keeps to no pattern.
const plainSubject = "A request"

// mails are what may be written to a channel, at length to one of them: strangers
// and people who are known, with and without what is asked, by people and by
// programs.
func (p *player) mails(ch *rules.Channel, atLength bool) []move {
	subject := p.subject()
	var out []move
	mail := func(m cases.Mail) {
		if m.To == "" && !atLength && len(ch.Addresses) > 0 {
			m.To = ch.Addresses[0]
		}
		out = append(out, move{step: cases.Step{Mail: &m}})
	}
	for _, s := range p.senders() {
		mail(cases.Mail{From: s.from, To: s.to, Subject: subject, Text: p.told()})
	}
	if !atLength {
		return out
	}
	mail(cases.Mail{From: customerAddress, Subject: subject, Text: p.told(), Files: []string{"page.pdf"}})
	mail(cases.Mail{From: customerAddress, Subject: plainSubject, Text: "It does not work."})
	mail(cases.Mail{From: customerAddress})
	mail(cases.Mail{From: customerAddress, Subject: plainSubject, Text: "I am away.", Automatic: "out-of-office"})
	for _, word := range p.words() {
		mail(cases.Mail{From: customerAddress, Subject: subject, Text: word})
		mail(cases.Mail{From: personalAddress, Subject: word, Text: word})
	}
	mail(cases.Mail{From: customerAddress, Subject: subject, Text: p.told()})
	out[len(out)-1].step.Lost = true
	return append(out, move{step: cases.Step{Unreadable: customerAddress}})
}

// subject is one that keeps to the regulation's pattern, if it has one.
func (p *player) subject() string {
	if p.reg.Subject == nil {
		return plainSubject
	}
	s := p.reg.Subject.Pattern
	for _, f := range p.reg.FieldsFor("email") {
		s = strings.ReplaceAll(s, "{"+f.ID+"}", p.text(f))
	}
	return strings.ReplaceAll(s, "{iin}", "880101300123")
}

// conversation is the name under which later messages of a chat find its ticket.
const conversation = "conversation"

// conversations are first messages of a chat.
func (p *player) conversations(ch *rules.Channel) []move {
	var out []move
	for _, text := range append([]string{"It does not work.", p.told()}, p.words()...) {
		m := cases.Message{Channel: ch.ID, From: ch.ID + ":4711", Name: "A customer", Text: text}
		out = append(out, move{step: cases.Step{Message: &m, As: conversation}})
	}
	return out
}

// told is a text that gives all that is read from texts.
func (p *player) told() string {
	lines := []string{"Hello!"}
	for i := range p.reg.Fields {
		if f := &p.reg.Fields[i]; f.Read != nil && len(f.Read.Labels) > 0 {
			lines = append(lines, f.Read.Labels[0]+": "+p.text(f))
		}
	}
	return strings.Join(append(lines, "It does not work."), "\n")
}

// words are the first of each list that an administrator may change: what
// regulations look for in texts stands there.
func (p *player) words() []string {
	var out []string
	for i := range p.reg.Params {
		list, _ := p.reg.Param(p.reg.Params[i].ID).([]any)
		if len(list) == 0 {
			continue
		}
		if s, ok := list[0].(string); ok && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// forms fill in what a channel asks for: all of it, only what must be, each thing
// missing, each wrong, each choice made. Where it matters who does, each of those
// who are known fills it in.
func (p *player) forms(ch *rules.Channel) []move {
	fields := p.reg.FieldsFor(ch.ID)
	who := []sender{{}}
	if personal := func(f *rules.Field) bool { return f.From != "" }; !ch.Who.Empty() || slices.ContainsFunc(fields, personal) {
		who = p.senders()
	}
	var out []move
	for _, s := range who {
		facts, err := p.dir.Facts(context.Background(), "", "mailto:"+s.from, nil)
		if err != nil {
			continue // nothing is known about them
		}
		w := &pen{player: p, now: p.start, facts: facts}
		for _, in := range w.fillings(fields) {
			form := &cases.Form{Channel: ch.ID, From: s.from, Fields: in.values, Files: in.files}
			step := cases.Step{Form: form}
			if ch.Staff || ch.Kind == "call" || ch.Kind == "letter" {
				step = cases.Step{Call: form, By: p.actors()[0]}
			}
			out = append(out, move{step: step})
		}
	}
	return out
}
