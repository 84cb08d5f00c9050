// Command reglament is a helpdesk engine whose tickets follow a company's own
// written regulation. Run without arguments it serves the shipped companies from
// a database in ./data.
package main

import "os"

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }
