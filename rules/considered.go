package rules

import (
	"maps"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// Kinds of what a decision considers.
const (
	ConsideredReaction = "reaction"
	ConsideredPromise  = "promise"
	ConsideredSilence  = "silence"
	ConsideredLevel    = "level"
	ConsideredThread   = "thread"
	ConsideredHook     = "hook"
)

// A Considered is something of the catalogue that a decision has looked at and not
// done, and why not.
type Considered struct {
	Kind   string
	Clause Clause
	// Line is where the catalogue says it; 0 if it has no lines.
	Line int
	// Sentence is what would have been done.
	Sentence string
	// Touches are the fields and facets that it would have set, "send" if it sends.
	Touches []string
	// Because lists what was not as it should have been.
	Because []Unmet
}

// An Unmet is a demand and what there was instead, in the words of the catalogue.
// What is said in one sentence has only a Name.
type Unmet struct{ Name, Want, Got string }

// A Tracer gathers what one decision considers, for one reader. It is for one use of
// a regulation that Traced has made, in one goroutine.
type Tracer struct {
	Lang   string
	Reader engine.Actor
	// Hidden are fields and facets whose values the reader may not know. What depends
	// on them is left out.
	Hidden map[string]bool
	// Name is what people call an employee; "" or no function leaves the id.
	Name func(id string) string
	// Unseen reports whether a ticket is hidden from the reader; nil hides none.
	Unseen func(engine.TicketID) bool

	found []traced
	done  []any
}

// traced is one thing that was considered. item is what it stands for in the
// catalogue, together with the ticket for rules of threads.
type traced struct {
	item any
	Considered
}

// threadItem is a rule of threads that was held against a ticket.
type threadItem struct {
	thread *Thread
	ticket engine.TicketID
}

// Traced is the regulation with a tracer of what it considers. Its decisions are the
// same.
func (reg *Regulation) Traced(t *Tracer) *Regulation {
	with := *reg
	with.trace = t
	return &with
}

// Considered lists what was considered and not done, in the order in which it was
// looked at. What had its turn several times is told as it was the last time.
func (t *Tracer) Considered() []Considered {
	out := []Considered{}
	for i := range t.found {
		if !slices.Contains(t.done, t.found[i].item) {
			out = append(out, t.found[i].Considered)
		}
	}
	return out
}

// HiddenFrom lists the fields and facets whose values, as the events leave them, the
// reader may not know.
func HiddenFrom(reader engine.Actor, events []engine.Event) map[string]bool {
	hidden := map[string]bool{}
	for i := range events {
		e := &events[i]
		for j := range e.Body.Ops {
			op := &e.Body.Ops[j]
			seen := engine.Visible(reader, op.Audience.Within(e.Audience))
			for _, name := range namesOf(op) {
				hidden[name] = !seen
			}
		}
	}
	return hidden
}

// namesOf lists the fields or facets that an op sets.
func namesOf(op *engine.Op) []string {
	if op.Kind != engine.OpSet && op.Kind != engine.OpFacet {
		return nil
	}
	if op.Name != "" {
		return []string{op.Name}
	}
	values, _ := op.Value.(map[string]any)
	return sortedKeys(values)
}

// did notes that something was done after all. A nil tracer notes nothing, as all of
// its methods.
func (t *Tracer) did(item any) {
	if t != nil {
		t.done = append(t.done, item)
	}
}

func (t *Tracer) add(item any, c Considered) {
	t.found = append(slices.DeleteFunc(t.found, func(one traced) bool { return one.item == item }), traced{item, c})
}

// reaction notes one whose condition does not hold, or whose group has acted.
func (t *Tracer) reaction(r *run, re *Reaction, taken bool) {
	if t == nil || t.hides(r, re.When) {
		return
	}
	because := []Unmet{{Name: say("group taken", t.Lang)}}
	if !taken {
		because = t.unmet(r, re.When)
	}
	t.add(re, t.considered(r, ConsideredReaction, re.Origin, r.reg.wouldDo(re.Do, t.Lang), touches(re.Do), because))
}

// promise notes one that was not begun.
func (t *Tracer) promise(r *run, p *Promise) {
	if t == nil || t.hides(r, p.When) || t.conceals(r, p.field) || t.conceals(r, p.depends().holder()) {
		return
	}
	because := t.unmet(r, p.When)
	switch state := r.stateOf(p.field).String("state"); {
	case state == Running || state == Paused:
		because = []Unmet{{Name: say("promise "+state, t.Lang, r.reg.Label("promise/"+p.ID, t.Lang))}}
	case len(because) == 0:
		because = []Unmet{t.missing(r, p)}
	}
	t.add(p, t.considered(r, ConsideredPromise, p.Origin, say("promise running", t.Lang, r.reg.Label("promise/"+p.ID, t.Lang)), []string{p.field}, because))
}

// silence notes one that was not begun.
func (t *Tracer) silence(r *run, s *Silence) {
	if t == nil || t.hides(r, s.When) {
		return
	}
	t.add(s, t.considered(r, ConsideredSilence, s.Origin, say("silence waiting", t.Lang, r.reg.Label("silence/"+s.ID, t.Lang)),
		[]string{silenceField(s.ID)}, t.unmet(r, s.When)))
}

// level notes one that is not the ticket's; before is the one that was found first.
func (t *Tracer) level(r *run, l, before *Level) {
	if t == nil || t.hides(r, l.When) {
		return
	}
	because := t.unmet(r, l.When)
	if before != nil {
		because = []Unmet{{Name: say("level before", t.Lang, r.reg.Label("level/"+before.ID, t.Lang))}}
	}
	t.add(l, t.considered(r, ConsideredLevel, l.Origin, r.reg.facetSentence("level", l.ID, t.Lang), []string{"level"}, because))
}

// hook notes one that has asked for nothing. Why not is in its code.
func (t *Tracer) hook(r *run, h *Hook) {
	if t == nil {
		return
	}
	clause, _ := r.reg.Clause(h.Clause)
	t.add(h, t.considered(r, ConsideredHook, h.Origin, clause.Title.In(t.Lang, r.reg.Lang), nil, []Unmet{{Name: say("hook silent", t.Lang)}}))
}

// thread notes a rule that does not admit a ticket that the message has evidence of.
func (t *Tracer) thread(reg *Regulation, th *Thread, m *engine.Match, by, bar string) {
	if t == nil || t.Unseen != nil && t.Unseen(m.Ticket.ID) {
		return
	}
	r := reg.newRun(&engine.Case{Ticket: &m.Ticket})
	t.add(threadItem{th, m.Ticket.ID}, t.considered(r, ConsideredThread, th.Origin,
		say("thread "+th.Then, t.Lang, m.Ticket.Number, houseWord("by "+by, t.Lang)), nil, []Unmet{reg.barred(th, m, bar, t.Lang)}))
}

func (t *Tracer) considered(r *run, kind string, at Origin, sentence string, touched []string, because []Unmet) Considered {
	clause, ok := r.reg.Clause(at.Clause)
	if !ok {
		clause = Clause{ID: at.Clause}
	}
	if sentence == "" {
		sentence = clause.Title.In(t.Lang, r.reg.Lang)
	}
	return Considered{Kind: kind, Clause: clause, Line: at.Line, Sentence: sentence, Touches: touched, Because: because}
}

// hides reports whether a condition looks at something that the reader may not know.
func (t *Tracer) hides(r *run, c Cond) bool {
	return slices.ContainsFunc(c.tests, func(one test) bool {
		return slices.ContainsFunc(one.any, func(c Cond) bool { return t.hides(r, c) }) ||
			slices.ContainsFunc(one.none, func(c Cond) bool { return t.hides(r, c) }) ||
			t.conceals(r, one.path.holder()) || t.conceals(r, one.as.Path.holder()) ||
			one.path.root == "missing" && slices.Contains(slices.Collect(maps.Values(t.Hidden)), true)
	})
}

// conceals reports whether a field or facet was set last by what the reader does not
// see, in this run or before it.
func (t *Tracer) conceals(r *run, name string) bool {
	if name == "" {
		return false
	}
	for i := len(r.ops) - 1; i >= 0; i-- {
		if op := &r.ops[i]; slices.Contains(namesOf(op), name) {
			return !engine.Visible(t.Reader, op.Audience)
		}
	}
	return t.Hidden[name]
}

// holder is the field or facet that a path looks into; "" if it is none.
func (p path) holder() string {
	id, _, _ := strings.Cut(p.rest, ".")
	switch p.root {
	case "field", "facet":
		return id
	case "promise":
		return promiseField(id)
	case "linked":
		return linkField(id)
	}
	if isFacet(p.root) || p.root == "language" {
		return p.root
	}
	return ""
}

// depends is the path of what the end of a promise is counted from or by.
func (p *Promise) depends() path {
	if p.By != nil {
		return parsePath(p.By.Path)
	}
	return p.At.Path
}

// touches lists what effects set, for comparing them with what was done.
func touches(effects []Effect) []string {
	var out []string
	for i := range effects {
		e := &effects[i]
		out = append(out, sortedKeys(e.Set)...)
		out = append(out, e.Copy...)
		out = append(out, sortedKeys(e.Append)...)
		switch {
		case e.Status != "":
			out = append(out, "status")
		case e.Send != nil:
			out = append(out, "send")
		case e.Suggest != nil:
			out = append(out, suggestField(e.Suggest.Act))
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}
