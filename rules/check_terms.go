package rules

import (
	"encoding/json"

	"github.com/reglament/reglament/rules/worktime"
)

func (c *checker) calendars(opts Options) {
	c.reg.calendars = map[string]*worktime.Calendar{}
	for i := range c.reg.Calendars {
		cal := &c.reg.Calendars[i]
		c.at = cal.Origin
		compiled, err := c.reg.compileCalendar(cal, opts.Holidays)
		if err != nil {
			c.errorf("calendar %q: %v", cal.ID, err)
			continue
		}
		c.reg.calendars[cal.ID] = compiled
	}
}

// compileCalendar makes a calendar of its definition. The holidays that it rests
// on are noted, for the decisions' records.
func (reg *Regulation) compileCalendar(cal *Calendar, load func(country string) (worktime.Holidays, error)) (*worktime.Calendar, error) {
	raw, err := json.Marshal(cal.Definition)
	if err != nil {
		return nil, err
	}
	def, err := worktime.ParseDefinition(raw)
	switch {
	case err != nil:
		return nil, err
	case def.Holidays == "":
		return worktime.Compile(def, worktime.Holidays{})
	case load == nil:
		load = worktime.Embedded
	}
	holidays, err := load(def.Holidays)
	if err != nil {
		return nil, err
	}
	reg.uses["holidays."+def.Holidays] = holidays.Digest()
	return worktime.Compile(def, holidays)
}

func (c *checker) duration(d Duration, calendar string) {
	if d.N == 0 {
		return
	}
	if _, ok := c.reg.calendars[calendar]; !ok && (calendar != "" || d.Working()) {
		c.errorf("%s needs a calendar, and there is no calendar %q", d, calendar)
	}
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
		if (p.Within.N > 0) == (p.By != nil) {
			c.errorf("promise %s needs either within or by", p.ID)
		}
		if p.By != nil {
			c.byValue(p.By, p.Calendar)
		}
		c.effects(p.OnWarn)
		c.effects(p.OnBreach)
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
		if len(s.Then) > 0 && s.Over.N == 0 {
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
