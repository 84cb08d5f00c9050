package rules

import (
	"slices"

	"github.com/reglament/reglament/rules/worktime"
)

func (c *checker) calendars(opts Options) {
	c.reg.calendars = map[string]*worktime.Calendar{}
	for i := range c.reg.Calendars {
		cal := &c.reg.Calendars[i]
		c.at = cal.Origin
		compiled, err := c.reg.compileCalendar(cal, &opts)
		if err != nil {
			c.errorf("calendar %q: %v", cal.ID, err)
			continue
		}
		c.reg.calendars[cal.ID] = compiled
	}
}

// compileCalendar makes a calendar of its definition. The holidays that it rests
// on are noted, for the decisions' records.
func (reg *Regulation) compileCalendar(cal *Calendar, opts *Options) (*worktime.Calendar, error) {
	country := cal.Definition.Holidays
	if country == "" {
		return calendars.compile(cal.Definition, worktime.Holidays{}, "")
	}
	holidays, err := opts.holidaysOf(country)
	if err != nil {
		return nil, err
	}
	reg.uses["holidays."+country] = holidays.digest
	return calendars.compile(cal.Definition, holidays.Holidays, holidays.digest)
}

func (c *checker) duration(d Duration, calendar string) {
	if d.N == 0 {
		return
	}
	if !c.declared(calendar) && (calendar != "" || d.Working()) {
		c.errorf("%s needs a calendar, and there is no calendar %q", d, calendar)
	}
}

// declared reports whether the catalogue has a calendar, be it fit or not: what
// is wrong with it is said once, where it stands.
func (c *checker) declared(calendar string) bool {
	return slices.ContainsFunc(c.reg.Calendars, func(cal Calendar) bool { return cal.ID == calendar })
}

func (c *checker) promises() {
	for i := range c.reg.Promises {
		p := &c.reg.Promises[i]
		c.at = p.Origin
		c.moments(p.Since)
		c.moments(p.Met)
		c.moments(p.Cancel)
		c.selectors(p.Paused)
		c.condition(p.When)
		c.label("promise "+p.ID, p.Label)
		c.duration(p.Within, p.Calendar)
		c.duration(p.Warn, p.Calendar)
		if len(p.Since) == 0 || len(p.Met) == 0 {
			c.errorf("promise %s does not say since when and by what it is met", p.ID)
		}
		c.moments(p.Recount)
		c.datePath("promise "+p.ID, p.At, p.Calendar)
		if n := count(p.Within.N > 0, p.By != nil, p.dated()); n != 1 {
			c.errorf("promise %s needs either within or by or at", p.ID)
		}
		if p.dated() && len(p.Paused) > 0 {
			c.errorf("promise %s ends at a date, which cannot be paused", p.ID)
		}
		if p.By != nil {
			c.byValue(p.By, p.Calendar)
		}
		c.effects(p.OnWarn)
		c.effects(p.OnBreach)
	}
}

func (p *Promise) dated() bool { return p.At.Path.root != "" }

func count(all ...bool) (n int) {
	for _, one := range all {
		if one {
			n++
		}
	}
	return n
}

// datePath checks where a date is to be found, and on which calendar.
func (c *checker) datePath(what string, at Ref, calendar string) {
	if at.Value != "" {
		c.errorf("%s: at names where the date is found: value %q", what, "field."+at.Value)
	}
	c.path(at.Path)
	if at.Path.root != "" && calendar != "" && !c.declared(calendar) {
		c.errorf("%s: there is no calendar %q", what, calendar)
	}
}

// byValue checks durations that depend on a value.
func (c *checker) byValue(by *ByValue, calendar string) {
	p := parsePath(by.Path)
	if err := p.check(); err != nil {
		c.errorf("by: %v", err)
	}
	for _, id := range sortedKeys(by.Values) {
		if id != "default" {
			c.value(p.root, id)
		}
		c.duration(by.Values[id], calendar)
	}
}

func (c *checker) silences() {
	for i := range c.reg.Silences {
		s := &c.reg.Silences[i]
		c.at = s.Origin
		c.moments(s.Since)
		c.moments(s.Cancel)
		c.label("silence "+s.ID, s.Label)
		c.condition(s.When)
		c.duration(s.Over, s.Calendar)
		if len(s.Since) == 0 || len(s.Cancel) == 0 {
			c.errorf("silence %s does not say since when and by what it is broken", s.ID)
		}
		c.datePath("silence "+s.ID, s.At, s.Calendar)
		if s.At.Path.root != "" && (s.Over.N > 0 || s.Remind != nil) {
			c.errorf("silence %s ends at a date; it has no length and no reminders", s.ID)
		}
		if len(s.Then) > 0 && s.Over.N == 0 && s.At.Path.root == "" {
			c.errorf("silence %s does not say after how long it ends", s.ID)
		}
		if s.Remind != nil {
			c.duration(s.Remind.Every, s.Calendar)
			if s.Remind.Times < 1 || s.Remind.Times > 20 || s.Remind.Every.N == 0 {
				c.errorf("silence %s: reminders need every, and 1 to 20 times", s.ID)
			}
			c.effects(s.Remind.Do)
			c.effects(s.Remind.Last)
		}
		c.effects(s.Then)
	}
}
