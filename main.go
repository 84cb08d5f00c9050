// Command reglament is a helpdesk engine whose tickets follow a company's own
// written regulation. Run without arguments it serves the shipped companies from
// a database in ./data.
package main

import (
	"os"

	"github.com/reglament/reglament/adapters/cli"
)

func main() { os.Exit(cli.Run(os.Args[1:], os.Stdout, os.Stderr)) }
