package wasm

import (
	"errors"
	"runtime"
	"sync"
)

// pool keeps instances from one call to the next, the one that was used last on
// top, since more of it is in the processor's caches. It knows how many calls are
// under way: the last one that ends after the pool was closed turns off the light.
type pool struct {
	mu     sync.Mutex
	idle   []*instance
	calls  int
	closed bool
}

var errClosed = errors.New("the module is not loaded any more")

// enter counts a call and gives it an idle instance, nil if there is none.
func (p *pool) enter() (*instance, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errClosed
	}
	p.calls++
	last := len(p.idle) - 1
	if last < 0 {
		return nil, nil
	}
	in := p.idle[last]
	p.idle[last] = nil
	p.idle = p.idle[:last]
	return in, nil
}

// leave counts a call as ended. kept is whether the pool has taken the instance,
// if there is one; it holds twice as many as calls can run at once. last is
// whether nothing is under way in a pool that was closed.
func (p *pool) leave(in *instance) (kept, last bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.calls--
	kept = in != nil && !p.closed && len(p.idle) < 2*runtime.GOMAXPROCS(0)
	if kept {
		p.idle = append(p.idle, in)
	}
	return kept, p.closed && p.calls == 0
}

// close lets no more calls in and hands over the idle instances. last is as with
// leave; it is false if the pool was closed before.
func (p *pool) close() (idle []*instance, last bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, false
	}
	idle, p.idle, p.closed = p.idle, nil, true
	return idle, p.calls == 0
}
