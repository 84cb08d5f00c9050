package cli

import (
	"context"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/compare"
)

// diffCmd compares two editions of a regulation.
type diffCmd struct {
	Was string `arg:"" help:"The edition before: a folder with a regulation, or the name of a shipped one."`
	Is  string `arg:"" help:"The edition after, likewise."`
}

// Help explains the command.
func (diffCmd) Help() string {
	return lesson("Compares two editions by clause: what is new, what is gone, and what says something else. What hooks do is code and is not compared; "+
		"replay shows what it would have changed.", "Exit code 0: they say the same. 1: they differ. 2: wrong use.",
		"reglament diff sud sud")
}

// Run compares.
func (c *diffCmd) Run(out *output) error {
	list, err := sources([]string{c.Was, c.Is})
	if err != nil {
		return err
	}
	var regs []*rules.Regulation
	for _, s := range list {
		prog, reg, err := s.load(context.Background())
		if err != nil {
			return err
		}
		defer prog.Close()
		regs = append(regs, reg)
	}
	changes := compare.Catalogues(regs[0].Catalogue, regs[1].Catalogue)
	err = out.result(append([]compare.Change{}, changes...), func() { c.print(out, regs, changes) })
	if err == nil && len(changes) > 0 {
		err = findingsError{len(changes)}
	}
	return err
}

func (c *diffCmd) print(out *output, regs []*rules.Regulation, changes []compare.Change) {
	last := engine.ClauseID("-")
	for _, ch := range changes {
		if ch.Clause != last {
			last = ch.Clause
			out.printf("%s\n", titleOf(regs, last))
		}
		switch {
		case ch.Key != "" && ch.Was == "":
			out.printf("  %s: %s is now %s\n", ch.Item, ch.Key, ch.Is)
		case ch.Key != "" && ch.Is == "":
			out.printf("  %s: %s is gone, it was %s\n", ch.Item, ch.Key, ch.Was)
		case ch.Key != "":
			out.printf("  %s: %s was %s, is %s\n", ch.Item, ch.Key, ch.Was, ch.Is)
		case ch.Was == "":
			out.printf("  new: %s (%s)\n", ch.Item, ch.Is)
		default:
			out.printf("  gone: %s (%s)\n", ch.Item, ch.Was)
		}
	}
	if len(changes) == 0 {
		out.printf("the two editions say the same\n")
	}
}

// titleOf is a clause as people know it.
func titleOf(regs []*rules.Regulation, id engine.ClauseID) string {
	if id == "" {
		return "the regulation itself"
	}
	for i := len(regs) - 1; i >= 0; i-- {
		if clause, ok := regs[i].Clause(id); ok {
			return string(id) + "  " + clause.Title.In(regs[i].Lang)
		}
	}
	return string(id)
}
