package rules

import (
	"regexp"
	"slices"

	"github.com/reglament/reglament/engine"
)

// Commands that one ticket makes for another.
const (
	// KindTold raises a moment on a ticket.
	KindTold = "told"
	// KindLinked ties a ticket back to the one that was tied to it.
	KindLinked = "linked"
	// KindUnlinked ends what KindLinked has made.
	KindUnlinked = "unlinked"
	// KindOpened opens a ticket out of another one.
	KindOpened = "opened"
)

// inverse gives for what one ticket is to another what that is to it in turn.
var inverse = map[string]string{
	"parent": "child", "child": "parent",
	"duplicate_of": "duplicate", "duplicate": "duplicate_of",
	"follows": "followed_by", "followed_by": "follows",
	"related":         "related",
	relationSplitFrom: relationSplitInto, relationSplitInto: relationSplitFrom,
}

func linkField(relation string) string { return "link." + relation }

// link ties the ticket to others, given by number or id, and has them tied to
// it.
func (r *run) link(clause engine.ClauseID, as string, tickets []string) {
	for _, named := range tickets {
		id, number := r.ticketNamed(named)
		if id == "" || id == string(r.c.Ticket.ID) || r.isLinked(as, id) {
			continue
		}
		r.putLink(clause, as, id, number)
		r.emit(clause, KindLinked, id, map[string]any{"as": inverse[as]})
	}
}

func (r *run) putLink(clause engine.ClauseID, as, id, number string) {
	r.op(engine.Op{Kind: engine.OpLink, Clause: clause, Name: as, Value: id})
	if number != "" {
		list, _ := r.field(linkField(as)).([]any)
		r.set(clause, "", linkField(as), append(slices.Clone(list), number))
	}
	r.raise("linked:" + as)
}

// cutLink ends what another ticket is to this one. A child that is none any more
// holds nothing up.
func (r *run) cutLink(clause engine.ClauseID, as, id, number string) {
	r.op(engine.Op{Kind: engine.OpUnlink, Clause: clause, Name: as, Value: id})
	list, _ := r.field(linkField(as)).([]any)
	if left := slices.DeleteFunc(slices.Clone(list), func(one any) bool { return one == number }); len(left) < len(list) {
		var value any = left
		if len(left) == 0 {
			value = nil
		}
		r.set(clause, "", linkField(as), value)
	}
	if as == relationChild {
		r.child(clause, id, number, false)
	}
	r.raise("unlinked:" + as)
}

func (r *run) isLinked(as, id string) bool {
	return slices.Contains(r.linked(as), any(id))
}

// linked lists the tickets that are something to this one, by id.
func (r *run) linked(as string) (ids []any) {
	for _, l := range r.c.Ticket.Links {
		if l.Relation == as {
			ids = append(ids, string(l.Ticket))
		}
	}
	for i := range r.ops {
		switch op := &r.ops[i]; {
		case op.Name != as:
		case op.Kind == engine.OpLink:
			ids = append(ids, op.Value)
		case op.Kind == engine.OpUnlink:
			ids = slices.DeleteFunc(ids, func(id any) bool { return id == op.Value })
		}
	}
	return ids
}

var ticketID = regexp.MustCompile(`^[0-9A-Z]{26}$`)

// ticketNamed finds a ticket by its number, as the door that took the command
// has looked it up, or by its id.
func (r *run) ticketNamed(s string) (id, number string) {
	if id := r.c.Event.Data.Map("tickets").String(s); id != "" {
		return id, s
	}
	if ticketID.MatchString(s) {
		return s, ""
	}
	return "", ""
}

// emit makes a command for a ticket, or for a new one. It carries the clause
// that caused it.
func (r *run) emit(clause engine.ClauseID, kind, ticket string, data map[string]any) {
	data["clause"] = string(clause)
	value := map[string]any{"data": data}
	if ticket != "" {
		value["ticket"] = ticket
	}
	r.op(engine.Op{Kind: engine.OpEmit, Clause: clause, Audience: engine.ForStaff, Name: kind, Value: value})
}

func (r *run) tell(clause engine.ClauseID, t *Tell) {
	for _, named := range t.Ticket.all(r) {
		if id, _ := r.ticketNamed(named); id != "" {
			data := r.values(t.Values)
			data["moment"] = t.Moment
			r.emit(clause, KindTold, id, data)
		}
	}
}

// open asks for a ticket of its own.
func (r *run) open(clause engine.ClauseID, o *Open) {
	set := map[string]any{}
	for _, name := range o.Copy {
		if v := r.fieldOrFacet(name); present(v) {
			set[name] = v
		}
	}
	for name, v := range r.values(o.Set) {
		set[name] = v
	}
	channel := o.Channel
	if channel == "" {
		channel = r.facet("channel")
	}
	data := map[string]any{"as": o.As, "set": set, "language": r.language(), "channel": channel}
	if !o.Anonymous {
		data["requester"], data["company"], data["level"] = r.facet("requester"), r.facet("company"), r.facet("level")
		for _, name := range []string{"name", "email", "phone"} {
			if v := r.field(name); present(v) && set[name] == nil {
				set[name] = v
			}
		}
	}
	r.emit(clause, KindOpened, "", data)
}

// emitted does what another ticket has asked for. Staff alone see that it did.
func (r *run) emitted() {
	data := r.c.Event.Data
	clause, origin, number := engine.ClauseID(data.String("clause")), data.String("origin"), data.String("number")
	switch r.c.Event.Kind {
	case KindTold:
		r.audience = engine.ForStaff
		r.raise(data.String("moment"))
	case KindLinked:
		r.audience = engine.ForStaff
		if !r.isLinked(data.String("as"), origin) {
			r.putLink(clause, data.String("as"), origin, number)
		}
		if data.String("as") == relationChild && data.Bool("open") {
			r.child(clause, origin, number, true)
		}
	case KindUnlinked:
		r.audience = engine.ForStaff
		if r.isLinked(data.String("as"), origin) {
			r.cutLink(clause, data.String("as"), origin, number)
		}
	case KindChild:
		r.audience = engine.ForStaff
		if r.isLinked(relationChild, origin) {
			r.child(clause, origin, number, data.Bool("open"))
		}
	case KindOpened:
		r.openLinked(clause)
	case KindMerged:
		r.takeOver(clause)
	case KindPassed:
		r.join()
	}
}

// openLinked opens the ticket that another one has asked for.
func (r *run) openLinked(clause engine.ClauseID) {
	data := r.c.Event.Data
	r.setFacets(clause, map[string]any{"channel": data.String("channel"), "company": data.String("company"),
		"requester": data.String("requester"), "level": data.String("level")})
	r.setAll(clause, data.Map("set"))
	if party := data.String("requester"); party != "" {
		r.op(engine.Op{Kind: engine.OpPerson, Clause: clause, Name: "requester", Value: party})
	}
	r.set(clause, "", "language", data.String("language"))
	back := inverse[data.String("as")]
	r.putLink(clause, back, data.String("origin"), data.String("number"))
	r.emit(clause, KindLinked, data.String("origin"), map[string]any{"as": data.String("as")})
	if r.facet("level") == "" {
		r.level()
	}
	r.enter(r.reg.initial.Clause, r.reg.initial.ID)
	r.raise(momentOpened)
	r.settle()
	if r.status().Family == FamilyNew {
		r.raise(momentRegistered)
	}
}

// confine makes the ticket visible to some alone.
func (r *run) confine(clause engine.ClauseID, c *Confine) {
	audience := engine.Audience(c.To)
	if except := c.Except.in(r); except != "" {
		audience += engine.Audience("!" + except)
	}
	r.op(engine.Op{Kind: engine.OpAudience, Clause: clause, Audience: engine.ForStaff, Value: string(audience)})
	if r.c.Ticket.Version == 0 {
		r.audience = audience
	}
}
