package host

import (
	_ "embed"
	"html/template"
	"net/http"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

//go:embed index.html
var indexSource string

var indexPage = template.Must(template.New("index").Parse(indexSource))

// indexTenant is a company as the start page shows it.
type indexTenant struct {
	ID, Name  string
	Form      bool
	Addresses []string
}

// index is the start page: where to go from here.
func (s *Server) index(w http.ResponseWriter, r *http.Request) {
	view := struct {
		Tenants  []indexTenant
		Dev      bool
		MailAddr string
	}{Dev: s.cfg.Dev, MailAddr: s.MailAddr()}
	for _, id := range s.shown() {
		reg, _, err := s.registry.Rules(r.Context(), id, "")
		if err != nil {
			s.log.Error("start page", "tenant", id, "error", err)
			continue
		}
		t := indexTenant{ID: string(id), Name: reg.Document.Company.In(rules.Russian, reg.Lang), Addresses: reg.Addresses()}
		_, t.Form = reg.Channel("form")
		view.Tenants = append(view.Tenants, t)
	}
	h := w.Header()
	h.Set("Content-Type", "text/html; charset=utf-8")
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'")
	if err := indexPage.Execute(w, &view); err != nil {
		s.log.Debug("start page", "error", err)
	}
}

// shown are the companies on the start page: none but in development, for one
// company's customers need not know who the others are.
func (s *Server) shown() []engine.TenantID {
	if !s.cfg.Dev {
		return nil
	}
	return s.Tenants()
}
