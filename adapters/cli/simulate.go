package cli

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/cases"
)

// simulateCmd shows one case as a timeline.
type simulateCmd struct {
	Rules string `arg:"" help:"Folder of the regulation, such as rules/sud."`
	Case  string `arg:"" help:"Case file: a path, or its name in the regulation's cases folder."`
	Lang  string `help:"Language of the sentences: kk, ru or en." default:"ru" enum:"kk,ru,en"`
}

// Help explains the command.
func (simulateCmd) Help() string {
	return lesson("Plays one case and prints what happens: each event with its instant, and below it what the regulation made of it, "+
		"each line with its clause. What is not as the case expects stands at the end.",
		codesOfTool, "reglament simulate rules/sud 05-silence-stops", "reglament simulate rules/sud 05-silence-stops --lang kk --json")
}

// timeline is a case that was played.
type timeline struct {
	Case     string          `json:"case"`
	Events   []timelineEvent `json:"events"`
	Failures []cases.Failure `json:"failures"`
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
		return err
	}
	ctx := context.Background()
	prog, reg, err := list[0].load(ctx)
	if err != nil {
		return err
	}
	defer prog.Close()
	f, err := readCase(list[0], c.Case)
	if err != nil {
		return usageError{err}
	}
	done, end := out.progress("simulating")
	t := timeline{Case: f.Name, Events: []timelineEvent{}}
	report := cases.Run(ctx, cases.Of(prog), f, cases.Observer{Event: func(e *engine.Event, ticket engine.Ticket) {
		line := timelineEvent{At: e.At.In(reg.Zone()), Kind: e.Kind, Number: ticket.Number, Lines: []timelineLine{}}
		for _, b := range reg.Why(e, engine.Actor{Kind: engine.System}, c.Lang) {
			line.Lines = append(line.Lines, timelineLine{Clause: b.Op.Clause, Sentence: b.Sentence})
		}
		t.Events = append(t.Events, line)
		done(int64(len(t.Events)))
	}})
	end()
	t.Failures = append([]cases.Failure{}, report.Failures...)
	err = out.result(t, func() { t.print(out) })
	if err == nil && !report.Passed() {
		err = findingsError{len(report.Failures)}
	}
	return err
}

func (t *timeline) print(out *output) {
	out.printf("%s\n", t.Case)
	for _, e := range t.Events {
		out.printf("%s  %s  %s\n", e.At.Format("Mon 2006-01-02 15:04:05"), e.Number, e.Kind)
		for _, l := range e.Lines {
			out.printf("    %-16s %s\n", l.Clause, strings.ReplaceAll(l.Sentence, "\n", " "))
		}
	}
	for _, failure := range t.Failures {
		out.printf("not as expected, line %d: %s\n", failure.Line, failure.Message)
	}
}

func readCase(s source, name string) (*cases.File, error) {
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		folder, base := filepath.Split(filepath.Clean(name))
		if folder == "" {
			folder = "."
		}
		return oneCase(os.DirFS(folder), ".", base)
	}
	return oneCase(s.fsys, path.Join(s.dir, "cases"), path.Base(filepath.ToSlash(name)))
}

// oneCase reads a case. What is wrong with its neighbours is of no interest.
func oneCase(fsys fs.FS, folder, name string) (*cases.File, error) {
	files, err := cases.Load(fsys, folder)
	i := slices.IndexFunc(files, func(f *cases.File) bool { base := path.Base(f.Path); return base == name || base == name+".yaml" })
	if i >= 0 {
		return files[i], nil
	}
	if err != nil {
		return nil, err
	}
	var known []string
	for _, f := range files {
		known = append(known, strings.TrimSuffix(path.Base(f.Path), ".yaml"))
	}
	if len(known) == 0 {
		return nil, fmt.Errorf("there is no case %s: the regulation has no cases", name)
	}
	return nil, fmt.Errorf("there is no case %s; there are %s", name, strings.Join(known, ", "))
}
