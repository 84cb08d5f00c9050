package host

import (
	"net/http"
	"net/url"
	"testing"
)

// found are the numbers that a search of PROTS finds.
func (s *Server) found(t *testing.T, token, text string) (numbers []string) {
	t.Helper()
	var page struct {
		Results []struct{ Ticket struct{ Number string } }
	}
	if status := s.fetch(t, token, "/api/v1/prots/search?q="+url.QueryEscape(text), &page); status != http.StatusOK {
		t.Fatalf("searching: status %d", status)
	}
	for _, r := range page.Results {
		numbers = append(numbers, r.Ticket.Number)
	}
	return numbers
}

// TestSearchFollowsTheLog files a request, finds it, and finds it and the next one
// after a restart.
func TestSearchFollowsTheLog(t *testing.T) {
	t.Parallel()
	data := t.TempDir()
	in := func(c *Config) { c.Data = data }
	s := startServer(t, in)
	token := s.token(t, "prots", "operator")
	finds := func(s *Server, n int) {
		t.Helper()
		eventually(t, "the search finds what was filed", func() bool { return len(s.found(t, token, "sender")) == n })
	}
	if status, _, _ := s.file(t, intakeToken(t, s), "sender@mail.example"); status != http.StatusCreated {
		t.Fatalf("filing: status %d", status)
	}
	finds(s, 1)
	stop(t, s)
	s = startServer(t, in)
	if status, _, _ := s.file(t, intakeToken(t, s), "sender.two@mail.example"); status != http.StatusCreated {
		t.Fatalf("filing: status %d", status)
	}
	finds(s, 2)
}
