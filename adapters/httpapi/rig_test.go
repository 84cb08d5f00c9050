package httpapi

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/blob"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/intake"
)

const prots, sud engine.TenantID = "prots", "sud"

// start is a Monday at ten in Almaty.
var start = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

// rig is the API behind a real server, over an engine with the shipped
// regulations and an SQLite store.
type rig struct {
	url    string
	store  *sqlstore.Store
	blobs  *blob.Store
	engine *engine.Engine
	clock  *enginetest.Clock
	outbox *enginetest.Sender
	tokens map[string]string // by tenant/role
	log    *logBook
	seen   int // messages of the outbox that a test has looked at
}

// logBook is what operators read.
type logBook struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *logBook) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logBook) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

// edition is a shipped regulation, loaded.
type edition struct {
	id      engine.EditionID
	raw     []byte
	program plugins.Program
	reg     *rules.Regulation
}

// shipped loads the regulations once for all tests: they are pure.
var shipped = sync.OnceValues(func() (map[engine.TenantID]edition, error) {
	out := map[engine.TenantID]edition{}
	for _, tenant := range []engine.TenantID{prots, sud} {
		bundle, err := rules.ReadBundle(rules.Shipped, string(tenant))
		if err != nil {
			return nil, err
		}
		var e edition
		if e.id, err = bundle.Edition(); err != nil {
			return nil, err
		}
		if e.raw, err = bundle.Encode(); err != nil {
			return nil, err
		}
		if e.program, err = plugins.Load(context.Background(), string(tenant), bundle); err != nil {
			return nil, err
		}
		var findings rules.Findings
		if e.reg, findings = e.program.Compile(rules.Options{}); findings.Err() != nil {
			return nil, findings.Err()
		}
		out[tenant] = e
	}
	return out, nil
})

func newRig(t *testing.T, change ...func(*Config)) *rig {
	t.Helper()
	r := &rig{clock: enginetest.NewClock(start), outbox: &enginetest.Sender{}, tokens: map[string]string{}, log: &logBook{}}
	registry := r.open(t)
	keyrings := map[engine.TenantID]intake.Keyring{prots: intake.NewKeyring([]byte("secret of prots")), sud: intake.NewKeyring([]byte("secret of sud"))}
	tokens := auth.NewTokens(grants{r.store}, time.Now)
	cfg := Config{
		Engine: r.engine, Reader: r.store, Log: r.store, Rules: registry.Rules, Authenticate: tokens.Authenticate,
		Admin: func(req *http.Request) (engine.Actor, error) {
			return tokens.Authenticate(req, sqlstore.Installation)
		},
		Keyring: func(id engine.TenantID) (intake.Keyring, error) {
			k, ok := keyrings[id]
			if !ok {
				return k, engine.Errorf(engine.NotFound, "no tenant %q", id)
			}
			return k, nil
		},
		Editions: &library{}, Quotas: &limits{}, Drafts: r.store, Views: r.store, Roster: r.store, Templates: r.store, Told: r.store, Blocklist: r.store, Search: r.store, People: r.store, Staff: r.store.Principals, Blobs: r.blobs, Now: r.clock.Now, Version: "test", Logger: slog.New(slog.NewTextHandler(r.log, nil)),
		Tenants: func(ctx context.Context) ([]TenantInfo, error) {
			all, err := r.store.Tenants(ctx)
			var out []TenantInfo
			for _, tenant := range all {
				out = append(out, TenantInfo{ID: string(tenant.ID), Name: tenant.Name})
			}
			return out, err
		},
		IssueToken: func(ctx context.Context, id engine.TenantID, role, principal string) (string, error) {
			if _, err := r.store.Head(ctx, id); err != nil && id != sqlstore.Installation {
				return "", err
			}
			return r.issue(ctx, id, role, principal)
		},
	}
	for _, f := range change {
		f(&cfg)
	}
	mux := http.NewServeMux()
	Mount(mux, cfg)
	server := httptest.NewServer(mux)
	t.Cleanup(server.Close)
	r.url = server.URL
	for _, id := range []engine.TenantID{prots, sud} {
		for _, role := range []string{"admin", "operator", "intake"} {
			r.token(t, id, role, role)
		}
	}
	r.token(t, sqlstore.Installation, "admin", "")
	return r
}

// open opens store, files and engine and activates the regulations.
func (r *rig) open(t *testing.T) *plugins.Registry {
	t.Helper()
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "reglament.db")
	if _, err := sqlstore.Migrate(ctx, path); err != nil {
		t.Fatal(err)
	}
	var err error
	if r.store, err = sqlstore.Open(ctx, path); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.store.Close() }) // a test may have closed it
	if r.blobs, err = blob.Open(filepath.Join(t.TempDir(), "blobs")); err != nil {
		t.Fatal(err)
	}
	registry := plugins.NewRegistry(r.store, &plugins.Loader{})
	r.engine, err = engine.New(engine.Config{Backend: r.store, Regulations: registry, Clock: r.clock, Facts: r.store,
		Senders: map[string]engine.Sender{"email": r.outbox}})
	if err != nil {
		t.Fatal(err)
	}
	editions, err := shipped()
	if err != nil {
		t.Fatal(err)
	}
	for id, e := range editions {
		if err := r.store.CreateTenant(ctx, sqlstore.Tenant{ID: id, Name: string(id), Secret: []byte("secret of " + id), Created: start}); err != nil {
			t.Fatal(err)
		}
		if err := r.store.PutEdition(ctx, id, e.id, e.raw, start); err != nil {
			t.Fatal(err)
		}
		registry.Keep(id, e.id, e.reg, e.program)
		if _, err := r.engine.Activate(ctx, engine.Command{ID: "activate", Tenant: id, Kind: "x", Audience: engine.ForStaff,
			Actor: engine.Actor{Kind: engine.System}}, e.id, ""); err != nil {
			t.Fatal(err)
		}
	}
	file := &directory.File{
		Principals: []directory.Principal{{ID: "aliya", Name: "Әлия Сәбитқызы", Position: "Маман", Roles: []string{"operator"}},
			{ID: "odd", Name: "=HYPERLINK(\"http://x\")", Position: "@SUM(1)"}},
		Companies: []directory.Company{{ID: "bank", Name: "АО «Банк»", Domains: []string{"bank.kz"}, PersonalMail: "never"}},
	}
	if err := r.store.Import(ctx, prots, file, start); err != nil {
		t.Fatal(err)
	}
	return registry
}

type grants struct{ store *sqlstore.Store }

func (g grants) Grant(ctx context.Context, id engine.TenantID, hash []byte) (auth.Grant, bool, error) {
	t, ok, err := g.store.Token(ctx, id, hash)
	return auth.Grant{Principal: t.Principal, Role: t.Role}, ok, err
}

func (r *rig) issue(ctx context.Context, id engine.TenantID, role, principal string) (string, error) {
	token, err := auth.NewToken()
	if err != nil {
		return "", err
	}
	return token, r.store.PutToken(ctx, sqlstore.Token{Tenant: id, Hash: auth.Hash(id, token), Principal: principal, Role: role, Created: start})
}

// token makes a token for a role.
func (r *rig) token(t *testing.T, id engine.TenantID, role, principal string) string {
	t.Helper()
	token, err := r.issue(t.Context(), id, role, principal)
	if err != nil {
		t.Fatal(err)
	}
	r.tokens[string(id)+"/"+role] = token
	return token
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// call makes a request in a role of a tenant ("prots/operator", or "" for
// nobody). Headers come in pairs.
func (r *rig) call(t *testing.T, role, method, path string, body any, headers ...string) answer {
	t.Helper()
	var reader io.Reader
	switch b := body.(type) {
	case nil:
	case string:
		reader = strings.NewReader(b)
	case []byte:
		reader = bytes.NewReader(b)
	case io.Reader:
		reader = b
	default:
		raw, err := json.Marshal(b)
		if err != nil {
			t.Fatal(err)
		}
		reader = bytes.NewReader(raw)
	}
	req, err := http.NewRequestWithContext(t.Context(), method, r.url+path, reader)
	if err != nil {
		t.Fatal(err)
	}
	if reader != nil {
		req.Header.Set("Content-Type", "application/json")
	}
	if token, ok := r.tokens[role]; ok {
		req.Header.Set("Authorization", "Bearer "+token)
	} else if role != "" {
		req.Header.Set("Authorization", "Bearer "+role)
	}
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(raw, []byte("$schema")) {
		t.Errorf("%s %s: the answer has a link to a schema: %.200s", method, path, raw)
	}
	return answer{status: res.StatusCode, header: res.Header, body: raw}
}

// want holds an answer against a status and reads its body.
func want[T any](t *testing.T, a answer, status int) T {
	t.Helper()
	var v T
	if a.status != status {
		t.Fatalf("status %d, want %d: %.500s", a.status, status, a.body)
	}
	d := json.NewDecoder(bytes.NewReader(a.body))
	d.DisallowUnknownFields()
	if err := d.Decode(&v); err != nil {
		t.Fatalf("%v in %.500s", err, a.body)
	}
	return v
}

// problem holds an answer against a status and kind, and its form against RFC
// 9457.
func problem(t *testing.T, a answer, status int, kind engine.ErrorKind) Problem {
	t.Helper()
	p := want[Problem](t, a, status)
	if got := a.header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("content type %q, want application/problem+json", got)
	}
	if p.Kind != string(kind) || p.Status != status || p.Type == "" || p.Title != http.StatusText(status) || p.Detail == "" {
		t.Errorf("problem %+v, want kind %s and status %d, with type, title and detail", p, kind, status)
	}
	if p.RequestID == "" || p.RequestID != a.header.Get("X-Request-Id") {
		t.Errorf("request id %q in the body, %q in the header, want one and the same", p.RequestID, a.header.Get("X-Request-Id"))
	}
	return p
}

func (p *Problem) item(pointer string) ProblemItem {
	for _, one := range p.Errors {
		if one.Pointer == pointer {
			return one
		}
	}
	return ProblemItem{}
}

type object = map[string]any

// laptop is a request that the form of PROTS takes.
func laptop() object {
	return object{"type": "support", "company_name": "Физ.лицо", "region": "Астана", "name": "Данияр",
		"email": "daniyar@mail.example", "phone": "87051006343", "description": "Не включается ноутбук"}
}

type created struct {
	ID, Number, Status string
	Label              string `json:"status_label"`
	Thanks             string
	Seq                int64
}

// taken is what is answered to who takes a request down.
type taken struct {
	created
	Notices []Notice
	Reason  *Decision
}

// file files a request and returns what was answered.
func (r *rig) file(t *testing.T, fields object) created {
	t.Helper()
	return want[created](t, r.call(t, "prots/operator", "POST", "/api/v1/prots/tickets", object{"fields": fields}), http.StatusCreated)
}

// callSUD files what an operator of SUD takes down on the telephone.
func (r *rig) callSUD(t *testing.T) created {
	t.Helper()
	return want[taken](t, r.call(t, "sud/operator", "POST", "/api/v1/sud/intake/call", object{"fields": object{
		"name": "Айгүл", "phone": "87051006344", "email": "aigul@mail.example", "description": "Кіре алмаймын"}}), http.StatusCreated).created
}

func ids(acts []Act) []string {
	var out []string
	for _, a := range acts {
		out = append(out, a.ID)
	}
	slices.Sort(out)
	return out
}
