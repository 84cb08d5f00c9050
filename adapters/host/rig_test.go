package host

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"iter"
	"log/slog"
	"net/http"
	"net/smtp"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/engine"
)

// startServer starts a server of this process, with its mail captured. It is
// stopped with the test.
func startServer(t *testing.T, change func(*Config)) *Server {
	t.Helper()
	s, _, err := start(t, change)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// start is startServer for those who look at its log, or expect it to fail.
func start(t *testing.T, change func(*Config)) (*Server, *logOf, error) {
	t.Helper()
	cfg := &Config{Data: t.TempDir(), HTTP: "127.0.0.1:0", SMTP: "127.0.0.1:0", URL: "http://localhost:8080",
		Limits: engine.Limits{Lease: 3 * time.Second}}
	if change != nil {
		change(cfg)
	}
	log := &logOf{t: t}
	s, err := Start(t.Context(), cfg, slog.New(slog.NewTextHandler(log, nil)))
	if err == nil {
		t.Cleanup(func() { stop(t, s) })
	}
	return s, log, err
}

// stop stops a server; one that has been stopped already stays so.
func stop(t *testing.T, s *Server) {
	t.Helper()
	if err := s.Stop(); err != nil && !strings.Contains(err.Error(), "closed") {
		t.Error("stop:", err)
	}
}

// logOf writes a server's log into a test's, and keeps it.
type logOf struct {
	t    *testing.T
	mu   sync.Mutex
	text strings.Builder
}

func (l *logOf) Write(p []byte) (int, error) {
	l.mu.Lock()
	l.text.Write(p)
	l.mu.Unlock()
	if l.t.Context().Err() == nil { // a test that has ended takes no more
		l.t.Log(strings.TrimSpace(string(p)))
	}
	return len(p), nil
}

// said counts how often a text stands in the log.
func (l *logOf) said(text string) int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Count(l.text.String(), text)
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

// fetch asks the API something on behalf of a token and reads the answer into a
// value.
func (s *Server) fetch(t *testing.T, token, path string, into any) int {
	t.Helper()
	return s.ask(t, "GET", path, "", map[string]string{"Authorization": "Bearer " + token}, into)
}

// ask sends a request. A value to read the answer into may be nil.
func (s *Server) ask(t *testing.T, method, path, body string, header map[string]string, into any) int {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, s.URL()+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	if body != "" {
		req.Header.Set("Content-Type", "application/json")
	}
	for name, value := range header {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if into != nil && res.StatusCode < 300 {
		if err := json.Unmarshal(raw, into); err != nil {
			t.Fatalf("%s %s: %v in %s", method, path, err, raw)
		}
	}
	return res.StatusCode
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

// history reads a tenant's log from its beginning.
func (s *Server) history(t *testing.T, tenant engine.TenantID) iter.Seq[*engine.Event] {
	return func(yield func(*engine.Event) bool) {
		t.Helper()
		for after := int64(0); ; {
			page, err := s.store.Events(t.Context(), tenant, after, 500)
			if err != nil {
				t.Fatal(err)
			}
			for i := range page {
				if !yield(&page[i]) {
					return
				}
			}
			if len(page) == 0 {
				return
			}
			after = page[len(page)-1].Seq
		}
	}
}

func intakeToken(t *testing.T, s *Server) string { return s.token(t, "prots", auth.RoleIntake) }

func sqliteIn(t *testing.T) string { return filepath.Join(t.TempDir(), "reglament.db") }
