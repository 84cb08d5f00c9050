package cases

import (
	"context"
	"fmt"
	"slices"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// A Report is what came of a case.
type Report struct {
	Path string `json:"path"`
	Name string `json:"name"`
	// Failures say what was not as expected; without any the case has passed.
	Failures []Failure `json:"failures,omitempty"`
	// Covered are the clauses that an expectation has proved.
	Covered []engine.ClauseID `json:"covered"`
}

// Passed reports whether all was as expected.
func (r *Report) Passed() bool { return len(r.Failures) == 0 }

// A Failure is one thing that was not as expected.
type Failure struct {
	Line    int    `json:"line"`
	Message string `json:"message"`
}

// An Observer is told of each step and the events that came of it. Any of its
// functions may be nil.
type Observer struct {
	Step  func(number int, s *Step)
	Event func(e *engine.Event, t engine.Ticket)
	// Refused is told of the engine's answer to a step that was turned down.
	Refused func(err error)
}

// Compile makes the regulation of a case, with the case's parameters.
type Compile func(params map[string]any) (*rules.Regulation, error)

// Run plays a case.
func Run(ctx context.Context, compile Compile, f *File, watch Observer) *Report {
	p := &play{file: f, report: &Report{Path: f.Path, Name: f.Name}, watch: watch}
	params := map[string]any{}
	for k, v := range f.Params {
		clean, err := engine.Clean(v, nil)
		if err != nil {
			p.failf(1, "parameter %s: %v", k, err)
			return p.report
		}
		params[k] = clean
	}
	reg, err := compile(params)
	if err != nil {
		p.failf(1, "%v", err)
		return p.report
	}
	if p.world, err = newWorld(ctx, reg, f.Directory, f.Start); err != nil {
		p.failf(1, "%v", err)
		return p.report
	}
	p.world.news(ctx) // the activation
	for i := range f.Steps {
		if ctx.Err() != nil || !p.step(ctx, i, &f.Steps[i]) {
			break
		}
	}
	slices.Sort(p.report.Covered)
	p.report.Covered = slices.Compact(p.report.Covered)
	return p.report
}

// play is a case under way.
type play struct {
	file   *File
	world  *world
	report *Report
	watch  Observer
	sent   int // messages that were looked at
}

func (p *play) failf(line int, format string, args ...any) {
	p.report.Failures = append(p.report.Failures, Failure{Line: line, Message: fmt.Sprintf(format, args...)})
}

func (p *play) cover(clauses ...engine.ClauseID) {
	for _, c := range clauses {
		if _, ok := p.world.reg.Clause(c); ok && c != "" {
			p.report.Covered = append(p.report.Covered, c)
		}
	}
}

// step plays one step and reports whether the case can go on.
func (p *play) step(ctx context.Context, number int, s *Step) bool {
	if p.watch.Step != nil {
		p.watch.Step(number, s)
	}
	if s.On != "" {
		id, ok := p.world.names[s.On]
		if !ok {
			p.failf(s.line, "no ticket was named %q", s.On)
			return false
		}
		p.world.current = id
	}
	before := p.world.current
	err := p.world.happen(ctx, s)
	events, logErr := p.world.news(ctx)
	if logErr != nil {
		p.failf(s.line, "%v", logErr)
		return false
	}
	p.show(events)
	if err != nil && p.watch.Refused != nil {
		p.watch.Refused(err)
	}
	if s.As != "" {
		p.world.names[s.As] = p.world.current
	}
	for i := range events {
		if fault := events[i].Body.Fault; fault != "" {
			p.failf(s.line, "the regulation failed: %s", fault)
			return false
		}
	}
	e := s.Expect
	if e == nil {
		e = &Expect{line: s.line}
	}
	if err != nil && e.Refused == nil {
		p.failf(s.line, "%s", explain(p.world.reg, err))
		return false
	}
	c := &checks{play: p, step: s, expect: e, events: events, err: err, before: before}
	c.all(ctx)
	p.sent = len(p.world.sent)
	return true
}

func (p *play) show(events []engine.Event) {
	if p.watch.Event == nil {
		return
	}
	tickets := map[engine.TicketID]engine.Ticket{}
	for i := range events {
		id := events[i].Ticket
		t, read := tickets[id]
		if !read {
			t, _ = p.world.store.Ticket(context.Background(), tenant, id)
			tickets[id] = t
		}
		p.watch.Event(&events[i], t)
	}
}
