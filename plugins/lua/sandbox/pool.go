package sandbox

import (
	"context"
	"sync"
)

// Pool keeps loaded states of one program for reuse. It is safe for concurrent
// use. A state that an error left dead is dropped and replaced by a fresh one.
type Pool struct {
	program *Program
	slots   chan struct{} // one per state in use

	mu     sync.Mutex
	idle   []*State // last used last, so that few stay warm under a low load
	closed bool
}

// NewPool makes a pool of at most size states. It begins with those that are ready,
// which nobody else may use any more; others are loaded when first needed.
func NewPool(p *Program, size int, ready ...*State) *Pool {
	for _, s := range ready {
		s.forget()
	}
	return &Pool{program: p, slots: make(chan struct{}, max(size, len(ready), 1)), idle: ready}
}

// Do calls use with a state that nobody else has, and waits for one until ctx
// ends. The state must not be kept, and has no Value: a pool's states are for calls.
func (p *Pool) Do(ctx context.Context, use func(*State) error) error {
	select {
	case p.slots <- struct{}{}:
	case <-ctx.Done():
		return ctx.Err()
	}
	defer func() { <-p.slots }()
	s, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer p.put(s)
	return use(s)
}

// Call calls one function. Func is valid for all states of a program.
func (p *Pool) Call(ctx context.Context, f Func, args ...any) (result any, cost Cost, err error) {
	err = p.Do(ctx, func(s *State) error {
		var err error
		result, err = s.Call(ctx, f, args...)
		cost = s.Cost()
		return err
	})
	return result, cost, err
}

func (p *Pool) take(ctx context.Context) (*State, error) {
	p.mu.Lock()
	if p.closed {
		p.mu.Unlock()
		return nil, ErrClosed
	}
	if n := len(p.idle); n > 0 {
		s := p.idle[n-1]
		p.idle = p.idle[:n-1]
		p.mu.Unlock()
		return s, nil
	}
	p.mu.Unlock()
	s, err := p.program.Load(ctx)
	if err != nil {
		return nil, err
	}
	s.forget()
	return s, nil
}

func (p *Pool) put(s *State) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !s.Dead() && !p.closed {
		p.idle = append(p.idle, s)
	}
}

// Close drops the idle states. Calls in progress end as usual.
func (p *Pool) Close() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = true
	p.idle = nil
}
