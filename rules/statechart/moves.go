package statechart

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Kinds of moves: who or what makes them.
const (
	KindAct      = "act"      // an employee
	KindCustomer = "customer" // the customer, or an employee
	KindRule     = "rule"     // the regulation, because something came or was done
	KindTimer    = "timer"    // a deadline or a silence
)

// Start is the name under which the beginning stands among statuses.
const Start = ""

// previous is where a rule leads that goes back to the status before a wait.
const previous = "previous"

// A Move is what leads tickets from some statuses to another one.
type Move struct {
	Kind   string
	From   []string // Start, or ids of statuses
	To     []string // one status, or those that a ticket may go back to
	Label  string
	Clause engine.ClauseID
}

// Moves lists what changes the status of a ticket, in the order of the
// regulation. What hooks do cannot be known and is left out. Where a rule does
// not say in which status it acts, it is taken to act in all that are open.
func Moves(reg *rules.Regulation, lang string) []Move {
	c := &collector{reg: reg, words: wordsOf(lang), lang: lang}
	for i := range reg.Statuses {
		if s := &reg.Statuses[i]; s.Initial {
			c.add(Move{Kind: KindRule, From: []string{Start}, Label: c.words["start"], Clause: s.Clause}, s.ID)
		}
	}
	for i := range reg.Acts {
		c.act(&reg.Acts[i])
	}
	for i := range reg.Reactions {
		c.reaction(&reg.Reactions[i])
	}
	for i := range reg.Silences {
		c.silence(&reg.Silences[i])
	}
	for i := range reg.Promises {
		c.promise(&reg.Promises[i])
	}
	c.goBack()
	return c.moves
}

// collector gathers the moves of a regulation.
type collector struct {
	reg   *rules.Regulation
	words words
	lang  string
	moves []Move
}

// add takes a move, unless it leads nowhere or is there already: several rules
// may say the same for different cases.
func (c *collector) add(m Move, to string) {
	m.From = slices.DeleteFunc(slices.Clone(m.From), func(id string) bool { return id == to })
	if len(m.From) == 0 {
		return
	}
	m.To = []string{to}
	for i := range c.moves {
		if have := &c.moves[i]; have.Kind == m.Kind && have.To[0] == to && have.Label == m.Label && have.Clause == m.Clause {
			have.From = union(have.From, m.From)
			return
		}
	}
	c.moves = append(c.moves, m)
}

func union(a, b []string) []string {
	for _, id := range b {
		if !slices.Contains(a, id) {
			a = append(a, id)
		}
	}
	return a
}

// goBack finds out where moves lead that go back to the status before: to those
// that are no wait and lead to where the move begins.
func (c *collector) goBack() {
	waits := c.reg.SelectStatuses([]string{"ended", "family:" + rules.FamilyWait})
	for i := range c.moves {
		m := &c.moves[i]
		if m.To[0] != previous {
			continue
		}
		m.To, m.Label = nil, m.Label+": "+c.words[previous]
		for j := range c.moves {
			if other := &c.moves[j]; slices.ContainsFunc(other.To, func(id string) bool { return slices.Contains(m.From, id) }) {
				m.To = union(m.To, other.From)
			}
		}
		m.To = slices.DeleteFunc(m.To, func(id string) bool {
			return id == Start || slices.Contains(waits, id) || slices.Contains(m.From, id)
		})
	}
	c.moves = slices.DeleteFunc(c.moves, func(m Move) bool { return len(m.To) == 0 })
}

// effects adds the moves among effects. What is told of the others is in m.
func (c *collector) effects(effects []rules.Effect, m Move) {
	for i := range effects {
		if e := &effects[i]; e.Status != "" {
			one := m
			if e.Clause != "" {
				one.Clause = e.Clause
			}
			c.add(one, e.Status)
		}
	}
}

func (c *collector) act(a *rules.Act) {
	kind := KindAct
	if slices.Contains(a.Roles, "customer") {
		kind = KindCustomer
	}
	m := Move{Kind: kind, From: c.actFrom(a), Label: a.Label.In(c.lang, c.reg.Lang), Clause: a.Clause}
	if a.To != "" {
		c.add(m, a.To)
	}
	c.effects(a.Do, m)
}

func (c *collector) actFrom(a *rules.Act) []string {
	from := a.From
	if len(from) == 0 {
		from = []string{"open", "ended"}
	}
	return c.where(a.When, c.reg.SelectStatuses(from))
}

// reaction adds the moves that a moment brings about, from where the moment can
// be raised and the condition can hold.
func (c *collector) reaction(r *rules.Reaction) {
	for _, moment := range r.On {
		kind := KindRule
		if strings.HasPrefix(moment, "breach:") || strings.HasPrefix(moment, "warn:") {
			kind = KindTimer
		}
		c.effects(r.Do, Move{Kind: kind, From: c.where(r.When, c.at(moment)), Label: c.momentLabel(moment, r.Clause), Clause: r.Clause})
	}
}

func (c *collector) silence(s *rules.Silence) {
	m := Move{Kind: KindTimer, From: c.where(s.When, c.waiting(s)), Label: s.Label.In(c.lang, c.reg.Lang), Clause: s.Clause}
	if s.Remind != nil {
		c.effects(s.Remind.Do, m)
		c.effects(s.Remind.Last, m)
	}
	if s.Over.N > 0 {
		m.Label = c.words.after(m.Label, s.Over.Duration)
	}
	c.effects(s.Then, m)
}

func (c *collector) promise(p *rules.Promise) {
	running := []string{"open"}
	if p.Keep {
		running = append(running, "ended")
	}
	paused := c.reg.SelectStatuses(p.Paused)
	from := slices.DeleteFunc(c.reg.SelectStatuses(running), func(id string) bool { return slices.Contains(paused, id) })
	label := p.Label.In(c.lang, c.reg.Lang)
	c.effects(p.OnWarn, Move{Kind: KindTimer, From: from, Label: label + ": " + c.words["warn"], Clause: p.Clause})
	c.effects(p.OnBreach, Move{Kind: KindTimer, From: from, Label: label + ": " + c.words["breach"], Clause: p.Clause})
}

// momentLabel says in words what was raised, for a rule of the clause.
func (c *collector) momentLabel(moment string, clause engine.ClauseID) string {
	if word, ok := c.words["on "+moment]; ok {
		return word
	}
	kind, id, _ := strings.Cut(moment, ":")
	switch kind {
	case "act":
		return c.reg.Label("act/"+id, c.lang)
	case "warn", "breach":
		return c.reg.Label("promise/"+id, c.lang) + ": " + c.words[kind]
	case "enter", "leave":
		return c.reg.Label("status/"+id, c.lang)
	}
	labels := []string{}
	for _, by := range c.marking(moment) {
		labels = union(labels, []string{c.momentLabel(by.moment, clause)})
	}
	if len(labels) > 0 {
		return strings.Join(labels, ", ")
	}
	if said, ok := c.reg.Clause(clause); ok {
		return said.Title.In(c.lang, c.reg.Lang)
	}
	return moment
}
