package rules

import (
	"slices"
	"strings"
)

// knownMoments lists what can be raised: by the engine's events, by statuses
// and acts, and by marks.
func (c *checker) knownMoments() {
	c.known = map[string]bool{}
	for _, m := range []string{momentReceived, momentRegistered, momentMessage, momentLate, momentReply, momentFile,
		momentAutomatic, momentSubjectWrong, momentBounce, momentPartner, momentOpened} {
		c.known[m] = true
	}
	for _, effects := range c.allEffects() {
		for _, e := range effects {
			for _, m := range e.Mark {
				c.known[m] = true
			}
		}
		for _, m := range told(effects) {
			c.known[m] = true
		}
	}
	for as := range inverse {
		c.known["linked:"+as], c.known["unlinked:"+as] = true, true
	}
	for id := range c.reg.statuses {
		c.known["enter:"+id], c.known["leave:"+id] = true, true
	}
	for _, id := range builtinActs {
		c.known["act:"+id] = true
	}
	for id, a := range c.reg.acts {
		c.known["act:"+id] = true
		for _, m := range a.Mark {
			c.known[m] = true
		}
	}
	for key := range c.reg.texts {
		c.known["delivered:"+key], c.known["undeliverable:"+key] = true, true
	}
	for i := range c.reg.Promises {
		id := c.reg.Promises[i].ID
		c.known["warn:"+id], c.known["breach:"+id] = true, true
	}
}

func (c *checker) moments(moments []string) {
	for _, m := range moments {
		if !c.known[m] && !strings.HasPrefix(m, changeMoment) {
			c.errorf("nothing ever raises the moment %q", m)
		}
	}
}

func (c *checker) selectors(selectors []string) {
	for _, sel := range selectors {
		family, isFamily := strings.CutPrefix(sel, "family:")
		switch {
		case sel == "open" || sel == "ended" || c.reg.statuses[sel] != nil:
		case isFamily && slices.Contains(families, family):
		default:
			c.errorf("there is no status %q", sel)
		}
	}
}
