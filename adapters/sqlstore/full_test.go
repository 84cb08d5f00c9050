package sqlstore

import (
	"context"
	"fmt"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules/directory"
)

// allow lets the file grow by a number of pages from what it is now: a disk that
// is nearly full.
func allow(t *testing.T, s *Store, pages int) {
	t.Helper()
	var now int
	db := s.db.(*sqliteDB).writer
	if err := db.QueryRowContext(t.Context(), "PRAGMA page_count").Scan(&now); err != nil {
		t.Fatal(err)
	}
	if _, err := db.ExecContext(t.Context(), fmt.Sprintf("PRAGMA max_page_count = %d", now+pages)); err != nil {
		t.Fatal(err)
	}
}

// TestFullDiskLosesNothing lets the disk run full at every page of a commit. A
// database that has run full ends the transaction by itself: a statement that
// followed would stand alone, and half a change with it.
func TestFullDiskLosesNothing(t *testing.T) {
	s := openStore(t, sqliteFile(t), acme)
	r := enginetest.NewRig(t, s, acme)
	done := int64(1) // the activation
	refused := 0
	for pages := range 40 {
		allow(t, s, pages%13)
		cmd := letter(fmt.Sprintf("c%d", pages), 9000)
		_, err := r.Do(t.Context(), cmd)
		if err != nil {
			refused++
			if engine.KindOf(err) != engine.Temporary {
				t.Fatalf("with %d pages left: got %v (%s), want a temporary error", pages%13, err, engine.KindOf(err))
			}
			head, err := s.Head(t.Context(), acme)
			if err != nil || head.Seq != done {
				t.Fatalf("after a commit that failed the log ends at %d (%v), want %d", head.Seq, err, done)
			}
			allow(t, s, 1000)
			if _, err := r.Do(t.Context(), cmd); err != nil {
				t.Fatalf("the same command with room again: %v", err)
			}
		}
		done++
	}
	if refused < 5 {
		t.Fatalf("only %d of 40 commits met a full disk: the test proves nothing", refused)
	}
	if got := enginetest.VerifyLog(t, s, acme); got != done {
		t.Errorf("the log has %d events, want %d", got, done)
	}
	counts(t, s, map[string]int64{"events": done, "tickets": done - 1, "wakes": done - 1, "outbox": done - 1, "ticket_keys": done - 1})
}

func counts(t *testing.T, s *Store, want map[string]int64) {
	t.Helper()
	for table, n := range want {
		var got []int64
		if err := s.db.read(context.Background(), acme, &got, "SELECT count(*) FROM "+table+" WHERE tenant = ?", string(acme)); err != nil {
			t.Fatal(err)
		}
		if got[0] != n {
			t.Errorf("%s has %d rows, want %d", table, got[0], n)
		}
	}
}

func TestImportOnAFullDiskIsAllOrNothing(t *testing.T) {
	s := openStore(t, sqliteFile(t), acme)
	file := &directory.File{
		Principals: []directory.Principal{{ID: "long", Name: fmt.Sprintf("%0100000d", 7)}},
		Parties:    []directory.Party{{ID: "short", Name: "Short"}},
	}
	allow(t, s, 5)
	if err := s.Import(t.Context(), acme, file, enginetest.Start); engine.KindOf(err) != engine.Temporary {
		t.Fatalf("import on a full disk: got %v, want a temporary error", err)
	}
	counts(t, s, map[string]int64{"principals": 0, "parties": 0})
	allow(t, s, 1000)
	if err := s.Import(t.Context(), acme, file, enginetest.Start); err != nil {
		t.Fatal(err)
	}
	counts(t, s, map[string]int64{"principals": 1, "parties": 1})
}
