package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/worktime"
)

// Tools for whoever writes a regulation. They run on the engine that serves.

// source is a regulation's folder: on disk, or one that the program carries.
type source struct {
	name string
	fsys fs.FS
	dir  string
}

// sources finds the folders that an argument names: a folder, the name of a
// shipped regulation, or all below a folder with /... at the end.
func sources(args []string) ([]source, error) {
	var out []source
	for _, arg := range args {
		if root, all := strings.CutSuffix(arg, "/..."); all {
			matches, err := filepath.Glob(filepath.Join(root, "*", plugins.Main))
			if err != nil || len(matches) == 0 {
				return nil, fmt.Errorf("%s: there is no regulation below %s", arg, root)
			}
			for _, m := range matches {
				dir := filepath.Dir(m)
				out = append(out, source{name: dir, fsys: os.DirFS(filepath.Dir(dir)), dir: filepath.Base(dir)})
			}
			continue
		}
		if _, err := os.Stat(filepath.Join(arg, plugins.Main)); err == nil {
			clean := filepath.Clean(arg)
			out = append(out, source{name: clean, fsys: os.DirFS(filepath.Dir(clean)), dir: filepath.Base(clean)})
			continue
		}
		name := strings.TrimPrefix(path.Clean(filepath.ToSlash(arg)), "rules/")
		if _, err := fs.Stat(rules.Shipped, name+"/"+plugins.Main); err != nil {
			return nil, fmt.Errorf("%s: there is no folder with a %s, and no shipped regulation of that name", arg, plugins.Main)
		}
		out = append(out, source{name: "rules/" + name, fsys: rules.Shipped, dir: name})
	}
	return out, nil
}

func (s source) load(ctx context.Context) (plugins.Program, error) {
	bundle, err := rules.ReadBundle(s.fsys, s.dir)
	if err != nil {
		return nil, err
	}
	return plugins.Load(ctx, s.name, bundle)
}

// compile loads a regulation and checks its catalogue.
func (s source) compile(ctx context.Context) (*rules.Regulation, rules.Findings) {
	prog, err := s.load(ctx)
	if err != nil {
		var findings rules.Findings
		if errors.As(err, &findings) {
			return nil, findings
		}
		return nil, rules.Findings{{File: s.name, Message: err.Error()}}
	}
	return prog.Compile(rules.Options{})
}

// checkCmd checks regulations without running them.
type checkCmd struct {
	Rules []string `arg:"" help:"Folders of regulations, such as rules/sud; rules/... for all below."`
}

// Help explains the command.
func (checkCmd) Help() string {
	return "Loads each regulation and checks its catalogue. Findings name file, line and clause. Exit code 1 if there are any."
}

// Run checks.
func (c *checkCmd) Run(out *output) error {
	list, err := sources(c.Rules)
	if err != nil {
		return usageError{err}
	}
	all := rules.Findings{}
	for _, s := range list {
		_, findings := s.compile(context.Background())
		all = append(all, findings...)
	}
	err = out.result(all, func() {
		for _, f := range all {
			out.printf("%s\n", f)
		}
		if len(all) == 0 {
			out.printf("%d checked, nothing found\n", len(list))
		}
	})
	if err == nil && len(all) > 0 {
		err = findingsError{len(all)}
	}
	return err
}

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
		r := cases.Run(ctx, compiler(prog), f, cases.Observer{})
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

// simulateCmd shows one case as a timeline.
type simulateCmd struct {
	Rules string `arg:"" help:"Folder of the regulation."`
	Case  string `arg:"" help:"Case file: a path, or its name in the regulation's cases folder."`
	Lang  string `help:"Language of the sentences." default:"ru" enum:"kk,ru,en"`
}

// timelineEvent is an event of a simulated case.
type timelineEvent struct {
	At     time.Time      `json:"at"`
	Kind   string         `json:"kind"`
	Number string         `json:"number,omitempty"`
	Lines  []timelineLine `json:"lines"`
}

type timelineLine struct {
	Clause   engine.ClauseID `json:"clause"`
	Sentence string          `json:"sentence"`
}

// Run plays the case.
func (c *simulateCmd) Run(out *output) error {
	list, err := sources([]string{c.Rules})
	if err != nil {
		return usageError{err}
	}
	ctx := context.Background()
	prog, err := list[0].load(ctx)
	if err != nil {
		return err
	}
	defer prog.Close()
	reg, findings := prog.Compile(rules.Options{})
	if err := findings.Err(); err != nil {
		return err
	}
	f, err := readCase(list[0], c.Case)
	if err != nil {
		return usageError{err}
	}
	var events []timelineEvent
	report := cases.Run(ctx, compiler(prog), f, cases.Observer{Event: func(e *engine.Event, t engine.Ticket) {
		line := timelineEvent{At: e.At.In(reg.Zone()), Kind: e.Kind, Number: t.Number, Lines: []timelineLine{}}
		for _, b := range reg.Why(e, engine.Actor{Kind: engine.System}, c.Lang) {
			line.Lines = append(line.Lines, timelineLine{Clause: b.Op.Clause, Sentence: b.Sentence})
		}
		events = append(events, line)
	}})
	err = out.result(map[string]any{"case": f.Name, "events": events, "failures": report.Failures}, func() {
		out.printf("%s\n", f.Name)
		for _, e := range events {
			out.printf("%s  %s  %s\n", e.At.Format("Mon 2006-01-02 15:04:05"), e.Number, e.Kind)
			for _, l := range e.Lines {
				out.printf("    %-16s %s\n", l.Clause, strings.ReplaceAll(l.Sentence, "\n", " "))
			}
		}
		for _, failure := range report.Failures {
			out.printf("not as expected, line %d: %s\n", failure.Line, failure.Message)
		}
	})
	if err == nil && !report.Passed() {
		err = findingsError{len(report.Failures)}
	}
	return err
}

func readCase(s source, name string) (*cases.File, error) {
	if _, err := os.Stat(name); err == nil {
		folder, base := filepath.Split(filepath.Clean(name))
		if folder == "" {
			folder = "."
		}
		return oneCase(os.DirFS(folder), ".", base)
	}
	if !strings.HasSuffix(name, ".yaml") {
		name += ".yaml"
	}
	return oneCase(s.fsys, path.Join(s.dir, "cases"), path.Base(name))
}

func oneCase(fsys fs.FS, folder, base string) (*cases.File, error) {
	files, err := cases.Load(fsys, folder)
	if err != nil {
		return nil, err
	}
	i := slices.IndexFunc(files, func(f *cases.File) bool { return path.Base(f.Path) == base })
	if i < 0 {
		return nil, fmt.Errorf("there is no case %s", base)
	}
	return files[i], nil
}

// dueCmd computes one deadline and proves it.
type dueCmd struct {
	Rules    string    `arg:"" help:"Folder of the regulation."`
	Calendar string    `help:"Calendar of the regulation." required:""`
	From     time.Time `help:"Start, RFC 3339, such as 2026-11-23T17:55:00+05:00." required:"" format:"2006-01-02T15:04:05Z07:00"`
	Within   string    `help:"Duration: a number and one of s m h d mo wm wh wd, such as 3wh." required:""`
	Pause    []string  `help:"A pause, FROM/TO in RFC 3339; may be repeated." placeholder:"FROM/TO"`
}

// Help explains the command.
func (dueCmd) Help() string {
	return "Prints the instant on the first line, then the proof: what was counted, and which days were not and why."
}

// Run computes.
func (c *dueCmd) Run(out *output) error {
	list, err := sources([]string{c.Rules})
	if err != nil {
		return usageError{err}
	}
	within, err := worktime.ParseDuration(c.Within)
	if err != nil {
		return usageError{err}
	}
	reg, findings := list[0].compile(context.Background())
	if err := findings.Err(); err != nil {
		return err
	}
	cal, ok := reg.Calendar(c.Calendar)
	if !ok {
		return usageError{fmt.Errorf("%s has no calendar %q; it has %s", c.Rules, c.Calendar, strings.Join(reg.CalendarIDs(), ", "))}
	}
	pauses, err := c.pauses()
	if err != nil {
		return usageError{err}
	}
	proof, err := cal.Prove(c.From, within, pauses)
	if err != nil {
		return err
	}
	return out.result(proof, func() {
		out.printf("%s\n", proof.Due.Format(time.RFC3339))
		printProof(out, &proof)
	})
}

// printProof lists what a deadline's computation has counted, and what not.
func printProof(out *output, proof *worktime.Proof) {
	const stamp = "Mon 2006-01-02 15:04:05"
	for _, i := range proof.Intervals {
		out.printf("  counted  %s – %s  (%s)\n", i.From.Format(stamp), i.To.Format("15:04:05"), i.To.Sub(i.From))
	}
	for _, s := range proof.Skipped {
		out.printf("  skipped  %s  %s\n", s.Date, skipped(s))
	}
	for _, p := range proof.Pauses {
		out.printf("  paused   %s – %s\n", p.From.Format(stamp), p.To.Format(stamp))
	}
	for _, y := range proof.AssumedYears {
		out.printf("  note     there are no holidays for %d here: its days were counted by the week alone\n", y)
	}
}

func (c *dueCmd) pauses() (out []worktime.Interval, err error) {
	for _, p := range c.Pause {
		from, to, ok := strings.Cut(p, "/")
		if !ok {
			return nil, fmt.Errorf("a pause is FROM/TO, not %q", p)
		}
		var i worktime.Interval
		if i.From, err = time.Parse(time.RFC3339, from); err != nil {
			return nil, err
		}
		if i.To, err = time.Parse(time.RFC3339, to); err != nil {
			return nil, err
		}
		out = append(out, i)
	}
	return out, nil
}

// usageError makes a command end with the exit code for wrong use.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

// skipped says why a day was not counted as usual.
func skipped(s worktime.Skip) string {
	r := s.Reason
	text := string(r.Code)
	if r.Names.RU != "" {
		text += ": " + r.Names.RU
	}
	if r.Names.KK != "" {
		text += " / " + r.Names.KK
	}
	if r.MovedFrom != 0 {
		text += fmt.Sprintf(" (moved from %s)", r.MovedFrom)
	}
	if r.InsteadOf != 0 {
		text += fmt.Sprintf(" (instead of %s)", r.InsteadOf)
	}
	if r.Sure != "" && r.Sure != worktime.Sure {
		text += ", " + string(r.Sure)
	}
	if len(r.Hours) > 0 {
		text += " " + strings.Join(r.Hours, ", ")
	}
	return text
}
