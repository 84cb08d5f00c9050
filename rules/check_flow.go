package rules

import "slices"

// flow warns of statuses that tickets never reach, and of those in which they
// stay: where neither a timer nor an act of staff leads on.
func (c *checker) flow() {
	for i := range c.reg.Statuses {
		s := &c.reg.Statuses[i]
		c.at = s.Origin
		if !s.Initial && !c.entered(s.ID) {
			c.warnf("nothing ever leads to the status %s", s.ID)
		}
		if s.Final || c.timed(s) || c.movable(s) {
			continue
		}
		switch s.Turn {
		case "staff":
			c.warnf("status %s has no owner: it is the staff's turn, but no act of theirs leads out of it", s.ID)
		case "nobody":
			c.warnf("status %s has no owner: it is nobody's turn, and nothing leads out of it", s.ID)
		default:
			c.warnf("status %s waits for the %s without a timer, and no act of staff leads out of it", s.ID, s.Turn)
		}
	}
	for i := range c.reg.Acts {
		a := &c.reg.Acts[i]
		c.at = a.Origin
		if !slices.ContainsFunc(c.reg.Statuses, func(s Status) bool { return a.PossibleIn(&s) && a.When.MayHold(&s) }) {
			c.warnf("act %s can never be done: no status allows it", a.ID)
		}
	}
}

// entered reports whether anything moves tickets to a status. Hooks may move
// them anywhere.
func (c *checker) entered(id string) bool {
	return len(c.reg.Hooks) > 0 ||
		slices.ContainsFunc(c.reg.Acts, func(a Act) bool { return a.To == id }) ||
		slices.ContainsFunc(c.allEffects(), func(effects []Effect) bool {
			return slices.ContainsFunc(effects, func(e Effect) bool { return e.Status == id })
		})
}

// timed reports whether a silence is kept in the status: one that its entering
// begins, or that its leaving ends.
func (c *checker) timed(s *Status) bool {
	return slices.ContainsFunc(c.reg.Silences, func(si Silence) bool {
		return slices.Contains(si.Since, "enter:"+s.ID) || slices.Contains(si.Cancel, "leave:"+s.ID)
	})
}

// movable reports whether staff can take a ticket out of the status.
func (c *checker) movable(s *Status) bool {
	return slices.ContainsFunc(c.reg.Acts, func(a Act) bool {
		moves := a.To != "" && a.To != s.ID || slices.ContainsFunc(a.Do, func(e Effect) bool { return e.Status != "" })
		return moves && a.PossibleIn(s) && slices.ContainsFunc(a.Roles, func(r string) bool { return r != "customer" })
	})
}
