package webform

import (
	"net/http"

	"github.com/reglament/reglament/engine"
)

// sentPage thanks for a request.
type sentPage struct {
	page
	Number  string
	Next    []string
	Another link
	Hours   hours
}

// mailed reports whether an event has sent the customer a mail.
func mailed(e *engine.Event) bool {
	for i := range e.Body.Ops {
		op := &e.Body.Ops[i]
		payload, _ := op.Value.(map[string]any)
		if op.Kind == engine.OpSend && op.Name == "email" && !engine.Fields(payload).Bool("internal") {
			return true
		}
	}
	return false
}

func (s *site) showSent(w http.ResponseWriter, r *http.Request) {
	v, ok := s.visit(w, r)
	if !ok {
		return
	}
	id, mailed, ok := readSentToken(v.keys, r.PathValue("token"))
	if !ok {
		s.notFound(w, r)
		return
	}
	t, err := s.Reader.Ticket(r.Context(), v.tenant, string(id))
	if err == nil {
		err = v.under(r.Context(), &t)
	}
	if err != nil {
		v.fail(err)
		return
	}
	v.speak(t.Fields.String("language"))
	p := &sentPage{page: v.newPage(v.reg.Word("form.thanks", v.lang(), v.T("thanks"))), Number: t.Number, Hours: v.hours(),
		Another: link{Href: v.link(formPath(v.tenant)), Text: v.T("another")}}
	switch {
	case mailed:
		p.Next = []string{v.T("next_mail"), v.T("next_add")}
	case t.Number != "":
		p.Next = []string{v.T("next_number")}
	}
	private(w)
	v.render(http.StatusOK, "sent", p)
}
