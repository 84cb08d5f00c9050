package httpapi

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

// sentTo are the addresses that messages went to, in order, of those that are known
// to the outbox since the last call.
func (r *rig) sentTo(t *testing.T) (to []string) {
	t.Helper()
	r.settle(t)
	for _, d := range r.outbox.Sent()[r.seen:] {
		to = append(to, d.Payload.Map("to").String("address"))
	}
	r.seen = len(r.outbox.Sent())
	return to
}

// TestMergedTicketEndsQuietlyAndItsClientGoesOn: one notice of ours and none of the
// regulation's; the answers of the other ticket; and what is written to the old
// number lands on the other.
func TestMergedTicketEndsQuietlyAndItsClientGoesOn(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	other := laptop()
	other["email"] = "other@mail.example"
	goesOn := r.file(t, other).Number
	repeats := r.writes(t, "m1@mail.example", "Не работает почта с утра", "Не приходят письма").Number
	r.sentTo(t)
	seen := want[done](t, r.tryAct(t, "prots/operator", repeats, object{"act": "merge", "inputs": object{"ticket": goesOn}, "preview": true}), http.StatusOK)
	if len(seen.Notices) != 1 || seen.Notices[0].To != "daniyar@mail.example" || seen.Notices[0].Whom != "client" || !strings.Contains(seen.Notices[0].Text, goesOn) {
		t.Fatalf("the preview shows %+v, want one notice that names %s", seen.Notices, goesOn)
	}
	merged := r.act(t, "prots/operator", repeats, "merge", object{"ticket": goesOn})
	if merged.Ticket.Family != "stop" || len(merged.Ticket.Links) != 1 || merged.Ticket.Links[0].Relation != "duplicate_of" {
		t.Errorf("it has become %s with links %v", merged.Ticket.Status, merged.Ticket.Links)
	}
	if got := r.sentTo(t); !slices.Equal(got, []string{"daniyar@mail.example"}) {
		t.Errorf("messages went to %v, want one to its client", got)
	}
	r.act(t, "prots/operator", goesOn, "take", object{})
	r.sentTo(t)
	r.act(t, "prots/operator", goesOn, "reply", object{"text": "Почта работает"})
	if got := r.sentTo(t); !slices.Equal(got, []string{"other@mail.example", "daniyar@mail.example"}) {
		t.Errorf("the answer went to %v, want both clients", got)
	}
	if landed := r.writes(t, "m2@mail.example", "Re: ["+repeats+"] Принято", "Спасибо, заработало"); landed.Number != repeats {
		t.Fatalf("what was written to the old number landed on %s", landed.Number)
	}
	r.sentTo(t)
	events := want[struct {
		Events []Event
		Next   int64
	}](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/tickets/"+goesOn+"/events", nil), http.StatusOK).Events
	if !slices.ContainsFunc(events, func(e Event) bool {
		return e.Kind == "passed" && e.Data["text"] == "Спасибо, заработало"
	}) {
		t.Errorf("it was not passed on to %s: %+v", goesOn, events[len(events)-1])
	}
	third := r.writes(t, "m3@mail.example", "Совсем другое дело", "И принтер").Number
	p := problem(t, r.tryAct(t, "prots/operator", third, object{"act": "merge", "inputs": object{"ticket": repeats}}), http.StatusUnprocessableEntity, engine.Refused)
	if p.item("/inputs/ticket").Code != "merge_ended" {
		t.Errorf("a merge into what has ended: %+v", p)
	}
}
