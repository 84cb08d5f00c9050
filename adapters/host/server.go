package host

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"os"
	"runtime/debug"
	"sync"
	"time"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/adapters/live"
	"github.com/reglament/reglament/engine"
)

// StopWithin is how long a server takes at most to stop.
const StopWithin = 5 * time.Second

// A Server is a host with its doors open.
type Server struct {
	*Host
	// New are the tenants that have got their first regulation by this start, and
	// no tokens yet.
	New []engine.TenantID

	http     *http.Server
	httpURL  string
	live     *live.Hub
	mail     *email.Listener
	intake   *email.Intake
	refiled  chan struct{} // mails that were kept are to be decided
	assigner *assigner
	doors    group // what lets requests in
	workers  group // what goes on until all doors are shut
}

// group is goroutines that end together.
type group struct {
	ctx     context.Context
	cancel  context.CancelFunc
	running sync.WaitGroup
}

func (g *group) open(ctx context.Context) {
	g.ctx, g.cancel = context.WithCancel(context.WithoutCancel(ctx))
}

// spawn runs something until the group is closed.
func (g *group) spawn(log *slog.Logger, name string, run func(context.Context) error) {
	g.running.Go(func() {
		if err := run(g.ctx); err != nil && !errors.Is(err, context.Canceled) {
			log.Error("a part of the server ended", "part", name, "error", err)
		}
	})
}

func (g *group) close() {
	g.cancel()
	g.running.Wait()
}

// collectAt is how much garbage, in percent of what lives, sets off a collection.
// A server has little that lives: Go's 100 would collect many times a second.
const collectAt = 200

// Start opens everything and serves until Stop. ctx bounds only the start.
func Start(ctx context.Context, cfg *Config, log *slog.Logger) (*Server, error) {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(collectAt)
	}
	h, err := open(ctx, cfg, log)
	if err != nil {
		return nil, err
	}
	s := &Server{Host: h, assigner: newAssigner(h), refiled: make(chan struct{}, 1)}
	s.doors.open(ctx)
	s.workers.open(ctx)
	if s.New, err = h.publishFolder(ctx); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	if err := s.openDoors(); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	s.workers.spawn(log, "clock", h.clock.Run)
	s.workers.spawn(log, "timers", h.engine.RunTimers)
	s.workers.spawn(log, "outbox", h.engine.RunOutbox)
	s.workers.spawn(log, "quotas", h.quotas.follow)
	s.workers.spawn(log, "breaches of quotas", h.breaches.run)
	s.workers.spawn(log, "search", s.followLog)
	s.workers.spawn(log, "assignment", s.assigner.run)
	s.workers.spawn(log, "mail recovery", s.recoverMail)
	s.workers.spawn(log, "blob sweeper", s.sweepBlobs)
	s.workers.spawn(log, "edition guard", h.guard.run)
	s.workers.spawn(log, "reminders", h.remind)
	s.workers.spawn(log, "shadow runs", h.editions.shadows.run)
	if cfg.Watch {
		s.workers.spawn(log, "rules watcher", h.watch)
	}
	return s, nil
}

// openDoors takes the sockets and begins to serve. Who has a socket already
// waits in its queue until then, so that a restart turns nobody away.
func (s *Server) openDoors() error {
	var err error
	if s.live, err = s.newLive(); err != nil {
		return err
	}
	if err := s.openMail(); err != nil {
		return err
	}
	l, err := net.Listen("tcp", s.cfg.address(s.cfg.HTTP))
	if err != nil {
		return err
	}
	s.httpURL = "http://" + friendly(l.Addr())
	s.http = &http.Server{Handler: s.handler(), ReadHeaderTimeout: 10 * time.Second, IdleTimeout: 2 * time.Minute,
		ErrorLog: slog.NewLogLogger(s.log.Handler(), slog.LevelDebug)}
	s.doors.running.Go(func() {
		if err := s.http.Serve(l); err != nil && !errors.Is(err, http.ErrServerClosed) {
			s.log.Error("HTTP ended", "error", err)
		}
	})
	s.doors.spawn(s.log, "websockets", s.live.Run)
	if s.mail != nil {
		s.doors.spawn(s.log, "SMTP", s.mail.Run)
	}
	return nil
}

// URL is where the server answers.
func (s *Server) URL() string { return s.httpURL }

// MailAddr is where it takes mail; "" if it takes none.
func (s *Server) MailAddr() string {
	if s.mail == nil {
		return ""
	}
	return friendly(s.mail.Addr())
}

// Stop ends the doors first, so that nothing new is taken in, then the workers,
// then the store, which still writes what was acknowledged.
func (s *Server) Stop() error {
	ctx, cancel := context.WithTimeout(context.Background(), StopWithin-time.Second)
	defer cancel()
	var err error
	s.doors.cancel()
	if s.http != nil {
		if s.http.Shutdown(ctx) != nil {
			err = s.http.Close()
		}
	}
	s.doors.close()
	s.workers.close()
	if s.isolated != nil {
		s.isolated.Close()
	}
	return errors.Join(err, s.store.Close())
}

// address makes an address a loopback one in development.
func (c *Config) address(addr string) string {
	if host, port, err := net.SplitHostPort(addr); err == nil && host == "" && c.Dev && !c.DevPublic {
		return net.JoinHostPort("127.0.0.1", port)
	}
	return addr
}

// friendly is an address as people type it.
func friendly(addr net.Addr) string {
	host, port, _ := net.SplitHostPort(addr.String())
	if ip := net.ParseIP(host); ip == nil || ip.IsUnspecified() || ip.IsLoopback() {
		host = "localhost"
	}
	return net.JoinHostPort(host, port)
}
