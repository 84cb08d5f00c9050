package rules

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

func (c *checker) statuses() {
	initial := 0
	for i := range c.reg.Statuses {
		s := &c.reg.Statuses[i]
		c.at = s.Origin
		if s.Initial {
			initial++
			c.reg.initial = s
		}
		if !slices.Contains(families, s.Family) {
			c.errorf("status %s: family = %q; new, work, wait, done and stop are known", s.ID, s.Family)
		}
		if !slices.Contains([]string{"staff", "customer", "other", "nobody"}, s.Turn) {
			c.errorf("status %s: turn = %q; staff, customer, other and nobody are known", s.ID, s.Turn)
		}
		if slices.Contains([]string{"open", "ended", previousStatus}, s.ID) || strings.Contains(s.ID, ":") {
			c.errorf("status %s: open, ended, previous and names with a colon choose among statuses; take another id", s.ID)
		}
		c.label("status "+s.ID, s.Label)
	}
	c.at = Origin{}
	if initial != 1 {
		c.errorf("%d statuses are initial; exactly one must be", initial)
	}
}

func (c *checker) acts() {
	for i := range c.reg.Acts {
		a := &c.reg.Acts[i]
		c.at = a.Origin
		if a.Verb == "" {
			a.Verb = May
		}
		if !fieldName.MatchString(a.ID) {
			c.errorf("act %q: an act's id is made of small Latin letters, digits and _", a.ID)
		}
		c.label("act "+a.ID, a.Label)
		c.selectors(a.From)
		c.condition(a.When)
		if a.To != "" && !c.destination(a.To) {
			c.errorf("act %s leads to %q, which is no status", a.ID, a.To)
		}
		if len(a.Roles) == 0 {
			c.errorf("act %s: nobody may do it; name its roles", a.ID)
		}
		for _, role := range a.Roles {
			if role != "staff" && role != "customer" && !slices.ContainsFunc(c.reg.Roles, func(n Named) bool { return n.ID == role }) {
				c.errorf("act %s: there is no role %q", a.ID, role)
			}
		}
		for j := range a.Inputs {
			if a.Inputs[j].Clause == "" {
				a.Inputs[j].Origin = a.Origin
			}
			c.field(&a.Inputs[j], a.Inputs)
			c.at = a.Origin
		}
		if a.Children != "" && a.Children != anyChildren {
			c.errorf("act %s: children = %q; the only word here is %q: the ticket may end though children of it are open", a.ID, a.Children, anyChildren)
		}
		c.text(a.Notice.Value)
		c.effects(a.Do)
	}
}

func (c *checker) effects(effects []Effect) {
	for i := range effects {
		e := &effects[i]
		if e.Status != "" && !c.destination(e.Status) {
			c.errorf("there is no status %q", e.Status)
		}
		if e.Clause != "" && c.reg.clauses[e.Clause] == nil {
			c.errorf("there is no clause %q", e.Clause)
		}
		if e.Send != nil {
			c.send(e.Send)
		}
		c.linkedEffects(e)
		if e.Note != nil {
			c.text(e.Note.Text)
		}
		if e.Problem != nil {
			c.text(e.Problem.Text)
		}
		if e.Suggest != nil {
			c.text(e.Suggest.Text)
			if c.reg.acts[e.Suggest.Act] == nil && !slices.Contains(builtinActs, e.Suggest.Act) {
				c.errorf("there is no act %q to suggest", e.Suggest.Act)
			}
		}
		if e.Drop != "" && c.reg.clauses[engine.ClauseID(e.Drop)] == nil {
			c.errorf("there is no clause %q to drop", e.Drop)
		}
		if len(e.Set) > maxSet {
			c.errorf("an effect sets %d values, at most %d are allowed", len(e.Set), maxSet)
			continue
		}
		for _, name := range sortedKeys(e.Set) {
			c.setting(name, e.Set[name])
		}
		for _, name := range e.Copy {
			c.fieldNamed(name)
		}
		if n := e.members(); n != 1 {
			c.errorf("an effect must do exactly one thing; this does %d", n)
		}
	}
}

// setting checks what an effect sets. A status is entered, which moves its
// deadlines too; to set it would leave them behind.
func (c *checker) setting(name string, value any) {
	if slices.Contains([]string{"status", "family", "turn"}, name) {
		c.errorf("%s follows from the status; to change it, move the ticket", name)
		return
	}
	if id, ok := value.(string); ok && id != "" {
		c.value(name, id)
	}
}

// destination reports whether a ticket can be moved there.
func (c *checker) destination(id string) bool {
	if id == previousStatus {
		c.returns = true
		return true
	}
	return c.reg.statuses[id] != nil
}

func (e *Effect) members() (n int) {
	for _, set := range []bool{len(e.Set) > 0, e.Status != "", e.Send != nil, e.Suggest != nil, e.Note != nil, len(e.Mark) > 0,
		e.Problem != nil, len(e.Copy) > 0, e.Drop != "", len(e.Append) > 0, e.Link != nil, e.Tell != nil, e.Open != nil, e.Confine != nil} {
		if set {
			n++
		}
	}
	return n
}
