package explore

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// judge says what is wrong with what a history has led to. act is the one that
// its last step does, if it should be accepted.
func (p *player) judge(ctx context.Context, o *outcome, act *rules.Act) []Finding {
	var out []Finding
	found := func(kind Kind, about, what string, expect map[string]any, clauses ...engine.ClauseID) {
		out = append(out, newFinding(kind, about, what, expect, o.steps, clauses...))
	}
	switch {
	case o.fault != nil:
		found(Crash, o.fault.Body.Fault, "A decision fails: "+o.fault.Body.Fault, nil, p.clausesIn(o.fault.Body.Fault)...)
		return out
	case o.refused != "" && act != nil && !p.possible(ctx, o):
		found(Refused, act.ID+" "+o.refused, fmt.Sprintf("The act %s is offered, but %s", act.ID, o.refused), nil, act.Clause)
	}
	if o.refused != "" {
		return out
	}
	if o.failed != nil {
		text, reason := o.failed.Body.Data.Map("message").String("text"), o.failed.Body.Data.String("error")
		found(Crash, "text "+text, fmt.Sprintf("The message %s cannot be sent: %s", text, reason), nil, p.reg.Texts[text].Clause)
	}
	if last, n := o.storm(); n > p.notices {
		found(Endless, last.text, fmt.Sprintf("The customer gets more than %d messages without a person doing anything, the last is %s",
			p.notices, last.text), map[string]any{"sent": []any{}}, last.clause)
	}
	for i := range o.tickets {
		t := &o.tickets[i]
		if _, known := p.reg.Status(t.Facets["status"]); known && !p.open(t) {
			out = append(out, p.leftovers(o, t)...)
		}
		out = append(out, p.conflicts(o, t)...)
	}
	return out
}

// possible reports whether the act of the last step can be done with other
// inputs than those that it was refused with.
func (p *player) possible(ctx context.Context, o *outcome) bool {
	last := len(o.steps) - 1
	before := p.play(ctx, o.steps[:last])
	t := before.ticket(before.current)
	for _, of := range p.offers(t) {
		if of.act.ID != o.steps[last].Act || of.by != o.steps[last].By {
			continue
		}
		return slices.ContainsFunc(p.ways(before, t, of), func(m move) bool {
			return m.act != nil && p.play(ctx, append(slices.Clone(before.steps), m.step)).refused == ""
		})
	}
	return false
}

// clausesIn are the clauses that a fault names.
func (p *player) clausesIn(fault string) (out []engine.ClauseID) {
	for i := range p.reg.Clauses {
		if id := p.reg.Clauses[i].ID; strings.Contains(fault, string(id)) {
			out = append(out, id)
		}
	}
	return out
}

// leftovers are terms that run on a ticket that has ended, though they neither
// began with its end nor are to be kept beyond it, and timers of no term.
func (p *player) leftovers(o *outcome, t *engine.Ticket) (out []Finding) {
	status, _ := p.reg.Status(t.Facets["status"])
	meant := map[string]bool{} // timers that may be set
	found := func(what, about string, clause engine.ClauseID) {
		out = append(out, newFinding(Leftover, about+" "+status.ID, fmt.Sprintf("%s on a ticket that has ended as %s", what, status.ID),
			map[string]any{"timers": map[string]any{}}, o.steps, clause, status.Clause))
	}
	for i := range p.reg.Promises {
		pr := &p.reg.Promises[i]
		name := "promise." + pr.ID
		meant[name+".warn"], meant[name+".breach"] = true, true
		what := t.Fields.Map(name).String("state")
		if runs := what == rules.Running || what == rules.Paused; runs && !pr.Keep && !o.withTheEnd(t, name) {
			found(fmt.Sprintf("The promise %s is still %s", pr.ID, what), pr.ID, pr.Clause)
		}
	}
	for i := range p.reg.Silences {
		s := &p.reg.Silences[i]
		name := "silence." + s.ID
		meant[name] = true
		if t.Fields.Map(name).String("state") == rules.Waiting && !s.Keep && !o.withTheEnd(t, name) {
			found(fmt.Sprintf("The silence %s is still waited out", s.ID), s.ID, s.Clause)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(t.Timers)) {
		if !meant[name] && !strings.HasPrefix(name, "engine.") {
			found(fmt.Sprintf("The timer %s is still set", name), name, "")
		}
	}
	return out
}

// withTheEnd reports whether a term began with what has ended its ticket.
func (o *outcome) withTheEnd(t *engine.Ticket, term string) bool {
	return o.began[beginning(t.ID, term)] == o.began[beginning(t.ID, "ended")]
}

// conflicts are promises of a ticket that are due before they were given, and
// pairs of promises that run although the beginning of one is the end of the
// other.
func (p *player) conflicts(o *outcome, t *engine.Ticket) (out []Finding) {
	var running []*rules.Promise
	for i := range p.reg.Promises {
		pr := &p.reg.Promises[i]
		state := t.Fields.Map("promise." + pr.ID)
		if state.String("state") == rules.Running {
			running = append(running, pr)
		}
		if since, due := state.Time("since"), state.Time("due"); due.Before(since) {
			out = append(out, newFinding(Conflict, pr.ID, fmt.Sprintf("The promise %s is due before it is given", pr.ID), nil, o.steps, pr.Clause))
		}
	}
	for _, a := range running {
		for _, b := range running {
			if moment := ends(a, b); moment != "" && a != b {
				out = append(out, newFinding(Conflict, a.ID+" "+b.ID,
					fmt.Sprintf("The promises %s and %s both run, though %s, with which the first begins, ends the second", a.ID, b.ID, moment),
					map[string]any{"deadlines": map[string]any{b.ID: map[string]any{"state": rules.Cancelled}}}, o.steps, a.Clause, b.Clause))
			}
		}
	}
	return out
}

// ends is a moment with which a begins and b ends.
func ends(a, b *rules.Promise) string {
	for _, moment := range a.Since {
		if (slices.Contains(b.Met, moment) || slices.Contains(b.Cancel, moment)) && !slices.Contains(b.Since, moment) {
			return moment
		}
	}
	return ""
}
