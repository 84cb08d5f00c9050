package cli

import (
	"context"
	"path"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

// testCmd runs the cases of regulations.
type testCmd struct {
	Rules []string `arg:"" help:"Folders of regulations, such as rules/sud; rules/... for all below."`
	Cover bool     `help:"Show which clauses the cases prove; one that none proves is a finding."`
	Run_  string   `name:"run" help:"Only cases whose file name contains this." placeholder:"TEXT"`
}

// testReport is what a regulation's cases came to.
type testReport struct {
	Regulation string            `json:"regulation"`
	Cases      []*cases.Report   `json:"cases"`
	Covered    []engine.ClauseID `json:"covered,omitempty"`
	Uncovered  []engine.ClauseID `json:"uncovered,omitempty"`
}

// Run runs the cases.
func (c *testCmd) Run(out *output) error {
	list, err := sources(c.Rules)
	if err != nil {
		return usageError{err}
	}
	var reports []testReport
	failures := 0
	for _, s := range list {
		report, failed, err := c.one(out, s)
		if err != nil {
			return err
		}
		reports = append(reports, report)
		failures += failed
	}
	if out.json {
		if err := out.result(reports, nil); err != nil {
			return err
		}
	}
	if failures > 0 {
		return findingsError{failures}
	}
	return nil
}

func (c *testCmd) one(out *output, s source) (report testReport, failures int, err error) {
	ctx := context.Background()
	report.Regulation = s.name
	prog, err := s.load(ctx)
	if err != nil {
		return report, 0, err
	}
	defer prog.Close()
	reg, findings := prog.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		return report, 0, err
	}
	files, err := cases.Load(s.fsys, path.Join(s.dir, "cases"))
	if err != nil {
		return report, 0, err
	}
	covered := map[engine.ClauseID]bool{}
	for _, f := range files {
		if !strings.Contains(path.Base(f.Path), c.Run_) {
			continue
		}
		start := time.Now()
		r := cases.Run(ctx, cases.Of(prog), f, cases.Observer{})
		report.Cases = append(report.Cases, r)
		failures += len(r.Failures)
		for _, clause := range r.Covered {
			covered[clause] = true
		}
		if !out.json {
			printCase(out, s, r, time.Since(start))
		}
	}
	if c.Cover {
		failures += c.cover(out, reg, covered, &report)
	}
	return report, failures, nil
}

func printCase(out *output, s source, r *cases.Report, took time.Duration) {
	word := "ok  "
	if !r.Passed() {
		word = "FAIL"
	}
	out.printf("%s %s  %s (%d ms)\n", word, s.file(r.Path), r.Name, took.Milliseconds())
	for _, f := range r.Failures {
		out.printf("     %s:%d: %s\n", s.file(r.Path), f.Line, f.Message)
	}
}

// file is the path of a case as the author knows it.
func (s source) file(p string) string { return s.name + strings.TrimPrefix(p, s.dir) }

// cover prints which clauses the cases have proved.
func (c *testCmd) cover(out *output, reg *rules.Regulation, covered map[engine.ClauseID]bool, report *testReport) int {
	for i := range reg.Clauses {
		id := reg.Clauses[i].ID
		if covered[id] {
			report.Covered = append(report.Covered, id)
		} else {
			report.Uncovered = append(report.Uncovered, id)
		}
	}
	if !out.json {
		out.printf("%s: %d of %d clauses are covered\n", report.Regulation, len(report.Covered), len(reg.Clauses))
		for i := range reg.Clauses {
			clause := &reg.Clauses[i]
			mark := "covered    "
			if !covered[clause.ID] {
				mark = "NOT COVERED"
			}
			out.printf("  %s  %-14s %s\n", mark, clause.ID, clause.Title.In(reg.Lang))
		}
	}
	return len(report.Uncovered)
}
