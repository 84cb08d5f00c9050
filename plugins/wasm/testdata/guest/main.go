// Command guest is the hook of the kit's example for AssemblyScript, in Go.
package main

import . "github.com/reglament/reglament/plugins/sdk/go/regulation"

var rules = Regulation("hello", "en", Object{"languages": "en"},
	Clause("3", "Old boilers", Hook("registered", oldBoiler, "field.year")))

func oldBoiler(c *Case) Answer {
	if year, ok := c.Int("field.year"); ok && year < 2000 {
		return Effects{Set(Object{"priority": "high"}), Note("old_boiler")}
	}
	return nil
}

func init() { Serve(rules) }

func main() {}
