package sqlstore

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
)

// hexID is an edition's id that begins with a word.
func hexID(begin string) engine.EditionID {
	return engine.EditionID(begin + strings.Repeat("0", 64-len(begin)))
}

func TestEditionsAreListedTheNewestFirst(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		put := func(tenant engine.TenantID, begin string, minutes int) {
			t.Helper()
			if err := s.PutEdition(t.Context(), tenant, hexID(begin), []byte("{}"), enginetest.Start.Add(time.Duration(minutes)*time.Minute)); err != nil {
				t.Fatal(err)
			}
		}
		put(acme, "ab1", 1)
		put(acme, "ab2", 2)
		put(acme, "ac", 2) // at the same time
		put(acme, "9f", 3)
		put(acme, "ab1", 9) // it was there before
		put(other, "ff", 4)
		var got []string
		for after := ""; ; {
			page, next, err := s.Editions(t.Context(), acme, after, 3)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page {
				got = append(got, strings.TrimRight(string(e.ID), "0"))
			}
			if after = next; next == "" {
				break
			}
		}
		if want := "9f ac ab2 ab1"; strings.Join(got, " ") != want {
			t.Errorf("listed %q, want %s", got, want)
		}
		for prefix, want := range map[string]int{"ab": 2, "ab1": 1, string(hexID("ab1")): 1, "a": 2, "9": 1, "ff": 0, "0": 0, "abf": 0} {
			like, err := s.EditionsLike(t.Context(), acme, prefix)
			if err != nil || len(like) != want {
				t.Errorf("%d editions begin with %s (%v), want %d", len(like), prefix, err, want)
			}
		}
	})
}

func TestEventsOfTheTenantItselfAreFoundByTheirKind(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		r := enginetest.NewRig(t, s, acme)
		begin, err := s.OwnEvents(t.Context(), acme, engine.KindActivated)
		if err != nil {
			t.Fatal(err)
		}
		head, err := s.Head(t.Context(), acme)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{}
		for i, begin := range []string{"f0", "00", "9a"} {
			if _, err := r.Do(t.Context(), letter(fmt.Sprint("c", i), 10)); err != nil {
				t.Fatal(err)
			}
			id := hexID(begin)
			cmd := engine.Command{ID: engine.CommandID(fmt.Sprintf("activate/%s/%d", id, 100-i)), Tenant: acme, Actor: engine.Actor{Kind: engine.System},
				Data: engine.Fields{"reason": begin}}
			if _, err := r.Engine.Activate(t.Context(), cmd, head.Active, ""); err != nil {
				t.Fatal(err)
			}
			want = append(want, begin)
		}
		events, err := s.OwnEvents(t.Context(), acme, engine.KindActivated)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, e := range events[len(begin):] {
			got = append(got, e.Body.Data.String("reason"))
		}
		if strings.Join(got, " ") != strings.Join(want, " ") {
			t.Errorf("got %q, want %q, in the order in which they came", got, want)
		}
	})
}

func TestTicketsAreCountedByWhatTheyHave(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		r := enginetest.NewRig(t, s, acme)
		for i, facets := range []map[string]any{{"status": "new", "type": "a"}, {"status": "new", "type": "a"}, {"status": "new", "queue": "q"}, {"status": "closed"}, {}} {
			cmd := letter(fmt.Sprint("c", i), 10)
			cmd.Data["facet"] = facets
			if _, err := r.Do(t.Context(), cmd); err != nil {
				t.Fatal(err)
			}
		}
		counts, err := s.CountTickets(t.Context(), acme, []string{"", "new"})
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]int{}
		for _, c := range counts {
			got[c.Status+"/"+c.Type+"/"+c.Queue] += c.Tickets
			if c.Example == "" || c.Edition == "" {
				t.Errorf("%+v has no example or no edition", c)
			}
		}
		if len(got) != 3 || got["new/a/"] != 2 || got["new//q"] != 1 || got["//"] != 1 {
			t.Errorf("counted %v", got)
		}
		if none, err := s.CountTickets(t.Context(), other, []string{"", "new"}); err != nil || len(none) != 0 {
			t.Errorf("another tenant: %v (%v)", none, err)
		}
		if none, err := s.CountTickets(t.Context(), acme, nil); err != nil || len(none) != 0 {
			t.Errorf("no statuses: %v (%v)", none, err)
		}
	})
}

func TestEditionsThatNobodyNeedsAreRemoved(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		for i, begin := range []string{"a1", "a2", "a3", "a4", "a5"} {
			for _, tenant := range []engine.TenantID{acme, other} {
				if err := s.PutEdition(t.Context(), tenant, hexID(begin), []byte("{}"), enginetest.Start.Add(time.Duration(i)*time.Minute)); err != nil {
					t.Fatal(err)
				}
			}
		}
		left := func(tenant engine.TenantID) string {
			list, _, err := s.Editions(t.Context(), tenant, "", 10)
			if err != nil {
				t.Fatal(err)
			}
			var ids []string
			for _, e := range list {
				ids = append(ids, strings.TrimRight(string(e.ID), "0"))
			}
			return strings.Join(ids, " ")
		}
		head, err := s.Head(t.Context(), acme)
		if err != nil {
			t.Fatal(err)
		}
		keep := []engine.EditionID{hexID("a1"), hexID("a5")}
		if gone, err := s.DropEditions(t.Context(), acme, head.Seq+1, keep, 1); err != nil || len(gone) != 0 || left(acme) != "a5 a4 a3 a2 a1" {
			t.Errorf("asked about another state of the log: %v are gone (%v), left %s", gone, err, left(acme))
		}
		gone, err := s.DropEditions(t.Context(), acme, head.Seq, keep, 1)
		if err != nil || len(gone) != 2 || left(acme) != "a5 a4 a1" {
			t.Errorf("gone %v (%v), left %s; want the newest that is not kept, and those that are", gone, err, left(acme))
		}
		if gone, err := s.DropEditions(t.Context(), acme, head.Seq, keep, 1); err != nil || len(gone) != 0 {
			t.Errorf("gone again: %v (%v)", gone, err)
		}
		if got := left(other); got != "a5 a4 a3 a2 a1" {
			t.Errorf("another tenant has %s left", got)
		}
	})
}

func TestWhatAnEditionHasDecidedIsCounted(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		r := enginetest.NewRig(t, s, acme)
		mark, err := engine.ParkedMark().MarshalJSON()
		if err != nil {
			t.Fatal(err)
		}
		file := func(id string, broken error) {
			t.Helper()
			r.Script.Broken = func() error { return broken }
			cmd := letter(id, 10)
			cmd.Data["said"] = string(mark) // is no mark
			if _, err := r.Do(t.Context(), cmd); err != nil {
				t.Fatal(err)
			}
		}
		file("before", nil)
		head, err := s.Head(t.Context(), acme)
		if err != nil {
			t.Fatal(err)
		}
		file("a", nil)
		file("b", errors.New("broken"))
		file("c", nil)
		got, err := s.CountEdition(t.Context(), acme, head.Active, head.Seq)
		if want := (EditionCount{Opened: 3, Decisions: 3, Parked: 1}); err != nil || got != want {
			t.Errorf("counted %+v (%v), want %+v", got, err, want)
		}
		if got, err := s.CountEdition(t.Context(), acme, hexID("a"), 0); err != nil || got != (EditionCount{}) {
			t.Errorf("of another edition %+v (%v), want none", got, err)
		}
	})
}
