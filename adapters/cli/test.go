package cli

import (
	"context"
	"path"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/coverage"
)

// testCmd runs the cases of regulations.
type testCmd struct {
	Rules []string `arg:"" help:"Folders of regulations, such as rules/sud; rules/... for all below."`
	Cover bool     `help:"Show which clauses the cases prove, and which texts, reasons and transitions they come by; a clause that none proves is a finding."`
	Run_  string   `name:"run" help:"Only cases whose file name contains this." placeholder:"TEXT"`
}

// Help explains the command.
func (testCmd) Help() string {
	return lesson("Plays the cases in each regulation's folder \"cases\" on the real engine, under a clock of its own. A case is a YAML "+
		"file: a start instant, then steps (mail, form, an employee's act, wait 72wh ...), each with what to expect of it.",
		codesOfTool, "reglament test rules/sud --cover", "reglament test rules/... --run silence --json")
}

// testReport is what a regulation's cases came to.
type testReport struct {
	Regulation string          `json:"regulation"`
	Cases      []*cases.Report `json:"cases"`
	// Findings keep the cases from being played.
	Findings  rules.Findings    `json:"findings,omitempty"`
	Covered   []engine.ClauseID `json:"covered,omitempty"`
	Uncovered []engine.ClauseID `json:"uncovered,omitempty"`
	// Parts are the texts, reasons and transitions, and which of them any case
	// comes by.
	Parts []coverage.Part `json:"parts,omitempty"`
}

// Run runs the cases.
func (c *testCmd) Run(out *output) error {
	list, err := sources(c.Rules)
	if err != nil {
		return err
	}
	t := &testRun{testCmd: c, out: out, reports: []*testReport{}}
	var end func()
	t.done, end = out.progress("testing")
	for _, s := range list {
		t.regulation(context.Background(), s)
	}
	end()
	if t.played == 0 && t.failed == 0 && len(t.known) > 0 {
		return misused("no case has %q in its name; there are %s", c.Run_, strings.Join(t.known, ", "))
	}
	err = out.result(t.reports, func() { out.printf("%d cases, %d findings\n", t.played, t.failed) })
	if err == nil && t.failed > 0 {
		err = findingsError{t.failed}
	}
	return err
}

// testRun is a run of the command.
type testRun struct {
	*testCmd
	out     *output
	reports []*testReport
	known   []string // the cases that there are
	played  int
	failed  int
	done    func(int64)
}

func (t *testRun) printf(format string, args ...any) {
	if !t.out.json {
		t.out.printf(format, args...)
	}
}

func (t *testRun) regulation(ctx context.Context, s source) {
	report := &testReport{Regulation: s.name, Cases: []*cases.Report{}}
	t.reports = append(t.reports, report)
	prog, reg, findings := s.compile(ctx)
	if prog != nil {
		defer prog.Close()
	}
	if findings.Err() != nil {
		t.found(report, findings)
		return
	}
	files, err := cases.Load(s.fsys, path.Join(s.dir, "cases"))
	if err != nil {
		t.found(report, rules.Findings{{File: s.name, Message: err.Error()}})
	}
	covered, parts := map[engine.ClauseID]bool{}, coverage.New(reg)
	for _, f := range files {
		base := path.Base(f.Path)
		if t.known = append(t.known, base); strings.Contains(base, t.Run_) {
			t.play(ctx, s, prog, f, report, covered, parts.Observer())
		}
	}
	if t.Cover {
		t.cover(reg, covered, report)
		t.coverParts(parts.Parts(), report)
	}
}

func (t *testRun) found(report *testReport, findings rules.Findings) {
	report.Findings = append(report.Findings, findings...)
	t.failed += len(findings)
	for _, f := range findings {
		t.printf("%s\n", f)
	}
}

func (t *testRun) play(ctx context.Context, s source, prog plugins.Program, f *cases.File, report *testReport,
	covered map[engine.ClauseID]bool, watch cases.Observer) {
	start, word := time.Now(), "ok  "
	r := cases.Run(ctx, cases.Of(prog), f, watch)
	report.Cases = append(report.Cases, r)
	if !r.Passed() {
		word = "FAIL"
	}
	t.printf("%s %s  %s (%d ms)\n", word, s.file(r.Path), r.Name, time.Since(start).Milliseconds())
	for _, failure := range r.Failures {
		t.printf("     %s:%d: %s\n", s.file(r.Path), failure.Line, failure.Message)
	}
	for _, clause := range r.Covered {
		covered[clause] = true
	}
	t.played++
	t.failed += len(r.Failures)
	t.done(int64(t.played))
}

// cover tells which clauses the cases have proved.
func (t *testRun) cover(reg *rules.Regulation, covered map[engine.ClauseID]bool, report *testReport) {
	for i := range reg.Clauses {
		clause := &reg.Clauses[i]
		mark := "covered    "
		if covered[clause.ID] {
			report.Covered = append(report.Covered, clause.ID)
		} else {
			mark = "NOT COVERED"
			report.Uncovered = append(report.Uncovered, clause.ID)
		}
		t.printf("  %s  %-14s %s\n", mark, clause.ID, clause.Title.In(reg.Lang))
	}
	t.failed += len(report.Uncovered)
	t.printf("%s: %d of %d clauses are covered\n", report.Regulation, len(report.Covered), len(reg.Clauses))
}

// coverParts tells which texts, reasons and transitions no case comes by. They
// are no findings: a clause can be proved without each of its wordings.
func (t *testRun) coverParts(parts []coverage.Part, report *testReport) {
	report.Parts = parts
	for _, kind := range []string{coverage.Text, coverage.Reason, coverage.Move} {
		all, covered := 0, 0
		for _, p := range parts {
			if p.Kind != kind {
				continue
			}
			if all++; p.Covered {
				covered++
				continue
			}
			t.printf("  no case     %-14s %s %s\n", p.Clause, kind, p.ID)
		}
		t.printf("%s: cases come by %d of %d %ss\n", report.Regulation, covered, all, kind)
	}
}
