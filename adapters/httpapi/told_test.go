package httpapi

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

const protsMe = "/api/v1/prots/me"

func TestMailsAreTurnedOffOneByOne(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	all := NoticeWishes{Assigned: true, Deadline: true, Mentioned: true, Watched: true, Reminded: true}
	if got := want[NoticeWishes](t, r.call(t, "prots/operator", "GET", protsMe+"/notices", nil), http.StatusOK); got != all {
		t.Errorf("wishes are %+v, want all mails", got)
	}
	fewer := all
	fewer.Deadline, fewer.Watched = false, false
	want[NoticeWishes](t, r.call(t, "prots/operator", "PUT", protsMe+"/notices", object{"assigned": true, "deadline": false, "mentioned": true, "watched": false, "reminded": true}), http.StatusOK)
	if got := want[NoticeWishes](t, r.call(t, "prots/operator", "GET", protsMe+"/notices", nil), http.StatusOK); got != fewer {
		t.Errorf("wishes are %+v, want %+v", got, fewer)
	}
	if got := want[NoticeWishes](t, r.call(t, "prots/admin", "GET", protsMe+"/notices", nil), http.StatusOK); got != all {
		t.Errorf("somebody else's are %+v, want all mails", got)
	}
	for _, who := range []string{"prots/intake", "sud/operator"} {
		if a := r.call(t, who, "GET", protsMe+"/notices", nil); a.status < 400 {
			t.Errorf("%s gets %d %s", who, a.status, a.body)
		}
	}
}

func TestReminderIsKeptForItsOwner(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	path := protsTickets + "/" + n + "/reminders"
	at := start.Add(time.Hour)
	made := want[Reminder](t, r.call(t, "prots/operator", "POST", path, object{"at": at.Format(time.RFC3339), "text": " Позвонить "}), http.StatusCreated)
	if made.Number != n || !made.At.Equal(at) || made.Text != "Позвонить" || made.Due {
		t.Errorf("made %+v", made)
	}
	type list struct{ Reminders []Reminder }
	r.clock.Set(at)
	if got := want[list](t, r.call(t, "prots/operator", "GET", protsMe+"/reminders", nil), http.StatusOK); len(got.Reminders) != 1 || !got.Reminders[0].Due {
		t.Errorf("listed %+v, want it, and that it is due", got)
	}
	if got := want[list](t, r.call(t, "prots/admin", "GET", protsMe+"/reminders", nil), http.StatusOK); len(got.Reminders) != 0 {
		t.Errorf("somebody else sees %+v", got)
	}
	problem(t, r.call(t, "prots/admin", "DELETE", protsMe+"/reminders/"+made.ID, nil), http.StatusNotFound, engine.NotFound)
	problem(t, r.call(t, "sud/operator", "POST", strings.Replace(path, "prots", "sud", 1), object{"at": at.Add(time.Hour).Format(time.RFC3339)}), http.StatusNotFound, engine.NotFound)
	past := problem(t, r.call(t, "prots/operator", "POST", path, object{"at": at.Format(time.RFC3339)}), http.StatusUnprocessableEntity, engine.Invalid)
	if past.item("/at").Code != "past" {
		t.Errorf("problem %+v, want that it is past", past)
	}
	if a := r.call(t, "prots/operator", "DELETE", protsMe+"/reminders/"+made.ID, nil); a.status >= 300 {
		t.Errorf("removing it: %d %s", a.status, a.body)
	}
}

func TestNoteSpeaksToEmployeesWhoMaySeeTheTicket(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	note := func(mentions ...any) answer {
		return r.tryAct(t, "prots/operator", n, object{"act": "note", "inputs": object{"text": "Посмотрите", "mentions": mentions}})
	}
	p := problem(t, note("aliya", "nobody"), http.StatusUnprocessableEntity, engine.Invalid)
	if p.item("/inputs/mentions").Code != "no_employee" || !strings.Contains(p.item("/inputs/mentions").Detail, "nobody") {
		t.Errorf("problem %+v, want who is no employee", p)
	}
	got := want[done](t, note("aliya", "aliya"), http.StatusOK)
	sent := 0
	for _, d := range got.Decisions {
		if d.Op == "send" && d.Clause.ID == "engine:notice" {
			sent++
		}
	}
	if sent != 1 {
		t.Errorf("%d mails in %+v, want one to her", sent, got.Decisions)
	}
	shown := want[Ticket](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+n, nil), http.StatusOK)
	if len(shown.Watchers) != 1 || shown.Watchers[0] != "aliya" {
		t.Errorf("watchers are %q, want her", shown.Watchers)
	}
}

func TestCustomerSeesNeitherWatchersNorTheirMail(t *testing.T) {
	t.Parallel()
	customer := &engine.Actor{Kind: engine.Customer}
	r := newRig(t, customerToken(customer))
	filed := r.file(t, laptop())
	customer.ID = r.requester(t, filed.ID)
	r.act(t, "prots/operator", filed.Number, "note", object{"text": "тайное слово", "mentions": []string{"aliya"}})
	if _, err := r.engine.DeliverDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{"", "/events", "/why"} {
		if a := r.call(t, "customer", "GET", protsTickets+"/"+filed.Number+path, nil); strings.Contains(string(a.body), "тайное") || strings.Contains(string(a.body), "aliya") {
			t.Errorf("at %q the customer reads %s", path, a.body)
		}
	}
}

// Whoever has a ticket hears of what comes to it; nobody of what they did, and
// nobody of tickets that are not theirs.
func TestNewsAreWhatBecameOnesBusiness(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	type news struct {
		News []News
		Seq  int64
	}
	ask := func(who string, after int64) news {
		t.Helper()
		return want[news](t, r.call(t, who, "GET", protsMe+"/news?after="+itoa(after), nil), http.StatusOK)
	}
	begin := ask("prots/operator", 0)
	if len(begin.News) != 0 || begin.Seq == 0 {
		t.Fatalf("at first %+v, want nothing but the number to go on from", begin)
	}
	n := r.file(t, laptop()).Number
	r.act(t, "prots/admin", n, "assign", object{"to": "operator"})
	got := ask("prots/operator", begin.Seq)
	if len(got.News) != 1 || got.News[0].Reason != "assigned" || got.News[0].Number != n {
		t.Errorf("got %+v, want that the ticket is theirs", got.News)
	}
	if again := ask("prots/operator", got.Seq); len(again.News) != 0 || again.Seq != got.Seq {
		t.Errorf("asked again: %+v, want nothing", again)
	}
	if hers := ask("prots/admin", begin.Seq); len(hers.News) != 0 {
		t.Errorf("who did it hears %+v", hers.News)
	}
	r.clock.Set(start.Add(30 * 24 * time.Hour))
	if _, err := r.engine.FireDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if late := ask("prots/operator", got.Seq); len(late.News) == 0 || !strings.HasPrefix(late.News[0].Reason, "deadline_") {
		t.Errorf("after its deadlines: %+v, want them", late.News)
	}
	problem(t, r.call(t, "sud/operator", "GET", protsMe+"/news", nil), http.StatusUnauthorized, engine.Forbidden)
}
