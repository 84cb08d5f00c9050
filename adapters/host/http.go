package host

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/reglament/reglament/adapters/auth"
	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/live"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/adapters/webform"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/ui"
)

// handler puts all doors behind their paths.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	httpapi.Mount(mux, httpapi.Config{
		Engine: formDesk{s.engine, s.store}, Reader: s.store, Log: s.store, Rules: s.rulesOf,
		Authenticate: s.sessions.Authenticate, Admin: s.installationAdmin, Quotas: s.quotas,
		Keyring: s.keyring, Staff: s.store.Principals, Blobs: s.blobs, Tenants: s.tenantInfos, Editions: s.editions, Drafts: s.store, Views: s.store, Roster: s.store, Templates: s.store, Told: s.store, Blocklist: blocklist{s.store, s.refiled}, Search: s.store, People: s.store, Undo: s.cfg.Undo, IssueToken: s.issueToken,
		Now: s.clock.Now, Version: Version(), Logger: s.log,
	})
	webform.Mount(mux, webform.Config{
		Engine: formDesk{s.engine, s.store}, Reader: s.store, Rules: s.rulesOf, Keyring: s.keyring, Blobs: s.blobs,
		Now: s.clock.Now, TrustProxy: s.cfg.TrustProxy, Logger: s.log,
	})
	s.sessions.Mount(mux)
	ui.Mount(mux)
	mux.Handle("GET /metrics", s.scrape())
	mux.Handle("GET /ws", s.live)
	mux.Handle("GET /asyncapi.yaml", live.AsyncAPI())
	mux.HandleFunc("GET /{$}", s.index)
	if s.cfg.Dev {
		s.mountDev(mux)
	}
	return mux
}

// installationAdmin says who asks something that concerns the installation.
func (s *Server) installationAdmin(r *http.Request) (engine.Actor, error) {
	actor, err := s.tokens.Authenticate(r, sqlstore.Installation)
	if err == nil && !actor.Has(auth.RoleAdmin) {
		err = &engine.Error{Kind: engine.Forbidden, Problems: []engine.Problem{{Pointer: "/authorization", Code: "role_forbidden"}}}
	}
	return actor, err
}

// newLive makes the hub of the websockets and ties it to the log.
func (s *Server) newLive() (*live.Hub, error) {
	cfg := live.Config{Log: s.store, Reader: s.store, Rules: s.rulesOf, Authenticate: s.tokens.Bearer,
		Session: s.sessions.Token, People: s.people, Now: s.clock.Now, Version: Version(), Logger: s.log, Limits: live.Limits{Cards: s.cfg.Cards}}
	if nodes := s.store.Presence(); nodes != nil {
		cfg.Presence = nodes
	}
	hub, err := live.New(cfg)
	if err != nil {
		return nil, err
	}
	s.committed.listen(hub.Hint)
	s.metrics.registry.MustRegister(state{s})
	return hub, nil
}

// people are the names of a tenant's employees and customers.
func (s *Server) people(ctx context.Context, tenant engine.TenantID) (people, companies []live.Named, err error) {
	principals, err := s.store.Principals(ctx, tenant)
	if err != nil {
		return nil, nil, err
	}
	for i := range principals {
		people = append(people, live.Named{ID: principals[i].ID, Label: principals[i].Name})
	}
	customers, err := s.store.Companies(ctx, tenant)
	if err != nil {
		return people, nil, err
	}
	for i := range customers {
		companies = append(companies, live.Named{ID: customers[i].ID, Label: customers[i].Name})
	}
	return people, companies, nil
}

// ready tells a load balancer whether requests can be served.
func (s *Server) ready(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), 2*time.Second)
	defer cancel()
	problem := s.clock.Ready()
	if _, _, err := s.store.Clock(ctx); err != nil {
		problem = "the database does not answer"
	}
	if problem != "" {
		http.Error(w, problem, http.StatusServiceUnavailable)
		return
	}
	fmt.Fprintln(w, "ready")
}

// tenantInfos describes the tenants to the installation's administrator.
func (s *Server) tenantInfos(ctx context.Context) ([]httpapi.TenantInfo, error) {
	var out []httpapi.TenantInfo
	for _, id := range s.Tenants() {
		head, err := s.store.Head(ctx, id)
		if err != nil {
			return nil, err
		}
		info := httpapi.TenantInfo{ID: string(id), Name: string(id), Edition: string(head.Active), Events: head.Seq}
		if reg, _, err := s.registry.Rules(ctx, id, ""); err == nil {
			info.Name = reg.Document.Company.In(reg.Lang)
			if info.Addresses, err = s.addresses.Of(ctx, id, reg); err != nil {
				return nil, err
			}
		}
		out = append(out, info)
	}
	return out, nil
}
