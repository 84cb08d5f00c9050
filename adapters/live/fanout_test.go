//go:build bench

package live

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"testing"
	"time"
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
