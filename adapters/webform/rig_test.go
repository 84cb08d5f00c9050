package webform_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"github.com/reglament/reglament/adapters/blob"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/adapters/webform"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/intake"
)

// Tenants of a rig: one with the regulation that ships with the program, one
// with that of testdata, one that takes no requests by a form.
const (
	prots engine.TenantID = "prots"
	shop  engine.TenantID = "shop"
	sud   engine.TenantID = "sud"
)

// rig is the form behind a real server, over a real engine and database.
type rig struct {
	t      *testing.T
	store  *sqlstore.Store
	engine *engine.Engine
	rules  *plugins.Registry
	clock  *enginetest.Clock
	server *httptest.Server
	blobs  string // their folder

	mu     sync.Mutex
	faults map[string]error
	before func() // is called before each command
}

func newRig(t *testing.T, change ...func(*webform.Config)) *rig {
	t.Helper()
	r := &rig{t: t, clock: enginetest.NewClock(enginetest.Start), blobs: t.TempDir(), faults: map[string]error{}}
	r.openStore()
	blobs, err := blob.Open(r.blobs)
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []engine.TenantID{prots, sud} {
		r.publish(id, rules.Shipped)
	}
	r.publish(shop, os.DirFS("testdata"))
	cfg := webform.Config{
		Engine: faultyEngine{r, r.engine}, Reader: r.store, Keyring: keyring, Blobs: faultyBlobs{r, blobs}, Now: r.clock.Now,
		Rules: r.regulation, TempDir: t.TempDir(), Logger: slog.New(slog.NewTextHandler(t.Output(), nil)),
	}
	for _, f := range change {
		f(&cfg)
	}
	mux := http.NewServeMux()
	webform.Mount(mux, cfg)
	r.server = httptest.NewServer(mux)
	t.Cleanup(r.server.Close)
	return r
}

// starting keeps browsers from being started while a database is opened: until a
// child has become another program it has our files, their locks included.
var starting sync.RWMutex

func (r *rig) openStore() {
	r.t.Helper()
	starting.RLock()
	defer starting.RUnlock()
	file := filepath.Join(r.t.TempDir(), "reglament.db")
	if _, err := sqlstore.Migrate(r.t.Context(), file); err != nil {
		r.t.Fatal(err)
	}
	var err error
	if r.store, err = sqlstore.Open(r.t.Context(), file); err != nil {
		r.t.Fatal(err)
	}
	r.t.Cleanup(func() {
		if err := r.store.Close(); err != nil {
			r.t.Error(err)
		}
	})
	r.rules = plugins.NewRegistry(r.store, &plugins.Loader{})
	r.engine, err = engine.New(engine.Config{Backend: r.store, Regulations: r.rules, Clock: r.clock, Facts: r.store})
	if err != nil {
		r.t.Fatal(err)
	}
}

// publish makes a tenant, and its folder's regulation and directory its own.
func (r *rig) publish(id engine.TenantID, from fs.FS) {
	r.t.Helper()
	ctx := r.t.Context()
	bundle, err := rules.ReadBundle(from, string(id))
	if err != nil {
		r.t.Fatal(err)
	}
	raw, err := bundle.Encode()
	if err != nil {
		r.t.Fatal(err)
	}
	edition, err := bundle.Edition()
	if err != nil {
		r.t.Fatal(err)
	}
	if err := errors.Join(
		r.store.CreateTenant(ctx, sqlstore.Tenant{ID: id, Name: string(id), Secret: []byte("s"), Created: r.clock.Now()}),
		r.store.PutEdition(ctx, id, edition, raw, r.clock.Now()),
	); err != nil {
		r.t.Fatal(err)
	}
	cmd := engine.Command{ID: "activate", Tenant: id, Actor: engine.Actor{Kind: engine.System}}
	if _, err := r.engine.Activate(ctx, cmd, edition, ""); err != nil {
		r.t.Fatal(err)
	}
}

// knows has the tenant of PROTS know the companies and people of its cases.
func (r *rig) knows() {
	r.t.Helper()
	f, err := rules.Shipped.Open("prots/cases/directory.yaml")
	if err != nil {
		r.t.Fatal(err)
	}
	defer f.Close()
	dir, err := directory.Read(f)
	if err == nil {
		err = r.store.Import(r.t.Context(), prots, dir, r.clock.Now())
	}
	if err != nil {
		r.t.Fatal(err)
	}
}

func keyring(id engine.TenantID) (intake.Keyring, error) {
	if !slices.Contains([]engine.TenantID{prots, shop, sud}, id) {
		return intake.Keyring{}, engine.Errorf(engine.NotFound, "no tenant %q", id)
	}
	return intake.NewKeyring([]byte("secret of " + id)), nil
}

// breaks makes a step fail until it is given nil.
func (r *rig) breaks(step string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.faults[step] = err
}

func (r *rig) fault(step string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.faults[step]
}

func (r *rig) regulation(ctx context.Context, id engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
	if err := r.fault("rules"); err != nil {
		return nil, "", err
	}
	return r.rules.Rules(ctx, id, edition)
}

// meanwhile has something happen before each command of the form.
func (r *rig) meanwhile(f func()) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.before = f
}

// errGone is what a database answers that is being restarted.
var errGone = &engine.Error{Kind: engine.Temporary, Err: errors.New("the database is gone")}

// faultyEngine fails when told to.
type faultyEngine struct {
	*rig
	*engine.Engine
}

func (e faultyEngine) Do(ctx context.Context, cmd engine.Command) (engine.Result, error) {
	if err := e.fault("do"); err != nil {
		return engine.Result{}, err
	}
	e.mu.Lock()
	before := e.before
	e.mu.Unlock()
	if before != nil {
		before()
	}
	return e.Engine.Do(ctx, cmd)
}

func (e faultyEngine) Preview(ctx context.Context, cmd engine.Command) (engine.Change, error) {
	return e.Engine.Preview(ctx, cmd)
}

// faultyBlobs fails when told to, for files of a certain content.
type faultyBlobs struct {
	*rig
	*blob.Store
}

func (b faultyBlobs) Put(ctx context.Context, id engine.TenantID, from io.Reader, limit int64) (string, int64, error) {
	content, err := io.ReadAll(from)
	if err == nil {
		err = b.fault("blob " + string(content))
	}
	if err != nil {
		return "", 0, err
	}
	return b.Store.Put(ctx, id, bytes.NewReader(content), limit)
}

// stored counts the blobs of a tenant.
func (r *rig) stored(id engine.TenantID) int {
	r.t.Helper()
	n := 0
	err := filepath.WalkDir(filepath.Join(r.blobs, string(id)), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			n++
		}
		return nil // no folder, no blobs
	})
	if err != nil {
		r.t.Fatal(err)
	}
	return n
}

func (r *rig) tickets(id engine.TenantID) []engine.Ticket {
	r.t.Helper()
	page, err := r.store.Tickets(r.t.Context(), engine.TicketList{Tenant: id, Limit: 100})
	if err != nil {
		r.t.Fatal(err)
	}
	return page.Tickets
}

// only returns the one ticket that the tenant must have.
func (r *rig) only(id engine.TenantID) engine.Ticket {
	r.t.Helper()
	all := r.tickets(id)
	if len(all) != 1 {
		r.t.Fatalf("got %d tickets, want 1", len(all))
	}
	return all[0]
}

func (r *rig) none(id engine.TenantID) {
	r.t.Helper()
	if n := len(r.tickets(id)); n != 0 {
		r.t.Errorf("got %d tickets, want none", n)
	}
}

func (r *rig) events(ticket engine.Ticket) []engine.Event {
	r.t.Helper()
	events, err := r.store.TicketEvents(r.t.Context(), ticket.Tenant, ticket.ID, 0, 100)
	if err != nil {
		r.t.Fatal(err)
	}
	return events
}
