package host

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/smtp"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/engine"
)

// startServer starts a server of this process, with its mail captured. It is
// stopped with the test.
func startServer(t *testing.T, change func(*Config)) *Server {
	t.Helper()
	cfg := &Config{Data: t.TempDir(), HTTP: "127.0.0.1:0", SMTP: "127.0.0.1:0", URL: "http://localhost:8080",
		Limits: engine.Limits{Lease: 3 * time.Second}}
	if change != nil {
		change(cfg)
	}
	s, err := Start(t.Context(), cfg, slog.New(slog.NewTextHandler(&logOf{t: t}, nil)))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil && !strings.Contains(err.Error(), "closed") {
			t.Error("stop:", err)
		}
	})
	return s
}

// logOf writes a server's log into a test's.
type logOf struct{ t *testing.T }

func (l *logOf) Write(p []byte) (int, error) {
	if l.t.Context().Err() == nil { // a test that has ended takes no more
		l.t.Log(strings.TrimSpace(string(p)))
	}
	return len(p), nil
}

// token makes a token for a tenant's API.
func (s *Server) token(t *testing.T, tenant engine.TenantID, role string) string {
	t.Helper()
	token, err := s.issueToken(t.Context(), tenant, role, "")
	if err != nil {
		t.Fatal(err)
	}
	return token
}

// file files a request with an idempotency key and returns the answer's status,
// its headers and the number.
func (s *Server) file(t *testing.T, token, sender string) (status int, header http.Header, number string) {
	t.Helper()
	req, err := form(s.URL(), token, sender)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Idempotency-Key", sender)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var filed struct{ Number string }
	body, _ := io.ReadAll(res.Body)
	if res.StatusCode == http.StatusCreated {
		if err := json.Unmarshal(body, &filed); err != nil {
			t.Fatal(err)
		}
	}
	return res.StatusCode, res.Header, filed.Number
}

// get fetches a page of the server.
func (s *Server) get(t *testing.T, path, accept string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), "GET", s.URL()+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Accept", accept)
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	body, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(body)
}

// post sends JSON to the server.
func (s *Server) post(t *testing.T, path, body string) (int, string) {
	t.Helper()
	res, err := http.Post(s.URL()+path, "application/json", bytes.NewReader([]byte(body)))
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	answer, _ := io.ReadAll(res.Body)
	return res.StatusCode, string(answer)
}

// write sends a mail to the SUD tenant.
func (s *Server) write(id string) error {
	return smtp.SendMail(s.MailAddr(), nil, "aigul@mail.example", []string{"office@sud.kz"}, letter("aigul@mail.example", id))
}

// letter is a mail of a user of the court's cabinet.
func letter(sender, id string) []byte {
	return []byte("From: <" + sender + ">\r\nTo: office@sud.kz\r\nSubject: 900101300017/СК/Кабинет ашылмайды\r\nMessage-ID: <" + id +
		">\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nСәлеметсіз бе! Кабинетке кіре алмай тұрмын.\r\n")
}

// eventually waits until something holds.
func eventually(t *testing.T, what string, holds func() bool) {
	t.Helper()
	deadline := time.Now().Add(time.Minute)
	for !holds() {
		if time.Now().After(deadline) {
			t.Fatalf("after a minute it does not hold that %s", what)
		}
		time.Sleep(20 * time.Millisecond)
	}
}

// ticketsOf lists a tenant's tickets.
func (s *Server) ticketsOf(t *testing.T, tenant engine.TenantID) []engine.Ticket {
	t.Helper()
	page, err := s.store.Tickets(context.Background(), engine.TicketList{Tenant: tenant, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	return page.Tickets
}

func intakeToken(t *testing.T, s *Server) string { return s.token(t, "prots", auth.RoleIntake) }

func sqliteIn(t *testing.T) string { return filepath.Join(t.TempDir(), "reglament.db") }
