package sqlstore

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules/desk"
)

func addReminder(t *testing.T, s *Store, tenant engine.TenantID, id, owner string, due time.Time) {
	t.Helper()
	err := s.AddReminder(t.Context(), tenant, desk.Reminder{ID: id, Owner: owner, Ticket: "T1", Text: "Позвонить", Due: due, Created: enginetest.Start})
	if err != nil {
		t.Fatal(err)
	}
}

// claim is what a node asks for at an instant, for a minute.
func claim(at time.Time) engine.Claim {
	return engine.Claim{Now: at, LeaseNow: at, LeaseUntil: at.Add(time.Minute)}
}

func TestUnwantedMailsAreKeptByEmployee(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		for _, off := range [][]string{{"watched"}, {"deadline", "assigned"}} {
			if err := s.PutWishes(t.Context(), acme, "aigul", desk.Wishes{Off: off}); err != nil {
				t.Fatal(err)
			}
		}
		got, err := s.Wishes(t.Context(), acme, "aigul")
		if err != nil || got.Wants("assigned") || !got.Wants("watched") {
			t.Errorf("wishes are %+v (%v), want what was said last", got, err)
		}
		for tenant, owner := range map[engine.TenantID]string{acme: "dana", other: "aigul"} {
			if w, err := s.Wishes(t.Context(), tenant, owner); err != nil || !w.Wants("assigned") {
				t.Errorf("%s of %s has %+v (%v), want all mails", owner, tenant, w, err)
			}
		}
	})
}

func TestReminderIsItsOwnersAlone(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		addReminder(t, s, acme, "late", "aigul", enginetest.Start.Add(2*time.Hour))
		addReminder(t, s, acme, "early", "aigul", enginetest.Start.Add(time.Hour))
		got, err := s.Reminders(t.Context(), acme, "aigul")
		if err != nil || len(got) != 2 || got[0].ID != "early" || got[0].Text != "Позвонить" || !got[0].Due.Equal(enginetest.Start.Add(time.Hour)) {
			t.Errorf("reminders are %+v (%v), want both, the earlier first", got, err)
		}
		for tenant, owner := range map[engine.TenantID]string{acme: "dana", other: "aigul"} {
			if got, err := s.Reminders(t.Context(), tenant, owner); err != nil || len(got) != 0 {
				t.Errorf("%s of %s sees %+v (%v), want nothing", owner, tenant, got, err)
			}
			if err := s.DeleteReminder(t.Context(), tenant, owner, "early"); engine.KindOf(err) != engine.NotFound {
				t.Errorf("%s of %s removes it: %v, want not found", owner, tenant, err)
			}
		}
		if err := s.DeleteReminder(t.Context(), acme, "aigul", "early"); err != nil {
			t.Error(err)
		}
		if got, _ := s.Reminders(t.Context(), acme, "aigul"); len(got) != 1 {
			t.Errorf("%d reminders are left, want one", len(got))
		}
	})
}

func TestRemindersAreBounded(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		for i := range desk.MaxReminders {
			addReminder(t, s, acme, fmt.Sprint("r", i), "aigul", enginetest.Start)
		}
		err := s.AddReminder(t.Context(), acme, desk.Reminder{ID: "more", Owner: "aigul", Ticket: "T1", Due: enginetest.Start})
		if engine.KindOf(err) != engine.Invalid {
			t.Errorf("one more than %d: %v, want it turned down", desk.MaxReminders, err)
		}
		addReminder(t, s, acme, "hers", "dana", enginetest.Start)
	})
}

func TestDueReminderIsGivenOutOnce(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		due := enginetest.Start.Add(time.Hour)
		addReminder(t, s, acme, "r1", "aigul", due)
		addReminder(t, s, other, "r1", "ivan", due.Add(time.Second))
		if all, err := s.Reminding(t.Context(), claim(due.Add(-time.Microsecond))); err != nil || len(all) != 0 {
			t.Errorf("before it is due: %v (%v), want nobody", all, err)
		}
		if all, err := s.Reminding(t.Context(), claim(due)); err != nil || len(all) != 1 || all[0] != acme {
			t.Errorf("when it is due: %v (%v), want its tenant", all, err)
		}
		var wg sync.WaitGroup
		claimed := make(chan desk.Reminder, 8)
		for range 4 {
			wg.Go(func() {
				got, err := s.ClaimReminders(t.Context(), acme, claim(due))
				if err != nil {
					t.Error(err)
				}
				for _, r := range got {
					claimed <- r
				}
			})
		}
		wg.Wait()
		if len(claimed) != 1 {
			t.Fatalf("four at once were given %d, want one between them", len(claimed))
		}
		if r := <-claimed; r.Owner != "aigul" || r.Ticket != "T1" {
			t.Errorf("given out was %+v", r)
		}
		// Whoever took it has died: after the lease somebody else has it.
		again, err := s.ClaimReminders(t.Context(), acme, claim(due.Add(time.Minute)))
		if err != nil || len(again) != 1 {
			t.Errorf("after the lease: %v (%v), want it again", again, err)
		}
		if err := s.ReminderTold(t.Context(), acme, "r1", due.Add(time.Minute)); err != nil {
			t.Fatal(err)
		}
		if more, err := s.ClaimReminders(t.Context(), acme, claim(due.Add(time.Hour))); err != nil || len(more) != 0 {
			t.Errorf("after it was told: %v (%v), want nothing", more, err)
		}
	})
}
