//go:build bench

package live

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/gorilla/websocket"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/engine/enginetest"
	"github.com/reglament/reglament/rules"
)

// liveFanout is the hub over an engine in memory, with 200 tickets.
type liveFanout struct {
	*rig
	ids []engine.TicketID
}

func newLiveFanout(b *testing.B) fanout {
	r := &rig{t: b, memory: enginetest.NewMemory()}
	r.store = &memoryReader{Memory: r.memory}
	reg := compile(b, catalogue)
	var err error
	r.hub, err = New(Config{Log: r.store, Reader: r.store,
		Rules: func(_ context.Context, _ engine.TenantID, edition engine.EditionID) (*rules.Regulation, engine.EditionID, error) {
			return reg, edition, nil
		},
		Authenticate: func(_ context.Context, _ engine.TenantID, token string) (engine.Actor, error) {
			return tokens[token], nil
		},
	})
	if err != nil {
		b.Fatal(err)
	}
	r.engine, err = engine.New(engine.Config{Backend: r.memory, Regulations: &script{}, Clock: wallClock{}, Committed: r.hub.Hint})
	if err != nil {
		b.Fatal(err)
	}
	r.activate(acme, enginetest.Edition)
	f := &liveFanout{rig: r}
	for i := range 200 {
		f.ids = append(f.ids, r.open(acme, "new", fanoutSubject(i)))
	}
	mux := http.NewServeMux()
	mux.Handle("GET /ws", r.hub)
	r.server = httptest.NewServer(mux)
	return f
}

func fanoutSubject(i int) string {
	return fmt.Sprintf("Не печатает принтер в кабинете %d, горит красная лампа", i)
}

func (f *liveFanout) url() string { return f.rig.url(acme) }

func (f *liveFanout) happen(i int) int64 {
	status := []string{"work", "new"}[i/len(f.ids)%2]
	return f.do(acme, f.ids[i%len(f.ids)], engine.Fields{"facet": statusFacets(status)}).Event.Seq
}

func (f *liveFanout) close() {
	_ = f.hub.Shutdown(context.Background())
	f.server.Close()
}

type wallClock struct{}

func (wallClock) Now() time.Time                         { return time.Now() }
func (wallClock) Lease() time.Time                       { return time.Now() }
func (wallClock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// bareFanout sends deltas of the same form and size.
type bareFanout struct {
	server *httptest.Server
	up     websocket.Upgrader
	quit   chan struct{}

	mu      sync.Mutex
	sockets map[chan *websocket.PreparedMessage]struct{}
	seq     int64
	sent    int64
	rows    []row
}

func newBareFanout(b *testing.B) fanout {
	f := &bareFanout{sockets: map[chan *websocket.PreparedMessage]struct{}{}, quit: make(chan struct{}),
		up: websocket.Upgrader{ReadBufferSize: 512, WriteBufferSize: 512, WriteBufferPool: &sync.Pool{}, Subprotocols: []string{Protocol}}}
	f.server = httptest.NewServer(http.HandlerFunc(f.serve))
	go f.run()
	return f
}

func (f *bareFanout) url() string { return "ws" + strings.TrimPrefix(f.server.URL, "http") }

func (f *bareFanout) serve(w http.ResponseWriter, r *http.Request) {
	ws, err := f.up.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	send := make(chan *websocket.PreparedMessage, 256)
	hello, _ := websocket.NewPreparedMessage(websocket.TextMessage, []byte(`{"type":"live","seq":0,"prev":0}`))
	send <- hello
	f.mu.Lock()
	f.sockets[send] = struct{}{}
	f.mu.Unlock()
	go func() {
		defer ws.Close()
		for m := range send {
			_ = ws.SetWriteDeadline(time.Now().Add(10 * time.Second))
			if ws.WritePreparedMessage(m) != nil {
				return
			}
		}
	}()
	go func() {
		for {
			if _, _, err := ws.NextReader(); err != nil {
				f.mu.Lock()
				delete(f.sockets, send)
				close(send)
				f.mu.Unlock()
				return
			}
		}
	}()
}

func (f *bareFanout) happen(i int) int64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seq++
	now := time.Now()
	f.rows = append(f.rows, row{id: strconv.Itoa(i), json: encode(card{ID: "01KAPM2QGZ8Q3V5T6W7X9Y0Z1A", Number: "S-010", Version: 1, Seq: f.seq,
		Status: "work", StatusLabel: "В работе", Family: "work", Turn: "staff", Subject: fanoutSubject(i % 200), Created: now, Updated: now})})
	return f.seq
}

func (f *bareFanout) run() {
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	head := &stepHead{name: boardChannel}
	for {
		select {
		case <-f.quit:
			return
		case <-tick.C:
		}
		f.mu.Lock()
		if len(f.rows) > 0 {
			m, _ := websocket.NewPreparedMessage(websocket.TextMessage, newStep(head, f.sent, f.seq, time.Now(), f.rows, nil, nil).encode())
			f.rows, f.sent = nil, f.seq
			for send := range f.sockets {
				select {
				case send <- m:
				default: // too slow; the clients will count a gap
				}
			}
		}
		f.mu.Unlock()
	}
}

func (f *bareFanout) close() {
	close(f.quit)
	f.server.Close()
}
