package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/reglament/reglament/adapters/httpapi"
	"github.com/reglament/reglament/adapters/sqlstore"
	"github.com/reglament/reglament/engine"
)

// serveCmd runs the server.
type serveCmd struct{ Config }

// stopWithin is how long the server takes at most to stop.
const stopWithin = 5 * time.Second

// Run starts the server and blocks until it is told to stop.
func (c *serveCmd) Run(out *output) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	s, err := startServer(ctx, &c.Config, logger(c.Log))
	if err != nil {
		return err
	}
	s.greet(out)
	<-ctx.Done()
	stop() // a second ctrl-C ends it at once
	return s.stop()
}

// server is a running installation: an app and its doors.
type server struct {
	*app
	http    *http.Server
	httpURL string
	created []engine.TenantID
	cancel  context.CancelFunc
	running sync.WaitGroup
	closers []func(context.Context) error
}

// startServer opens everything and starts serving.
func startServer(ctx context.Context, cfg *Config, log *slog.Logger) (*server, error) {
	a, err := openApp(ctx, cfg, log, nil)
	if err != nil {
		return nil, err
	}
	s := &server{app: a}
	if s.created, err = a.publishFolder(ctx); err != nil {
		return nil, errors.Join(err, a.close())
	}
	run, cancel := context.WithCancel(context.WithoutCancel(ctx))
	s.cancel = cancel
	s.spawn(run, "clock", a.clock.Run)
	s.spawn(run, "timers", a.engine.RunTimers)
	s.spawn(run, "outbox", a.engine.RunOutbox)
	if err := s.listen(); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// spawn runs a worker until the server stops.
func (s *server) spawn(ctx context.Context, name string, run func(context.Context) error) {
	s.running.Go(func() {
		if err := run(ctx); err != nil && !errors.Is(err, context.Canceled) {
			s.log.Error("a worker ended", "worker", name, "error", err)
		}
	})
}

// address makes an address a loopback one in development.
func (c *Config) address(addr string) string {
	if host, port, err := net.SplitHostPort(addr); err == nil && host == "" && c.Dev && !c.DevPublic {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return addr
}

func (s *server) listen() error {
	mux := http.NewServeMux()
	s.mount(mux)
	l, err := net.Listen("tcp", s.cfg.address(s.cfg.HTTP))
	if err != nil {
		return err
	}
	s.httpURL = "http://" + friendly(l.Addr())
	s.http = &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug)}
	s.running.Go(func() {
		if err := s.http.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("HTTP ended", "error", err)
		}
	})
	return nil
}

func friendly(addr net.Addr) string {
	host, port, _ := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() || ip.IsLoopback() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}

// mount puts all doors behind their paths.
func (s *server) mount(mux *http.ServeMux) {
	mux.HandleFunc("GET /healthz", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprintln(w, "ok") })
	mux.HandleFunc("GET /readyz", s.ready)
	httpapi.Mount(mux, httpapi.Config{
		Engine: s.engine, Reader: s.store, Log: s.store, Rules: s.rulesOf,
		Authenticate: s.tokens.Authenticate,
		Admin: func(r *http.Request) (engine.Actor, error) {
			return s.tokens.Authenticate(r, sqlstore.Installation)
		},
		Keyring: s.keyring, Staff: s.store.Principals, Blobs: s.blobs, Tenants: s.tenantInfos, IssueToken: s.issueToken,
		Now: s.clock.Now, Version: version(), Logger: s.log,
	})
}

// ready tells a load balancer whether requests can be served.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
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

func (s *server) tenantInfos(ctx context.Context) ([]httpapi.TenantInfo, error) {
	var out []httpapi.TenantInfo
	for _, id := range s.tenantIDs() {
		head, err := s.store.Head(ctx, id)
		if err != nil {
			return nil, err
		}
		info := httpapi.TenantInfo{ID: string(id), Name: string(id), Edition: string(head.Active), Events: head.Seq}
		if reg, _, err := s.registry.Rules(ctx, id, ""); err == nil {
			info.Name = reg.Document.Company.In(reg.Lang)
			if info.Addresses, err = s.addresses(ctx, id, reg); err != nil {
				return nil, err
			}
		}
		out = append(out, info)
	}
	return out, nil
}

// stop ends the doors first, so that nothing new is taken in, then the workers,
// then the store, which still writes what it has acknowledged.
func (s *server) stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), stopWithin)
	defer cancel()
	var errs []error
	if s.http != nil {
		if err := s.http.Shutdown(ctx); err != nil {
			errs = append(errs, s.http.Close())
		}
	}
	for _, f := range s.closers {
		errs = append(errs, f(ctx))
	}
	s.cancel()
	s.running.Wait()
	return errors.Join(append(errs, s.close())...)
}

// greet says where to go, and shows the tokens of tenants that are new: once.
func (s *server) greet(out *output) {
	var names []string
	for _, id := range s.tenantIDs() {
		names = append(names, string(id))
	}
	out.printf("Reglament answers on %s for %s.\n", s.httpURL, strings.Join(names, ", "))
	for _, id := range s.created {
		reg, _, err := s.registry.Rules(context.Background(), id, "")
		if err != nil {
			s.log.Error("tokens", "tenant", id, "error", err)
			continue
		}
		roles := []string{"admin", "operator", "intake"}
		for _, r := range reg.Roles {
			if r.ID != "operator" {
				roles = append(roles, r.ID)
			}
		}
		for _, role := range roles {
			token, err := s.issueToken(context.Background(), id, role, "")
			if err != nil {
				s.log.Error("tokens", "tenant", id, "error", err)
				continue
			}
			out.printf("  token of %s as %-10s %s\n", id, role, token)
		}
	}
	if len(s.created) > 0 {
		out.printf("These tokens are shown this once. More: reglament token create --tenant TENANT --role ROLE\n")
	}
}
