package plugins_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/explore"
)

// A trap is a status that planted mistakes leave no way out of, which check does
// not see.
type trap struct {
	Name   string          `yaml:"name"`
	Status string          `yaml:"status"`
	Clause engine.ClauseID `yaml:"clause"`
	Edits  []edit          `yaml:"edits"`
	// Histories is how many random ones are enough to find it.
	Histories int `yaml:"histories"`
}

// explored looks for what goes wrong under a regulation, among the people whom its
// cases know. One step is tried exhaustively: with more, all five take minutes.
func explored(t *testing.T, name string, cfg explore.Config) *explore.Report {
	t.Helper()
	files, err := cases.Load(rules.Shipped, name+"/cases")
	if err != nil {
		t.Fatal(err)
	}
	cfg.Directory, cfg.Seed, cfg.Exhaustive = files[0].Directory, 1, 1
	report, err := explore.Run(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// findsStuck returns the finding that tickets are stuck in a status, or nil.
func findsStuck(report *explore.Report, status string, clause engine.ClauseID) *explore.Finding {
	i := slices.IndexFunc(report.Findings, func(f explore.Finding) bool {
		return f.Kind == explore.Stuck && strings.Contains(f.What, "status "+status+" is open") && slices.Contains(f.Clauses, clause)
	})
	if i < 0 {
		return nil
	}
	return &report.Findings[i]
}

func TestExploreFindsPlantedStuckTickets(t *testing.T) {
	t.Parallel()
	for _, name := range shippedNames(t) {
		for _, p := range plantsOf(t, name).Stuck {
			t.Run(name+" "+p.Name, func(t *testing.T) {
				t.Parallel()
				prog := plant(t, name, p.Edits...)
				reg, findings := prog.Compile(rules.Options{})
				if err := findings.Err(); err != nil {
					t.Fatalf("check already refuses what was planted: %v", err)
				}
				for _, f := range findings {
					if strings.Contains(f.Message, "status "+p.Status+" ") {
						t.Errorf("check sees it: %s", f)
					}
				}
				report := explored(t, name, explore.Config{Regulation: reg, Histories: p.Histories, Depth: 4})
				found := findsStuck(report, p.Status, p.Clause)
				if found == nil {
					t.Fatalf("got %+v, want tickets stuck in %s of clause %s", report.Findings, p.Status, p.Clause)
				}
				f, err := cases.Read(found.Name, strings.NewReader(found.Case))
				if err != nil {
					t.Fatal(err)
				}
				if kept := cases.Run(t.Context(), cases.Of(prog), f, cases.Observer{}); !kept.Passed() {
					t.Errorf("the case that was found does not lead there: %v", kept.Failures)
				}
			})
		}
	}
}

// TestExploreFindsNothingInShippedRegulations: 512 random histories lead to every
// status of each of them.
func TestExploreFindsNothingInShippedRegulations(t *testing.T) {
	t.Parallel()
	for _, name := range shippedNames(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reg, _ := load(t, name).Compile(rules.Options{})
			for _, f := range explored(t, name, explore.Config{Regulation: reg, Histories: 640}).Findings {
				t.Errorf("found %s of %v: %s\n%s", f.Kind, f.Clauses, f.What, strings.Join(f.Steps, "\n"))
			}
		})
	}
}
