// Package host runs an installation: several companies in one process. It opens
// the store, activates the companies' regulations and puts every door before the
// engine. It is where adapters and plugins meet; none of them knows another.
package host

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
	"strings"
	"sync"
	"time"

	"golang.org/x/text/unicode/norm"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/blob"
	"github.com/reglament/reglament/adapters/clock"
	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/plugins/worker"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/intake"
)

// A Host is an installation: a store, its tenants with their regulations, and
// the engine over them. Doors are a Server's.
type Host struct {
	cfg      *Config
	log      *slog.Logger
	store    *sqlstore.Store
	blobs    *blob.Store
	clock    *clock.Clock
	loader   *plugins.Loader
	isolated *worker.Pool // nil if regulations run in this process
	registry *plugins.Registry
	engine   *engine.Engine
	tokens   *auth.Tokens
	sessions *auth.Sessions
	// addresses is who takes which mail.
	addresses Addresses
	editions  *Editions
	proofs    proofs
	guard     *guard
	// limits are those of all tenants, quotas their own.
	limits   engine.Limits
	quotas   *Quotas
	metrics  *metrics
	breaches *breaches
	// tell is for mails that belong to no event.
	tell interface {
		Tell(ctx context.Context, n email.Notice) error
	}
	// observers are told what came of each command. They must not block.
	observers []func(engine.Outcome)

	committed broadcast
	mu        sync.Mutex
	tenants   map[engine.TenantID]*tenant
}

// tenant is a hosted company as this process knows it.
type tenant struct {
	sqlstore.Tenant
	keys intake.Keyring
}

// open opens the database, bringing its schema up to date, and builds the engine
// over it.
func open(ctx context.Context, cfg *Config, log *slog.Logger) (*Host, error) {
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, err
	}
	applied, err := sqlstore.Migrate(ctx, cfg.Database())
	if err != nil {
		return nil, err
	}
	if len(applied) > 0 {
		log.Info("the schema was brought up to date", "migrations", applied)
	}
	h := &Host{cfg: cfg, log: log, tenants: map[engine.TenantID]*tenant{}}
	if h.store, err = sqlstore.Open(ctx, cfg.Database()); err != nil {
		return nil, err
	}
	if err := h.build(ctx); err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	return h, nil
}

func (h *Host) build(ctx context.Context) error {
	var err error
	if h.blobs, err = blob.Open(filepath.Join(h.cfg.Data, "blobs")); err != nil {
		return err
	}
	if h.clock, err = clock.New(ctx, h.store, func() {
		if h.engine != nil {
			h.engine.Hint()
		}
	}); err != nil {
		return err
	}
	if err := h.countAndBound(); err != nil {
		return err
	}
	if h.loader, h.isolated, err = newLoader(h.cfg, h.quotas.budget, h.log); err != nil {
		return err
	}
	h.registry = plugins.NewRegistry(h.store, h.loader)
	h.tokens = auth.NewTokens(grants{h.store}, time.Now)
	h.sessions = auth.NewSessions(auth.SessionConfig{Tokens: h.tokens, Secret: h.secret, Secure: strings.HasPrefix(h.cfg.URL, "https://"),
		Now: time.Now, Logger: h.log})
	h.addresses = Addresses{Rules: h.rulesOf, Companies: h.store.Companies,
		Tenants: func(context.Context) ([]engine.TenantID, error) { return h.Tenants(), nil }}
	h.editions = newEditions(h)
	h.committed.listen(h.editions.shadows.hint)
	if h.guard = newGuard(h.cfg.Guard, h.editions, h.clock.Now, h.log); !h.cfg.Guard.Off {
		h.observers = append(h.observers, h.guard.observe)
	}
	mail, err := h.mailSender()
	if err != nil {
		return err
	}
	h.tell = mail
	h.breaches = newBreaches(h, mail)
	h.observers = append(h.observers, h.breaches.observe)
	h.engine, err = engine.New(engine.Config{
		Backend: h.store, Regulations: h.registry, Clock: h.clock, Facts: h.store, Text: norm.NFC.String,
		CaughtUp: h.caughtUp, Committed: h.committed.tell, Logger: h.log,
		Senders: map[string]engine.Sender{"email": h.metrics.sender(mail)}, Limits: h.limits, Quotas: h.quotas.of, Observe: h.observe,
	})
	if err != nil {
		return err
	}
	if err := h.loadTenants(ctx); err != nil {
		return err
	}
	return h.quotas.read(ctx)
}

// countAndBound prepares what counts the tenants' commands, and what bounds them.
func (h *Host) countAndBound() error {
	values, err := ParseQuotas(h.cfg.Quota)
	if err != nil {
		return err
	}
	h.limits = h.cfg.Limits
	h.limits.Quota = quotaOf(values).Or(h.cfg.Limits.Quota).Or(engine.DefaultQuota)
	h.quotas, h.metrics = newQuotas(h), newMetrics()
	h.observers = append(h.observers, h.quotas.used.observe, h.metrics.observe)
	h.committed.listen(h.metrics.committed)
	return nil
}

func (h *Host) observe(o engine.Outcome) {
	for _, tell := range h.observers {
		tell(o)
	}
}

// caughtUp reports whether mail that waited for us during an outage can be
// expected to have arrived. Mail servers try again within a quarter of an hour.
func (h *Host) caughtUp() bool {
	const noticeable, patience = time.Minute, 15 * time.Minute
	return h.clock.Outage() < noticeable || h.clock.Running() > patience
}

func (h *Host) loadTenants(ctx context.Context) error {
	all, err := h.store.Tenants(ctx)
	if err != nil {
		return err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	for _, t := range all {
		h.tenants[t.ID] = &tenant{Tenant: t, keys: intake.NewKeyring(t.Secret)}
	}
	return nil
}

// secret is the key of what only the tenant itself can make.
func (h *Host) secret(id engine.TenantID) ([]byte, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.tenants[id]
	if t == nil {
		return nil, engine.Errorf(engine.NotFound, "no tenant %q", id)
	}
	return t.Secret, nil
}

// keyring returns what only the tenant itself can make.
func (h *Host) keyring(id engine.TenantID) (intake.Keyring, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	t := h.tenants[id]
	if t == nil {
		return intake.Keyring{}, engine.Errorf(engine.NotFound, "no tenant %q", id)
	}
	return t.keys, nil
}

// Tenants are the hosted companies, by name.
func (h *Host) Tenants() []engine.TenantID {
	h.mu.Lock()
	defer h.mu.Unlock()
	var ids []engine.TenantID
	for id := range h.tenants {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

func (h *Host) hosts(id engine.TenantID) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	_, known := h.tenants[id]
	return known
}

// createTenant makes a tenant if there is none of that name.
func (h *Host) createTenant(ctx context.Context, id engine.TenantID, name string) error {
	if h.hosts(id) {
		return nil
	}
	t := sqlstore.Tenant{ID: id, Name: name, Secret: make([]byte, 32), Created: h.clock.Now()}
	if _, err := rand.Read(t.Secret); err != nil {
		return err
	}
	if err := h.store.CreateTenant(ctx, t); err != nil {
		return err
	}
	return h.loadTenants(ctx) // another node may have been first, with its own secret
}

// grants shows the store's tokens to package auth.
type grants struct{ store *sqlstore.Store }

func (g grants) Grant(ctx context.Context, id engine.TenantID, hash []byte) (auth.Grant, bool, error) {
	t, ok, err := g.store.Token(ctx, id, hash)
	return auth.Grant{Principal: t.Principal, Role: t.Role}, ok, err
}

// rulesOf returns an edition of a tenant's regulation.
func (h *Host) rulesOf(ctx context.Context, id engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
	return h.registry.Rules(ctx, id, edition)
}

// rulesFolder is where regulations are read from: the given folder, or what the
// program carries.
func (h *Host) rulesFolder() fs.FS {
	if h.cfg.Rules != "" {
		return os.DirFS(h.cfg.Rules)
	}
	return rules.Shipped
}

// broadcast tells whoever listens that a tenant's log has grown. It keeps
// nothing: who was not listening looks at the log.
type broadcast struct {
	mu        sync.Mutex
	listeners []func(engine.TenantID, int64)
}

func (b *broadcast) listen(f func(engine.TenantID, int64)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.listeners = append(b.listeners, f)
}

func (b *broadcast) tell(id engine.TenantID, seq int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, f := range b.listeners {
		f(id, seq)
	}
}

// errNoTenants says that there is nobody to serve.
var errNoTenants = fmt.Errorf("there is no regulation to serve: the rules folder has no folder with a %s or %s in it", plugins.Main, plugins.Module)
