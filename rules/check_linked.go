package rules

import (
	"slices"
	"strings"
)

func (c *checker) send(s *Send) {
	c.text(s.Text.Value)
	if role, ok := strings.CutPrefix(s.To.Value, "role:"); ok {
		c.role(role)
	}
	if s.As != "" && s.As != asPartner {
		c.errorf("as = %q; %s is known", s.As, asPartner)
	}
	if ch := c.reg.channels[s.By]; s.By != "" && (ch == nil || ch.Reply == "") {
		c.errorf("no channel %q carries answers: give one the field that holds the address, under reply", s.By)
	}
}

func (c *checker) role(id string) {
	if namedLabel(c.reg.Roles, id) == nil {
		c.errorf("there is no role %q", id)
	}
}

// linkedEffects checks what an effect does with other tickets.
func (c *checker) linkedEffects(e *Effect) {
	if e.Link != nil {
		c.relation(e.Link.As)
	}
	if e.Tell != nil && e.Tell.Moment == "" {
		c.errorf("tell does not say which moment it raises")
	}
	if e.Open != nil {
		c.relation(e.Open.As)
		if e.Open.Channel != "" && c.reg.channels[e.Open.Channel] == nil {
			c.errorf("there is no channel %q", e.Open.Channel)
		}
		for _, name := range sortedKeys(e.Open.Set) {
			c.setting(name, e.Open.Set[name])
		}
	}
	if e.Confine != nil {
		role, isRole := strings.CutPrefix(e.Confine.To, "role:")
		switch {
		case isRole:
			c.role(role)
		case e.Confine.To != "staff" && e.Confine.To != "customer":
			c.errorf("confine to %q; staff, customer and role:<role> are known", e.Confine.To)
		}
	}
	for _, name := range sortedKeys(e.Append) {
		if say, ok := e.Append[name].(map[string]any); ok {
			if key, ok := say["say"].(string); ok {
				c.text(key)
			}
		}
	}
}

func (c *checker) relation(as string) {
	if inverse[as] == "" {
		c.errorf("as = %q; known are %s", as, strings.Join(sortedKeys(inverse), ", "))
	}
}

// told lists the moments that effects raise on other tickets.
func told(effects []Effect) (moments []string) {
	for i := range effects {
		if t := effects[i].Tell; t != nil && !slices.Contains(moments, t.Moment) {
			moments = append(moments, t.Moment)
		}
	}
	return moments
}
