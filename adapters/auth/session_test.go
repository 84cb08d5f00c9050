package auth

import (
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/reglament/reglament/engine"
)

// sessionRig is sessions over a real store.
type sessionRig struct {
	*rig
	sessions *Sessions
	secrets  map[engine.TenantID]string
}

func newSessionRig(t *testing.T) *sessionRig {
	t.Helper()
	r := &sessionRig{rig: newRig(t), secrets: map[engine.TenantID]string{acme: "secret of acme", other: "secret of other"}}
	r.restart()
	return r
}

// restart makes the sessions anew, as after a restart of the server.
func (r *sessionRig) restart() {
	r.sessions = NewSessions(SessionConfig{Tokens: NewTokens(r.rig, func() time.Time { return r.now }), Secret: r.secret,
		Now: func() time.Time { return r.now }, Logger: slog.New(slog.DiscardHandler)})
}

func (r *sessionRig) secret(tenant engine.TenantID) ([]byte, error) {
	if s, ok := r.secrets[tenant]; ok {
		return []byte(s), nil
	}
	return nil, engine.Errorf(engine.NotFound, "no tenant %q", tenant)
}

// call asks the session's address something with a cookie.
func (r *sessionRig) call(t *testing.T, method, body string, cookie *http.Cookie, headers ...string) *httptest.ResponseRecorder {
	t.Helper()
	w, mux := httptest.NewRecorder(), http.NewServeMux()
	r.sessions.Mount(mux)
	mux.ServeHTTP(w, request(t, method, body, cookie, headers...))
	return w
}

func request(t *testing.T, method, body string, cookie *http.Cookie, headers ...string) *http.Request {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), method, SessionPath, strings.NewReader(body))
	if cookie != nil {
		req.AddCookie(cookie)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	return req
}

// signedIn signs in and returns the cookie.
func (r *sessionRig) signedIn(t *testing.T, tenant engine.TenantID, role string) (cookie *http.Cookie, token string) {
	t.Helper()
	token = r.issue(t, tenant, role)
	w := r.call(t, "POST", `{"tenant":"`+string(tenant)+`","token":"`+token+`"}`, nil)
	if w.Code != http.StatusOK || len(w.Result().Cookies()) != 1 {
		t.Fatalf("signing in answers %d with %d cookies: %s", w.Code, len(w.Result().Cookies()), w.Body)
	}
	return w.Result().Cookies()[0], token
}

func TestSessionIsACookieThatScriptsAndOtherSitesCannotUse(t *testing.T) {
	t.Parallel()
	r := newSessionRig(t)
	cookie, token := r.signedIn(t, acme, "operator")
	if !cookie.HttpOnly || cookie.SameSite != http.SameSiteStrictMode || cookie.Path != "/" {
		t.Errorf("the cookie is %v", cookie)
	}
	if strings.Contains(cookie.Value, token) {
		t.Error("the cookie shows the token")
	}
	actor, err := r.sessions.Authenticate(request(t, "GET", "", cookie), acme)
	if err != nil || actor.ID != "operator-1" {
		t.Fatalf("the session is %+v, %v", actor, err)
	}
	for _, site := range []string{"cross-site", "same-site"} {
		if _, err := r.sessions.Authenticate(request(t, "POST", "", cookie, "Sec-Fetch-Site", site), acme); engine.KindOf(err) != engine.Forbidden {
			t.Errorf("a %s post is answered with %v", site, err)
		}
	}
	if _, err := r.sessions.Authenticate(request(t, "POST", "", cookie, "Sec-Fetch-Site", "same-origin"), acme); err != nil {
		t.Errorf("our own page may not post: %v", err)
	}
	if w := r.call(t, "POST", `{}`, nil, "Origin", "https://elsewhere.example"); w.Code != http.StatusForbidden {
		t.Errorf("another site can sign people in: %d", w.Code)
	}
}

func TestSessionIsForItsCompanyAlone(t *testing.T) {
	t.Parallel()
	r := newSessionRig(t)
	cookie, _ := r.signedIn(t, acme, "operator")
	if _, err := r.sessions.Authenticate(request(t, "GET", "", cookie), other); engine.KindOf(err) != engine.Forbidden {
		t.Errorf("the other company answers %v", err)
	}
	moved := *cookie
	moved.Value = strings.Replace(cookie.Value, "acme.", "other.", 1)
	if _, err := r.sessions.Authenticate(request(t, "GET", "", &moved), other); engine.KindOf(err) != engine.Forbidden {
		t.Errorf("a session that was given another company's name answers %v", err)
	}
}

func TestSessionSurvivesARestartAndEndsInTime(t *testing.T) {
	t.Parallel()
	r := newSessionRig(t)
	cookie, _ := r.signedIn(t, acme, "operator")
	r.restart()
	r.now = start.Add(sessionAge - time.Minute)
	w := r.call(t, "GET", "", cookie)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"principal":"operator-1"`) {
		t.Fatalf("after a restart it answers %d: %s", w.Code, w.Body)
	}
	renewed := w.Result().Cookies()[0]
	r.now = start.Add(sessionAge + time.Minute)
	if w := r.call(t, "GET", "", cookie); w.Code != http.StatusNoContent {
		t.Errorf("a session that is over answers %d", w.Code)
	}
	if w := r.call(t, "GET", "", renewed); w.Code != http.StatusOK {
		t.Errorf("one that was renewed answers %d", w.Code)
	}
	r.secrets[acme] = "another secret"
	if w := r.call(t, "GET", "", renewed); w.Code != http.StatusNoContent {
		t.Errorf("one under another key answers %d", w.Code)
	}
}

func TestSessionEndsWithItsToken(t *testing.T) {
	t.Parallel()
	r := newSessionRig(t)
	cookie, token := r.signedIn(t, acme, "operator")
	if err := r.store.RevokeToken(t.Context(), acme, Hash(acme, token), start); err != nil {
		t.Fatal(err)
	}
	r.now = start.Add(2 * grantAge)
	if _, err := r.sessions.Authenticate(request(t, "GET", "", cookie), acme); engine.KindOf(err) != engine.Forbidden {
		t.Errorf("the session of a revoked token answers %v", err)
	}
}

func TestSignInSaysWhatIsWrongAndNoMore(t *testing.T) {
	t.Parallel()
	r := newSessionRig(t)
	intake, wall := r.issue(t, acme, RoleIntake), r.issue(t, acme, RoleWall)
	for body, want := range map[string]string{
		`{"tenant":"acme","token":"rgl_wrong"}`:      `401 {"code":"token_unknown"}`,
		`{"tenant":"nobody","token":"rgl_wrong"}`:    `401 {"code":"token_unknown"}`,
		`{"tenant":"acme","token":"` + intake + `"}`: `403 {"code":"role_forbidden"}`,
		`{"tenant":"acme","token":"` + wall + `"}`:   `403 {"code":"role_forbidden"}`,
		`not json`: `422 {"code":"malformed"}`,
	} {
		w := r.call(t, "POST", body, nil)
		if len(w.Result().Cookies()) > 0 {
			t.Errorf("%s sets %v", body, w.Result().Cookies())
		}
		if got := strings.TrimSpace(strconv.Itoa(w.Code) + " " + w.Body.String()); got != want {
			t.Errorf("%s answers %s, want %s", body, got, want)
		}
	}
	r.fail = errors.New("the disk is full")
	if w := r.call(t, "POST", `{"tenant":"acme","token":"rgl_wrong"}`, nil); w.Code != http.StatusServiceUnavailable {
		t.Errorf("without a store it answers %d", w.Code)
	}
}

func TestSigningOutTakesTheCookieAway(t *testing.T) {
	t.Parallel()
	r := newSessionRig(t)
	cookie, _ := r.signedIn(t, acme, "operator")
	w := r.call(t, "DELETE", "", cookie)
	if got := w.Result().Cookies(); w.Code != http.StatusNoContent || len(got) != 1 || got[0].MaxAge >= 0 || got[0].Value != "" {
		t.Errorf("it answers %d and sets %v", w.Code, got)
	}
}
