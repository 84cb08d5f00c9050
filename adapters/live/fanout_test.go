//go:build bench

package live

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"runtime"
	"slices"
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

// The fan-out measures how long an event takes from its commit to each of many
// sockets that show the same board, beside a bare fan-out of the same frames by
// gorilla/websocket in the same run: a channel and a writer a socket, as in its
// chat example, without a log, filters or a bounded queue. The clients are a
// process of their own, so that memory and goroutines are the server's alone; all
// share the machine.
//
//	go test -tags bench -run '^$' -bench Fanout -benchtime 1x ./adapters/live
//
// FANOUT_SOCKETS (5000), FANOUT_EVENTS a second (100) and FANOUT_SECONDS (5) say
// how much.
func BenchmarkFanout(b *testing.B) {
	size := fanoutSize{sockets: number("FANOUT_SOCKETS", 5000), events: number("FANOUT_EVENTS", 100), seconds: number("FANOUT_SECONDS", 5)}
	for b.Loop() {
		bare := size.measure(b, newBareFanout(b))
		live := size.measure(b, newLiveFanout(b))
		b.Logf("bare: %v", bare)
		b.Logf("live: %v", live)
		b.ReportMetric(live.P50.Seconds()*1e3, "p50-ms")
		b.ReportMetric(live.P99.Seconds()*1e3, "p99-ms")
		b.ReportMetric(float64(live.P50)/float64(bare.P50), "p50-to-bare")
		b.ReportMetric(float64(live.P99)/float64(bare.P99), "p99-to-bare")
		b.ReportMetric(kib(live.socket), "KiB/socket")
		if live.Missed > 0 || live.Gaps > 0 {
			b.Errorf("%d events were missed, %d deltas did not follow the one before", live.Missed, live.Gaps)
		}
	}
}

func number(name string, def int) int {
	if n, err := strconv.Atoi(os.Getenv(name)); err == nil {
		return n
	}
	return def
}

type fanoutSize struct{ sockets, events, seconds int }

// A fanout is a server that sends what happens to everyone.
type fanout interface {
	url() string
	// happen makes one event and returns its number.
	happen(i int) int64
	close()
}

// figures are what the clients have measured, and what the server has used.
type figures struct {
	Frames, Events, Missed, Gaps int
	P50, P99, Max                time.Duration
	socket, rss                  int64
}

func (f figures) String() string {
	return fmt.Sprintf("%d frames, %d events delivered, %d missed, %d gaps; p50 %.1f ms, p99 %.1f ms, max %.1f ms; a socket takes %.1f KiB of heap and stack, %.1f KiB of RSS",
		f.Frames, f.Events, f.Missed, f.Gaps, ms(f.P50), ms(f.P99), ms(f.Max), kib(f.socket), kib(f.rss))
}

func ms(d time.Duration) float64 { return d.Seconds() * 1e3 }

func kib(n int64) float64 { return float64(n) / 1024 }

func (s fanoutSize) measure(b *testing.B, f fanout) figures {
	b.Helper()
	defer f.close()
	used, rss := memory()
	clients := s.start(b, f.url())
	nowUsed, nowRSS := memory()
	every := time.Second / time.Duration(s.events)
	begun := time.Now()
	for i := range s.events * s.seconds {
		<-time.After(time.Until(begun.Add(time.Duration(i) * every)))
		at := time.Now()
		clients.tell(f.happen(i), at)
	}
	out := clients.wait(b)
	out.socket, out.rss = (nowUsed-used)/int64(s.sockets), (nowRSS-rss)/int64(s.sockets)
	return out
}

// memory is what the heap and the stacks of this process take, and what it has
// of the machine.
func memory() (used, rss int64) {
	runtime.GC()
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	status, _ := os.ReadFile("/proc/self/status") // elsewhere than on Linux it is 0
	_, after, _ := strings.Cut(string(status), "VmRSS:")
	fmt.Sscan(after, &rss)
	return int64(m.HeapAlloc + m.StackInuse), rss << 10
}

// fanoutClients is the process of the clients.
type fanoutClients struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Reader
}

func (s fanoutSize) start(b *testing.B, url string) *fanoutClients {
	b.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "FANOUT_URL="+url, "FANOUT_SOCKETS="+strconv.Itoa(s.sockets))
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		b.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	c := &fanoutClients{cmd: cmd, in: in, out: bufio.NewReader(out)}
	if line, err := c.out.ReadString('\n'); err != nil || line != "ready\n" {
		b.Fatalf("clients: %q, %v", line, err)
	}
	return c
}

// tell says when an event was committed.
func (c *fanoutClients) tell(seq int64, at time.Time) { fmt.Fprintln(c.in, seq, at.UnixNano()) }

func (c *fanoutClients) wait(b *testing.B) (f figures) {
	b.Helper()
	_ = c.in.Close()
	if err := json.NewDecoder(c.out).Decode(&f); err != nil {
		b.Fatal(err)
	}
	if err := c.cmd.Wait(); err != nil {
		b.Fatal(err)
	}
	return f
}

func TestMain(m *testing.M) {
	if url := os.Getenv("FANOUT_URL"); url != "" {
		if err := runClients(url, number("FANOUT_SOCKETS", 1), os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// arrival is a delta that a client has got.
type arrival struct{ prev, seq, at int64 }

func runClients(url string, n int, in io.Reader, out io.Writer) error {
	all := make([][]arrival, n)
	sockets := make([]*websocket.Conn, n)
	errs := make(chan error, n)
	var ready, done sync.WaitGroup
	turns := make(chan struct{}, 32)
	for i := range n {
		ready.Add(1)
		done.Go(func() {
			turns <- struct{}{}
			ws, err := openClient(url)
			<-turns
			ready.Done()
			if err != nil {
				errs <- err
				return
			}
			sockets[i] = ws
			all[i] = listen(ws)
		})
	}
	ready.Wait()
	select {
	case err := <-errs:
		return err
	default:
	}
	fmt.Fprintln(out, "ready")
	committed := map[int64]int64{}
	var seq, at int64
	for {
		if _, err := fmt.Fscan(in, &seq, &at); err != nil {
			break
		}
		committed[seq] = at
	}
	<-time.After(2 * time.Second) // for what is on its way
	for _, ws := range sockets {
		_ = ws.Close()
	}
	done.Wait()
	return json.NewEncoder(out).Encode(count(all, committed))
}

// openClient returns a socket that has been told that it is live.
func openClient(url string) (*websocket.Conn, error) {
	d := &websocket.Dialer{Subprotocols: []string{Protocol}, ReadBufferSize: 4096, WriteBufferSize: 512}
	ws, _, err := d.Dial(url, nil)
	if err != nil {
		return nil, err
	}
	err = ws.WriteMessage(websocket.TextMessage, []byte(`{"type":"hello","token":"operator","subscribe":[{"chan":"board"}]}`))
	for err == nil {
		var data []byte
		if _, data, err = ws.ReadMessage(); err == nil && bytes.HasPrefix(data, []byte(`{"type":"live"`)) {
			return ws, nil
		}
	}
	return nil, err
}

func listen(ws *websocket.Conn) []arrival {
	var got []arrival
	buf := make([]byte, 256)
	for {
		_, r, err := ws.NextReader()
		if err != nil {
			return got
		}
		n, _ := io.ReadFull(r, buf)
		at := time.Now().UnixNano()
		_, _ = io.Copy(io.Discard, r)
		got = append(got, arrival{member(buf[:n], `"prev":`), member(buf[:n], `"seq":`), at})
	}
}

// member reads a number near the beginning of a frame.
func member(data []byte, name string) int64 {
	_, after, _ := bytes.Cut(data, []byte(name))
	end := bytes.IndexAny(after, ",}")
	n, _ := strconv.ParseInt(string(after[:max(end, 0)]), 10, 64)
	return n
}

func count(all [][]arrival, committed map[int64]int64) (f figures) {
	var took []time.Duration
	for _, arrivals := range all {
		got := 0
		for i, a := range arrivals {
			f.Frames++
			if i > 0 && a.prev != arrivals[i-1].seq {
				f.Gaps++
			}
			for seq := a.prev + 1; seq <= a.seq; seq++ {
				if at, ok := committed[seq]; ok {
					took = append(took, time.Duration(a.at-at))
					got++
				}
			}
		}
		f.Missed += len(committed) - got
	}
	f.Events = len(took)
	slices.Sort(took)
	if len(took) > 0 {
		f.P50, f.P99, f.Max = took[len(took)/2], took[len(took)*99/100], took[len(took)-1]
	}
	return f
}

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
