package rules

import (
	"encoding/json"

	"github.com/reglament/reglament/rules/worktime"
)

func (c *checker) calendars(opts Options) {
	reg := c.reg
	reg.calendars = map[string]*worktime.Calendar{}
	for i := range reg.Calendars {
		cal := &reg.Calendars[i]
		c.at = cal.Origin
		raw, err := json.Marshal(cal.Definition)
		if err != nil {
			c.errorf("calendar %q: %v", cal.ID, err)
			continue
		}
		def, err := worktime.ParseDefinition(raw)
		if err != nil {
			c.errorf("calendar %q: %v", cal.ID, err)
			continue
		}
		var holidays worktime.Holidays
		if def.Holidays != "" {
			load := opts.Holidays
			if load == nil {
				load = worktime.Embedded
			}
			if holidays, err = load(def.Holidays); err != nil {
				c.errorf("calendar %q: %v", cal.ID, err)
				continue
			}
			reg.uses["holidays."+def.Holidays] = holidays.Digest()
		}
		compiled, err := worktime.Compile(def, holidays)
		if err != nil {
			c.errorf("calendar %q: %v", cal.ID, err)
			continue
		}
		reg.calendars[cal.ID] = compiled
	}
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
