package httpapi

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/replay"
)

// EventPath names an event of a ticket.
type EventPath struct {
	TicketPath
	Event int64 `path:"event" minimum:"1" doc:"Number of the event"`
}

// ConsideredOutput is what a decision has looked at and not done.
type ConsideredOutput struct {
	Body struct {
		Seq        int64        `json:"seq"`
		Again      string       `json:"again" enum:"same,changed,gone,erased,parked,retried,withdrawn" doc:"How the decision could be made again from the record: the same; changed, as its calendar or its parameters have; or why not at all: its edition is gone, its body is erased, the regulation had failed, it was decided later than it happened, it took something back. Nothing is listed unless it is the same"`
		Considered []Considered `json:"considered" doc:"In the order in which it was looked at. What rests on what you may not see is left out"`
		Steps      int64        `json:"steps" doc:"What the regulation's code has cost, as it was recorded; 0 if the catalogue alone has decided"`
		Micros     int64        `json:"micros,omitempty" doc:"How long the decision has taken now, in microseconds: the first time is not recorded"`
	}
}

// Considered is something of the regulation that did not apply.
type Considered struct {
	Kind     string   `json:"kind" enum:"reaction,promise,silence,level,thread,hook"`
	Clause   Clause   `json:"clause"`
	Line     int      `json:"line,omitempty" doc:"The line of the source that says it, if it has lines"`
	Sentence string   `json:"sentence" doc:"What would have been done"`
	Touches  []string `json:"touches,omitempty" doc:"Fields and facets that it would have set; send if it sends"`
	Because  []Unmet  `json:"because" doc:"What was not as it should have been"`
}

// Unmet is a demand, and what there was instead. What is said in one sentence has
// only a name.
type Unmet struct {
	Name string `json:"name" example:"Priority"`
	Want string `json:"want,omitempty" example:"High or Urgent"`
	Got  string `json:"got,omitempty" example:"Low"`
}

func (a *api) considered(h huma.API) {
	huma.Register(h, op("event-considered", http.MethodGet, "/api/v1/{tenant}/tickets/{number}/events/{event}/considered",
		"Shows what a decision has looked at and not done, and why not", "tickets"), a.eventConsidered)
}

// eventConsidered decides an event again from the record. It is not kept with the
// event: nobody asks of most.
func (a *api) eventConsidered(ctx context.Context, in *EventPath) (*ConsideredOutput, error) {
	actor, err := employee(ctx)
	if err != nil {
		return nil, a.fail(ctx, err, nil)
	}
	t, reg, err := a.ticket(ctx, &in.TicketPath)
	if err != nil {
		return nil, err
	}
	past, event, err := a.pastOf(ctx, &t, in.Event)
	if err == nil && !engine.Visible(actor, event.Audience) {
		err = noEvent(&t, in.Event)
	}
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	out := &ConsideredOutput{}
	out.Body.Seq, out.Body.Considered, out.Body.Steps = event.Seq, []Considered{}, event.Body.Cost
	out.Body.Again, err = a.again(ctx, event, past, out)
	if err != nil {
		return nil, a.fail(ctx, err, reg)
	}
	return out, nil
}

// How a decision could be made again, besides the reasons of replay.Undecided.
const (
	againSame      = "same"
	againChanged   = "changed"
	againGone      = "gone"
	againWithdrawn = "withdrawn"
)

// again makes the decision once for comparing and timing it, and once more for what
// it considers.
func (a *api) again(ctx context.Context, e *engine.Event, past []engine.Event, out *ConsideredOutput) (string, error) {
	if e.Kind == engine.KindWithdrawn {
		return againWithdrawn, nil
	}
	if why := replay.Undecided(e); why != "" {
		return why, nil
	}
	var before engine.Ticket
	for i := range past {
		if past[i].Erased() {
			return replay.Erased, nil
		}
		before = engine.Apply(before, &past[i])
	}
	reg, _, err := a.Rules(ctx, e.Tenant, e.Edition)
	if err != nil {
		return againGone, nil //nolint:nilerr // that it cannot be loaded is the answer
	}
	related, err := a.related(ctx, e, before)
	if err != nil {
		return "", err
	}
	watch := &stopwatch{Regulation: a.Engine.Bounded(e.Tenant, reg)}
	different, _, err := replay.Decide(ctx, watch, e, before, related)
	if err != nil || different != nil {
		return againChanged, err
	}
	out.Body.Micros = max(watch.took.Microseconds(), 1)
	tracer, err := a.tracer(ctx, e, past, related)
	if err != nil {
		return "", err
	}
	if _, _, err = replay.Decide(ctx, a.Engine.Bounded(e.Tenant, reg.Traced(tracer)), e, before, related); err != nil {
		return "", err
	}
	for _, one := range tracer.Considered() {
		out.Body.Considered = append(out.Body.Considered, viewConsidered(&one, reg, tracer.Lang))
	}
	return againSame, nil
}

// tracer looks at a decision with the caller's eyes.
func (a *api) tracer(ctx context.Context, e *engine.Event, past []engine.Event, related []engine.Ticket) (*rules.Tracer, error) {
	req := requestOf(ctx)
	names, err := a.staffNames(ctx, e.Tenant)
	if err != nil {
		return nil, err
	}
	ids := make([]engine.TicketID, len(related))
	for i := range related {
		ids[i] = related[i].ID
	}
	now, err := a.Reader.TicketsByID(ctx, e.Tenant, ids)
	if err != nil {
		return nil, err
	}
	seen := map[engine.TicketID]bool{}
	for i := range now {
		seen[now[i].ID] = mayRead(req.actor, &now[i])
	}
	return &rules.Tracer{Lang: req.lang, Reader: req.actor, Hidden: rules.HiddenFrom(req.actor, past),
		Name:   func(id string) string { return names[id] },
		Unseen: func(id engine.TicketID) bool { return !seen[id] }}, nil
}

// pastOf reads an event of a ticket and those before it.
func (a *api) pastOf(ctx context.Context, t *engine.Ticket, seq int64) (past []engine.Event, event *engine.Event, err error) {
	for after := int64(0); ; {
		events, err := a.Reader.TicketEvents(ctx, t.Tenant, t.ID, after, 200)
		if err != nil {
			return nil, nil, err
		}
		for i := range events {
			switch e := &events[i]; {
			case e.Seq == seq:
				return past, e, nil
			case e.Seq > seq:
				return nil, nil, noEvent(t, seq)
			default:
				past, after = append(past, *e), e.Seq
			}
		}
		if len(events) == 0 {
			return nil, nil, noEvent(t, seq)
		}
	}
}

// related are the tickets that the event's evidence pointed at, as they were then.
func (a *api) related(ctx context.Context, e *engine.Event, own engine.Ticket) ([]engine.Ticket, error) {
	var out []engine.Ticket
	for _, evidence := range e.Body.Thread {
		if evidence.Ticket == e.Ticket {
			out = append(out, own)
			continue
		}
		t, err := a.ticketBefore(ctx, e, evidence.Ticket)
		if err != nil {
			return nil, err
		}
		out = append(out, t)
	}
	return out, nil
}

// ticketBefore is another ticket as it was before an event.
func (a *api) ticketBefore(ctx context.Context, e *engine.Event, id engine.TicketID) (t engine.Ticket, err error) {
	for after := int64(0); ; {
		events, err := a.Reader.TicketEvents(ctx, e.Tenant, id, after, 200)
		if err != nil || len(events) == 0 {
			return t, err
		}
		for i := range events {
			if events[i].Seq >= e.Seq {
				return t, nil
			}
			t, after = engine.Apply(t, &events[i]), events[i].Seq
		}
	}
}

// stopwatch takes the time of a decision.
type stopwatch struct {
	engine.Regulation
	took time.Duration
}

// Decide implements engine.Regulation.
func (s *stopwatch) Decide(ctx context.Context, c *engine.Case) (engine.Decision, error) {
	began := time.Now()
	defer func() { s.took = time.Since(began) }()
	return s.Regulation.Decide(ctx, c)
}

func viewConsidered(c *rules.Considered, reg *rules.Regulation, lang string) Considered {
	v := Considered{Kind: c.Kind, Clause: viewClause(c.Clause, reg, lang), Line: c.Line, Sentence: c.Sentence, Touches: c.Touches, Because: []Unmet{}}
	for _, u := range c.Because {
		v.Because = append(v.Because, Unmet(u))
	}
	return v
}
