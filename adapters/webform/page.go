package webform

import (
	"bytes"
	"embed"
	"html/template"
	"net/http"
	"strings"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

//go:embed pages
var pageFiles embed.FS

var pages = template.Must(template.ParseFS(pageFiles, "pages/*.html"))

// page is what all pages show.
type page struct {
	tongue
	Lang      string
	Title     string
	Failed    bool // the title says so
	Company   string
	Embed     bool
	CSS, JS   string
	Languages []languageLink
	Document  link
	Contact   string
	// Draft names what the browser keeps of the form while it is filled in.
	Draft string
}

type languageLink struct {
	Code, Name string
	Href       string
	Current    bool
}

type link struct{ Href, Text string }

// languages are those that the pages speak, in the order of their links.
var languages = []string{rules.Russian, rules.Kazakh, rules.English}

var languageNames = map[string]string{rules.Russian: "RU", rules.Kazakh: "ҚАЗ", rules.English: "ENG"}

func (v *visit) newPage(title string) page {
	p := page{tongue: v.tongue, Lang: v.lang(), Title: title, Embed: v.embed, CSS: assetPath(cssFile), JS: assetPath(jsFile),
		Draft: string(v.tenant)}
	if v.reg == nil {
		return p
	}
	p.Company = v.reg.Document.Company.In(v.lang(), v.reg.Lang)
	p.Contact = v.reg.Document.Contact
	p.Document = link{Href: v.linkIn(formPath(v.tenant)+"/document", v.lang()), Text: v.reg.Word("form.document", v.lang(), v.T("document"))}
	for _, lang := range languages {
		for _, known := range v.reg.Languages {
			if known == lang {
				p.Languages = append(p.Languages, languageLink{Code: lang, Name: languageNames[lang],
					Href: v.linkIn(v.r.URL.EscapedPath(), lang), Current: lang == v.lang()})
			}
		}
	}
	return p
}

// Head is the title of the browser's window.
func (p *page) Head() string {
	title := p.Title
	if p.Failed {
		title = p.T("error_title", "title", title)
	}
	if p.Company != "" {
		title += " · " + p.Company
	}
	return title
}

// messagePage says one thing.
type messagePage struct {
	page
	Text    string
	Ways    []string
	Request string
}

// render writes a page. Nothing is written of one that fails.
func (v *visit) render(status int, name string, data any) {
	var buf bytes.Buffer
	if err := pages.ExecuteTemplate(&buf, name, data); err != nil {
		v.log(err)
		http.Error(v.w, v.T("failed"), http.StatusInternalServerError)
		return
	}
	secure(v.w, v.frames(), "'self'")
	write(v.w, status, &buf)
}

func write(w http.ResponseWriter, status int, body *bytes.Buffer) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if w.Header().Get("Cache-Control") == "" {
		// Not no-store: a browser then forgets what was typed when one goes back.
		w.Header().Set("Cache-Control", "private, no-cache")
	}
	w.WriteHeader(status)
	_, _ = body.WriteTo(w) // the visitor is gone if this fails
}

// secure sets the headers that keep a page to itself.
func secure(w http.ResponseWriter, frames, styles string) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src "+styles+"; img-src 'self' data:; "+
		"form-action 'self'; base-uri 'none'; frame-ancestors "+frames)
	if frames == "'none'" {
		h.Set("X-Frame-Options", "DENY")
	}
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer") // tokens stand in addresses
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
}

// private keeps a page out of search engines and of shared computers' caches.
func private(w http.ResponseWriter) {
	w.Header().Set("X-Robots-Tag", "noindex, nofollow")
	w.Header().Set("Cache-Control", "private, no-store")
}

// notFound answers in all languages: whose page it would be is not known.
func (s *site) notFound(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("X-Request-Id", requestID(r))
	var buf bytes.Buffer
	p := struct {
		page
		Texts []tongue
	}{page{tongue: rules.Russian, Lang: rules.Russian, Title: tongue(rules.Russian).T("lost_title"), CSS: assetPath(cssFile), JS: assetPath(jsFile)},
		[]tongue{rules.Kazakh, rules.Russian, rules.English}}
	if err := pages.ExecuteTemplate(&buf, "lost", &p); err != nil {
		http.NotFound(w, r)
		return
	}
	private(w)
	secure(w, "'none'", "'self'")
	write(w, http.StatusNotFound, &buf)
}

// ways are the other doors of the company.
func (v *visit) ways() []string {
	var ways []string
	for i := range v.reg.Channels {
		ch := &v.reg.Channels[i]
		if (ch.Kind == "email" || ch.Kind == "call") && ch.Mode == rules.ModeIntake {
			way := strings.Join(ch.Addresses, ", ")
			if way == "" {
				way = ch.ID
			}
			ways = append(ways, ch.Label.In(v.lang(), v.reg.Lang)+": "+way)
		}
	}
	return ways
}

// clauseTag is a clause's number, which opens its text.
type clauseTag struct {
	Href, Text, Title string
}

func (v *visit) clause(id engine.ClauseID) clauseTag {
	c, ok := v.reg.Clause(id)
	if !ok || strings.HasPrefix(string(id), "engine:") {
		return clauseTag{}
	}
	label := c.Label
	if label == "" {
		label = string(id)
	}
	tag := clauseTag{Href: v.linkIn(formPath(v.tenant)+"/document", v.lang()) + "#" + string(id), Text: v.T("clause", "clause", strings.TrimSuffix(label, "."))}
	tag.Title = v.T("clause_of", "clause", tag.Text+" "+c.Title.In(v.lang(), v.reg.Lang))
	return tag
}
