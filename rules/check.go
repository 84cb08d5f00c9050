package rules

import (
	"fmt"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// checker looks for what makes a catalogue unfit to decide.
type checker struct {
	reg      *Regulation
	file     string
	findings Findings
	at       Origin
	known    map[string]bool          // moments that can be raised
	named    map[string]bool          // fields that tickets can have
	used     map[engine.ClauseID]bool // clauses in which something stands
	returns  bool                     // something moves tickets to the previous status
}

func (c *checker) errorf(format string, args ...any) {
	c.findings.add(Finding{File: c.file, Line: c.at.Line, Clause: c.at.Clause, Message: fmt.Sprintf(format, args...)})
}

func (c *checker) warnf(format string, args ...any) {
	c.findings.add(Finding{File: c.file, Line: c.at.Line, Clause: c.at.Clause, Message: fmt.Sprintf(format, args...), Warning: true})
}

// check looks at one kind of item after the other. Texts and statuses come
// first: what follows refers to them.
func (c *checker) check() {
	c.head()
	c.fieldNames()
	c.texts()
	c.statuses()
	c.knownMoments()
	c.fields()
	c.channels()
	c.acts()
	c.promises()
	c.silences()
	c.reactions()
	c.hooks()
	c.lists()
	c.threading()
	c.subjectForm()
	c.transition()
	c.flow()
	c.givenReasons()
	c.clashes()
	c.quotes()
}

// head checks what stands outside of all clauses.
func (c *checker) head() {
	reg := c.reg
	c.at = Origin{}
	if reg.API != API && reg.API != API-1 {
		c.errorf("api = %d; this program speaks %d", reg.API, API)
	}
	if reg.ID == "" {
		c.errorf("the regulation has no id")
	}
	if !slices.Contains([]string{Kazakh, Russian, English}, reg.Lang) {
		c.errorf("lang = %q; kk, ru and en are known", reg.Lang)
	}
	if reg.Numbering.First == 0 {
		reg.Numbering.First = 1
	}
	if reg.Numbering.Prefix == "" {
		c.errorf("the regulation does not say how tickets are numbered")
	} else if c.at = reg.Numbering.Origin; !foundPrefix.MatchString(reg.Numbering.Prefix) {
		c.warnf("prefix = %q; a number is found in subjects if it begins with 2 to 12 capitals and a hyphen", reg.Numbering.Prefix)
	}
}

func (c *checker) reactions() {
	for i := range c.reg.Reactions {
		r := &c.reg.Reactions[i]
		c.at = r.Origin
		c.moments(r.On)
		c.condition(r.When)
		c.effects(r.Do)
		if len(r.Do) == 0 {
			c.errorf("a reaction does nothing")
		}
	}
}

func (c *checker) hooks() {
	for i := range c.reg.Hooks {
		c.at = c.reg.Hooks[i].Origin
		c.moments(c.reg.Hooks[i].On)
		for _, name := range c.reg.Hooks[i].Reads {
			p := parsePath(name)
			if err := p.check(); err != nil && name != Proposed {
				c.errorf("reads: %v", err)
			}
			c.path(p)
		}
	}
}

// lists checks levels, types and reasons.
func (c *checker) lists() {
	for i := range c.reg.Levels {
		c.at = c.reg.Levels[i].Origin
		c.condition(c.reg.Levels[i].When)
	}
	for i := range c.reg.Types {
		c.at = c.reg.Types[i].Origin
		c.label("type "+c.reg.Types[i].ID, c.reg.Types[i].Label)
	}
	for i := range c.reg.Reasons {
		c.at = c.reg.Reasons[i].Origin
		c.label("reason "+c.reg.Reasons[i].ID, c.reg.Reasons[i].Label)
	}
}

func (c *checker) threading() {
	for i := range c.reg.Threading {
		th := &c.reg.Threading[i]
		c.at = th.Origin
		c.selectors(th.To)
		if th.Then != "join" && th.Then != "new" {
			c.errorf(`then = %q; "join" and "new" are known`, th.Then)
		}
		for _, by := range th.By {
			if !slices.Contains(strengths, by) {
				c.errorf("there is no evidence %q; known are %s", by, strings.Join(strengths, ", "))
			}
		}
		c.duration(th.Within, th.Calendar)
	}
}

func (c *checker) label(what string, t Text) {
	for _, lang := range c.reg.Languages {
		if !t.Has(lang, c.reg.Lang) {
			c.errorf("%s has no label in %s", what, lang)
		}
	}
}
