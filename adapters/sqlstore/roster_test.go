package sqlstore

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/roster"
)

// faceted does a command that sets facets, on a ticket or on a new one.
func faceted(t *testing.T, r *enginetest.Rig, tenant engine.TenantID, id string, ticket engine.TicketID, facets map[string]any) engine.Ticket {
	t.Helper()
	res, err := r.Do(t.Context(), engine.Command{ID: engine.CommandID(id), Tenant: tenant, Kind: "message", Channel: "test", Ticket: ticket,
		Actor: engine.Actor{Kind: engine.Staff, ID: "aigul"}, Data: engine.Fields{"facet": facets}})
	if err != nil {
		t.Fatal(err)
	}
	return res.Ticket
}

func TestWorkloadsFollowTheTickets(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		r := enginetest.NewRig(t, s, acme, other)
		want := func(step string, want map[string]int64) {
			t.Helper()
			got, err := s.Workloads(t.Context(), acme, []string{"dana", "timur"})
			if err != nil || len(got) != len(want) {
				t.Fatalf("%s: loads %v (%v), want %v", step, got, err, want)
			}
			for id, open := range want {
				if got[id].Open != open {
					t.Errorf("%s: %s has %d open tickets, want %d", step, id, got[id].Open, open)
				}
			}
		}
		one := faceted(t, r, acme, "1", "", map[string]any{"family": "new", "turn": "staff"})
		want("a ticket of nobody", map[string]int64{})
		born := faceted(t, r, acme, "2", "", map[string]any{"family": "work", "assignee": "dana"})
		want("born with an assignee", map[string]int64{"dana": 1})
		one = faceted(t, r, acme, "3", one.ID, map[string]any{"assignee": "dana"})
		want("assigned", map[string]int64{"dana": 2})
		loads, _ := s.Workloads(t.Context(), acme, []string{"dana"})
		if loads["dana"].Last != one.Seq {
			t.Errorf("the last ticket came by event %d, want %d", loads["dana"].Last, one.Seq)
		}
		faceted(t, r, acme, "4", born.ID, map[string]any{"family": "done"})
		want("ended", map[string]int64{"dana": 1})
		if again, _ := s.Workloads(t.Context(), acme, []string{"dana"}); again["dana"].Last != one.Seq {
			t.Errorf("an ending is taken for a ticket that was given: %+v", again)
		}
		faceted(t, r, acme, "5", born.ID, map[string]any{"family": "work"})
		want("open again", map[string]int64{"dana": 2})
		faceted(t, r, acme, "6", one.ID, map[string]any{"assignee": "timur"})
		want("passed on", map[string]int64{"dana": 1, "timur": 1})
		faceted(t, r, acme, "7", one.ID, map[string]any{"assignee": ""})
		want("taken off", map[string]int64{"dana": 1, "timur": 0})
		faceted(t, r, acme, "8", one.ID, map[string]any{"assignee": "timur", "family": "done"})
		want("given when it has ended", map[string]int64{"dana": 1, "timur": 0})
		if theirs, err := s.Workloads(t.Context(), other, []string{"dana"}); err != nil || len(theirs) != 0 {
			t.Errorf("another tenant sees %v (%v), want nothing", theirs, err)
		}
	})
}

func TestUnassignedTicketsAreFoundByQueue(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		r := enginetest.NewRig(t, s, acme, other)
		id := map[string]engine.TicketID{}
		for i, f := range []map[string]any{
			{"queue": "first", "turn": "staff"}, {"queue": "first", "turn": "customer"}, {"queue": "first", "turn": "staff", "assignee": "dana"},
			{"queue": "second", "turn": "staff"}, {"turn": "staff"}, {"queue": "first", "turn": "staff"}} {
			id[fmt.Sprint(i)] = faceted(t, r, acme, fmt.Sprint(i), "", f).ID
		}
		faceted(t, r, other, "x", "", map[string]any{"queue": "first", "turn": "staff"})
		check := func(what string, got []engine.Ticket, err error, want ...string) {
			t.Helper()
			var found []string
			for _, ticket := range got {
				for n, known := range id {
					if known == ticket.ID {
						found = append(found, n)
					}
				}
			}
			slices.Sort(found)
			if err != nil || !slices.Equal(found, want) || len(got) != len(want) {
				t.Errorf("%s: tickets %q (%v), want %q", what, found, err, want)
			}
		}
		got, err := s.Unassigned(t.Context(), acme, "first", "", 10)
		check("of a queue", got, err, "0", "5")
		behind, err := s.Unassigned(t.Context(), acme, "first", got[0].ID, 10)
		if err != nil || len(behind) != 1 || behind[0].ID != got[1].ID {
			t.Errorf("behind the first there are %d (%v), want the second alone", len(behind), err)
		}
		got, err = s.UnassignedElsewhere(t.Context(), acme, []string{"first"}, "", 10)
		check("of others", got, err, "3", "4")
		got, err = s.UnassignedElsewhere(t.Context(), acme, nil, "", 10)
		check("of all", got, err, "0", "3", "4", "5")
	})
}

func TestAssignmentIsWrittenOverItsOwnRevisionAlone(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		at := enginetest.Start
		first, err := s.PutAssignment(t.Context(), acme, roster.Settings{Rules: []roster.Rule{{Role: "a", How: roster.Turn}}, Updated: at})
		if err != nil {
			t.Fatal(err)
		}
		second, err := s.PutAssignment(t.Context(), acme, roster.Settings{Rules: []roster.Rule{{Role: "b"}}, Revision: first.Revision, Updated: at})
		if err != nil {
			t.Fatal(err)
		}
		for _, revision := range []int64{0, first.Revision, second.Revision + 1} {
			if _, err := s.PutAssignment(t.Context(), acme, roster.Settings{Revision: revision, Updated: at}); engine.KindOf(err) != engine.Conflict {
				t.Errorf("over revision %d: %v, want a conflict", revision, err)
			}
		}
		got, err := s.Assignment(t.Context(), acme)
		if err != nil || len(got.Rules) != 1 || got.Rules[0].Role != "b" || got.Revision != second.Revision {
			t.Errorf("kept is %+v (%v), want the second", got, err)
		}
		if theirs, err := s.Assignment(t.Context(), other); err != nil || theirs.Revision != 0 {
			t.Errorf("another tenant sees %+v (%v), want nothing", theirs, err)
		}
		file := &directory.File{Assignment: []roster.Rule{{Role: "c"}},
			Principals: []directory.Principal{{ID: "dana", Shift: roster.Shift{"mon": {"09:00-18:00"}}}, {ID: "timur"}}}
		if err := s.Import(t.Context(), acme, file, at); err != nil {
			t.Fatal(err)
		}
		if err := s.Import(t.Context(), acme, &directory.File{}, at); err != nil {
			t.Fatal(err)
		}
		got, err = s.Assignment(t.Context(), acme)
		if err != nil || got.Rules[0].Role != "c" || got.Revision <= second.Revision {
			t.Errorf("after an import there is %+v (%v), want its rules and a later revision", got, err)
		}
		people, err := s.Principals(t.Context(), acme)
		if err != nil || len(people) != 2 || !people[0].Shift.Equal(file.Principals[0].Shift) || people[1].Shift != nil {
			t.Errorf("imported %+v (%v), want dana's shift", people, err)
		}
	})
}

func TestOneNodeAssigns(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		now := enginetest.Start
		claim := func(node string, at time.Time) bool {
			t.Helper()
			ok, err := s.ClaimAssignment(t.Context(), acme, node, at, at.Add(time.Minute))
			if err != nil {
				t.Fatal(err)
			}
			return ok
		}
		if claim("a", now) {
			t.Error("a tenant without rules is claimed")
		}
		if _, err := s.PutAssignment(t.Context(), acme, roster.Settings{Updated: now}); err != nil {
			t.Fatal(err)
		}
		if !claim("a", now) || claim("b", now.Add(time.Second)) || !claim("a", now.Add(2*time.Second)) {
			t.Error("the first node does not keep the claim for itself")
		}
		if !claim("b", now.Add(2*time.Minute)) || claim("a", now.Add(2*time.Minute)) {
			t.Error("a claim that has lapsed is not given to another node")
		}
	})
}

func TestAbsenceIsWrittenOverItsOwnRevisionAlone(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		now := enginetest.Start
		a := roster.Absence{Principal: "dana", From: now, Until: now.Add(time.Hour), Substitute: "timur", By: "boss", Updated: now}
		first, err := s.PutAbsence(t.Context(), acme, a)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.PutAbsence(t.Context(), acme, a); engine.KindOf(err) != engine.Conflict {
			t.Errorf("a second new one: %v, want a conflict", err)
		}
		got, err := s.Absence(t.Context(), acme, "dana")
		if err != nil || got != first {
			t.Errorf("kept is %+v (%v), want %+v", got, err, first)
		}
		for at, want := range map[time.Duration]int{-time.Hour: 1, 0: 1, time.Hour - time.Second: 1, time.Hour: 0} {
			if all, err := s.Absences(t.Context(), acme, now.Add(at)); err != nil || len(all) != want {
				t.Errorf("%v after the beginning there are %d (%v), want %d", at, len(all), err, want)
			}
		}
		if theirs, err := s.Absences(t.Context(), other, now); err != nil || len(theirs) != 0 {
			t.Errorf("another tenant sees %+v (%v), want nothing", theirs, err)
		}
		if err := s.DeleteAbsence(t.Context(), other, "dana"); err != nil {
			t.Fatal(err)
		}
		if kept, _ := s.Absence(t.Context(), acme, "dana"); kept.Revision != first.Revision {
			t.Error("another tenant has removed it")
		}
		if err := s.DeleteAbsence(t.Context(), acme, "dana"); err != nil {
			t.Fatal(err)
		}
		if gone, err := s.Absence(t.Context(), acme, "dana"); err != nil || gone.Revision != 0 {
			t.Errorf("after it was removed there is %+v (%v)", gone, err)
		}
	})
}

// TestLoadsAreNotCounted has ten thousand open tickets: what an assignment asks for
// reads two rows.
func TestLoadsAreNotCounted(t *testing.T) {
	t.Parallel()
	s := openStore(t, sqliteFile(t), acme)
	r := enginetest.NewRig(t, s, acme)
	faceted(t, r, acme, "1", "", map[string]any{"family": "work", "assignee": "dana"})
	err := s.db.change(t.Context(), acme, func(ctx context.Context, tx bun.Tx) error {
		_, err := tx.NewRaw(`WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 9999)
			INSERT INTO tickets SELECT tenant, 'T' || i, '', version, seq, edition, created, updated, next_due, status, family, turn, type, level,
			priority, queue, CASE i % 2 WHEN 0 THEN 'dana' ELSE 'timur' END, company, channel, requester, facets, audience, state FROM tickets, n
			WHERE tenant = ? AND assignee = 'dana'`, string(acme)).Exec(ctx)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	db := s.db.(*sqliteDB)
	clear(db.queries.stmts)
	loads, err := s.Workloads(t.Context(), acme, []string{"dana", "timur"})
	if err != nil || loads["dana"].Open != 5000 || loads["timur"].Open != 5000 {
		t.Fatalf("loads %v (%v), want 5000 each", loads, err)
	}
	if plan := plans(t, db); strings.Contains(plan, "tickets") || !strings.Contains(plan, "SEARCH workloads") {
		t.Errorf("the tickets are read:\n%s", plan)
	}
}
