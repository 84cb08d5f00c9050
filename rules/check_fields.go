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
	if f.From != "" {
		if err := parsePath(f.From).check(); err != nil {
			c.errorf("field %s: from: %v", f.ID, err)
		}
	}
	if f.Link != "" {
		c.relation(f.Link)
	}
	if f.Link != "" && f.Kind != KindTicket {
		c.errorf("field %s: link is for fields of kind ticket", f.ID)
	}
	if f.Kind == KindChoice && len(f.Options) == 0 && f.From == "" && f.ID != "type" {
		c.errorf("field %s: there is nothing to choose from", f.ID)
	}
	if f.When != nil && !slices.ContainsFunc(all, func(other Field) bool { return other.ID == f.When.Field }) {
		c.errorf("field %s appears by the field %q, which there is not", f.ID, f.When.Field)
	}
	if f.Open != "" && !c.declared(f.Open) {
		c.errorf("field %s: there is no calendar %q", f.ID, f.Open)
	}
	if (f.Future || f.Open != "") && f.Kind != KindDate && f.Kind != KindDateTime {
		c.errorf("field %s: future and open are for dates", f.ID)
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
		for _, name := range sortedKeys(ch.Set) {
			c.setting(name, ch.Set[name])
		}
	}
}
