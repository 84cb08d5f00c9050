package worker

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/reglament/reglament/engine"
	"github.com/reglament/reglament/plugins"
	"github.com/reglament/reglament/rules"
)

// server is the process's side: it loads programs and runs their hooks, each
// exchange in a goroutine of its own.
type server struct {
	loader *plugins.Loader
	// budget is what was said last: all that a process loads is one tenant's.
	budget atomic.Pointer[plugins.Budget]

	writing sync.Mutex
	out     io.Writer

	mu    sync.Mutex
	codes map[uint64]plugins.Code
	calls map[uint64]*running
}

// running is a hook that runs.
type running struct {
	answers chan any
	cancel  context.CancelFunc
}

// Serve does what it is told on in and answers on out, until in ends. What is still
// under way then is left to end with the process.
func Serve(ctx context.Context, in io.Reader, out io.Writer, loader *plugins.Loader) error {
	s := &server{loader: loader, out: out, codes: map[uint64]plugins.Code{}, calls: map[uint64]*running{}}
	loader.Budgets = func(string) plugins.Budget { return *s.budget.Load() }
	messages := bufio.NewReader(in)
	for {
		m, err := readMessage(messages, maxThere)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read what to do: %w", err)
		}
		if err := s.take(ctx, m); err != nil {
			return err
		}
	}
}

func (s *server) take(ctx context.Context, m *message) error {
	switch m.kind {
	case kindLoad:
		go func() { s.finish(s.load(ctx, m)) }()
	case kindCall:
		ctx, c := s.begin(ctx, m.exchange)
		go func() { s.finish(s.run(ctx, c, m)) }()
	case kindAnswer:
		if c := s.call(m.exchange); c != nil {
			select {
			case c.answers <- m.value:
			default: // nothing was asked
			}
		}
	case kindCancel:
		if c := s.call(m.exchange); c != nil {
			c.cancel()
		}
	case kindDrop:
		s.drop(m.program)
	default:
		return fmt.Errorf("a message of the kind %q: there is no such kind", m.kind)
	}
	return nil
}

// send sends a message. One that cannot be written tells of an end that the
// reading side notices; the error is of one that has no form.
func (s *server) send(m *message) error {
	b, err := m.encode(maxBack)
	if err != nil {
		return err
	}
	s.writing.Lock()
	defer s.writing.Unlock()
	_, _ = s.out.Write(b)
	return nil
}

// finish ends an exchange.
func (s *server) finish(m *message) {
	s.mu.Lock()
	if c := s.calls[m.exchange]; c != nil {
		c.cancel()
		delete(s.calls, m.exchange)
	}
	s.mu.Unlock()
	if err := s.send(m); err != nil {
		_ = s.send(failure(m.exchange, m.number, err))
	}
}

func (s *server) load(ctx context.Context, m *message) *message {
	bundle, interpreted := readBundle(m.value)
	budget := readBudget(m.value)
	s.budget.Store(&budget)
	load := s.loader.Load
	if interpreted {
		load = s.loader.Twin
	}
	program, err := load(ctx, m.text, bundle)
	if err != nil {
		return failure(m.exchange, 0, err)
	}
	code := program.Code()
	s.mu.Lock()
	s.codes[m.program] = code
	s.mu.Unlock()
	return &message{kind: kindLoaded, exchange: m.exchange, value: map[string]any{"tree": program.Tree(), "budget": code.Budget()}}
}

func (s *server) drop(program uint64) {
	s.mu.Lock()
	code := s.codes[program]
	delete(s.codes, program)
	s.mu.Unlock()
	if code != nil {
		code.Close()
	}
}

func (s *server) begin(ctx context.Context, exchange uint64) (context.Context, *running) {
	ctx, cancel := context.WithCancel(ctx)
	c := &running{answers: make(chan any, 1), cancel: cancel}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.calls[exchange] = c
	return ctx, c
}

func (s *server) call(exchange uint64) *running {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[exchange]
}

// run runs a hook.
func (s *server) run(ctx context.Context, c *running, m *message) (end *message) {
	defer func() {
		if r := recover(); r != nil {
			end = failure(m.exchange, 0, fmt.Errorf("panic: %v\n%s", r, debug.Stack()))
		}
	}()
	s.mu.Lock()
	code := s.codes[m.program]
	s.mu.Unlock()
	if code == nil {
		return failure(m.exchange, 0, fmt.Errorf("there is no program %d here", m.program))
	}
	effects, cost, err := code.Call(ctx, m.number, s.view(ctx, c, m))
	if err != nil {
		return failure(m.exchange, cost, err)
	}
	return &message{kind: kindResult, exchange: m.exchange, number: cost, value: effects}
}

// view is the case as it was handed over with a call.
func (s *server) view(ctx context.Context, c *running, m *message) *rules.View {
	q := readQuestion(m.value)
	hook := &rules.Hook{Origin: rules.Origin{Clause: engine.ClauseID(q.clause)}, Reads: q.reads}
	return rules.NewView(hook, q.now, texts(q.raised), &remote{values: q.values, names: map[string][]string{}, ask: func(kind kind, text string) any {
		if s.send(&message{kind: kind, exchange: m.exchange, text: text}) != nil {
			return nil
		}
		select {
		case v := <-c.answers:
			return v
		case <-ctx.Done():
			return nil // the hook will notice
		}
	}})
}
