// Package auth tells who a request comes from: whoever holds a token, in a header
// or in the session that a browser began with it.
package auth

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base32"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
)

// An Authenticator says who makes a request to a tenant's doors. Nobody is an
// *engine.Error of kind Forbidden.
type Authenticator interface {
	Authenticate(r *http.Request, tenant engine.TenantID) (engine.Actor, error)
}

// Roles that mean something besides what a regulation says of them.
const (
	// RoleAdmin may do what concerns the tenant itself.
	RoleAdmin = "admin"
	// RoleIntake is a program's: it may file requests and nothing else.
	RoleIntake = "intake"
	// RoleWall is a screen's on the wall: it shows the wallboard and opens nothing
	// else, because nobody watches over it.
	RoleWall = "wall"
	// RoleMetrics is a program's, too: it reads the installation's metrics.
	RoleMetrics = "metrics"
)

// A Grant is what a token stands for.
type Grant struct {
	Principal string
	Role      string
}

// TokenStore finds tokens by their hash.
type TokenStore interface {
	Grant(ctx context.Context, tenant engine.TenantID, hash []byte) (Grant, bool, error)
}

// Tokens authenticates by the token in the Authorization header.
type Tokens struct {
	store TokenStore
	now   func() time.Time

	mu    sync.Mutex
	known map[string]knownGrant // by hash, with the tenant before it
}

type knownGrant struct {
	actor engine.Actor
	until time.Time
}

// grantAge is how long a token that was found is taken without looking again. It
// bounds how long a revoked token goes on working.
const grantAge = 3 * time.Second

// maxKnown bounds the memory for tokens that were found.
const maxKnown = 10_000

// NewTokens returns an authenticator over a store. now is the wall clock.
func NewTokens(store TokenStore, now func() time.Time) *Tokens {
	return &Tokens{store: store, now: now, known: map[string]knownGrant{}}
}

var letters = base32.NewEncoding("abcdefghijklmnopqrstuvwxyz234567").WithPadding(base32.NoPadding)

const prefix = "rgl_"

// NewToken makes a token of 160 random bits.
func NewToken() (string, error) {
	raw := make([]byte, 20)
	if _, err := rand.Read(raw); err != nil {
		return "", err
	}
	return prefix + letters.EncodeToString(raw), nil
}

// Hash is what of a token is stored. A fast hash is enough: nobody can try out
// 160 random bits, whereas a slow one would cost more than the request it guards.
// The key makes hashes of two tenants incomparable.
func Hash(tenant engine.TenantID, token string) []byte {
	m := hmac.New(sha256.New, []byte("reglament token of "+tenant))
	m.Write([]byte(token))
	return m.Sum(nil)
}

// Authenticate implements Authenticator.
func (t *Tokens) Authenticate(r *http.Request, tenant engine.TenantID) (engine.Actor, error) {
	scheme, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Bearer") || !strings.HasPrefix(token, prefix) {
		return engine.Actor{}, unknown("token_missing")
	}
	return t.Bearer(r.Context(), tenant, token)
}

// Bearer says who holds a token.
func (t *Tokens) Bearer(ctx context.Context, tenant engine.TenantID, token string) (engine.Actor, error) {
	hash := Hash(tenant, token)
	id := string(tenant) + "/" + string(hash)
	now := t.now()
	t.mu.Lock()
	known, ok := t.known[id]
	t.mu.Unlock()
	if ok && now.Before(known.until) {
		return known.actor, nil
	}
	grant, ok, err := t.store.Grant(ctx, tenant, hash)
	if err != nil {
		return engine.Actor{}, err
	}
	if !ok {
		t.forget(id)
		return engine.Actor{}, unknown("token_unknown")
	}
	actor := engine.Actor{Kind: engine.Staff, ID: grant.Principal, Roles: []string{grant.Role}}
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.known) >= maxKnown {
		clear(t.known)
	}
	t.known[id] = knownGrant{actor: actor, until: now.Add(grantAge)}
	return actor, nil
}

func (t *Tokens) forget(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.known, id)
}

func unknown(code string) error {
	return &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Pointer: "/authorization", Code: code}}}
}
