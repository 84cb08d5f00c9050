package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime/debug"
	"strings"

	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/explore"
)

// exploreCmd looks for what goes wrong in histories that nobody wrote down.
type exploreCmd struct {
	Rules     string `arg:"" help:"Folder of the regulation, such as rules/sud."`
	Seed      uint64 `help:"Chooses the random histories; the same seed gives the same findings." default:"1" placeholder:"N"`
	Histories int    `help:"How many random histories are played after the exhaustive ones." default:"2000" placeholder:"N"`
	Depth     int    `help:"How many steps a history has at most." default:"8" placeholder:"N"`
	Notices   int    `help:"How many messages a customer may get before a person does something." default:"10" placeholder:"N"`
	Save      string `help:"Write the history of each finding into this folder, as a case file." placeholder:"DIR"`
}

// Help explains the command.
func (exploreCmd) Help() string {
	return lesson("Plays short histories of a regulation on the real engine, under a clock of its own: all of them up to three steps, "+
		"then random ones. Finds tickets that nothing can move, notices without end, decisions that fail, promises that contradict "+
		"each other, deadlines on tickets that have ended, acts that are offered and refused, and statuses that are never reached. "+
		"Each finding comes with the shortest history that shows it, which can be kept as a case. People are taken from "+
		"cases/directory.yaml, if there is one.",
		codesOfTool, "reglament explore rules/prots --histories 100 --save found")
}

// Run explores.
func (c *exploreCmd) Run(out *output) error {
	if c.Histories < 0 || c.Depth < 1 || c.Notices < 1 {
		return misused("--histories must not be negative, --depth and --notices must be at least 1")
	}
	list, err := sources([]string{c.Rules})
	if err != nil {
		return err
	}
	if len(list) != 1 {
		return misused("%s: one regulation is explored at a time", c.Rules)
	}
	ctx := context.Background()
	prog, reg, err := list[0].load(ctx)
	if err != nil {
		return err
	}
	defer prog.Close()
	people, err := list[0].people()
	if err != nil {
		return err
	}
	// Each history leaves much behind and little of it is kept: clearing away less
	// often makes a quarter of the time.
	defer debug.SetGCPercent(debug.SetGCPercent(400))
	done, end := out.progress("exploring")
	report, err := explore.Run(ctx, explore.Config{Regulation: reg, Directory: people, Seed: c.Seed, Histories: c.Histories,
		Depth: c.Depth, Notices: c.Notices, Progress: done})
	end()
	if err != nil {
		return err
	}
	places, err := c.save(report.Findings)
	if err != nil {
		return err
	}
	err = out.result(report, func() { printExplored(out, report, places) })
	if err == nil && len(report.Findings) > 0 {
		err = findingsError{len(report.Findings)}
	}
	return err
}

// people are those whom the regulation's cases know.
func (s source) people() (*directory.File, error) {
	name := path.Join(s.dir, "cases", "directory.yaml")
	f, err := s.fsys.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.file(name), err)
	}
	defer f.Close()
	people, err := directory.Read(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.file(name), err)
	}
	return people, nil
}

// save writes the cases, and returns where they are. A file that is there already
// stays as it is: somebody may have worked on it.
func (c *exploreCmd) save(findings []explore.Finding) (places map[string]string, err error) {
	places = map[string]string{}
	for _, f := range findings {
		if c.Save == "" || f.Case == "" {
			continue
		}
		if err := os.MkdirAll(c.Save, 0o755); err != nil {
			return nil, fmt.Errorf("save cases: %w", err)
		}
		name := filepath.Join(c.Save, f.Name+".yaml")
		places[f.Name] = name
		switch err := writeNew(name, f.Case); {
		case errors.Is(err, fs.ErrExist):
			places[f.Name] += " (it was there already and is left as it was)"
		case err != nil:
			return nil, fmt.Errorf("save case %s: %w", name, err)
		}
	}
	return places, nil
}

// writeNew writes a file that is not there yet.
func writeNew(name, text string) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	return errors.Join(err, f.Close())
}

func printExplored(out *output, report *explore.Report, places map[string]string) {
	for i := range report.Findings {
		f := &report.Findings[i]
		out.printf("%s  %v  %s\n", f.Kind, f.Clauses, f.What)
		for k, step := range f.Steps {
			out.printf("  %2d. %s\n", k+1, step)
		}
		switch {
		case places[f.Name] != "":
			out.printf("  case: %s\n", places[f.Name])
		case f.Case != "":
			out.printf("  case:\n    %s\n", strings.ReplaceAll(strings.TrimSpace(f.Case), "\n", "\n    "))
		}
		out.printf("\n")
	}
	out.printf("%d histories, %d states, %d findings\n", report.Histories, report.States, len(report.Findings))
}
