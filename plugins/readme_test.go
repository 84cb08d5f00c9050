package plugins_test

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// readmeFolder is where the readers of rules/README.md put its regulation.
const readmeFolder = "companies/zhylu"

// fence is a code block of the README that names its file, or "check" for what
// check prints about the files so far.
var fence = regexp.MustCompile("(?ms)^```\\w+ (\\S+)\n(.*?)^```$")

// TestReadmeBuildsARegulationThatWorks does what a reader of rules/README.md
// does: it puts the blocks into files, one after the other, and checks and plays
// the result.
func TestReadmeBuildsARegulationThatWorks(t *testing.T) {
	t.Parallel()
	folder, checks := fstest.MapFS{}, 0
	for _, block := range fence.FindAllSubmatch(readDoc(t, "../rules/README.md"), -1) {
		name, text := string(block[1]), block[2]
		if name != "check" {
			put(folder, name, text)
			continue
		}
		checks++
		if got, want := checked(t, folder), string(text); got != want {
			t.Errorf("check number %d of the README prints\n%s\nwant\n%s", checks, got, want)
		}
	}
	if checks != 2 || len(folder) != 4 {
		t.Fatalf("the README has %d checks and %d files, want 2 and 4", checks, len(folder))
	}
	playAll(t, folder)
}

// put writes a block: the first one of a file is the file, each further one goes
// before the file's last line.
func put(folder fstest.MapFS, name string, text []byte) {
	file := folder[name]
	if file == nil {
		folder[name] = &fstest.MapFile{Data: text}
		return
	}
	last := bytes.LastIndexByte(bytes.TrimSuffix(file.Data, []byte("\n")), '\n') + 1
	file.Data = bytes.Join([][]byte{file.Data[:last], text, file.Data[last:]}, nil)
}

// checked is what check prints about a folder.
func checked(t *testing.T, folder fstest.MapFS) string {
	t.Helper()
	_, _, findings := loadFolder(t, folder)
	if len(findings) == 0 {
		return "1 checked, nothing found\n"
	}
	var b strings.Builder
	for _, f := range findings {
		b.WriteString(f.String() + "\n")
	}
	return b.String()
}

func loadFolder(t *testing.T, folder fstest.MapFS) (plugins.Program, *rules.Regulation, rules.Findings) {
	t.Helper()
	bundle, err := rules.ReadBundle(folder, ".")
	if err != nil {
		t.Fatal(err)
	}
	prog, err := plugins.Load(t.Context(), readmeFolder, bundle)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(prog.Close)
	reg, findings := prog.Compile(rules.Options{})
	return prog, reg, findings
}

// playAll plays the folder's cases and wants every clause to be proved by one.
func playAll(t *testing.T, folder fstest.MapFS) {
	t.Helper()
	prog, reg, findings := loadFolder(t, folder)
	if findings.Err() != nil {
		t.Fatal(findings)
	}
	files, err := cases.Load(folder, "cases")
	if err != nil {
		t.Fatal(err)
	}
	covered := map[engine.ClauseID]bool{}
	for _, f := range files {
		report := cases.Run(t.Context(), cases.Of(prog), f, cases.Observer{})
		for _, failure := range report.Failures {
			t.Errorf("%s:%d: %s", f.Path, failure.Line, failure.Message)
		}
		for _, id := range report.Covered {
			covered[id] = true
		}
	}
	for i := range reg.Clauses {
		if id := reg.Clauses[i].ID; !covered[id] {
			t.Errorf("no case of the README covers clause %s", id)
		}
	}
}

func readDoc(t testing.TB, path string) []byte {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return raw
}
