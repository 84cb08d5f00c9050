package host

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

// assigns gives the desk employees, by the first letters of their names, and rules.
func (d *desk) assigns(people []directory.Principal, list ...roster.Rule) {
	d.t.Helper()
	if err := roster.Check(list); err != nil {
		d.t.Fatal(err)
	}
	for i := range people {
		if people[i].Roles == nil {
			people[i].Roles = []string{"operator"}
		}
		if people[i].Name == "" {
			people[i].Name = strings.ToUpper(people[i].ID[:1]) + people[i].ID[1:]
		}
	}
	if err := d.store.Import(d.t.Context(), deskTenant, &directory.File{Principals: people, Assignment: list}, d.clock.Now()); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) away(a roster.Absence) {
	d.t.Helper()
	if known, err := d.store.Absence(d.t.Context(), deskTenant, a.Principal); err != nil {
		d.t.Fatal(err)
	} else {
		a.Revision = known.Revision
	}
	a.Updated = d.clock.Now()
	if _, err := d.store.PutAbsence(d.t.Context(), deskTenant, a); err != nil {
		d.t.Fatal(err)
	}
}

func (d *desk) assignee(id engine.TicketID) string {
	d.t.Helper()
	t, err := d.store.Ticket(d.t.Context(), deskTenant, string(id))
	if err != nil {
		d.t.Fatal(err)
	}
	return t.Facets["assignee"]
}

// goesTo waits until a ticket has an assignee, who must be the right one.
func (d *desk) goesTo(id engine.TicketID, want string) {
	d.t.Helper()
	eventually(d.t, "the ticket has an assignee", func() bool { return d.assignee(id) != "" })
	if got := d.assignee(id); got != want {
		d.t.Fatalf("the ticket goes to %s, want %s; %v", got, want, d.grounds(id))
	}
}

// grounds are those of a ticket's last assignment.
func (d *desk) grounds(id engine.TicketID) engine.Fields {
	d.t.Helper()
	events, err := d.store.TicketEvents(d.t.Context(), deskTenant, id, 0, 100)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, e := range slices.Backward(events) {
		if e.Actor.Kind == rules.Assigner.Kind && e.Actor.ID == rules.Assigner.ID {
			return e.Body.Data.Map("assignment")
		}
	}
	return nil
}

// passedOver is why somebody was passed over.
func passedOver(grounds engine.Fields, id string) string {
	for _, one := range grounds.List("candidates") {
		if c := engine.Fields(one.(map[string]any)); c.String("id") == id {
			return c.String("passed")
		}
	}
	return "is no candidate"
}

// settled waits until the assigner has looked at all that has happened so far: a
// ticket that is opened last is assigned last.
func (d *desk) settled(probe string) {
	d.t.Helper()
	d.goesTo(d.opened("probe"), probe)
}

var three = []directory.Principal{{ID: "aliya"}, {ID: "bolat"}, {ID: "cholpan"}}

func TestTicketsGoRoundByTurn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.assigns(slices.Clone(three), roster.Rule{Role: "operator"})
	var last engine.TicketID
	for i, want := range []string{"aliya", "bolat", "cholpan", "aliya", "bolat"} {
		last = d.opened(fmt.Sprint("Обращение ", i))
		d.goesTo(last, want)
	}
	g := d.grounds(last)
	if g.String("how") != "turn" || len(g.List("candidates")) != 3 || g.String("role") != "operator" {
		t.Errorf("the grounds are %v, want three candidates by turn", g)
	}
	if again := d.verified(); again != nil {
		t.Error("the log does not fold to the tickets:", again)
	}
}

// verified compares the tickets with their logs.
func (d *desk) verified() error {
	for e := range d.history(d.t, deskTenant) {
		if e.Body.Fault != "" {
			return fmt.Errorf("event %d: %s", e.Seq, e.Body.Fault)
		}
	}
	return nil
}

func TestTicketGoesToTheLeastLoaded(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	before := d.open(3, func(i int) string { return fmt.Sprint("До ", i) })
	for i, to := range []string{"aliya", "aliya", "bolat"} {
		d.act(before[i], "assign", map[string]any{"to": to})
	}
	d.assigns(slices.Clone(three[:2]), roster.Rule{Role: "operator", How: roster.Load})
	id := d.opened("Новое")
	d.goesTo(id, "bolat")
	open := map[string]int64{}
	for _, one := range d.grounds(id).List("candidates") {
		c := engine.Fields(one.(map[string]any))
		open[c.String("id")] = c.Int("open")
	}
	if want := map[string]int64{"aliya": 2, "bolat": 1}; !maps.Equal(open, want) {
		t.Errorf("the loads that are told are %v, want %v", open, want)
	}
}

func TestNobodyGetsMoreThanTheLimit(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.assigns(slices.Clone(three[:2]), roster.Rule{Role: "operator", Limit: 1})
	ids := d.open(2, func(i int) string { return fmt.Sprint("Обращение ", i) })
	for _, id := range ids {
		eventually(t, "both have one", func() bool { return d.assignee(id) != "" })
	}
	third := d.opened("Третье")
	eventually(t, "the third was looked at", func() bool { return d.looked(third) })
	if got := d.assignee(third); got != "" {
		t.Fatalf("the third goes to %s, want nobody: both are full", got)
	}
	freed := d.assignee(ids[0])
	d.act(ids[0], "assign", map[string]any{"to": "somebody"})
	d.goesTo(third, freed)
}

// looked reports whether the assigner has passed a ticket's last event.
func (d *desk) looked(id engine.TicketID) bool {
	d.t.Helper()
	t, err := d.store.Ticket(d.t.Context(), deskTenant, string(id))
	if err != nil {
		d.t.Fatal(err)
	}
	return d.assigner.followed(deskTenant) >= t.Seq
}

func TestTicketWaitsForAShift(t *testing.T) {
	t.Parallel()
	d := newDesk(t) // it is Monday, ten o'clock
	early := directory.Principal{ID: "aliya", Shift: roster.Shift{"mon": {"06:00-09:00"}}}
	late := directory.Principal{ID: "bolat", Shift: roster.Shift{"mon": {"14:00-20:00"}}}
	never := directory.Principal{ID: "cholpan"}
	d.assigns([]directory.Principal{early, late, never}, roster.Rule{Role: "operator", Shifts: true})
	ids := d.open(3, func(i int) string { return fmt.Sprint("Утром ", i) })
	eventually(t, "the last was looked at", func() bool { return d.looked(ids[2]) })
	for _, id := range ids {
		if got := d.assignee(id); got != "" {
			t.Fatalf("at ten a ticket goes to %s, want nobody", got)
		}
	}
	d.move(4*time.Hour + time.Minute)
	for _, id := range ids {
		d.goesTo(id, "bolat")
	}
	for id, want := range map[string]string{"aliya": roster.OffShift, "bolat": "", "cholpan": roster.OffShift} {
		if got := passedOver(d.grounds(ids[0]), id); got != want {
			t.Errorf("%s was passed over for %q, want %q", id, got, want)
		}
	}
}

func TestTicketWaitsForWorkingHours(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.assigns(slices.Clone(three), roster.Rule{Role: "operator", Calendar: "main"})
	d.move(11 * time.Hour) // nine in the evening
	id := d.opened("Вечером")
	eventually(t, "it was looked at", func() bool { return d.looked(id) })
	if got := d.assignee(id); got != "" {
		t.Fatalf("in the evening it goes to %s, want nobody", got)
	}
	d.move(13 * time.Hour)
	d.goesTo(id, "aliya")
}

func TestAbsentIsPassedOverAndStoodInFor(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.assigns(slices.Clone(three), roster.Rule{Role: "operator"})
	now := d.clock.Now()
	d.away(roster.Absence{Principal: "aliya", From: now, Until: now.Add(24 * time.Hour), Substitute: "cholpan"})
	first := d.opened("Первое")
	d.goesTo(first, "cholpan")
	if g := d.grounds(first); g.String("for") != "aliya" || passedOver(g, "aliya") != roster.Absent {
		t.Errorf("the grounds are %v, want cholpan to stand in for aliya", g)
	}
	d.goesTo(d.opened("Второе"), "bolat")
	d.move(25 * time.Hour)
	d.goesTo(d.opened("Третье"), "aliya")
}

func TestAssignmentThatCameTooLateCostsNobodyTheirTurn(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.assigns(slices.Clone(three))
	ticket, err := d.store.Ticket(t.Context(), deskTenant, string(d.opened("Обращение")))
	if err != nil {
		t.Fatal(err)
	}
	d.act(ticket.ID, "note", map[string]any{"text": "Перезвоню сам"})
	last := func() int64 {
		loads, err := d.store.Workloads(t.Context(), deskTenant, []string{"aliya"})
		if err != nil {
			t.Fatal(err)
		}
		return loads["aliya"].Last
	}
	a, choice := newAssigner(d.Host), roster.Choice{To: "cholpan", For: "aliya"}
	if err := a.do(t.Context(), &ticket, choice, nil); engine.KindOf(err) != engine.Conflict || last() != 0 {
		t.Fatalf("on a ticket that has changed: %v, and the turn is used up at %d", err, last())
	}
	if ticket, err = d.store.Ticket(t.Context(), deskTenant, string(ticket.ID)); err != nil {
		t.Fatal(err)
	}
	if err := a.do(t.Context(), &ticket, choice, nil); err != nil || last() == 0 {
		t.Fatalf("on the ticket as it is: %v, and the turn is used up at %d", err, last())
	}
}

func TestPersonsOwnAssignmentStays(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	id := d.opened("До правил")
	d.act(id, "assign", map[string]any{"to": "cholpan"})
	d.assigns(slices.Clone(three), roster.Rule{Role: "operator"})
	d.settled("aliya")
	if got := d.assignee(id); got != "cholpan" {
		t.Errorf("a ticket that a person has assigned goes to %s", got)
	}
}

func TestTicketIsNotGivenBackAtOnce(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.assigns(slices.Clone(three[:1]), roster.Rule{Role: "operator"})
	id := d.opened("Обращение")
	d.goesTo(id, "aliya")
	d.act(id, "assign", map[string]any{"to": ""})
	eventually(t, "it was looked at", func() bool { return d.looked(id) })
	if got := d.assignee(id); got != "" {
		t.Fatalf("a ticket that was taken off aliya goes to %s at once", got)
	}
	d.assigns(slices.Clone(three[1:2]))
	d.goesTo(id, "bolat")
	if got := passedOver(d.grounds(id), "aliya"); got != roster.Returned {
		t.Errorf("aliya was passed over for %q, want %q", got, roster.Returned)
	}
}

func TestTicketThatWaitedIsAssignedAfterARestart(t *testing.T) {
	t.Parallel()
	database := sqliteIn(t)
	d := newDesk(t, func(c *Config) { c.DB = database })
	id := d.opened("До перезапуска")
	d.assigns(slices.Clone(three), roster.Rule{Role: "operator"})
	d.goesTo(id, "aliya")
	stop(t, d.Server)
	again := &desk{t: t, Server: startServer(t, func(c *Config) { c.Rules, c.Dev, c.SMTP, c.DB = "testdata/desk", true, "off", database })}
	again.goesTo(again.opened("После"), "bolat")
	n := 0
	for e := range again.history(t, deskTenant) {
		if e.Ticket == id && e.Actor.ID == rules.Assigner.ID {
			n++
		}
	}
	if n != 1 {
		t.Errorf("the ticket was assigned %d times, want once", n)
	}
}

func TestMailOfTheAbsentGoesToTheSubstituteToo(t *testing.T) {
	t.Parallel()
	d := newDesk(t)
	d.assigns([]directory.Principal{{ID: "aliya", Email: "aliya@desk.example"}, {ID: "bolat", Email: "bolat@desk.example", Roles: []string{"other"}}})
	now := d.clock.Now()
	addresses := func() (alone, team int) {
		t.Helper()
		also, err := d.mailOfSubstitute(t.Context(), deskTenant, "aliya")
		if err != nil {
			t.Fatal(err)
		}
		all, err := d.mailOfTeam(t.Context(), deskTenant, "operator")
		if err != nil {
			t.Fatal(err)
		}
		return len(also), len(all)
	}
	if alone, team := addresses(); alone != 0 || team != 1 {
		t.Errorf("%d and %d get her mail and the team's while she is there, want none and her", alone, team)
	}
	d.away(roster.Absence{Principal: "aliya", From: now, Until: now.Add(24 * time.Hour), Substitute: "bolat"})
	if alone, team := addresses(); alone != 1 || team != 2 {
		t.Errorf("%d and %d get her mail and the team's while she is away, want bolat too", alone, team)
	}
	d.move(25 * time.Hour)
	if alone, team := addresses(); alone != 0 || team != 1 {
		t.Errorf("%d and %d get her mail and the team's when she is back, want none and her", alone, team)
	}
}
