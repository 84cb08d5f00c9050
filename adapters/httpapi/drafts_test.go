package httpapi

import (
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

const protsDrafts = "/api/v1/prots/drafts"

func TestDraftIsKeptUntilItIsSent(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	path := protsTickets + "/" + n + "/drafts/reply"
	if none := want[Draft](t, r.call(t, "prots/operator", "GET", path, nil), http.StatusOK); none.Revision != 0 || none.Kind != "reply" || none.Number != n {
		t.Errorf("draft %+v, want an empty one of the ticket", none)
	}
	first := want[Draft](t, r.call(t, "prots/operator", "PUT", path, object{"text": "Здравствуйте", "version": 1, "revision": 0}), http.StatusOK)
	got := want[Draft](t, r.call(t, "prots/operator", "GET", path, nil), http.StatusOK)
	if got.Text != "Здравствуйте" || got.Version != 1 || got.Revision != first.Revision || got.Updated == nil {
		t.Errorf("draft %+v, want what was written", got)
	}
	r.act(t, "prots/operator", n, "note", object{"text": "для себя"})
	if kept := want[Draft](t, r.call(t, "prots/operator", "GET", path, nil), http.StatusOK); kept.Text == "" {
		t.Error("a note has removed the draft of a reply")
	}
	r.act(t, "prots/operator", n, "reply", object{"text": "Здравствуйте"})
	if gone := want[Draft](t, r.call(t, "prots/operator", "GET", path, nil), http.StatusOK); gone.Revision != 0 || gone.Text != "" {
		t.Errorf("draft %+v after it was sent, want none", gone)
	}
}

func TestDraftOfAnotherActIsNamed(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	path := protsTickets + "/" + n + "/drafts/reply"
	d := want[Draft](t, r.call(t, "prots/operator", "PUT", path, object{"text": "Какая модель?", "revision": 0}), http.StatusOK)
	ask := object{"act": "ask", "inputs": object{"text": "Какая модель?"}, "draft": object{"kind": "reply", "revision": d.Revision}}
	want[done](t, r.tryAct(t, "prots/operator", n, ask), http.StatusOK)
	if gone := want[Draft](t, r.call(t, "prots/operator", "GET", path, nil), http.StatusOK); gone.Revision != 0 {
		t.Errorf("draft %+v after the question was asked, want none", gone)
	}
}

func TestDraftsOfTwoPagesAreShownBoth(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	path := protsTickets + "/" + r.file(t, laptop()).Number + "/drafts/note"
	first := want[Draft](t, r.call(t, "prots/operator", "PUT", path, object{"text": "одно окно", "revision": 0}), http.StatusOK)
	p := problem(t, r.call(t, "prots/operator", "PUT", path+"?lang=kk", object{"text": "другое окно", "revision": 0}), http.StatusConflict, engine.Conflict)
	if p.item("/revision").Code != "revision_changed" || !strings.HasPrefix(p.Detail, "Мұны басқа терезеде") {
		t.Errorf("problem %+v, want that it was changed, in Kazakh", p)
	}
	if p.Drafts == nil || p.Drafts.Kept.Text != "одно окно" || p.Drafts.Kept.Revision != first.Revision || p.Drafts.Yours.Text != "другое окно" {
		t.Fatalf("drafts %+v, want both", p.Drafts)
	}
	second := want[Draft](t, r.call(t, "prots/operator", "PUT", path, object{"text": "вместе", "revision": p.Drafts.Kept.Revision}), http.StatusOK)
	if second.Revision <= first.Revision {
		t.Errorf("revision %d after %d", second.Revision, first.Revision)
	}
}

func TestDraftIsSeenByItsWriterAlone(t *testing.T) {
	t.Parallel()
	customer := &engine.Actor{Kind: engine.Customer}
	r := newRig(t, customerToken(customer))
	filed := r.file(t, laptop())
	customer.ID = r.requester(t, filed.ID)
	path := protsTickets + "/" + filed.Number + "/drafts/reply"
	want[Draft](t, r.call(t, "prots/operator", "PUT", path, object{"text": "секрет", "revision": 0}), http.StatusOK)
	want[Draft](t, r.call(t, "prots/operator", "PUT", protsDrafts+"/intake", object{"text": "секрет", "fields": object{"name": "секрет"}, "revision": 0}), http.StatusOK)
	for _, who := range []string{"prots/admin", "prots/intake", "customer"} {
		for _, p := range []string{path, protsDrafts, protsDrafts + "/intake"} {
			if a := r.call(t, who, "GET", p, nil); strings.Contains(string(a.body), "секрет") || who != "prots/admin" && a.status != http.StatusForbidden {
				t.Errorf("%s gets %d %s at %s", who, a.status, a.body, p)
			}
		}
	}
	want[struct{ Drafts []Draft }](t, r.call(t, "prots/operator", "GET", protsDrafts, nil), http.StatusOK)
	problem(t, r.call(t, "sud/operator", "GET", strings.Replace(path, "prots", "sud", 1), nil), http.StatusNotFound, engine.NotFound)
}

func TestIntakeDraftGoesWithTheRequest(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	const sudDrafts = "/api/v1/sud/drafts"
	want[Draft](t, r.call(t, "sud/operator", "PUT", sudDrafts+"/intake", object{"text": "", "fields": object{"name": "Данияр"}, "revision": 0}), http.StatusOK)
	listed := want[struct{ Drafts []Draft }](t, r.call(t, "sud/operator", "GET", sudDrafts, nil), http.StatusOK)
	if len(listed.Drafts) != 1 || listed.Drafts[0].Kind != "intake" || listed.Drafts[0].Fields["name"] != "Данияр" {
		t.Fatalf("drafts %+v, want the request", listed.Drafts)
	}
	r.callSUD(t)
	listed = want[struct{ Drafts []Draft }](t, r.call(t, "sud/operator", "GET", sudDrafts, nil), http.StatusOK)
	if len(listed.Drafts) != 0 {
		t.Errorf("drafts %+v after it was filed, want none", listed.Drafts)
	}
}

func TestDraftIsBounded(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	path := protsTickets + "/" + r.file(t, laptop()).Number + "/drafts/note"
	problem(t, r.call(t, "prots/operator", "PUT", path, object{"text": strings.Repeat("ж", 40<<10), "revision": 0}),
		http.StatusRequestEntityTooLarge, engine.Invalid)
	problem(t, r.call(t, "prots/operator", "PUT", path, object{"text": "", "fields": object{"x": strings.Repeat("x", 65<<10)}, "revision": 0}),
		http.StatusRequestEntityTooLarge, engine.Invalid)
}
