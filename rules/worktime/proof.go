package worktime

import (
	"fmt"
	"slices"
	"time"
)

// Proof shows how a deadline came about. Its times are in the calendar's zone.
type Proof struct {
	Due time.Time `json:"due"`
	// Intervals are what was counted between the start and Due: openings for
	// working units, else the time itself; less the pauses.
	Intervals []Interval `json:"intervals"`
	// Skipped are the days from the start to Due, both included, that did not
	// work as an ordinary day would; none for units of the clock. A day may be
	// there twice, once for each of its reasons.
	Skipped []Skip `json:"skipped"`
	// Pauses are those that moved Due; a pause that began later is left out.
	Pauses []Interval `json:"pauses"`
	// AssumedYears are years of the counted time for which the calendar has no
	// holiday data: they were computed from the week alone.
	AssumedYears []int `json:"assumed_years"`
}

// Skip is a day that is closed or has other hours than usual.
type Skip struct {
	Date Date `json:"date"`
	Reason
}

// Code says why a day differs. Texts for it are the screen's.
type Code string

const (
	Weekend   Code = "weekend"   // the week has no hours for this weekday
	Holiday   Code = "holiday"   // a day off; see Names, MovedFrom and Sure
	Exception Code = "exception" // the regulation's own day; see Hours
	Moved     Code = "moved"     // a weekend day worked; see InsteadOf and Hours
	Short     Code = "short"     // closes an hour early; see Hours
)

// Reason is why a day differs, in data that a screen can say in any language.
type Reason struct {
	Code      Code      `json:"reason"`
	Names     Names     `json:"names,omitzero"`
	MovedFrom Date      `json:"moved_from,omitzero"`
	InsteadOf Date      `json:"instead_of,omitzero"`
	Sure      Certainty `json:"sure,omitempty"`
	// Hours are the ranges that the day has instead; none is closed.
	Hours []string `json:"hours,omitempty"`
}

// Prove computes a deadline with its pauses and shows how. The result equals
// Add, then Pause and Resume for each pause. Pauses ascend, do not overlap and
// begin at the start or later; one that still runs leaves nothing to prove.
func (c *Calendar) Prove(start time.Time, d Duration, pauses []Interval) (Proof, error) {
	due, err := c.Add(start, d)
	if err != nil {
		return Proof{}, fmt.Errorf("prove: %w", err)
	}
	p := Proof{Intervals: []Interval{}, Skipped: []Skip{}, Pauses: []Interval{}, AssumedYears: []int{}}
	from := start
	for i, pause := range pauses {
		if err := follows(pause, pauses[:i], start); err != nil {
			return Proof{}, fmt.Errorf("prove: pauses[%d]: %w", i, err)
		}
		if !pause.From.Before(due) {
			continue // it came after the deadline; the rest is only checked
		}
		if due, err = c.Resume(pause.To, c.Pause(due, pause.From, d.Unit)); err != nil {
			return Proof{}, fmt.Errorf("prove: pauses[%d]: %w", i, err)
		}
		p.Pauses = append(p.Pauses, c.show(pause))
		p.count(c, from, pause.From, d)
		from = pause.To
	}
	p.count(c, from, due, d)
	p.Due = due.In(c.loc)
	if d.Working() && due.After(start) {
		c.explain(&p, start, due)
	}
	return p, nil
}

// follows checks the order of a pause.
func follows(pause Interval, earlier []Interval, start time.Time) error {
	switch {
	case pause.To.IsZero():
		return fmt.Errorf("still running")
	case pause.To.Before(pause.From):
		return fmt.Errorf("ends before it begins")
	case pause.From.Before(start):
		return fmt.Errorf("begins before the start")
	case len(earlier) > 0 && pause.From.Before(earlier[len(earlier)-1].To):
		return fmt.Errorf("begins before the one before ends")
	}
	return nil
}

// count adds what is counted between two instants without a pause.
func (p *Proof) count(c *Calendar, from, to time.Time, d Duration) {
	counted := []Interval{{from, to}}
	if d.Working() {
		counted = c.Intervals(from, to)
	}
	for _, in := range counted {
		if in.From.Before(in.To) {
			p.Intervals = join(p.Intervals, c.show(in))
		}
	}
}

// show returns an interval in the calendar's zone.
func (c *Calendar) show(in Interval) Interval {
	return Interval{in.From.In(c.loc), in.To.In(c.loc)}
}

// explain lists the unusual days and the years without data. A deadline at
// midnight belongs to the day that ends with it.
func (c *Calendar) explain(p *Proof, start, due time.Time) {
	first, last := dateOfWall(c.local(start)), dateOfWall(c.local(due.Add(-1)))
	for d := first; d <= last; d++ {
		for _, reason := range c.reasons(d) {
			p.Skipped = append(p.Skipped, Skip{d, reason})
		}
	}
	for year := first.Year(); c.country != "" && year <= last.Year(); year++ {
		if _, ok := slices.BinarySearch(c.known, year); !ok {
			p.AssumedYears = append(p.AssumedYears, year)
		}
	}
}

// reasons returns why a date differs from an ordinary working day.
func (c *Calendar) reasons(d Date) []Reason {
	p := c.plan(d)
	hours := written(p.spans)
	var list []Reason
	switch {
	case p.own:
		return []Reason{{Code: Exception, Hours: hours}}
	case p.off != nil:
		return []Reason{{Code: Holiday, Names: p.off.Names, MovedFrom: p.off.MovedFrom, Sure: p.off.Sure}}
	case p.moved != nil:
		list = append(list, Reason{Code: Moved, InsteadOf: p.moved.InsteadOf, Sure: p.moved.Sure, Hours: hours})
	case len(hours) == 0 && !p.short:
		return []Reason{{Code: Weekend}}
	}
	if p.short {
		list = append(list, Reason{Code: Short, Hours: hours})
	}
	return list
}
