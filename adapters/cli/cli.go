// Package cli is the command line: the server, the tools of whoever writes a
// regulation, and those of whoever runs an installation. Results go to standard
// output, progress, logs and errors to standard error. Each command teaches its
// own use: what it does, examples that run as they stand, its exit codes.
package cli

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/alecthomas/kong"
	"github.com/reglament/reglament/adapters/host"
	"github.com/reglament/reglament/plugins/worker"
	"github.com/reglament/reglament/rules"
)

// cli is the command line.
type cli struct {
	Serve    serveCmd    `cmd:"" default:"withargs" help:"Run the server (the default)."`
	Check    checkCmd    `cmd:"" group:"Regulations" help:"Find what is wrong with a regulation."`
	Test     testCmd     `cmd:"" group:"Regulations" help:"Run a regulation's cases."`
	Simulate simulateCmd `cmd:"" group:"Regulations" help:"Show a case as a timeline, each line with its clause."`
	Explore  exploreCmd  `cmd:"" group:"Regulations" help:"Look for what goes wrong in histories that nobody wrote down."`
	Due      dueCmd      `cmd:"" group:"Regulations" help:"Compute a deadline and prove it."`
	Diff     diffCmd     `cmd:"" group:"Regulations" help:"Compare two editions by clause."`
	Replay   replayCmd   `cmd:"" group:"Regulations" help:"Show what a regulation would have decided otherwise."`
	Plan     planCmd     `cmd:"" group:"Regulations" help:"Show which deadlines of open tickets an edition would move."`
	New      newCmd      `cmd:"" group:"Regulations" help:"Make a new regulation from answers to a few questions."`
	Document documentCmd `cmd:"" group:"Regulations" help:"Write a regulation as the document that customers read."`
	Editions editionsCmd `cmd:"" group:"Installation" help:"List the editions of a company's regulation."`
	Activate activateCmd `cmd:"" group:"Installation" help:"Make an edition the active one."`
	Rollback rollbackCmd `cmd:"" group:"Installation" help:"Go back to the edition that was active before."`
	Canary   canaryCmd   `cmd:"" group:"Installation" help:"Try an edition on a share of the new tickets."`
	Shadow   shadowCmd   `cmd:"" group:"Installation" help:"Show what an edition would decide otherwise, as it goes."`
	Explain  explainCmd  `cmd:"" group:"Installation" help:"Explain every decision about a ticket."`
	Verify   verifyCmd   `cmd:"" group:"Installation" help:"Check that the log was not altered."`
	Migrate  migrateCmd  `cmd:"" group:"Installation" help:"Bring the database schema up to date."`
	Quotas   quotasCmd   `cmd:"" group:"Installation" help:"Show or change what a company may cost and cause."`
	Tenant   tenantCmd   `cmd:"" group:"Installation" help:"Manage the hosted companies."`
	Token    tokenCmd    `cmd:"" group:"Installation" help:"Manage access tokens."`

	Version kong.VersionFlag `help:"Print the version."`
	JSON    bool             `help:"Print results, and errors, as JSON." name:"json"`
}

const description = `A helpdesk engine whose tickets follow the company's own written regulation.

Try it: "reglament serve --dev" serves the shipped companies on http://localhost:8080.`

// newParser makes the parser. exit is called once help or the version was
// printed.
func newParser(c *cli, stdout, stderr io.Writer, exit func(int)) (*kong.Kong, error) {
	return kong.New(c, kong.Name("reglament"), kong.Description(description), kong.Writers(stdout, stderr), kong.Exit(exit),
		kong.Vars{"version": host.Version()}, kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
}

// Run parses the arguments, runs the command and returns the exit code.
func Run(args []string, stdout, stderr io.Writer) int {
	if len(args) > 0 && args[0] == worker.Command {
		return worker.Main(args[1:]) // a server has started this one; no help tells of it
	}
	c, answered := &cli{}, false
	parser, err := newParser(c, stdout, stderr, func(int) { answered = true })
	if err != nil {
		fmt.Fprintln(stderr, "reglament:", err)
		return exitUsage
	}
	out := &output{w: stdout, err: stderr, json: slices.Contains(args, "--json"), every: time.Second}
	parsed, err := parser.Parse(args)
	switch {
	case answered:
		return 0
	case err != nil:
		return out.fail(usageError{misuse(parser, args, err)})
	}
	if err := parsed.Run(out); err != nil {
		return out.fail(err)
	}
	return 0
}

// misuse says what is wrong with the arguments, and where to read on.
func misuse(parser *kong.Kong, args []string, err error) error {
	path := parser.Model.Name
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		i := slices.IndexFunc(parser.Model.Children, func(n *kong.Node) bool { return n.Name == args[0] })
		if i < 0 {
			err = fmt.Errorf("there is no command %q; there are %s", args[0], names(parser.Model.Children))
		} else {
			path = commandPath(parser.Model.Children[i], args[1:])
		}
	}
	return fmt.Errorf("%w\nRun \"%s --help\" to see how it is used", err, path)
}

// commandPath is the full name of the command that the arguments begin with.
func commandPath(n *kong.Node, args []string) string {
	if len(args) > 0 {
		for _, child := range n.Children {
			if child.Name == args[0] {
				return child.FullPath()
			}
		}
	}
	return n.FullPath()
}

func names(nodes []*kong.Node) string {
	list := make([]string, len(nodes))
	for i, n := range nodes {
		list[i] = n.Name
	}
	return strings.Join(list, ", ")
}

// Exit codes.
const (
	exitFindings = 1 // the tool has found something, or failed
	exitUsage    = 2 // it was used wrongly
)

// usageError is wrong use: arguments that make no sense, or name what is not
// there.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }

func misused(format string, args ...any) error { return usageError{fmt.Errorf(format, args...)} }

// findingsError says that the command has printed findings: there is no more to
// say.
type findingsError struct{ n int }

func (f findingsError) Error() string { return fmt.Sprintf("%d findings", f.n) }

// fail prints an error and returns the exit code that it stands for.
func (o *output) fail(err error) int {
	var findings findingsError
	if errors.As(err, &findings) {
		return exitFindings
	}
	fmt.Fprintln(o.err, "reglament:", err)
	if o.json {
		answer := struct {
			Error    string         `json:"error"`
			Findings rules.Findings `json:"findings,omitempty"`
		}{Error: err.Error()}
		errors.As(err, &answer.Findings)
		o.encode(answer) //nolint:errcheck // whoever reads has gone
	}
	var usage usageError
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFindings
}
