package worker

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/reglament/reglament/rules"
)

// exchange is a load or call under way.
type exchange struct {
	id       uint64
	messages chan *message // one at a time: each is answered before the next
	overdue  *time.Timer
	left     bool // nobody waits for it any more
}

// open begins an exchange. A process in which it has not ended in time is stopped.
func (p *process) open(within time.Duration) *exchange {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last++
	x := &exchange{id: p.last, messages: make(chan *message, 1)}
	x.overdue = time.AfterFunc(within, func() {
		if p.isOpen(x) {
			p.stop(errors.New("it has not done in time what it was told"))
		}
	})
	p.exchanges[x.id] = x
	return x
}

func (p *process) isOpen(x *exchange) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.exchanges[x.id] == x
}

// close ends an exchange.
func (p *process) close(x *exchange) {
	x.overdue.Stop()
	p.mu.Lock()
	delete(p.exchanges, x.id)
	p.mu.Unlock()
	p.endIfRetired()
}

// hand gives a message to its exchange. A process that speaks of what there is
// not, or without having been answered, is not to be listened to.
func (p *process) hand(m *message) error {
	x, err := p.take(m)
	if err != nil {
		return err
	}
	if m.kind.ends() {
		p.close(x)
	}
	return nil
}

func (p *process) take(m *message) (*exchange, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	x := p.exchanges[m.exchange]
	if x == nil {
		return nil, fmt.Errorf("exchange %d: there is none", m.exchange)
	}
	if x.left {
		return x, nil
	}
	select {
	case x.messages <- m:
		return x, nil
	default:
		return nil, fmt.Errorf("exchange %d: it speaks out of turn", m.exchange)
	}
}

// grace is how long a call may go on that nobody waits for.
const grace = time.Second

// leave goes away from an exchange, which is to end soon.
func (p *process) leave(x *exchange) {
	p.mu.Lock()
	x.left = true
	open := p.exchanges[x.id] == x
	p.mu.Unlock()
	if open {
		x.overdue.Reset(grace)
		_ = p.send(&message{kind: kindCancel, exchange: x.id})
	}
}

// maxAsked is how many values a hook may ask for in one call, besides those that
// come with it.
const maxAsked = 10_000

// seen is the case of a call, and who is told what else of it was looked at.
type seen struct {
	*rules.View
	asked func(path string)
}

// call has a hook run and answers what it asks for meanwhile.
func (p *process) call(ctx context.Context, x *exchange, m *message, view seen) (*message, error) {
	m.exchange = x.id
	if err := p.send(m); err != nil {
		p.close(x)
		return nil, err
	}
	for asked := 0; ; asked++ {
		got, err := p.next(ctx, x)
		if err != nil || got.kind == kindResult || got.kind == kindFailed {
			return got, err
		}
		if asked >= maxAsked {
			p.leave(x)
			return nil, fmt.Errorf("a hook has asked for more than %d values", maxAsked)
		}
		if err := p.answer(x, got, view); err != nil {
			p.leave(x)
			return nil, err
		}
	}
}

// next waits for what the process says in an exchange.
func (p *process) next(ctx context.Context, x *exchange) (*message, error) {
	select {
	case got := <-x.messages:
		return got, nil
	case <-ctx.Done():
		p.leave(x)
		return nil, fmt.Errorf("the process that runs the regulation has not answered: %w", ctx.Err())
	case <-p.dead:
	}
	select {
	case got := <-x.messages: // its last words
		return got, nil
	default:
		return nil, p.errEnded()
	}
}

// answer gives a hook what it asks for.
func (p *process) answer(x *exchange, question *message, view seen) error {
	var value any
	switch question.kind {
	case kindGet:
		value = view.Get(question.text)
		view.asked(question.text)
	case kindNames:
		value = view.Names(question.text)
	default:
		p.stop(fmt.Errorf("it said nonsense: a message of the kind %q", question.kind))
		return p.errEnded()
	}
	if err := p.send(&message{kind: kindAnswer, exchange: x.id, value: value}); err != nil {
		return fmt.Errorf("%s: %w", question.text, err)
	}
	return nil
}
