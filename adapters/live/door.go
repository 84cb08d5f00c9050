package live

import (
	"net/http"
	"strings"

	"golang.org/x/text/language"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// ServeHTTP takes a websocket in: GET /ws?tenant=TENANT with the subprotocol
// reglament.v1. A token in the Authorization header is checked before the
// upgrade; else it must be in the first frame, or the browser must have a session.
// It is never part of the address.
func (h *Hub) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	tenant := engine.TenantID(r.URL.Query().Get("tenant"))
	switch {
	case !tenant.Valid():
		http.Error(w, "Not Found", http.StatusNotFound)
		return
	case !offers(r):
		w.Header().Set("Upgrade", "websocket")
		http.Error(w, "this is a websocket that speaks "+Protocol, http.StatusUpgradeRequired)
		return
	}
	s := &socket{hub: h, tenant: tenant, lang: languageOf(r)}
	if header := r.Header.Get("Authorization"); header != "" {
		var err error
		s.token, _ = strings.CutPrefix(header, "Bearer ")
		if s.actor, err = h.authenticate(r.Context(), tenant, s.token); err != nil {
			turnAway(w, err)
			return
		}
	} else if h.cfg.Session != nil {
		s.token = h.cfg.Session(r, tenant)
	}
	if n := h.open.Add(1); n > int64(h.cfg.Limits.Sockets) || h.closing() {
		h.open.Add(-1)
		unavailable(w)
		return
	}
	conn, err := h.up.upgrade(w, r)
	if err != nil {
		h.open.Add(-1)
		return
	}
	s.conn, s.queue = conn, newQueue(h.cfg.Limits.Queue)
	if !h.add(s) { // it has closed meanwhile
		h.open.Add(-1)
		conn.drop()
		return
	}
	// The request's goroutine ends here, so that the server's buffers are free.
	go s.serve()
}

func turnAway(w http.ResponseWriter, err error) {
	if engine.KindOf(err) != engine.Forbidden {
		unavailable(w)
		return
	}
	w.Header().Set("WWW-Authenticate", "Bearer")
	http.Error(w, "Unauthorized", http.StatusUnauthorized)
}

func unavailable(w http.ResponseWriter) {
	w.Header().Set("Retry-After", "5")
	http.Error(w, "Service Unavailable", http.StatusServiceUnavailable)
}

var languages = language.NewMatcher([]language.Tag{language.Russian, language.Kazakh, language.English})

// languageOf is the language that the caller reads best: lang in the address,
// else the Accept-Language header.
func languageOf(r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); lang != "" {
		return spoken(lang)
	}
	tags, _, err := language.ParseAcceptLanguage(r.Header.Get("Accept-Language"))
	if err != nil || len(tags) == 0 {
		return rules.Russian
	}
	_, i, _ := languages.Match(tags...)
	return []string{rules.Russian, rules.Kazakh, rules.English}[i]
}
