package webform_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"github.com/reglament/reglament/adapters/webform"
)

// TestWhateverIsTypedComesBackAsText posts hostile values that are turned down
// and checks that the page has them as values, and no other elements than it has
// for a harmless one.
func TestWhateverIsTypedComesBackAsText(t *testing.T) {
	t.Parallel()
	r := newRig(t, func(c *webform.Config) { c.Limits.Burst = 1 << 20 })
	harmless := shape(r.open(prots, "ru").fill("name", "a", "description", "a", "region", "a").send().want(http.StatusUnprocessableEntity))
	rapid.Check(t, func(t *rapid.T) {
		line, lines := hostile(`[^\x00-\x1f]*`).Draw(t, "line"), hostile(`[^\x00]*`).Draw(t, "lines")
		form := r.open(prots, "ru").fill("name", line, "description", lines, "region", line)
		page := form.send()
		if page.status != http.StatusUnprocessableEntity {
			t.Fatalf("got status %d", page.status)
		}
		again := page.form(r)
		for name, typed := range map[string]string{"name": line, "description": lines, "region": line} {
			if got, want := again.value(name), kept(typed); got != want {
				t.Fatalf("the %s is %q, want %q", name, got, want)
			}
		}
		if got := shape(page); line != "" && lines != "" && kept(line) != "" && kept(lines) != "" && !slices.Equal(got, harmless) {
			t.Fatalf("the page has other elements than for a harmless value:\n%v\n%v", got, harmless)
		}
	})
}

// hostile draws texts with markup in them.
func hostile(rest string) *rapid.Generator[string] {
	return rapid.OneOf(rapid.StringMatching(rest), rapid.SampledFrom([]string{
		`"><script>alert(1)</script>`, `</textarea><img src=x onerror=alert(1)>`, `' autofocus onfocus='alert(1)`, `{{.Nonce}}`, `&lt;b&gt;&amp;`,
		`</noscript><script>alert(1)</script>`, "`${alert(1)}`", `<!--`, `]]>`, `javascript:alert(1)`, "\u202eгнп.exe", "\n\n\nстроки\n",
	}))
}

// kept is what the server makes of a text, which a browser would have sent in
// the same way.
func kept(s string) string {
	s = strings.ReplaceAll(strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n"), "\x00", "\uFFFD")
	return strings.TrimSpace(strings.ToValidUTF8(s, "\uFFFD"))
}

// shape lists a page's elements with the names of their attributes.
func shape(page *view) []string {
	var out []string
	for _, n := range page.all(func(*html.Node) bool { return true }) {
		names := []string{n.Data}
		for _, a := range n.Attr {
			names = append(names, a.Key)
		}
		out = append(out, strings.Join(names, " "))
	}
	return out
}

func TestWordsOfTheRegulationAreText(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	page := r.get("/f/shop?lang=ru").want(http.StatusOK)
	page.says("Правила <b>магазина</b> & Ко", "Магазин <script>alert(1)</script>", "Подробно & <по делу>")
	if n := page.all(func(n *html.Node) bool { return n.Data == "b" || n.Data == "script" && attr(n, "src") == "" }); len(n) != 0 {
		t.Errorf("the page has %d elements that the regulation's words make", len(n))
	}
}

func TestNamesOfFilesAreText(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	name := `<img src=x onerror=alert(1)>.png`
	page := r.open(prots, "ru").filled().fill("name", "").answer().attach("files", file{name, "x"}).send().want(http.StatusUnprocessableEntity)
	page.says(name)
	if n := page.all(func(n *html.Node) bool { return n.Data == "img" }); len(n) != 0 {
		t.Error("the name of a file became an element")
	}
}
