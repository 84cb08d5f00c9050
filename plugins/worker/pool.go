package worker

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// Config says how processes are run. The zero Config will do.
type Config struct {
	// Program is what is run as a process, with Command as its first argument; this
	// program itself by default.
	Program string
	// Memory is how many bytes a process may take; 512 MiB by default.
	Memory int64
	// Dir is a folder with a folder for each tenant, in which its process works and
	// keeps compiled modules from one start to the next; "" keeps none.
	Dir string
	// Patience is how long a program may take to load, or a hook to run whose caller
	// waits for ever; 2 minutes by default. What is to be done by a deadline ends
	// earlier.
	Patience time.Duration
	// Budgets are what the code of a tenant may cost, as a Loader has them; nil knows
	// none but the default.
	Budgets func(name string) plugins.Budget
	// Logger is told of processes that start and end; nil is slog's default.
	Logger *slog.Logger
}

func (c *Config) complete() error {
	if c.Program == "" {
		var err error
		if c.Program, err = executable(); err != nil {
			return fmt.Errorf("find this program: %w", err)
		}
	}
	if c.Memory == 0 {
		c.Memory = 512 << 20
	}
	if c.Patience == 0 {
		c.Patience = 2 * time.Minute
	}
	if c.Logger == nil {
		c.Logger = slog.Default()
	}
	return nil
}

// A Pool runs regulations in processes of their own, one for each name that they
// are loaded under. It is safe for concurrent use.
type Pool struct {
	cfg Config

	mu      sync.Mutex
	tenants map[string]*tenant
	last    uint64 // code
	closed  bool
	running sync.WaitGroup // processes
}

var _ plugins.Workers = (*Pool)(nil)

// New returns a pool. It starts nothing yet, and keeps this process's memory from
// the eyes of those that it will start.
func New(cfg Config) (*Pool, error) {
	if err := cfg.complete(); err != nil {
		return nil, err
	}
	if err := conceal(); err != nil {
		return nil, err
	}
	return &Pool{cfg: cfg, tenants: map[string]*tenant{}}, nil
}

// Load implements plugins.Workers.
func (p *Pool) Load(ctx context.Context, name string, b *rules.Bundle, interpreted bool) (plugins.Program, error) {
	c, err := p.admit(name, b, interpreted)
	if err != nil {
		return nil, err
	}
	tree, err := c.begin(ctx)
	if err != nil {
		c.Close()
		return nil, err
	}
	return &program{c, tree}, nil
}

func (p *Pool) admit(name string, b *rules.Bundle, interpreted bool) (*code, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errClosed
	}
	t := p.tenants[name]
	if t == nil {
		t = &tenant{pool: p, name: name, codes: map[uint64]bool{}}
		p.tenants[name] = t
	}
	p.last++
	c := newCode(t, p.last, b, interpreted)
	t.add(c)
	return c, nil
}

var errClosed = errors.New("the regulation is run no more: the server stops")

// Close ends all processes. Calls under way fail.
func (p *Pool) Close() {
	p.mu.Lock()
	p.closed = true
	for _, t := range p.tenants {
		t.close()
	}
	p.mu.Unlock()
	p.running.Wait()
}

// command is how the process of a tenant is started: with nothing of this one's
// environment, and in a folder of its own.
func (p *Pool) command(name string) (*exec.Cmd, error) {
	args := []string{p.cfg.Program, Command, "-memory", strconv.FormatInt(p.cfg.Memory, 10)}
	folder := os.TempDir()
	if p.cfg.Dir != "" {
		folder = filepath.Join(p.cfg.Dir, folderOf(name))
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return nil, err
		}
		args = append(args, "-cache", ".")
	}
	return &exec.Cmd{Path: p.cfg.Program, Args: args, Env: []string{}, Dir: folder, SysProcAttr: attributes()}, nil
}

// folderOf makes a name one of a folder. A tenant's can be one as it is.
func folderOf(name string) string {
	if engine.TenantID(name).Valid() {
		return name
	}
	sum := sha256.Sum256([]byte(name))
	return hex.EncodeToString(sum[:])
}
