package httpapi

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"github.com/reglament/reglament/engine"
)

const protsTickets = "/api/v1/prots/tickets"

func TestFiledRequestIsATicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.call(t, "prots/intake", "POST", protsTickets, object{"fields": laptop(), "language": "en"})
	got := want[created](t, a, http.StatusCreated)
	if got.Number != "SUPPORT-10110" || got.Status != "new" || got.Label != "Created" || got.Thanks != "Thank you! Your message has been sent" || got.Seq == 0 {
		t.Errorf("answer %+v, want SUPPORT-10110, new, with thanks in English", got)
	}
	location := a.header.Get("Location")
	if location != protsTickets+"/SUPPORT-10110" {
		t.Errorf("location %q, want %s/SUPPORT-10110", location, protsTickets)
	}
	ticket := want[Ticket](t, r.call(t, "prots/operator", "GET", location, nil), http.StatusOK)
	if ticket.ID != got.ID || ticket.Fields["phone"] != "+77051006343" || ticket.Facets["type"] != "support" || ticket.Family != "new" || ticket.Turn != "staff" {
		t.Errorf("ticket %+v, want what was filed", ticket)
	}
	byID := want[Ticket](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+got.ID, nil), http.StatusOK)
	if byID.Number != ticket.Number || byID.Version != ticket.Version {
		t.Errorf("by id: %+v, want the same ticket", byID)
	}
	for _, ref := range []string{"SUPPORT-10111", "support-10110", "%00", "..%2f", strings.Repeat("x", 5000)} {
		problem(t, r.call(t, "prots/operator", "GET", protsTickets+"/"+ref, nil), http.StatusNotFound, engine.NotFound)
	}
}

func TestRepeatedRequestGetsTheFirstAnswer(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	post := func(role, key string, fields object) answer {
		return r.call(t, role, "POST", protsTickets, object{"fields": fields}, "Idempotency-Key", key)
	}
	first := want[created](t, post("prots/operator", "k1", laptop()), http.StatusCreated)
	// The ticket goes on meanwhile, and so does time.
	r.clock.Advance(time.Hour)
	r.act(t, "prots/operator", first.Number, "take", nil)
	again := want[created](t, post("prots/operator", "k1", laptop()), http.StatusCreated)
	if again != first {
		t.Errorf("second answer %+v, want the first one %+v", again, first)
	}
	other := laptop()
	other["description"] = "Другое"
	p := problem(t, post("prots/operator", "k1", other), http.StatusConflict, engine.Conflict)
	if p.Detail != "Этот ключ уже использован для другого запроса." {
		t.Errorf("detail %q, want that the key was used", p.Detail)
	}
	if second := want[created](t, post("prots/operator", "k2", laptop()), http.StatusCreated); second.Number == first.Number {
		t.Errorf("another key gave %s again, want a ticket of its own", second.Number)
	}
	if theirs := want[created](t, post("prots/admin", "k1", laptop()), http.StatusCreated); theirs.Number == first.Number {
		t.Errorf("another caller's key k1 gave %s, want a ticket of its own", theirs.Number)
	}
	if n := len(r.list(t, "prots/operator", "").Tickets); n != 3 {
		t.Errorf("%d tickets, want 3", n)
	}
}

func TestWrongFieldsAreNamedInTheCallersLanguage(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fields := object{"type": "nothing", "company_name": "Физ.лицо", "name": "", "email": "not-an-address", "phone": "12", "description": "ok", "colour": "red"}
	codes := map[string]string{"/fields/type": "choice", "/fields/region": "required", "/fields/name": "required",
		"/fields/email": "email", "/fields/phone": "phone"}
	sentences := map[string]string{"kk": "Бұл өрісті толтырыңыз.", "ru": "Заполните это поле.", "en": "Fill in this field.",
		"de": "Fill in this field.", "": "Заполните это поле.", "en-GB,ru;q=0.5": "Fill in this field.", "%%%": "Заполните это поле."}
	for lang, sentence := range sentences {
		a := r.call(t, "prots/intake", "POST", protsTickets, object{"fields": fields}, "Accept-Language", lang)
		p := problem(t, a, http.StatusUnprocessableEntity, engine.Invalid)
		for pointer, code := range codes {
			if got := p.item(pointer); got.Code != code || got.Detail == "" {
				t.Errorf("%q: problem at %s is %+v, want code %s with a sentence", lang, pointer, got, code)
			}
		}
		if got := p.item("/fields/region").Detail; got != sentence {
			t.Errorf("%q: required is told as %q, want %q", lang, got, sentence)
		}
	}
	if n := len(r.list(t, "prots/operator", "").Tickets); n != 0 {
		t.Errorf("%d tickets were opened, want none", n)
	}
}

func TestWarningIsTakenOnceConfirmed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fields := laptop()
	fields["email"] = "daniyar@gmial.com"
	body := object{"fields": fields}
	p := problem(t, r.call(t, "prots/intake", "POST", protsTickets, body), http.StatusUnprocessableEntity, engine.Invalid)
	if got := p.item("/fields/email"); got.Code != "email_typo" || !got.Warning || !strings.Contains(got.Detail, "gmail.com") || p.Clause != "PROTS-F3" {
		t.Errorf("problem %+v of %s, want a warning of PROTS-F3 that proposes gmail.com", got, p.Clause)
	}
	body["confirmed"] = []string{"email_typo"}
	want[created](t, r.call(t, "prots/intake", "POST", protsTickets, body), http.StatusCreated)
}

func TestRefusalQuotesItsClause(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fields := laptop()
	fields["company_name"] = "АО «Банк»"
	fields["email"] = "client@gmail.com"
	p := problem(t, r.call(t, "prots/intake", "POST", protsTickets, object{"fields": fields}, "Accept-Language", "en"), http.StatusUnprocessableEntity, engine.Invalid)
	got := p.item("/fields/email")
	if p.Clause != "PROTS-F3b" || got.Clause != "PROTS-F3b" || got.Detail != "Your company takes no requests from personal mail. Give your corporate address." {
		t.Errorf("problem %+v, want the words of PROTS-F3b", p)
	}
	n := r.file(t, laptop()).Number
	p = problem(t, r.tryAct(t, "prots/operator", n, object{"act": "confirm"}), http.StatusUnprocessableEntity, engine.Refused)
	if p.Clause != "PROTS-M8" || p.item("").Code != "act_status" {
		t.Errorf("problem %+v, want that PROTS-M8 does not allow it in this status", p)
	}
}

type listed struct {
	Tickets []Ticket
	Next    string
}

func (r *rig) list(t *testing.T, role, query string) listed {
	t.Helper()
	tenant, _, _ := strings.Cut(role, "/")
	return want[listed](t, r.call(t, role, "GET", "/api/v1/"+tenant+"/tickets?"+query, nil), http.StatusOK)
}

func numbers(tickets []Ticket) []string {
	out := []string{}
	for _, one := range tickets {
		out = append(out, strings.TrimPrefix(one.Number, "SUPPORT-"))
	}
	return out
}

func TestListsAreFiltered(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, kind := range []string{"support", "mail", "incident"} {
		fields := laptop()
		fields["type"] = kind
		r.file(t, fields)
		r.clock.Advance(time.Minute)
	}
	r.act(t, "prots/operator", "SUPPORT-10111", "take", nil)
	for query, wanted := range map[string][]string{
		"":                                  {"10112", "10111", "10110"},
		"status=work":                       {"10111"},
		"status=work,new":                   {"10112", "10111", "10110"},
		"type=mail,incident&status=new":     {"10112"},
		"family=work&turn=staff":            {"10111"},
		"priority=urgent":                   {"10112"},
		"assignee=operator":                 {"10111"},
		"channel=form&limit=2":              {"10112", "10111"},
		"channel=call":                      {},
		"type=" + url.QueryEscape("' OR 1"): {},
	} {
		if got := numbers(r.list(t, "prots/operator", query).Tickets); !slices.Equal(got, wanted) {
			t.Errorf("%s: got %v, want %v", query, got, wanted)
		}
	}
}

func TestListsRefuseWhatTheyDoNotKnow(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for query, pointer := range map[string]string{"colour=red": "/colour", "stauts=new": "/stauts", "sort=colour": "/sort", "limit=0": "/limit",
		"limit=201": "/limit", "limit=many": "/limit", "cursor=none": "/cursor", "cursor=AAAA": "/cursor"} {
		p := problem(t, r.call(t, "prots/operator", "GET", protsTickets+"?"+query, nil, "Accept-Language", "en"), http.StatusUnprocessableEntity, engine.Invalid)
		if got := p.item(pointer); got.Code == "" || got.Detail == "" {
			t.Errorf("%s: problems %+v, want one at %s", query, p.Errors, pointer)
		}
	}
	p := problem(t, r.call(t, "prots/operator", "GET", protsTickets+"?colour=red&lang=kk", nil), http.StatusUnprocessableEntity, engine.Invalid)
	if p.Detail != "Мұндай өріс жоқ." {
		t.Errorf("detail %q, want that there is no such field, in Kazakh", p.Detail)
	}
}

// TestPagesShowEachTicketOnce reads a list to its end while requests keep coming
// in: what was there at the beginning is shown once, in order.
func TestPagesShowEachTicketOnce(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var there []string // the newest first
	file := func() string {
		r.clock.Advance(time.Second)
		return strings.TrimPrefix(r.file(t, laptop()).Number, "SUPPORT-")
	}
	for range 12 {
		there = slices.Insert(there, 0, file())
	}
	rapid.Check(t, func(rt *rapid.T) {
		before := slices.Clone(there)
		sort := rapid.SampledFrom([]string{"created", "due"}).Draw(rt, "sort")
		if sort == "due" {
			slices.Reverse(before) // what was filed first is due first
		}
		var got []string
		for cursor, pages := "", 0; ; pages++ {
			if pages > 50 {
				rt.Fatal("the list has no end")
			}
			limit := rapid.IntRange(1, 7).Draw(rt, "limit")
			page := r.list(t, "prots/operator", fmt.Sprintf("sort=%s&limit=%d&cursor=%s", sort, limit, cursor))
			if len(page.Tickets) > limit {
				rt.Fatalf("%d tickets on a page of %d", len(page.Tickets), limit)
			}
			got = append(got, numbers(page.Tickets)...)
			if cursor = page.Next; cursor == "" {
				break
			}
			if len(there) < 60 && rapid.IntRange(0, 3).Draw(rt, "comes in") == 0 {
				there = slices.Insert(there, 0, file())
			}
		}
		old := slices.DeleteFunc(slices.Clone(got), func(n string) bool { return !slices.Contains(before, n) })
		if !slices.Equal(old, before) {
			rt.Fatalf("sorted by %s the pages showed %v, want %v, each once", sort, old, before)
		}
		slices.Sort(got)
		if n := len(got); n != len(slices.Compact(got)) {
			rt.Fatalf("shown twice among %v", got)
		}
	})
}

type history struct {
	Events         []Event
	Next, Previous int64
}

// TestHistoryIsReadFromItsEnd goes back two by two; another ticket's event lies
// between.
func TestHistoryIsReadFromItsEnd(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	r.file(t, laptop())
	r.act(t, "prots/operator", n, "take", nil)
	for i := range 3 {
		r.act(t, "prots/operator", n, "note", object{"text": fmt.Sprint("заметка ", i)})
	}
	at := func(query string) string { return protsTickets + "/" + n + "/events?" + query }
	all := want[history](t, r.call(t, "prots/operator", "GET", at(""), nil), http.StatusOK).Events
	var got []Event
	query := "last=true&limit=2"
	for range 9 {
		page := want[history](t, r.call(t, "prots/operator", "GET", at(query), nil), http.StatusOK)
		if page.Next != 0 {
			t.Errorf("%s: next is %d, want none: one goes back", query, page.Next)
		}
		got = append(slices.Clone(page.Events), got...)
		if page.Previous == 0 {
			break
		}
		query = fmt.Sprintf("limit=2&before=%d", page.Previous)
	}
	seqs := func(events []Event) (out []int64) {
		for _, e := range events {
			out = append(out, e.Seq)
		}
		return out
	}
	if len(all) != 5 || !slices.Equal(seqs(got), seqs(all)) {
		t.Errorf("from the end: %v, want %v", seqs(got), seqs(all))
	}
	whys := want[struct {
		Events   []Why
		Previous int64
	}](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+n+"/why?last=true&limit=2", nil), http.StatusOK).Events
	if len(whys) != 2 || whys[1].Seq != all[4].Seq || whys[0].Seq != all[3].Seq {
		t.Errorf("the last reasons are %+v, want those of %v", whys, seqs(all[3:]))
	}
	problem(t, r.call(t, "prots/operator", "GET", at("last=true&after=1"), nil), http.StatusUnprocessableEntity, engine.Invalid)
	problem(t, r.call(t, "prots/intake", "GET", at("last=true"), nil), http.StatusForbidden, engine.Forbidden)
}

func TestHistoryIsReadInParts(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	r.file(t, laptop()) // another ticket's event lies between
	r.act(t, "prots/operator", n, "take", nil)
	r.act(t, "prots/operator", n, "note", object{"text": "внутри"})
	all := want[history](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+n+"/events", nil), http.StatusOK)
	var kinds []string
	for _, e := range all.Events {
		kinds = append(kinds, e.Kind+" "+e.Actor.Kind)
		if e.Hash == "" || e.At.IsZero() || e.At.Location() != time.UTC {
			t.Errorf("event %+v lacks its hash or its time in UTC", e)
		}
	}
	if wanted := []string{"message customer", "act staff", "act staff"}; !slices.Equal(kinds, wanted) || all.Next != 0 {
		t.Errorf("events %v, next %d, want %v and the end", kinds, all.Next, wanted)
	}
	var parts []Event
	for after := int64(0); ; {
		page := want[history](t, r.call(t, "prots/operator", "GET", fmt.Sprintf("%s/%s/events?limit=1&after=%d", protsTickets, n, after), nil), http.StatusOK)
		parts = append(parts, page.Events...)
		if after = page.Next; after == 0 {
			break
		}
	}
	if len(parts) != 3 || parts[0].Seq != all.Events[0].Seq || parts[2].Seq != all.Events[2].Seq {
		t.Errorf("in parts of one: %+v, want the same events", parts)
	}
}

func TestDeadlinesAreProved(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.callSUD(t).Number
	var got struct {
		Zone      string
		Deadlines []Deadline
	}
	got = want[struct {
		Zone      string
		Deadlines []Deadline
	}](t, r.call(t, "sud/operator", "GET", "/api/v1/sud/tickets/"+n+"/deadlines?lang=en", nil), http.StatusOK)
	i := slices.IndexFunc(got.Deadlines, func(d Deadline) bool { return d.ID == "first_reply" })
	if got.Zone != "Asia/Almaty" || i < 0 {
		t.Fatalf("deadlines %+v, want first_reply in Asia/Almaty", got)
	}
	d := got.Deadlines[i]
	if d.State != "running" || d.Clause.ID != "SUD-5-first" || d.Label != "First answer" || d.Due == nil || !d.Due.Equal(start.Add(3*time.Hour)) {
		t.Errorf("first_reply %+v, want running under SUD-5-first, due three hours after %s", d, start)
	}
	if d.Proof == nil || len(d.Proof.Intervals) == 0 {
		t.Fatalf("first_reply has no proof: %+v", d)
	}
}

// TestWhyNamesAClauseForEachDecision takes a ticket through its life and asks for
// the reason of everything that was decided.
func TestWhyNamesAClauseForEachDecision(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	r.act(t, "prots/operator", n, "take", nil)
	r.act(t, "prots/operator", n, "fulfil", object{"wording": "fulfilled_plain", "text": "Заменили блок питания"})
	for range 5 { // two reminders, then silence closes it
		r.clock.Advance(48 * time.Hour)
		if _, err := r.engine.FireDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var got struct{ Events []Why }
	got = want[struct{ Events []Why }](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+n+"/why?lang=en&limit=500", nil), http.StatusOK)
	clauses := map[string]bool{}
	automatic := 0
	for _, e := range got.Events {
		for _, d := range e.Decisions {
			clauses[d.Clause.ID] = true
			if d.Clause.ID == "" || d.Clause.Title == "" || d.Sentence == "" {
				t.Errorf("event %d, %s %s: %+v has no clause, title or sentence", e.Seq, d.Op, d.Name, d)
			}
		}
		if e.Kind == engine.KindTimer {
			automatic += len(e.Decisions)
		}
	}
	for _, id := range []string{"PROTS-1", "PROTS-F6", "PROTS-M6", "PROTS-M8"} {
		if !clauses[id] {
			t.Errorf("no decision by %s among %v", id, clauses)
		}
	}
	if automatic == 0 {
		t.Error("no timer has decided anything: the test proves nothing")
	}
	if ticket := want[Ticket](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+n, nil), http.StatusOK); ticket.Status != "closed" {
		t.Errorf("the ticket is %s, want closed by silence", ticket.Status)
	}
}

func TestOperatorTakesDownACall(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	got := r.callSUD(t)
	ticket := want[Ticket](t, r.call(t, "sud/operator", "GET", "/api/v1/sud/tickets/"+got.Number, nil), http.StatusOK)
	if got.Number != "SK-000001" || ticket.Facets["channel"] != "call" || ticket.Fields["phone"] != "+77051006344" {
		t.Errorf("%s %+v, want SK-000001 by call with the caller's number", got.Number, ticket)
	}
	events := want[history](t, r.call(t, "sud/operator", "GET", "/api/v1/sud/tickets/"+got.Number+"/events", nil), http.StatusOK)
	if e := events.Events[0]; e.Actor.Kind != "staff" || e.Actor.ID != "operator" || e.Data["requester"] == "" {
		t.Errorf("the call was taken down by %+v, want the operator, for a requester", e.Actor)
	}
	p := problem(t, r.call(t, "sud/intake", "POST", "/api/v1/sud/intake/call", object{"fields": object{"phone": "87051006344"}}), http.StatusForbidden, engine.Forbidden)
	if p.Detail != "Ваша роль этого не позволяет." {
		t.Errorf("detail %q", p.Detail)
	}
	p = problem(t, r.call(t, "sud/operator", "POST", "/api/v1/sud/tickets", object{"fields": object{"description": "x"}}), http.StatusUnprocessableEntity, engine.Refused)
	if p.item("").Code != "channel_closed" && len(p.Errors) == 0 {
		t.Errorf("problem %+v: the service has no form", p)
	}
}
