package sandbox

import (
	"context"
	"errors"
	"fmt"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// budget counts steps and memory of one run. It is the VM's context: the VM asks
// Done before every instruction, which is the only hook gopher-lua offers, so
// Done is where steps are counted. Once exhausted it stays exhausted, and the
// next instruction fails whatever pcall made of the failure before.
type budget struct {
	steps  int64 // left; negative means exhausted
	check  int64 // the slow path of Done is taken at this number of steps and below
	memory int64 // left

	givenSteps, givenMemory int64

	ctx    context.Context
	cause  Kind // why the run is over, empty while it is not
	why    string
	unused int64 // steps left when it ended
}

var _ context.Context = (*budget)(nil)

// closed is what Done returns to stop the VM. A nil channel lets it go on.
var closed = func() chan struct{} { c := make(chan struct{}); close(c); return c }()

// clockEvery is how many steps pass between two looks at the caller's context.
const clockEvery = 4096

func (b *budget) start(ctx context.Context, steps, memory int64) {
	*b = budget{steps: steps, check: steps, memory: memory, givenSteps: steps, givenMemory: memory, ctx: ctx}
}

// Done charges one step.
func (b *budget) Done() <-chan struct{} {
	b.steps--
	if b.steps > b.check {
		return nil
	}
	return b.slow()
}

func (b *budget) slow() <-chan struct{} {
	if b.cause != "" {
		return closed
	}
	if b.steps < 0 {
		b.end(KindSteps, fmt.Sprintf("the script used up its %d steps", b.givenSteps))
		return closed
	}
	if b.ctx != nil && b.ctx.Err() != nil {
		b.end(KindTimeout, b.ctx.Err().Error())
		return closed
	}
	b.check = max(b.steps-clockEvery, -1)
	return nil
}

// end stops the run for good: no steps are left whatever the reason.
func (b *budget) end(kind Kind, why string) {
	if b.cause == "" {
		b.cause, b.why, b.unused = kind, why, max(b.steps, 0)
	}
	b.steps, b.check = -1, 0
}

// Err is the text the VM raises when Done stopped it.
func (b *budget) Err() error { return errors.New(b.why) }

// Deadline is unused: the VM never asks for it.
func (b *budget) Deadline() (time.Time, bool) { return time.Time{}, false }

// Value is unused: the VM never asks for it.
func (b *budget) Value(any) any { return nil }

// Cost is what a run used. The same program with the same arguments always costs
// the same, in a fresh state and in a reused one.
type Cost struct {
	Steps  int64
	Memory int64 // bytes
}

func (b *budget) cost() Cost {
	left := max(b.steps, 0)
	if b.cause != "" {
		left = b.unused
	}
	return Cost{Steps: b.givenSteps - left, Memory: b.givenMemory - max(b.memory, 0)}
}

// bytesPerStep is how much copying, comparing or hashing counts as one step.
const bytesPerStep = 64

// charge takes n steps for work done in Go, and raises when they are not there.
func (s *State) charge(L *lua.LState, n int) {
	s.budget.steps -= int64(n)
	if s.budget.steps < 0 {
		s.budget.slow()
		s.stop(L)
	}
}

// chargeBytes charges for touching n bytes. Short ones are within the price of
// the instruction that caused it.
func (s *State) chargeBytes(L *lua.LState, n int) {
	if n >= bytesPerStep {
		s.charge(L, n/bytesPerStep)
	}
}

// alloc takes n bytes before they are allocated, and the time to fill them.
func (s *State) alloc(L *lua.LState, n int) {
	s.budget.memory -= int64(n)
	if s.budget.memory < 0 || n < 0 {
		s.budget.end(KindMemory, fmt.Sprintf("the script used up its %d bytes of memory", s.budget.givenMemory))
		s.stop(L)
	}
	s.chargeBytes(L, n)
}

// newString allocates for a string of n bytes about to be built.
func (s *State) newString(L *lua.LState, n int) {
	s.alloc(L, n+costString)
	if n > s.limits.StringBytes {
		s.exceed(L, "a string of %d bytes is longer than the limit of %d", n, s.limits.StringBytes)
	}
}

// exceed ends the run because of a size limit. It does not return.
func (s *State) exceed(L *lua.LState, format string, args ...any) {
	s.budget.end(KindLimit, fmt.Sprintf(format, args...))
	s.stop(L)
}

// stop raises the error of an ended run. It does not return.
func (s *State) stop(L *lua.LState) {
	L.RaiseError("%s", s.budget.why)
}
