package rules

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// Sorts of mails that tell employees that something is theirs.
const (
	NoticeAssigned  = "assigned"
	NoticeDeadline  = "deadline"
	NoticeMentioned = "mentioned"
	NoticeWatched   = "watched"
)

// NoticeSorts are all sorts, in the order in which people choose among them.
var NoticeSorts = []string{NoticeAssigned, NoticeDeadline, NoticeMentioned, NoticeWatched}

// Texts of these mails begin with noticePrefix and their sort.
const (
	noticePrefix   = "engine.notice."
	textAssigned   = noticePrefix + NoticeAssigned
	textDueSoon    = noticePrefix + NoticeDeadline + ".near"
	textOverdue    = noticePrefix + NoticeDeadline + ".over"
	textMentioned  = noticePrefix + NoticeMentioned
	textNewMessage = noticePrefix + NoticeWatched + ".message"
	textEnded      = noticePrefix + NoticeWatched + ".ended"
)

// NoticeSort is the sort of such a mail by the name of its text; "" for all other
// texts.
func NoticeSort(text string) string {
	rest, ok := strings.CutPrefix(text, noticePrefix)
	if !ok {
		return ""
	}
	sort, _, _ := strings.Cut(rest, ".")
	return sort
}

// notifyStaff tells employees what has become theirs by this run, unless the run
// sends them something about it already. Nobody is told of what they did, and
// nobody gets two mails of one event: the first reason counts.
func (r *run) notifyStaff() {
	if now := r.facet("assignee"); now != "" && now != r.c.Ticket.Facets["assignee"] {
		r.notify(now, textAssigned, r.nextDueValues())
	}
	for _, moment := range r.raised {
		r.notifyDeadline(moment)
	}
	for _, id := range r.mentions() {
		r.notify(id, textMentioned, r.words(r.input.String("text")))
	}
	if text, values := r.forWatchers(); text != "" {
		for _, id := range Watchers(r.c.Ticket) {
			r.notify(id, text, values)
		}
	}
}

func (r *run) notify(principal, text string, values map[string]any) {
	actor := r.c.Event.Actor
	if actor.Kind == engine.Staff && actor.ID == principal || r.writesTo("principal", principal) {
		return
	}
	if subject := r.text("subject"); subject != "" {
		values["subject"] = subject
	}
	if number := r.c.Ticket.Number; number != "" { // for those who read of the mail later
		values["number"] = number
	}
	r.op(engine.Op{Kind: engine.OpSend, Clause: engine.ClauseNotice, Audience: engine.ForStaff, Name: senderMail,
		Value: map[string]any{"text": text, "to": map[string]any{"principal": principal}, "values": values, "internal": true}})
}

// notifyDeadline tells the assignee of a deadline that nears or is over, where the
// regulation itself writes to no employee.
func (r *run) notifyDeadline(moment string) {
	what, id, _ := strings.Cut(moment, ":")
	p := r.promise(id)
	text := map[string]string{"warn": textDueSoon, "breach": textOverdue}[what]
	to := r.facet("assignee")
	if text == "" || p == nil || r.c.Event.Kind != engine.KindTimer || to == "" || r.writesTo("role", "") {
		return
	}
	r.notify(to, text, map[string]any{"promise": marker(markItem, "promise/"+id),
		"until": marker(markTime, engine.Micros(r.stateOf(p.field).Time("due")))})
}

func (r *run) promise(id string) *Promise {
	for i := range r.reg.Promises {
		if r.reg.Promises[i].ID == id {
			return &r.reg.Promises[i]
		}
	}
	return nil
}

// writesTo reports whether the run sends a mail to a principal or role; "" is any.
func (r *run) writesTo(kind, id string) bool {
	return slices.ContainsFunc(r.ops, func(op engine.Op) bool {
		payload, _ := op.Value.(map[string]any)
		to := engine.Fields(payload).Map("to").String(kind)
		return op.Kind == engine.OpSend && to != "" && (id == "" || to == id)
	})
}

// nextDueValues are the deadline that comes first, if any runs.
func (r *run) nextDueValues() map[string]any {
	values := map[string]any{}
	if due, _ := r.nextDue(); !due.IsZero() {
		values["until"] = marker(markTime, engine.Micros(due))
	}
	return values
}

func (r *run) words(text string) map[string]any {
	values := r.nextDueValues()
	if text != "" {
		values["words"] = text
	}
	return values
}

// mentions are the employees whom a note of this run speaks to.
func (r *run) mentions() []string {
	if r.doing == nil {
		return nil
	}
	return r.reg.Mentions(r.doing.ID, r.input)
}

// Mentions are the employees to whom an act with these inputs speaks, each once.
func (reg *Regulation) Mentions(act string, inputs engine.Fields) []string {
	if act != ActNote {
		return nil
	}
	if one := inputs.String(inputMentions); one != "" {
		return []string{one}
	}
	return texts(inputs.List(inputMentions))
}

// forWatchers is what those who watch the ticket are told: that the customer has
// written, or that it has ended.
func (r *run) forWatchers() (text string, values map[string]any) {
	status := r.status()
	if status != nil && status.Final && r.c.Ticket.Fields.Time("ended").IsZero() {
		return textEnded, map[string]any{"state": marker(markItem, "status/"+r.facet("status"))}
	}
	written := slices.Contains(r.raised, momentMessage) || slices.Contains(r.raised, momentLate)
	if written && r.c.Event.Actor.Kind == engine.Customer {
		return textNewMessage, r.words(clipText(r.c.Event.Data.String("text")))
	}
	return "", nil
}

// watch makes somebody a watcher.
func (r *run) watch(clause engine.ClauseID, principal string) {
	r.op(engine.Op{Kind: engine.OpPerson, Clause: clause, Audience: engine.ForStaff, Name: RoleWatcher, Value: principal})
}

// Watchers are the employees who watch a ticket.
func Watchers(t *engine.Ticket) (ids []string) {
	for _, p := range t.People {
		if p.Role == RoleWatcher {
			ids = append(ids, string(p.Party))
		}
	}
	return ids
}

func texts(list []any) []string {
	var out []string
	for _, v := range list {
		if s, ok := v.(string); ok && !slices.Contains(out, s) {
			out = append(out, s)
		}
	}
	return out
}
