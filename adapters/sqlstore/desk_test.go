package sqlstore

import (
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules/desk"
)

var replyKey = desk.DraftKey{Owner: "aigul", Ticket: "T1", Kind: desk.Reply}

func putDraft(t *testing.T, s *Store, tenant engine.TenantID, d desk.Draft) desk.Draft {
	t.Helper()
	if d.Updated.IsZero() {
		d.Updated = enginetest.Start
	}
	kept, err := s.PutDraft(t.Context(), tenant, d)
	if err != nil {
		t.Fatal(err)
	}
	return kept
}

func TestDraftIsWrittenOverItsOwnRevisionAlone(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		none, err := s.Draft(t.Context(), acme, replyKey)
		if err != nil || none.Revision != 0 || none.DraftKey != replyKey {
			t.Fatalf("draft %+v (%v), want an empty one", none, err)
		}
		first := putDraft(t, s, acme, desk.Draft{DraftKey: replyKey, Text: "один", Fields: engine.Fields{"to": "a"}, Version: 3})
		second := putDraft(t, s, acme, desk.Draft{DraftKey: replyKey, Text: "два", Version: 3, Revision: first.Revision})
		for name, revision := range map[string]int64{"an earlier": first.Revision, "no": 0, "a later": second.Revision + 1} {
			_, err := s.PutDraft(t.Context(), acme, desk.Draft{DraftKey: replyKey, Text: "три", Revision: revision, Updated: enginetest.Start})
			if engine.KindOf(err) != engine.Conflict {
				t.Errorf("written over %s revision: %v, want a conflict", name, err)
			}
		}
		got, err := s.Draft(t.Context(), acme, replyKey)
		if err != nil || got.Text != "два" || got.Revision != second.Revision || got.Version != 3 || !got.Updated.Equal(enginetest.Start) {
			t.Errorf("draft %+v (%v), want the second", got, err)
		}
		if theirs, err := s.Draft(t.Context(), other, replyKey); err != nil || theirs.Revision != 0 {
			t.Errorf("another tenant sees %+v (%v), want nothing", theirs, err)
		}
	})
}

func TestSentDraftIsNotBroughtBack(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		first := putDraft(t, s, acme, desk.Draft{DraftKey: replyKey, Text: "один"})
		if err := s.DeleteDraft(t.Context(), acme, replyKey, first.Revision+1); err != nil {
			t.Fatal(err)
		}
		if kept, _ := s.Draft(t.Context(), acme, replyKey); kept.Text != "один" {
			t.Errorf("a draft of another revision was removed: %+v", kept)
		}
		if err := s.DeleteDraft(t.Context(), acme, replyKey, first.Revision); err != nil {
			t.Fatal(err)
		}
		late := desk.Draft{DraftKey: replyKey, Text: "один!", Revision: first.Revision, Updated: enginetest.Start}
		if _, err := s.PutDraft(t.Context(), acme, late); engine.KindOf(err) != engine.Conflict {
			t.Errorf("a draft that was sent is written again: %v, want a conflict", err)
		}
		again := putDraft(t, s, acme, desk.Draft{DraftKey: replyKey, Text: "новый", Updated: enginetest.Start.Add(time.Second)})
		if again.Revision == first.Revision {
			t.Errorf("the next draft has revision %d too: the sent one's pages can write over it", again.Revision)
		}
	})
}

func TestDraftsAreListedAndBounded(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		for i := range desk.MaxDrafts {
			key := desk.DraftKey{Owner: "aigul", Ticket: engine.TicketID(fmt.Sprint("T", i)), Kind: desk.Note}
			putDraft(t, s, acme, desk.Draft{DraftKey: key, Updated: enginetest.Start.Add(time.Duration(i) * time.Second)})
		}
		_, err := s.PutDraft(t.Context(), acme, desk.Draft{DraftKey: replyKey, Updated: enginetest.Start})
		if engine.KindOf(err) != engine.Invalid {
			t.Errorf("one more than %d: %v, want it turned down", desk.MaxDrafts, err)
		}
		putDraft(t, s, acme, desk.Draft{DraftKey: desk.DraftKey{Owner: "dana", Kind: desk.Intake}, Text: "её"})
		drafts, err := s.Drafts(t.Context(), acme, "aigul")
		if err != nil || len(drafts) != desk.MaxDrafts || drafts[0].Ticket != "T199" {
			t.Fatalf("%d drafts (%v), want %d, the latest first", len(drafts), err, desk.MaxDrafts)
		}
		if slices.ContainsFunc(drafts, func(d desk.Draft) bool { return d.Owner != "aigul" }) {
			t.Error("somebody else's draft is listed")
		}
	})
}

// TestOneOfTwoWritersWins has many pages write over one revision at once.
func TestOneOfTwoWritersWins(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		base := putDraft(t, s, acme, desk.Draft{DraftKey: replyKey, Text: "один"})
		for _, revision := range []int64{base.Revision, 0} {
			key := replyKey
			if revision == 0 {
				key.Kind = desk.Note
			}
			var won []string
			var mu sync.Mutex
			var writers sync.WaitGroup
			for i := range 8 {
				writers.Go(func() {
					text := fmt.Sprint("текст ", i)
					_, err := s.PutDraft(t.Context(), acme, desk.Draft{DraftKey: key, Text: text, Revision: revision, Updated: enginetest.Start})
					switch {
					case err == nil:
						mu.Lock()
						won = append(won, text)
						mu.Unlock()
					case engine.KindOf(err) != engine.Conflict:
						t.Error(err)
					}
				})
			}
			writers.Wait()
			kept, err := s.Draft(t.Context(), acme, key)
			if err != nil || len(won) != 1 || kept.Text != won[0] {
				t.Errorf("over revision %d %v have won, and %q is kept (%v)", revision, won, kept.Text, err)
			}
		}
	})
}

func TestViewsAreOnesOwnOrShared(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme, other)
		put := func(tenant engine.TenantID, v desk.View) desk.View {
			t.Helper()
			v.Updated = enginetest.Start
			kept, err := s.PutView(t.Context(), tenant, v)
			if err != nil {
				t.Fatal(err)
			}
			return kept
		}
		look := desk.Look{Filter: map[string][]string{"status": {"new", "work"}}, Words: "принтер", Sort: desk.ByDue, Columns: []string{"number"}, Layout: desk.List}
		mine := put(acme, desk.View{ID: "v1", Owner: "aigul", Name: "б", Look: look})
		put(acme, desk.View{ID: "v2", Owner: "dana", Name: "а", Shared: true})
		put(acme, desk.View{ID: "v3", Owner: "dana", Name: "в"})
		put(other, desk.View{ID: "v4", Owner: "aigul", Name: "г", Shared: true})
		if got := viewIDs(t, s, acme, "aigul"); got != "v2 v1" {
			t.Errorf("aigul sees %s, want the shared one and her own, by name", got)
		}
		if got := viewIDs(t, s, acme, "dana"); got != "v2 v3" {
			t.Errorf("dana sees %s", got)
		}
		got, err := s.View(t.Context(), acme, "aigul", "v1")
		if err != nil || got.Name != "б" || got.Look.Words != "принтер" || strings.Join(got.Look.Filter["status"], " ") != "new work" {
			t.Errorf("view %+v (%v)", got, err)
		}
		if _, err := s.View(t.Context(), acme, "aigul", "v3"); engine.KindOf(err) != engine.NotFound {
			t.Errorf("dana's own view: %v, want not found", err)
		}
		mine.Name = "д"
		renamed := put(acme, mine)
		for name, v := range map[string]desk.View{"an earlier revision": mine,
			"somebody else's": {ID: "v2", Owner: "aigul", Name: "x", Revision: renamed.Revision}} {
			v.Updated = enginetest.Start
			if _, err := s.PutView(t.Context(), acme, v); engine.KindOf(err) != engine.Conflict {
				t.Errorf("written over %s: %v, want a conflict", name, err)
			}
		}
		if err := s.DeleteView(t.Context(), other, "v1"); err != nil {
			t.Fatal(err)
		}
		if err := s.DeleteView(t.Context(), acme, "v2"); err != nil {
			t.Fatal(err)
		}
		if got := viewIDs(t, s, acme, "aigul"); got != "v1" {
			t.Errorf("aigul sees %s after the shared one was removed, want v1", got)
		}
	})
}

func viewIDs(t *testing.T, s *Store, tenant engine.TenantID, owner string) string {
	t.Helper()
	views, err := s.Views(t.Context(), tenant, owner)
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	for _, v := range views {
		ids = append(ids, v.ID)
	}
	return strings.Join(ids, " ")
}

func TestViewsAreBounded(t *testing.T) {
	databases(t, func(t *testing.T, databaseURL func(t testing.TB) string) {
		s := openStore(t, databaseURL(t), acme)
		put := func(owner string, i int, shared bool) error {
			_, err := s.PutView(t.Context(), acme, desk.View{ID: fmt.Sprint(owner, i), Owner: owner, Name: "x", Shared: shared, Updated: enginetest.Start})
			return err
		}
		for i := range desk.MaxViews {
			for _, owner := range []string{"a", "b"} {
				if err := put(owner, i, true); err != nil {
					t.Fatal(err)
				}
			}
		}
		if err := put("a", desk.MaxViews, false); engine.KindOf(err) != engine.Invalid {
			t.Errorf("one more of the same employee: %v", err)
		}
		if err := put("c", 0, true); engine.KindOf(err) != engine.Invalid {
			t.Errorf("one more that is shared: %v", err)
		}
		if err := put("c", 0, false); err != nil {
			t.Errorf("somebody else's own: %v", err)
		}
	})
}
