package host

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net"
	"net/http"
	"net/http/pprof"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/reglament/reglament/adapters/email"
	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins/worker"
)

// Servers that are killed or measured run as processes of their own, from this
// test's binary.

// childVariable makes this test's binary a server of that kind.
const childVariable = "REGLAMENT_TEST_CHILD"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == worker.Command {
		os.Exit(worker.Main(os.Args[2:]))
	}
	switch os.Getenv(childVariable) {
	case "":
		os.Exit(m.Run())
	case "floor":
		os.Exit(childMain(floorMain))
	case "serve":
		os.Exit(childMain(serveMain))
	}
	fmt.Fprintln(os.Stderr, "unknown child")
	os.Exit(2)
}

func childMain(f func() error) int {
	if err := f(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// serveMain is the server as users run it, with a page that tells about its
// memory. Its mail goes nowhere unless CHILD_MAIL is set.
func serveMain() error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	cfg := &Config{Data: os.Getenv("CHILD_DATA"), DB: os.Getenv("CHILD_DB"), HTTP: "127.0.0.1:0", SMTP: cmp.Or(os.Getenv("CHILD_SMTP"), "off"),
		Log: "error", Limits: engine.Limits{Lease: 3 * time.Second}} // what a killed server had claimed is soon tried again
	if os.Getenv("CHILD_MAIL") == "" {
		cfg.Transport = nowhere{}
	}
	started := time.Now()
	s, err := Start(ctx, cfg, slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelError})))
	if err != nil {
		return err
	}
	token, err := s.issueToken(ctx, "prots", "intake", "")
	if err != nil {
		return err
	}
	operator, err := s.issueToken(ctx, "prots", "operator", "")
	if err != nil {
		return err
	}
	return tellAndWait(map[string]string{"url": s.URL(), "smtp": s.MailAddr(), "token": token, "operator": operator,
		"ready": time.Since(started).String()}, func(figures map[string]uint64) {
		figures["outbox"] = 1
		if at, err := s.store.NextDelivery(ctx); err == nil && at.IsZero() {
			figures["outbox"] = 0
		}
		changes, transactions := s.store.Commits()
		figures["changes"], figures["transactions"] = uint64(changes), uint64(transactions)
	}, s.Stop)
}

// nowhere is a mail server that is always quick.
type nowhere struct{}

func (nowhere) Deliver(ctx context.Context, _ email.Parcel) (string, error) {
	if os.Getenv("CHILD_BLOCK") != "" {
		<-ctx.Done()
	}
	return "250 taken", nil
}

// tellAndWait prints what the parent must know and serves figures until standard
// input is closed: of memory, of commits, and whether messages wait to go out.
func tellAndWait(facts map[string]string, more func(figures map[string]uint64), stop func() error) error {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	facts["stats"] = "http://" + l.Addr().String()
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Has("gc") {
			runtime.GC()
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		figures := map[string]uint64{"mallocs": m.Mallocs, "bytes": m.TotalAlloc, "heap": m.HeapAlloc}
		more(figures)
		json.NewEncoder(w).Encode(figures)
	})
	go http.Serve(l, mux)
	if err := json.NewEncoder(os.Stdout).Encode(facts); err != nil {
		return err
	}
	io.Copy(io.Discard, os.Stdin)
	return stop()
}

// child is a server process under measurement.
type child struct {
	cmd   *exec.Cmd
	stdin io.Closer
	facts map[string]string
}

func startChild(t testing.TB, kind string, env ...string) *child {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(exe)
	cmd.Env = append(os.Environ(), append(env, childVariable+"="+kind)...)
	cmd.Stderr = os.Stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	c := &child{cmd: cmd, stdin: stdin}
	t.Cleanup(func() { c.stop() })
	if err := json.NewDecoder(stdout).Decode(&c.facts); err != nil {
		t.Fatalf("%s did not start: %v", kind, err)
	}
	return c
}

func (c *child) stop() {
	if c.cmd.ProcessState == nil {
		c.stdin.Close()
		c.cmd.Wait()
	}
}

// kill ends the process without a chance to clean up.
func (c *child) kill() {
	c.cmd.Process.Signal(syscall.SIGKILL)
	c.cmd.Wait()
}

// rss is the memory of the process in MiB.
func (c *child) rss() float64 {
	raw, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", c.cmd.Process.Pid))
	if err != nil {
		return math.NaN()
	}
	pages, _ := strconv.ParseFloat(strings.Fields(string(raw))[1], 64)
	return pages * float64(os.Getpagesize()) / (1 << 20)
}

func (c *child) stats(t testing.TB, query string) map[string]uint64 {
	t.Helper()
	res, err := http.Get(c.facts["stats"] + query)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	var out map[string]uint64
	if err := json.NewDecoder(res.Body).Decode(&out); err != nil {
		t.Fatal(err)
	}
	return out
}
