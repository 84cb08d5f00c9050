package worker

import (
	"context"
	"fmt"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
)

// tenant keeps the process of one name: it is started when it is needed, anew when
// it has died, and ended when nothing is left to run.
type tenant struct {
	pool *Pool
	name string

	mu       sync.Mutex
	codes    map[uint64]bool // what is not closed yet
	current  *process
	closed   bool
	deaths   int       // in a row
	notUntil time.Time // when the next may be started
	why      error     // of the last death
}

const (
	firstPause, longestPause = 100 * time.Millisecond, 10 * time.Second
	// settled is how long a process must have lived for its death to be the first
	// of a row.
	settled = time.Minute
	// longestWait is how long a pause may be that a call waits for. Whoever calls
	// may hold up others.
	longestWait = 500 * time.Millisecond
)

// pauseAfter is the pause after so many deaths in a row.
func pauseAfter(deaths int) time.Duration {
	pause := firstPause
	for range deaths - 1 {
		if pause *= 2; pause >= longestPause {
			return longestPause
		}
	}
	return pause
}

func (t *tenant) add(c *code) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.codes[c.id] = true
}

// drop lets go of code. Without any there need be no process.
func (t *tenant) drop(c *code) {
	t.mu.Lock()
	current := t.current
	delete(t.codes, c.id)
	last := len(t.codes) == 0
	if last {
		t.current = nil // its end is not one to remember
	}
	t.mu.Unlock()
	switch {
	case current == nil:
	case last:
		current.retire()
	default:
		current.drop(c.id)
	}
}

func (t *tenant) close() {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.closed = true
	if t.current != nil {
		t.current.stop(nil)
		t.current = nil
	}
}

// process returns the tenant's process, and starts it if there is none.
func (t *tenant) process(ctx context.Context) (*process, error) {
	for {
		p, wait, err := t.start()
		if wait == nil {
			return p, err
		}
		select {
		case <-wait:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// start returns the process, or what is to be waited for before there can be one.
func (t *tenant) start() (p *process, wait <-chan struct{}, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.closed {
		return nil, nil, errClosed
	}
	if t.current != nil {
		select {
		case <-t.current.ending:
			return nil, t.current.dead, nil
		default:
			return t.current, nil, nil
		}
	}
	if pause := time.Until(t.notUntil); pause > longestWait {
		return nil, nil, &engine.Error{Kind: engine.Temporary, Err: fmt.Errorf(
			"the process that runs the regulation has ended %d times in a row and is not started anew before %s: %w",
			t.deaths, t.notUntil.UTC().Format(time.TimeOnly), t.why)}
	} else if pause > 0 {
		over := make(chan struct{})
		time.AfterFunc(pause, func() { close(over) })
		return nil, over, nil
	}
	cmd, err := t.pool.command(t.name)
	if err == nil {
		t.current, err = startProcess(cmd, t.ended)
	}
	if err != nil {
		t.current = nil
		return nil, nil, &engine.Error{Kind: engine.Temporary, Err: fmt.Errorf("start a process for the regulation: %w", err)}
	}
	t.pool.running.Add(1)
	t.pool.cfg.Logger.Debug("a process for a regulation was started", "tenant", t.name, "pid", cmd.Process.Pid)
	return t.current, nil, nil
}

// ended notes that a process has ended.
func (t *tenant) ended(p *process) {
	defer t.pool.running.Done()
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.current != p {
		return
	}
	t.current = nil
	if time.Since(p.started) > settled {
		t.deaths = 0
	}
	t.deaths++
	t.notUntil, t.why = time.Now().Add(pauseAfter(t.deaths)), p.why
	t.pool.cfg.Logger.Warn("the process of a regulation has ended", "tenant", t.name, "pid", p.cmd.Process.Pid,
		"deaths", t.deaths, "error", p.why, "stderr", p.stderr.String())
}
