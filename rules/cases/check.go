package cases

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// checks holds what a step has brought against what was expected.
type checks struct {
	*play
	step   *Step
	expect *Expect
	events []engine.Event
	err    error
	before engine.TicketID
	ticket engine.Ticket
}

func (c *checks) failf(format string, args ...any) { c.play.failf(c.expect.line, format, args...) }

func (c *checks) all(ctx context.Context) {
	e := c.expect
	if c.world.current != "" {
		var err error
		if c.ticket, err = c.world.ticket(); err != nil {
			c.failf("%v", err)
			return
		}
	}
	c.refusal()
	c.values()
	c.tickets()
	c.messages()
	c.clauses()
	c.deadlines()
	c.timers()
	c.acts()
	c.shown(ctx)
	if e.Event != "" {
		if len(c.events) == 0 || c.events[len(c.events)-1].Kind != e.Event {
			c.failf("the last event is %v, want %s", kinds(c.events), e.Event)
		}
	}
}

func kinds(events []engine.Event) []string {
	out := make([]string, len(events))
	for i := range events {
		out[i] = events[i].Kind
	}
	return out
}

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
		c.failf("the step was not turned down (%v)", c.err)
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

func (c *checks) values() {
	e := c.expect
	if e.Number != "" && c.ticket.Number != e.Number {
		c.failf("number is %q, want %q", c.ticket.Number, e.Number)
	}
	if e.Status != "" && c.ticket.Facets["status"] != e.Status {
		c.failf("status is %q, want %q", c.ticket.Facets["status"], e.Status)
	}
	for _, name := range slices.Sorted(maps.Keys(e.Fields)) {
		want, err := engine.Clean(e.Fields[name], nil)
		if err != nil {
			c.failf("field %s: %v", name, err)
		}
		if got := c.ticket.Fields[name]; !reflect.DeepEqual(got, want) && !(got == nil && want == "") {
			c.failf("field %s is %v, want %v", name, got, want)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.Facets)) {
		if got := c.ticket.Facets[name]; got != e.Facets[name] {
			c.failf("facet %s is %q, want %q", name, got, e.Facets[name])
		}
	}
}

func (c *checks) tickets() {
	e := c.expect
	if e.Tickets != nil {
		all, err := c.world.store.Tickets(tenant)
		if err != nil || len(all) != *e.Tickets {
			c.failf("there are %d tickets (%v), want %d", len(all), err, *e.Tickets)
		}
	}
	if e.Same != "" && c.world.current != c.world.names[e.Same] {
		c.failf("it went to ticket %s, want %s", c.ticket.Number, e.Same)
	}
	if e.Follows != "" {
		want := engine.Link{Relation: "follows", Ticket: c.world.names[e.Follows]}
		if !slices.Contains(c.ticket.Links, want) {
			c.failf("ticket %s is linked to %v, want it to follow %s", c.ticket.Number, c.ticket.Links, e.Follows)
		}
	}
}

func (c *checks) messages() {
	if c.expect.Sent == nil {
		return
	}
	got := c.world.sent[c.play.sent:]
	want := *c.expect.Sent
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

func (c *checks) message(got *message, want *Sent) {
	p := got.delivery.Payload
	check := func(what, got, want string) {
		if want != "" && got != want {
			c.failf("message %s: %s is %q, want %q", p.String("text"), what, got, want)
		}
	}
	check("text", p.String("text"), want.Text)
	check("recipient", p.Map("to").String("address")+p.Map("to").String("principal"), want.To)
	check("language", got.rendered.Lang, want.Lang)
	check("clause", string(got.clause), want.Clause)
	check("subject", got.rendered.Subject, want.Subject)
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

func (c *checks) clauses() {
	caused := map[engine.ClauseID]bool{}
	var notes []string
	for i := range c.events {
		for _, op := range c.events[i].Body.Ops {
			caused[op.Clause] = true
			if op.Kind == engine.OpNote {
				notes = append(notes, op.Name)
			}
		}
	}
	for _, id := range c.expect.Clauses {
		if !caused[engine.ClauseID(id)] {
			c.failf("clause %s caused nothing; these did: %v", id, slices.Sorted(maps.Keys(caused)))
			continue
		}
		if _, ok := c.world.reg.Clause(engine.ClauseID(id)); !ok {
			c.failf("there is no clause %s", id)
		}
		c.cover(engine.ClauseID(id))
	}
	for _, id := range c.expect.Not {
		if caused[engine.ClauseID(id)] {
			c.failf("clause %s caused something", id)
		}
	}
	for _, want := range c.expect.Notes {
		if !slices.Contains(notes, want) {
			c.failf("notes are %v, want %s among them", notes, want)
		}
	}
}

func (c *checks) deadlines() {
	if c.expect.Deadlines == nil {
		return
	}
	all, err := c.world.reg.Deadlines(&c.ticket)
	if err != nil {
		c.failf("%v", err)
		return
	}
	for _, id := range slices.Sorted(maps.Keys(c.expect.Deadlines)) {
		want := c.expect.Deadlines[id]
		i := slices.IndexFunc(all, func(d rules.Deadline) bool { return d.ID == id })
		if i < 0 {
			if want.State != "absent" {
				c.failf("deadline %s never began", id)
			}
			continue
		}
		c.deadline(&all[i], want)
	}
}

func (c *checks) deadline(got *rules.Deadline, want Deadline) {
	if want.State != "" && got.State != want.State {
		c.failf("deadline %s is %s, want %s", got.ID, got.State, want.State)
	}
	if want.Due != "" {
		due, err := c.world.instant(want.Due)
		if err != nil {
			c.failf("deadline %s: %v", got.ID, err)
		} else if !got.Due.Equal(due) {
			c.failf("deadline %s is due %s, want %s", got.ID, c.local(got.Due), want.Due)
		}
	}
	if want.Reminders != nil && got.Reminders != *want.Reminders {
		c.failf("silence %s has sent %d reminders, want %d", got.ID, got.Reminders, *want.Reminders)
	}
	if got.Proof != nil && !got.Proof.Due.Equal(got.Due) {
		c.failf("deadline %s is due %s, its proof says %s", got.ID, c.local(got.Due), c.local(got.Proof.Due))
	}
	if want.Clause != "" && string(got.Clause) != want.Clause {
		c.failf("deadline %s is of clause %s, want %s", got.ID, got.Clause, want.Clause)
	}
	if c.play.report.Passed() {
		c.cover(got.Clause)
	}
}

func (c *checks) local(t time.Time) string {
	return t.In(c.world.reg.Zone()).Format("2006-01-02 15:04:05")
}

func (c *checks) timers() {
	if c.expect.Timers == nil {
		return
	}
	got, want := map[string]string{}, map[string]string{}
	for name, timer := range c.ticket.Timers {
		got[name] = c.local(timer.Due)
	}
	for name, at := range c.expect.Timers {
		t, err := c.world.instant(at)
		if err != nil {
			c.failf("timer %s: %v", name, err)
		}
		want[name] = c.local(t)
	}
	if !maps.Equal(got, want) {
		c.failf("timers are %v, want %v", got, want)
	}
}

func (c *checks) acts() {
	for _, role := range slices.Sorted(maps.Keys(c.expect.Acts)) {
		want := c.expect.Acts[role]
		offered := map[string]engine.ClauseID{}
		for _, o := range c.world.reg.Offers(&c.ticket, c.world.actor(role)) {
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
