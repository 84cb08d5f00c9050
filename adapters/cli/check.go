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
