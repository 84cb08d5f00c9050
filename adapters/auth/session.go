package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/reglament/reglament/engine"
)

// SessionPath is where browsers sign in (POST), out (DELETE) and ask who they
// are (GET).
const SessionPath = "/s/session"

// sessionCookie holds a session. Scripts cannot read it, and other sites' pages
// cannot have it sent.
const sessionCookie = "reglament_session"

// sessionAge is how long a session lasts after the page was last loaded.
const sessionAge = 12 * time.Hour

// Sessions authenticates browsers by a cookie, and everybody else by their
// token. A session is the token that it began with, sealed with a key of the
// tenant's and with an end: nothing is kept here, a restart ends no session,
// and a token that is revoked ends its sessions.
//
// This file is all that knows how people sign in.
type Sessions struct {
	cfg   SessionConfig
	guard *http.CrossOriginProtection
}

// SessionConfig is what sessions are made of. All of it is needed.
type SessionConfig struct {
	Tokens *Tokens
	// Secret is what only the tenant itself knows. A tenant that there is not is
	// an *engine.Error of kind NotFound.
	Secret func(tenant engine.TenantID) ([]byte, error)
	// Secure keeps the cookie from ever being sent without encryption.
	Secure bool
	Now    func() time.Time
	Logger *slog.Logger
}

// NewSessions returns the sessions of an installation.
func NewSessions(cfg SessionConfig) *Sessions {
	return &Sessions{cfg: cfg, guard: http.NewCrossOriginProtection()}
}

// Authenticate implements Authenticator.
func (s *Sessions) Authenticate(r *http.Request, tenant engine.TenantID) (engine.Actor, error) {
	if r.Header.Get("Authorization") != "" {
		return noWall(s.cfg.Tokens.Authenticate(r, tenant))
	}
	token := s.Token(r, tenant)
	if token == "" {
		return engine.Actor{}, unknown("token_missing")
	}
	if err := s.guard.Check(r); err != nil {
		return engine.Actor{}, &engine.Error{Kind: engine.Forbidden, Err: err, Problems: []engine.Problem{{Code: "role_forbidden"}}}
	}
	return noWall(s.cfg.Tokens.Bearer(r.Context(), tenant, token))
}

// noWall turns screens on the wall away: what they may have is the websocket's
// alone, which asks Tokens. It says who they are all the same: they are known, and
// yet forbidden.
func noWall(actor engine.Actor, err error) (engine.Actor, error) {
	if err == nil && actor.Has(RoleWall) {
		err = &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Code: "role_forbidden"}}}
	}
	return actor, err
}

// Token returns the token of the request's session, or "" if it has none with
// the tenant.
func (s *Sessions) Token(r *http.Request, tenant engine.TenantID) string {
	of, opened, ok := s.read(r)
	if !ok || of != tenant {
		return ""
	}
	return opened.Token
}

// Mount puts signing in and out behind its path.
func (s *Sessions) Mount(mux *http.ServeMux) {
	for method, answer := range map[string]http.HandlerFunc{http.MethodGet: s.tell, http.MethodPost: s.signIn, http.MethodDelete: s.signOut} {
		mux.HandleFunc(method+" "+SessionPath, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", "no-store")
			if err := s.guard.Check(r); err != nil {
				http.Error(w, "this comes from another site", http.StatusForbidden)
				return
			}
			answer(w, r)
		})
	}
}

func (s *Sessions) signOut(w http.ResponseWriter, _ *http.Request) {
	http.SetCookie(w, s.cookie("", -1))
	w.WriteHeader(http.StatusNoContent)
}

// credentials are what people sign in with.
type credentials struct {
	Tenant engine.TenantID `json:"tenant"`
	Token  string          `json:"token"`
}

func (s *Sessions) signIn(w http.ResponseWriter, r *http.Request) {
	var c credentials
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 4096)).Decode(&c); err != nil {
		s.refuse(w, http.StatusUnprocessableEntity, "malformed")
		return
	}
	s.begin(w, r, c)
}

// tell says who is signed in, if anybody is, and lets the session last longer.
func (s *Sessions) tell(w http.ResponseWriter, r *http.Request) {
	tenant, opened, ok := s.read(r)
	if !ok {
		w.WriteHeader(http.StatusNoContent) // nobody is, which is no error
		return
	}
	s.begin(w, r, credentials{tenant, opened.Token})
}

// begin gives the holder of a token a session. Whether it is the company or the
// token that there is not, nobody is told.
func (s *Sessions) begin(w http.ResponseWriter, r *http.Request, c credentials) {
	sealed, err := s.seal(c.Tenant, opened{c.Token, s.cfg.Now().Add(sessionAge)})
	var actor engine.Actor
	if err == nil {
		actor, err = s.cfg.Tokens.Bearer(r.Context(), c.Tenant, c.Token)
	}
	switch kind := engine.KindOf(err); {
	case err == nil && (actor.Has(RoleIntake) || actor.Has(RoleWall)):
		s.refuse(w, http.StatusForbidden, "role_forbidden")
	case err == nil:
		http.SetCookie(w, s.cookie(sealed, int(sessionAge.Seconds())))
		s.answer(w, http.StatusOK, map[string]any{"tenant": c.Tenant, "principal": actor.ID, "roles": actor.Roles})
	case kind == engine.NotFound || kind == engine.Forbidden:
		s.refuse(w, http.StatusUnauthorized, "token_unknown")
	default:
		s.cfg.Logger.Error("a session could not be begun", "tenant", c.Tenant, "error", err)
		s.refuse(w, http.StatusServiceUnavailable, "try_later")
	}
}

func (s *Sessions) refuse(w http.ResponseWriter, status int, code string) {
	s.answer(w, status, map[string]string{"code": code})
}

func (s *Sessions) answer(w http.ResponseWriter, status int, v any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(v) // the caller is gone if this fails
}

func (s *Sessions) cookie(value string, age int) *http.Cookie {
	return &http.Cookie{Name: sessionCookie, Value: value, Path: "/", MaxAge: age, HttpOnly: true, Secure: s.cfg.Secure, SameSite: http.SameSiteStrictMode}
}

// opened is what is in a session.
type opened struct {
	Token string    `json:"token"`
	Until time.Time `json:"until"`
}

// read opens the request's session. One that is over, or was sealed with another
// key, is none.
func (s *Sessions) read(r *http.Request) (tenant engine.TenantID, o opened, ok bool) {
	cookie, err := r.Cookie(sessionCookie)
	if err != nil {
		return "", o, false
	}
	name, sealed, _ := strings.Cut(cookie.Value, ".")
	tenant = engine.TenantID(name)
	plain, err := s.open(tenant, sealed)
	if err != nil || json.Unmarshal(plain, &o) != nil || !s.cfg.Now().Before(o.Until) {
		return "", opened{}, false
	}
	return tenant, o, true
}

// box encrypts with a key that is derived from the tenant's secret.
func (s *Sessions) box(tenant engine.TenantID) (cipher.AEAD, error) {
	secret, err := s.cfg.Secret(tenant)
	if err != nil {
		return nil, err
	}
	key := hmac.New(sha256.New, secret)
	key.Write([]byte("reglament session"))
	block, err := aes.NewCipher(key.Sum(nil))
	if err != nil {
		return nil, err
	}
	return cipher.NewGCM(block)
}

func (s *Sessions) seal(tenant engine.TenantID, o opened) (string, error) {
	box, err := s.box(tenant)
	if err != nil {
		return "", err
	}
	plain, err := json.Marshal(o)
	if err != nil {
		return "", err
	}
	nonce := make([]byte, box.NonceSize())
	_, _ = rand.Read(nonce) // never fails
	return string(tenant) + "." + base64.RawURLEncoding.EncodeToString(box.Seal(nonce, nonce, plain, []byte(tenant))), nil
}

func (s *Sessions) open(tenant engine.TenantID, sealed string) ([]byte, error) {
	box, err := s.box(tenant)
	if err != nil {
		return nil, err
	}
	raw, err := base64.RawURLEncoding.DecodeString(sealed)
	if err != nil {
		return nil, err
	}
	if len(raw) < box.NonceSize() {
		return nil, errors.New("the session is too short")
	}
	return box.Open(nil, raw[:box.NonceSize()], raw[box.NonceSize():], []byte(tenant))
}
