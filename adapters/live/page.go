package live

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"html/template"
	"net/http"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

//go:embed board
var boardFiles embed.FS

var boardPage = template.Must(template.ParseFS(boardFiles, "board/board.html"))

// scripts are the parts of the page's script, which is one file so that the page
// is there after one answer. Those that come later use the earlier ones.
var scripts = []string{"dom.js", "times.js", "link.js", "columns.js", "ticket.js", "main.js"}

// An asset is a file of the page. Its name changes with its contents, so that
// browsers may keep it for ever.
type asset struct {
	kind    string
	content []byte
}

const assetFolder = "/board/_assets/"

var (
	assets    = map[string]asset{}
	styleFile = addAsset("board", ".css", "text/css; charset=utf-8", "board.css")
	codeFile  = addAsset("board", ".js", "text/javascript; charset=utf-8", scripts...)
)

// addAsset joins files to an asset and returns its address.
func addAsset(name, ext, kind string, parts ...string) string {
	var all []byte
	for _, part := range parts {
		content, err := boardFiles.ReadFile("board/" + part)
		if err != nil { // it is part of the program
			panic(err)
		}
		all = append(all, content...)
	}
	sum := sha256.Sum256(all)
	file := name + "." + hex.EncodeToString(sum[:6]) + ext
	assets[file] = asset{kind: kind, content: all}
	return assetFolder + file
}

// Board serves a plain page with a tenant's board, GET /board/{tenant}, and its
// assets below /board/_assets/: mount it at "GET /board/". The page holds nothing
// of the tenant's. It asks for a token and gets the rest from the hub at
// /ws?tenant=TENANT.
func (h *Hub) Board() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /board/{tenant}", serveBoard)
	mux.HandleFunc("GET "+assetFolder+"{file}", serveAsset)
	return mux
}

// boardView is what the page is made of.
type boardView struct {
	tongue
	Tenant, Lang, CSS, JS, Words string
	Languages                    []boardLanguage
}

type boardLanguage struct {
	Code, Name string
	Current    bool
}

func serveBoard(w http.ResponseWriter, r *http.Request) {
	tenant, lang := r.PathValue("tenant"), languageOf(r)
	if !engine.TenantID(tenant).Valid() {
		http.NotFound(w, r)
		return
	}
	v := boardView{tongue: tongue(lang), Tenant: tenant, Lang: lang, CSS: styleFile, JS: codeFile, Words: tongue(lang).all()}
	for _, l := range []boardLanguage{{rules.Kazakh, "ҚАЗ", false}, {rules.Russian, "РУС", false}, {rules.English, "ENG", false}} {
		l.Current = l.Code == lang
		v.Languages = append(v.Languages, l)
	}
	var buf bytes.Buffer
	if err := boardPage.Execute(&buf, &v); err != nil {
		http.Error(w, "Internal Server Error", http.StatusInternalServerError)
		return
	}
	keepApart(w)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Content-Language", lang)
	w.Header().Set("Vary", "Accept-Language")
	w.Header().Set("Cache-Control", "private, no-cache")
	_, _ = buf.WriteTo(w) // whoever asked is gone if this fails
}

// keepApart sets the headers that keep the page to itself: nothing is loaded
// from elsewhere, nothing is sent elsewhere, and no other page frames it.
func keepApart(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; "+
		"form-action 'none'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("X-Robots-Tag", "noindex, nofollow")
}

func serveAsset(w http.ResponseWriter, r *http.Request) {
	a, ok := assets[r.PathValue("file")]
	if !ok {
		http.NotFound(w, r)
		return
	}
	h := w.Header()
	h.Set("Content-Type", a.kind)
	h.Set("Cache-Control", "public, max-age=31536000, immutable")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	_, _ = w.Write(a.content) // as above
}
