package httpapi

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

// settle does what tickets ask of one another.
func (r *rig) settle(t *testing.T) {
	t.Helper()
	for {
		n, err := r.engine.DeliverDue(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if n == 0 {
			return
		}
	}
}

// family is a ticket that is in work, and a child of it.
func (r *rig) family(t *testing.T) (parent, child string) {
	t.Helper()
	other := laptop()
	other["email"], other["description"] = "other@mail.example", "Не включается экран"
	parent, child = r.file(t, laptop()).Number, r.file(t, other).Number
	r.act(t, "prots/operator", parent, "take", object{})
	r.act(t, "prots/operator", parent, "link", object{"ticket": child, "as": "child"})
	r.settle(t)
	return parent, child
}

// TestParentWaitsForItsChildren: who looks at what can be done hears what stands in
// the way, and who tries it nonetheless is told the same.
func TestParentWaitsForItsChildren(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	parent, child := r.family(t)
	shown := want[Ticket](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/tickets/"+parent, nil), http.StatusOK)
	if !slices.Equal(shown.Children, []string{child}) {
		t.Fatalf("the open children are %v, want %s", shown.Children, child)
	}
	offers := r.offers(t, "prots/operator", parent)
	if got := ids(offers.Acts); slices.Contains(got, "fulfil") {
		t.Errorf("fulfil is offered: %v", got)
	}
	i := slices.IndexFunc(offers.Held, func(h HeldAct) bool { return h.ID == "fulfil" })
	if i < 0 || offers.Held[i].Why.Detail != "First end the children: "+child+"." {
		t.Fatalf("held are %+v, want fulfil with its reason", offers.Held)
	}
	p := problem(t, r.tryAct(t, "prots/operator", parent, object{"act": "fulfil"}), http.StatusUnprocessableEntity, engine.Refused)
	if len(p.Errors) != 1 || p.Errors[0].Code != "act_children" || p.Clause != string(engine.ClauseChildren) || !strings.Contains(p.Detail, child) {
		t.Errorf("the refusal is %+v, want act_children with %s", p, child)
	}
	r.act(t, "prots/operator", child, "take", object{})
	r.act(t, "prots/operator", child, "fulfil", object{})
	r.settle(t)
	if offers = r.offers(t, "prots/operator", parent); len(offers.Held) != 0 || !slices.Contains(ids(offers.Acts), "fulfil") {
		t.Errorf("when the child is fulfilled, offered are %v, held %+v", ids(offers.Acts), offers.Held)
	}
}

func TestLinkNamesOnlyWhatOneSees(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	for _, other := range []string{"SUPPORT-99999", r.callSUD(t).Number, r.callSUD(t).ID, n} {
		p := problem(t, r.tryAct(t, "prots/operator", n, object{"act": "link", "inputs": object{"ticket": other}}), http.StatusUnprocessableEntity, engine.Invalid)
		if p.item("/inputs/ticket").Code != "no_ticket" {
			t.Errorf("a link to %s: %+v, want no_ticket", other, p)
		}
	}
}

// TestNothingBecomesItsOwnAncestor: each parent waits for its children, so that a
// circle of them could never be ended, however long it is.
func TestNothingBecomesItsOwnAncestor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	var line []string
	for i := range 4 {
		form := laptop()
		form["email"] = string(rune('a'+i)) + "@mail.example"
		line = append(line, r.file(t, form).Number)
		if i > 0 {
			r.act(t, "prots/operator", line[i], "link", object{"ticket": line[i-1], "as": "parent"})
			r.settle(t)
		}
	}
	for _, circle := range []struct{ on, ticket, as string }{
		{line[0], line[3], "parent"}, {line[3], line[0], "child"}, {line[0], line[1], "parent"}, {line[1], line[3], "parent"},
	} {
		p := problem(t, r.tryAct(t, "prots/operator", circle.on, object{"act": "link", "inputs": object{"ticket": circle.ticket, "as": circle.as}}), http.StatusUnprocessableEntity, engine.Invalid)
		if p.item("/inputs/ticket").Code != "link_cycle" {
			t.Errorf("%s of %s as %s: %+v, want link_cycle", circle.ticket, circle.on, circle.as, p)
		}
	}
	r.act(t, "prots/operator", line[3], "link", object{"ticket": line[0], "as": "parent"}) // twice below is no circle
	r.act(t, "prots/operator", line[3], "link", object{"ticket": line[1]})
}

// TestLinkIsEndedOnBothTickets: by hand, by number or by id; what was a child holds
// nothing up any more, and the sentence names it.
func TestLinkIsEndedOnBothTickets(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	parent, child := r.family(t)
	get := func(number string) Ticket {
		t.Helper()
		return want[Ticket](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/tickets/"+number, nil), http.StatusOK)
	}
	if offered := ids(r.offers(t, "prots/operator", parent).Acts); !slices.Contains(offered, "unlink") {
		t.Fatalf("offered are %v, want unlink", offered)
	}
	r.act(t, "prots/operator", parent, "unlink", object{"ticket": get(child).ID})
	r.settle(t)
	if p, c := get(parent), get(child); len(p.Links)+len(p.Children)+len(c.Links) != 0 {
		t.Errorf("after that the parent has %v and %v, the child %v", p.Links, p.Children, c.Links)
	}
	offers := r.offers(t, "prots/operator", parent)
	if got := ids(offers.Acts); slices.Contains(got, "unlink") || !slices.Contains(got, "fulfil") || len(offers.Held) != 0 {
		t.Errorf("without links offered are %v, held %+v", got, offers.Held)
	}
	why := want[struct {
		Events []Why `json:"events"`
	}](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/tickets/"+child+"/why?limit=100", nil), http.StatusOK)
	told := false
	for _, e := range why.Events {
		for _, d := range e.Decisions {
			told = told || d.Op == "unlink" && strings.Contains(d.Sentence, parent)
		}
	}
	if !told {
		t.Errorf("nothing tells that the link to %s is over: %+v", parent, why)
	}
	p := problem(t, r.tryAct(t, "prots/operator", parent, object{"act": "unlink", "inputs": object{"ticket": child}}), http.StatusUnprocessableEntity, engine.Refused)
	if p.item("").Code != "act_condition" {
		t.Errorf("once more: %+v, want act_condition", p)
	}
}
