package cases

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

func (c *checks) acts() {
	for _, role := range slices.Sorted(maps.Keys(c.expect.Acts)) {
		want := c.expect.Acts[role]
		offered := map[string]engine.ClauseID{}
		for _, o := range c.world.reg.OffersAt(&c.ticket, c.world.actor(role), c.world.clock.Now()) {
			offered[o.Act.ID] = o.Clause
		}
		for _, id := range slices.Sorted(maps.Keys(want.May)) {
			clause, ok := offered[id]
			if !ok {
				c.failf("%s is not offered to %s; offered are %v", id, role, slices.Sorted(maps.Keys(offered)))
				continue
			}
			if want.May[id] != "" && want.May[id] != string(clause) {
				c.failf("%s is offered to %s by clause %s, want %s", id, role, clause, want.May[id])
				continue
			}
			c.cover(clause)
		}
		for _, id := range want.Not {
			if _, ok := offered[id]; ok {
				c.failf("%s is offered to %s", id, role)
			}
		}
	}
	if c.expect.Suggested != nil {
		var got []string
		for name := range c.ticket.Fields {
			if act, ok := strings.CutPrefix(name, "suggest."); ok {
				got = append(got, act)
			}
		}
		slices.Sort(got)
		want := slices.Sorted(slices.Values(*c.expect.Suggested))
		if !slices.Equal(got, want) {
			c.failf("suggested are %v, want %v", got, want)
		}
	}
}

// shown checks a drawn form or document.
func (c *checks) shown(context.Context) {
	want := c.expect.Form
	if want == nil {
		return
	}
	reg := c.world.reg
	var ids, required, clauses []string
	for _, f := range reg.FieldsFor(c.step.Show) {
		ids = append(ids, f.ID)
		if f.Required {
			required = append(required, f.ID)
		}
		clauses = append(clauses, string(f.Clause))
		if f.ID == "type" && want.Options != nil {
			c.options(f, want.Options, &clauses)
		}
	}
	same := func(what string, got, want []string) {
		if want != nil && !slices.Equal(got, want) {
			c.failf("%s are %q, want %q", what, got, want)
		}
	}
	same("fields", ids, want.Fields)
	same("required fields", required, want.Required)
	for _, key := range slices.Sorted(maps.Keys(want.Words)) {
		if got := reg.Word(key, reg.Lang, ""); got != want.Words[key] {
			c.failf("text %s is %q, want %q", key, got, want.Words[key])
		}
		clauses = append(clauses, string(reg.Texts[key].Clause))
	}
	if len(want.Contains) > 0 {
		c.document(want.Contains, &clauses)
	}
	for _, id := range want.Clauses {
		if !slices.Contains(clauses, id) {
			c.failf("nothing that is shown stands in clause %s", id)
			continue
		}
		c.cover(engine.ClauseID(id))
	}
}

func (c *checks) options(f *rules.Field, want []string, clauses *[]string) {
	var got []string
	for _, o := range c.world.reg.Options(f, c.world.reg.Lang) {
		got = append(got, o.Label)
		*clauses = append(*clauses, string(o.Clause))
		if o.Hint == "" {
			c.failf("%s has no hint", o.Label)
		}
	}
	if !slices.Equal(got, want) {
		c.failf("options are %q, want %q", got, want)
	}
}

func (c *checks) document(want []string, clauses *[]string) {
	var b strings.Builder
	if err := rules.WriteDocument(&b, c.world.reg, c.world.reg.Lang); err != nil {
		c.failf("%v", err)
	}
	for _, s := range want {
		if !strings.Contains(b.String(), s) {
			c.failf("the document does not say %q", s)
		}
	}
	for i := range c.world.reg.Clauses {
		*clauses = append(*clauses, string(c.world.reg.Clauses[i].ID))
	}
}
