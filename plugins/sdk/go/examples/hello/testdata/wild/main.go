// Command wild is a guest whose hooks do what they should not.
package main

import . "github.com/reglament/reglament/plugins/sdk/go/regulation"

var sink []byte

func deep(n int) int { return deep(n+1) + 1 }

var rules = Regulation("wild", "en", Clause("1", "Wild",
	Hook("registered", func(c *Case) Answer { return Note(c.Text("data.text")) }, "data.text"), // 1: well behaved
	Hook("registered", func(*Case) Answer { panic("out of order") }),
	Hook("registered", func(c *Case) Answer { return Note(c.List("missing")[7].(string)) }, "missing"), // 3: out of range
	Hook("registered", func(c *Case) Answer { return Note(c.Text("field.year")) }),                     // 4: not among its reads
	Hook("registered", func(*Case) Answer { return Set(Object{"share": 0.5}) }),                        // 5: a fraction
	Hook("registered", func(*Case) Answer { return Move(string(rune('a' + deep(0)))) }),                // 6: endless
	Hook("registered", func(*Case) Answer {
		for range 64 { // 7: much garbage
			sink = make([]byte, 256<<10)
		}
		return Mark("done")
	}),
))

func init() { Serve(rules) }

func main() {}
