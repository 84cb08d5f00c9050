package email

import (
	_ "embed"
	"encoding/json"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"strings"
)

// devMailPath is where DevMail is meant to be mounted.
const devMailPath = "/dev/mail"

//go:embed devmail.html
var devMailPage string

var devMailTemplate = template.Must(template.New("devmail").Funcs(template.FuncMap{
	// What we have written ourselves, escaped; it is still shown without any rights.
	"links": func(text string) template.HTML { return template.HTML(htmlText(text)) },
}).Parse(devMailPage))

// devMailView is what the page shows: a list, or one message.
type devMailView struct {
	Path   string
	Filter CaptureFilter
	List   []Captured
	One    *Captured
}

// DevMail shows captured mail at GET /dev/mail, the newest first: as a page, or
// as JSON where the client accepts application/json. The query may hold to (an
// address) and ticket (a number) to choose messages, or id for a single one.
// It is for trying things out: anybody who reaches it reads everybody's mail.
func DevMail(c *Capture) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			w.Header().Set("Allow", "GET, HEAD")
			http.Error(w, "captured mail can only be read", http.StatusMethodNotAllowed)
			return
		}
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("Vary", "Accept")
		q := r.URL.Query()
		view := devMailView{Path: devMailPath, Filter: CaptureFilter{To: q.Get("to"), Ticket: q.Get("ticket")}}
		var err error
		if id := q.Get("id"); id != "" {
			var one Captured
			one, err = c.Get(id)
			view.One = &one
		} else {
			view.List, err = c.List(view.Filter)
		}
		switch {
		case errors.Is(err, fs.ErrNotExist):
			http.Error(w, "there is no such message", http.StatusNotFound)
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
		case strings.Contains(r.Header.Get("Accept"), "application/json"):
			view.writeJSON(w)
		default:
			view.writePage(w)
		}
	})
}

func (v *devMailView) writeJSON(w http.ResponseWriter) {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if v.One != nil {
		e.Encode(v.One)
		return
	}
	e.Encode(v.List)
}

func (v *devMailView) writePage(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("Referrer-Policy", "no-referrer")
	devMailTemplate.Execute(w, v) // what fails here is the connection
}
