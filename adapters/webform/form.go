package webform

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// channelForm is the kind of channel that the form is.
const channelForm = "form"

// formPage is the form, empty or as somebody has filled it in.
type formPage struct {
	page
	Action   string
	Nonce    string
	Fresh    bool
	Summary  string
	Notice   string
	Lines    []summaryLine
	Ways     []string
	Sections []sectionView
	Files    bool
	Robot    *robotView
	Send     string
	Hours    hours
	Trap     string
	Request  string
}

// sectionView is a run of fields that stand under one clause.
type sectionView struct {
	HTML   string
	Title  string
	Clause clauseTag
	Fields []*fieldView
}

// robotView is the robot check.
type robotView struct {
	Label     string
	Challenge string
	Pass      string // passed before
	Question  string
	Openly    bool // ask it also where there seems to be JavaScript
	Error     string
}

func (s *site) showForm(w http.ResponseWriter, r *http.Request) {
	v, ok := s.visit(w, r)
	if !ok || !v.hasForm() {
		return
	}
	o := &order{visit: v, nonce: newNonce(v.now), in: &filled{blank: true}}
	o.fields = filesLast(v.reg.FieldsFor(channelForm))
	o.views = v.fieldViews(o.fields, o.in)
	v.render(http.StatusOK, "form", o.page(&faults{}))
}

// hasForm answers for a company that takes requests by other doors alone.
func (v *visit) hasForm() bool {
	if _, ok := v.reg.Channel(channelForm); ok {
		return true
	}
	v.render(http.StatusNotFound, "message", &messagePage{page: v.newPage(v.T("no_form")), Text: v.T("other_ways"), Ways: v.ways()})
	return false
}

// order is one attempt at sending the form.
type order struct {
	*visit
	nonce  nonce
	sub    *submission
	in     *filled
	fields []*rules.Field
	views  []*fieldView
	// passed is set once the robot check was passed with this nonce; openly if
	// the script does not seem to run.
	passed, openly bool
	confirmed      []string
}

func (s *site) sendForm(w http.ResponseWriter, r *http.Request) {
	v, ok := s.visit(w, r)
	if !ok || !v.hasForm() {
		return
	}
	bad := &faults{}
	allowed := s.clients.allow(s.client(r), v.now)
	if !allowed {
		bad.raise(http.StatusTooManyRequests)
		bad.notice = "too_often"
	}
	sub, err := s.read(w, r, allowed)
	defer sub.spool.close()
	o := &order{visit: v, sub: sub, fields: filesLast(v.reg.FieldsFor(channelForm))}
	v.blame(err, bad)
	o.take(bad)
	o.checkForm(bad)
	o.checkRobot(bad)
	o.checkTrap(bad)
	if !bad.any() {
		o.store(bad)
	}
	if bad.any() {
		o.turnBack(bad)
		return
	}
	o.file()
}

// blame says what an error of reading means for the visitor.
func (v *visit) blame(err error, bad *faults) {
	var large *tooLarge
	switch {
	case err == nil:
	case errors.As(err, &large):
		bad.files = large
		bad.raise(http.StatusRequestEntityTooLarge)
	case errors.Is(err, errBusy):
		bad.notice = "busy"
		bad.raise(http.StatusServiceUnavailable)
	case errors.Is(err, errSpool):
		v.log(err)
		bad.notice = "try_later"
		bad.raise(http.StatusServiceUnavailable)
	default:
		bad.notice = "unreadable"
		bad.raise(http.StatusBadRequest)
	}
}

// take sorts what was posted.
func (o *order) take(bad *faults) {
	o.in = &filled{values: o.sub.values}
	for _, token := range o.sub.values[inputKept] {
		u, ok := readUpload(o.keys, token, o.now)
		switch {
		case ok:
			o.in.kept = append(o.in.kept, u)
		case u.Name != "":
			o.in.again = append(o.in.again, u.Name)
		}
	}
	if len(o.in.kept)+len(o.sub.files) > o.Limits.Files && bad.files == nil {
		bad.files = &tooLarge{word: "files_many"}
		bad.raise(http.StatusRequestEntityTooLarge)
	}
	o.views = o.fieldViews(o.fields, o.in)
	o.confirmed = confirmed(o.sub.values, o.views)
}

// checkForm reads the nonce. A form that can no longer be sent gets a new one.
func (o *order) checkForm(bad *faults) {
	n, signed := readNonce(o.keys, o.sub.get(inputForm))
	switch {
	case !signed && o.NoRobotCheck && o.sub.get(inputForm) == "":
		n = newNonce(o.now)
	case !signed || !n.fresh(o.now, o.Limits.Life) || o.attempts.more(n):
		n = newNonce(o.now)
		if bad.notice == "" {
			bad.notice = "form_expired"
		}
		bad.raise(http.StatusUnprocessableEntity)
	}
	o.nonce = n
}

// checkTrap looks at the control that only programs fill in.
func (o *order) checkTrap(bad *faults) {
	if o.sub.get(inputTrap) == "" {
		return
	}
	if bad.notice == "" {
		bad.notice = "trap"
	}
	bad.raise(http.StatusUnprocessableEntity)
}

func (o *order) checkRobot(bad *faults) {
	proof, answer := o.sub.get(inputProof), o.sub.get(inputAnswer)
	switch {
	case o.NoRobotCheck, o.nonce.passed(o.keys, o.sub.get(inputPass)), solves(o.keys, o.nonce, proof, o.now):
		o.passed = true
		return
	case bad.any():
		return // whoever has more serious trouble is asked again anyway
	case proof != "":
		bad.robot = "robot_wrong"
	case answer == "":
		bad.robot = "robot_missing"
	case !o.nonce.answers(o.keys, answer):
		bad.robot = "robot_answer"
		o.nonce = newNonce(o.now) // with a question of its own
	case !o.answers.allow(o.client(o.r), o.now):
		bad.notice = "too_often"
		bad.raise(http.StatusTooManyRequests)
		return
	default:
		o.passed = true
		return
	}
	o.openly = proof == ""
	bad.raise(http.StatusUnprocessableEntity)
}

// store puts the files into the blob store. Only who has passed the robot check
// comes this far.
func (o *order) store(bad *faults) {
	until := o.now.Add(o.Limits.Life).Unix()
	for i := range o.sub.files {
		u := &o.sub.files[i]
		blob, _, err := o.Blobs.Put(o.r.Context(), o.tenant, o.sub.spool.open(u.part), o.Limits.File)
		if err != nil {
			o.log(err)
			bad.notice = "try_later"
			bad.raise(http.StatusServiceUnavailable)
			o.sub.files = o.sub.files[i:] // those before are kept
			return
		}
		u.Blob, u.Until = blob, until
		o.in.kept = append(o.in.kept, *u)
	}
	o.sub.files = nil
}

// command is the request as the engine gets it.
func (o *order) command() engine.Command {
	files := append(o.in.kept, o.sub.files...)
	form := intake.Form{Tenant: o.tenant, Channel: channelForm, ID: o.nonce.command(), Fields: collect(o.fields, o.sub.values, files),
		Language: o.lang(), Confirmed: o.confirmed, At: o.now}
	for i := range files {
		form.Files = append(form.Files, files[i].file())
	}
	return form.Command(o.keys)
}

// file hands the request in.
func (o *order) file() {
	res, err := o.Engine.Do(o.r.Context(), o.command())
	if err != nil {
		bad := &faults{}
		o.learn(err, bad)
		o.answer(bad)
		return
	}
	token := sentToken(o.keys, res.Ticket.ID, mailed(&res.Event))
	private(o.w)
	http.Redirect(o.w, o.r, o.link(formPath(o.tenant)+"/sent/"+token), http.StatusSeeOther)
}

// turnBack answers a form that was not handed in. So that all that is wrong is
// said at once, the rules are asked too; nothing is recorded by that.
func (o *order) turnBack(bad *faults) {
	o.in.again = append(o.in.again, o.sub.names()...)
	if bad.status == http.StatusUnprocessableEntity {
		var e *engine.Error
		if _, err := o.Engine.Preview(o.r.Context(), o.command()); errors.As(err, &e) {
			bad.problems, bad.refused = e.Problems, e.Kind == engine.Refused || e.Kind == engine.Forbidden
		}
	}
	o.answer(bad)
}

// learn says what an error of the engine means for the visitor.
func (o *order) learn(err error, bad *faults) {
	var e *engine.Error
	errors.As(err, &e)
	switch kind := engine.KindOf(err); kind {
	case engine.Invalid, engine.Refused, engine.Forbidden:
		bad.raise(http.StatusUnprocessableEntity)
		bad.problems, bad.refused = e.Problems, kind != engine.Invalid
	case engine.Conflict: // the form was sent before and has filed something else
		o.nonce, o.passed = newNonce(o.now), false
		bad.raise(http.StatusConflict)
		bad.notice = "form_reused"
	case engine.Temporary:
		o.log(err)
		bad.raise(http.StatusServiceUnavailable)
		bad.notice = "try_later"
	default:
		o.log(err)
		bad.raise(http.StatusInternalServerError)
		bad.notice = "try_later"
	}
}

// answer shows the form as it was filled in, and what is wrong.
func (o *order) answer(bad *faults) {
	o.sayWhen(bad.status)
	ticked := o.views
	o.views = o.fieldViews(o.fields, o.in)
	for i, view := range o.views {
		view.Confirm = ticked[i].Confirm
	}
	o.w.Header().Set("Cache-Control", "private, no-store")
	o.render(bad.status, "form", o.page(bad))
}

func (o *order) page(bad *faults) *formPage {
	p := &formPage{page: o.newPage(o.reg.Word("form.title", o.lang(), o.reg.Document.Title.In(o.lang(), o.reg.Lang))),
		Action: o.link(formPath(o.tenant)), Nonce: o.nonce.token(o.keys), Fresh: o.in.blank, Trap: inputTrap,
		Send: o.reg.Word("form.send", o.lang(), o.T("send")), Hours: o.hours()}
	robot := o.reg.Word("form.robot", o.lang(), o.T("robot"))
	if !o.NoRobotCheck {
		p.Robot = o.robot(robot)
	}
	if bad.any() {
		o.complain(p, bad, robot)
	}
	p.Sections = o.sections()
	for _, f := range o.fields {
		p.Files = p.Files || f.Kind == rules.KindFiles
	}
	return p
}

func (o *order) robot(label string) *robotView {
	r := &robotView{Label: label, Openly: o.openly}
	if o.passed {
		r.Pass = o.nonce.pass(o.keys)
		return r
	}
	r.Challenge = newChallenge(o.keys, o.nonce, o.nonce.made.Add(o.Limits.Life)).json()
	a, b := o.nonce.question(o.keys)
	words := digits[o.lang()]
	r.Question = o.T("question", "a", words[a], "b", words[b])
	return r
}

// complain fills in the summary of what is wrong.
func (o *order) complain(p *formPage, bad *faults, robot string) {
	p.Failed, p.Summary = true, o.T("fix")
	if bad.refused {
		p.Summary, p.Ways = o.T("refused"), o.ways()
	}
	if bad.notice != "" {
		p.Notice = o.T(bad.notice, "robot", robot)
	}
	if bad.status >= http.StatusInternalServerError {
		p.Request = o.id
	}
	if bad.files != nil {
		p.Lines = append(p.Lines, o.blameFiles(bad.files))
		p.Notice = o.T("nothing_kept")
	}
	p.Lines = append(p.Lines, o.place(bad.problems, "/fields/", o.views)...)
	if bad.robot != "" && p.Robot != nil {
		p.Robot.Error = o.T(bad.robot, "robot", robot)
		p.Lines = append(p.Lines, summaryLine{Href: "#robot", Text: p.Robot.Error})
	}
	if len(p.Lines) == 0 && p.Notice != "" {
		p.Summary = ""
	}
}

// blameFiles writes what is too large beside the first control for files.
func (o *order) blameFiles(large *tooLarge) summaryLine {
	l := o.Limits
	text := o.T(large.word, "name", large.name, "file", o.size(l.File), "total", o.size(l.Total), "files", strconv.Itoa(l.Files))
	for _, view := range o.views {
		if view.Control == "files" && large.word != "text_large" {
			view.Errors = append(view.Errors, text)
			if view.Again == "" {
				view.Again = o.T("files_lost")
			}
			return summaryLine{Href: "#" + view.HTML, Text: text}
		}
	}
	return summaryLine{Text: text}
}

// sections groups the fields by the clauses that ask for them.
func (o *order) sections() []sectionView {
	var out []sectionView
	var last engine.ClauseID
	for i, view := range o.views {
		if id := view.Field.Clause; i == 0 || id != last {
			c, _ := o.reg.Clause(id)
			out = append(out, sectionView{HTML: "s-" + strconv.Itoa(len(out)+1), Title: c.Title.In(o.lang(), o.reg.Lang), Clause: o.clause(id)})
			last = id
		}
		s := &out[len(out)-1]
		s.Fields = append(s.Fields, view)
	}
	return out
}
