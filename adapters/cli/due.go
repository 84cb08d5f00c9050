package cli

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/reglament/reglament/rules/worktime"
)

// dueCmd computes one deadline and proves it.
type dueCmd struct {
	Rules    string    `arg:"" help:"Folder of the regulation."`
	Calendar string    `help:"Calendar of the regulation." required:""`
	From     time.Time `help:"Start, RFC 3339, such as 2026-11-23T17:55:00+05:00." required:"" format:"2006-01-02T15:04:05Z07:00"`
	Within   string    `help:"Duration: a number and one of s m h d mo wm wh wd, such as 3wh." required:""`
	Pause    []string  `help:"A pause, FROM/TO in RFC 3339; may be repeated." placeholder:"FROM/TO"`
}

// Help explains the command.
func (dueCmd) Help() string {
	return "Prints the instant on the first line, then the proof: what was counted, and which days were not and why."
}

// Run computes.
func (c *dueCmd) Run(out *output) error {
	list, err := sources([]string{c.Rules})
	if err != nil {
		return usageError{err}
	}
	within, err := worktime.ParseDuration(c.Within)
	if err != nil {
		return usageError{err}
	}
	reg, findings := list[0].compile(context.Background())
	if err := findings.Err(); err != nil {
		return err
	}
	cal, ok := reg.Calendar(c.Calendar)
	if !ok {
		return usageError{fmt.Errorf("%s has no calendar %q; it has %s", c.Rules, c.Calendar, strings.Join(reg.CalendarIDs(), ", "))}
	}
	pauses, err := c.pauses()
	if err != nil {
		return usageError{err}
	}
	proof, err := cal.Prove(c.From, within, pauses)
	if err != nil {
		return err
	}
	return out.result(proof, func() {
		out.printf("%s\n", proof.Due.Format(time.RFC3339))
		printProof(out, &proof)
	})
}

// printProof lists what a deadline's computation has counted, and what not.
func printProof(out *output, proof *worktime.Proof) {
	const stamp = "Mon 2006-01-02 15:04:05"
	for _, i := range proof.Intervals {
		out.printf("  counted  %s – %s  (%s)\n", i.From.Format(stamp), i.To.Format("15:04:05"), i.To.Sub(i.From))
	}
	for _, s := range proof.Skipped {
		out.printf("  skipped  %s  %s\n", s.Date, skipped(s))
	}
	for _, p := range proof.Pauses {
		out.printf("  paused   %s – %s\n", p.From.Format(stamp), p.To.Format(stamp))
	}
	for _, y := range proof.AssumedYears {
		out.printf("  note     there are no holidays for %d here: its days were counted by the week alone\n", y)
	}
}

func (c *dueCmd) pauses() (out []worktime.Interval, err error) {
	for _, p := range c.Pause {
		from, to, ok := strings.Cut(p, "/")
		if !ok {
			return nil, fmt.Errorf("a pause is FROM/TO, not %q", p)
		}
		var i worktime.Interval
		if i.From, err = time.Parse(time.RFC3339, from); err != nil {
			return nil, err
		}
		if i.To, err = time.Parse(time.RFC3339, to); err != nil {
			return nil, err
		}
		out = append(out, i)
	}
	return out, nil
}

// skipped says why a day was not counted as usual.
func skipped(s worktime.Skip) string {
	r := s.Reason
	text := string(r.Code)
	if r.Names.RU != "" {
		text += ": " + r.Names.RU
	}
	if r.Names.KK != "" {
		text += " / " + r.Names.KK
	}
	if r.MovedFrom != 0 {
		text += fmt.Sprintf(" (moved from %s)", r.MovedFrom)
	}
	if r.InsteadOf != 0 {
		text += fmt.Sprintf(" (instead of %s)", r.InsteadOf)
	}
	if r.Sure != "" && r.Sure != worktime.Sure {
		text += ", " + string(r.Sure)
	}
	if len(r.Hours) > 0 {
		text += " " + strings.Join(r.Hours, ", ")
	}
	return text
}
