package sqlstore

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/uptrace/bun"

	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules/desk"
	"github.com/reglament/reglament/rules/roster"
)

// says is a message with a text.
func says(tenant engine.TenantID, id string, data engine.Fields) engine.Command {
	return engine.Command{ID: engine.CommandID(id), Tenant: tenant, Kind: "message", Channel: "test",
		Actor: engine.Actor{Kind: engine.Customer, ID: "p1"}, Data: data}
}

func index(t *testing.T, s *Store, tenants ...engine.TenantID) {
	t.Helper()
	for _, tenant := range tenants {
		for {
			n, err := s.Index(t.Context(), tenant, 3)
			if err != nil {
				t.Fatal(err)
			}
			if n < 3 {
				break
			}
		}
	}
}

// found are the numbers of the events that a text finds.
func found(t *testing.T, s *Store, tenant engine.TenantID, text string, companies ...string) string {
	t.Helper()
	q, ok := desk.Ask(tenant, text)
	if !ok {
		t.Fatalf("%q has no word", text)
	}
	q.Limit, q.Companies = 10, companies
	hits, err := s.Search(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var seqs []string
	for _, h := range hits {
		seqs = append(seqs, fmt.Sprint(h.Seq))
	}
	return strings.Join(seqs, " ")
}

func TestTenantsBehindAreFoundAmongAll(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		r := enginetest.NewRig(t, s, acme, other)
		want := func(step string, what func(context.Context) ([]engine.TenantID, error), want ...engine.TenantID) {
			t.Helper()
			got, err := what(t.Context())
			slices.Sort(got)
			if err != nil || !slices.Equal(got, want) {
				t.Errorf("%s: %q (%v), want %q", step, got, err, want)
			}
		}
		index(t, s, acme, other)
		want("nothing has been said since", s.Unindexed)
		for _, tenant := range []engine.TenantID{acme, other} {
			if _, err := r.Do(t.Context(), says(tenant, "c1", engine.Fields{"text": "слово"})); err != nil {
				t.Fatal(err)
			}
		}
		want("two have logs", s.Unindexed, acme, other)
		index(t, s, acme)
		want("one is searched", s.Unindexed, other)
		index(t, s, other)
		want("both are searched", s.Unindexed)
		want("nobody assigns", s.Assigning)
		if _, err := s.PutAssignment(t.Context(), other, roster.Settings{Rules: []roster.Rule{{Role: "operator"}}, Updated: enginetest.Start}); err != nil {
			t.Fatal(err)
		}
		want("one assigns", s.Assigning, other)
	})
}

func TestSearchFindsWhatWasSaid(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		r := enginetest.NewRig(t, s, acme, other)
		for i, data := range []engine.Fields{ // events 2 and on
			{"text": "Не включается ноутбук, ёлки!", "subject": "Ноутбук", "from": map[string]any{"name": "Данияр Әлімұлы", "address": "daniyar@mail.example"}},
			{"text": "Қазақстандағы принтер жұмыс істемейді", "fields": map[string]any{"phone": "+7 (705) 100-63-43", "iin": "87051006344"}},
			{"text": "The notebook's screen is broken", "attachments": []any{map[string]any{"name": "Счёт-фактура.pdf", "blob": "abcdef", "type": "application/pdf"}}},
			{"facet": map[string]any{"company": "АО-Банк"}, "text": "ничего"},
		} {
			if _, err := r.Do(t.Context(), says(acme, fmt.Sprint("m", i), data)); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := r.Do(t.Context(), says(other, "m", engine.Fields{"text": "чужой ноутбук xtenantxacme " + desk.CompanyMark("АО-Банк")})); err != nil {
			t.Fatal(err)
		}
		if got := found(t, s, acme, "ноутбук"); got != "" {
			t.Errorf("before the index is made: found %s", got)
		}
		index(t, s, acme, other)
		for text, want := range map[string]string{
			"ноутбук": "2", "НОУТ": "2", "елки": "2", "Данияр ноутбук": "2", "daniyar@mail": "2", "данияр принтер": "", "s-010": "2", "010": "2",
			"қазақ": "3", "казак": "", "жұмыс принтер": "3", "7051006344": "3", "77051006344": "3",
			"notebook broken": "4", "счет фактура": "4", "abcdef": "", "pdf": "4", "не": "2", "чужой": "", "b": "", "банк": "",
		} {
			if got := found(t, s, acme, text); got != want {
				t.Errorf("%q finds %q, want %q", text, got, want)
			}
		}
		if got := found(t, s, acme, "банк", "АО-Банк"); got != "5" {
			t.Errorf("by the company: found %q, want 5", got)
		}
		if got := found(t, s, other, "ноутбук"); got != "2" {
			t.Errorf("the other tenant finds %q, want its own", got)
		}
		if seq, err := s.Indexed(t.Context(), acme); err != nil || seq != 5 {
			t.Errorf("indexed up to %d (%v), want 5", seq, err)
		}
	})
}

func TestSearchGoesOnBehindAnEvent(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		r := enginetest.NewRig(t, s, acme, other)
		for i := range 7 {
			for _, tenant := range []engine.TenantID{acme, other} {
				if _, err := r.Do(t.Context(), says(tenant, fmt.Sprint("m", i), engine.Fields{"text": "принтер"})); err != nil {
					t.Fatal(err)
				}
			}
			index(t, s, acme, other)
		}
		q, _ := desk.Ask(acme, "принт")
		q.Limit = 3
		var got []int64
		for range 4 {
			hits, err := s.Search(t.Context(), q)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range hits {
				got = append(got, h.Seq)
				q.Before = h.Seq
			}
		}
		if fmt.Sprint(got) != "[8 7 6 5 4 3 2]" {
			t.Errorf("found %v, want each once, the latest first", got)
		}
	})
}

func TestErasedWordsAreNotFound(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		r := enginetest.NewRig(t, s, acme)
		for i := range 4 {
			if _, err := r.Do(t.Context(), says(acme, fmt.Sprint("m", i), engine.Fields{"text": "секрет"})); err != nil {
				t.Fatal(err)
			}
		}
		erase := func(seq int) {
			t.Helper()
			if err := s.db.change(t.Context(), acme, func(ctx context.Context, tx bun.Tx) error {
				_, err := tx.NewRaw("UPDATE events SET body = NULL, salt = NULL WHERE tenant = 'acme' AND seq = ?", seq).Exec(ctx)
				return err
			}); err != nil {
				t.Fatal(err)
			}
		}
		erase(2) // before it is indexed
		index(t, s, acme)
		if got := found(t, s, acme, "секрет"); got != "5 4 3" {
			t.Errorf("found %s, want 5 4 3", got)
		}
		erase(4)
		if got := found(t, s, acme, "секрет"); got != "5 3" {
			t.Errorf("found %s, want nothing of what is erased", got)
		}
		// One that is erased between being read and being indexed.
		events, err := s.Events(t.Context(), acme, 2, 1)
		if err != nil {
			t.Fatal(err)
		}
		erase(3)
		if err := s.db.change(t.Context(), acme, func(ctx context.Context, tx bun.Tx) error {
			return s.db.putWords(ctx, tx, acme, []indexed{{&events[0], []string{"секрет", desk.TenantMark(acme)}}})
		}); err != nil {
			t.Fatal(err)
		}
		if got := found(t, s, acme, "секрет"); got != "5" {
			t.Errorf("found %s, want 5 alone", got)
		}
	})
}

// TestIndexIsMadeOnceByManyNodes has several of them follow one log.
func TestIndexIsMadeOnceByManyNodes(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		r := enginetest.NewRig(t, s, acme)
		for i := range 30 {
			if _, err := r.Do(t.Context(), says(acme, fmt.Sprint("m", i), engine.Fields{"text": "принтер"})); err != nil {
				t.Fatal(err)
			}
		}
		var nodes sync.WaitGroup
		for range 4 {
			nodes.Go(func() {
				for {
					n, err := s.Index(t.Context(), acme, 4)
					if err != nil {
						t.Error(err)
					}
					if n == 0 || err != nil {
						return
					}
				}
			})
		}
		nodes.Wait()
		q, _ := desk.Ask(acme, "принтер")
		q.Limit = 100
		if hits, err := s.Search(t.Context(), q); err != nil || len(hits) != 30 {
			t.Errorf("found %d (%v), want each of the 30 once", len(hits), err)
		}
	})
}

func TestSearchFunctionSeesTheTenantThatIsSet(t *testing.T) {
	s := openStore(t, server.Database(t), acme, other)
	r := enginetest.NewRig(t, s, acme, other)
	if _, err := r.Do(t.Context(), says(other, "m", engine.Fields{"text": "принтер"})); err != nil {
		t.Fatal(err)
	}
	index(t, s, other)
	app := s.db.(*postgres).app
	for before, want := range map[string]int{"SET LOCAL reglament.tenant = 'other'": 1, "SET LOCAL reglament.tenant = 'acme'": 0, "SELECT 1": 0} {
		err := app.RunInTx(t.Context(), nil, func(ctx context.Context, tx bun.Tx) error {
			if _, err := tx.ExecContext(ctx, before); err != nil {
				return err
			}
			var n int
			if err := tx.NewRaw("SELECT count(*) FROM search_words('принтер'::tsquery, 100, 10)").Scan(ctx, &n); err != nil {
				return err
			}
			if n != want {
				t.Errorf("%s: found %d, want %d", before, n, want)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// TestMigrationsNeedNoSuperuser brings the schema up as a login that owns its
// database and may make roles, and searches.
func TestMigrationsNeedNoSuperuser(t *testing.T) {
	private := pgtest.Private(t)
	admin := login(t, private.AdminURL())
	for _, statement := range []string{"CREATE ROLE deployer LOGIN CREATEROLE", "CREATE DATABASE desk OWNER deployer"} {
		if _, err := admin.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	u, err := url.Parse(private.AdminURL())
	if err != nil {
		t.Fatal(err)
	}
	u.User, u.Path = url.User("deployer"), "/desk"
	s := openStore(t, u.String(), acme)
	r := enginetest.NewRig(t, s, acme)
	if _, err := r.Do(t.Context(), says(acme, "m", engine.Fields{"text": "принтер"})); err != nil {
		t.Fatal(err)
	}
	index(t, s, acme)
	if got := found(t, s, acme, "принтер"); got != "2" {
		t.Errorf("found %q, want the message", got)
	}
}
