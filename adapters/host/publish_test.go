package host

import (
	"net/http"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

// restarts is a server that is stopped and started again over the same database and
// the same rules folder.
type restarts struct {
	database, folder string
	*admin
	log *logOf
}

func newRestarts(t *testing.T) *restarts {
	t.Helper()
	r := &restarts{database: sqliteIn(t), folder: rulesFolder(t, "sud")}
	r.restart(t)
	return r
}

func (r *restarts) restart(t *testing.T, change ...func(*Config)) {
	t.Helper()
	if r.admin != nil {
		stop(t, r.Server)
	}
	s, log, err := start(t, func(c *Config) {
		c.DB, c.Rules = r.database, r.folder
		for _, f := range change {
			f(c)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	r.admin, r.log = adminOf(t, s), log
}

func (r *restarts) active(t *testing.T) string { t.Helper(); return string(r.head(t, "sud").Active) }

// TestRestartKeepsWhatWasActivatedByTheAPI, though the rules folder still holds the
// edition before it.
func TestRestartKeepsWhatWasActivatedByTheAPI(t *testing.T) {
	t.Parallel()
	r := newRestarts(t)
	first := r.active(t)
	second := r.upload(t, edit(t, r.folder, contact, contact2), http.StatusCreated).Edition.ID
	r.activate(t, second, "Order 14")
	seq := r.head(t, "sud").Seq
	for range 2 {
		r.restart(t)
		if got := r.active(t); got != second || r.head(t, "sud").Seq != seq {
			t.Fatalf("after a restart %.12s is active, want %.12s and nothing new in the log", got, second)
		}
		if r.log.said("replaced; the active one stays") != 1 {
			t.Error("the log does not say that the folder's edition was passed over")
		}
	}
	reg, _, err := r.rulesOf(t.Context(), "sud", "")
	if err != nil || reg.Document.Contact != "office@sud.kz, 1401, 1402" {
		t.Errorf("it decides by %v (%v), want the second edition", reg.Document.Contact, err)
	}
	// Once the folder says something new, that counts.
	replace(t, r.folder, script, contact, `contact = "1403"`)
	r.restart(t)
	if got := r.active(t); got == second || got == first {
		t.Errorf("a new edition in the folder: %.12s is active, want the new one", got)
	}
}

// TestRestartKeepsARollback: the folder holds what was rolled back.
func TestRestartKeepsARollback(t *testing.T) {
	t.Parallel()
	r := newRestarts(t)
	first := r.active(t)
	replace(t, r.folder, script, contact, contact2)
	r.restart(t)
	if r.active(t) == first {
		t.Fatal("the changed folder was not activated")
	}
	r.rollBack(t, "Clause 5 is wrong")
	r.restart(t)
	if got := r.active(t); got != first {
		t.Errorf("after a restart %.12s is active, want the rollback to stay", got)
	}
}

// TestFolderThatFollowsTheAPIUndoesNothing: the folder was brought up to what was
// active, then somebody went on by the API.
func TestFolderThatFollowsTheAPIUndoesNothing(t *testing.T) {
	t.Parallel()
	r := newRestarts(t)
	second := r.upload(t, edit(t, r.folder, contact, contact2), http.StatusCreated).Edition.ID
	third := r.upload(t, edit(t, r.folder, contact, `contact = "1403"`), http.StatusCreated).Edition.ID
	r.activate(t, second, "Order 14")
	replace(t, r.folder, script, contact, contact2)
	r.restart(t)
	if got := r.active(t); got != second {
		t.Fatalf("%.12s is active, want the folder's, which is active", got)
	}
	r.activate(t, third, "Order 15")
	r.restart(t)
	if got := r.active(t); got != third {
		t.Errorf("after a restart %.12s is active, want %.12s: the folder's was replaced by a person", got, third)
	}
}

// TestFolderThatGoesBackIsFollowed where no person has chosen otherwise.
func TestFolderThatGoesBackIsFollowed(t *testing.T) {
	t.Parallel()
	r := newRestarts(t)
	first := r.active(t)
	replace(t, r.folder, script, contact, contact2)
	r.restart(t)
	replace(t, r.folder, script, contact2, contact)
	r.restart(t)
	if got := r.active(t); got != first || r.head(t, "sud").Seq != 3 {
		t.Errorf("%.12s is active at %d, want %.12s again, activated anew", got, r.head(t, "sud").Seq, first)
	}
}

// TestWatchedFolderThatIsOnlyTouchedUndoesNothing: files that are written anew, with
// the same in them, are no change; what says otherwise is, even what was replaced.
func TestWatchedFolderThatIsOnlyTouchedUndoesNothing(t *testing.T) {
	t.Parallel()
	r := newRestarts(t)
	first := r.active(t)
	second := r.upload(t, edit(t, r.folder, contact, contact2), http.StatusCreated).Edition.ID
	r.activate(t, second, "Order 14")
	look := func(want, what string) {
		t.Helper()
		r.republish(t.Context(), "sud") // as the watcher does when it sees a change
		if got := r.active(t); got != want {
			t.Errorf("%s: %.12s is active, want %.12s", what, got, want)
		}
	}
	look(second, "touched while the server runs")
	r.restart(t)
	look(second, "touched after a restart")
	replace(t, r.folder, script, right, wrong)
	look(second, "broken")
	replace(t, r.folder, script, wrong, right)
	look(second, "mended, as it was")
	replace(t, r.folder, script, contact, contact2)
	look(second, "brought up to what is active")
	replace(t, r.folder, script, contact2, contact)
	look(first, "brought back on purpose")
}

// TestLogOfOlderProgramsIsUnderstood: activations from before editions came by the
// API have no more than their reason.
func TestLogOfOlderProgramsIsUnderstood(t *testing.T) {
	t.Parallel()
	r := newRestarts(t)
	e := r.list(t)[0]
	if e.By == nil || e.By.Kind != string(engine.System) || e.Reason != "found in the rules folder at start" ||
		e.FirstActive == nil || time.Since(*e.FirstActive) > time.Hour {
		t.Errorf("got %+v, want it activated from the rules folder, just now", e)
	}
}
