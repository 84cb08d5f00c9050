package explore_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/explore"
)

// load is a regulation of testdata.
func load(t testing.TB, name string) *rules.Regulation {
	t.Helper()
	bundle, err := rules.ReadBundle(os.DirFS("testdata"), name)
	if err != nil {
		t.Fatal(err)
	}
	return compiled(t, name, bundle)
}

func compiled(t testing.TB, name string, bundle *rules.Bundle) *rules.Regulation {
	t.Helper()
	prog, err := plugins.Load(t.Context(), name, bundle)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(prog.Close)
	reg, findings := prog.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		t.Fatal(err)
	}
	return reg
}

func run(t testing.TB, cfg explore.Config) *explore.Report {
	t.Helper()
	report, err := explore.Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// planted is a fault of a regulation of testdata, and the history that must be
// found for it.
type planted struct {
	regulation string
	kind       explore.Kind
	what       string // is part of the sentence
	clauses    []engine.ClauseID
	steps      []string // each is part of its step
}

var plants = []planted{
	{"stuck", explore.Stuck, "status hold", []engine.ClauseID{"S-2"}, []string{`10:00:00  customer@client.example writes "A request": "Hello!"`, "10:00:00  operator does hold"}},
	{"endless", explore.Endless, "reminder", []engine.ClauseID{"E-2"}, []string{"writes", "does ask", "21:00:11  time has passed"}},
	{"loop", explore.Endless, "thanks", []engine.ClauseID{"L-1"},
		slices.Repeat([]string{"a program answers"}, 11)},
	{"leftover", explore.Leftover, "promise answer is still running", []engine.ClauseID{"T-2", "T-1"}, []string{"writes", "does close", "does again"}},
	{"refused", explore.Refused, "act close is offered", []engine.ClauseID{"R-1"}, []string{"writes", "does close: how = well"}},
	{"crash", explore.Crash, "regulation.lua:14", []engine.ClauseID{"C-2"}, []string{"with 1 file"}},
	{"conflict", explore.Conflict, "longer and answer both run", []engine.ClauseID{"K-3", "K-2"}, []string{"writes", "does pause", "writes"}},
	{"past", explore.Conflict, "visit is due before", []engine.ClauseID{"P-1"}, []string{"day = 2026-11-17"}},
	{"conflict", explore.Unreached, "status lost", []engine.ClauseID{"K-1"}, []string{}},
}

func TestPlantedFaultsAreFoundWithTheShortestHistory(t *testing.T) {
	t.Parallel()
	for _, want := range plants {
		t.Run(want.regulation+" "+string(want.kind), func(t *testing.T) {
			t.Parallel()
			report := run(t, explore.Config{Regulation: load(t, want.regulation), Histories: 300})
			i := slices.IndexFunc(report.Findings, func(f explore.Finding) bool { return f.Kind == want.kind })
			if i < 0 {
				t.Fatalf("got %+v, want one of kind %s", report.Findings, want.kind)
			}
			f := &report.Findings[i]
			if !strings.Contains(f.What, want.what) || want.clauses != nil && !slices.Equal(f.Clauses, want.clauses) {
				t.Errorf("got %q of clauses %v, want %q of %v", f.What, f.Clauses, want.what, want.clauses)
			}
			if want.steps != nil && !slices.EqualFunc(f.Steps, want.steps, strings.Contains) {
				t.Errorf("got the history\n%s\nwant one like %q", strings.Join(f.Steps, "\n"), want.steps)
			}
		})
	}
}

// TestKeptCaseFailsUntilTheFaultIsMended: where it can be said what would be
// right, the case file says it.
func TestKeptCaseFailsUntilTheFaultIsMended(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{"endless": "messages went out", "leftover": "timers are", "refused": "turned down",
		"crash": "the regulation failed", "conflict": "deadline answer is running", "stuck": ""} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg := load(t, name)
			findings := run(t, explore.Config{Regulation: reg}).Findings
			if len(findings) == 0 {
				t.Fatal("got no finding")
			}
			f := &findings[0]
			file, err := cases.Read(f.Name, strings.NewReader(f.Case))
			if err != nil {
				t.Fatalf("%v in\n%s", err, f.Case)
			}
			if len(file.Steps) != len(f.Steps) {
				t.Errorf("the case has %d steps, the history %d", len(file.Steps), len(f.Steps))
			}
			report := cases.Run(t.Context(), func(map[string]any) (*rules.Regulation, error) { return reg, nil }, file, cases.Observer{})
			switch {
			case want == "" && !report.Passed():
				t.Errorf("got %v, want the case to show what is", report.Failures)
			case want != "" && (report.Passed() || !strings.Contains(report.Failures[0].Message, want)):
				t.Errorf("got %v, want %q", report.Failures, want)
			}
		})
	}
}

// TestSameSeedFindsTheSame: however many processors there are, whose number is
// that of the whole process. So it runs beside no other test.
func TestSameSeedFindsTheSame(t *testing.T) {
	reg := load(t, "conflict")
	told := func(seed uint64) string {
		report := run(t, explore.Config{Regulation: reg, Seed: seed, Histories: 200, Depth: 5})
		text, err := json.Marshal(report)
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	}
	first := told(7)
	if again := told(7); again != first {
		t.Errorf("got\n%s\nthen\n%s", first, again)
	}
	before := runtime.GOMAXPROCS(1)
	defer runtime.GOMAXPROCS(before)
	if alone := told(7); alone != first {
		t.Errorf("got\n%s\non one processor\n%s", first, alone)
	}
}

// TestMendedRegulationHasNoFindings: what the planted faults are found in is
// sound but for them.
func TestMendedRegulationHasNoFindings(t *testing.T) {
	t.Parallel()
	for name, mend := range map[string][2]string{
		"stuck":    {`from = "new", to = "closed"`, `from = { "new", "hold" }, to = "closed"`},
		"endless":  {`{ "enter:asked", "reminded" }`, `"enter:asked"`},
		"loop":     {`on "automatic" { send "thanks" },`, ``},
		"leftover": {`from = { "ended" }`, `from = { "open" }`},
		"refused":  {`when = { channel = "email" }, problem`, `when = { channel = "form", ["input.how"] = "badly" }, problem`},
		"crash":    {`if t.status == "new"`, `if t.field.page`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			bundle, err := rules.ReadBundle(os.DirFS("testdata"), name)
			if err != nil {
				t.Fatal(err)
			}
			source := string(bundle.Files[plugins.Main])
			mended := strings.Replace(source, mend[0], mend[1], 1)
			if mended == source {
				t.Fatalf("there is no %s", mend[0])
			}
			bundle.Files[plugins.Main] = []byte(mended)
			reg := compiled(t, name, bundle)
			for _, depth := range []int{2, 8} { // where histories end early, what would lead on is tried all the same
				for _, f := range run(t, explore.Config{Regulation: reg, Histories: 300, Depth: depth}).Findings {
					t.Errorf("found %s: %s\n%s", f.Kind, f.What, strings.Join(f.Steps, "\n"))
				}
			}
		})
	}
}

func TestExplorationStopsWithItsContext(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithCancel(t.Context())
	report, err := explore.Run(ctx, explore.Config{Regulation: load(t, "conflict"), Histories: 1 << 30, Progress: func(int64) { cancel() }})
	if report != nil || !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, %v; want context canceled", report, err)
	}
}
