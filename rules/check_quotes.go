package rules

import (
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// workingTerm is a term in working time as documents word it: "72 рабочих часа",
// "3 (үш) жұмыс күні", "8 working hours".
var workingTerm = regexp.MustCompile(`(?i)(\d+)\s*(?:\([^)]*\)\s*)?(?:рабоч\p{L}*|жұмыс|working|business)\s+(час|сағат|hour|дн|ден|күн|day|мин|minute)`)

// clockUnits are the units that a careless rule uses for each word.
var clockUnits = map[string]worktime.Unit{
	"час": worktime.Hour, "сағат": worktime.Hour, "hour": worktime.Hour,
	"дн": worktime.Day, "ден": worktime.Day, "күн": worktime.Day, "day": worktime.Day,
	"мин": worktime.Minute, "minute": worktime.Minute,
}

// quotes compares the terms of each clause with the words of the document: whoever
// counts working hours by the clock is late on every Monday.
func (c *checker) quotes() {
	for _, effects := range c.allEffects() {
		for i := range effects {
			c.used[effects[i].Clause] = true
		}
	}
	for i := range c.reg.Clauses {
		clause := &c.reg.Clauses[i]
		c.at = Origin{Clause: clause.ID, Line: clause.Line}
		if !c.used[clause.ID] && len(clause.Quote) == 0 && len(clause.Note) == 0 {
			c.warnf("the clause says nothing: it has no items, and quotes nothing")
		}
		terms := c.terms(clause.ID)
		for _, m := range workingTerm.FindAllStringSubmatch(strings.Join(slices.Sorted(maps.Values(clause.Quote)), "\n"), -1) {
			clock, working := m[1]+string(clockUnits[strings.ToLower(m[2])]), m[1]+"w"+string(clockUnits[strings.ToLower(m[2])])
			if slices.Contains(terms, clock) && !slices.Contains(terms, working) {
				c.warnf("the document says %q, but %s counts by the clock; write %s", m[0]+"…", clock, working)
			}
		}
	}
}

// terms lists the durations that stand in a clause.
func (c *checker) terms(id engine.ClauseID) (terms []string) {
	add := func(o Origin, durations ...Duration) {
		for _, d := range durations {
			if o.Clause == id {
				terms = append(terms, d.String())
			}
		}
	}
	for i := range c.reg.Promises {
		p := &c.reg.Promises[i]
		add(p.Origin, p.Within, p.Warn)
		if p.By != nil {
			for _, value := range sortedKeys(p.By.Values) {
				add(p.Origin, p.By.Values[value])
			}
		}
	}
	for i := range c.reg.Silences {
		s := &c.reg.Silences[i]
		add(s.Origin, s.Over)
		if s.Remind != nil {
			add(s.Origin, s.Remind.Every)
		}
	}
	for i := range c.reg.Threading {
		add(c.reg.Threading[i].Origin, c.reg.Threading[i].Within)
	}
	return terms
}
