package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/worktime"
)

// dueCmd computes one deadline and proves it.
type dueCmd struct {
	Rules    string   `arg:"" help:"Folder of the regulation, such as rules/sud."`
	Calendar string   `help:"Calendar of the regulation; not needed if it has a single one." placeholder:"ID"`
	From     instant  `help:"Start, RFC 3339, such as 2026-11-23T17:55:00+05:00." required:"" placeholder:"INSTANT"`
	Within   string   `help:"Duration: a number and one of s m h d mo wm wh wd, such as 3wh for three working hours." required:"" placeholder:"DURATION"`
	Pause    []string `help:"A pause, FROM/TO in RFC 3339; may be repeated." placeholder:"FROM/TO"`
}

// Help explains the command.
func (dueCmd) Help() string {
	return lesson("Prints the instant on the first line, then the proof: what was counted, and which days were not and why.",
		codesOfQuery, "reglament due rules/sud --calendar main --from 2026-11-23T17:55:00+05:00 --within 3wh")
}

// instant is a point in time as it is typed.
type instant struct{ time.Time }

// UnmarshalText reads RFC 3339.
func (i *instant) UnmarshalText(text []byte) (err error) {
	if i.Time, err = time.Parse(time.RFC3339, string(text)); err != nil {
		return fmt.Errorf("%q is not an instant: want RFC 3339 with its zone, such as 2026-11-23T17:55:00+05:00", text)
	}
	return nil
}

// Run computes.
func (c *dueCmd) Run(out *output) error {
	list, err := sources([]string{c.Rules})
	if err != nil {
		return err
	}
	within, err := worktime.ParseDuration(c.Within)
	if err != nil {
		return misused("--within: %w", err)
	}
	pauses, err := c.pauses()
	if err != nil {
		return misused("--pause: %w", err)
	}
	prog, reg, err := list[0].load(context.Background())
	if err != nil {
		return err
	}
	defer prog.Close()
	cal, err := c.calendar(reg)
	if err != nil {
		return usageError{err}
	}
	proof, err := cal.Prove(c.From.Time, within, pauses)
	if err != nil {
		return usageError{err} // a pause out of place, or a century
	}
	return out.result(proof, func() {
		out.printf("%s\n", proof.Due.Format(time.RFC3339))
		printProof(out, &proof)
	})
}

func (c *dueCmd) calendar(reg *rules.Regulation) (*worktime.Calendar, error) {
	ids, id := reg.CalendarIDs(), c.Calendar
	if id == "" && len(ids) == 1 {
		id = ids[0]
	}
	switch cal, ok := reg.Calendar(id); {
	case ok:
		return cal, nil
	case len(ids) == 0:
		return nil, fmt.Errorf("%s has no calendar", c.Rules)
	case id == "":
		return nil, fmt.Errorf("%s has several calendars; say by --calendar which of them: %s", c.Rules, strings.Join(ids, ", "))
	}
	return nil, fmt.Errorf("%s has no calendar %q; it has %s", c.Rules, id, strings.Join(ids, ", "))
}

func (c *dueCmd) pauses() (out []worktime.Interval, err error) {
	for _, p := range c.Pause {
		var from, to instant
		a, b, ok := strings.Cut(p, "/")
		if !ok {
			return nil, fmt.Errorf("%q is not a pause: want FROM/TO", p)
		}
		if err := from.UnmarshalText([]byte(a)); err != nil {
			return nil, err
		}
		if err := to.UnmarshalText([]byte(b)); err != nil {
			return nil, err
		}
		out = append(out, worktime.Interval{From: from.Time, To: to.Time})
	}
	return out, nil
}
