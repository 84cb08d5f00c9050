package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reglament/reglament/rules/explore"
)

// faulty is a regulation with a planted fault.
func faulty(name string) string {
	return filepath.Join("..", "..", "rules", "explore", "testdata", name)
}

func TestExploreTellsTheHistoryOfAFinding(t *testing.T) {
	t.Parallel()
	r := run(t, "explore", faulty("leftover"), "--histories", "0").ends(1)
	r.prints("leftover  [T-2 T-1]  The promise answer is still running", " 3. 2026-11-23 10:00:00  operator does again", "      - act: again", "1 findings")
	var report explore.Report
	run(t, "explore", faulty("leftover"), "--histories", "0", "--json").ends(1).decode(&report)
	if len(report.Findings) != 1 || report.Findings[0].Kind != explore.Leftover || len(report.Findings[0].Steps) != 3 || report.Histories == 0 {
		t.Errorf("got %+v, want the leftover promise after three steps", report)
	}
}

func TestExploreKeepsCases(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "found")
	name := filepath.Join(dir, "leftover-answer-closed.yaml")
	run(t, "explore", faulty("leftover"), "--histories", "0", "--save", dir).ends(1).prints(name)
	run(t, "simulate", faulty("leftover"), name).ends(1).prints("not as expected", "timers are")
	if err := os.WriteFile(name, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "explore", faulty("leftover"), "--histories", "0", "--save", dir).ends(1).prints("there already")
	if raw, err := os.ReadFile(name); err != nil || string(raw) != "mine" {
		t.Errorf("got %q, %v; want the file left as it was", raw, err)
	}
	run(t, "explore", faulty("leftover"), "--histories", "0", "--save", name).ends(1).complains("save case")
}

func TestExploreFindsNothingInASoundRegulation(t *testing.T) {
	t.Parallel()
	raw, err := os.ReadFile(filepath.Join(faulty("leftover"), "regulation.lua"))
	if err != nil {
		t.Fatal(err)
	}
	sound := strings.Replace(string(raw), `from = { "ended" }`, `from = { "open" }`, 1)
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "regulation.lua"), []byte(sound), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "explore", dir, "--histories", "100").ends(0).prints("0 findings")
}

func TestExploreSaysWhatIsWrongWithItsUse(t *testing.T) {
	t.Parallel()
	misusedBy(t, []string{"rules/nix"}, "explore", "rules/nix")
	misusedBy(t, []string{"--depth"}, "explore", "sud", "--depth", "0")
	misusedBy(t, []string{"one regulation"}, "explore", faulty("..."))
	dir := regulation(t, "")
	if err := os.WriteFile(filepath.Join(dir, "cases", "directory.yaml"), []byte("companies: 7"), 0o600); err != nil {
		t.Fatal(err)
	}
	run(t, "explore", dir).ends(1).complains("directory.yaml")
}
