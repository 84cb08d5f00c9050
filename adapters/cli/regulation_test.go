package cli

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/rules"
)

func TestUnknownRegulationIsWrongUse(t *testing.T) {
	t.Parallel()
	empty := t.TempDir()
	for _, command := range [][]string{{"check"}, {"test"}, {"simulate", "X", "06-call"},
		{"due", "X", "--from", "2026-11-23T17:55:00+05:00", "--within", "3wh"}} {
		at := func(folder string) []string {
			args := slices.Clone(command)
			if i := slices.Index(args, "X"); i >= 0 {
				args[i] = folder
				return args
			}
			return append(args, folder)
		}
		misusedBy(t, []string{"rules/nix", "prots, sud"}, at("rules/nix")...)
		misusedBy(t, []string{empty, "has no regulation.lua"}, at(empty)...)
	}
	misusedBy(t, []string{"no folder below"}, "check", empty+"/...")
}

func TestCheckFindsNothingInWhatIsShipped(t *testing.T) {
	t.Parallel()
	run(t, "check", "rules/...").ends(0).prints("5 checked, nothing found")
	findings := rules.Findings{{}}
	run(t, "check", "sud", "--json").ends(0).decode(&findings)
	if findings == nil || len(findings) != 0 {
		t.Errorf("got %v, want an empty list", findings)
	}
}

func TestCheckNamesFileLineAndClause(t *testing.T) {
	t.Parallel()
	dir := regulation(t, "regulation.lua", unknownStatus...)
	file := filepath.Join(dir, "regulation.lua")
	place := filepath.ToSlash(file) + ":" + lineOf(t, file, "nowhere")
	run(t, "check", dir).ends(1).prints(place, "SUD-1-subject", "nowhere")
	run(t, "check", file).ends(1).prints(place)
	run(t, "check", filepath.Dir(dir)+"/...").ends(1).prints(place)
	var findings rules.Findings
	run(t, "check", dir, "--json").ends(1).decode(&findings)
	if len(findings) != 1 || findings[0].Clause != "SUD-1-subject" || findings[0].Line == 0 {
		t.Errorf("got %+v, want one finding of SUD-1-subject with its line", findings)
	}
}

// TestBrokenRegulationStopsTheToolsThatRunIt: they say where it is broken, as
// JSON too.
func TestBrokenRegulationStopsTheToolsThatRunIt(t *testing.T) {
	t.Parallel()
	dir := regulation(t, "regulation.lua", unknownStatus...)
	for _, args := range [][]string{{"simulate", dir, "06-call"}, {"due", dir, "--from", "2026-11-23T17:55:00+05:00", "--within", "3wh"}} {
		run(t, args...).ends(1).complains("regulation.lua:", "nowhere")
		var answer struct {
			Error    string
			Findings rules.Findings
		}
		run(t, append(args, "--json")...).ends(1).decode(&answer)
		if len(answer.Findings) != 1 || !strings.Contains(answer.Error, "nowhere") {
			t.Errorf("%s: got %+v, want one finding", args, answer)
		}
	}
	run(t, "test", dir).ends(1).prints("regulation.lua:", "nowhere")
	var reports []testReport
	run(t, "test", dir, "sud", "--json").ends(1).decode(&reports)
	if len(reports) != 2 || len(reports[0].Findings) != 1 || len(reports[1].Cases) != 8 {
		t.Errorf("got %+v, want the finding of the first and the cases of the second", reports)
	}
}

func TestCasesAreRunAndCoverageIsTold(t *testing.T) {
	t.Parallel()
	run(t, "test", "sud", "--cover").ends(0).prints("rules/sud/cases/05-silence-stops.yaml", "8 cases, 0 findings", "clauses are covered", "SUD-5-stop")
	run(t, "test", "sud", "--run", "06").ends(0).prints("1 cases")
	misusedBy(t, []string{`"nix"`, "06-call.yaml"}, "test", "sud", "--run", "nix")
	var reports []testReport
	run(t, "test", "sud", "--run", "06", "--cover", "--json").ends(1).decode(&reports)
	if len(reports) != 1 || !slices.Contains(reports[0].Covered, "SUD-tel") || !slices.Contains(reports[0].Uncovered, "SUD-5-stop") {
		t.Errorf("got %+v, want SUD-tel covered by the call, SUD-5-stop not", reports)
	}
}

func TestCaseThatFailsIsAFindingWithItsLine(t *testing.T) {
	t.Parallel()
	dir := regulation(t, "cases/06-call.yaml", `due: "2026-11-23 13:00"`, `due: "2026-11-23 14:00"`)
	file := filepath.Join(dir, "cases", "06-call.yaml")
	run(t, "test", dir).ends(1).prints("FAIL", "06-call.yaml:"+lineOf(t, file, "number: SK-000001"), "14:00", "8 cases, 1 findings")
	var reports []testReport
	run(t, "test", dir, "--run", "06", "--json").ends(1).decode(&reports)
	if len(reports) != 1 || len(reports[0].Cases) != 1 || len(reports[0].Cases[0].Failures) != 1 {
		t.Errorf("got %+v, want one failure", reports)
	}
	for _, name := range []string{"06-call", file} {
		run(t, "simulate", dir, name).ends(1).prints("not as expected, line", "14:00")
	}
}

func TestTimelineShowsEachDecisionWithItsClause(t *testing.T) {
	t.Parallel()
	run(t, "simulate", "rules/sud", "05-silence-stops").ends(0).prints("2026-12-02 17:30:01", "SUD-5-stop", "SK-000002")
	run(t, "simulate", "rules/sud", "06-call", "--lang", "kk").ends(0).prints("Мәселенің сипаттамасы")
	var shown timeline
	run(t, "simulate", "rules/sud", "06-call.yaml", "--json").ends(0).decode(&shown)
	if len(shown.Events) != 1 || len(shown.Events[0].Lines) == 0 || shown.Failures == nil {
		t.Errorf("got %+v, want one event with its lines and an empty list of failures", shown)
	}
	misusedBy(t, []string{"no case nix", "06-call"}, "simulate", "sud", "nix")
	misusedBy(t, []string{"kk", "de"}, "simulate", "sud", "06-call", "--lang", "de")
}

// TestBrokenNeighbourLeavesACaseAlone: whoever simulates one case is writing
// others.
func TestBrokenNeighbourLeavesACaseAlone(t *testing.T) {
	t.Parallel()
	dir := regulation(t, "cases/07-hours.yaml", "steps:", "stops:")
	run(t, "simulate", dir, "06-call").ends(0)
	run(t, "simulate", dir, filepath.Join(dir, "cases", "06-call.yaml")).ends(0)
	run(t, "simulate", dir, "07-hours").ends(2).complains("stops")
}
