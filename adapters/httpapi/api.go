// Package httpapi is the API under /api: tickets with their history, deadlines
// and reasons, acts, intake by operators, and what concerns the installation. It
// describes itself at /openapi.json.
//
// Errors are problem+json (RFC 9457) with a kind, a sentence in the caller's
// language, and a JSON pointer for each thing that is wrong. What belongs to
// another tenant is not found, never forbidden.
package httpapi

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"os"
	"sync"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
	"github.com/reglament/reglament/rules/directory"
	"github.com/reglament/reglament/rules/intake"
)

// Config is what the API is made of. All but Logger is needed.
type Config struct {
	Engine interface {
		Do(ctx context.Context, cmd engine.Command) (engine.Result, error)
		Withdraw(ctx context.Context, w engine.Withdrawal) (engine.Result, error)
		Preview(ctx context.Context, cmd engine.Command) (engine.Change, error)
		Record(ctx context.Context, cmd engine.Command, ops ...engine.Op) (engine.Event, error)
		Bounded(tenant engine.TenantID, r engine.Regulation) engine.Regulation
	}
	Reader Histories
	Log    engine.Log
	// Rules returns an edition of a tenant's regulation; "" is the active one.
	Rules func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error)
	// Authenticate says who makes the request. Admin says the same of requests
	// that concern the installation.
	Authenticate func(r *http.Request, tenant engine.TenantID) (engine.Actor, error)
	Admin        func(r *http.Request) (engine.Actor, error)
	Keyring      func(tenant engine.TenantID) (intake.Keyring, error)
	Staff        func(ctx context.Context, tenant engine.TenantID) ([]directory.Principal, error)
	Blobs        Blobs
	Tenants      func(ctx context.Context) ([]TenantInfo, error)
	Editions     Editions
	Drafts       Drafts
	Views        Views
	Roster       Roster
	Templates    Templates
	Told         Told
	Blocklist    Blocklist
	Search       Searcher
	People       People
	// Undo is how long employees' answers to customers wait before they go out, so
	// that they can be taken back. 0 sends them at once.
	Undo       time.Duration
	Quotas     Quotas
	IssueToken func(ctx context.Context, tenant engine.TenantID, role, principal string) (string, error)
	Now        func() time.Time
	Version    string
	Logger     *slog.Logger
}

// Blobs keeps files.
type Blobs interface {
	Put(ctx context.Context, tenant engine.TenantID, r io.Reader, limit int64) (digest string, size int64, err error)
	Get(ctx context.Context, tenant engine.TenantID, digest string) (*os.File, error)
}

// Histories reads tickets, and their histories from both ends.
type Histories interface {
	engine.Reader
	// EventsBefore returns the last events of one ticket before the one numbered
	// before, up to limit, in order.
	EventsBefore(ctx context.Context, tenant engine.TenantID, ticket engine.TicketID, before int64, limit int) ([]engine.Event, error)
}

// TenantInfo is a tenant as the installation's API shows it.
type TenantInfo struct {
	ID        string   `json:"id" example:"sud"`
	Name      string   `json:"name"`
	Edition   string   `json:"edition" doc:"Digest of the active edition of its regulation"`
	Addresses []string `json:"addresses" doc:"Mail addresses that mail is taken for"`
	Events    int64    `json:"events" doc:"Number of events in its log"`
}

// api holds what the operations share.
type api struct {
	Config
	kept keptDays
}

// ownErrors gives huma our form of errors, for its answers and for the document.
// It has no other door for that than variables of its package.
var ownErrors sync.Once

// Mount adds the API to a mux.
func Mount(mux *http.ServeMux, cfg Config) {
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	a := &api{Config: cfg}
	ownErrors.Do(func() {
		huma.NewErrorWithContext = newProblem
		huma.NewError = func(status int, msg string, errs ...error) huma.StatusError {
			return newProblem(nil, status, msg, errs...)
		}
	})
	config := huma.DefaultConfig("Reglament", cfg.Version)
	config.Info.Description = "Tickets of a helpdesk whose rules are the company's own regulation."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/openapi", "", ""
	config.CreateHooks = nil // they add a schema link to every body
	config.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"token": {Type: "http", Scheme: "bearer", Description: "Made by: reglament token create --tenant TENANT --role ROLE"},
	}
	config.Security = []map[string][]string{{"token": {}}}
	h := humago.New(mux, config)
	h.UseMiddleware(a.identify)
	a.tickets(h)
	a.considered(h)
	a.names(h)
	a.acts(h)
	a.withdrawals(h)
	a.bulk(h)
	a.splits(h)
	a.drafts(h)
	a.views(h)
	a.assignment(h)
	a.absences(h)
	a.templates(h)
	a.told(h)
	a.news(h)
	a.blocklist(h)
	a.search(h)
	a.callers(h)
	a.takenDown(h)
	a.plan(h)
	a.regulation(h)
	a.editions(h)
	a.files(h)
	a.admin(h)
	a.quotas(h)
}

type requestKey struct{}

// request is what is known about a request before its operation runs.
type request struct {
	id    string
	lang  string
	actor engine.Actor
	http  *http.Request
}

func requestOf(ctx context.Context) *request {
	r, _ := ctx.Value(requestKey{}).(*request)
	if r == nil {
		return &request{lang: rules.English}
	}
	return r
}

// identify finds out who makes the request and in which language they read.
func (a *api) identify(ctx huma.Context, next func(huma.Context)) {
	r, w := humago.Unwrap(ctx)
	req := &request{id: requestID(r), lang: languageOf(r), http: r}
	w.Header().Set("X-Request-Id", req.id)
	ctx = huma.WithValue(ctx, requestKey{}, req)
	var err error
	if tenant := r.PathValue("tenant"); tenant != "" && !isAdmin(r) {
		if !engine.TenantID(tenant).Valid() {
			err = engine.Errorf(engine.NotFound, "no tenant %q", tenant)
		} else {
			req.actor, err = a.Authenticate(r, engine.TenantID(tenant))
		}
	} else {
		req.actor, err = a.Admin(r)
	}
	if err != nil {
		a.writeProblem(ctx, err)
		return
	}
	next(ctx)
}
