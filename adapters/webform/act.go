package webform

import (
	"errors"
	"net/http"
	"strconv"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// channelLink is the channel of what is done by the link of a message.
const channelLink = "link"

// actPage asks for a customer's act, or says what has become of it.
type actPage struct {
	page
	Action  string
	Number  string
	Answer  string
	Hint    string
	Now     string
	Then    string
	Summary string
	Notice  string
	Lines   []summaryLine
	Fields  []*fieldView
	Files   bool
	Request string
	Ways    []string
}

// answer is a visit to the page behind a signed link.
type answer struct {
	*visit
	token  string
	ticket engine.Ticket
	act    *rules.Act
	fields []*rules.Field
	stamp  int64
	state  linkState
}

func (a *answer) command() engine.CommandID {
	return engine.CommandID("link/" + a.keys.Hash("form.link", a.token))
}

// openLink finds out what a link is about. If it is about nothing it answers
// itself.
func (s *site) openLink(w http.ResponseWriter, r *http.Request) (*answer, bool) {
	v, ok := s.visit(w, r)
	if !ok {
		return nil, false
	}
	v.embed = false // one click decides here: never within a frame
	private(w)
	a := &answer{visit: v, token: r.PathValue("token")}
	id, act, stamp, ok := v.keys.ReadActToken(a.token)
	seq, err := strconv.ParseInt(stamp, 10, 64)
	if !ok || err != nil {
		s.notFound(w, r)
		return nil, false
	}
	a.stamp = seq
	if err := a.load(id, act); err != nil {
		v.fail(err)
		return nil, false
	}
	return a, true
}

func (a *answer) load(id engine.TicketID, act string) error {
	ctx := a.r.Context()
	t, err := a.Reader.Ticket(ctx, a.tenant, string(id))
	if err != nil {
		return err
	}
	if !engine.Visible(customer(&t), t.Audience) {
		return engine.Errorf(engine.NotFound, "ticket %s is not for customers", id)
	}
	if err := a.under(ctx, &t); err != nil {
		return err
	}
	a.ticket, a.state = t, linkStale
	a.speak(t.Fields.String("language"))
	for i := range a.reg.Acts {
		if a.reg.Acts[i].ID == act {
			a.act = &a.reg.Acts[i]
		}
	}
	if a.act == nil { // the edition that knew it is gone
		return nil
	}
	a.fields = nil
	for i := range a.act.Inputs {
		a.fields = append(a.fields, &a.act.Inputs[i])
	}
	a.fields = filesLast(a.fields)
	a.state, err = a.visit.state(ctx, &t, a.act, a.stamp, a.command())
	return err
}

func (s *site) showAct(w http.ResponseWriter, r *http.Request) {
	a, ok := s.openLink(w, r)
	if !ok {
		return
	}
	switch a.state {
	case linkDone:
		a.done()
	case linkStale:
		a.gone()
	default:
		a.ask(http.StatusOK, &filled{blank: true}, &faults{})
	}
}

func (a *answer) newActPage(title string) *actPage {
	p := &actPage{page: a.newPage(title), Number: a.T("act_title", "number", a.ticket.Number), Action: a.link(actPath(a.tenant, a.token)),
		Now: a.T("act_now", "status", a.reg.Label("status/"+a.ticket.Facets["status"], a.lang()))}
	if a.act != nil {
		p.Answer = a.T("act_answer", "act", a.act.Label.In(a.lang(), a.reg.Lang))
	}
	return p
}

// ask shows what the act does, and the button that does it.
func (a *answer) ask(status int, in *filled, bad *faults) {
	a.sayWhen(status)
	p := a.newActPage(a.T("act_title", "number", a.ticket.Number))
	p.Hint = a.act.Hint.In(a.lang(), a.reg.Lang)
	if a.act.To != "" && a.act.To != a.ticket.Facets["status"] {
		p.Then = a.T("act_then", "status", a.reg.Label("status/"+a.act.To, a.lang()))
	}
	p.Fields = a.fieldViews(a.fields, in)
	for _, f := range p.Fields {
		p.Files = p.Files || f.Control == "files"
	}
	if bad.any() {
		p.Failed, p.Summary = true, a.T("fix")
		if bad.notice != "" {
			p.Notice = a.T(bad.notice)
		}
		if bad.files != nil {
			p.Lines = append(p.Lines, summaryLine{Text: a.T(bad.files.word, "name", bad.files.name, "file", a.size(a.Limits.File),
				"total", a.size(a.Limits.Total), "files", a.Limits.Files)})
		}
		if status >= http.StatusInternalServerError {
			p.Request = a.id
		}
		p.Lines = append(p.Lines, a.place(bad.problems, "/inputs/", p.Fields)...)
		if len(p.Lines) == 0 {
			p.Summary = ""
		}
	}
	a.render(status, "act", p)
}

// done says that the act was done by this link, and what is now the case.
func (a *answer) done() {
	a.render(http.StatusOK, "acted", a.newActPage(a.T("act_done")))
}

// gone says that the link speaks of something that is over.
func (a *answer) gone() {
	p := a.newActPage(a.T("act_gone"))
	p.Answer, p.Notice, p.Ways = "", a.T("act_changed"), a.ways()
	a.render(http.StatusGone, "acted", p)
}

func (s *site) doAct(w http.ResponseWriter, r *http.Request) {
	a, ok := s.openLink(w, r)
	if !ok {
		return
	}
	bad := &faults{}
	allowed := s.clients.allow(s.client(r), a.now)
	if !allowed {
		bad.notice = "too_often"
		bad.raise(http.StatusTooManyRequests)
	}
	sub, err := s.read(w, r, allowed && a.state == linkOpen)
	defer sub.spool.close()
	if a.state == linkOpen {
		a.blame(err, bad)
	}
	files, err := a.store(sub, bad)
	if err != nil {
		a.log(err)
		bad.notice = "try_later"
		bad.raise(http.StatusServiceUnavailable)
	}
	a.finish(sub, files, bad)
}

// store puts files into the blob store and returns them as the act's inputs want
// them.
func (a *answer) store(sub *submission, bad *faults) (map[string][]intake.File, error) {
	files := map[string][]intake.File{}
	for i := range sub.files {
		u := &sub.files[i]
		if bad.any() {
			break
		}
		var err error
		if u.Blob, _, err = a.Blobs.Put(a.r.Context(), a.tenant, sub.spool.open(u.part), a.Limits.File); err != nil {
			return nil, err
		}
		files[u.Field] = append(files[u.Field], u.file())
	}
	return files, nil
}

// finish does the act if the link is still good for it. Somebody may change the
// ticket meanwhile; then the link is looked at once more.
func (a *answer) finish(sub *submission, files map[string][]intake.File, bad *faults) {
	in := &filled{values: sub.values, again: sub.names()}
	inputs := collect(a.fields, sub.values, nil)
	for field, list := range files {
		inputs[field] = intake.FilesValue(list)
	}
	for range 5 {
		switch {
		case a.state == linkDone:
			http.Redirect(a.w, a.r, a.link(actPath(a.tenant, a.token)), http.StatusSeeOther)
			return
		case a.state == linkStale:
			a.gone()
			return
		case bad.any():
			a.ask(bad.status, in, bad)
			return
		}
		act := intake.Act{Tenant: a.tenant, ID: a.command(), Ticket: a.ticket.ID, Version: a.ticket.Version, Actor: customer(&a.ticket),
			Channel: channelLink, Act: a.act.ID, Inputs: inputs, At: a.now}
		_, err := a.Engine.Do(a.r.Context(), act.Command())
		if err == nil {
			a.state = linkDone
			continue
		}
		if a.learn(err, bad) {
			continue
		}
		if err := a.load(a.ticket.ID, a.act.ID); err != nil {
			a.fail(err)
			return
		}
	}
	bad.notice = "try_later"
	bad.raise(http.StatusServiceUnavailable)
	a.ask(http.StatusServiceUnavailable, in, bad)
}

// learn says what an error of the engine means for the visitor. It is false for
// one that asks for another look at the ticket.
func (a *answer) learn(err error, bad *faults) bool {
	var e *engine.Error
	errors.As(err, &e)
	switch engine.KindOf(err) {
	case engine.Conflict:
		return false
	case engine.Invalid:
		bad.problems = e.Problems
		bad.raise(http.StatusUnprocessableEntity)
	case engine.Refused, engine.Forbidden, engine.NotFound:
		a.state = linkStale
	case engine.Temporary:
		a.log(err)
		bad.notice = "try_later"
		bad.raise(http.StatusServiceUnavailable)
	default:
		a.log(err)
		bad.notice = "try_later"
		bad.raise(http.StatusInternalServerError)
	}
	return true
}
