package rules

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// Kinds of commands that the interpreter understands, besides the engine's own.
const (
	// KindMessage is something that a person or machine wrote to the company:
	// a mail, a form, a call that an operator took down, a letter.
	KindMessage = "message"
	// KindAct is something that an employee or customer does with a ticket.
	KindAct = "act"
	// KindBounce is another mail server's report that a message did not arrive.
	KindBounce = "bounce"
	// KindUnreadable is input that was stored but could not be read.
	KindUnreadable = "unreadable"
)

// Moments that the interpreter raises by itself. Others come from acts
// ("act:<id>"), statuses ("enter:<id>", "leave:<id>"), deliveries
// ("delivered:<text>", "undeliverable:<text>"), promises ("warn:<id>",
// "breach:<id>") and marks.
const (
	momentReceived     = "received"      // a person's first message, before it is judged
	momentRegistered   = "registered"    // the ticket is accepted for work
	momentMessage      = "message"       // a further message of a person
	momentLate         = "late_message"  // a message on a ticket that has ended
	momentReply        = "reply"         // staff answered the customer
	momentFile         = "file"          // a message came with files
	momentAutomatic    = "automatic"     // a machine's message
	momentSubjectWrong = "subject_wrong" // the subject does not have its form
	momentBounce       = "bounce"        // a message of ours did not arrive
	momentPartner      = "partner"       // someone who was asked for help answered
	momentOpened       = "opened"        // another ticket has opened this one
)

// changeMoment begins the names of moments that a changed field or facet raises.
const changeMoment = "change:"

// run is one decision under way.
type run struct {
	reg *Regulation
	c   *engine.Case

	ops    []engine.Op
	fields overlay // set by this run; nil values are cleared
	facets overlay // likewise; "" is cleared
	timers overlay // set (true) or cleared (false) by this run

	queue    []string   // moments still to come
	raised   []string   // moments that had their turn
	room     [16]string // for both, as long as they are short
	moment   string
	lang     string
	subject  []engine.Problem
	subjectN bool // the subject was held against its pattern
	problems []engine.Problem
	input    engine.Fields
	doing    *Act            // whose inputs they are
	audience engine.Audience // of the event, where the rules say so
	fault    error
}

// overlay is what a run has changed so far: a few names, looked up often. A list
// is quicker here than a map.
type overlay []named

type named struct {
	name  string
	value any
}

func (o overlay) get(name string) (any, bool) {
	for i := range o {
		if o[i].name == name {
			return o[i].value, true
		}
	}
	return nil, false
}

func (o *overlay) set(name string, value any) {
	for i := range *o {
		if (*o)[i].name == name {
			(*o)[i].value = value
			return
		}
	}
	*o = append(*o, named{name, value})
}

// maxMoments bounds how many moments one command can raise: reactions that
// raise one another for ever are a fault of the regulation.
const maxMoments = 64

func (reg *Regulation) newRun(c *engine.Case) *run {
	r := &run{reg: reg, c: c, ops: make([]engine.Op, 0, 20), fields: make(overlay, 0, 20), facets: make(overlay, 0, 12)}
	r.queue, r.raised = r.room[0:0:8], r.room[8:8:16]
	return r
}

// fail remembers the first thing that makes the decision impossible.
func (r *run) fail(format string, args ...any) {
	if r.fault == nil {
		r.fault = fmt.Errorf(format, args...)
	}
}

func (r *run) op(op engine.Op) { r.ops = append(r.ops, op) }

// field returns a field as it is at this point of the run.
func (r *run) field(name string) any {
	if v, ok := r.fields.get(name); ok {
		return v
	}
	return r.c.Ticket.Fields[name]
}

func (r *run) text(name string) string { s, _ := r.field(name).(string); return s }

func (r *run) stateOf(name string) engine.Fields {
	m, _ := r.field(name).(map[string]any)
	return m
}

func (r *run) facet(name string) string {
	if v, ok := r.facets.get(name); ok {
		s, _ := v.(string)
		return s
	}
	return r.c.Ticket.Facets[name]
}

func isFacet(name string) bool {
	switch name {
	case "status", "family", "turn", "type", "level", "priority", "queue", "assignee", "company", "channel", "requester":
		return true
	}
	return false
}

// set sets a field or facet. Setting what is there already does nothing.
func (r *run) set(clause engine.ClauseID, audience engine.Audience, name string, value any) {
	if isFacet(name) {
		r.setFacets(clause, map[string]any{name: facetText(value)})
		return
	}
	if !present(value) || value == false {
		value = nil
	}
	if have := r.field(name); value == nil && have == nil || scalar(value) && have == value {
		return
	}
	r.fields.set(name, value)
	r.changed(name)
	r.op(engine.Op{Kind: engine.OpSet, Clause: clause, Audience: audience, Name: name, Value: value})
}

func scalar(v any) bool {
	switch v.(type) {
	case string, int64, bool:
		return true
	}
	return false
}

// facetText is the text that a facet keeps of a value: facets are texts, false
// clears them.
func facetText(value any) string {
	if value == false {
		return ""
	}
	return asText(value)
}

// announce raises the moments of values that have changed.
func (r *run) announce(changed map[string]any) {
	if !r.reg.watches {
		return
	}
	for _, name := range sortedKeys(changed) {
		r.changed(name)
	}
}

// changed raises the moment of a changed value where anything answers to it.
func (r *run) changed(name string) {
	if !r.reg.watches {
		return
	}
	if moment := changeMoment + name; r.reg.moments[moment] != nil {
		r.raise(moment)
	}
}

// setAll sets several fields by one op.
func (r *run) setAll(clause engine.ClauseID, values map[string]any) {
	changed := make(map[string]any, len(values))
	for _, name := range sortedKeys(values) { // the order of ops is part of the decision
		v := values[name]
		if isFacet(name) {
			r.set(clause, "", name, v)
			continue
		}
		if present(v) && !(scalar(v) && r.field(name) == v) {
			changed[name] = v
			r.fields.set(name, v)
		}
	}
	r.announce(changed)
	if len(changed) > 0 {
		r.op(engine.Op{Kind: engine.OpSet, Clause: clause, Value: changed})
	}
}

func (r *run) setFacets(clause engine.ClauseID, values map[string]any) {
	changed := make(map[string]any, len(values))
	for name, v := range values {
		if s := facetText(v); r.facet(name) != s {
			changed[name] = s
			r.facets.set(name, s)
		}
	}
	if len(changed) == 0 {
		return
	}
	r.announce(changed)
	r.op(engine.Op{Kind: engine.OpFacet, Clause: clause, Value: changed})
	if t := r.reg.types[asText(changed["type"])]; t != nil {
		for _, name := range sortedKeys(t.Set) {
			r.set(t.Clause, "", name, r.value(t.Set[name]))
		}
	}
}

// setStatus sets what follows from a status, all of it in one op.
func (r *run) setStatus(clause engine.ClauseID, to *Status) {
	for name, v := range to.facets {
		r.facets.set(name, v)
	}
	r.op(engine.Op{Kind: engine.OpFacet, Clause: clause, Value: to.facets})
}

func (r *run) status() *Status { return r.reg.statuses[r.facet("status")] }

// previousStatus is where a ticket goes back to after a wait: the last status that
// was none, which fieldBefore remembers.
const (
	previousStatus = "previous"
	fieldBefore    = "status_before"
)

// enter moves the ticket to a status, which raises moments of its own.
func (r *run) enter(clause engine.ClauseID, id string) {
	if id == previousStatus {
		if id = r.text(fieldBefore); id == "" {
			return
		}
	}
	to := r.reg.statuses[id]
	if to == nil {
		r.fail("there is no status %q", id)
		return
	}
	from := r.facet("status")
	if from == id {
		return
	}
	r.setStatus(clause, to)
	if before := r.reg.statuses[from]; before != nil {
		if r.reg.returns && to.Family == FamilyWait && before.Family != FamilyWait {
			r.set(clause, engine.ForStaff, fieldBefore, from)
		}
		r.raise(before.leaving)
	}
	r.raise(to.entering)
	r.dropSuggestions(clause)
}

func (r *run) raise(moment string) { r.queue = append(r.queue, moment) }

// settle lets every raised moment have its turn, in the order in which they were
// raised.
func (r *run) settle() {
	for len(r.queue) > 0 && r.fault == nil {
		r.moment = r.queue[0]
		r.queue = slices.Delete(r.queue, 0, 1)
		r.raised = append(r.raised, r.moment)
		if len(r.raised) > maxMoments {
			r.fail("more than %d moments follow from one event; the last are %s", maxMoments,
				strings.Join(r.raised[len(r.raised)-4:], ", "))
			return
		}
		h := r.reg.moments[r.moment]
		if h == nil {
			continue
		}
		r.handle(h)
	}
	r.moment = ""
}

func (r *run) handle(h *handlers) {
	for _, p := range h.pausingLeave {
		r.resumePromise(p)
	}
	for _, p := range h.meet {
		r.meetPromise(p)
	}
	for _, p := range h.cancel {
		r.cancelPromise(p)
	}
	for _, s := range h.speak {
		r.breakSilence(s)
	}
	for _, p := range h.recount {
		r.recountPromise(p)
	}
	for _, p := range h.start {
		r.startPromise(p)
	}
	for _, s := range h.silence {
		r.startSilence(s)
	}
	for _, p := range h.pausing {
		r.pausePromise(p)
	}
	var groups []string // groups of which one has acted
	for _, re := range h.reactions {
		if taken := re.Group != "" && slices.Contains(groups, re.Group); taken || !re.When.holds(r) {
			r.reg.trace.reaction(r, re, taken)
			continue
		}
		r.reg.trace.did(re)
		if re.Group != "" {
			groups = append(groups, re.Group)
		}
		r.apply(re.Clause, re.Do)
	}
}

// turnDown returns what makes the command impossible as an error for its
// sender, if anything does.
func (r *run) turnDown() error {
	if len(r.problems) == 0 {
		return nil
	}
	err := &engine.Error{Kind: engine.Invalid, Clause: r.problems[0].Clause, Problems: r.problems}
	return err
}

func refused(clause engine.ClauseID, code string, values engine.Fields) error {
	return &engine.Error{Kind: engine.Refused, Clause: clause,
		Problems: []engine.Problem{{Code: code, Clause: clause, Values: values}}}
}

var errNoTicket = errors.New("the case has no ticket")
