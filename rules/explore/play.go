package explore

import (
	"context"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/directory"
)

// instantLayout is how steps write instants, in the regulation's zone.
const instantLayout = "2006-01-02 15:04:05"

// player plays histories. It is safe for concurrent use.
type player struct {
	reg     *rules.Regulation
	dir     *directory.File
	start   time.Time
	notices int
	played  *atomic.Int64
	// openings are the moves with which histories begin.
	openings []move
}

func firstInstant(reg *rules.Regulation) time.Time {
	at, err := time.ParseInLocation(instantLayout, start, reg.Zone())
	if err != nil {
		panic(err) // it is a constant
	}
	return at
}

// outcome is what a history has led to.
type outcome struct {
	steps   []cases.Step
	now     time.Time
	tickets []engine.Ticket // the oldest first
	current engine.TicketID // the one that the last step was about
	sent    []notice
	reached []string // statuses, those only passed through included
	// began are the numbers of the events with which tickets have ended, and
	// their terms have begun, by ticket and field.
	began map[string]int64
	fault *engine.Event
	// failed is the event of a message that could not be sent.
	failed *engine.Event
	// refused says why the last step was turned down.
	refused string

	step  int
	fresh bool // nothing has come of the step yet
}

// notice is a message to a customer.
type notice struct {
	step   int
	ticket engine.TicketID
	to     string
	text   string
	clause engine.ClauseID
	at     time.Time
}

// ok reports whether the history can go on.
func (o *outcome) ok() bool { return o.fault == nil && o.refused == "" }

func (o *outcome) ticket(id engine.TicketID) *engine.Ticket {
	i := slices.IndexFunc(o.tickets, func(t engine.Ticket) bool { return t.ID == id })
	if i < 0 {
		return nil
	}
	return &o.tickets[i]
}

// play plays a history. It stops once a customer has got too many messages: what
// follows would only be more of them.
func (p *player) play(ctx context.Context, steps []cases.Step) *outcome {
	p.played.Add(1)
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	o := &outcome{steps: steps, now: p.start, began: map[string]int64{}}
	file := &cases.File{Name: "a history", Start: p.start, Directory: p.dir, Steps: steps}
	compile := func(map[string]any) (*rules.Regulation, error) { return p.reg, nil }
	report := cases.Run(ctx, compile, file, cases.Observer{
		Step: func(n int, s *cases.Step) { o.begin(n, s, p.reg.Zone()) },
		Event: func(e *engine.Event, t engine.Ticket) {
			o.take(e, &t)
			if _, n := o.storm(); n > p.notices {
				stop()
			}
		},
	})
	if len(report.Failures) > 0 && o.fault == nil {
		o.refused = report.Failures[0].Message
	}
	return o
}

func (o *outcome) begin(n int, s *cases.Step, zone *time.Location) {
	o.step, o.fresh = n, true
	if at, err := time.ParseInLocation(instantLayout, s.Until, zone); err == nil {
		o.now = at
	}
}

// take notes an event, and its ticket as the step has left it.
func (o *outcome) take(e *engine.Event, t *engine.Ticket) {
	if e.Ticket == "" {
		return
	}
	if o.fresh && o.steps[o.step].Until == "" {
		o.current = e.Ticket // the first event of a step is the step's own
	}
	o.fresh = false
	if i := slices.IndexFunc(o.tickets, func(x engine.Ticket) bool { return x.ID == t.ID }); i >= 0 {
		o.tickets[i] = *t
	} else {
		o.tickets = append(o.tickets, *t)
	}
	switch {
	case e.Body.Fault != "" && o.fault == nil:
		o.fault = e
	case e.Kind == engine.KindUndeliverable && !o.steps[o.step].Lost && o.failed == nil:
		o.failed = e
	}
	for i := range e.Body.Ops {
		o.op(e, &e.Body.Ops[i])
	}
}

func (o *outcome) op(e *engine.Event, op *engine.Op) {
	value, _ := op.Value.(map[string]any)
	switch op.Kind {
	case engine.OpFacet:
		if status, _ := value["status"].(string); status != "" {
			o.reached = append(o.reached, status)
		}
	case engine.OpSet:
		if op.Name == "ended" || value["since"] == engine.Micros(e.At) {
			o.began[beginning(e.Ticket, op.Name)] = e.Seq
		}
	case engine.OpSend:
		if to := engine.Fields(value).Map("to").String("address"); to != "" {
			o.sent = append(o.sent, notice{step: o.step, ticket: e.Ticket, to: to, text: engine.Fields(value).String("text"),
				clause: op.Clause, at: e.At})
		}
	}
}

// beginning is the key of a field that says when something began.
func beginning(t engine.TicketID, field string) string { return string(t) + "/" + field }

// human reports whether a person does something by the step.
func human(s *cases.Step) bool {
	return s.Mail != nil && s.Mail.Automatic == "" || s.Form != nil || s.Message != nil || s.Call != nil || s.Act != ""
}

// storm is the last message, and how many its receiver has got about its ticket
// since a person last did something.
func (o *outcome) storm() (last notice, n int) {
	if len(o.sent) == 0 {
		return last, 0
	}
	since := o.step
	for since > 0 && !human(&o.steps[since]) {
		since--
	}
	last = o.sent[len(o.sent)-1]
	for _, s := range o.sent {
		if s.step >= since && s.ticket == last.ticket && strings.EqualFold(s.to, last.to) {
			n++
		}
	}
	return last, n
}
