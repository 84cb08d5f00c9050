package host

import (
	"bytes"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/rules/directory"
)

// wallToken makes a token for a screen, and gives the operator a name.
func (d *desk) wallToken() string {
	d.t.Helper()
	people := &directory.File{Principals: []directory.Principal{{ID: "aigul", Name: "Айгуль Серикова", Roles: []string{"operator"}}}}
	if err := d.store.Import(d.t.Context(), deskTenant, people, d.clock.Now()); err != nil {
		d.t.Fatal(err)
	}
	token, err := d.issueToken(d.t.Context(), deskTenant, "wall", "hall")
	if err != nil {
		d.t.Fatal(err)
	}
	return token
}

// atWall is a browser that shows the wallboard.
func (d *desk) atWall(query, token string) *tab {
	d.t.Helper()
	b := d.browse("ru")
	b.visit("/wall/desk?" + query + "#" + token)
	b.until(shown)
	return b
}

const shown = `document.querySelector("[data-total]") !== null`

// total is an expression for a number of the wall.
func total(name string) string {
	return `document.querySelector("[data-total=` + name + `] dd").innerText.trim()`
}

// A front stands before a server, as a load balancer does: the server behind it can
// be another one, and connections can be cut.
type front struct {
	*httptest.Server
	lines *lines

	mu     sync.Mutex
	target *url.URL
	build  string   // what pages call their build, if not as the server does
	asked  []string // everything that requests name: addresses and headers
}

// lines are the connections of a front.
type lines struct {
	net.Listener
	mu   sync.Mutex
	cut  bool
	open []net.Conn
}

func (l *lines) Accept() (net.Conn, error) {
	for {
		c, err := l.Listener.Accept()
		if err != nil {
			return nil, err
		}
		l.mu.Lock()
		cut := l.cut
		l.open = append(l.open, c)
		l.mu.Unlock()
		if !cut {
			return c, nil
		}
		_ = c.Close()
	}
}

// set cuts all lines, or lets new ones be made.
func (l *lines) set(cut bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.cut = cut
	for _, c := range l.open {
		if cut {
			_ = c.Close()
		}
	}
}

func newFront(t *testing.T, s *Server) *front {
	t.Helper()
	f := &front{}
	f.lead(t, s)
	proxy := &httputil.ReverseProxy{Rewrite: f.rewrite, ModifyResponse: f.rename,
		ErrorHandler: func(w http.ResponseWriter, _ *http.Request, _ error) { w.WriteHeader(http.StatusBadGateway) }}
	f.Server = httptest.NewUnstartedServer(proxy)
	f.lines = &lines{Listener: f.Listener}
	f.Listener = f.lines
	f.Start()
	t.Cleanup(func() {
		f.lines.set(true)
		f.Close()
	})
	return f
}

// lead leads to another server.
func (f *front) lead(t *testing.T, s *Server) {
	t.Helper()
	target, err := url.Parse(s.URL())
	if err != nil {
		t.Fatal(err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.target = target
}

func (f *front) rewrite(r *httputil.ProxyRequest) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, r.In.URL.String()+" "+strings.Join(slices.Concat(r.In.Header["Referer"], r.In.Header["Cookie"]), " "))
	r.SetURL(f.target)
	r.Out.Host = r.In.Host // so that the origin of pages is the server's own
	r.Out.Header.Del("Accept-Encoding")
	if f.build != "" {
		r.Out.URL.Path = strings.Replace(r.Out.URL.Path, "/a/"+f.build+"-", "/a/", 1)
	}
}

// rename gives the build of a page another name.
func (f *front) rename(r *http.Response) error {
	f.mu.Lock()
	build := f.build
	f.mu.Unlock()
	if build == "" || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
		return nil
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	body = bytes.ReplaceAll(body, []byte("/a/"), []byte("/a/"+build+"-"))
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	r.Header.Set("Content-Length", strconv.Itoa(len(body)))
	return nil
}

func (f *front) rebuild(name string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.build = name
}

// within is until with a deadline that the behaviour itself has.
func (b *tab) within(limit time.Duration, condition string) {
	b.t.Helper()
	begun := time.Now()
	b.until(condition)
	if took := time.Since(begun); took > limit {
		b.t.Errorf("%s holds after %v, want %v", condition, took, limit)
	}
}
