package host

import (
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/reglament/reglament/adapters/email"
)

// mountDev adds what only somebody who tries things out may have: everybody's
// mail, and the clock. Another machine gets it only with --dev-public.
func (s *Server) mountDev(mux *http.ServeMux) {
	mux.Handle("POST /dev/clock", s.nearby(http.HandlerFunc(s.moveClock)))
	mux.Handle("GET /dev/clock", s.nearby(http.HandlerFunc(s.tellClock)))
	if folder, err := s.captured(); err != nil {
		s.log.Error("captured mail", "error", err)
	} else {
		mux.Handle("/dev/mail", s.nearby(email.DevMail(folder)))
	}
}

// nearby turns other machines away, and pages of other sites in this machine's
// browser: what they send carries their origin, or, where their name was made to
// lead here, that name.
func (s *Server) nearby(h http.Handler) http.Handler {
	guarded := http.NewCrossOriginProtection().Handler(h)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		client, _, _ := net.SplitHostPort(r.RemoteAddr)
		if !s.cfg.DevPublic && !(loopback(client) && loopback((&url.URL{Host: r.Host}).Hostname())) {
			http.Error(w, "development pages are for this machine only; see --dev-public", http.StatusForbidden)
			return
		}
		if origin, err := url.Parse(r.Header.Get("Origin")); err != nil || r.Header.Get("Origin") != "" && origin.Host != r.Host {
			http.Error(w, "development pages are not for other sites", http.StatusForbidden)
			return
		}
		guarded.ServeHTTP(w, r)
	})
}

// loopback reports whether a host is this machine.
func loopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// devClock is the engine's clock as /dev/clock shows it.
type devClock struct {
	Now   time.Time `json:"now"`
	Moved string    `json:"moved"`
}

// moveClock moves the engine's clock forward: {"advance":"72h"}. Timers that
// become due by it fire at once.
func (s *Server) moveClock(w http.ResponseWriter, r *http.Request) {
	var in struct{ Advance string }
	d := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1024))
	d.DisallowUnknownFields()
	if err := d.Decode(&in); err != nil {
		http.Error(w, `want {"advance":"72h"}: `+err.Error(), http.StatusUnprocessableEntity)
		return
	}
	by, err := time.ParseDuration(in.Advance)
	switch {
	case err != nil:
		http.Error(w, `advance is a time such as "72h" or "90m": `+err.Error(), http.StatusUnprocessableEntity)
		return
	case by <= 0:
		http.Error(w, "the clock cannot be moved back: what has happened would lie in the future", http.StatusUnprocessableEntity)
		return
	}
	if err = s.store.MoveClock(r.Context(), by); err == nil {
		err = s.clock.Refresh(r.Context())
	}
	if err != nil {
		s.log.Error("move the clock", "error", err)
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		return
	}
	s.tellClock(w, r)
}

func (s *Server) tellClock(w http.ResponseWriter, r *http.Request) {
	moved, _, err := s.store.Clock(r.Context())
	if err != nil {
		http.Error(w, "the database does not answer", http.StatusServiceUnavailable)
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(devClock{Now: s.clock.Now(), Moved: moved.String()}) // what fails is the connection
}
