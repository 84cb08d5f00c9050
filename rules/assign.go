package rules

import (
	"github.com/reglament/reglament/engine"
)

// Assigner is who does the act assign by the company's rules of assignment. The
// command's data then has the grounds under "assignment":
//
//	{"how": "turn", "queue": "first", "for": "dana",
//	 "candidates": [{"id": "timur", "open": 3, "passed": "full"}, ...]}
var Assigner = engine.Actor{Kind: engine.System, ID: "assignment"}

// noteAssigned is the note that keeps the grounds with the decision.
const noteAssigned = "assigned"

// assignsItself reports whether the event is an assignment that no person has made.
func (r *run) assignsItself(act string) bool {
	actor := r.c.Event.Actor
	return act == ActAssign && actor.Kind == Assigner.Kind && actor.ID == Assigner.ID
}

// byItself is the act as the company's rules do it: no role is asked for, what the
// regulation demands of the ticket is.
func (a *Act) byItself() *Act {
	own := *a
	own.Clause = engine.ClauseAssignment
	return &own
}

// explainAssignment notes by what an assignee was chosen.
func (r *run) explainAssignment(a *Act) {
	if a.Clause != engine.ClauseAssignment {
		return
	}
	r.op(engine.Op{Kind: engine.OpNote, Clause: a.Clause, Audience: engine.ForStaff, Name: noteAssigned,
		Value: map[string]any(r.c.Event.Data.Map("assignment"))})
}

// assignedSentence says how somebody was chosen.
func assignedSentence(grounds engine.Fields, lang string) string {
	text := say("note assigned "+grounds.String("how"), lang)
	if absent := grounds.String("for"); absent != "" {
		text += say("note assigned for", lang, absent)
	}
	return text
}
