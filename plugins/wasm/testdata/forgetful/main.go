// Command forgetful tries to remember how often it was asked.
package main

import . "github.com/reglament/reglament/plugins/sdk/go/regulation"

var rules = Regulation("forgetful", "en", Object{"languages": "en"},
	Clause("1", "Counting", Hook("registered", count, "field.year")))

var (
	calls  int64
	heaped = map[string]int64{}
	hoard  [][]byte
)

func count(c *Case) Answer {
	calls++
	heaped["calls"]++
	if c.Text("field.year") == "hoard" { // memory that grows does not shrink again
		hoard = append(hoard, make([]byte, 6<<20))
	}
	return Set(Object{"calls": calls, "heaped": heaped["calls"], "hoarded": int64(len(hoard))})
}

func init() { Serve(rules) }

func main() {}
