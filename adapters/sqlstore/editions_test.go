package sqlstore

import (
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
		for after := (Edition{}); ; {
			page, err := s.Editions(t.Context(), acme, after, 3)
			if err != nil {
				t.Fatal(err)
			}
			for _, e := range page {
				got = append(got, strings.TrimRight(string(e.ID), "0"))
				after = e
			}
			if len(page) < 3 {
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

func TestActivationsAreFoundAmongAllEvents(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		r := enginetest.NewRig(t, s, acme)
		begin, err := s.Activations(t.Context(), acme)
		if err != nil {
			t.Fatal(err)
		}
		head, err := s.Head(t.Context(), acme)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{}
		for i, begin := range []string{"f0", "00", "9a"} {
			if _, err := r.Do(t.Context(), letter(fmt.Sprintf("activate%d", i), 10)); err != nil {
				t.Fatal(err) // a command that is only called so
			}
			id := hexID(begin)
			cmd := engine.Command{ID: engine.CommandID(fmt.Sprintf("activate/%s/%d", id, 100-i)), Tenant: acme, Actor: engine.Actor{Kind: engine.System},
				Data: engine.Fields{"reason": begin}}
			if _, err := r.Engine.Activate(t.Context(), cmd, head.Active); err != nil {
				t.Fatal(err)
			}
			want = append(want, begin)
		}
		events, err := s.Activations(t.Context(), acme)
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
