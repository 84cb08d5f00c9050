// Package coverage tells which parts of a regulation its cases come by: the texts
// that are written, the reasons that are given, the moves between statuses.
// Clauses are counted by the cases themselves, since only an expectation proves
// one.
package coverage

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/cases"
	"github.com/reglament/reglament/rules/statechart"
)

// Kinds of parts.
const (
	Text   = "text"
	Reason = "reason"
	Move   = "transition"
)

// A Part is what a case can come by.
type Part struct {
	Kind    string          `json:"kind"`
	ID      string          `json:"id"`
	Clause  engine.ClauseID `json:"clause"`
	Covered bool            `json:"covered"`
}

// Recorder watches cases of one regulation. It is used by one case at a time.
type Recorder struct {
	reg    *rules.Regulation
	moves  []statechart.Move
	parts  []Part
	places map[string]int // of parts, by kind and id
}

// New returns a recorder that has seen nothing yet.
func New(reg *rules.Regulation) *Recorder {
	r := &Recorder{reg: reg, moves: statechart.Moves(reg, reg.Lang), places: map[string]int{}}
	for _, id := range slices.Sorted(maps.Keys(reg.Texts)) {
		if !ofChannel(reg, id) {
			r.add(Part{Kind: Text, ID: id, Clause: reg.Texts[id].Clause})
		}
	}
	for i := range reg.Reasons {
		r.add(Part{Kind: Reason, ID: reg.Reasons[i].ID, Clause: reg.Reasons[i].Clause})
	}
	for i := range r.moves {
		r.add(Part{Kind: Move, ID: moveID(&r.moves[i]), Clause: r.moves[i].Clause})
	}
	return r
}

// ofChannel reports whether a text is for a channel's own pages and dialogues,
// which no case comes by: its id begins with the channel's.
func ofChannel(reg *rules.Regulation, id string) bool {
	channel, _, dotted := strings.Cut(id, ".")
	return dotted && (channel == "form" || slices.ContainsFunc(reg.Channels, func(c rules.Channel) bool { return c.ID == channel || c.Kind == channel }))
}

// moveID names a move as people read it.
func moveID(m *statechart.Move) string {
	from := strings.Join(m.From, "|")
	if from == statechart.Start {
		from = "(new)"
	}
	return from + " -> " + strings.Join(m.To, "|") + ": " + m.Label
}

func (r *Recorder) add(p Part) {
	if _, twice := r.places[p.Kind+p.ID]; !twice {
		r.places[p.Kind+p.ID] = len(r.parts)
		r.parts = append(r.parts, p)
	}
}

func (r *Recorder) see(kind, id string) {
	if i, ok := r.places[kind+id]; ok {
		r.parts[i].Covered = true
	}
}

// Parts lists all parts, those that were seen marked.
func (r *Recorder) Parts() []Part { return r.parts }

// Observer watches one case.
func (r *Recorder) Observer() cases.Observer {
	status := map[engine.TicketID]string{}
	return cases.Observer{
		Event: func(e *engine.Event, _ engine.Ticket) {
			for i := range e.Body.Ops {
				r.op(e, &e.Body.Ops[i], status)
			}
		},
		Refused: r.refusal,
	}
}

func (r *Recorder) op(e *engine.Event, op *engine.Op, status map[engine.TicketID]string) {
	value, _ := op.Value.(map[string]any)
	switch op.Kind {
	case engine.OpSend:
		r.see(Text, engine.Fields(value).String("text"))
	case engine.OpNote:
		r.see(Text, op.Name)
	case engine.OpSet:
		r.value(op.Value)
	case engine.OpFacet:
		to, _ := value["status"].(string)
		if op.Name == "status" {
			to, _ = op.Value.(string)
		}
		if to != "" {
			r.moved(op.Clause, status[e.Ticket], to)
			if e.Version == 1 {
				r.moved(op.Clause, statechart.Start, to)
			}
			status[e.Ticket] = to
		}
	}
}

// value looks for reasons, and for texts that are kept with a suggestion or an
// entry of a list.
func (r *Recorder) value(v any) {
	switch x := v.(type) {
	case string:
		r.see(Reason, x)
	case []any:
		for _, e := range x {
			r.value(e)
		}
	case map[string]any:
		r.see(Text, engine.Fields(x).String("text"))
		for _, e := range x {
			r.value(e)
		}
	}
}

func (r *Recorder) moved(clause engine.ClauseID, from, to string) {
	for i := range r.moves {
		m := &r.moves[i]
		if slices.Contains(m.To, to) && slices.Contains(m.From, from) && (m.Clause == clause || from == statechart.Start) {
			r.see(Move, moveID(m))
		}
	}
}

// refusal notes the texts with which something was turned down.
func (r *Recorder) refusal(err error) {
	var e *engine.Error
	if !errors.As(err, &e) {
		return
	}
	for i := range e.Problems {
		r.see(Text, e.Problems[i].Code)
	}
}
