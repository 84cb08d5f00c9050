package rules

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

// A parent knows which of its children are open, so that an employee's act can be
// held against that without reading another ticket. Children tell: when they are
// tied to the parent, when they end, and when they are open again. What they tell
// is a command of the commit in which it happened, and reaches the parent a moment
// later.

// KindChild tells a parent whether a child is open.
const KindChild = "child"

// Relations of a family.
const (
	relationParent = "parent"
	relationChild  = "child"
)

// fieldChildren holds the numbers of the children that are open, by their ids.
const fieldChildren = "children.open"

// anyChildren is what an act says for which open children do not matter.
const anyChildren = "any"

// codeChildren is the problem of whoever ends a parent whose children are open.
const codeChildren = "act_children"

// most children are named when an act is refused because of them.
const mostNamed = 10

// over reports whether nothing is left to be done on a ticket in the status: it has
// ended, or it was solved and waits for somebody to say so.
func (s *Status) over() bool {
	return s != nil && (s.Final || s.Family == FamilyDone || s.Family == FamilyStop)
}

// OpenChildren are the children of a ticket that are open, by number.
func OpenChildren(t *engine.Ticket) []string { return childNumbers(t.Fields.Map(fieldChildren)) }

func childNumbers(open engine.Fields) []string {
	numbers := make([]string, 0, len(open))
	for id := range open {
		number := open.String(id)
		if number == "" { // no edition has decided about it yet
			number = id
		}
		numbers = append(numbers, number)
	}
	slices.SortFunc(numbers, byNumber)
	return numbers
}

// byNumber sorts DESK-9 before DESK-10.
func byNumber(a, b string) int {
	if len(a) != len(b) {
		return len(a) - len(b)
	}
	return strings.Compare(a, b)
}

// child remembers whether a child is open.
func (r *run) child(clause engine.ClauseID, id, number string, open bool) {
	known := r.stateOf(fieldChildren)
	if _, was := known[id]; was == open {
		return
	}
	now := maps.Clone(map[string]any(known))
	if now == nil {
		now = map[string]any{}
	}
	delete(now, id)
	if open {
		now[id] = number
	}
	var value any = now
	if len(now) == 0 {
		value = nil
	}
	r.set(clause, engine.ForStaff, fieldChildren, value)
}

// tellParents tells the parents whether this child is open: new parents at once,
// in the command that ties it to them where there is one, others when it changes.
func (r *run) tellParents() {
	status := r.status()
	if status == nil {
		return
	}
	open, was := !status.over(), !r.reg.statuses[r.c.Ticket.Facets["status"]].over()
	for _, parent := range r.linked(relationParent) {
		id := asText(parent)
		isNew := !slices.Contains(r.c.Ticket.Links, engine.Link{Relation: relationParent, Ticket: engine.TicketID(id)})
		tie := r.tie(id)
		switch {
		case tie != nil && open:
			tie["open"] = true
		case tie == nil && (isNew && open || !isNew && open != was):
			r.emit(r.childClause(status, isNew), KindChild, id, map[string]any{"open": open})
		}
	}
}

// childClause is why a parent is told: the clause of the child's status, or that
// by which it has become a child.
func (r *run) childClause(status *Status, isNew bool) engine.ClauseID {
	if clause := r.c.Event.Data.String("clause"); isNew && clause != "" {
		return engine.ClauseID(clause)
	}
	return status.Clause
}

// tie is what this run's command says by which another ticket learns that this one
// is its child; nil if there is none.
func (r *run) tie(parent string) map[string]any {
	for i := range r.ops {
		op := &r.ops[i]
		value, _ := op.Value.(map[string]any)
		data, _ := value["data"].(map[string]any)
		if op.Kind == engine.OpEmit && op.Name == KindLinked && value["ticket"] == parent && data["as"] == relationChild {
			return data
		}
	}
	return nil
}

// heldUp says that an employee's act cannot end the ticket because children of it
// are open, unless the regulation says that this does not matter.
func (r *run) heldUp(a *Act) error {
	open := r.stateOf(fieldChildren)
	if r.c.Event.Actor.Kind != engine.Staff || a.Children == anyChildren || len(open) == 0 {
		return nil
	}
	numbers := childNumbers(open)
	named := strings.Join(numbers[:min(len(numbers), mostNamed)], ", ")
	if len(numbers) > mostNamed {
		named += " …"
	}
	return refused(engine.ClauseChildren, codeChildren, engine.Fields{"children": named})
}

// ends reports whether an act leads to the end of a ticket, as far as it says so
// itself.
func (a *Act) ends(reg *Regulation) bool {
	return a.ID == ActMerge || a.ID == ActSpam || reg.statuses[a.To].over() || slices.ContainsFunc(a.Do, func(e Effect) bool { return reg.statuses[e.Status].over() })
}

// endable refuses an act that says itself that it ends a ticket whose children are
// open.
func (a *Act) endable(r *run) error {
	if !a.ends(r.reg) {
		return nil
	}
	return r.heldUp(a)
}

// endedAgainst refuses what an act has brought about by way of clauses that
// followed from it: the end of a ticket whose children are open.
func (r *run) endedAgainst() error {
	before := r.reg.statuses[r.c.Ticket.Facets["status"]]
	if r.doing == nil || !r.status().over() || before.over() {
		return nil
	}
	return r.heldUp(r.doing)
}

// A HeldAct is an act that could be done if no children were open, and the refusal
// that it meets.
type HeldAct struct {
	Act *Act
	Err error
}

// HeldAt lists the acts that the actor could do at an instant if no children of the
// ticket were open.
func (reg *Regulation) HeldAt(t *engine.Ticket, actor engine.Actor, now time.Time) []HeldAct {
	r := reg.offering(t, actor, now)
	var held []HeldAct
	for i := range reg.Acts {
		a := &reg.Acts[i]
		if builtins[a.ID] != nil || a.allows(r) != nil {
			continue
		}
		if err := a.endable(r); err != nil {
			held = append(held, HeldAct{Act: a, Err: err})
		}
	}
	return held
}

// linkByHand ties the ticket to another one as an employee wants it. Two tickets
// that were parent and child of one another could never be ended.
func (r *run) linkByHand(a *Act) {
	named, as := r.input.String("ticket"), r.input.String("as")
	if as == "" {
		as = "related"
	}
	id, _ := r.ticketNamed(named)
	if family := as == relationParent || as == relationChild; family && r.isLinked(inverse[as], id) {
		r.problems = append(r.problems, engine.Problem{Pointer: "/inputs/ticket", Code: "link_cycle", Clause: a.Clause})
		return
	}
	r.link(a.Clause, as, []string{named})
}

// unlinkByHand ends what an employee has linked, or somebody by mistake. What a
// message was split into, and what was merged, happened: that is history.
func (r *run) unlinkByHand(a *Act) {
	id, number := r.ticketNamed(r.input.String("ticket"))
	cut := false
	for _, l := range r.c.Ticket.Links {
		if string(l.Ticket) == id && r.removable(l) {
			cut = true
			r.cutLink(a.Clause, l.Relation, id, number)
			r.emit(a.Clause, KindUnlinked, id, map[string]any{"as": inverse[l.Relation]})
		}
	}
	if !cut {
		r.problems = append(r.problems, engine.Problem{Pointer: "/inputs/ticket", Code: "no_link", Clause: a.Clause})
	}
}

// removable reports whether a link can be ended by hand. What repeats this ticket
// may have been merged into it, which only that one knows.
func (r *run) removable(l engine.Link) bool {
	byHand := slices.ContainsFunc(linkedAs, func(o Option) bool { return o.ID == l.Relation })
	return byHand && (l.Relation != "duplicate_of" || r.text(fieldMerged) != string(l.Ticket))
}

// openTask opens a child for work of our own. It is nobody's request: whatever the
// regulation says to requesters reaches no one.
func (r *run) openTask(a *Act) {
	set := map[string]any{"subject": r.input.String("subject")}
	if text := r.input.String("text"); text != "" {
		set["description"] = text
	}
	r.open(a.Clause, &Open{As: relationChild, Anonymous: true, Copy: []string{"company", "type", "priority", "queue"}, Set: set})
}
