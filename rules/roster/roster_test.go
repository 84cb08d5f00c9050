package roster

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/engine"
)

func TestChoice(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		how  string
		all  []Candidate
		want Choice
	}{
		"who waited longest":              {Turn, []Candidate{{ID: "a", Last: 9}, {ID: "b", Last: 3, Open: 50}}, Choice{To: "b"}},
		"who never had one comes first":   {Turn, []Candidate{{ID: "a", Last: 1}, {ID: "b"}}, Choice{To: "b"}},
		"who has the fewest":              {Load, []Candidate{{ID: "a", Open: 2}, {ID: "b", Open: 1, Last: 9}}, Choice{To: "b"}},
		"as many go by turn":              {Load, []Candidate{{ID: "a", Open: 2, Last: 9}, {ID: "b", Open: 2, Last: 3}}, Choice{To: "b"}},
		"who is full is passed over":      {Turn, []Candidate{{ID: "a", Passed: Full}, {ID: "b", Last: 3}}, Choice{To: "b"}},
		"who is off shift is passed over": {Load, []Candidate{{ID: "a", Passed: OffShift}, {ID: "b", Open: 3}}, Choice{To: "b"}},
		"the substitute takes the turn":   {Turn, []Candidate{{ID: "a", Passed: Absent, Substitute: "c"}, {ID: "b", Last: 2}, {ID: "c", Last: 3}}, Choice{To: "c", For: "a"}},
		"a substitute who is no member":   {Turn, []Candidate{{ID: "a", Passed: Absent, Substitute: "x"}, {ID: "b", Last: 2}}, Choice{To: "b"}},
		"a substitute who is full":        {Turn, []Candidate{{ID: "a", Passed: Absent, Substitute: "c"}, {ID: "b", Last: 2}, {ID: "c", Passed: Full}}, Choice{To: "b"}},
		"by load nobody stands in":        {Load, []Candidate{{ID: "a", Passed: Absent, Substitute: "c"}, {ID: "b", Open: 1}, {ID: "c", Open: 2}}, Choice{To: "b"}},
		"two substitutes of each other":   {Turn, []Candidate{{ID: "a", Passed: Absent, Substitute: "b"}, {ID: "b", Passed: Absent, Substitute: "a"}}, Choice{}},
		"nobody":                          {Turn, nil, Choice{}},
	} {
		got, ok := Choose(c.how, c.all)
		if got != c.want || ok != (c.want.To != "") {
			t.Errorf("%s: got %+v (%v), want %+v", name, got, ok, c.want)
		}
	}
}

// TestTurnIsFair plays any sequence of tickets, absences and shifts: who is always
// there and stands in for nobody has had as many as others like them, or one more.
func TestTurnIsFair(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		steady := rapid.IntRange(2, 5).Draw(t, "steady")
		loose := rapid.IntRange(0, 4).Draw(t, "loose") // they come, go and stand in for each other
		people := make([]Candidate, steady+loose)
		for i := range people {
			people[i].ID = fmt.Sprint("p", i)
		}
		had := map[string]int{}
		for seq := range int64(rapid.IntRange(1, 80).Draw(t, "tickets")) {
			for i := steady; i < len(people); i++ {
				people[i].Passed = rapid.SampledFrom([]string{"", Absent, OffShift, Full}).Draw(t, "passed")
				people[i].Substitute = people[rapid.IntRange(steady, len(people)-1).Draw(t, "substitute")].ID
			}
			got, ok := Choose(Turn, people)
			if !ok {
				t.Fatal("nobody gets the ticket though some are always there")
			}
			had[got.To]++
			for i := range people {
				if people[i].ID == got.To || people[i].ID == got.For {
					people[i].Last = seq + 1
				}
			}
			counts := make([]int, steady)
			for i := range counts {
				counts[i] = had[people[i].ID]
			}
			if least, most := slices.Min(counts), slices.Max(counts); most-least > 1 {
				t.Fatalf("after %d tickets those who are always there have had %v: want a difference of one at most", seq+1, counts)
			}
		}
	})
}

func TestRulesAreChecked(t *testing.T) {
	t.Parallel()
	for want, rules := range map[string][]Rule{
		"rule 1: it names neither a role nor people": {{}},
		"rule 1: it names a role and people":         {{Role: "a", People: []string{"b"}}},
		`rule 1: how is "dice"`:                      {{Role: "a", How: "dice"}},
		"rule 1: limit is -1":                        {{Role: "a", Limit: -1}},
		`rule 2: there is a rule for queue "q"`:      {{Role: "a", Queue: "q"}, {Role: "b", Queue: "q"}},
		"rule 2: there is a rule for all other":      {{Role: "a"}, {Role: "b"}},
	} {
		if err := Check(rules); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%+v: got %v, want %q", rules, err, want)
		}
	}
	rules := []Rule{{Role: "a"}}
	if err := Check(rules); err != nil || rules[0].How != Turn {
		t.Errorf("a plain rule goes by %q (%v), want turn", rules[0].How, err)
	}
}

func TestUnknownNamesArePointedAt(t *testing.T) {
	t.Parallel()
	known := Known{Queues: []string{"first"}, Calendars: []string{"main"}, Roles: []string{"operator"}, People: []string{"dana"}}
	good := []Rule{{Queue: "first", Role: "operator", Calendar: "main"}, {People: []string{"dana"}}}
	if err := CheckAgainst(good, known); err != nil {
		t.Errorf("good rules: %v", err)
	}
	bad := []Rule{{Queue: "third", Role: "boss", Calendar: "night"}, {People: []string{"dana", "nobody"}}}
	err := CheckAgainst(bad, known)
	var got []string
	for _, p := range err.(*engine.Error).Problems {
		got = append(got, p.Pointer+" "+p.Code)
	}
	want := []string{"/rules/0/queue queue_unknown", "/rules/0/calendar calendar_unknown", "/rules/0/role role_unknown", "/rules/1/people/1 person_unknown"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestRuleOfAQueueComesBeforeThatOfAllOthers(t *testing.T) {
	t.Parallel()
	s := Settings{Rules: []Rule{{Role: "all"}, {Queue: "first", Role: "first"}}}
	for queue, want := range map[string]string{"first": "first", "second": "all", "": "all"} {
		if got := s.For(queue); got == nil || got.Role != want {
			t.Errorf("queue %q has the rule %+v, want that of %s", queue, got, want)
		}
	}
	if got := (&Settings{Rules: s.Rules[1:]}).For("second"); got != nil {
		t.Errorf("a queue without a rule has %+v", got)
	}
}

func TestAbsenceCoversItsTime(t *testing.T) {
	t.Parallel()
	from := time.Date(2027, 2, 1, 5, 0, 0, 0, time.UTC)
	all := []Absence{{Principal: "dana", From: from, Until: from.Add(time.Hour)}}
	for after, want := range map[time.Duration]bool{-1: false, 0: true, time.Hour - 1: true, time.Hour: false} {
		if got := Away(all, "dana", from.Add(after)) != nil; got != want {
			t.Errorf("%v after the beginning: absent is %v, want %v", after, got, want)
		}
	}
	if Away(all, "aigul", from) != nil {
		t.Error("somebody else is absent")
	}
}

func TestAbsenceIsChecked(t *testing.T) {
	t.Parallel()
	now := time.Date(2027, 2, 1, 5, 0, 0, 0, time.UTC)
	for code, a := range map[string]Absence{
		"absence_order": {From: now, Until: now},
		"past":          {From: now.Add(-2 * time.Hour), Until: now.Add(-time.Hour)},
		"absence_long":  {From: now, Until: now.Add(MaxAway + 1)},
		"absence_self":  {Principal: "dana", Substitute: "dana", From: now, Until: now.Add(1)},
	} {
		err, ok := a.Check(now).(*engine.Error)
		if !ok || len(err.Problems) != 1 || err.Problems[0].Code != code {
			t.Errorf("%+v: got %v, want %s", a, err, code)
		}
	}
}

func TestShiftHasHours(t *testing.T) {
	t.Parallel()
	if err := (Shift{"mon": {"9-18"}}).Check(); err == nil {
		t.Error("hours without a form are taken")
	}
	cal, err := Shift{"mon": {"22:00-06:00"}}.Calendar("Asia/Almaty")
	if err != nil {
		t.Fatal(err)
	}
	midnight := time.Date(2027, 2, 1, 19, 30, 0, 0, time.UTC) // Tuesday 00:30 in Almaty
	if !cal.Open(midnight) || cal.Open(midnight.Add(-6*time.Hour)) {
		t.Error("a shift over midnight does not go on after it")
	}
}
