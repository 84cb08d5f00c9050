package plugins_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"go.yaml.in/yaml/v3"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/replay"
)

// plants is what testdata/planted holds for a shipped regulation: mistakes that
// check lets through, and how the other tools notice them.
type plants struct {
	Bugs  []bug  `yaml:"bugs"`
	Stuck []trap `yaml:"stuck"`
}

// A bug is a mistake that the regulation's own cases notice.
type bug struct {
	Name string `yaml:"name"`
	Kind string `yaml:"kind"`
	edit `yaml:",inline"`
	// Case is the file that notices it. What it says stands in the message, with
	// what was got and wanted; it points at a step with these words.
	Case   string `yaml:"case"`
	Says   string `yaml:"says"`
	Points string `yaml:"points"`
	// Ticket is the number of one whose history is decided otherwise, by this
	// clause. It is empty for what no event records: what is asked, words of
	// messages, requests that were turned down.
	Ticket string          `yaml:"ticket"`
	Clause engine.ClauseID `yaml:"clause"`
}

// An edit puts another text in place of one that stands in a source so many
// times, once unless it says otherwise.
type edit struct {
	Old   string `yaml:"old"`
	New   string `yaml:"new"`
	Times int    `yaml:"times"`
}

func (e edit) apply(source string) (string, error) {
	got, want := strings.Count(source, e.Old), max(e.Times, 1)
	switch {
	case e.Old == "" || e.Old == e.New:
		return "", fmt.Errorf("the edit of %q changes nothing", e.Old)
	case got != want:
		return "", fmt.Errorf("%q stands there %d times, want %d", e.Old, got, want)
	}
	return strings.ReplaceAll(source, e.Old, e.New), nil
}

// scriptOf is a regulation's source in Lua: its own, or that of its twin, which
// stands in testdata.
func scriptOf(t testing.TB, name string, bundle *rules.Bundle) string {
	t.Helper()
	if source, ok := bundle.Files[plugins.Main]; ok {
		return string(source)
	}
	source, err := os.ReadFile("testdata/" + name + "/" + plugins.Main)
	if err != nil {
		t.Fatal(err)
	}
	delete(bundle.Files, plugins.Module)
	return string(source)
}

// plant loads a shipped regulation with mistakes.
func plant(t testing.TB, name string, edits ...edit) plugins.Program {
	t.Helper()
	bundle, err := rules.ReadBundle(rules.Shipped, name)
	if err != nil {
		t.Fatal(err)
	}
	source := scriptOf(t, name, bundle)
	for _, e := range edits {
		if source, err = e.apply(source); err != nil {
			t.Fatalf("plant in %s: %v", name, err)
		}
	}
	bundle.Files[plugins.Main] = []byte(source)
	prog, err := plugins.Load(t.Context(), name, bundle)
	if err != nil {
		t.Fatalf("plant in %s: %v", name, err)
	}
	t.Cleanup(prog.Close)
	return prog
}

// plantsOf reads what is planted in a regulation.
func plantsOf(t *testing.T, name string) *plants {
	t.Helper()
	raw, err := os.ReadFile("testdata/planted/" + name + ".yaml")
	if err != nil {
		t.Fatal(err)
	}
	p, d := &plants{}, yaml.NewDecoder(bytes.NewReader(raw))
	d.KnownFields(true)
	if err := d.Decode(p); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return p
}

// recorded is what the cases of a shipped regulation have brought about, by the
// names of their files.
func recorded(t *testing.T, name string) map[string]*played {
	t.Helper()
	prog := load(t, name)
	files, err := cases.Load(rules.Shipped, name+"/cases")
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*played{}
	for _, f := range files {
		all[path.Base(f.Path)] = play(t, prog, f)
	}
	return all
}

// stepAt is the text of a step of a case from a line of it on.
func stepAt(t *testing.T, file string, line int) string {
	t.Helper()
	raw, err := rules.Shipped.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(raw), "\n")
	if line < 2 || line > len(lines) {
		return ""
	}
	rest := lines[line-1:]
	for i := 1; i < len(rest); i++ {
		if strings.HasPrefix(rest[i], "  - ") {
			return strings.Join(rest[:i], "\n")
		}
	}
	return strings.Join(rest, "\n")
}

// played runs the bug's case, and also returns the regulation with the parameters
// of the case.
func (b *bug) played(t *testing.T, prog plugins.Program, truth map[string]*played) (*cases.Report, *rules.Regulation) {
	t.Helper()
	p := truth[b.Case]
	if p == nil {
		t.Fatalf("there is no case %s", b.Case)
	}
	var reg *rules.Regulation
	report := cases.Run(t.Context(), func(params map[string]any) (_ *rules.Regulation, err error) {
		reg, err = cases.Of(prog)(params)
		return reg, err
	}, p.file, cases.Observer{})
	if reg == nil {
		t.Fatalf("check already refuses what was planted: %v", report.Failures)
	}
	return report, reg
}

// noticed is an error unless a failure says what the bug has led to and points at
// what the case wants.
func (b *bug) noticed(t *testing.T, report *cases.Report) error {
	t.Helper()
	var told []string
	for _, f := range report.Failures {
		if strings.Contains(f.Message, b.Says) && strings.Contains(stepAt(t, report.Path, f.Line), b.Points) {
			return nil
		}
		told = append(told, fmt.Sprintf("%s:%d: %s", report.Path, f.Line, f.Message))
	}
	return fmt.Errorf("got the failures\n%s\nwant one that says %s at a step with %s", strings.Join(told, "\n"), b.Says, b.Points)
}

// replayed is an error unless the candidate decides an event of the bug's ticket
// otherwise, by its clause.
func (b *bug) replayed(ctx context.Context, p *played, candidate *rules.Regulation) error {
	var told []string
	found := false
	_, err := replay.Run(ctx, replay.Config{History: p, Tenant: "case", Candidate: candidate, Difference: func(d *replay.Difference) {
		found = found || d.Number == b.Ticket && slices.Contains(d.Clauses, b.Clause)
		told = append(told, fmt.Sprintf("%s %s %v", d.Number, d.Event, d.Clauses))
	}})
	if err == nil && !found {
		err = fmt.Errorf("got the differences %q, want one of %s by clause %s", told, b.Ticket, b.Clause)
	}
	return err
}

// TestPlantedBugsAreNoticed by the cases of the regulation, which point at the
// line, and by a replay of what has happened under the true one.
func TestPlantedBugsAreNoticed(t *testing.T) {
	t.Parallel()
	for _, name := range shippedNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			truth := recorded(t, name)
			for _, b := range plantsOf(t, name).Bugs {
				t.Run(b.Name, func(t *testing.T) {
					t.Parallel()
					report, candidate := b.played(t, plant(t, name, b.edit), truth)
					if err := b.noticed(t, report); err != nil {
						t.Error(err)
					}
					if b.Ticket == "" {
						return
					}
					if err := b.replayed(t.Context(), truth[b.Case], candidate); err != nil {
						t.Error(err)
					}
				})
			}
		})
	}
}

// TestTrueRegulationIsNotTakenForABug: what TestPlantedBugsAreNoticed asks for does
// not hold where nothing is planted.
func TestTrueRegulationIsNotTakenForABug(t *testing.T) {
	t.Parallel()
	for _, name := range shippedNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			prog, truth := load(t, name), recorded(t, name)
			for _, b := range plantsOf(t, name).Bugs {
				report, candidate := b.played(t, prog, truth)
				if b.noticed(t, report) == nil {
					t.Errorf("%s: it was noticed without being there", b.Name)
				}
				if b.replayed(t.Context(), truth[b.Case], candidate) == nil {
					t.Errorf("%s: a replay differs without it", b.Name)
				}
			}
		})
	}
}

// TestEachRegulationHasTheUsualBugs: wrong hours and a lost reminder everywhere, a
// lost pause where a promise pauses, and at least one of them seen in a replay.
func TestEachRegulationHasTheUsualBugs(t *testing.T) {
	t.Parallel()
	for _, name := range shippedNames(t) {
		kinds, seen := map[string]int{}, 0
		p := plantsOf(t, name)
		for _, b := range p.Bugs {
			kinds[b.Kind]++
			if b.Ticket != "" {
				seen++
			}
		}
		reg, _ := load(t, name).Compile(rules.Options{})
		pauses := slices.ContainsFunc(reg.Promises, func(p rules.Promise) bool { return len(p.Paused) > 0 })
		if kinds["hours"] == 0 || kinds["reminder"] == 0 || len(kinds) < 4 || pauses && kinds["pause"] == 0 || seen == 0 || len(p.Stuck) == 0 {
			t.Errorf("%s has planted bugs %v, %d of them replayed, and %d stuck tickets", name, kinds, seen, len(p.Stuck))
		}
	}
}

func TestEditNeedsTheTextThatItReplaces(t *testing.T) {
	t.Parallel()
	const source = "one two two"
	for _, c := range []struct {
		edit      edit
		want, err string
	}{
		{edit{Old: "one", New: "three"}, "three two two", ""},
		{edit{Old: "two", New: "", Times: 2}, "one  ", ""},
		{edit{Old: "two", New: "three"}, "", `"two" stands there 2 times, want 1`},
		{edit{Old: "four", New: "three"}, "", `"four" stands there 0 times, want 1`},
		{edit{Old: "one", New: "one"}, "", `the edit of "one" changes nothing`},
		{edit{New: "one"}, "", `the edit of "" changes nothing`},
	} {
		got, err := c.edit.apply(source)
		if got != c.want || (err == nil) != (c.err == "") || err != nil && err.Error() != c.err {
			t.Errorf("%+v: got %q, %v; want %q, %s", c.edit, got, err, c.want, c.err)
		}
	}
}
