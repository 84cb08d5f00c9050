package httpapi

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/directory"
)

const protsIntake = "/api/v1/prots/intake"

// phoneBook gives PROTS a client's person whose number is proven, and SUD one with
// the same number.
func (r *rig) phoneBook(t *testing.T) {
	t.Helper()
	saule := directory.Party{ID: "saule", Name: "Сәуле Омарова", Company: "bank", Language: "kk", Addresses: []directory.Address{
		{Kind: "phone", Value: "+77051006343", Verified: true}, {Kind: "email", Value: "saule@mail.example"}}}
	stranger := directory.Party{ID: "stranger", Name: "Чужая", Addresses: []directory.Address{{Kind: "phone", Value: "+77051006343"}}}
	for tenant, p := range map[engine.TenantID]directory.Party{prots: saule, sud: stranger} {
		if err := r.store.Import(t.Context(), tenant, &directory.File{Parties: []directory.Party{p}}, start); err != nil {
			t.Fatal(err)
		}
	}
}

// phoned is what an operator of PROTS takes down.
func phoned(change ...string) object {
	fields := object{"type": "support", "name": "Сәуле", "phone": "8 705 100 63 43", "description": "Не открывается программа бухгалтерии"}
	for i := 0; i < len(change); i += 2 {
		fields[change[i]] = change[i+1]
	}
	return fields
}

func (r *rig) takeDown(t *testing.T, fields object) taken {
	t.Helper()
	return want[taken](t, r.call(t, "prots/operator", "POST", protsIntake+"/call", object{"fields": fields}), http.StatusCreated)
}

func (r *rig) foresee(t *testing.T, fields object) Foresight {
	t.Helper()
	return want[Foresight](t, r.call(t, "prots/operator", "POST", protsIntake+"/foresight?lang=ru", object{"fields": fields}), http.StatusOK)
}

// events counts what is in a tenant's log.
func (r *rig) events(t *testing.T, tenant engine.TenantID) int64 {
	t.Helper()
	head, err := r.store.Head(t.Context(), tenant)
	if err != nil {
		t.Fatal(err)
	}
	return head.Seq
}

func TestIntakeListsWhatStaffTakeDown(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var got IntakeOutput
	got.Body = want[struct {
		Channels  []IntakeChannel `json:"channels" doc:"None where the regulation takes requests from their senders alone"`
		Lang      string          `json:"lang" doc:"Language of the document"`
		Languages []string        `json:"languages" doc:"Those in which the sender can be told"`
	}](t, r.call(t, "prots/operator", "GET", protsIntake+"?lang=kk", nil), http.StatusOK)
	if len(got.Body.Channels) != 1 || got.Body.Lang != "ru" || !slices.Equal(got.Body.Languages, []string{"kk", "ru", "en"}) {
		t.Fatalf("%+v, want the telephone alone", got.Body)
	}
	call := got.Body.Channels[0]
	var ids []string
	for _, f := range call.Fields {
		ids = append(ids, f.ID)
	}
	if call.ID != "call" || call.Addresses[0] != "8 771 781 1000" || call.Clause.ID != "PROTS-1" || strings.Join(ids, " ") != "type description name phone company_name email email" {
		t.Errorf("%+v asks %v", call, ids)
	}
	if f := call.Fields[6]; !f.Required || f.When == nil || f.When.Field != "type" || f.Clause != "PROTS-T2" {
		t.Errorf("the address of tasks with documents is asked as %+v", f)
	}
}

// PROTS-T2: that documents are needed is said before there is a ticket.
func TestForesightTellsOfDocumentsAndRecordsNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.phoneBook(t)
	before := r.events(t, prots)
	missing := r.foresee(t, phoned("type", "mail"))
	if missing.Ready || len(missing.Problems) != 1 || missing.Problems[0].Pointer != "/fields/email" || missing.Problems[0].Clause != "PROTS-T2" {
		t.Errorf("without an address: %+v, want that it is demanded", missing)
	}
	f := r.foresee(t, phoned("type", "mail", "email", "saule@mail.example"))
	if !f.Ready || f.Status != "documents" || f.Label != "Нужны документы" || f.Clause == nil || f.Clause.ID != "PROTS-T2" {
		t.Errorf("foresight %+v, want that it waits for documents by PROTS-T2", f)
	}
	if len(f.Notices) != 2 || f.Notices[0].To != "saule@mail.example" || !strings.Contains(f.Notices[1].Text, "құжаттар") {
		t.Errorf("messages %+v, want both in the language of who is told", f.Notices)
	}
	if plain := r.foresee(t, phoned()); !plain.Identified || plain.Status != "new" || len(plain.Notices) != 0 {
		t.Errorf("a plain call %+v, want it identified by its number and without messages", plain)
	}
	if got := r.events(t, prots); got != before {
		t.Errorf("%d events were recorded", got-before)
	}
}

func TestCallTellsWhichMessagesGoOut(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	body := object{"fields": phoned("email", "saule@mail.example"), "language": "ru"}
	send := func() taken {
		return want[taken](t, r.call(t, "prots/operator", "POST", protsIntake+"/call", body, "Idempotency-Key", "k1"), http.StatusCreated)
	}
	first := send()
	if len(first.Notices) != 1 || first.Notices[0].To != "saule@mail.example" || !strings.Contains(first.Notices[0].Text, first.Number) {
		t.Errorf("messages %+v, want the number to the address", first.Notices)
	}
	if again := send(); again.Number != first.Number || len(again.Notices) != 1 {
		t.Errorf("again %+v, want the first answer", again)
	}
	if none := r.takeDown(t, phoned()); len(none.Notices) != 0 {
		t.Errorf("messages %+v, though there is no address", none.Notices)
	}
}

// PROTS-T3: a refusal at the telephone is a ticket with its reason and clause.
func TestRefusalAtThePhoneIsOneStep(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	f := r.foresee(t, phoned())
	if got := ids(f.Refusals); !slices.Equal(got, []string{"refuse"}) {
		t.Fatalf("refusals %v, want the one of the regulation", got)
	}
	reasons := f.Refusals[0].Inputs[0].Options
	if len(reasons) != 2 || reasons[1].ID != "not_identified" || reasons[1].Clause != "PROTS-T3" {
		t.Errorf("reasons %+v, want those of PROTS-T3", reasons)
	}
	before := r.events(t, prots)
	body := object{"fields": phoned(), "refuse": object{"act": "refuse", "inputs": object{"reason": "not_identified"}}}
	send := func() taken {
		return want[taken](t, r.call(t, "prots/operator", "POST", protsIntake+"/call?lang=ru", body, "Idempotency-Key", "k1"), http.StatusCreated)
	}
	first := send()
	if first.Status != "refused" || first.Number == "" || first.Reason == nil || first.Reason.Clause.ID != "PROTS-T3" || !strings.Contains(first.Reason.Sentence, "не идентифицирован") {
		t.Errorf("answer %+v with reason %+v, want it refused by PROTS-T3", first, first.Reason)
	}
	if again := send(); again.Number != first.Number || again.Status != "refused" || r.events(t, prots) != before+2 {
		t.Errorf("sent again it is %+v, with %d events, want 2", again, r.events(t, prots)-before)
	}
	ticket := want[Ticket](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+first.Number, nil), http.StatusOK)
	if ticket.Fields["reason"] != "not_identified" {
		t.Errorf("fields %v, want the reason", ticket.Fields)
	}
}

func TestRefusalThatTheRegulationDoesNotKnowFilesNothing(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.token(t, prots, "performer", "daniyar")
	before := r.events(t, prots)
	for name, test := range map[string]struct {
		role    string
		refuse  object
		pointer string
		status  int
		kind    engine.ErrorKind
	}{
		"an unknown act":       {"prots/operator", object{"act": "shout"}, "/refuse/act", http.StatusUnprocessableEntity, engine.Invalid},
		"no reason":            {"prots/operator", object{"act": "refuse"}, "/refuse/inputs/reason", http.StatusUnprocessableEntity, engine.Invalid},
		"a reason of its own":  {"prots/operator", object{"act": "refuse", "inputs": object{"reason": "tired"}}, "/refuse/inputs/reason", http.StatusUnprocessableEntity, engine.Invalid},
		"who may not":          {"prots/performer", object{"act": "refuse", "inputs": object{"reason": "not_identified"}}, "", http.StatusForbidden, engine.Forbidden},
		"an act that does not": {"prots/operator", object{"act": "take"}, "/refuse/act", http.StatusUnprocessableEntity, engine.Invalid},
	} {
		p := problem(t, r.call(t, test.role, "POST", protsIntake+"/call", object{"fields": phoned(), "refuse": test.refuse}), test.status, test.kind)
		if len(p.Errors) == 0 || p.Errors[0].Pointer != test.pointer {
			t.Errorf("%s: %+v, want %q", name, p, test.pointer)
		}
	}
	if got := r.events(t, prots); got != before {
		t.Errorf("%d events, want none", got-before)
	}
}

func TestLikelyDuplicatesAreOfferedAndJoined(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.phoneBook(t)
	own := r.takeDown(t, phoned("type", "website", "email", "saule@mail.example", "description", "Баннер пропал"))
	alike := r.takeDown(t, phoned("phone", "87051119999", "description", "Программа бухгалтерии не запускается с утра"))
	r.takeDown(t, phoned("phone", "87051118888", "type", "other", "description", "Здравствуйте, помогите, пожалуйста"))
	ended := r.takeDown(t, phoned())
	r.act(t, "prots/operator", ended.Number, "refuse", object{"reason": "out_of_scope"})
	r.index(t, prots)
	var got []string
	for _, s := range r.foresee(t, phoned()).Similar {
		got = append(got, s.Ticket.Number)
	}
	if want := []string{own.Number, alike.Number}; len(got) != 2 || !slices.Contains(got, want[0]) || !slices.Contains(got, want[1]) {
		t.Fatalf("like it are %v, want the caller's and the one of the same words: %v", got, want)
	}
	path := protsTickets + "/" + own.Number + "/messages"
	body := object{"fields": phoned("description", "И шапка сайта тоже"), "channel": "call"}
	for range 2 {
		added := want[taken](t, r.call(t, "prots/operator", "POST", path, body, "Idempotency-Key", "k2"), http.StatusOK)
		if added.Number != own.Number {
			t.Errorf("it was added to %s", added.Number)
		}
	}
	var said []any
	for _, e := range want[history](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+own.Number+"/events", nil), http.StatusOK).Events {
		if e.Kind == "message" {
			said = append(said, e.Data["text"])
		}
	}
	if len(said) != 2 || said[1] != "И шапка сайта тоже" {
		t.Errorf("the messages are %q, want the call once behind the first", said)
	}
}

// A regulation's answer to a customer's message does not depend on who wrote it down.
func TestWordsOnThePhoneAreTheCustomers(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.takeDown(t, phoned("email", "saule@mail.example")).Number
	r.act(t, "prots/operator", n, "take", object{})
	r.act(t, "prots/operator", n, "ask", object{"text": "Какая версия?"})
	added := want[taken](t, r.call(t, "prots/operator", "POST", protsTickets+"/"+n+"/messages", object{"fields": phoned("description", "Версия восемь")}), http.StatusOK)
	if added.Status != "work" {
		t.Errorf("after the answer by phone it is %q, want it in work again", added.Status)
	}
}

func TestIntakeIsForEmployeesOfTheTenant(t *testing.T) {
	t.Parallel()
	customer := &engine.Actor{Kind: engine.Customer, ID: "c"}
	r := newRig(t, customerToken(customer))
	n := r.takeDown(t, phoned()).Number
	for _, who := range []string{"prots/intake", "customer"} {
		for path, body := range map[string]object{protsIntake: nil, "/api/v1/prots/callers?q=87051006343": nil, protsIntake + "/call": {"fields": phoned()},
			protsIntake + "/foresight": {"fields": phoned()}, protsTickets + "/" + n + "/messages": {"fields": phoned()}} {
			method := "POST"
			if body == nil {
				method = "GET"
			}
			if a := r.call(t, who, method, path, body); a.status != http.StatusForbidden {
				t.Errorf("%s at %s gets %d %s", who, path, a.status, a.body)
			}
		}
	}
	problem(t, r.call(t, "sud/operator", "POST", "/api/v1/sud/tickets/"+n+"/messages", object{"fields": phoned()}), http.StatusNotFound, engine.NotFound)
}
