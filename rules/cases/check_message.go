package cases

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// explain says in English why a step was turned down.
func explain(reg *rules.Regulation, err error) string {
	var e *engine.Error
	if !errors.As(err, &e) || len(e.Problems) == 0 {
		return err.Error()
	}
	lines := []string{fmt.Sprintf("turned down (%s) by clause %s", e.Kind, e.Clause)}
	for _, p := range e.Problems {
		lines = append(lines, fmt.Sprintf("  %s %s: %s", p.Pointer, p.Code, reg.Say(p.Code, p.Values, rules.English)))
	}
	return strings.Join(lines, "\n")
}

func (c *checks) refusal() {
	want := c.expect.Refused
	if want == nil {
		return
	}
	var e *engine.Error
	if !errors.As(c.err, &e) {
		c.failf("the step was not turned down%s", because(c.err))
		return
	}
	if want.Kind != "" && string(e.Kind) != want.Kind {
		c.failf("turned down as %s, want %s", e.Kind, want.Kind)
	}
	if want.Clause != "" && string(e.Clause) != want.Clause {
		c.failf("turned down by clause %s, want %s", e.Clause, want.Clause)
	}
	got := map[string]string{}
	for _, p := range e.Problems {
		got[p.Pointer] = p.Code
		for _, lang := range c.world.reg.Languages {
			if c.world.reg.Say(p.Code, p.Values, lang) == p.Code {
				c.failf("problem %s has no words in %s", p.Code, lang)
			}
		}
	}
	if want.Problems != nil && !maps.Equal(got, want.Problems) {
		c.failf("problems are %v, want %v", got, want.Problems)
	}
	if c.play.report.Passed() {
		c.cover(engine.ClauseID(want.Clause))
		for _, p := range e.Problems {
			c.cover(p.Clause)
		}
	}
}

func (c *checks) messages() {
	var sent, told []message
	for _, m := range c.world.sent[c.play.sent:] {
		if rules.NoticeSort(m.delivery.Payload.String("text")) != "" {
			told = append(told, m)
			continue
		}
		sent = append(sent, m)
	}
	c.compare(sent, c.expect.Sent)
	c.compare(told, c.expect.Told)
}

func (c *checks) compare(got []message, expected *[]Sent) {
	if expected == nil {
		return
	}
	want := *expected
	if len(got) != len(want) {
		var texts []string
		for _, m := range got {
			texts = append(texts, m.delivery.Payload.String("text"))
		}
		c.failf("%d messages went out (%s), want %d", len(got), strings.Join(texts, ", "), len(want))
		return
	}
	for i := range want {
		c.message(&got[i], &want[i])
	}
}

// recipient is whom a message goes to: an address, an employee, or a role.
func recipient(to engine.Fields) string {
	if role := to.String("role"); role != "" {
		return "role:" + role
	}
	return to.String("address") + to.String("principal")
}

func (c *checks) message(got *message, want *Sent) {
	p := got.delivery.Payload
	check := func(what, got, want string) {
		if want != "" && got != want {
			c.failf("message %s: %s is %q, want %q", p.String("text"), what, got, want)
		}
	}
	check("text", p.String("text"), want.Text)
	check("recipient", recipient(p.Map("to")), want.To)
	check("channel", got.delivery.Sender, want.By)
	check("language", got.rendered.Lang, want.Lang)
	check("clause", string(got.clause), want.Clause)
	check("subject", got.rendered.Subject, want.Subject)
	if copies := fmt.Sprint(p.List("cc")); want.Cc != nil && copies != fmt.Sprint(want.Cc) {
		c.failf("message %s: copies go to %s, want %v", p.String("text"), copies, want.Cc)
	}
	for _, s := range want.Contains {
		if !strings.Contains(got.rendered.Body, s) {
			c.failf("message %s does not say %q but:\n%s", p.String("text"), s, got.rendered.Body)
		}
	}
	for _, s := range want.Lacks {
		if strings.Contains(got.rendered.Body, s) {
			c.failf("message %s says %q:\n%s", p.String("text"), s, got.rendered.Body)
		}
	}
	if c.play.report.Passed() {
		c.cover(engine.ClauseID(want.Clause))
	}
}
