package rules

import (
	"fmt"
	"slices"
	"strings"
)

// A template is a text with places for values: {name}. A part that is shown only
// where a value is present stands between {#name} and {/name}, where it is
// absent between {^name} and {/name}. A literal brace is written twice.
type template []segment

type segment struct {
	text string // literal, where name is empty
	name string
	// inner is the part that stands under a condition; absent turns it round.
	inner  template
	part   bool
	absent bool
}

func parseTemplate(s string) (template, error) {
	t, rest, err := parseUntil(s, "")
	if err == nil && rest != "" {
		err = fmt.Errorf("unexpected %q", rest)
	}
	return t, err
}

// parseUntil parses up to {/end} and returns what follows it.
func parseUntil(s, end string) (t template, rest string, err error) {
	literal := func(text string) {
		if text != "" {
			t = append(t, segment{text: text})
		}
	}
	for {
		i := strings.IndexAny(s, "{}")
		if i < 0 {
			literal(s)
			if end != "" {
				return nil, "", fmt.Errorf("{/%s} is missing", end)
			}
			return t, "", nil
		}
		literal(s[:i])
		if strings.HasPrefix(s[i:], "{{") || strings.HasPrefix(s[i:], "}}") {
			literal(s[i : i+1])
			s = s[i+2:]
			continue
		}
		if s[i] == '}' {
			return nil, "", fmt.Errorf("a } stands alone; write }} for a brace")
		}
		name, after, found := strings.Cut(s[i+1:], "}")
		if !found {
			return nil, "", fmt.Errorf("the { in %q is not closed", clip(s[i:]))
		}
		s = after
		switch {
		case strings.HasPrefix(name, "/"):
			if name[1:] != end {
				return nil, "", fmt.Errorf("{%s} closes nothing that is open", name)
			}
			return t, s, nil
		case strings.HasPrefix(name, "#"), strings.HasPrefix(name, "^"):
			inner, after, err := parseUntil(s, name[1:])
			if err != nil {
				return nil, "", err
			}
			t = append(t, segment{name: name[1:], inner: inner, part: true, absent: name[0] == '^'})
			s = after
		case strings.TrimSpace(name) != name || name == "":
			return nil, "", fmt.Errorf("{%s} names nothing", name)
		default:
			t = append(t, segment{name: name})
		}
	}
}

func clip(s string) string {
	if r := []rune(s); len(r) > 20 {
		return string(r[:20]) + "…"
	}
	return s
}

// names appends the names that the template uses.
func (t template) names(to []string) []string {
	for _, s := range t {
		if s.name != "" && !slices.Contains(to, s.name) {
			to = append(to, s.name)
		}
		to = s.inner.names(to)
	}
	return to
}

// fill writes the template with the values, as value gives them.
func (t template) fill(b *strings.Builder, value func(name string) string) {
	for _, s := range t {
		switch {
		case s.part:
			if (value(s.name) == "") == s.absent {
				s.inner.fill(b, value)
			}
		case s.name != "":
			b.WriteString(value(s.name))
		default:
			b.WriteString(s.text)
		}
	}
}

func (t template) render(value func(string) string) string {
	var b strings.Builder
	t.fill(&b, value)
	return b.String()
}

// compiledText is a text of the catalogue, parsed, with the names that any of
// its languages uses.
type compiledText struct {
	body    map[string]template
	subject map[string]template
	names   []string
	paths   []path // of the names
}

func (c *compiledText) collect() {
	for _, texts := range []map[string]template{c.subject, c.body} {
		for _, lang := range sortedKeys(texts) {
			c.names = texts[lang].names(c.names)
		}
	}
	slices.Sort(c.names)
	for _, name := range c.names {
		c.paths = append(c.paths, parsePath(name))
	}
}

// in returns the template of the language, or of the next best.
func in(texts map[string]template, langs ...string) template {
	for _, lang := range append(langs, Russian, Kazakh, English) {
		if t, ok := texts[lang]; ok {
			return t
		}
	}
	return nil
}

// placeholders that are no paths of the case: what only the sender knows, and
// what the interpreter makes up for texts.
var placeholderRoots = []string{"number", "link", "due", "value", "problems", "document", "contact"}

func checkPlaceholder(name string) error {
	root, _, _ := strings.Cut(name, ".")
	if slices.Contains(placeholderRoots, root) {
		return nil
	}
	return parsePath(name).check()
}
