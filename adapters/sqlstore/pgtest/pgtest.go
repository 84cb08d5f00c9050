// Package pgtest starts a private PostgreSQL server for tests and benchmarks
// from the binaries that are installed here. It listens on loopback alone, keeps
// its data in a temporary folder, and goes away with the tests.
package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"database/sql"

	"github.com/uptrace/bun/driver/pgdriver"
)

// URLVariable names a server to use instead of a private one, and
// StrictVariable makes it an error that none can be had.
const (
	URLVariable    = "REGLAMENT_TEST_DATABASE_URL"
	StrictVariable = "REGLAMENT_TEST_NO_SKIP"
)

// ErrNone says that there is no PostgreSQL on this machine.
var ErrNone = errors.New("no PostgreSQL server: neither initdb and postgres are installed nor " + URLVariable + " is set")

// A Server is a running PostgreSQL server.
type Server struct {
	admin *url.URL
	cmd   *exec.Cmd
	dir   string
	ended chan struct{} // closed when cmd has ended
	make  func() *exec.Cmd
	n     atomic.Int64
}

// Start starts a server. A durable one flushes to disk as in production; others
// are quicker and lose data with the power.
func Start(ctx context.Context, durable bool) (*Server, error) {
	if given := os.Getenv(URLVariable); given != "" {
		admin, err := url.Parse(given)
		return &Server{admin: admin}, err
	}
	return startPrivate(ctx, durable)
}

func startPrivate(ctx context.Context, durable bool) (*Server, error) {
	bin, err := binaries()
	if err != nil {
		return nil, err
	}
	dir, err := os.MkdirTemp("", "reglament-pg-")
	if err != nil {
		return nil, err
	}
	s := &Server{dir: dir}
	if err := s.start(ctx, bin, durable); err != nil {
		return nil, errors.Join(err, s.Stop())
	}
	return s, nil
}

// binaries finds the folder with initdb and postgres, the newest version first.
func binaries() (string, error) {
	var candidates []string
	if path, err := exec.LookPath("initdb"); err == nil {
		if path, err = filepath.EvalSymlinks(path); err == nil {
			candidates = append(candidates, filepath.Dir(path))
		}
	}
	installed, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.Sort(installed)
	slices.Reverse(installed)
	for _, dir := range append(candidates, installed...) {
		if _, err := os.Stat(filepath.Join(dir, "postgres")); err == nil {
			return dir, nil
		}
	}
	return "", ErrNone
}

func (s *Server) start(ctx context.Context, bin string, durable bool) error {
	as, err := owner(s.dir)
	if err != nil {
		return err
	}
	data := filepath.Join(s.dir, "data")
	initdb := exec.CommandContext(ctx, filepath.Join(bin, "initdb"), "-D", data, "-U", "postgres", "-A", "trust",
		"-E", "UTF8", "--locale=C", "-N")
	initdb.SysProcAttr, initdb.Dir = as, s.dir
	if out, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, out)
	}
	port, err := freePort()
	if err != nil {
		return err
	}
	args := []string{"-D", data, "-k", s.dir, "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1",
		"-c", "max_connections=100", "-c", "shared_buffers=128MB", "-c", "max_wal_size=2GB"}
	if !durable {
		args = append(args, "-F", "-c", "synchronous_commit=off")
	}
	s.make = func() *exec.Cmd {
		cmd := exec.Command(filepath.Join(bin, "postgres"), args...)
		cmd.SysProcAttr, cmd.Dir = as, s.dir
		return cmd
	}
	s.admin = &url.URL{Scheme: "postgres", User: url.User("postgres"), Host: fmt.Sprintf("127.0.0.1:%d", port),
		Path: "/postgres", RawQuery: "sslmode=disable"}
	if err := s.launch(); err != nil {
		return err
	}
	return s.wait(ctx)
}

// launch starts the server's process.
func (s *Server) launch() error {
	log, err := os.OpenFile(filepath.Join(s.dir, "log"), os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := s.make()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return err
	}
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // how it ended is in the log
		close(ended)
	}()
	s.cmd, s.ended = cmd, ended
	return nil
}

// owner makes the folder one that the server can use, and says as whom to run
// it: initdb and postgres refuse to run as root.
func owner(dir string) (*syscall.SysProcAttr, error) {
	attr := &syscall.SysProcAttr{Setpgid: true}
	if os.Geteuid() != 0 {
		return attr, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.Atoi(u.Uid)
		gid, _ := strconv.Atoi(u.Gid)
		if err := os.Chown(dir, uid, gid); err != nil {
			return nil, err
		}
		attr.Credential = &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}
		return attr, nil
	}
	return nil, errors.New("running as root, and there is neither a user postgres nor nobody to run the server as")
}

func freePort() (int, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

func (s *Server) wait(ctx context.Context) error {
	db := s.open(s.admin.String())
	defer db.Close()
	deadline := time.Now().Add(30 * time.Second)
	for {
		err := db.PingContext(ctx)
		if err == nil {
			return nil
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("the server does not answer: %w\n%s", err, s.log())
		}
		select {
		case <-s.ended:
			return fmt.Errorf("the server has ended\n%s", s.log())
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (s *Server) log() []byte {
	log, _ := os.ReadFile(filepath.Join(s.dir, "log")) // there is nothing to show without it
	return log
}

func (s *Server) open(dsn string) *sql.DB {
	return sql.OpenDB(pgdriver.NewConnector(pgdriver.WithDSN(dsn), pgdriver.WithInsecure(true)))
}

// Pid is the server's process, 0 for one that was not started here.
func (s *Server) Pid() int {
	if s.cmd == nil || s.cmd.Process == nil {
		return 0
	}
	return s.cmd.Process.Pid
}

// AdminURL is the URL of the server's own database, as its superuser.
func (s *Server) AdminURL() string { return s.admin.String() }

// CreateDatabase makes an empty database and returns its URL.
func (s *Server) CreateDatabase(ctx context.Context) (string, error) {
	db := s.open(s.admin.String())
	defer db.Close()
	name := fmt.Sprintf("reglament_%d_%d", os.Getpid(), s.n.Add(1))
	if _, err := db.ExecContext(ctx, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	u := *s.admin
	u.Path = "/" + name
	return u.String(), nil
}

// DropDatabase removes a database and whoever is connected to it.
func (s *Server) DropDatabase(ctx context.Context, databaseURL string) error {
	u, err := url.Parse(databaseURL)
	if err != nil {
		return err
	}
	db := s.open(s.admin.String())
	defer db.Close()
	_, err = db.ExecContext(ctx, "DROP DATABASE IF EXISTS "+strings.TrimPrefix(u.Path, "/")+" WITH (FORCE)")
	return err
}

// Kill ends a private server as a power cut would, without its cleaning up.
func (s *Server) Kill() error {
	if s.Pid() == 0 {
		return errors.New("the server was not started here")
	}
	err := syscall.Kill(-s.Pid(), syscall.SIGKILL)
	<-s.ended
	return err
}

// Restart starts a private server that was killed, on its old port. The processes
// of the killed one must have noticed first; until then the new one ends at once.
func (s *Server) Restart(ctx context.Context) error {
	if s.make == nil {
		return errors.New("the server was not started here")
	}
	for deadline := time.Now().Add(30 * time.Second); ; {
		if err := s.launch(); err != nil {
			return err
		}
		err := s.wait(ctx)
		if err == nil || time.Now().After(deadline) || ctx.Err() != nil {
			return err
		}
	}
}

// Stop ends a private server and removes its data.
func (s *Server) Stop() error {
	if s.dir == "" {
		return nil
	}
	if s.Pid() != 0 {
		_ = s.cmd.Process.Signal(syscall.SIGQUIT) // at once; the data goes away
		<-s.ended
	}
	return os.RemoveAll(s.dir)
}

// Database makes a database for a test, which goes away with it. Where there is
// no server the test is skipped out loud, or fails if skips are not allowed.
func (s *Server) Database(t testing.TB) string {
	t.Helper()
	if s == nil {
		skip(t)
	}
	dsn, err := s.CreateDatabase(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.DropDatabase(context.Background(), dsn); err != nil {
			t.Log(err)
		}
	})
	return dsn
}

func skip(t testing.TB) {
	t.Helper()
	if os.Getenv(StrictVariable) != "" {
		t.Fatal(ErrNone)
	}
	t.Skip(ErrNone)
}

// Private starts a durable server for one test alone, which may kill it.
func Private(t testing.TB) *Server {
	t.Helper()
	s, err := startPrivate(t.Context(), true)
	if errors.Is(err, ErrNone) {
		skip(t)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// Main runs tests with a server in *s, which stays nil if none can be had. It is
// for TestMain, and returns the exit code.
func Main(m *testing.M, s **Server) int {
	server, err := Start(context.Background(), false)
	if err != nil {
		fmt.Fprintln(os.Stderr, "PostgreSQL:", err)
		if !errors.Is(err, ErrNone) {
			return 1
		}
		return m.Run()
	}
	*s = server
	code := m.Run()
	if err := server.Stop(); err != nil {
		fmt.Fprintln(os.Stderr, "PostgreSQL:", err)
	}
	return code
}
