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
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
)

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
	report := cases.Run(ctx, cases.Of(prog), f, cases.Observer{Event: func(e *engine.Event, t engine.Ticket) {
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
