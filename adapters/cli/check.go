package cli

import (
	"context"

	"github.com/reglament/reglament/rules"
)

// checkCmd checks regulations without running them.
type checkCmd struct {
	Rules []string `arg:"" help:"Folders of regulations, such as rules/sud; rules/... for all below."`
}

// Help explains the command.
func (checkCmd) Help() string {
	return lesson("Loads each regulation and checks its catalogue, without running it. A finding is a line with file, line and "+
		"clause. The regulations that come with the program can be named without having their folders.",
		codesOfTool, "reglament check rules/sud", "reglament check rules/... --json")
}

// Run checks.
func (c *checkCmd) Run(out *output) error {
	list, err := sources(c.Rules)
	if err != nil {
		return err
	}
	done, end := out.progress("checking")
	all := rules.Findings{}
	for i, s := range list {
		prog, _, findings := s.compile(context.Background())
		if prog != nil {
			prog.Close()
		}
		all = append(all, findings...)
		done(int64(i + 1))
	}
	end()
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
