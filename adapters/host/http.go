package host

import (
	"context"
	"fmt"
	"net/http"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/live"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/adapters/webform"
	"github.com/reglament/reglament/engine"
)

// handler puts all doors behind their paths.
func (s *Server) handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	httpapi.Mount(mux, httpapi.Config{
		Engine: s.engine, Reader: s.store, Log: s.store, Rules: s.rulesOf,
		Authenticate: s.tokens.Authenticate,
		Admin: func(r *http.Request) (engine.Actor, error) {
			return s.tokens.Authenticate(r, sqlstore.Installation)
		},
		Keyring: s.keyring, Staff: s.store.Principals, Blobs: s.blobs, Tenants: s.tenantInfos, Editions: s.editions, IssueToken: s.issueToken,
		Now: s.clock.Now, Version: Version(), Logger: s.log,
	})
	webform.Mount(mux, webform.Config{
		Engine: s.engine, Reader: s.store, Rules: s.rulesOf, Keyring: s.keyring, Blobs: s.blobs,
		Now: s.clock.Now, TrustProxy: s.cfg.TrustProxy, Logger: s.log,
	})
	mux.Handle("GET /ws", s.live)
	mux.Handle("GET /asyncapi.yaml", live.AsyncAPI())
	mux.Handle("GET /board/", s.live.Board())
	mux.HandleFunc("GET /{$}", s.index)
	if s.cfg.Dev {
		s.mountDev(mux)
	}
	return mux
}

// newLive makes the hub of the websockets and ties it to the log.
func (s *Server) newLive() (*live.Hub, error) {
	hub, err := live.New(live.Config{Log: s.store, Reader: s.store, Rules: s.rulesOf, Authenticate: s.tokens.Bearer,
		Now: s.clock.Now, Version: Version(), Logger: s.log})
	if err != nil {
		return nil, err
	}
	s.committed.listen(hub.Hint)
	return hub, nil
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
