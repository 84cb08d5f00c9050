package host

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// rulesFolder is a folder with the regulation of SUD for each of the tenants.
func rulesFolder(t *testing.T, tenants ...string) string {
	t.Helper()
	dir := t.TempDir()
	sud, err := fs.Sub(rules.Shipped, "sud")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range tenants {
		if err := os.CopyFS(filepath.Join(dir, id), sud); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// replace changes a text in a file of a rules folder. The file is never seen half
// written.
func replace(t *testing.T, folder, file, before, after string) {
	t.Helper()
	name := filepath.Join(folder, filepath.FromSlash(file))
	raw, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(raw), before) {
		t.Fatalf("%s does not hold %q", file, before)
	}
	temporary := filepath.Join(filepath.Dir(folder), filepath.Base(t.TempDir())+".new")
	if err := os.WriteFile(temporary, []byte(strings.ReplaceAll(string(raw), before, after)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(temporary, name); err != nil {
		t.Fatal(err)
	}
}

// What is changed in the regulation of SUD, and where.
const (
	script   = "sud/regulation.lua"
	right    = `known }, move "new"`
	wrong    = `known }, move "nowhere"`
	contact  = `contact = "office@sud.kz, 1401"`
	contact2 = `contact = "office@sud.kz, 1401, 1402"`
)

// head is the end of a tenant's log.
func (s *Server) head(t *testing.T, id engine.TenantID) engine.Head {
	t.Helper()
	head, err := s.store.Head(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return head
}

func TestBrokenRegulationAtStartLeavesTheEditionBeforeIt(t *testing.T) {
	t.Parallel()
	database, folder := sqliteIn(t), rulesFolder(t, "sud")
	config := func(c *Config) { c.DB, c.Rules = database, folder }
	s := startServer(t, config)
	before := s.head(t, "sud")
	stop(t, s)
	replace(t, folder, script, right, wrong)
	s, log, err := start(t, config)
	if err != nil {
		t.Fatal(err)
	}
	if after := s.head(t, "sud"); after.Active != before.Active || after.Seq != before.Seq {
		t.Errorf("the tenant goes on with edition %.12s at %d, want %.12s at %d", after.Active, after.Seq, before.Active, before.Seq)
	}
	if log.said("was not activated") == 0 || log.said("sud/regulation.lua:") == 0 || log.said("nowhere") == 0 {
		t.Error("the log does not say what is wrong, and where")
	}
	if err := s.write("after@mail.example"); err != nil {
		t.Error("mail under the edition before:", err)
	}
}

func TestBrokenRegulationOfANewTenantFailsTheStart(t *testing.T) {
	t.Parallel()
	database, folder := sqliteIn(t), rulesFolder(t, "sud")
	config := func(c *Config) { c.DB, c.Rules = database, folder }
	replace(t, folder, script, right, wrong)
	_, _, err := start(t, config)
	if err == nil || !strings.Contains(err.Error(), "sud/regulation.lua:") || !strings.Contains(err.Error(), "nowhere") {
		t.Fatalf("got %v, want the place of the mistake", err)
	}
	replace(t, folder, script, wrong, right)
	s := startServer(t, config)
	tokens, err := s.FirstTokens(t.Context())
	if err != nil || len(tokens) != 4 {
		t.Errorf("mended, the start gives %d tokens (%v), want those of the installation and of SUD's three roles", len(tokens), err)
	}
}

func TestRegulationWhoseCasesFailIsNotActivated(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	replace(t, folder, "sud/cases/06-call.yaml", `due: "2026-11-23 13:00"`, `due: "2026-11-23 14:00"`)
	_, _, err := start(t, func(c *Config) { c.Rules = folder })
	if err == nil || !strings.Contains(err.Error(), "sud/cases/06-call.yaml:7: ") || !strings.Contains(err.Error(), "14:00") {
		t.Errorf("got %v, want what is not as expected, with its line", err)
	}
}

func TestSameFolderAgainActivatesNothing(t *testing.T) {
	t.Parallel()
	database, folder := sqliteIn(t), rulesFolder(t, "sud")
	config := func(c *Config) { c.DB, c.Rules = database, folder }
	s := startServer(t, config)
	before := s.head(t, "sud")
	stop(t, s)
	s = startServer(t, config)
	if after := s.head(t, "sud"); after.Seq != before.Seq || before.Seq != 1 {
		t.Errorf("the log has %d events, then %d; want the one activation", before.Seq, after.Seq)
	}
	stop(t, s)
	replace(t, folder, script, contact, contact2)
	s = startServer(t, config)
	if after := s.head(t, "sud"); after.Seq != 2 || after.Active == before.Active {
		t.Errorf("a changed folder gives %d events and edition %.12s, want 2 and another than %.12s", after.Seq, after.Active, before.Active)
	}
}

func TestAddressBelongsToOneTenant(t *testing.T) {
	t.Parallel()
	_, _, err := start(t, func(c *Config) { c.Rules = rulesFolder(t, "one", "two") })
	if err == nil || !strings.Contains(err.Error(), "regulation of two") || !strings.Contains(err.Error(), "office@sud.kz belongs to tenant one") {
		t.Errorf("got %v, want the second tenant refused", err)
	}
}

func TestFolderMustNameTenants(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"Суд": "cannot name a tenant", Installation: "cannot name a tenant"} {
		if _, _, err := start(t, func(c *Config) { c.Rules = rulesFolder(t, name) }); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %q", name, err, want)
		}
	}
	if _, _, err := start(t, func(c *Config) { c.Rules = t.TempDir() }); err == nil || !strings.Contains(err.Error(), "no regulation to serve") {
		t.Errorf("an empty folder: got %v", err)
	}
	missing := filepath.Join(t.TempDir(), "nix")
	if _, _, err := start(t, func(c *Config) { c.Rules = missing }); err == nil || !strings.Contains(err.Error(), missing) {
		t.Errorf("a folder that is not there: got %v, want its name", err)
	}
}

// TestWatchedFolderIsActivatedAsItChanges: a change, a broken one that leaves it
// running, and the mended one, without a restart.
func TestWatchedFolderIsActivatedAsItChanges(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	s, log, err := start(t, func(c *Config) { c.Rules, c.Watch = folder, true })
	if err != nil {
		t.Fatal(err)
	}
	shown := func() string {
		reg, _, err := s.rulesOf(t.Context(), "sud", "")
		if err != nil {
			t.Fatal(err)
		}
		return reg.Document.Contact
	}
	first := s.head(t, "sud")
	replace(t, folder, script, contact, contact2)
	eventually(t, "the changed regulation is active", func() bool { return s.head(t, "sud").Active != first.Active && strings.Contains(shown(), "1402") })
	second := s.head(t, "sud")

	replace(t, folder, script, right, wrong)
	eventually(t, "the broken regulation is refused", func() bool { return log.said("was not activated") > 0 })
	if now := s.head(t, "sud"); now.Active != second.Active || now.Seq != second.Seq {
		t.Errorf("a broken regulation puts %.12s in the place of %.12s", now.Active, second.Active)
	}
	if err := s.write("meanwhile@mail.example"); err != nil {
		t.Error("mail under the running edition:", err)
	}
	replace(t, folder, script, wrong, right+" ")
	eventually(t, "the mended regulation is active", func() bool {
		active := s.head(t, "sud").Active
		return active != second.Active && active != first.Active
	})
	if n := log.said("was not activated"); n != 1 {
		t.Errorf("the broken regulation was tried %d times, want once", n)
	}
}

// TestChangeRightAfterTheStartIsSeen: the watcher begins with what was
// published, not with what it finds first.
func TestChangeRightAfterTheStartIsSeen(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	s := startServer(t, func(c *Config) { c.Rules = folder })
	first := s.head(t, "sud")
	replace(t, folder, script, contact, contact2)
	s.workers.spawn(s.log, "rules watcher", s.watch)
	eventually(t, "the change is active", func() bool { return s.head(t, "sud").Active != first.Active })
}

func TestFingerprintChangesWithEveryFile(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	print := func() uint64 {
		sum, err := fingerprint(os.DirFS(folder), "sud")
		if err != nil {
			t.Fatal(err)
		}
		return sum
	}
	before := print()
	if again := print(); again != before {
		t.Errorf("the same folder gives %x, then %x", before, again)
	}
	name := filepath.Join(folder, "sud", "cases", "06-call.yaml")
	if err := os.Chtimes(name, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	touched := print()
	if err := os.Remove(name); err != nil {
		t.Fatal(err)
	}
	if removed := print(); touched == before || removed == touched {
		t.Errorf("touching and removing a file gives %x, %x and %x", before, touched, removed)
	}
}
