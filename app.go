package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/blob"
	"github.com/reglament/reglament/adapters/clock"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// app is everything that is wired together, doors excepted.
type app struct {
	cfg      *Config
	log      *slog.Logger
	store    *sqlstore.Store
	blobs    *blob.Store
	clock    *clock.Clock
	registry *plugins.Registry
	engine   *engine.Engine
	tokens   *auth.Tokens

	committed hub
	mu        sync.Mutex
	tenants   map[engine.TenantID]*tenant
	watchers  []func(engine.TenantID) // told when a regulation was activated
}

// tenant is a hosted company as this process knows it.
type tenant struct {
	sqlstore.Tenant
	keys intake.Keyring
}

// openApp opens the database, bringing its schema up to date, and builds the
// engine over it. senders are the ways out of the house.
func openApp(ctx context.Context, cfg *Config, log *slog.Logger, senders func(*app) map[string]engine.Sender) (*app, error) {
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, err
	}
	applied, err := sqlstore.Migrate(ctx, cfg.database())
	if err != nil {
		return nil, err
	}
	if len(applied) > 0 {
		log.Info("the schema was brought up to date", "migrations", applied)
	}
	a := &app{cfg: cfg, log: log, tenants: map[engine.TenantID]*tenant{}}
	if a.store, err = sqlstore.Open(ctx, cfg.database()); err != nil {
		return nil, err
	}
	if err := a.build(ctx, senders); err != nil {
		return nil, errors.Join(err, a.store.Close())
	}
	return a, nil
}

func (a *app) build(ctx context.Context, senders func(*app) map[string]engine.Sender) error {
	var err error
	if a.blobs, err = blob.Open(filepath.Join(a.cfg.Data, "blobs")); err != nil {
		return err
	}
	if a.clock, err = clock.New(ctx, a.store, func() {
		if a.engine != nil {
			a.engine.Hint()
		}
	}); err != nil {
		return err
	}
	a.registry = plugins.NewRegistry(a.store)
	a.tokens = auth.NewTokens(grants{a.store}, time.Now)
	config := engine.Config{
		Backend: a.store, Regulations: a.registry, Clock: a.clock, Facts: a.store, Text: norm.NFC.String,
		CaughtUp: a.caughtUp, Committed: a.committed.tell, Logger: a.log,
	}
	if senders != nil {
		config.Senders = senders(a)
	}
	if a.engine, err = engine.New(config); err != nil {
		return err
	}
	return a.loadTenants(ctx)
}

// caughtUp reports whether mail that waited for us during an outage can be
// expected to have arrived. Mail servers try again within a quarter of an hour.
func (a *app) caughtUp() bool {
	const noticeable, patience = time.Minute, 15 * time.Minute
	return a.clock.Outage() < noticeable || a.clock.Running() > patience
}

func (a *app) loadTenants(ctx context.Context) error {
	all, err := a.store.Tenants(ctx)
	if err != nil {
		return err
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	for _, t := range all {
		a.tenants[t.ID] = &tenant{Tenant: t, keys: intake.NewKeyring(t.Secret)}
	}
	return nil
}

// keyring returns what only the tenant itself can make.
func (a *app) keyring(id engine.TenantID) (intake.Keyring, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	t := a.tenants[id]
	if t == nil {
		return intake.Keyring{}, engine.Errorf(engine.NotFound, "no tenant %q", id)
	}
	return t.keys, nil
}

func (a *app) tenantIDs() []engine.TenantID {
	a.mu.Lock()
	defer a.mu.Unlock()
	var ids []engine.TenantID
	for id := range a.tenants {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// createTenant makes a tenant and says whether it is new.
func (a *app) createTenant(ctx context.Context, id engine.TenantID, name string) (bool, error) {
	a.mu.Lock()
	_, known := a.tenants[id]
	a.mu.Unlock()
	if known {
		return false, nil
	}
	t := sqlstore.Tenant{ID: id, Name: name, Secret: make([]byte, 32), Created: a.clock.Now()}
	if _, err := rand.Read(t.Secret); err != nil {
		return false, err
	}
	if err := a.store.CreateTenant(ctx, t); err != nil {
		return false, err
	}
	return true, a.loadTenants(ctx) // another node may have been first, with its own secret
}

// issueToken makes a token. It is shown once; only its hash is kept.
func (a *app) issueToken(ctx context.Context, id engine.TenantID, role, principal string) (string, error) {
	token, err := auth.NewToken()
	if err != nil {
		return "", err
	}
	if id != sqlstore.Installation {
		if _, err := a.keyring(id); err != nil {
			return "", err
		}
	}
	if principal == "" {
		principal = role
	}
	return token, a.store.PutToken(ctx, sqlstore.Token{Tenant: id, Hash: auth.Hash(id, token), Principal: principal,
		Role: role, Label: role, Created: a.clock.Now()})
}

// grants shows the store's tokens to package auth.
type grants struct{ store *sqlstore.Store }

func (g grants) Grant(ctx context.Context, id engine.TenantID, hash []byte) (auth.Grant, bool, error) {
	t, ok, err := g.store.Token(ctx, id, hash)
	return auth.Grant{Principal: t.Principal, Role: t.Role}, ok, err
}

// rulesOf returns an edition of a tenant's regulation.
func (a *app) rulesOf(ctx context.Context, id engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
	return a.registry.Rules(ctx, id, edition)
}

// rulesFolder is where regulations are read from: the given folder, or what the
// program carries.
func (a *app) rulesFolder() fs.FS {
	if a.cfg.Rules != "" {
		return os.DirFS(a.cfg.Rules)
	}
	return rules.Shipped
}

// hub tells whoever listens that a tenant's log has grown. It keeps nothing: who
// was not listening looks at the log.
type hub struct {
	mu        sync.Mutex
	listeners []func(engine.TenantID, int64)
}

func (h *hub) listen(f func(engine.TenantID, int64)) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.listeners = append(h.listeners, f)
}

func (h *hub) tell(id engine.TenantID, seq int64) {
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, f := range h.listeners {
		f(id, seq)
	}
}

func (a *app) close() error { return a.store.Close() }

// errNoTenants says that there is nobody to serve.
var errNoTenants = fmt.Errorf("there is no regulation to serve: the rules folder has no folder with a %s in it", plugins.Main)
