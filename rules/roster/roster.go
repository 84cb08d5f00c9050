// Package roster says which employee gets a ticket that nobody has: by turn or by
// load, among those who are at work and have room for one more. It knows rules,
// shifts and absences as a company writes them; what is open, and who had the last
// ticket, it is told.
package roster

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/worktime"
)

// Ways to choose.
const (
	// Turn gives the ticket to whoever has waited longest for one.
	Turn = "turn"
	// Load gives it to whoever has the fewest open ones; ties go by turn.
	Load = "load"
)

// Bounds of settings.
const (
	MaxRules  = 100
	MaxPeople = 100 // whom a rule names
	MaxLimit  = 10_000
	MaxAway   = 2 * 366 * 24 * time.Hour
)

// A Rule says who gets the tickets of a queue. Role and People are alternatives.
type Rule struct {
	// Queue is the regulation's; "" stands for tickets that no other rule has.
	Queue  string   `yaml:"queue" json:"queue,omitempty" doc:"A queue of the regulation; absent: all tickets that no other rule has"`
	Role   string   `yaml:"role" json:"role,omitempty" doc:"Those who have the role in the directory"`
	People []string `yaml:"people" json:"people,omitempty" maxItems:"100" doc:"Employees by their ids, instead of a role"`
	How    string   `yaml:"how" json:"how,omitempty" enum:"turn,load" default:"turn" doc:"turn: who has waited longest; load: who has the fewest open tickets"`
	// Calendar is one of the regulation's: outside of its hours nobody gets anything.
	Calendar string `yaml:"calendar" json:"calendar,omitempty" doc:"A calendar of the regulation: outside of its hours tickets wait"`
	// Shifts passes over those whose shift it is not, and those who have none.
	Shifts bool `yaml:"shifts" json:"shifts,omitempty" doc:"Only who is on shift"`
	// Limit is how many open tickets a person has at most; 0 is no limit.
	Limit int `yaml:"limit" json:"limit,omitempty" minimum:"0" maximum:"10000" doc:"How many open tickets a person has at most; 0 is no limit"`
}

// Settings are the rules of a company.
type Settings struct {
	Rules []Rule
	// Revision is another one after each change; 0 stands for none yet.
	Revision int64
	Updated  time.Time
}

// For returns the rule of a queue.
func (s *Settings) For(queue string) *Rule {
	var rest *Rule
	for i := range s.Rules {
		switch s.Rules[i].Queue {
		case queue:
			return &s.Rules[i]
		case "":
			rest = &s.Rules[i]
		}
	}
	return rest
}

// Named reports whether the rule is about a person.
func (r *Rule) Named(id string, roles []string) bool {
	return slices.Contains(r.People, id) || r.Role != "" && slices.Contains(roles, r.Role)
}

// A Shift is a week of hours, by "mon" to "sun", such as "09:00-18:00" or, overnight,
// "22:00-06:00". Days that are left out are free.
type Shift map[string][]string

// Calendar compiles the shift in a zone such as "Asia/Almaty".
func (s Shift) Calendar(zone string) (*worktime.Calendar, error) {
	return worktime.Compile(worktime.Definition{Zone: zone, Versions: []worktime.Version{{Week: s}}}, worktime.Holidays{})
}

// Check says what is wrong with the hours.
func (s Shift) Check() error {
	if len(s) == 0 {
		return nil
	}
	_, err := s.Calendar("UTC")
	return err
}

// Equal reports whether two shifts have the same hours.
func (s Shift) Equal(other Shift) bool {
	return maps.EqualFunc(s, other, func(a, b []string) bool { return slices.Equal(a, b) })
}

// An Absence is a time in which an employee gets nothing.
type Absence struct {
	Principal   string
	From, Until time.Time // Until is the first instant at which they are back
	// Substitute is who stands in for them; "" is nobody.
	Substitute string
	// By is who has written it down.
	By       string
	Revision int64
	Updated  time.Time
}

// Covers reports whether the employee is absent at an instant.
func (a *Absence) Covers(at time.Time) bool { return !at.Before(a.From) && at.Before(a.Until) }

// Check says what is wrong with an absence that is written at an instant.
func (a *Absence) Check(now time.Time) error {
	var problems []engine.Problem
	add := func(wrong bool, pointer, code string) {
		if wrong {
			problems = append(problems, engine.Problem{Pointer: pointer, Code: code})
		}
	}
	add(!a.Until.After(a.From), "/until", "absence_order")
	add(a.Until.After(a.From) && !a.Until.After(now), "/until", "past")
	add(a.Until.Sub(a.From) > MaxAway, "/until", "absence_long")
	add(a.Substitute != "" && a.Substitute == a.Principal, "/substitute", "absence_self")
	if len(problems) == 0 {
		return nil
	}
	return &engine.Error{Kind: engine.Invalid, Problems: problems}
}

// Away finds the absence of an employee that covers an instant.
func Away(all []Absence, principal string, at time.Time) *Absence {
	for i := range all {
		if all[i].Principal == principal && all[i].Covers(at) {
			return &all[i]
		}
	}
	return nil
}

// Check says what is wrong with rules for themselves, whatever regulation and
// directory they are for. The message of each error names the rule by its number.
func Check(rules []Rule) error {
	var errs []error
	if len(rules) > MaxRules {
		errs = append(errs, fmt.Errorf("there are %d rules, more than %d", len(rules), MaxRules))
	}
	seen := map[string]bool{}
	for i := range rules {
		if err := rules[i].check(); err != nil {
			errs = append(errs, fmt.Errorf("rule %d: %w", i+1, err))
		}
		if queue := rules[i].Queue; seen[queue] {
			errs = append(errs, fmt.Errorf("rule %d: there is a rule for %s already", i+1, named(queue)))
		}
		seen[rules[i].Queue] = true
	}
	return errors.Join(errs...)
}

func named(queue string) string {
	if queue == "" {
		return "all other tickets"
	}
	return fmt.Sprintf("queue %q", queue)
}

// check brings a rule to its normal form, too.
func (r *Rule) check() error {
	if r.How == "" {
		r.How = Turn
	}
	switch {
	case r.Role == "" && len(r.People) == 0:
		return errors.New("it names neither a role nor people")
	case r.Role != "" && len(r.People) > 0:
		return errors.New("it names a role and people: one of them is enough")
	case len(r.People) > MaxPeople:
		return fmt.Errorf("it names %d people, more than %d", len(r.People), MaxPeople)
	case r.How != Turn && r.How != Load:
		return fmt.Errorf("how is %q; turn and load are known", r.How)
	case r.Limit < 0 || r.Limit > MaxLimit:
		return fmt.Errorf("limit is %d: want 0 (none) to %d", r.Limit, MaxLimit)
	}
	return nil
}

// Known is what the rules of a company are held against.
type Known struct {
	Queues, Calendars, Roles, People []string
}

// CheckAgainst says which names of the rules there are not, each with a pointer to
// its place.
func CheckAgainst(rules []Rule, known Known) error {
	var problems []engine.Problem
	unknown := func(i int, key, code, value string, all []string) {
		if value != "" && !slices.Contains(all, value) {
			problems = append(problems, engine.Problem{Pointer: fmt.Sprintf("/rules/%d/%s", i, key), Code: code,
				Values: engine.Fields{"name": value, "known": list(all)}})
		}
	}
	for i := range rules {
		r := &rules[i]
		unknown(i, "queue", "queue_unknown", r.Queue, known.Queues)
		unknown(i, "calendar", "calendar_unknown", r.Calendar, known.Calendars)
		unknown(i, "role", "role_unknown", r.Role, known.Roles)
		for k, id := range r.People {
			unknown(i, fmt.Sprintf("people/%d", k), "person_unknown", id, known.People)
		}
	}
	if len(problems) == 0 {
		return nil
	}
	return &engine.Error{Kind: engine.Invalid, Problems: problems}
}

// list shows some names of many.
func list(names []string) string {
	const shown = 12
	text := ""
	for i, name := range slices.Sorted(slices.Values(names)) {
		switch {
		case i == shown:
			return text + ", …"
		case i > 0:
			text += ", "
		}
		text += name
	}
	if text == "" {
		return "—"
	}
	return text
}
