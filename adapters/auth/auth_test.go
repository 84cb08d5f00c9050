package auth

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

const acme, other engine.TenantID = "acme", "other"

var start = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

// rig is an authenticator over a real store, which counts what the store is
// asked and can be made to fail.
type rig struct {
	*Tokens
	store *sqlstore.Store
	now   time.Time
	mu    sync.Mutex
	asked int
	fail  error
}

// Grant implements TokenStore.
func (r *rig) Grant(ctx context.Context, tenant engine.TenantID, hash []byte) (Grant, bool, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	if r.fail != nil {
		return Grant{}, false, r.fail
	}
	t, ok, err := r.store.Token(ctx, tenant, hash)
	return Grant{Principal: t.Principal, Role: t.Role}, ok, err
}

func newRig(t *testing.T) *rig {
	t.Helper()
	path := filepath.Join(t.TempDir(), "reglament.db")
	if _, err := sqlstore.Migrate(t.Context(), path); err != nil {
		t.Fatal(err)
	}
	store, err := sqlstore.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	r := &rig{store: store, now: start}
	r.Tokens = NewTokens(r, func() time.Time { return r.now })
	return r
}

func (r *rig) issue(t *testing.T, tenant engine.TenantID, role string) string {
	t.Helper()
	token, err := NewToken()
	if err != nil {
		t.Fatal(err)
	}
	err = r.store.PutToken(t.Context(), sqlstore.Token{Tenant: tenant, Hash: Hash(tenant, token), Principal: role + "-1", Role: role, Created: start})
	if err != nil {
		t.Fatal(err)
	}
	return token
}

func (r *rig) ask(t *testing.T, tenant engine.TenantID, header string) (engine.Actor, error) {
	t.Helper()
	req := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/", nil)
	if header != "" {
		req.Header.Set("Authorization", header)
	}
	return r.Authenticate(req, tenant)
}

func forbidden(t *testing.T, err error, code string) {
	t.Helper()
	var e *engine.Error
	if !errors.As(err, &e) || e.Kind != engine.Forbidden || len(e.Problems) != 1 || e.Problems[0].Code != code {
		t.Errorf("got %v, want forbidden with %s", err, code)
	}
}

func TestTokenSpeaksForItsPrincipal(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	token := r.issue(t, acme, "operator")
	for _, scheme := range []string{"Bearer ", "bearer ", "BEARER "} {
		actor, err := r.ask(t, acme, scheme+token)
		if err != nil || actor.Kind != engine.Staff || actor.ID != "operator-1" || !slices.Equal(actor.Roles, []string{"operator"}) {
			t.Errorf("%s: got %+v (%v), want the employee operator-1 as operator", scheme, actor, err)
		}
	}
}

func TestTokenOpensItsTenantAlone(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	token := r.issue(t, acme, "operator")
	installation := r.issue(t, sqlstore.Installation, "installation")
	if _, err := r.ask(t, acme, "Bearer "+token); err != nil {
		t.Fatal(err)
	}
	_, err := r.ask(t, other, "Bearer "+token)
	forbidden(t, err, "token_unknown")
	_, err = r.ask(t, sqlstore.Installation, "Bearer "+token)
	forbidden(t, err, "token_unknown")
	_, err = r.ask(t, acme, "Bearer "+installation)
	forbidden(t, err, "token_unknown")
	if _, err := r.ask(t, sqlstore.Installation, "Bearer "+installation); err != nil {
		t.Error(err)
	}
}

func TestWhatIsNoTokenAsksNobody(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	token := r.issue(t, acme, "operator")
	for _, header := range []string{"", "Bearer", "Bearer ", token, "Basic " + token, "Bearer " + strings.TrimPrefix(token, prefix), "Bearer  " + token} {
		_, err := r.ask(t, acme, header)
		forbidden(t, err, "token_missing")
	}
	if r.asked != 0 {
		t.Errorf("the store was asked %d times about what cannot be a token", r.asked)
	}
}

// TestUnknownTokenCostsTheSameEachTime: one look-up, whether it was tried before
// or is nearly right, so that neither time nor memory tells anything.
func TestUnknownTokenCostsTheSameEachTime(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	token := r.issue(t, acme, "operator")
	near := token[:len(token)-1] + "a"
	if near == token {
		near = token[:len(token)-1] + "b"
	}
	for i, wrong := range []string{near, near, token + "a", prefix, prefix + strings.Repeat("z", 5000)} {
		_, err := r.ask(t, acme, "Bearer "+wrong)
		forbidden(t, err, "token_unknown")
		if r.asked != i+1 {
			t.Errorf("after %d unknown tokens the store was asked %d times", i+1, r.asked)
		}
	}
	if len(r.known) != 0 {
		t.Errorf("%d unknown tokens are remembered", len(r.known))
	}
}

func TestRevokedTokenStopsWithinSeconds(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	token := r.issue(t, acme, "operator")
	ask := func() error { _, err := r.ask(t, acme, "Bearer "+token); return err }
	if err := ask(); err != nil {
		t.Fatal(err)
	}
	if err := r.store.RevokeToken(t.Context(), acme, Hash(acme, token), start); err != nil {
		t.Fatal(err)
	}
	r.now = start.Add(grantAge - time.Millisecond)
	if err := ask(); err != nil || r.asked != 1 {
		t.Errorf("just before the grant is too old: %v after %d questions, want it taken without a second one", err, r.asked)
	}
	r.now = start.Add(grantAge)
	forbidden(t, ask(), "token_unknown")
	// A clock that is set back must not bring it to life again.
	r.now = start
	forbidden(t, ask(), "token_unknown")
}

func TestStoreInTroubleIsNotAnUnknownToken(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	token := r.issue(t, acme, "operator")
	r.fail = &engine.Error{Kind: engine.Temporary, Err: errors.New("the database is gone")}
	if _, err := r.ask(t, acme, "Bearer "+token); engine.KindOf(err) != engine.Temporary {
		t.Errorf("without a store: got %v, want a temporary error", err)
	}
	r.fail = nil
	if _, err := r.ask(t, acme, "Bearer "+token); err != nil {
		t.Errorf("with the store back: %v", err)
	}
}

func TestNoErrorTellsTheToken(t *testing.T) {
	t.Parallel()
	r := newRig(t)
	token := r.issue(t, acme, "operator")
	_, unknown := r.ask(t, other, "Bearer "+token)
	_, missing := r.ask(t, acme, "Token "+token)
	if err := r.store.Close(); err != nil {
		t.Fatal(err)
	}
	_, gone := r.ask(t, acme, "Bearer "+token)
	for _, err := range []error{unknown, missing, gone} {
		if err == nil {
			t.Error("no error, want one")
			continue
		}
		for _, secret := range []string{token, strings.TrimPrefix(token, prefix), string(Hash(acme, token)), fmt.Sprintf("%x", Hash(acme, token))} {
			if said := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(said, secret) {
				t.Errorf("the error %q tells the token", said)
			}
		}
	}
}

func TestHashesOfTwoTenantsDiffer(t *testing.T) {
	t.Parallel()
	token, err := NewToken()
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(Hash(acme, token), Hash(other, token)) {
		t.Error("the hash of a token is the same for two tenants")
	}
	if !bytes.Equal(Hash(acme, token), Hash(acme, token)) || bytes.Contains(Hash(acme, token), []byte(token)) {
		t.Error("a hash must be the same each time and hold nothing of the token")
	}
}

func TestTokensAreLongAndNew(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for range 1000 {
		token, err := NewToken()
		if err != nil {
			t.Fatal(err)
		}
		if !strings.HasPrefix(token, prefix) || len(token) != len(prefix)+32 || seen[token] {
			t.Fatalf("token %q: want a new one of 32 letters after %s", token, prefix)
		}
		seen[token] = true
	}
}

// TestMemoryForTokensIsBounded fills the memory with tokens of many tenants.
func TestMemoryForTokensIsBounded(t *testing.T) {
	t.Parallel()
	r := NewTokens(anyone{}, func() time.Time { return start })
	for i := range 2*maxKnown + 10 {
		if _, err := r.Bearer(t.Context(), acme, fmt.Sprintf("%s%d", prefix, i)); err != nil {
			t.Fatal(err)
		}
	}
	if n := len(r.known); n > maxKnown {
		t.Errorf("%d tokens are remembered, want at most %d", n, maxKnown)
	}
}

// anyone knows every token.
type anyone struct{}

func (anyone) Grant(context.Context, engine.TenantID, []byte) (Grant, bool, error) {
	return Grant{Principal: "p", Role: "operator"}, true, nil
}
