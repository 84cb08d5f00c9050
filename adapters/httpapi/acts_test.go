package httpapi

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

// tryAct asks for an act, whatever comes of it.
func (r *rig) tryAct(t *testing.T, role, number string, body object, headers ...string) answer {
	t.Helper()
	tenant, _, _ := strings.Cut(role, "/")
	return r.call(t, role, "POST", "/api/v1/"+tenant+"/tickets/"+number+"/acts", body, headers...)
}

type done struct {
	Ticket    Ticket
	Seq       int64
	Decisions []Decision
	Notices   []Notice
	Preview   bool
	Undo      *Undo
}

// act does an act.
func (r *rig) act(t *testing.T, role, number, act string, inputs object) done {
	t.Helper()
	return want[done](t, r.tryAct(t, role, number, object{"act": act, "inputs": inputs}), http.StatusOK)
}

type offered struct {
	Version int64
	Acts    []Act
	Held    []HeldAct
}

func (r *rig) offers(t *testing.T, role, number string) offered {
	t.Helper()
	tenant, _, _ := strings.Cut(role, "/")
	return want[offered](t, r.call(t, role, "GET", "/api/v1/"+tenant+"/tickets/"+number+"/acts?lang=en", nil), http.StatusOK)
}

// TestOfferedActsAreThoseThatCanBeDone compares the list with what happens: each
// act that is offered passes a preview but for its inputs, and each that is not
// is refused.
func TestOfferedActsAreThoseThatCanBeDone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.token(t, prots, "performer", "p1")
	n := r.file(t, laptop()).Number
	editions, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []string{"", "take", "fulfil"} {
		if step != "" {
			r.act(t, "prots/operator", n, step, object{})
		}
		for _, role := range []string{"prots/operator", "prots/performer"} {
			offers := ids(r.offers(t, role, n).Acts)
			if len(offers) < 5 {
				t.Errorf("%s after %q is offered %v", role, step, offers)
			}
			for i := range editions[prots].reg.Acts {
				id := editions[prots].reg.Acts[i].ID
				a := r.tryAct(t, role, n, object{"act": id, "preview": true})
				possible := a.status == http.StatusOK || strings.Contains(string(a.body), "/inputs/")
				if offered := slices.Contains(offers, id); offered != possible {
					t.Errorf("%s after %q: act %s offered: %v, possible: %v (%d %.200s)", role, step, id, offered, possible, a.status, a.body)
				}
			}
		}
	}
}

func TestOfferSaysWhatIsDemanded(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	offers := r.offers(t, "prots/operator", n)
	i := slices.IndexFunc(offers.Acts, func(a Act) bool { return a.ID == "ask" })
	if i < 0 || offers.Version != 1 {
		t.Fatalf("offers %+v, want ask, at version 1", offers)
	}
	ask := offers.Acts[i]
	if ask.Label != "Ask the author" || ask.Clause.ID != "PROTS-M7" || ask.Clause.Quote == "" || ask.To != "question" || ask.Verb != "may" {
		t.Errorf("ask %+v, want its label, clause and status", ask)
	}
	if len(ask.Inputs) != 2 || ask.Inputs[0].ID != "text" || !ask.Inputs[0].Required || ask.Inputs[0].Label != "Question" || ask.Inputs[1].Kind != "files" {
		t.Errorf("ask demands %+v, want a question, and takes files", ask.Inputs)
	}
	p := problem(t, r.tryAct(t, "prots/operator", n, object{"act": "ask"}), http.StatusUnprocessableEntity, engine.Invalid)
	if p.item("/inputs/text").Code != "required" {
		t.Errorf("problems %+v, want that /inputs/text is required", p.Errors)
	}
	i = slices.IndexFunc(offers.Acts, func(a Act) bool { return a.ID == "classify" })
	if i < 0 || len(offers.Acts[i].Inputs[0].Options) != 9 {
		t.Errorf("classify offers %+v, want the nine types", offers.Acts[i].Inputs)
	}
}

func TestActMovesTheTicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	got := r.act(t, "prots/operator", n, "ask", object{"text": "Какая модель?"})
	if got.Ticket.Status != "question" || got.Ticket.Version != 2 || got.Seq == 0 || len(got.Decisions) == 0 || got.Decisions[0].Clause.ID == "" {
		t.Errorf("done %+v, want the status question at version 2, with reasons", got)
	}
	if n, err := r.engine.DeliverDue(t.Context()); err != nil || n != 2 {
		t.Errorf("%d messages went out (%v), want the confirmation and the question", n, err)
	}
}

func TestStaleActConflicts(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	r.act(t, "prots/operator", n, "take", nil)
	p := problem(t, r.tryAct(t, "prots/admin", n, object{"act": "ask", "inputs": object{"text": "?"}, "version": 1}, "Accept-Language", "en"),
		http.StatusConflict, engine.Conflict)
	if p.item("/version").Code != "ticket_changed" || !strings.HasPrefix(p.Detail, "The ticket has changed") {
		t.Errorf("problem %+v, want that the ticket has changed, at /version", p)
	}
	got := want[done](t, r.tryAct(t, "prots/admin", n, object{"act": "ask", "inputs": object{"text": "?"}, "version": 2}), http.StatusOK)
	if got.Ticket.Version != 3 {
		t.Errorf("version %d, want 3", got.Ticket.Version)
	}
}

func TestForbiddenActIsToldWithItsClause(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.token(t, prots, "performer", "p1")
	cmd := engine.Command{ID: "mail 1", Tenant: prots, Kind: "message", Channel: "email", Address: "mailto:who@firm.kz",
		Actor: engine.Actor{Kind: engine.Customer, ID: "a-1"}, Data: engine.Fields{"text": "помогите", "subject": "помогите",
			"from": map[string]any{"name": "Кто-то", "address": "who@firm.kz"}, "mailbox": "support@prots.kz"}}
	res, err := r.engine.Do(t.Context(), cmd)
	if err != nil || res.Ticket.Facets["status"] != "approval" {
		t.Fatalf("mail from an unknown firm: status %q, %v, want approval", res.Ticket.Facets["status"], err)
	}
	p := problem(t, r.tryAct(t, "prots/performer", res.Ticket.Number, object{"act": "accept"}), http.StatusForbidden, engine.Forbidden)
	if p.Clause != "PROTS-M2" || p.item("").Code != "act_role" || p.Detail != "Это действие не разрешено вашей роли." {
		t.Errorf("problem %+v, want that PROTS-M2 does not permit it to this role", p)
	}
	if slices.Contains(ids(r.offers(t, "prots/performer", res.Ticket.Number).Acts), "accept") {
		t.Error("accept is offered to a role that may not do it")
	}
	if got := r.act(t, "prots/operator", res.Ticket.Number, "accept", nil); got.Ticket.Status != "new" {
		t.Errorf("accepted by an operator: status %s, want new", got.Ticket.Status)
	}
	p = problem(t, r.tryAct(t, "prots/operator", res.Ticket.Number, object{"act": "explode"}), http.StatusUnprocessableEntity, engine.Invalid)
	if p.item("/act").Code != "act_unknown" {
		t.Errorf("problem %+v, want that the act is unknown", p)
	}
}

func TestPreviewChangesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	head, err := r.store.Head(t.Context(), prots)
	if err != nil {
		t.Fatal(err)
	}
	got := want[done](t, r.tryAct(t, "prots/operator", n, object{"act": "fulfil", "preview": true,
		"inputs": object{"wording": "fulfilled_plain", "text": "Заменили блок питания"}}), http.StatusOK)
	if !got.Preview || got.Ticket.Status != "fulfilled" || len(got.Decisions) == 0 || len(got.Notices) != 1 {
		t.Fatalf("preview %+v, want fulfilled, with reasons and one message", got)
	}
	m := got.Notices[0]
	if m.To != "daniyar@mail.example" || m.Clause != "PROTS-M8" || m.Subject != "[SUPPORT-10110] Заявка исполнена" || !strings.Contains(m.Text, "Заменили блок питания") {
		t.Errorf("message %+v, want the words of PROTS-M8 to the author", m)
	}
	after, err := r.store.Head(t.Context(), prots)
	if err != nil || after.Seq != head.Seq {
		t.Errorf("the log ends at %d (%v), want %d as before", after.Seq, err, head.Seq)
	}
	if now := r.offers(t, "prots/operator", n).Version; now != 1 {
		t.Errorf("the ticket is at version %d, want 1", now)
	}
}

func TestRepeatedActIsDoneOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	body := object{"act": "ask", "inputs": object{"text": "Какая модель?"}, "version": 1}
	first := want[done](t, r.tryAct(t, "prots/operator", n, body, "Idempotency-Key", "k"), http.StatusOK)
	again := want[done](t, r.tryAct(t, "prots/operator", n, body, "Idempotency-Key", "k"), http.StatusOK)
	if again.Seq != first.Seq || again.Ticket.Version != 2 {
		t.Errorf("second time event %d, version %d, want event %d and version 2", again.Seq, again.Ticket.Version, first.Seq)
	}
}
