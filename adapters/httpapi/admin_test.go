package httpapi

import (
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

func TestNobodyGetsInWithoutAToken(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := r.file(t, laptop()).Number
	for _, path := range []string{protsTickets, protsTickets + "/" + n, "/api/v1/prots/regulation", "/api/admin/v1/tenants", "/api/v1/nobody/tickets"} {
		for who, sentence := range map[string]string{"": "An access token is needed", "rgl_unknown": "The access token is unknown"} {
			a := r.call(t, who, "GET", path, nil, "Accept-Language", "en")
			p := problem(t, a, http.StatusUnauthorized, engine.Forbidden)
			if a.header.Get("WWW-Authenticate") != "Bearer" || !strings.HasPrefix(p.Detail, sentence) {
				t.Errorf("%s as %q: %q, %+v, want WWW-Authenticate: Bearer and %q", path, who, a.header.Get("WWW-Authenticate"), p, sentence)
			}
		}
	}
	a := r.call(t, "", "POST", protsTickets, object{"fields": laptop()})
	problem(t, a, http.StatusUnauthorized, engine.Forbidden)
}

// TestForeignTenantIsNotTold: a token of one tenant gets the same answers from
// one that there is as from one that there is not.
func TestForeignTenantIsNotTold(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	mine := r.file(t, laptop())
	body := func(a answer) string {
		p := problem(t, a, http.StatusUnauthorized, engine.Forbidden)
		return strings.ReplaceAll(string(a.body), p.RequestID, "")
	}
	for _, path := range []string{"/tickets", "/tickets/" + mine.Number, "/tickets/" + mine.ID, "/tickets/" + mine.ID + "/events", "/tickets/none", "/regulation", "/regulation/document"} {
		there := body(r.call(t, "sud/admin", "GET", "/api/v1/prots"+path, nil))
		absent := body(r.call(t, "sud/admin", "GET", "/api/v1/nobody"+path, nil))
		if there != absent {
			t.Errorf("%s: a tenant that exists answers %s, one that does not %s", path, there, absent)
		}
	}
	// Within one's own tenant a foreign ticket is like one that never was.
	for _, part := range []string{"", "/events", "/why", "/deadlines", "/acts"} {
		theirs := problem(t, r.call(t, "sud/admin", "GET", "/api/v1/sud/tickets/"+mine.ID+part, nil), http.StatusNotFound, engine.NotFound)
		never := problem(t, r.call(t, "sud/admin", "GET", "/api/v1/sud/tickets/"+strings.Repeat("0", 26)+part, nil), http.StatusNotFound, engine.NotFound)
		if theirs.RequestID, never.RequestID = "", ""; theirs.Detail != never.Detail || len(theirs.Errors) != len(never.Errors) {
			t.Errorf("%s: a foreign ticket answers %+v, none %+v", part, theirs, never)
		}
	}
	problem(t, r.call(t, "sud/admin", "POST", "/api/v1/sud/tickets/"+mine.ID+"/acts", object{"act": "take"}), http.StatusNotFound, engine.NotFound)
}

func TestIntakeTokenFilesAndNothingElse(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	n := want[created](t, r.call(t, "prots/intake", "POST", protsTickets, object{"fields": laptop()}), http.StatusCreated).Number
	for _, path := range []string{"/tickets", "/tickets/" + n, "/tickets/" + n + "/events", "/tickets/" + n + "/why", "/tickets/" + n + "/deadlines",
		"/tickets/" + n + "/acts", "/regulation/readers", "/regulation/readers.csv"} {
		problem(t, r.call(t, "prots/intake", "GET", "/api/v1/prots"+path, nil), http.StatusForbidden, engine.Forbidden)
	}
	problem(t, r.call(t, "prots/intake", "POST", protsTickets+"/"+n+"/acts", object{"act": "take"}), http.StatusForbidden, engine.Forbidden)
	problem(t, r.call(t, "prots/intake", "POST", "/api/v1/prots/regulation/read", nil), http.StatusForbidden, engine.Forbidden)
	want[Regulation](t, r.call(t, "prots/intake", "GET", "/api/v1/prots/regulation", nil), http.StatusOK)
}

func TestInstallationHasItsOwnDoor(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, role := range []string{"prots/admin", "prots/operator", "sud/intake", ""} {
		problem(t, r.call(t, role, "GET", "/api/admin/v1/tenants", nil), http.StatusUnauthorized, engine.Forbidden)
		problem(t, r.call(t, role, "POST", "/api/admin/v1/tenants/prots/tokens", object{"role": "admin"}), http.StatusUnauthorized, engine.Forbidden)
	}
	problem(t, r.call(t, "@/admin", "GET", protsTickets, nil), http.StatusUnauthorized, engine.Forbidden)
	got := want[struct{ Tenants []TenantInfo }](t, r.call(t, "@/admin", "GET", "/api/admin/v1/tenants", nil), http.StatusOK)
	if len(got.Tenants) != 2 || got.Tenants[0].ID != "prots" || got.Tenants[1].ID != "sud" {
		t.Errorf("tenants %+v, want prots and sud", got.Tenants)
	}
}

func TestTokenIsMadeAndWorks(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	a := r.call(t, "@/admin", "POST", "/api/admin/v1/tenants/prots/tokens", object{"role": "operator", "principal": "aliya"})
	token := want[struct{ Token string }](t, a, http.StatusCreated).Token
	r.file(t, laptop())
	got := want[done](t, r.call(t, token, "POST", protsTickets+"/SUPPORT-10110/acts", object{"act": "take"}), http.StatusOK)
	if got.Ticket.Facets["assignee"] != "aliya" {
		t.Errorf("taken by %q, want aliya", got.Ticket.Facets["assignee"])
	}
	if strings.Contains(r.log.String(), token) {
		t.Error("the log tells the token")
	}
	for _, tenant := range []string{"nobody", "@", "PROTS", "prots%20"} {
		problem(t, r.call(t, "@/admin", "POST", "/api/admin/v1/tenants/"+tenant+"/tokens", object{"role": "admin"}), http.StatusNotFound, engine.NotFound)
	}
	problem(t, r.call(t, "@/admin", "POST", "/api/admin/v1/tenants/prots/tokens", object{"role": ""}), http.StatusUnprocessableEntity, engine.Invalid)
}
