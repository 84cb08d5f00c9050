package cli

import (
	"fmt"
	"strings"

	"github.com/reglament/reglament/rules/worktime"
)

// printProof lists what a deadline's computation has counted, and what not.
func printProof(out *output, proof *worktime.Proof) {
	const stamp = "Mon 2006-01-02 15:04:05"
	for _, i := range proof.Intervals {
		end := "15:04:05"
		if i.From.YearDay() != i.To.YearDay() || i.From.Year() != i.To.Year() {
			end = stamp
		}
		out.printf("  counted  %s – %s  (%s)\n", i.From.Format(stamp), i.To.Format(end), i.To.Sub(i.From))
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
