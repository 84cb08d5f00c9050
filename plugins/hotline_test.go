package plugins_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/explore"
)

// hotline is the regulation of the tutorial: a provider that nobody had in mind
// when the language was made.
const hotline = "../docs/hotline"

func loadHotline(t *testing.T) (plugins.Program, *rules.Regulation) {
	t.Helper()
	bundle, err := rules.ReadBundle(os.DirFS(hotline), ".")
	if err != nil {
		t.Fatal(err)
	}
	program, err := plugins.Load(t.Context(), "hotline", bundle)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(program.Close)
	reg, findings := program.Compile(rules.Options{})
	for _, f := range findings {
		t.Error(f)
	}
	if findings.Err() != nil {
		t.FailNow()
	}
	return program, reg
}

func TestHotlineCasesProveAllOfIt(t *testing.T) {
	t.Parallel()
	program, reg := loadHotline(t)
	files, err := cases.Load(os.DirFS(hotline), "cases")
	if err != nil {
		t.Fatal(err)
	}
	proveAll(t, program, reg, files)
}

// TestHotlineIsDataButForAFewLines keeps the promise that a regulation is lists
// and names, with code only for what is calculated.
func TestHotlineIsDataButForAFewLines(t *testing.T) {
	t.Parallel()
	if n := linesOfCode(string(readDoc(t, hotline+"/regulation.lua"))); n < 3 || n > 30 {
		t.Errorf("the functions have %d lines together, want 30 at most", n)
	}
}

// linesOfCode counts the lines of a script's functions. A function ends where an
// end stands as far in as the line that the function begins on.
func linesOfCode(source string) (n int) {
	end := ""
	for line := range strings.Lines(source) {
		indent := line[:len(line)-len(strings.TrimLeft(line, " "))]
		if end == "" && strings.Contains(line, "function") {
			end = indent + "end"
		}
		if end != "" {
			n++
		}
		if end != "" && strings.HasPrefix(line, end) {
			end = ""
		}
	}
	return n
}

// TestHotlineHasNoDeadEnds plays what the cases do not.
func TestHotlineHasNoDeadEnds(t *testing.T) {
	t.Parallel()
	_, reg := loadHotline(t)
	people, err := directory.Read(bytes.NewReader(readDoc(t, hotline+"/cases/directory.yaml")))
	if err != nil {
		t.Fatal(err)
	}
	report, err := explore.Run(t.Context(), explore.Config{Regulation: reg, Directory: people, Seed: 1, Histories: 600, Depth: 6})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range report.Findings {
		t.Errorf("%s %v: %s\n%s", f.Kind, f.Clauses, f.What, strings.Join(f.Steps, "\n"))
	}
	if report.States < 100 {
		t.Errorf("only %d states were seen", report.States)
	}
}
