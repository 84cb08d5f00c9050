package rules

import (
	"slices"
	"strings"

	"github.com/reglament/reglament/engine"
)

// message handles what a person or a machine wrote to the company.
func (r *run) message() error {
	if r.facet("status") == "" && r.c.Event.Data.Bool(DataBlocked) {
		return r.keepBlocked()
	}
	if r.facet("status") == "" {
		return r.register()
	}
	r.join()
	return nil
}

// register opens a ticket.
func (r *run) register() error {
	data := r.c.Event.Data
	channel, err := r.openChannel()
	if err != nil {
		return err
	}
	clause := channel.Clause
	r.setFacets(clause, map[string]any{"channel": channel.ID, "company": r.c.Facts.Map("company").String("id"),
		"requester": r.party()})
	for _, name := range sortedKeys(channel.Set) {
		r.set(clause, "", name, r.value(channel.Set[name]))
	}
	r.takeFields(channel)
	r.level()
	if !channel.Who.holds(r) {
		return refused(clause, channel.Refusal, r.textValues(channel.Refusal, nil))
	}
	if party := r.party(); party != "" {
		r.op(engine.Op{Kind: engine.OpPerson, Clause: clause, Name: "requester", Value: party})
	}
	r.joinCopies(clause)
	r.set(clause, "", "language", r.guessLanguage())
	r.linkBack()
	r.linkSplit()
	r.enter(r.reg.initial.Clause, r.reg.initial.ID)
	if data.String("automatic") != "" {
		r.automatic()
		return nil
	}
	if channel.Kind == senderMail {
		r.readSubject()
	}
	r.raise(momentReceived)
	r.attach(clause)
	r.settle()
	if r.status().Family == FamilyNew {
		r.raise(momentRegistered)
		r.settle()
	}
	if len(r.subject) > 0 {
		r.raise(momentSubjectWrong)
	}
	return nil
}

// party is whose request it is: the sender, or the one whom an employee has
// taken it down for.
func (r *run) party() string {
	if id := r.c.Event.Data.String("requester"); id != "" {
		return id
	}
	if r.c.Event.Actor.Kind == engine.Customer {
		return r.c.Event.Actor.ID
	}
	return ""
}

// openChannel finds the channel that the message came by, and whether it is open
// to the sender.
func (r *run) openChannel() (*Channel, error) {
	found := r.reg.channelOf(&r.c.Event)
	outside := r.c.Event.Actor.Kind != engine.Staff
	switch {
	case found == nil:
		return nil, refused(r.reg.channelsClause(), "channel_closed", nil)
	case found.Staff && outside:
		return nil, refused(found.Clause, "channel_closed", nil)
	case found.SignedIn && outside && !r.c.Event.Data.Bool("signed_in"):
		return nil, refused(found.Clause, "sign_in", nil)
	}
	return found, nil
}

// channelOf is the channel that a message came by: of several that are of one
// kind, the one whose address was written to.
func (reg *Regulation) channelOf(event *engine.Fact) (found *Channel) {
	mailbox := strings.ToLower(event.Data.String("mailbox"))
	for i := range reg.Channels {
		ch := &reg.Channels[i]
		if ch.Mode != ModeIntake || ch.Kind != event.Channel && ch.ID != event.Channel {
			continue
		}
		if mailbox != "" && slices.ContainsFunc(ch.Addresses, func(a string) bool { return strings.ToLower(a) == mailbox }) {
			return ch
		}
		if found == nil || ch.ID == event.Channel && found.ID != event.Channel {
			found = ch
		}
	}
	return found
}

// channelsClause is the clause that lists the channels, for refusing others.
func (reg *Regulation) channelsClause() engine.ClauseID {
	if len(reg.Channels) > 0 {
		return reg.Channels[0].Clause
	}
	return engine.ClauseThread
}

// takeFields takes over what was filled in, and reads the rest from the text.
func (r *run) takeFields(channel *Channel) {
	data := r.c.Event.Data
	fields := r.reg.FieldsFor(channel.ID)
	given := data.Map("fields")
	clean, problems := r.reg.checkFields(fields, r.defaultDates(fields, given), "/fields")
	problems = append(problems, r.checkCase(fields, clean, "/fields")...)
	free := channel.Free || r.split()
	if free {
		// Nobody is there to mend what is missing; what is wrong is left out.
		problems = nil
	}
	for _, f := range fields {
		if warning := r.mistypedMail(f, clean[f.ID]); warning != nil && !free {
			problems = append(problems, *warning)
		}
	}
	r.problems = append(r.problems, problems...)
	if len(problems) == 0 || free {
		r.linkFields(fields, clean)
	}
	for _, group := range groupByClause(fields, clean) {
		r.setAll(group.clause, group.values)
	}
	from := data.Map("from")
	values := map[string]any{
		"email": from.String("address"), "name": from.String("name"), "phone": from.String("phone"),
		"subject": data.String("subject"), "last_message_id": data.String("message_id"),
	}
	if channel.Reply != "" {
		delete(values, "email") // what stands there is an address of the channel
		values[channel.Reply] = from.String("address")
	}
	if values["name"] == "" {
		values["name"] = r.c.Facts.String("name")
	}
	r.takeText(channel.Clause, values)
	r.readText()
}

// takeText sets values that the envelope gives, unless a field has said better.
func (r *run) takeText(clause engine.ClauseID, values map[string]any) {
	for name := range values {
		if present(r.field(name)) {
			delete(values, name)
		}
	}
	r.setAll(clause, values)
}

type fieldGroup struct {
	clause engine.ClauseID
	values map[string]any
}

// groupByClause makes one group of values a clause, in the order of the fields.
func groupByClause(fields []*Field, values engine.Fields) []fieldGroup {
	var groups []fieldGroup
	for _, f := range fields {
		v, ok := values[f.ID]
		if !ok {
			continue
		}
		i := slices.IndexFunc(groups, func(g fieldGroup) bool { return g.clause == f.Clause })
		if i < 0 {
			i = len(groups)
			groups = append(groups, fieldGroup{clause: f.Clause, values: map[string]any{}})
		}
		groups[i].values[f.ID] = v
	}
	return groups
}

// readText finds fields in the message's text that are not known yet.
func (r *run) readText() {
	text := r.c.Event.Data.String("text")
	if text == "" {
		return
	}
	found := r.reg.readFields(text, func(id string) bool { return present(r.fieldOrFacet(id)) })
	var fields []*Field
	for i := range r.reg.Fields {
		if f := &r.reg.Fields[i]; f.Read != nil && found[f.ID] != nil {
			fields = append(fields, f)
		}
	}
	for _, group := range groupByClause(fields, found) {
		r.setAll(group.clause, group.values)
	}
}

// readSubject holds the subject against its form.
func (r *run) readSubject() {
	p := r.reg.subject
	if p == nil {
		return
	}
	fields, problems := p.read(r.reg, r.c.Event.Data.String("subject"))
	r.subject, r.subjectN = problems, true
	r.setAll(p.Clause, fields)
}

// linkBack links a ticket to the one that it follows.
func (r *run) linkBack() {
	if from := r.c.Routing.Grounds.String("from"); from != "" {
		r.op(engine.Op{Kind: engine.OpLink, Clause: r.groundsClause(), Name: "follows", Value: from})
	}
}

func (r *run) groundsClause() engine.ClauseID {
	if c := r.c.Routing.Grounds.String("clause"); c != "" {
		return engine.ClauseID(c)
	}
	return engine.ClauseThread
}

// level fixes the service level.
func (r *run) level() {
	var found *Level
	for i := range r.reg.Levels {
		l := &r.reg.Levels[i]
		if found != nil || !l.When.holds(r) {
			r.reg.trace.level(r, l, found)
			continue
		}
		r.setFacets(l.Clause, map[string]any{"level": l.ID})
		found = l
	}
}

// automatic keeps a machine's message without any consequence but that it can be
// seen.
func (r *run) automatic() {
	r.op(engine.Op{Kind: engine.OpNote, Clause: engine.ClauseAutomatic, Audience: engine.ForStaff, Name: "automatic",
		Value: map[string]any{"class": r.c.Event.Data.String("automatic")}})
	r.raise(momentAutomatic)
}

// join adds a message to a ticket that is there.
func (r *run) join() {
	data := r.c.Event.Data
	clause := r.groundsClause()
	if by := r.c.Routing.Grounds.String("by"); by != "" {
		r.op(engine.Op{Kind: engine.OpNote, Clause: clause, Name: "joined", Value: map[string]any{"by": by}})
	}
	if r.c.Routing.Grounds.String("by") == ByCopy {
		return // it is there already, with all that followed from it
	}
	if into := r.text(fieldMerged); into != "" {
		r.passOn(into)
		return
	}
	if data.String("automatic") != "" {
		r.attach(clause)
		r.automatic()
		return
	}
	if isPartner(r.c.Ticket.Fields, data.Map("from").String("address")) {
		r.audience = engine.ForStaff
		r.attach(clause)
		r.raise(momentPartner)
		return
	}
	if party := r.party(); party != "" && !r.c.Ticket.Takes(engine.PartyID(party)) {
		r.op(engine.Op{Kind: engine.OpPerson, Clause: clause, Name: "participant", Value: party})
	}
	r.joinCopies(clause)
	if id := data.String("message_id"); id != "" {
		r.set(clause, "", "last_message_id", id)
	}
	if s := r.status(); s != nil && s.Final {
		r.attach(clause)
		r.raise(momentLate)
		return
	}
	r.readText()
	if r.reg.subject != nil && strings.Contains(data.String("subject"), subjectSeparator) {
		if fields, _ := r.reg.subject.read(r.reg, data.String("subject")); len(fields) > 0 {
			r.setAll(r.reg.subject.Clause, fields)
		}
	}
	r.attach(clause)
	r.raise(momentMessage)
}

// attach lists the message's files on the ticket.
func (r *run) attach(clause engine.ClauseID) {
	list := r.c.Event.Data.List("attachments")
	for _, a := range list {
		info, _ := a.(map[string]any)
		f := engine.Fields(info)
		if f.String("blob") == "" {
			continue
		}
		r.op(engine.Op{Kind: engine.OpAttach, Clause: clause, Name: f.String("blob"), Value: info})
	}
	if len(list) > 0 {
		r.raise(momentFile)
	}
}
