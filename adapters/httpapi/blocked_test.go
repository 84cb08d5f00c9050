package httpapi

import (
	"net/http"
	"testing"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

// TestBlockedSenderOfHiddenTicketIsListedWithoutIt: whom the company has blocked
// concerns all of its staff, the ticket only those who may see it.
func TestBlockedSenderOfHiddenTicketIsListedWithoutIt(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fields := phoned("email", "offers@spam.example")
	number := r.takeDownHidden(t, fields)
	row, err := r.store.Ticket(t.Context(), prots, number)
	if err != nil {
		t.Fatal(err)
	}
	act := intake.Act{Tenant: prots, ID: "spam", Ticket: row.ID, Act: "spam", Actor: engine.Actor{Kind: engine.Staff, ID: "guard", Roles: []string{"security"}}, At: start}
	if _, err := r.engine.Do(t.Context(), act.Command()); err != nil {
		t.Fatal(err)
	}
	seen := r.writes(t, "m1@mail.example", "Скидка на всё", "Купите")
	r.act(t, "prots/operator", seen.Number, "spam", object{"confirm": true})
	type list struct {
		Blocked []BlockedSender
		Unblock bool
	}
	got := want[list](t, r.call(t, "prots/operator", "GET", "/api/v1/prots/blocked", nil), http.StatusOK)
	numbers := map[string]string{}
	for _, one := range got.Blocked {
		numbers[one.Address] = one.Number
	}
	if len(numbers) != 2 || numbers["offers@spam.example"] != "" || numbers["daniyar@mail.example"] != seen.Number {
		t.Errorf("blocked are %v, want both, and the number of %s alone", numbers, seen.Number)
	}
	problem(t, r.call(t, "prots/intake", "GET", "/api/v1/prots/blocked", nil), http.StatusForbidden, engine.Forbidden)
}
