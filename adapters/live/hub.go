package live

import (
	"cmp"
	"context"
	crand "crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/rules"
)

// Config is what a hub is made of. Log, Reader, Rules and Authenticate are
// needed; the rest has defaults.
type Config struct {
	Log    engine.Log
	Reader engine.Reader
	// Rules returns an edition of a tenant's regulation.
	Rules func(ctx context.Context, tenant engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error)
	// Authenticate says who holds a token. Nobody is an *engine.Error of kind
	// Forbidden. It is asked again every Limits.Recheck while a socket is open.
	Authenticate func(ctx context.Context, tenant engine.TenantID, token string) (engine.Actor, error)
	// Session returns the token of a browser's session with a tenant, or "" if the
	// request has none. It may be nil.
	Session func(r *http.Request, tenant engine.TenantID) string
	// People names a tenant's employees and customers, for boards. It may be nil.
	People func(ctx context.Context, tenant engine.TenantID) (people, companies []Named, err error)
	// Now is the engine's time, which clients count down by; nil means time.Now.
	Now func() time.Time
	// Presence, if there are several nodes, tells each who hangs on the others.
	Presence Presence
	// Version is told to clients, so that a page can reload itself.
	Version string
	// Origins are origins besides the server's own whose pages may connect, such
	// as "https://desk.example.kz".
	Origins []string
	Logger  *slog.Logger
	Limits  Limits
}

// Limits bound what sockets may cost. Zero values mean the defaults.
type Limits struct {
	Sockets  int // open at once, later ones get 503: 20,000
	Channels int // of one socket: 32
	Cards    int // of one snapshot: 10,000
	History  int // events of one ticket's snapshot, the newest: 200
	Resume   int // events that a client may be behind: 2,000
	Queue    int // bytes that wait for one socket: 1 MiB
	Frame    int // bytes of a client's frame: 16 KiB
	Requests int // frames of a client in a minute: 120
	Loads    int // snapshots that are read at once: 4
	Today    int // events that are read for the deadlines of a day, the newest: 20,000

	Coalesce time.Duration // shortest time between two deltas of a tenant: 50 ms
	Poll     time.Duration // how often the log is looked at without a hint: 1.5 s
	Beat     time.Duration // longest silence of a channel that is alive: 10 s
	Hello    time.Duration // for the client's first frame: 10 s
	Ping     time.Duration // between pings: 25 s
	Pong     time.Duration // for the answer to a ping: 10 s
	Write    time.Duration // for one frame to go out: 10 s
	Farewell time.Duration // for a close frame to be read: 5 s
	Gather   time.Duration // shortest time between two frames that say who is here: 250 ms
	Share    time.Duration // how often nodes are told and asked who is here: 500 ms
	Alive    time.Duration // between pings of those who say that they are here: 4 s
	Absent   time.Duration // silence after which they are here no more: 10 s
	Recheck  time.Duration // between looks at a token: 1 min
	Wall     time.Duration // longest silence of a wall, and between looks at its token: 5 s
	Glance   time.Duration // shortest time between two frames of a wall: 1 s
	ComeBack time.Duration // within which clients are told to return after a restart: 5 s
	Read     time.Duration // for one question to the store: 10 s
}

func (l *Limits) fill() {
	set(&l.Sockets, 20_000)
	set(&l.Channels, 32)
	set(&l.Cards, 10_000)
	set(&l.History, 200)
	set(&l.Resume, 2000)
	set(&l.Queue, 1<<20)
	set(&l.Frame, 16<<10)
	set(&l.Requests, 120)
	set(&l.Loads, 4)
	set(&l.Today, 20_000)
	set(&l.Coalesce, 50*time.Millisecond)
	set(&l.Poll, 1500*time.Millisecond)
	set(&l.Beat, 10*time.Second)
	set(&l.Hello, 10*time.Second)
	set(&l.Ping, 25*time.Second)
	set(&l.Pong, 10*time.Second)
	set(&l.Write, 10*time.Second)
	set(&l.Farewell, 5*time.Second)
	set(&l.Gather, 250*time.Millisecond)
	set(&l.Share, 500*time.Millisecond)
	set(&l.Alive, 4*time.Second)
	set(&l.Absent, 10*time.Second)
	set(&l.Recheck, time.Minute)
	set(&l.Wall, 5*time.Second)
	set(&l.Glance, time.Second)
	set(&l.ComeBack, 5*time.Second)
	set(&l.Read, 10*time.Second)
}

func set[T comparable](v *T, def T) { *v = cmp.Or(*v, def) }

// A Hub serves sockets. It is an http.Handler for /ws?tenant=TENANT and safe for
// concurrent use.
type Hub struct {
	cfg   Config
	node  string // names this process among the nodes
	store store
	up    *upgrader
	// life ends when the hub stops. It is kept because sockets and rooms outlive
	// the requests that they began with.
	life  context.Context
	stop  context.CancelFunc
	loads chan struct{} // a token for each snapshot that is being read

	open    atomic.Int64   // sockets and handshakes
	running sync.WaitGroup // sockets, rooms, loads

	mu      sync.Mutex
	closed  bool
	sockets map[*socket]struct{}
	rooms   map[engine.TenantID]*room
}

// New returns a hub, or says what its configuration lacks. It serves until
// Shutdown, or until the context of Run ends.
func New(cfg Config) (*Hub, error) {
	switch {
	case cfg.Log == nil:
		return nil, errors.New("live: no Log")
	case cfg.Reader == nil:
		return nil, errors.New("live: no Reader")
	case cfg.Rules == nil:
		return nil, errors.New("live: no Rules")
	case cfg.Authenticate == nil:
		return nil, errors.New("live: no Authenticate")
	}
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	cfg.Limits.fill()
	h := &Hub{cfg: cfg, node: crand.Text(), loads: make(chan struct{}, cfg.Limits.Loads),
		sockets: map[*socket]struct{}{}, rooms: map[engine.TenantID]*room{}}
	h.store = store{log: cfg.Log, reader: cfg.Reader, rules: cfg.Rules, people: cfg.People, limits: &h.cfg.Limits, logger: cfg.Logger}
	h.life, h.stop = context.WithCancel(context.Background())
	h.up = newUpgrader(cfg.Origins, int64(cfg.Limits.Frame))
	return h, nil
}

// Hint says that a tenant's log has grown up to an event. It never blocks.
func (h *Hub) Hint(tenant engine.TenantID, seq int64) {
	h.mu.Lock()
	r := h.rooms[tenant]
	h.mu.Unlock()
	if r != nil {
		r.hint(seq)
	}
}

// Run blocks until ctx ends, then closes what is open as Shutdown does, within
// Limits.Farewell.
func (h *Hub) Run(ctx context.Context) error {
	<-ctx.Done()
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), h.cfg.Limits.Farewell)
	defer cancel()
	return h.Shutdown(ctx)
}

// Shutdown closes all sockets with CloseRestart and tells each client a random
// instant at which to come back, so that not all come at once. What is not gone
// when ctx ends is cut off, which is no error. It returns when every goroutine
// of the hub has ended. http.Server.Shutdown knows nothing of sockets: call this
// too.
func (h *Hub) Shutdown(ctx context.Context) error {
	h.mu.Lock()
	h.closed = true
	open := make([]*socket, 0, len(h.sockets))
	for s := range h.sockets {
		open = append(open, s)
	}
	h.mu.Unlock()
	for _, s := range open {
		wait := rand.N(h.cfg.Limits.ComeBack)
		s.end(CloseRestart, fmt.Sprintf("retry_ms=%d", wait.Milliseconds()))
	}
	gone := make(chan struct{})
	go func() {
		h.running.Wait()
		close(gone)
	}()
	select {
	case <-gone:
	case <-ctx.Done():
		for _, s := range open {
			s.conn.drop()
		}
	}
	h.stop()
	<-gone
	return nil
}

func (h *Hub) closing() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.closed
}

// add takes a socket in, unless the hub is closing.
func (h *Hub) add(s *socket) bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return false
	}
	h.sockets[s] = struct{}{}
	h.running.Add(1)
	return true
}

func (h *Hub) remove(s *socket) {
	h.mu.Lock()
	delete(h.sockets, s)
	h.mu.Unlock()
	h.open.Add(-1)
	h.running.Done()
}

// Open counts the open sockets of each tenant.
func (h *Hub) Open() map[engine.TenantID]int {
	h.mu.Lock()
	defer h.mu.Unlock()
	open := map[engine.TenantID]int{}
	for s := range h.sockets {
		open[s.tenant]++
	}
	return open
}

// attach returns the room of a tenant, which lives until everyone who attached
// has detached.
func (h *Hub) attach(ctx context.Context, tenant engine.TenantID) (*room, error) {
	h.mu.Lock()
	r := h.rooms[tenant]
	if r != nil {
		r.users++
	}
	h.mu.Unlock()
	if r != nil {
		return r, nil
	}
	start, err := h.store.start(ctx, tenant)
	if err != nil {
		return nil, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.closed {
		return nil, errClosed
	}
	if r = h.rooms[tenant]; r == nil { // still
		r = newRoom(h, tenant, start)
		h.rooms[tenant] = r
		h.running.Go(r.run)
	}
	r.users++
	return r, nil
}

var errClosed = errors.New("the hub is closed")

func (h *Hub) detach(r *room) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if r.users--; r.users == 0 {
		delete(h.rooms, r.tenant)
		close(r.quit)
	}
}
