package rules

import (
	"slices"
	"strings"
)

// givenReasons warns of reasons that nothing gives, and of tickets that end for a
// reason of which the customer is not told.
func (c *checker) givenReasons() {
	for i := range c.reg.Reasons {
		r := &c.reg.Reasons[i]
		c.at = r.Origin
		if !c.given(r) {
			c.warnf("reason %s is never given: no act asks for group %q, and no clause sets it", r.ID, r.Group)
		}
	}
	for i := range c.reg.Acts {
		a := &c.reg.Acts[i]
		c.at = a.Origin
		asks := !slices.Equal(a.Roles, []string{"customer"}) && slices.ContainsFunc(a.Inputs, func(f Field) bool { return f.Kind == KindReason })
		moments := append([]string{"act:" + a.ID, "enter:" + a.To}, a.Mark...)
		if asks && c.ends(a.To) && !a.Silent && a.Notice == (Ref{}) && !sendsToRequester(a.Do) && !c.announced(moments) {
			c.warnf("act %s ends the ticket for a reason of which the customer is not told; give it a notice, or silent = true if that is meant", a.ID)
		}
	}
	for i := range c.reg.Silences {
		s := &c.reg.Silences[i]
		c.at = s.Origin
		for _, e := range s.Then {
			if c.ends(e.Status) && !sendsToRequester(s.Then) && !c.announced([]string{"enter:" + e.Status}) {
				c.warnf("silence %s ends the ticket, and the customer is not told", s.ID)
			}
		}
	}
}

func (c *checker) ends(status string) bool {
	s := c.reg.statuses[status]
	return s != nil && s.Final
}

// given reports whether anything can give the reason. A hook may give any.
func (c *checker) given(r *Reason) bool {
	asked := func(fields []Field) bool {
		return slices.ContainsFunc(fields, func(f Field) bool { return f.Kind == KindReason && f.Group == r.Group })
	}
	named := func(effects []Effect) bool {
		return slices.ContainsFunc(effects, func(e Effect) bool {
			return holdsValue(e.Set, r.ID) || e.Suggest != nil && holdsValue(e.Suggest.Inputs, r.ID) ||
				e.Tell != nil && holdsValue(e.Tell.Values, r.ID)
		})
	}
	return len(c.reg.Hooks) > 0 || asked(c.reg.Fields) ||
		slices.ContainsFunc(c.reg.Acts, func(a Act) bool { return asked(a.Inputs) }) || slices.ContainsFunc(c.allEffects(), named)
}

func holdsValue(values map[string]any, want string) bool {
	for _, v := range values {
		if v == want {
			return true
		}
	}
	return false
}

// announced reports whether a reaction to one of the moments writes to the
// customer.
func (c *checker) announced(moments []string) bool {
	return slices.ContainsFunc(c.reg.Reactions, func(r Reaction) bool {
		return sendsToRequester(r.Do) && slices.ContainsFunc(r.On, func(m string) bool { return slices.Contains(moments, m) })
	})
}

func sendsToRequester(effects []Effect) bool {
	return slices.ContainsFunc(effects, func(e Effect) bool {
		return e.Send != nil && e.Send.To.Value != "assignee" && !strings.HasPrefix(e.Send.To.Value, "role:")
	})
}
