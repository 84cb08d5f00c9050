package worker

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/reglament/reglament/plugins"
)

// Command is the first argument of a program that is to be a process of a Pool.
// Nobody but a Pool gives it.
const Command = "rules-worker"

// Main is the process. It takes arguments as they stand behind Command, ends when
// its standard input does, and returns the exit code.
func Main(args []string) int {
	out := os.Stdout
	os.Stdout = os.Stderr // for whoever prints
	if err := serve(args, os.Stdin, out); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

func serve(args []string, in io.Reader, out io.Writer) error {
	flags := flag.NewFlagSet(Command, flag.ContinueOnError)
	memory := flags.Int64("memory", 512<<20, "bytes that the process may take")
	cache := flags.String("cache", "", "folder for compiled modules")
	if err := flags.Parse(args); err != nil {
		return err
	}
	// Who stops the server by its terminal or its group of processes means the
	// server, which ends this one when nothing more is to be decided.
	signal.Ignore(os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	if err := confine(*memory); err != nil {
		return fmt.Errorf("bound this process: %w", err)
	}
	debug.SetMemoryLimit(*memory * 3 / 4) // more garbage is collected before there is none left to take
	return Serve(context.Background(), in, out, &plugins.Loader{Cache: *cache})
}
