package host

import (
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

// serve has the server's handler answer a request as it is, wherever it says
// that it comes from.
func (s *Server) serve(method, path, from string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(`{"advance":"1s"}`))
	r.RemoteAddr, r.Host = from, "localhost:8080"
	for name, value := range header {
		if r.Header.Set(name, value); name == "Host" {
			r.Host = value
		}
	}
	w := httptest.NewRecorder()
	s.handler().ServeHTTP(w, r)
	return w
}

const (
	here      = "127.0.0.1:50000"
	elsewhere = "203.0.113.9:50000"
)

func TestDevelopmentPagesAreForThisMachineAlone(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(c *Config) { c.Dev = true })
	for _, page := range []struct{ method, path string }{{"GET", "/dev/mail"}, {"GET", "/dev/clock"}, {"POST", "/dev/clock"}} {
		for name, c := range map[string]struct {
			from   string
			header map[string]string
			want   int
		}{
			"here":                        {here, nil, http.StatusOK},
			"here, by IPv6":               {"[::1]:50000", map[string]string{"Host": "[::1]:8080"}, http.StatusOK},
			"our own page":                {here, map[string]string{"Origin": "http://localhost:8080"}, http.StatusOK},
			"another machine":             {elsewhere, nil, http.StatusForbidden},
			"another machine, pretending": {elsewhere, map[string]string{"X-Forwarded-For": "127.0.0.1"}, http.StatusForbidden},
			"a page of another site":      {here, map[string]string{"Origin": "https://evil.example"}, http.StatusForbidden},
			"a page without an origin":    {here, map[string]string{"Origin": "null"}, http.StatusForbidden},
			"a name made to lead here":    {here, map[string]string{"Host": "evil.example:8080", "Origin": "http://evil.example:8080"}, http.StatusForbidden},
		} {
			if got := s.serve(page.method, page.path, c.from, c.header).Code; got != c.want {
				t.Errorf("%s %s from %s: got %d, want %d", page.method, page.path, name, got, c.want)
			}
		}
	}
	if moved, _, err := s.store.Clock(t.Context()); err != nil || moved != 3*time.Second {
		t.Errorf("the clock was moved by %s (%v), want by the three requests that may", moved, err)
	}
	public := startServer(t, func(c *Config) { c.Dev, c.DevPublic = true, true })
	if got := public.serve("GET", "/dev/mail", elsewhere, nil).Code; got != http.StatusOK {
		t.Errorf("with --dev-public another machine gets %d", got)
	}
}

func TestNothingOfDevelopmentIsThereWithoutIt(t *testing.T) {
	t.Parallel()
	s := startServer(t, nil)
	for _, page := range []string{"GET /dev/mail", "GET /dev/clock", "POST /dev/clock", "GET /dev/"} {
		method, path, _ := strings.Cut(page, " ")
		if got := s.serve(method, path, here, nil).Code; got != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", page, got)
		}
	}
	if _, page := s.get(t, "/", "text/html"); strings.Contains(page, "PROTS") || strings.Contains(page, "/f/") || strings.Contains(page, "/dev/") {
		t.Errorf("the start page tells about companies or development: %s", page)
	}
}

func TestStartPageInDevelopmentLeadsEverywhere(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(c *Config) { c.Dev = true })
	status, page := s.get(t, "/", "text/html")
	for _, want := range []string{`href="/s/sign-in?company=prots"`, `href="/f/prots"`, `href="/f/prots/document"`, `href="/s/sign-in?company=sud"`, "office@sud.kz",
		"support@prots.kz", `href="/openapi.json"`, `href="/dev/mail"`, "Судебный кабинет", s.MailAddr()} {
		if !strings.Contains(page, want) {
			t.Errorf("the start page (%d) lacks %q", status, want)
		}
	}
	if strings.Contains(page, `href="/f/sud"`) {
		t.Error("SUD has no form")
	}
	for path := range strings.SplitSeq("/s/sign-in?company=prots /f/prots /f/prots/document /s/sign-in?company=sud /f/sud/document /openapi.json /dev/mail", " ") {
		if status, _ := s.get(t, path, "text/html"); status != http.StatusOK {
			t.Errorf("the start page leads to %s, which answers %d", path, status)
		}
	}
}

func TestHealthAndReadiness(t *testing.T) {
	t.Parallel()
	s := startServer(t, nil)
	for path, want := range map[string]string{"/healthz": "ok\n", "/readyz": "ready\n"} {
		if status, body := s.get(t, path, "*/*"); status != http.StatusOK || body != want {
			t.Errorf("%s: got %d %q, want %q", path, status, body, want)
		}
	}
}

func TestAddressWithoutHostIsLoopbackOnlyInDevelopment(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		config     Config
		addr, want string
	}{
		{Config{Dev: true}, ":8080", "127.0.0.1:8080"},
		{Config{Dev: true, DevPublic: true}, ":8080", ":8080"},
		{Config{Dev: true}, "192.0.2.1:8080", "192.0.2.1:8080"},
		{Config{}, ":8080", ":8080"},
	} {
		if got := c.config.address(c.addr); got != c.want {
			t.Errorf("dev %t, public %t, %s: got %s, want %s", c.config.Dev, c.config.DevPublic, c.addr, got, c.want)
		}
	}
	s := startServer(t, func(c *Config) { c.Dev, c.HTTP, c.SMTP = true, ":0", ":0" })
	_, web, _ := net.SplitHostPort(strings.TrimPrefix(s.URL(), "http://"))
	_, mail, _ := net.SplitHostPort(s.MailAddr())
	own, err := net.InterfaceAddrs()
	if err != nil {
		t.Fatal(err)
	}
	for _, addr := range own {
		ip, _, err := net.ParseCIDR(addr.String())
		if err != nil || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
			continue
		}
		for _, port := range []string{web, mail} {
			if conn, err := net.DialTimeout("tcp", net.JoinHostPort(ip.String(), port), 5*time.Second); err == nil {
				conn.Close()
				t.Errorf("port %s answers on %s", port, ip)
			}
		}
	}
}

func TestClockMovesOnlyForward(t *testing.T) {
	t.Parallel()
	s := startServer(t, func(c *Config) { c.Dev = true })
	for _, body := range []string{`{"advance":"-1h"}`, `{"advance":"0s"}`, `{"advance":"soon"}`, `{"by":"1h"}`, `1`, ``} {
		if got, answer := s.post(t, "/dev/clock", body); got != http.StatusUnprocessableEntity {
			t.Errorf("%s: got %d %s, want 422", body, got, answer)
		}
	}
	var clock devClock
	before := time.Now()
	if got := s.ask(t, "POST", "/dev/clock", `{"advance":"72h"}`, nil, &clock); got != http.StatusOK || clock.Moved != "72h0m0s" {
		t.Errorf("got %d and %+v, want moved by 72h", got, clock)
	}
	if ahead := clock.Now.Sub(before); ahead < 72*time.Hour || ahead > 72*time.Hour+time.Minute {
		t.Errorf("the clock is %s ahead, want 72h", ahead)
	}
}
