package plugins_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// Each file of testdata/broken says in its first line what must be found: the
// line, the clause ("-" for none), and words of the message. A new case is a new
// file.
func TestBrokenRegulationsAreFoundInTheirPlace(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/broken/*.lua")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			source, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			line, clause, words := wanted(t, string(source))
			findings := findingsOf(t, source)
			for _, f := range findings {
				if f.File == "broken/regulation.lua" && f.Line == line && f.Clause == clause && strings.Contains(f.Message, words) {
					return
				}
			}
			t.Errorf("got\n%s\nwant one in line %d, clause %q, with %q", findings.Error(), line, clause, words)
		})
	}
}

func wanted(t *testing.T, source string) (line int, clause engine.ClauseID, words string) {
	t.Helper()
	first, _, _ := strings.Cut(source, "\n")
	place, words, ok := strings.Cut(strings.TrimPrefix(first, "-- want "), ": ")
	if _, err := fmt.Sscan(place, &line, &clause); err != nil || !ok {
		t.Fatalf("%q does not say what is wanted: %v", first, err)
	}
	if clause == "-" {
		clause = ""
	}
	return line, clause, words
}

// findingsOf is what is wrong with a script, be it found by loading it or by
// checking its catalogue.
func findingsOf(t *testing.T, source []byte) rules.Findings {
	t.Helper()
	prog, err := plugins.Load(t.Context(), "broken", &rules.Bundle{Files: map[string][]byte{plugins.Main: source}})
	var findings rules.Findings
	switch {
	case errors.As(err, &findings):
		return findings
	case err != nil:
		t.Fatalf("%v says no place", err)
	}
	defer prog.Close()
	reg, findings := prog.Compile(rules.Options{})
	if reg != nil {
		t.Error("it compiles")
	}
	return findings
}

func TestFolderWithoutScriptIsAFinding(t *testing.T) {
	t.Parallel()
	_, err := plugins.Load(t.Context(), "rules/empty", &rules.Bundle{})
	var findings rules.Findings
	if !errors.As(err, &findings) || findings[0].String() != "rules/empty: there is no regulation.lua and no regulation.wasm in the folder" {
		t.Errorf("got %v", err)
	}
}
