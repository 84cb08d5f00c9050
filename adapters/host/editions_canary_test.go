package host

import (
	"fmt"
	"net/http"
	"net/smtp"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/sqlstore/pgtest"
	"github.com/reglament/reglament/engine"
)

// onDatabases runs a test with a server over each database.
func onDatabases(t *testing.T, test func(t *testing.T, a *admin, folder string)) {
	for name, open := range map[string]func(t *testing.T) string{
		"sqlite":   func(*testing.T) string { return "" },
		"postgres": func(t *testing.T) string { return pgtest.Private(t).Database(t) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			folder := rulesFolder(t, "sud")
			db := open(t)
			s := startServer(t, func(c *Config) { c.DB, c.Rules, c.Dev = db, folder, true })
			test(t, adminOf(t, s), folder)
		})
	}
}

// about writes a mail to SUD, with a summary in its subject.
func (a *admin) about(t *testing.T, summary, id string) {
	t.Helper()
	a.deliver(t, strings.Replace(string(letter("aigul@mail.example", id)), "Кабинет ашылмайды", summary, 1))
}

func (a *admin) deliver(t *testing.T, mail string) {
	t.Helper()
	if err := smtp.SendMail(a.MailAddr(), nil, "aigul@mail.example", []string{"office@sud.kz"}, []byte(mail)); err != nil {
		t.Fatal(err)
	}
}

func (a *admin) try(t *testing.T, id string, share int, reason string) httpapi.Tried {
	t.Helper()
	return read[httpapi.Tried](t, a.send(t, "POST", "/"+id+"/canary", fmt.Appendf(nil, `{"share":%d,"reason":%q}`, share, reason)), http.StatusOK)
}

// events are those of SUD.
func (s *Server) events(t *testing.T, kinds ...string) (out []engine.Event) {
	t.Helper()
	for e := range s.history(t, "sud") {
		if slices.Contains(kinds, e.Kind) {
			out = append(out, *e)
		}
	}
	return out
}

// TestCanaryTakesItsShareOfTheTickets, by their commands, until it is promoted.
func TestCanaryTakesItsShareOfTheTickets(t *testing.T) {
	t.Parallel()
	onDatabases(t, func(t *testing.T, a *admin, folder string) {
		first := a.head(t, "sud").Active
		second := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition
		begun := a.try(t, second.Short, 50, "Order 14, on half")
		if !begun.Changed || begun.Edition.Active || begun.Edition.Canary == nil || begun.Edition.Canary.Share != 50 || begun.Edition.Canary.By.ID != "admin" {
			t.Fatalf("got %+v, want it tried on 50 of a hundred by admin", begun)
		}
		if again := a.try(t, second.ID, 50, "again"); again.Changed {
			t.Errorf("tried again: %+v, want no change", again)
		}
		const mails = 24
		for i := range mails {
			a.about(t, "Кабинет ашылмайды", fmt.Sprintf("m%d@mail.example", i))
		}
		canary, took := a.head(t, "sud").Canary, 0
		for _, e := range a.events(t, "message") {
			want := first
			if canary.Takes(e.Command) {
				want, took = canary.Edition, took+1
			}
			if e.Edition != want {
				t.Errorf("event %d is decided by %.12s, want %.12s", e.Seq, e.Edition, want)
			}
		}
		if took == 0 || took == mails {
			t.Fatalf("the canary took %d of %d", took, mails)
		}
		for _, e := range a.list(t) {
			if (e.ID == second.ID) != (e.Canary != nil) {
				t.Errorf("listed as canary: %+v", e)
			}
			if c := e.Canary; c != nil && (c.Tickets != took || c.Faults != 0 || c.Decisions < took || c.Reason != "Order 14, on half" || e.OpenTickets != took) {
				t.Errorf("the canary is told to have %+v with %d open tickets, want %d tickets", c, e.OpenTickets, took)
			}
		}
		done := a.activate(t, second.ID, "Order 14")
		if !done.Changed || done.Edition.Canary != nil || a.head(t, "sud").Canary != (engine.Canary{}) {
			t.Errorf("promoted: %+v, want it active and no canary any more", done)
		}
		if log := a.events(t, engine.KindCanary); len(log) != 1 || log[0].Actor.ID != "admin" || log[0].Body.Data.String("reason") != "Order 14, on half" ||
			log[0].Body.Data.Int("share") != 50 || string(log[0].Edition) != second.ID {
			t.Errorf("the log says %+v", log)
		}
	})
}

// TestCanaryEndsAndItsTicketsStay under it, and are counted as open.
func TestCanaryEndsAndItsTicketsStay(t *testing.T) {
	t.Parallel()
	onDatabases(t, func(t *testing.T, a *admin, folder string) {
		second := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition
		a.try(t, second.ID, 99, "nearly all")
		for i := range 5 {
			a.about(t, "Кабинет ашылмайды", fmt.Sprintf("m%d@mail.example", i))
		}
		end := read[httpapi.Tried](t, a.send(t, "DELETE", "/canary?reason="+url.QueryEscape("Clause 5 is wrong"), nil), http.StatusOK)
		if !end.Changed || end.Edition.ID != second.ID || end.Edition.Canary != nil || end.Edition.OpenTickets == 0 {
			t.Errorf("ended: %+v, want the edition with its tickets, no canary", end)
		}
		before := len(a.events(t, "message"))
		a.about(t, "Кабинет ашылмайды", "after@mail.example")
		if e := a.events(t, "message")[before]; e.Edition != a.head(t, "sud").Active {
			t.Errorf("after its end the canary has taken %d", e.Seq)
		}
		log := a.events(t, engine.KindCanary)
		if e := log[len(log)-1]; e.Edition != "" || e.Body.Data.String("edition") != second.ID || e.Body.Data.String("reason") != "Clause 5 is wrong" {
			t.Errorf("the log says of the end %+v", e)
		}
	})
}

// TestCanaryThatMakesNoSenseIsRefused in the caller's language.
func TestCanaryThatMakesNoSenseIsRefused(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	a := adminOf(t, startServer(t, func(c *Config) { c.Rules = folder }))
	second := a.upload(t, edit(t, folder, contact, contact2), http.StatusCreated).Edition
	for _, c := range []struct {
		method, path, body string
		status             int
		says               string
	}{
		{"POST", "/active/canary", `{"share":10,"reason":"x"}`, 422, "is active already"},
		{"POST", "/" + strings.Repeat("0", 64) + "/canary", `{"share":10,"reason":"x"}`, 404, "no edition"},
		{"POST", "/" + second.ID + "/canary", `{"share":0,"reason":"x"}`, 422, "share"},
		{"POST", "/" + second.ID + "/canary", `{"share":100,"reason":"x"}`, 422, "share"},
		{"POST", "/" + second.ID + "/canary", `{"share":10}`, 422, "reason"},
		{"POST", "/" + second.ID + "/canary", `{"share":10,"reason":"x","from":"` + second.ID + `"}`, 409, "Another edition"},
		{"DELETE", "/canary", "", 422, "reason"},
		{"DELETE", "/canary?reason=x", "", 422, "No edition is tried"},
	} {
		got := a.send(t, c.method, c.path, []byte(c.body))
		if p := read[httpapi.Problem](t, got, c.status); !strings.Contains(string(got.raw), c.says) {
			t.Errorf("%s %s %s: %q, want %q in it", c.method, c.path, c.body, p.Detail, c.says)
		}
	}
	a.answer(t)
	final := a.upload(t, without(t, folder, `{ family = "wait", turn = "customer" },`+"\n    status \"closed\"",
		`{ family = "done", turn = "nobody", final = true },`+"\n    status \"closed\""), http.StatusCreated)
	p := read[httpapi.Problem](t, a.send(t, "POST", "/"+final.Edition.ID+"/canary", []byte(`{"share":10,"reason":"x"}`)), http.StatusUnprocessableEntity)
	if !strings.Contains(p.Detail, `the status "answered" is final now`) || a.head(t, "sud").Canary.Edition != "" {
		t.Errorf("what open tickets forbid: %+v, want it refused as an activation is", p)
	}
}
