package httpapi

import (
	"cmp"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/desk"
	"github.com/reglament/reglament/rules/directory"
)

// Similar is an open ticket that a request may repeat.
type Similar struct {
	TicketLine
	Caller bool     `json:"caller" doc:"It is the same person's"`
	Type   bool     `json:"type" doc:"It is of the same type"`
	Words  []string `json:"words" doc:"What both speak of: words or their beginnings"`
}

// Bounds of the search for similar tickets.
const (
	similarShown = 5
	similarAsked = 6  // words that are searched for one by one
	similarRead  = 50 // tickets of one sort that are looked at
	stemLength   = 5  // letters that a word keeps without its endings
	shortestWord = 4
)

// similar finds open tickets that a request may repeat: the caller's own, and
// those that share enough words with it.
func (f *finding) similar(fields engine.Fields) ([]Similar, error) {
	own, err := f.openOf(fields)
	if err != nil {
		return nil, err
	}
	stems := stemsOf(spokenOf(fields))
	others, err := f.openAbout(stems)
	if err != nil {
		return nil, err
	}
	out := []Similar{}
	for _, t := range join(slices.Clone(own), others) {
		s := Similar{TicketLine: f.line(&t), Words: []string{}, Type: t.Facets["type"] != "" && t.Facets["type"] == fields.String("type"),
			Caller: slices.ContainsFunc(own, func(o engine.Ticket) bool { return o.ID == t.ID })}
		theirs := stemsOf(spokenOf(t.Fields))
		for _, stem := range stems {
			if slices.Contains(theirs, stem) {
				s.Words = append(s.Words, stem)
			}
		}
		if s.weight() >= enough {
			out = append(out, s)
		}
	}
	slices.SortStableFunc(out, func(a, b Similar) int { return cmp.Compare(b.weight(), a.weight()) })
	return out[:min(len(out), similarShown)], nil
}

// enough is the weight from which a ticket is offered: the same caller is enough,
// else two words of the same type or three of any.
const enough = 3

func (s *Similar) weight() int {
	weight := min(len(s.Words), 3)
	if s.Caller {
		weight += 3
	}
	if s.Type {
		weight++
	}
	return weight
}

// openOf are the caller's open tickets: of all addresses that are theirs.
func (f *finding) openOf(fields engine.Fields) ([]engine.Ticket, error) {
	var requesters []string
	var phone string
	for _, one := range []directory.Address{{Kind: "email", Value: strings.ToLower(strings.TrimSpace(fields.String("email")))},
		{Kind: "phone", Value: rules.Phone(fields.String("phone"))}} {
		if one.Value == "" {
			continue
		}
		parties, err := f.People.PartiesAt(f.ctx, f.tenant, one.Kind, one.Value)
		if err != nil {
			return nil, err
		}
		addresses := []directory.Address{one}
		for i := range parties {
			addresses = append(addresses, parties[i].Addresses...)
		}
		for _, address := range addresses {
			requesters = append(requesters, string(f.keys.Party(addressText(address))))
		}
		if one.Kind == "phone" {
			phone = one.Value
		}
	}
	if len(requesters) == 0 {
		return nil, nil
	}
	page, err := f.Reader.Tickets(f.ctx, engine.TicketList{Tenant: f.tenant, Limit: similarRead,
		Facets: map[string][]string{"requester": requesters, "family": openFamilies}})
	if err != nil || phone == "" {
		return f.readable(page.Tickets), err
	}
	more, err := f.mentioning("tel:" + phone)
	return join(f.readable(page.Tickets), slices.DeleteFunc(more, func(t engine.Ticket) bool { return !isOpen(&t) })), err
}

// openAbout are open tickets that speak of the first words: what a request is
// about is said at its beginning.
func (f *finding) openAbout(stems []string) ([]engine.Ticket, error) {
	var out []engine.Ticket
	for _, stem := range stems[:min(len(stems), similarAsked)] {
		found, err := f.said(stem, isOpen)
		if err != nil {
			return nil, err
		}
		out = join(out, found[:min(len(found), similarRead)])
	}
	return out, nil
}

// spokenOf is what a request says about itself.
func spokenOf(fields engine.Fields) string {
	return strings.Join([]string{fields.String("subject"), fields.String("summary"), fields.String("description")}, " ")
}

// stemsOf are the longer words of a text without their endings, each once.
func stemsOf(text string) []string {
	var out []string
	for _, word := range desk.Words(text) {
		letters := []rune(word)
		if len(letters) < shortestWord {
			continue
		}
		if stem := string(letters[:min(len(letters), stemLength)]); !slices.Contains(out, stem) && !slices.Contains(courtesies, stem) {
			out = append(out, stem)
		}
	}
	return out
}

// courtesies are beginnings of words that stand in any request, in three languages.
var courtesies = []string{"здрав", "добры", "день", "пожал", "спаси", "прошу", "помог", "сәлем", "рақме", "рахме", "өтіне", "hello", "pleas", "thank"}
