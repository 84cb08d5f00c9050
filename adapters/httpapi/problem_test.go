package httpapi

import (
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/engine"
)

func TestUnreadableRequestIsInvalid(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	cases := map[string]struct {
		body    string
		status  int
		pointer string
		code    string
	}{
		"no JSON":         {"{", http.StatusBadRequest, "", "malformed"},
		"an empty body":   {"", http.StatusBadRequest, "", ""},
		"a list":          {"[]", http.StatusUnprocessableEntity, "", "malformed"},
		"text for fields": {`{"fields":"x"}`, http.StatusUnprocessableEntity, "/fields", "malformed"},
		"no fields":       {`{}`, http.StatusUnprocessableEntity, "", "malformed"},
		"an unknown name": {`{"fields":{},"colour":1}`, http.StatusUnprocessableEntity, "/colour", "unknown_field"},
		"a bad digest":    {`{"fields":{},"attachments":[{"name":"a","blob":"../../x"}]}`, http.StatusUnprocessableEntity, "/attachments/0/blob", "malformed"},
		"a fraction":      {`{"fields":{"type":1.5}}`, http.StatusUnprocessableEntity, "", ""},
		"a huge number":   {`{"fields":{"type":1e300}}`, http.StatusUnprocessableEntity, "", ""},
		"a deep value":    {`{"fields":{"x":` + strings.Repeat("[", 200) + strings.Repeat("]", 200) + `}}`, http.StatusUnprocessableEntity, "", ""},
		"a null in list":  {`{"fields":{"x":[null]}}`, http.StatusUnprocessableEntity, "", ""},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p := problem(t, r.call(t, "prots/intake", "POST", protsTickets, c.body, "Accept-Language", "kk"), c.status, engine.Invalid)
			if c.code != "" && p.item(c.pointer).Code != c.code {
				t.Errorf("problems %+v, want %s at %q", p.Errors, c.code, c.pointer)
			}
			if !strings.ContainsAny(p.Detail, "ұңөіғқү") {
				t.Errorf("detail %q, want it in Kazakh", p.Detail)
			}
		})
	}
	if n := len(r.list(t, "prots/operator", "").Tickets); n != 0 {
		t.Errorf("%d tickets were opened, want none", n)
	}
}

func TestLargeBodyIsCutOff(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	body := `{"fields":{"description":"` + strings.Repeat("x", 10<<20) + `"}}`
	for _, path := range []string{protsTickets, "/api/v1/prots/intake/call", protsTickets + "/SUPPORT-1/acts"} {
		p := problem(t, r.call(t, "prots/operator", "POST", path, body, "Accept-Language", "en"), http.StatusRequestEntityTooLarge, engine.Invalid)
		if p.item("").Code != "too_large" || p.Detail != "This is too much data." {
			t.Errorf("%s: problem %+v, want too_large", path, p)
		}
	}
}

// TestNulIsLeftOut: PostgreSQL cannot hold it, and nobody has meant it.
func TestNulIsLeftOut(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	fields := laptop()
	fields["description"] = "Не вклю\x00чается"
	fields["name"] = "Да\x00нияр"
	n := r.file(t, fields).Number
	ticket := want[Ticket](t, r.call(t, "prots/operator", "GET", protsTickets+"/"+n, nil), http.StatusOK)
	if ticket.Fields["description"] != "Не включается" || ticket.Fields["name"] != "Данияр" {
		t.Errorf("fields %v, want them without NUL", ticket.Fields)
	}
	raw := []byte(`{"fields":{"type":"support","company_name":"Физ.лицо","region":"Астана","name":"`)
	raw = append(raw, "\xff\xfe"...)
	raw = append(raw, `","email":"daniyar@mail.example","phone":"87051006343","description":"не UTF-8"}}`...)
	a := r.call(t, "prots/intake", "POST", protsTickets, raw)
	if a.status != http.StatusCreated && a.status != http.StatusUnprocessableEntity && a.status != http.StatusBadRequest {
		t.Errorf("a body that is not UTF-8: status %d %.300s", a.status, a.body)
	}
}

// TestGoneDatabaseIsTemporary closes the store under the running server.
func TestGoneDatabaseIsTemporary(t *testing.T) {
	t.Parallel()
	everybody := func(cfg *Config) {
		known := cfg.Authenticate
		cfg.Authenticate = func(r *http.Request, tenant engine.TenantID) (engine.Actor, error) {
			if r.Header.Get("Authorization") == "Bearer cached" {
				return engine.Actor{Kind: engine.Staff, ID: "cached", Roles: []string{"operator"}}, nil
			}
			return known(r, tenant)
		}
	}
	r := newRig(t, everybody)
	n := r.file(t, laptop()).Number
	if err := r.store.Close(); err != nil {
		t.Fatal(err)
	}
	requests := []struct {
		method, path string
		body         any
	}{
		{"GET", protsTickets, nil}, {"GET", protsTickets + "/" + n, nil}, {"GET", protsTickets + "/" + n + "/events", nil},
		{"POST", protsTickets, object{"fields": laptop()}}, {"POST", protsTickets + "/" + n + "/acts", object{"act": "take"}},
		{"GET", "/api/v1/prots/regulation/readers", nil}, {"POST", "/api/v1/prots/regulation/read", nil},
	}
	for _, who := range []string{"cached", "prots/admin"} {
		for _, q := range requests {
			a := r.call(t, who, q.method, q.path, q.body, "Accept-Language", "en")
			p := problem(t, a, http.StatusServiceUnavailable, engine.Temporary)
			if a.header.Get("Retry-After") != "5" || p.Detail != "This does not work right now, try again in a minute. Nothing is lost." {
				t.Errorf("%s %s: retry after %q, %q", q.method, q.path, a.header.Get("Retry-After"), p.Detail)
			}
			if strings.Contains(string(a.body), "sql") || !strings.Contains(r.log.String(), p.RequestID) {
				t.Errorf("%s %s: %.300s: want the cause in the operators' log under its request id, not in the answer", q.method, q.path, a.body)
			}
		}
	}
	if strings.Contains(r.log.String(), "rgl_") {
		t.Error("the log tells a token")
	}
}

func TestRequestIDIsTheCallers(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for given, kept := range map[string]bool{"abc-1": true, strings.Repeat("x", 64): true, strings.Repeat("x", 65): false, "": false} {
		got := r.call(t, "prots/operator", "GET", protsTickets, nil, "X-Request-Id", given).header.Get("X-Request-Id")
		if got == "" || (got == given) != kept {
			t.Errorf("given %q: got %q, want it kept: %v", given, got, kept)
		}
	}
}
