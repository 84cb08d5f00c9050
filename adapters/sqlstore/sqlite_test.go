package sqlstore

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/reglament/reglament/engine/enginetest"
)

// TestAnyFolderNameIsTaken: signs that mean something in a URL are part of the
// file's name, and the settings that make commits durable are not lost by them.
func TestAnyFolderNameIsTaken(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"plain", "with space", "C# data", "50%41", "why?mode=memory", "деректер"} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), name, "reglament.db")
			s := openStore(t, path, acme)
			r := enginetest.NewRig(t, s, acme)
			if _, err := r.Do(t.Context(), letter("c1", 10)); err != nil {
				t.Fatal(err)
			}
			if info, err := os.Stat(path); err != nil || info.Size() == 0 {
				t.Errorf("the database is not in %s: %v", path, err)
			}
			var journal string
			var synchronous int
			db := s.db.(*sqliteDB).writer
			if err := db.QueryRowContext(t.Context(), "PRAGMA journal_mode").Scan(&journal); err != nil || journal != "wal" {
				t.Errorf("journal mode %q (%v), want wal", journal, err)
			}
			if err := db.QueryRowContext(t.Context(), "PRAGMA synchronous").Scan(&synchronous); err != nil || synchronous != 2 {
				t.Errorf("synchronous %d (%v), want 2: full", synchronous, err)
			}
		})
	}
}
