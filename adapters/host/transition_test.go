package host

import (
	"net/http"
	"strings"
	"testing"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/engine"
)

// TestOpenTicketIsAdoptedByATransitionalClauseAndSaysSo: with the next thing that
// happens to it, and by the clause.
func TestOpenTicketIsAdoptedByATransitionalClauseAndSaysSo(t *testing.T) {
	t.Parallel()
	folder := rulesFolder(t, "sud")
	s := startServer(t, func(c *Config) { c.Rules = folder })
	a := adminOf(t, s)
	if err := s.write("first@mail.example"); err != nil {
		t.Fatal(err)
	}
	first := s.head(t, "sud").Active
	eventually(t, "the confirmation has gone out", func() bool { return s.ticketsOf(t, "sud")[0].Version == 2 })
	ticket := s.ticketsOf(t, "sud")[0]
	const numbering = "    numbering {"
	second := a.upload(t, edit(t, folder, numbering, "    transition \"adopt\",\n"+numbering), http.StatusCreated).Edition.ID
	a.activate(t, second, "Order 15")
	if got := s.ticketsOf(t, "sud")[0]; got.Edition != first {
		t.Errorf("before anything happens to it the ticket is kept under %.12s, want %.12s", got.Edition, first)
	}
	operator := map[string]string{"Authorization": "Bearer " + s.token(t, "sud", "operator")}
	if got := s.ask(t, "POST", "/api/v1/sud/tickets/"+ticket.Number+"/acts", `{"act":"note","inputs":{"text":"x"}}`, operator, nil); got != http.StatusOK {
		t.Fatalf("the act answers %d", got)
	}
	got := s.ticketsOf(t, "sud")[0]
	if got.Edition != engine.EditionID(second) || len(got.Timers) != len(ticket.Timers) {
		t.Errorf("the ticket is kept under %.12s with %d timers, want %.12s with %d", got.Edition, len(got.Timers), second, len(ticket.Timers))
	}
	for name, timer := range ticket.Timers {
		if !got.Timers[name].Due.Equal(timer.Due) {
			t.Errorf("the timer %s moved from %s to %s", name, timer.Due, got.Timers[name].Due)
		}
	}
	var why struct{ Events []httpapi.Why }
	operator["Accept-Language"] = "en"
	s.ask(t, "GET", "/api/v1/sud/tickets/"+ticket.Number+"/why", "", operator, &why)
	said := false
	for _, e := range why.Events {
		for _, d := range e.Decisions {
			said = said || strings.Contains(d.Sentence, second[:12]) && d.Op == "edition" && d.Clause.ID != ""
		}
	}
	if !said {
		t.Errorf("nothing in %+v says that the ticket came under %.12s", why, second)
	}
}
