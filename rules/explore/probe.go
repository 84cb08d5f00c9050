package explore

import (
	"context"
	"slices"
	"time"

	"github.com/reglament/reglament/rules/cases"
)

// A probe goes further than histories do, in one direction: nobody does anything
// for long, or a program answers whatever it gets.
type probe struct {
	from  *node
	steps []cases.Step
	waits bool
}

// probes are those that what came of a job calls for.
func (x *explorer) probes(r *tried, fresh bool) (out []probe) {
	if fresh && ticking(r.outcome) {
		out = append(out, probe{from: r.node, steps: x.later(r.outcome), waits: true})
	}
	if echo := x.echo(r); echo != nil {
		out = append(out, probe{from: r.node, steps: echo})
	}
	return out
}

// probe plays the probes. States in which notices go on for ever are not waited
// in any more.
func (x *explorer) probe(ctx context.Context, probes []probe) {
	results := make([]*outcome, len(probes))
	each(len(probes), func(i int) { results[i] = x.play(ctx, probes[i].steps) })
	for i, o := range results {
		findings := x.judge(ctx, o, nil)
		for k := range findings {
			findings[k].steps = o.steps[:o.step+1]
		}
		x.note(findings)
		for _, status := range o.reached {
			x.reached[status] = true
		}
		if n := probes[i].from; probes[i].waits && slices.ContainsFunc(findings, endless) {
			n.left = slices.DeleteFunc(n.left, move.waits)
			x.states[n.state].endless = true
		}
	}
}

func endless(f Finding) bool { return f.Kind == Endless }

// ticking reports whether a ticket of the history has a timer.
func ticking(o *outcome) bool {
	for i := range o.tickets {
		if len(o.tickets[i].Timers) > 0 {
			return true
		}
	}
	return false
}

// passing is how many steps a year takes in which nobody does anything: each is
// twice as long as the one before, so that what repeats itself quickly is stopped
// before it is played a thousand times.
const passing = 13

// later is a history with a year of waiting behind it.
func (x *explorer) later(o *outcome) []cases.Step {
	steps := slices.Clone(o.steps)
	at, wait := o.now, time.Hour
	for range passing {
		at = at.Add(wait)
		wait *= 2
		steps = append(steps, x.untilStep(at.In(x.reg.Zone()).Format(instantLayout)).step)
	}
	return steps
}

// echo is a history in which the program that wrote last writes again and again,
// or nil if it got no answer or that was played for this state already.
func (x *explorer) echo(r *tried) []cases.Step {
	last := &r.steps[len(r.steps)-1]
	if !r.ok() || last.Mail == nil || last.Mail.Automatic == "" || len(r.sent) == 0 || r.sent[len(r.sent)-1].step < r.step ||
		x.echoed[r.state] {
		return nil
	}
	x.echoed[r.state] = true
	answer := *last.Mail
	answer.Subject, answer.Answers = reply(r.ticket(r.current)), r.sent[len(r.sent)-1].text
	return append(slices.Clone(r.steps), slices.Repeat([]cases.Step{{Mail: &answer}}, x.notices)...)
}
