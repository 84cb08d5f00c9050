package webform_test

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"github.com/reglament/reglament/adapters/webform"
	"github.com/reglament/reglament/engine"
)

func TestLanguageIsThatOfTheBrowserUnlessChosen(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, c := range []struct{ path, accept, want string }{
		{"/f/prots", "kk-KZ,kk;q=0.9,ru;q=0.8", "kk"},
		{"/f/prots", "de,en;q=0.5", "en"},
		{"/f/prots", "de", "ru"},
		{"/f/prots?lang=kk", "en", "kk"},
		{"/f/prots?lang=xx", "en", "en"},
	} {
		page := r.get(c.path, "Accept-Language", c.accept).want(http.StatusOK)
		if got := attr(page.all(func(n *html.Node) bool { return n.Data == "html" })[0], "lang"); got != c.want {
			t.Errorf("%s for %q is in %q, want %q", c.path, c.accept, got, c.want)
		}
	}
}

func TestNobodyHasAFormThere(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	for _, path := range []string{"/f/nobody", "/f/NOBODY", "/f/nobody/document", "/f/prots/nothing", "/f/prots/sent/x", "/f/prots/act/x", "/f/prots/act/a.b.c.d"} {
		page := r.get(path).want(http.StatusNotFound)
		page.says("Страница не найдена", "Бет табылмады", "Page not found")
	}
	r.get("/f/_assets/form.css").want(http.StatusNotFound)
	closed := r.get("/f/sud?lang=kk").want(http.StatusNotFound)
	closed.says("Бұл компания өтінішті нысан арқылы қабылдамайды", "office@sud.kz")
	if got := r.get("/f/prots/").want(http.StatusMovedPermanently).header.Get("Location"); got != "/f/prots" {
		t.Errorf("it leads to %q", got)
	}
}

func TestDocumentIsPublished(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	page := r.get("/f/prots/document?lang=kk").want(http.StatusOK)
	if page.byID("PROTS-F3b") == nil {
		t.Error("the document has no PROTS-F3b to link to")
	}
	if csp := page.header.Get("Content-Security-Policy"); !strings.Contains(csp, "style-src 'sha256-") || strings.Contains(csp, "unsafe") {
		t.Errorf("the policy is %q, want it to allow the one style sheet", csp)
	}
	for _, n := range r.get("/f/prots").byClass("clause") {
		_, id, _ := strings.Cut(attr(n, "href"), "#")
		if page.byID(id) == nil {
			t.Errorf("the form links to %q, which the document does not have", id)
		}
	}
}

func TestPagesBringNoScriptAndAreFramedByNobody(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	page := r.get("/f/prots?embed=1").want(http.StatusOK)
	csp := page.header.Get("Content-Security-Policy")
	if !strings.Contains(csp, "frame-ancestors 'none'") || page.header.Get("X-Frame-Options") != "DENY" {
		t.Errorf("the form may be framed: %q", csp)
	}
	if !strings.Contains(csp, "default-src 'none'") || strings.Contains(csp, "unsafe") {
		t.Errorf("the policy is %q", csp)
	}
	for _, n := range page.all(func(*html.Node) bool { return true }) {
		_, src := attribute(n, "src")
		if n.Data == "style" || n.Data == "script" && !src {
			t.Errorf("the page has a %s of its own", n.Data)
		}
		for _, a := range n.Attr {
			if a.Key == "style" || strings.HasPrefix(a.Key, "on") {
				t.Errorf("the page has the attribute %s=%q", a.Key, a.Val)
			}
		}
	}
}

func TestFormIsFramedWhereTheCompanyAllowsIt(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *webform.Config) {
		c.FrameAncestors = func(engine.TenantID) []string { return []string{"https://prots.kz", "*; script-src *"} }
	})
	page := r.get("/f/prots?embed=1")
	if csp := page.header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "frame-ancestors https://prots.kz") || page.header.Get("X-Frame-Options") != "" {
		t.Errorf("the policy is %q with %q, want prots.kz alone", csp, page.header.Get("X-Frame-Options"))
	}
	if csp := r.get("/f/prots").header.Get("Content-Security-Policy"); !strings.HasSuffix(csp, "frame-ancestors 'none'") {
		t.Errorf("a page that is not meant for frames has the policy %q", csp)
	}
	sent := page.form(r).filled().answer().send().want(http.StatusSeeOther).header.Get("Location")
	if !strings.Contains(sent, "embed=1") {
		t.Errorf("after sending it leads out of the frame: %q", sent)
	}
}

func TestAssetsAreKeptForEver(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	page := r.get("/f/prots")
	n := 0
	for _, e := range page.all(func(n *html.Node) bool { return n.Data == "script" || n.Data == "link" }) {
		path := attr(e, "src") + attr(e, "href")
		if !strings.HasPrefix(path, "/f/_assets/") {
			continue
		}
		n++
		if got := r.get(path).want(http.StatusOK).header.Get("Cache-Control"); !strings.Contains(got, "immutable") {
			t.Errorf("%s has Cache-Control %q", path, got)
		}
	}
	if n != 2 {
		t.Errorf("got %d assets, want 2", n)
	}
}
