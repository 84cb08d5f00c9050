package explore

import (
	"context"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/directory"
)

// Config says what to explore, and how far. Only the regulation is needed.
type Config struct {
	Regulation *rules.Regulation
	// Directory is what is known about people; nobody by default.
	Directory *directory.File
	// Seed chooses the random histories.
	Seed uint64
	// Histories is how many random histories are played after the exhaustive
	// ones; Depth is how many steps they have at most, 8 by default.
	Histories int
	Depth     int
	// Exhaustive is up to how many steps every history is played, 3 by default.
	Exhaustive int
	// Notices is how many messages a customer may get before a person does
	// something, 10 by default.
	Notices int
	// Progress is told how many histories have been played. It may be nil.
	Progress func(n int64)
}

// Histories begin on a Monday morning without holidays near, or wait first until
// an hour at which nobody works.
const (
	start         = "2026-11-23 10:00:00"
	fridayEvening = "2026-11-27 17:55:00"
	sundayNight   = "2026-11-29 03:00:00"
)

func (c *Config) complete() {
	if c.Directory == nil {
		c.Directory = &directory.File{}
	}
	for _, n := range []struct {
		value    *int
		standard int
	}{{&c.Depth, 8}, {&c.Exhaustive, 3}, {&c.Notices, 10}} {
		if *n.value == 0 {
			*n.value = n.standard
		}
	}
	if c.Progress == nil {
		c.Progress = func(int64) {}
	}
}

// A Report is what an exploration came to.
type Report struct {
	Regulation string `json:"regulation"`
	Seed       uint64 `json:"seed"`
	// Histories is how many were played, States how many differ in what they
	// lead to.
	Histories int64     `json:"histories"`
	States    int       `json:"states"`
	Findings  []Finding `json:"findings"`
}

// A Kind is a sort of finding.
type Kind string

// The kinds of findings.
const (
	Stuck     Kind = "stuck"     // an open ticket that nothing can move
	Endless   Kind = "endless"   // messages go on without a person
	Crash     Kind = "crash"     // a decision or a message has failed
	Conflict  Kind = "conflict"  // promises contradict each other, or themselves
	Leftover  Kind = "leftover"  // something still runs on a ticket that has ended
	Refused   Kind = "refused"   // an act that is offered is turned down
	Unreached Kind = "unreached" // no history has led to a status
)

// A Finding is something that goes wrong, and the shortest history known that
// leads there.
type Finding struct {
	Kind    Kind              `json:"kind"`
	Clauses []engine.ClauseID `json:"clauses"`
	// What says in a sentence what is wrong.
	What string `json:"what"`
	// Steps tell the history; Case is the same as a case file. Statuses that are
	// never reached have neither.
	Steps []string `json:"steps"`
	Case  string   `json:"case,omitempty"`
	// Name is short, of letters and hyphens, and unique among the findings.
	Name string `json:"name"`

	key    string
	expect map[string]any // what the last step of the case expects
	steps  []cases.Step
}

// Run explores. An error means that it was stopped by its context.
func Run(ctx context.Context, cfg Config) (*Report, error) {
	cfg.complete()
	x := newExplorer(&cfg)
	if err := x.exhaust(ctx); err != nil {
		return nil, err
	}
	if err := x.wander(ctx); err != nil {
		return nil, err
	}
	x.findStuck(ctx)
	x.findUnreached()
	findings := x.shrunk(ctx)
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return &Report{Regulation: cfg.Regulation.ID, Seed: cfg.Seed, Histories: x.played.Load(), States: len(x.states), Findings: findings}, nil
}
