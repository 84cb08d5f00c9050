package httpapi

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules/intake"
)

type callers struct {
	Phone   string
	Callers []Caller
}

func (r *rig) callers(t *testing.T, tenant, q string) callers {
	t.Helper()
	return want[callers](t, r.call(t, tenant+"/operator", "GET", "/api/v1/"+tenant+"/callers?lang=ru&q="+url.QueryEscape(q), nil), http.StatusOK)
}

func numbered(lines []TicketLine) string {
	var out []string
	for _, one := range lines {
		out = append(out, one.Ticket.Number)
	}
	return strings.Join(out, " ")
}

func TestCallerIsFoundByNumberMailAndName(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.phoneBook(t)
	byMail := r.takeDown(t, phoned("email", "saule@mail.example"))
	r.clock.Advance(time.Second)
	byPhone := r.takeDown(t, phoned("description", "Забыла пароль"))
	r.clock.Advance(time.Second)
	elsewhere := r.takeDown(t, phoned("email", "saule@home.example", "description", "Экран мигает")) // her number, another address
	r.act(t, "prots/operator", byMail.Number, "refuse", object{"reason": "out_of_scope"})
	r.index(t, prots)
	for q, identified := range map[string]bool{"8 (705) 100-63-43": true, "+77051006343": true, "Saule@Mail.example": false, "сәуле ома": true} {
		got := r.callers(t, "prots", q)
		if len(got.Callers) == 0 {
			t.Errorf("%q finds nobody", q)
			continue
		}
		c := got.Callers[0]
		if c.Party != "saule" || c.Identified != identified || c.Company == nil || c.Company.Name != "АО «Банк»" || c.Language != "kk" || len(c.Addresses) != 2 {
			t.Errorf("%q finds %+v, want Сәуле of the bank, identified %t", q, c, identified)
		}
		wantOpen := byPhone.Number
		if strings.HasPrefix(got.Phone, "+") {
			wantOpen = elsewhere.Number + " " + byPhone.Number
		}
		if numbered(c.Open) != wantOpen || numbered(c.Recent) != byMail.Number {
			t.Errorf("%q: open %s, want %s; recent %s, want %s", q, numbered(c.Open), wantOpen, numbered(c.Recent), byMail.Number)
		}
	}
	if c := r.callers(t, "prots", "87051006343").Callers[0]; c.Open[1].Subject != "Забыла пароль" {
		t.Errorf("the request is called %q", c.Open[1].Subject)
	}
}

func TestStrangerIsKnownByTheirRequests(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.takeDown(t, phoned("name", "Ерлан Асанов", "phone", "87770001122", "email", "erlan@bank.kz")).Number
	r.index(t, prots)
	for _, q := range []string{"8 777 000 11 22", "erlan@bank.kz", "асанов"} {
		got := r.callers(t, "prots", q).Callers
		if len(got) != 1 || got[0].Party != "" || got[0].Name != "Ерлан Асанов" || got[0].Identified || numbered(got[0].Open) != n || got[0].Company == nil {
			t.Errorf("%q finds %+v, want Ерлан with his request, not identified", q, got)
		}
	}
	if got := r.callers(t, "prots", "8 777 000 11 23").Callers; len(got) != 0 {
		t.Errorf("another number finds %+v", got)
	}
}

func TestCallersOfOneTenantAreNotAnothers(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	r.phoneBook(t)
	r.callSUD(t)
	r.takeDown(t, phoned())
	r.index(t, prots)
	r.index(t, sud)
	if got := r.callers(t, "sud", "87051006343").Callers; len(got) != 1 || got[0].Party != "stranger" || len(got[0].Open) != 0 {
		t.Errorf("SUD knows of the number %+v, want its own person without requests", got)
	}
	if got := r.callers(t, "prots", "Айгүл").Callers; len(got) != 0 {
		t.Errorf("PROTS knows of a caller of SUD: %+v", got)
	}
	problem(t, r.call(t, "prots/operator", "GET", "/api/v1/sud/callers?q=x", nil), http.StatusUnauthorized, engine.Forbidden)
}

// What an employee may not see is not told of by its requester, and nothing can be
// added to it.
func TestHiddenTicketIsNeitherShownNorJoined(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.takeDownHidden(t, phoned("email", "saule@mail.example"))
	r.index(t, prots)
	if got := r.callers(t, "prots", "87051006343").Callers; len(got) != 0 {
		t.Errorf("the caller is told of by a hidden request: %+v", got)
	}
	if got := r.foresee(t, phoned("email", "saule@mail.example")).Similar; len(got) != 0 {
		t.Errorf("a hidden request is offered: %+v", got)
	}
	problem(t, r.call(t, "prots/operator", "POST", protsTickets+"/"+n+"/messages", object{"fields": phoned()}), http.StatusNotFound, engine.NotFound)
}

// takeDownHidden files a request that a role alone may see which nobody here has.
func (r *rig) takeDownHidden(t *testing.T, fields object) string {
	t.Helper()
	form := intake.Form{Tenant: prots, Channel: "call", ID: "hidden", Fields: fields, At: start, Operator: &engine.Actor{Kind: engine.Staff, ID: "aliya"}}
	cmd := form.Command(intake.NewKeyring([]byte("secret of prots")))
	cmd.Audience = engine.ForRole("security")
	res, err := r.engine.Do(t.Context(), cmd)
	if err != nil {
		t.Fatal(err)
	}
	return res.Ticket.Number
}
