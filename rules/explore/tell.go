package explore

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/reglament/reglament/rules/cases"
)

// tell writes the history of the finding for people, and as a case file.
func (s *shrinker) tell() {
	f := s.finding
	f.Steps = []string{}
	at := s.start.In(s.reg.Zone()).Format(instantLayout)
	for i := range f.steps {
		step := &f.steps[i]
		if step.Until != "" {
			at = step.Until
		}
		f.Steps = append(f.Steps, at+"  "+sentence(step))
	}
	text, err := s.caseFile()
	if err != nil {
		panic(fmt.Sprintf("write a case: %v", err)) // steps are made of plain values
	}
	f.Case = text
}

// sentence says what happens in a step.
func sentence(s *cases.Step) string {
	var b strings.Builder
	switch {
	case s.Mail != nil && s.Mail.Automatic != "":
		fmt.Fprintf(&b, "a program answers from %s (%s)", s.Mail.From, s.Mail.Automatic)
	case s.Mail != nil:
		fmt.Fprintf(&b, "%s writes %q: %q", s.Mail.From, s.Mail.Subject, strings.Join(strings.Fields(s.Mail.Text), " "))
		if s.Mail.To != "" {
			fmt.Fprintf(&b, " to %s", s.Mail.To)
		}
	case s.Form != nil:
		fmt.Fprintf(&b, "the channel %s is used%s", s.Form.Channel, given(s.Form.Fields))
	case s.Message != nil:
		fmt.Fprintf(&b, "%s writes by the channel %s: %q", s.Message.From, s.Message.Channel, strings.Join(strings.Fields(s.Message.Text), " "))
	case s.Call != nil:
		fmt.Fprintf(&b, "%s takes down what comes by the channel %s%s", s.By, s.Call.Channel, given(s.Call.Fields))
	case s.Act != "":
		fmt.Fprintf(&b, "%s does %s%s", s.By, s.Act, given(s.Inputs))
	case s.Until != "":
		b.WriteString("time has passed")
	case s.Bounce != "":
		fmt.Fprintf(&b, "the message %s comes back", s.Bounce)
	case s.Unreadable != "":
		fmt.Fprintf(&b, "a mail from %s cannot be read", s.Unreadable)
	}
	if n := len(files(s)); n > 0 {
		fmt.Fprintf(&b, ", with %d file", n)
	}
	if s.Lost {
		b.WriteString(", and what is sent gets lost")
	}
	return b.String()
}

// files are what comes with a step.
func files(s *cases.Step) []string {
	switch {
	case s.Mail != nil:
		return s.Mail.Files
	case s.Form != nil:
		return s.Form.Files
	case s.Call != nil:
		return s.Call.Files
	}
	return s.Files
}

func given(values map[string]any) string {
	var parts []string
	for _, id := range slices.Sorted(maps.Keys(values)) {
		parts = append(parts, fmt.Sprintf("%s = %v", id, values[id]))
	}
	if len(parts) == 0 {
		return ""
	}
	return ": " + strings.Join(parts, ", ")
}

// caseFile is the history as a case. What the last step expects is what would be
// right, where that can be said: the case fails until the regulation is mended.
func (s *shrinker) caseFile() (string, error) {
	var steps []*yaml.Node
	for i := range s.finding.steps {
		n, err := pruned(s.finding.steps[i])
		if err != nil {
			return "", err
		}
		if expect := s.finding.expect; expect != nil && i == len(s.finding.steps)-1 {
			n.Content = append(n.Content, scalar("expect"), plain(expect))
		}
		steps = append(steps, n)
	}
	people, err := pruned(s.dir)
	if err != nil {
		return "", err
	}
	doc := plain(map[string]any{})
	doc.Style = 0
	for _, member := range []struct {
		name  string
		value *yaml.Node
	}{{"name", plain(s.finding.What)}, {"start", plain(s.start.In(s.reg.Zone()))}, {"directory", people},
		{"steps", &yaml.Node{Kind: yaml.SequenceNode, Content: steps}}} {
		doc.Content = append(doc.Content, scalar(member.name), member.value)
	}
	var b strings.Builder
	e := yaml.NewEncoder(&b)
	e.SetIndent(2)
	err = e.Encode(doc)
	return b.String(), err
}

func scalar(s string) *yaml.Node { return &yaml.Node{Kind: yaml.ScalarNode, Value: s} }

// plain is a value as a node, on one line.
func plain(v any) *yaml.Node {
	n := &yaml.Node{}
	if err := n.Encode(v); err != nil {
		panic(fmt.Sprintf("encode %T: %v", v, err)) // callers pass plain values
	}
	n.Style |= yaml.FlowStyle
	return n
}

// pruned is a value as a node without its empty members.
func pruned(v any) (*yaml.Node, error) {
	n := &yaml.Node{}
	err := n.Encode(v)
	prune(n)
	return n, err
}

// prune takes empty members out, and reports whether anything is left.
func prune(n *yaml.Node) bool {
	switch n.Kind {
	case yaml.MappingNode:
		var kept []*yaml.Node
		for i := 0; i+1 < len(n.Content); i += 2 {
			if prune(n.Content[i+1]) {
				kept = append(kept, n.Content[i], n.Content[i+1])
			}
		}
		n.Content = kept
		return len(kept) > 0
	case yaml.SequenceNode:
		for _, e := range n.Content {
			prune(e)
		}
		return len(n.Content) > 0
	}
	return n.Tag != "!!null" && n.Value != "" && !(n.Tag == "!!bool" && n.Value == "false")
}
