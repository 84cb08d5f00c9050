package explore

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// lookahead is how many steps in a row may leave a ticket in its situation, as
// long as each changes something of it, before it counts as stuck.
const lookahead = 2

// findStuck tries everything in the situations that no step was seen to lead out
// of.
func (x *explorer) findStuck(ctx context.Context) {
	var candidates []*outcome
	for _, situation := range slices.Sorted(maps.Keys(x.resting)) {
		if !x.moved[situation] {
			candidates = append(candidates, x.resting[situation].outcome)
		}
	}
	findings := make([]*Finding, len(candidates))
	each(len(candidates), func(i int) { findings[i] = x.stuck(ctx, candidates[i]) })
	for _, f := range findings {
		if f != nil {
			x.note([]Finding{*f})
		}
	}
}

// stuck is the finding that the ticket at hand is open and nothing moves it, or
// nil. A parent waits for its children; whether those are stuck is seen at them.
func (p *player) stuck(ctx context.Context, o *outcome) *Finding {
	t := o.ticket(o.current)
	if !o.ok() || t == nil || !p.open(t) || len(t.Timers) > 0 || len(rules.OpenChildren(t)) > 0 || p.leads(ctx, o, p.situation(t), lookahead) {
		return nil
	}
	status, _ := p.reg.Status(t.Facets["status"])
	f := newFinding(Stuck, status.ID, fmt.Sprintf("A ticket in the status %s is open, but has no timer, and no act or message moves it", status.ID),
		map[string]any{"status": status.ID, "timers": map[string]any{}}, o.steps, status.Clause)
	return &f
}

// leads reports whether something leads the ticket at hand out of a situation.
func (p *player) leads(ctx context.Context, o *outcome, situation string, depth int) bool {
	var changed []*outcome
	before := o.ticket(o.current)
	for _, m := range p.moves(o) {
		if m.waits() || ctx.Err() != nil {
			continue
		}
		next := p.play(ctx, append(slices.Clone(o.steps), m.step))
		after := next.ticket(o.current)
		switch {
		case !next.ok() || after == nil:
		case p.situation(after) != situation:
			return true
		case next.current == o.current && differs(before, after):
			changed = append(changed, next)
		}
	}
	return depth > 1 && slices.ContainsFunc(changed, func(next *outcome) bool { return p.leads(ctx, next, situation, depth-1) })
}

// differs reports whether what rules can see of a ticket has changed.
func differs(before, after *engine.Ticket) bool {
	a, _ := rules.PlainFields(before)
	b, _ := rules.PlainFields(after)
	return !maps.Equal(before.Facets, after.Facets) || !maps.EqualFunc(a, b, func(x, y any) bool { return fmt.Sprint(x) == fmt.Sprint(y) })
}
