package rules

import (
	"slices"

	"github.com/reglament/reglament/engine"
)

// Acts that every ticket has. A catalogue can narrow them by an act of the same
// id.
const (
	ActReply  = "reply"
	ActNote   = "note"
	ActAssign = "assign"
	ActAttach = "attach"
	ActLink   = "link"
	ActChild  = "child"
	ActMerge  = "merge"
	ActSpam   = "spam"
	ActWatch  = "watch"
	// ActUnwatch ends what ActWatch or a mention has begun.
	ActUnwatch = "unwatch"
	// ActUnlink ends what ActLink has made.
	ActUnlink = "unlink"
)

// Inputs of built-in acts that only they have.
const (
	inputMentions = "mentions" // of a note: the employees whom it speaks to
	inputCopies   = "cc"       // of a reply: the addresses that get a copy
)

// RoleWatcher is the role of employees who are told what happens to a ticket.
const RoleWatcher = "watcher"

var builtinActs = []string{ActReply, ActNote, ActAssign, ActAttach, ActLink, ActUnlink, ActChild, ActMerge, ActSpam, ActWatch, ActUnwatch, ActOverride}

var builtinLabels = map[string]Text{
	ActReply:  {Russian: "Ответить клиенту", Kazakh: "Клиентке жауап беру", English: "Reply to client"},
	ActNote:   {Russian: "Внутренняя заметка", Kazakh: "Ішкі жазба", English: "Internal note"},
	ActAssign: {Russian: "Назначить", Kazakh: "Тағайындау", English: "Assign"},
	ActAttach: {Russian: "Прикрепить файлы", Kazakh: "Файл қосу", English: "Attach files"},
	ActUnlink: {Russian: "Убрать связь", Kazakh: "Байланысты алып тастау", English: "Remove a link"},
	ActLink:   {Russian: "Связать с заявкой", Kazakh: "Өтінішпен байланыстыру", English: "Link to a ticket"},
	ActMerge:  {Russian: "Объединить с заявкой", Kazakh: "Өтінішпен біріктіру", English: "Merge into a ticket"},
	ActSpam:   {Russian: "Это спам", Kazakh: "Бұл спам", English: "This is spam"},
	ActChild:  {Russian: "Создать дочернюю заявку", Kazakh: "Еншілес өтініш ашу", English: "Open a child"},
	ActWatch:  {Russian: "Следить", Kazakh: "Бақылау", English: "Watch"},

	ActUnwatch:  {Russian: "Не следить", Kazakh: "Бақылауды тоқтату", English: "Stop watching"},
	ActOverride: {Russian: "Отменить решение вручную", Kazakh: "Шешімді қолмен өзгерту", English: "Override a decision by hand"},
}

func inputText(id string, kind string, required bool, label Text) Field {
	return Field{Origin: Origin{Clause: engine.ClauseStaff}, ID: id, Kind: kind, Required: required, Label: label}
}

var (
	labelText   = Text{Russian: "Текст", Kazakh: "Мәтін", English: "Text"}
	labelFiles  = Text{Russian: "Файлы", Kazakh: "Файлдар", English: "Files"}
	labelPerson = Text{Russian: "Сотрудник", Kazakh: "Қызметкер", English: "Employee"}
	labelTicket = Text{Russian: "Заявка", Kazakh: "Өтініш", English: "Ticket"}
	labelAs     = Text{Russian: "Чем она станет для этой", Kazakh: "Бұл өтініш үшін ол кім болады", English: "What it is to this one"}
	labelTask   = Text{Russian: "Тема", Kazakh: "Тақырып", English: "Subject"}
	labelToDo   = Text{Russian: "Что нужно сделать", Kazakh: "Не істеу керек", English: "What is to be done"}

	labelMentions = Text{Russian: "Кому адресована", Kazakh: "Кімге арналған", English: "Speaks to"}
	labelCopies   = Text{Russian: "Копия", Kazakh: "Көшірме", English: "Copy to"}
)

// maxPeople bounds the people whom one note speaks to, and who get a copy of one
// reply.
const maxPeople = 20

func inputPeople(id, format string, label Text) Field {
	f := inputText(id, KindText, false, label)
	f.Many, f.Format, f.Max = true, format, maxPeople
	if format == "" {
		f.Kind = KindPerson
	}
	return f
}

// linkedAs are what another ticket can be made to one by hand.
var linkedAs = []Option{
	{ID: "related", Label: Text{Russian: "связанной", Kazakh: "байланысты", English: "related"}},
	{ID: relationParent, Label: Text{Russian: "родительской: эта станет дочерней", Kazakh: "негізгі: бұл еншілес болады", English: "its parent: this one becomes a child"}},
	{ID: relationChild, Label: Text{Russian: "дочерней: эта станет родительской", Kazakh: "еншілес: бұл негізгі болады", English: "its child: this one becomes the parent"}},
	{ID: "duplicate_of", Label: Text{Russian: "той, которую эта повторяет", Kazakh: "бұл қайталап тұрған өтініш", English: "the one that this one repeats"}},
}

// builtins are the built-in acts as catalogue items.
var builtins = map[string]*Act{
	ActReply: builtin(ActReply, []string{"open"}, inputText("text", KindLongText, true, labelText),
		inputText("files", KindFiles, false, labelFiles), inputPeople(inputCopies, "email", labelCopies)),
	ActNote: builtin(ActNote, nil, inputText("text", KindLongText, true, labelText),
		inputText("files", KindFiles, false, labelFiles), inputPeople(inputMentions, "", labelMentions)),
	ActAssign: builtin(ActAssign, []string{"open"}, inputText("to", KindPerson, false, labelPerson)),
	ActAttach: builtin(ActAttach, nil, inputText("files", KindFiles, true, labelFiles)),
	ActLink: builtin(ActLink, nil, inputText("ticket", KindTicket, true, labelTicket),
		Field{Origin: Origin{Clause: engine.ClauseStaff}, ID: "as", Kind: KindChoice, Label: labelAs, Options: linkedAs, Default: "related"}),
	ActUnlink: builtin(ActUnlink, nil, inputText("ticket", KindTicket, true, labelTicket)),
	ActChild: builtin(ActChild, []string{"open"}, inputText("subject", KindText, true, labelTask),
		inputText("text", KindLongText, false, labelToDo)),
	ActMerge: builtin(ActMerge, []string{"open"}, inputText("ticket", KindTicket, true, labelTicket)),
	ActSpam:  spamAct(),
	ActWatch: builtin(ActWatch, nil),

	ActUnwatch: builtin(ActUnwatch, nil),
}

func builtin(id string, from []string, inputs ...Field) *Act {
	return &Act{Origin: Origin{Clause: engine.ClauseStaff}, ID: id, Label: builtinLabels[id], Verb: May,
		Roles: []string{"staff"}, From: from, Inputs: inputs, Public: id == ActReply, Danger: id == ActMerge}
}

// find returns an act of the catalogue, or a built-in one.
func (reg *Regulation) find(id string) *Act {
	b := builtins[id]
	if id == ActOverride {
		b = reg.overriding
	}
	if a := reg.acts[id]; a != nil {
		if b != nil { // narrowed: what it does stays
			narrowed := *b
			narrowed.Origin, narrowed.Roles, narrowed.When = a.Origin, a.Roles, a.When
			if len(a.From) > 0 {
				narrowed.From = a.From
			}
			return &narrowed
		}
		return a
	}
	return b
}

// permits says whether the actor may do the act on the ticket as it is, or why
// not.
func (a *Act) permits(r *run) error {
	if err := a.allows(r); err != nil {
		return err
	}
	return a.endable(r)
}

// allows is permits but for what the ticket's children demand.
func (a *Act) allows(r *run) error {
	if !a.isFor(r.c.Event.Actor, r.c.Ticket.Audience) {
		return &engine.Error{Kind: engine.Forbidden, Clause: a.Clause,
			Problems: []engine.Problem{{Code: "act_role", Clause: a.Clause}}}
	}
	if !a.PossibleIn(r.status()) {
		return refused(a.Clause, "act_status", engine.Fields{"status": r.reg.Label("status/"+r.facet("status"), r.reg.Lang), "status_id": r.facet("status")})
	}
	if !a.When.holds(r) || !a.hasSense(r) {
		return refused(a.Clause, "act_condition", nil)
	}
	return nil
}

// hasSense reports whether there is anything that a built-in act could do.
func (a *Act) hasSense(r *run) bool {
	switch a.ID {
	case ActMerge, ActSpam:
		return r.reg.quietStatus() != nil
	case ActUnwatch:
		return slices.Contains(Watchers(r.c.Ticket), r.c.Event.Actor.ID)
	case ActUnlink:
		return slices.ContainsFunc(r.c.Ticket.Links, r.removable)
	}
	return true
}

// isFor reports whether the actor has a role that may do the act, and may see the
// ticket. What the company's rules do is nobody's in particular.
func (a *Act) isFor(actor engine.Actor, audience engine.Audience) bool {
	if a.Clause == engine.ClauseAssignment {
		return true
	}
	if actor.Kind == engine.Staff && !engine.Visible(actor, audience) {
		return false
	}
	return slices.ContainsFunc(a.Roles, func(role string) bool {
		return role == "staff" && actor.Kind == engine.Staff || role == "customer" && actor.Kind == engine.Customer ||
			actor.Kind == engine.Staff && actor.Has(role)
	})
}

// act does what an employee or customer asks for, if the regulation lets them.
func (r *run) act() error {
	id := r.c.Event.Data.String("act")
	a := r.reg.find(id)
	if a == nil {
		return &engine.Error{Kind: engine.Invalid, Problems: []engine.Problem{{Pointer: "/act", Code: "act_unknown"}}}
	}
	if r.assignsItself(id) {
		a = a.byItself()
	}
	if err := a.permits(r); err != nil {
		return err
	}
	clean, problems := r.inputs(a)
	if a.ID == ActSpam {
		problems = append(problems, r.unconfirmed(clean)...)
	}
	if len(problems) > 0 {
		r.problems = problems
		return nil
	}
	r.input, r.doing = clean, a
	r.perform(a)
	return nil
}

// inputs are the normal forms of what was given for an act, or what is wrong with
// it.
func (r *run) inputs(a *Act) (engine.Fields, []engine.Problem) {
	inputs := make([]*Field, len(a.Inputs))
	for i := range a.Inputs {
		inputs[i] = &a.Inputs[i]
	}
	given := r.defaultDates(inputs, r.c.Event.Data.Map("inputs"))
	clean, problems := r.reg.checkFields(inputs, given, "/inputs")
	return clean, append(problems, r.checkCase(inputs, clean, "/inputs")...)
}

func (r *run) perform(a *Act) {
	r.set(a.Clause, engine.ForStaff, suggestField(a.ID), nil)
	for i := range a.Inputs {
		if f := &a.Inputs[i]; f.Kind == KindReason && present(r.input[f.ID]) {
			r.reason(a, f)
		}
	}
	inputs := make([]*Field, len(a.Inputs))
	for i := range a.Inputs {
		inputs[i] = &a.Inputs[i]
	}
	r.linkFields(inputs, r.input)
	r.files(a)
	switch a.ID {
	case ActAssign:
		r.set(a.Clause, "", "assignee", r.input.String("to"))
		r.explainAssignment(a)
	case ActLink:
		r.linkByHand(a)
	case ActUnlink:
		r.unlinkByHand(a)
	case ActChild:
		r.openTask(a)
	case ActMerge:
		r.merge(a)
		return
	case ActSpam:
		r.spam(a)
		return
	case ActOverride:
		r.override()
	case ActWatch:
		r.watch(a.Clause, r.c.Event.Actor.ID)
	case ActUnwatch:
		r.op(engine.Op{Kind: engine.OpLeave, Clause: a.Clause, Audience: engine.ForStaff, Name: RoleWatcher, Value: r.c.Event.Actor.ID})
	case ActNote:
		for _, id := range texts(r.input.List(inputMentions)) {
			r.watch(a.Clause, id)
		}
	case ActReply:
		r.keepCopies(a.Clause)
	}
	r.apply(a.Clause, a.Do)
	if a.To != "" {
		r.enter(a.Clause, a.To)
	}
	for _, m := range a.Mark {
		r.raise(m)
	}
	r.raise("act:" + a.ID)
	if a.Public && r.c.Event.Actor.Kind == engine.Staff {
		r.raise(momentReply)
	}
	// The notice comes last, so that it can name what the act has changed.
	r.settle()
	switch notice := a.Notice.in(r); {
	case notice != "":
		r.send(a.Clause, &Send{Text: Ref{Value: notice}})
	case a.Public && r.input.String("text") != "":
		r.send(a.Clause, &Send{Text: Ref{Value: textReply}})
	}
	if a.Public {
		r.sendReaders(a.Clause)
	}
}

// reason records why, under the reason's own clause.
func (r *run) reason(a *Act, f *Field) {
	id := r.input.String(f.ID)
	clause := a.Clause
	if reason := r.reg.reasons[id]; reason != nil {
		clause = reason.Clause
	}
	r.set(clause, "", f.ID, id)
}

func (r *run) files(a *Act) {
	audience := engine.ForStaff
	if a.Public || r.c.Event.Actor.Kind == engine.Customer {
		audience = engine.ForCustomer
	}
	for _, f := range r.input.List("files") {
		info, _ := f.(map[string]any)
		if blob := engine.Fields(info).String("blob"); blob != "" {
			r.op(engine.Op{Kind: engine.OpAttach, Clause: a.Clause, Audience: audience, Name: blob, Value: info})
		}
	}
}
