// Command hello is the smallest regulation in Go that says all that one must.
package main

import . "github.com/reglament/reglament/plugins/sdk/go/regulation"

var rules = Regulation("hello", "en", Object{"languages": "en"},
	Clause("1", "How to ask", Numbering(Object{"prefix": "HI-"}), Channel("email", "help@hello.example", Object{"free": true}),
		Calendar("main", "Asia/Almaty", Week("mon-fri", "09:00-18:00")), Optional("year", Plain("Year of the boiler"))),
	Clause("2", "How it goes", Status("new", Plain("New"), Object{"family": "new", "turn": "staff", "initial": true}),
		Status("done", Plain("Done"), Object{"family": "done", "turn": "nobody", "final": true}),
		May("finish", Plain("Finish"), Object{"roles": "staff", "from": "new", "to": "done", "silent": true})),
	Clause("3", "Old boilers", Hook("registered", oldBoiler, "field.year"), Text("old", Plain("An old boiler: {field.year}"))),
)

func oldBoiler(c *Case) Answer {
	if year, ok := c.Int("field.year"); ok && year < 2010 {
		return Note("old")
	}
	return nil
}

func init() { Serve(rules) }

func main() {}
