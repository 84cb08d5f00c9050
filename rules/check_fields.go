package rules

import (
	"regexp"
	"slices"
	"strings"
)

func (c *checker) fields() {
	c.reg.patterns = map[string]*regexp.Regexp{}
	for i := range c.reg.Fields {
		c.field(&c.reg.Fields[i], c.reg.Fields)
	}
}

var fieldName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,63}$`)

// field checks one of several fields that are asked together.
func (c *checker) field(f *Field, all []Field) {
	c.at = f.Origin
	if f.Kind == "" {
		f.Kind = KindText
	}
	if !fieldName.MatchString(f.ID) {
		c.errorf("field %q: a field's id is made of small Latin letters, digits and _", f.ID)
	}
	if isFacet(f.ID) && f.ID != "type" && f.ID != "priority" {
		c.errorf("field %s: this is the name of a facet, which the rules set; choose another", f.ID)
	}
	if !slices.Contains([]string{KindText, KindLongText, KindChoice, KindDate, KindDateTime, KindPerson, KindTicket,
		KindFiles, KindReason, KindBool}, f.Kind) {
		c.errorf("field %s: there is no kind %q", f.ID, f.Kind)
	}
	if f.Format != "" && formats[f.Format] == nil {
		c.errorf("field %s: there is no format %q; known are %s", f.ID, f.Format, strings.Join(sortedKeys(formats), ", "))
	}
	if f.Pattern != "" {
		re, err := regexp.Compile("^(?:" + f.Pattern + ")$")
		if err != nil {
			c.errorf("field %s: pattern: %v", f.ID, err)
		}
		c.reg.patterns[f.Pattern] = re
	}
	if f.Kind == KindReason && len(c.reg.reasonsOf(f.Group)) == 0 {
		c.errorf("field %s: there is no reason in group %q", f.ID, f.Group)
	}
	if f.Kind == KindChoice && len(f.Options) == 0 && f.ID != "type" {
		c.errorf("field %s: there is nothing to choose from", f.ID)
	}
	if f.When != nil && !slices.ContainsFunc(all, func(other Field) bool { return other.ID == f.When.Field }) {
		c.errorf("field %s appears by the field %q, which there is not", f.ID, f.When.Field)
	}
	c.label("field "+f.ID, f.Label)
}

func (c *checker) channels() {
	for i := range c.reg.Channels {
		ch := &c.reg.Channels[i]
		c.at = ch.Origin
		if ch.Mode == "" {
			ch.Mode = ModeIntake
		}
		c.condition(ch.Who)
		if ch.Mode != ModeIntake && ch.Mode != ModeNumber {
			c.errorf("channel %s: there is no mode %q", ch.ID, ch.Mode)
		}
		if ch.Kind == "" {
			c.errorf("channel %s has no kind", ch.ID)
		}
		if !ch.Who.Empty() && ch.Refusal == "" {
			c.errorf("channel %s is not for everyone but has no text for the others", ch.ID)
		}
		c.text(ch.Refusal)
	}
}
