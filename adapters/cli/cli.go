// Package cli is the command line: the server, the tools of whoever writes a
// regulation, and those of whoever runs an installation. Results go to standard
// output, progress and logs to standard error.
package cli

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"github.com/alecthomas/kong"
	"github.com/reglament/reglament/adapters/host"
)

// Exit codes.
const (
	exitFindings = 1 // the tool has found something, or failed
	exitUsage    = 2 // it was used wrongly
)

// cli is the command line.
type cli struct {
	Serve    serveCmd    `cmd:"" default:"withargs" help:"Run the server (the default)."`
	Check    checkCmd    `cmd:"" group:"Regulations" help:"Find what is wrong with a regulation."`
	Test     testCmd     `cmd:"" group:"Regulations" help:"Run a regulation's cases."`
	Simulate simulateCmd `cmd:"" group:"Regulations" help:"Show a case as a timeline, each line with its clause."`
	Due      dueCmd      `cmd:"" group:"Regulations" help:"Compute a deadline and prove it."`
	Explain  explainCmd  `cmd:"" group:"Installation" help:"Explain every decision about a ticket."`
	Verify   verifyCmd   `cmd:"" group:"Installation" help:"Check that the log was not altered."`
	Migrate  migrateCmd  `cmd:"" group:"Installation" help:"Bring the database schema up to date."`
	Tenant   tenantCmd   `cmd:"" group:"Installation" help:"Manage the hosted companies."`
	Token    tokenCmd    `cmd:"" group:"Installation" help:"Manage access tokens."`

	Version kong.VersionFlag `help:"Print the version."`
	JSON    bool             `help:"Print results as JSON." name:"json"`
}

// output is where results go. Progress and logs go to standard error.
type output struct {
	w    io.Writer
	err  io.Writer
	json bool
}

func (o *output) printf(format string, args ...any) { fmt.Fprintf(o.w, format, args...) }

// result prints a value as JSON, or by the function as text.
func (o *output) result(v any, text func()) error {
	if !o.json {
		text()
		return nil
	}
	e := json.NewEncoder(o.w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(v)
}

// progress reports on something that may take long: on standard error, from the
// first second on, once a second.
func (o *output) progress(what string) func(done int64) {
	start, last := time.Now(), time.Now()
	return func(done int64) {
		if now := time.Now(); now.Sub(last) >= time.Second {
			last = now
			fmt.Fprintf(o.err, "%s: %d done in %s\n", what, done, now.Sub(start).Round(time.Second))
		}
	}
}

// findingsError makes a command end with exit code 1 without a message of its own.
type findingsError struct{ n int }

func (f findingsError) Error() string { return fmt.Sprintf("%d findings", f.n) }

// Run parses the arguments, runs the command and returns the exit code.
func Run(args []string, stdout, stderr io.Writer) int {
	c := &cli{}
	parser, err := kong.New(c, kong.Name("reglament"),
		kong.Description("A helpdesk engine whose tickets follow the company's own written regulation."),
		kong.Writers(stdout, stderr), kong.Vars{"version": host.Version()}, kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}))
	if err != nil {
		fmt.Fprintln(stderr, err)
		return exitUsage
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(stderr, "reglament:", err)
		return exitUsage
	}
	err = parsed.Run(&output{w: stdout, err: stderr, json: c.JSON})
	var usage usageError
	var findings findingsError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &findings):
		return exitFindings
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, "reglament:", err)
		return exitUsage
	}
	fmt.Fprintln(stderr, "reglament:", err)
	return exitFindings
}

func logger(level string) *slog.Logger {
	var l slog.Level
	_ = l.UnmarshalText([]byte(level)) // checked by the flag's enum
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: l}))
}

// usageError makes a command end with the exit code for wrong use.
type usageError struct{ error }

func (e usageError) Unwrap() error { return e.error }
