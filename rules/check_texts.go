package rules

import (
	"slices"
	"strings"
)

// text checks that a text that is named is there; "" names none.
func (c *checker) text(key string) {
	if key != "" && c.reg.texts[key] == nil {
		c.errorf("there is no text %q", key)
	}
}

func (c *checker) texts() {
	c.reg.texts = map[string]*compiledText{}
	for _, key := range sortedKeys(c.reg.Texts) {
		t := c.reg.Texts[key]
		c.at = t.Origin
		for _, lang := range c.reg.Languages {
			if !t.Body.Has(lang, c.reg.Lang) {
				c.errorf("text %q is missing in %s", key, lang)
			}
		}
		compiled := &compiledText{body: c.templates(key, "body", t.Body), subject: c.templates(key, "subject", t.Subject)}
		compiled.collect()
		for _, name := range compiled.names {
			c.placeholder(key, name)
		}
		c.reg.texts[key] = compiled
	}
}

// templates parses one part of a text in all its languages.
func (c *checker) templates(key, part string, t Text) map[string]template {
	parsed := map[string]template{}
	for _, lang := range sortedKeys(t) {
		tpl, err := parseTemplate(t[lang])
		if lang == "" {
			lang = c.reg.Lang
		}
		if err != nil {
			c.errorf("text %q (%s, %s): %v", key, part, lang, err)
		}
		parsed[lang] = tpl
	}
	return parsed
}

// placeholder checks a name that stands in braces. A deadline that there is not
// would leave a hole in the sentence that promises it.
func (c *checker) placeholder(key, name string) {
	if err := checkPlaceholder(name); err != nil {
		c.errorf("text %q: %v", key, err)
	}
	c.path(parsePath(name))
	id, isDue := strings.CutPrefix(name, "due.")
	if isDue && !slices.ContainsFunc(c.reg.Promises, func(p Promise) bool { return p.ID == id }) &&
		!slices.ContainsFunc(c.reg.Silences, func(s Silence) bool { return s.ID == id }) {
		c.errorf("text %q: {%s} names no promise and no silence", key, name)
	}
	if act, isLink := strings.CutPrefix(name, "link."); isLink && c.reg.acts[act] == nil {
		c.errorf("text %q: {%s} names no act", key, name)
	}
}

func (c *checker) subjectForm() {
	if c.reg.Subject == nil {
		return
	}
	c.at = c.reg.Subject.Origin
	p, err := parseSubjectPattern(c.reg.Subject)
	if err != nil {
		c.errorf("%v", err)
		return
	}
	for _, part := range p.parts {
		if part.field != "" && c.reg.fields[part.field] == nil {
			c.errorf("the subject's pattern names the field %q, which there is not", part.field)
		}
	}
	c.reg.subject = p
}
