package httpapi

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

// customerToken makes "Bearer customer" speak for a customer, beside the tokens
// of employees.
func customerToken(actor *engine.Actor) func(*Config) {
	return func(cfg *Config) {
		staff := cfg.Authenticate
		cfg.Authenticate = func(r *http.Request, tenant engine.TenantID) (engine.Actor, error) {
			if r.Header.Get("Authorization") == "Bearer customer" {
				return *actor, nil
			}
			return staff(r, tenant)
		}
	}
}

// requester is the party that a ticket was filed by.
func (r *rig) requester(t *testing.T, ticket string) string {
	t.Helper()
	row, err := r.store.Ticket(t.Context(), prots, ticket)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(row.People, func(p engine.Person) bool { return p.Role == "requester" })
	if i < 0 {
		t.Fatalf("people of the ticket: %+v, want a requester", row.People)
	}
	return string(row.People[i].Party)
}

func TestCustomerSeesNothingInternal(t *testing.T) {
	t.Parallel()
	customer := &engine.Actor{Kind: engine.Customer}
	r := newRig(t, customerToken(customer))
	filed := r.file(t, laptop())
	customer.ID = r.requester(t, filed.ID)
	path := protsTickets + "/" + filed.Number
	const secret = "клиент скандальный"
	r.act(t, "prots/operator", filed.Number, "note", object{"text": secret})
	r.act(t, "prots/operator", filed.Number, "assign", object{"to": "aliya"})
	r.act(t, "prots/operator", filed.Number, "ask", object{"text": "Какая модель?"})
	staff := want[history](t, r.call(t, "prots/operator", "GET", path+"/events", nil), http.StatusOK)
	if len(staff.Events) != 4 || !strings.Contains(string(r.call(t, "prots/operator", "GET", path+"/events", nil).body), secret) {
		t.Fatalf("an employee sees %d events, want 4 with the note: the test proves nothing", len(staff.Events))
	}
	got := want[history](t, r.call(t, "customer", "GET", path+"/events", nil), http.StatusOK)
	var acts []any
	for _, e := range got.Events {
		acts = append(acts, e.Data["act"])
	}
	if !slices.Equal(acts, []any{nil, "ask"}) {
		t.Errorf("the customer sees the acts %v, want their own message and the question", acts)
	}
	for _, part := range []string{"", "/events", "/why", "/deadlines", "/acts"} {
		a := r.call(t, "customer", "GET", path+part, nil)
		if a.status != http.StatusOK {
			t.Errorf("%s: status %d, want 200: it is the customer's own ticket", part, a.status)
		}
		for _, inner := range []string{secret, "aliya", "assignee", `"facts"`, "suggested_acts"} {
			if strings.Contains(string(a.body), inner) {
				t.Errorf("%s tells the customer of %s: %.600s", part, inner, a.body)
			}
		}
	}
	offers := want[offered](t, r.call(t, "customer", "GET", path+"/acts", nil), http.StatusOK)
	for _, id := range ids(offers.Acts) {
		if id != "confirm" && id != "disagree" {
			t.Errorf("the customer is offered %s", id)
		}
	}
	problem(t, r.call(t, "customer", "POST", path+"/acts", object{"act": "note", "inputs": object{"text": "x"}}), http.StatusForbidden, engine.Forbidden)
}

func TestCustomerSeesOwnTicketsAlone(t *testing.T) {
	t.Parallel()
	customer := &engine.Actor{Kind: engine.Customer}
	r := newRig(t, customerToken(customer))
	mine := r.file(t, laptop())
	fields := laptop()
	fields["email"] = "other@mail.example"
	other := r.file(t, fields)
	customer.ID = r.requester(t, mine.ID)
	page := want[listed](t, r.call(t, "customer", "GET", protsTickets, nil), http.StatusOK)
	if got := numbers(page.Tickets); !slices.Equal(got, []string{"10110"}) {
		t.Errorf("the customer's list is %v, want their own ticket", got)
	}
	for _, part := range []string{"", "/events", "/why", "/deadlines", "/acts"} {
		problem(t, r.call(t, "customer", "GET", protsTickets+"/"+other.Number+part, nil), http.StatusNotFound, engine.NotFound)
	}
	problem(t, r.call(t, "customer", "POST", protsTickets+"/"+other.ID+"/acts", object{"act": "confirm"}), http.StatusNotFound, engine.NotFound)
}

// TestTicketForOneRoleIsNotFoundByOthers: what a role may not see is not there.
func TestTicketForOneRoleIsNotFoundByOthers(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	cmd := engine.Command{ID: "secret", Tenant: prots, Kind: "message", Channel: "form", Audience: engine.ForRole("security"),
		Actor: engine.Actor{Kind: engine.Customer, ID: "a-1"}, Data: engine.Fields{"fields": laptop()}}
	res, err := r.engine.Do(t.Context(), cmd)
	if err != nil {
		t.Fatal(err)
	}
	r.token(t, prots, "security", "officer")
	for _, part := range []string{"", "/events", "/why", "/deadlines", "/acts"} {
		problem(t, r.call(t, "prots/operator", "GET", protsTickets+"/"+res.Ticket.Number+part, nil), http.StatusNotFound, engine.NotFound)
	}
	if n := len(r.list(t, "prots/operator", "").Tickets); n != 0 {
		t.Errorf("an operator lists %d tickets, want none", n)
	}
	if n := len(r.list(t, "prots/security", "").Tickets); n != 1 {
		t.Errorf("the security officer lists %d tickets, want 1", n)
	}
}
