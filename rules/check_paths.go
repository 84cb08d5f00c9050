package rules

import (
	"regexp"
	"slices"
	"strings"
)

// houseFieldNames are fields that tickets have without any rule.
var houseFieldNames = []string{"email", "name", "phone", "subject", "language", "description", "last_message_id", "ended",
	"undelivered", fieldPartners, fieldBefore}

// fieldNames collects the fields that tickets can have: those that are asked, and
// those that rules set.
func (c *checker) fieldNames() {
	names := map[string]bool{}
	for _, name := range houseFieldNames {
		names[name] = true
	}
	for name := range c.reg.fields {
		names[name] = true
	}
	setBy := func(values map[string]any) {
		for name := range values {
			names[name] = true
		}
	}
	for i := range c.reg.Types {
		setBy(c.reg.Types[i].Set)
	}
	for i := range c.reg.Channels {
		setBy(c.reg.Channels[i].Set)
		names[c.reg.Channels[i].Reply] = true
	}
	for i := range c.reg.Acts {
		for _, f := range c.reg.Acts[i].Inputs {
			if f.Kind == KindReason { // it is kept under its own name
				names[f.ID] = true
			}
		}
	}
	for _, effects := range c.allEffects() {
		for i := range effects {
			setBy(effects[i].Set)
			setBy(effects[i].Append)
			if effects[i].Open != nil {
				setBy(effects[i].Open.Set)
			}
		}
	}
	c.named = names
}

// allEffects lists the effects of all items.
func (c *checker) allEffects() (all [][]Effect) {
	for i := range c.reg.Acts {
		all = append(all, c.reg.Acts[i].Do)
	}
	for i := range c.reg.Reactions {
		all = append(all, c.reg.Reactions[i].Do)
	}
	for i := range c.reg.Promises {
		all = append(all, c.reg.Promises[i].OnWarn, c.reg.Promises[i].OnBreach)
	}
	for i := range c.reg.Silences {
		s := &c.reg.Silences[i]
		all = append(all, s.Then)
		if s.Remind != nil {
			all = append(all, s.Remind.Do, s.Remind.Last)
		}
	}
	return all
}

// fieldNamed checks that there is a field. A hook may set fields of any name, so
// that a regulation with hooks is only warned.
func (c *checker) fieldNamed(name string) {
	if c.named == nil || c.named[name] || isFacet(name) {
		return
	}
	if len(c.reg.Hooks) > 0 {
		c.warnf("nothing but a hook could set the field %q; make it known: later %q", name, name)
		return
	}
	c.errorf("there is no field %q, and nothing sets one", name)
}

// path checks what a path names, as far as the catalogue knows.
func (c *checker) path(p path) {
	if p.root == "field" && !strings.Contains(p.rest, ".") {
		c.fieldNamed(p.rest)
	}
}

// wanted checks a value that a condition waits for at a path that is no facet.
func (c *checker) wanted(p path, id string) {
	known := true
	switch p.root + "." + p.rest {
	case "actor.role":
		known = namedLabel(c.reg.Roles, id) != nil
	case "actor.kind":
		known = slices.Contains([]string{"customer", "staff", "partner", "system"}, id)
	case "language.":
		known = slices.Contains(c.reg.Languages, id)
	case "channel.":
		known = slices.ContainsFunc(c.reg.Channels, func(ch Channel) bool { return ch.ID == id || ch.Kind == id })
	}
	if !known {
		c.errorf("there is no %s %q", strings.TrimSuffix(p.root+" "+p.rest, " "), id)
	}
}

// foundPrefix is what a number can begin with to be found in a subject.
var foundPrefix = regexp.MustCompile(`^\p{Lu}{2,12}-$`)
