package worktime

import (
	"errors"
	"fmt"
	"slices"
)

// Check returns the first fault of the year, with the path of its field.
func (y Year) Check() error {
	if err := y.check(); err != nil {
		return fmt.Errorf("holidays %s-%d: %w", y.Country, y.Year, err)
	}
	return nil
}

func (y Year) check() error {
	switch {
	case y.Country == "":
		return errors.New("country: missing")
	case y.Year < minYear || y.Year > maxYear:
		return fmt.Errorf("year: want %d to %d", minYear, maxYear)
	case len(y.Source) == 0:
		return errors.New("source: missing: say where the year comes from")
	}
	if err := errors.Join(y.checkOff(), y.checkWorking(), y.checkShort(), y.checkText()); err != nil {
		return err
	}
	if counted := y.count(); counted != y.WorkingDays {
		return fmt.Errorf("working_days: says %d, but the lists make it %d", y.WorkingDays, counted)
	}
	return nil
}

func (y Year) checkOff() error {
	var last Date
	for i, off := range y.Off {
		path := fmt.Sprintf("off[%d]", i)
		if err := y.checkDate(path, off.Date, last, i); err != nil {
			return err
		}
		last = off.Date
		switch {
		case off.Names.RU == "":
			return fmt.Errorf("%s.names.ru: missing", path)
		case off.MovedFrom == off.Date:
			return fmt.Errorf("%s.moved_from: the day itself", path)
		case !off.Sure.valid():
			return fmt.Errorf("%s.sure: %q: %s", path, string(off.Sure), wantCertainty)
		}
	}
	return nil
}

func (y Year) checkWorking() error {
	var last Date
	for i, w := range y.Working {
		path := fmt.Sprintf("working[%d]", i)
		if err := y.checkDate(path, w.Date, last, i); err != nil {
			return err
		}
		last = w.Date
		off := y.off(w.InsteadOf)
		switch {
		case !w.Date.weekend():
			return fmt.Errorf("%s.date: %s is not a weekend day", path, w.Date)
		case max(w.InsteadOf.Year()-y.Year, y.Year-w.InsteadOf.Year()) > 1:
			return fmt.Errorf("%s.instead_of: missing or far from %d", path, y.Year)
		case w.InsteadOf.weekend():
			return fmt.Errorf("%s.instead_of: %s is a weekend day and has no hours to lend", path, w.InsteadOf)
		case w.InsteadOf.Year() == y.Year && (off == nil || off.MovedFrom != w.Date):
			return fmt.Errorf("%s.instead_of: %s is not off as moved from %s", path, w.InsteadOf, w.Date)
		case y.off(w.Date) != nil:
			return fmt.Errorf("%s.date: %s is off too", path, w.Date)
		case !w.Sure.valid():
			return fmt.Errorf("%s.sure: %q: %s", path, string(w.Sure), wantCertainty)
		}
	}
	return nil
}

func (y Year) checkShort() error {
	var last Date
	for i, date := range y.Short {
		path := fmt.Sprintf("short[%d]", i)
		if err := y.checkDate(path, date, last, i); err != nil {
			return err
		}
		last = date
		if y.off(date) != nil || date.weekend() && !y.works(date) {
			return fmt.Errorf("%s: %s is not a working day", path, date)
		}
	}
	return nil
}

func (y Year) checkText() error {
	for i, n := range y.Notes {
		switch {
		case n.Text == "":
			return fmt.Errorf("notes[%d].text: missing", i)
		case n.Sure != "" && !n.Sure.valid():
			return fmt.Errorf("notes[%d].sure: %q: %s", i, string(n.Sure), wantCertainty)
		}
	}
	for i, s := range y.Source {
		if s.Title == "" {
			return fmt.Errorf("source[%d].title: missing", i)
		}
	}
	return nil
}

// checkDate wants the i-th date of a list to be in the year and after the last.
func (y Year) checkDate(path string, date, last Date, i int) error {
	switch {
	case date.Year() != y.Year:
		return fmt.Errorf("%s.date: %s is not in %d", path, date, y.Year)
	case i > 0 && date <= last:
		return fmt.Errorf("%s.date: %s is not after %s before it", path, date, last)
	}
	return nil
}

// count returns the year's working days: Monday to Friday, less the days off,
// plus the weekend days worked.
func (y Year) count() int {
	n := len(y.Working)
	for d := DateOf(y.Year, 1, 1); d < DateOf(y.Year+1, 1, 1); d++ {
		if !d.weekend() && y.off(d) == nil {
			n++
		}
	}
	return n
}

func (y Year) off(d Date) *Off { return offOn(y.Off, d) }

// offOn is the day off on a date, in a list that ascends, or nil.
func offOn(days []Off, d Date) *Off {
	i, ok := slices.BinarySearchFunc(days, d, func(o Off, d Date) int { return int(o.Date - d) })
	if !ok {
		return nil
	}
	return &days[i]
}

func (y Year) works(d Date) bool {
	return slices.ContainsFunc(y.Working, func(w Working) bool { return w.Date == d })
}

const wantCertainty = "want sure, likely or unsure"

func (c Certainty) valid() bool { return c == Sure || c == Likely || c == Unsure }
