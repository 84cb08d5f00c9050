package host

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/email"
)

// apiTicket, apiDeadlines and apiWhy are what the API's answers are read into.
type apiTicket struct {
	Number string
	Status string
	Fields map[string]any
	Facets map[string]string
}

type apiDeadlines struct {
	Deadlines []struct {
		ID, State, Within string
		Due               time.Time
		Clause            struct{ ID, Quote string }
		Proof             *struct{ Intervals []any }
	}
}

type apiWhy struct {
	Events []struct {
		Kind      string
		Decisions []struct {
			Sentence string
			Clause   struct{ ID string }
		}
	}
}

// TestMailInKazakhBecomesATicketOfSUD is the way of a request, as its sender and
// an employee see it: written by mail, registered with a number, acknowledged in
// the sender's language, its deadlines proved, each decision explained; then time
// goes by and the first answer is late.
func TestMailInKazakhBecomesATicketOfSUD(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(c *Config) { c.Dev = true })
	token := s.token(t, "sud", "operator")
	if err := s.write("story@mail.example"); err != nil {
		t.Fatal("write to office@sud.kz:", err)
	}

	var ticket apiTicket
	if got := s.fetch(t, token, "/api/v1/sud/tickets/SK-000001", &ticket); got != http.StatusOK {
		t.Fatalf("the ticket is answered with %d", got)
	}
	if ticket.Fields["iin"] != "900101300017" || ticket.Fields["summary"] != "Кабинет ашылмайды" || ticket.Facets["channel"] != "email" {
		t.Errorf("got %+v, want the number and the summary of the subject", ticket)
	}

	var sent []email.Captured
	eventually(t, "the acknowledgement is captured", func() bool {
		s.ask(t, "GET", "/dev/mail?to=aigul@mail.example", "", map[string]string{"Accept": "application/json"}, &sent)
		return len(sent) > 0
	})
	letter := sent[0]
	if len(sent) != 1 || letter.Ticket != "SK-000001" || !strings.Contains(letter.Subject, "SK-000001") || letter.From != "office@sud.kz" {
		t.Errorf("got %d letters, the first %+v; want one from office@sud.kz with the number", len(sent), letter)
	}
	if !strings.Contains(letter.Text, "Өтінішіңіз №SK-000001 болып тіркелді") || letter.Headers["In-Reply-To"] != "<story@mail.example>" {
		t.Errorf("the acknowledgement answers %q and says %q", letter.Headers["In-Reply-To"], letter.Text)
	}

	due := s.firstAnswerDue(t, token)
	s.checkWhy(t, token)
	for clock := (devClock{}); !clock.Now.After(due); {
		if got := s.ask(t, "POST", "/dev/clock", `{"advance":"72h"}`, nil, &clock); got != http.StatusOK {
			t.Fatalf("the clock answers %d", got)
		}
	}
	eventually(t, "the first answer is shown as late", func() bool {
		return s.deadline(t, token, "first_reply").State == "breached"
	})
	if accepted := s.deadline(t, token, "accepted"); accepted.State != "met" {
		t.Errorf("the acknowledgement's deadline is %s, want met", accepted.State)
	}
	s.checkWhy(t, token)
}

// deadline is one of the ticket's.
func (s *Server) deadline(t *testing.T, token, id string) (d struct {
	State, Clause string
	Due           time.Time
	Intervals     int
}) {
	t.Helper()
	var all apiDeadlines
	if got := s.fetch(t, token, "/api/v1/sud/tickets/SK-000001/deadlines", &all); got != http.StatusOK {
		t.Fatalf("the deadlines are answered with %d", got)
	}
	for _, one := range all.Deadlines {
		if one.ID == id {
			d.State, d.Clause, d.Due = one.State, one.Clause.ID, one.Due
			if one.Proof != nil {
				d.Intervals = len(one.Proof.Intervals)
			}
			return d
		}
	}
	t.Fatalf("there is no deadline %s among %+v", id, all)
	return d
}

func (s *Server) firstAnswerDue(t *testing.T, token string) time.Time {
	t.Helper()
	first := s.deadline(t, token, "first_reply")
	if first.State != "running" || first.Clause != "SUD-5-first" || first.Due.IsZero() || first.Intervals == 0 {
		t.Errorf("got %+v, want a running deadline of SUD-5-first with its proof", first)
	}
	if accepted := s.deadline(t, token, "accepted"); accepted.Clause != "SUD-5-ack" {
		t.Errorf("got %+v, want a deadline of SUD-5-ack", accepted)
	}
	return first.Due
}

// checkWhy checks that each decision stands in a sentence with its clause.
func (s *Server) checkWhy(t *testing.T, token string) {
	t.Helper()
	var why apiWhy
	if got := s.fetch(t, token, "/api/v1/sud/tickets/SK-000001/why?lang=kk", &why); got != http.StatusOK {
		t.Fatalf("why is answered with %d", got)
	}
	clauses, decisions := map[string]bool{}, 0
	for _, e := range why.Events {
		for _, d := range e.Decisions {
			decisions++
			clauses[d.Clause.ID] = true
			if d.Sentence == "" || d.Clause.ID == "" {
				t.Errorf("event %s has a decision without a sentence or a clause: %+v", e.Kind, d)
			}
		}
	}
	for _, want := range []string{"SUD-1-subject", "SUD-5-ack", "SUD-5-first"} {
		if !clauses[want] {
			t.Errorf("none of %d decisions is by %s: %v", decisions, want, clauses)
		}
	}
}
