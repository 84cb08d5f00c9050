package email

import (
	"encoding/json"
	"errors"
	"io/fs"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

func TestCapturedMailIsNamedByTimeAndOverwrittenByARepetition(t *testing.T) {
	t.Parallel()
	c, err := OpenCapture(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	p := Parcel{To: []string{"a@mail.kz"}, Message: []byte("Subject: one\r\n\r\nx\r\n"), Tenant: "sud", Number: "СК/10", Delivery: "12.0",
		Made: time.Date(2026, 11, 22, 15, 5, 1, 123456000, time.FixedZone("", 5*3600))}
	for range 2 {
		answer, err := c.Deliver(t.Context(), p)
		if err != nil || answer != "20261122T100501.123456Z-sud-СК_10-12.0.eml" {
			t.Fatalf("got %q, %v", answer, err)
		}
	}
	entries, _ := os.ReadDir(c.dir)
	if len(entries) != 1 {
		t.Errorf("got %v", entries)
	}
	raw, err := c.Raw("20261122T100501.123456Z-sud-СК_10-12.0")
	if want := "Return-Path: <>\r\nDelivered-To: a@mail.kz\r\nSubject: one\r\n\r\nx\r\n"; err != nil || string(raw) != want {
		t.Errorf("got %q, %v", raw, err)
	}
}

func TestCapturedMailCannotBeUsedToReadOtherFiles(t *testing.T) {
	t.Parallel()
	c, err := OpenCapture(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", "../x", "/etc/passwd", ".new-1", "a\x00b", "none"} {
		if _, err := c.Get(id); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: got %v", id, err)
		}
	}
}

// withCapturedMail has two tickets acknowledged, the second a minute later.
func withCapturedMail(t *testing.T) *rig {
	t.Helper()
	r := newRig(t)
	r.take(letterFrom("one@mail.kz", "Көмек керек", "Жүйе істемейді, өтінемін"))
	r.deliver()
	r.clock.Advance(time.Minute)
	if err := r.mail("x@mail.kz", []string{"help@acme.kz"}, strings.Replace(letterFrom("two@mail.kz", "Help", "me & <b>you</b>"), "aidos@", "boris@", 1)); err != nil {
		t.Fatal(err)
	}
	r.deliver()
	return r
}

func (r *rig) get(path string, accept string) *httptest.ResponseRecorder {
	req := httptest.NewRequest("GET", path, nil)
	req.Header.Set("Accept", accept)
	w := httptest.NewRecorder()
	DevMail(r.capture).ServeHTTP(w, req)
	return w
}

func TestDevMailAnswersJSON(t *testing.T) {
	t.Parallel()
	r := withCapturedMail(t)
	list := func(query string) []Captured {
		t.Helper()
		w := r.get("/dev/mail"+query, "application/json")
		var out []Captured
		if err := json.Unmarshal(w.Body.Bytes(), &out); err != nil || out == nil {
			t.Fatalf("%d %s: %v", w.Code, w.Body, err)
		}
		return out
	}
	all := list("")
	if len(all) != 2 || all[0].To != "boris@mail.kz" || all[0].Ticket != "ACME-2" || all[1].To != "aidos@mail.kz" || all[1].Ticket != "ACME-1" {
		t.Fatalf("got %+v", all)
	}
	m := all[1]
	if m.From != "help@acme.kz" || m.Subject != "[ACME-1] Өтінішіңіз тіркелді" || !strings.Contains(m.Text, "№ACME-1 өтінішіңіз тіркелді") || !strings.Contains(m.HTML, "<a href=") ||
		m.Headers["Auto-Submitted"] != "auto-replied" || m.Headers["Return-Path"] != "<>" || m.Headers["MIME-Version"] != "1.0" || !m.At.Equal(r.events(acme)[0].At) {
		t.Errorf("got %+v", m)
	}
	for query, want := range map[string]int{"?to=AIDOS@mail.kz": 1, "?ticket=ACME-2": 1, "?ticket=ACME-2&to=aidos@mail.kz": 0, "?to=aidos": 0} {
		if got := list(query); len(got) != want {
			t.Errorf("%s: got %d messages, want %d", query, len(got), want)
		}
	}
	w := r.get("/dev/mail?id="+m.ID, "application/json")
	var one Captured
	if err := json.Unmarshal(w.Body.Bytes(), &one); err != nil || one.ID != m.ID || one.Subject != m.Subject {
		t.Errorf("got %s: %v", w.Body, err)
	}
}

func TestDevMailIsAPage(t *testing.T) {
	t.Parallel()
	r := withCapturedMail(t)
	w := r.get("/dev/mail", "text/html")
	page := w.Body.String()
	if w.Code != 200 || !strings.Contains(page, "[ACME-2]") || strings.Index(page, "ACME-2") > strings.Index(page, "ACME-1") || strings.Contains(page, "<script") {
		t.Errorf("got %d %s", w.Code, page)
	}
	all, _ := r.capture.List(CaptureFilter{})
	w = r.get("/dev/mail?id="+all[1].ID, "text/html")
	page = w.Body.String()
	for _, want := range []string{"<h1>[ACME-1] Өтінішіңіз тіркелді</h1>", `<iframe sandbox="allow-popups allow-popups-to-escape-sandbox"`, `<a href="https://acme.kz/c/`, "X-Reglament-Loop"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %q in %s", want, page)
		}
	}
	if got := w.Header().Get("Content-Security-Policy"); !strings.HasPrefix(got, "default-src 'none'; style-src 'unsafe-inline'; ") || strings.Contains(got, "script-src") {
		t.Errorf("policy %q", got)
	}
	if w := r.get("/dev/mail?id=none", "text/html"); w.Code != 404 {
		t.Errorf("got %d", w.Code)
	}
}

func TestDevMailWorksWithoutAnyMail(t *testing.T) {
	t.Parallel()
	empty, err := OpenCapture(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	removed, err := OpenCapture(filepath.Join(t.TempDir(), "mail"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(removed.dir); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]*Capture{"an empty folder": empty, "a folder that was removed": removed} {
		r := &rig{capture: c}
		if w := r.get("/dev/mail", "application/json"); w.Code != 200 || strings.TrimSpace(w.Body.String()) != "[]" {
			t.Errorf("%s: got %d %s", name, w.Code, w.Body)
		}
		if w := r.get("/dev/mail", "text/html"); w.Code != 200 || !strings.Contains(w.Body.String(), "There are none") {
			t.Errorf("%s: got %d %s", name, w.Code, w.Body)
		}
		if _, err := c.Deliver(t.Context(), Parcel{To: []string{"a@mail.kz"}, Message: []byte("Subject: one\r\n\r\nx\r\n"), Made: time.Unix(1, 0)}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestDevMailCanOnlyBeRead(t *testing.T) {
	t.Parallel()
	c, err := OpenCapture(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for method, want := range map[string]int{"GET": 200, "HEAD": 200, "POST": 405, "PUT": 405, "DELETE": 405, "PATCH": 405} {
		w := httptest.NewRecorder()
		DevMail(c).ServeHTTP(w, httptest.NewRequest(method, "/dev/mail", nil))
		if w.Code != want || want == 405 && w.Header().Get("Allow") != "GET, HEAD" {
			t.Errorf("%s: got %d, Allow %q", method, w.Code, w.Header().Get("Allow"))
		}
	}
}

func TestDevMailShowsHostileMailHarmlessly(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	evil := `<script>alert(1)</script>`
	if _, err := r.capture.Deliver(t.Context(), Parcel{To: []string{"a@b.kz"}, Tenant: acme, Delivery: engine.DeliveryID("1.1"), Made: time.Unix(1, 0),
		Message: []byte("Subject: " + evil + "\r\nX-Evil: " + evil + "\r\nContent-Type: text/html\r\n\r\n\"" + evil + "\r\n")}); err != nil {
		t.Fatal(err)
	}
	all, err := r.capture.List(CaptureFilter{})
	if err != nil || len(all) != 1 {
		t.Fatal(all, err)
	}
	for _, path := range []string{"/dev/mail", "/dev/mail?id=" + all[0].ID, "/dev/mail?to=" + `%22%3E%3Cscript%3E`} {
		if page := r.get(path, "text/html").Body.String(); strings.Contains(page, "<script") {
			t.Errorf("%s: %s", path, page)
		}
	}
}
