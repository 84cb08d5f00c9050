package sandbox

import (
	"context"
	"fmt"
	"sync/atomic"

	lua "github.com/yuin/gopher-lua"
)

// Func is a function of the script that State.Call can call. The same function
// has the same Func in every state of a program.
type Func int

// State is a loaded program: its chunks have run, and everything they built is
// read-only from then on. One goroutine at a time may use it.
type State struct {
	program *Program
	limits  Limits
	vm      *lua.LState
	budget  budget

	root  lua.LValue // what the last chunk returned
	funcs []*lua.LFunction
	ids   map[*lua.LFunction]Func

	frozen map[*lua.LTable]struct{} // may not be written to
	locked map[string]struct{}      // globals that may not be redefined while loading

	entry     *lua.LFunction // first frame of every protected call, see enter
	views     *lua.LTable    // metatable of Object and List views
	itemStep  *lua.LFunction // iterator of pairs over lists
	indexStep *lua.LFunction // iterator of ipairs

	// Of the run in progress.
	epoch     int     // counts runs; what an iterator of an earlier run must not survive
	protected int     // pcalls the script is in
	frames    []frame // where the error that ends the run was raised
	order     order   // last traversal with next

	busy atomic.Bool
	dead bool
}

// Load runs the chunks in a fresh state. The error is an *Error.
func (p *Program) Load(ctx context.Context) (*State, error) {
	s := newState(p)
	if err := s.load(ctx); err != nil {
		return nil, err
	}
	return s, nil
}

func (s *State) load(ctx context.Context) (err error) {
	defer s.recovered(&err)
	s.begin(ctx, s.limits.LoadSteps, s.limits.LoadMemory)
	for i, c := range s.program.chunks {
		if !c.trusted && (i == 0 || s.program.chunks[i-1].trusted) {
			s.lockGlobals()
		}
		var args []lua.LValue
		if c.trusted {
			args = append(args, s.host())
		}
		v, fail := s.run(s.vm.NewFunctionFromProto(c.proto), args...)
		if fail != nil {
			return fail
		}
		s.root = v
	}
	s.locked = nil
	s.collect(s.root)
	s.freeze()
	s.scrub()
	return nil
}

func newState(p *Program) *State {
	s := &State{
		program: p,
		limits:  p.limits,
		vm:      lua.NewState(p.limits.options()),
		root:    lua.LNil,
		ids:     map[*lua.LFunction]Func{},
		frozen:  map[*lua.LTable]struct{}{},
	}
	s.vm.G.Registry = s.vm.CreateTable(0, 0) // unused, and 2 KB by default
	s.vm.G.Global = s.vm.CreateTable(0, 56)
	s.vm.Env = s.vm.G.Global
	s.vm.SetContext(&s.budget)
	s.entry = s.vm.NewFunction(s.enter)
	s.itemStep = s.vm.NewFunction(s.nextItem)
	s.indexStep = s.vm.NewFunction(s.nextIndex)
	s.open()
	return s
}

// scrub overwrites the call stack. Frames that returned keep their functions, and
// through them everything those captured, for as long as the state lives.
func (s *State) scrub() {
	defer func(b budget) { s.budget = b }(s.budget)
	s.begin(context.Background(), 1, 1)
	depth := 0
	var fn *lua.LFunction
	fn = s.vm.NewFunction(func(L *lua.LState) int {
		if depth++; depth < s.limits.CallDepth-1 {
			L.Push(fn)
			L.Call(0, 0)
		}
		return 0
	})
	s.run(fn)
}

func (s *State) begin(ctx context.Context, steps, memory int64) {
	s.budget.start(ctx, steps, memory)
	s.epoch++
	s.protected = 0
	s.frames = nil
	s.order = order{}
}

// Call calls a function with arguments: nil, bool, string, integers, Object,
// List, GoFunc, and maps and slices of those. It returns the first result as
// plain data, like Value. The error is an *Error, ErrDead or ErrBusy.
//
// Nothing of one call is visible in the next, whatever its error. A failure inside
// the VM leaves the state dead; after any other error, exhaustion included, it is
// as good as before: all that a call can change dies with it.
func (s *State) Call(ctx context.Context, f Func, args ...any) (any, error) {
	if !s.busy.CompareAndSwap(false, true) {
		return nil, ErrBusy
	}
	defer s.busy.Store(false)
	if s.dead {
		return nil, ErrDead
	}
	if f < 0 || int(f) >= len(s.funcs) {
		return nil, failure(KindRuntime, "", 0, "there is no function %d", f)
	}
	return s.call(ctx, s.funcs[f], args)
}

func (s *State) call(ctx context.Context, fn *lua.LFunction, args []any) (result any, err error) {
	defer s.recovered(&err)
	s.begin(ctx, s.limits.CallSteps, s.limits.CallMemory)
	values := make([]lua.LValue, len(args))
	for i, arg := range args {
		v, err := s.toLua(arg)
		if err != nil {
			return nil, failure(KindRuntime, "", 0, "argument %d: %s", i+1, err)
		}
		values[i] = v
	}
	v, fail := s.run(fn, values...)
	if s.Cost().Memory > scrubAbove && !s.dead {
		s.scrub()
	}
	if fail != nil {
		return nil, fail
	}
	return s.result(v)
}

// scrubAbove is how much a call may allocate before it is worth 20 µs to make sure
// that an idle state does not hold on to it.
const scrubAbove = 256 << 10

func (s *State) result(v lua.LValue) (any, error) {
	e := export{s: s}
	out, err := e.value(v)
	if err != nil {
		return nil, err
	}
	return out, nil
}

// Value is what the last chunk returned, as plain data: map[string]any, []any,
// string, int64, bool, nil, Func, and Empty for a table without anything in it.
// The error is an *Error that names the place: "clauses[3].promises.x".
func (s *State) Value() (value any, err error) {
	if !s.busy.CompareAndSwap(false, true) {
		return nil, ErrBusy
	}
	defer s.busy.Store(false)
	defer s.recovered(&err)
	return s.result(s.root)
}

// recovered turns a panic, of the VM or of a host's Object, into an error.
func (s *State) recovered(err *error) {
	if r := recover(); r != nil {
		s.dead = true
		*err = failure(KindRuntime, "", 0, "the lua machine failed: %v", r)
	}
}

// Cost is what the last Load or Call used.
func (s *State) Cost() Cost { return s.budget.cost() }

// Dead reports whether the state has to be replaced.
func (s *State) Dead() bool { return s.dead }

// run calls a function inside the budget. Every error of a script passes through here.
func (s *State) run(fn *lua.LFunction, args ...lua.LValue) (lua.LValue, *Error) {
	s.vm.Push(s.entry)
	s.vm.Push(fn)
	for _, arg := range args {
		s.vm.Push(arg)
	}
	if e := s.vm.PCall(len(args)+1, 1, nil); e != nil {
		return nil, s.fail(e)
	}
	v := s.vm.Get(-1)
	s.vm.SetTop(0)
	if s.budget.cause != "" { // whoever caught the error
		return nil, s.fail(&lua.ApiError{Object: lua.LString(s.budget.why)})
	}
	return v, nil
}

// enter is the first frame of a protected call. It takes over error reporting:
// left alone, PCall formats a traceback for every error, which takes time in
// proportion to the square of the depth.
func (s *State) enter(L *lua.LState) int {
	L.Panic = s.raised
	L.Call(L.GetTop()-1, lua.MultRet)
	return L.GetTop()
}

const (
	costRaise = 64 // steps; an error unwinds Go frames and closes upvalues

	stackOverflow    = "stack overflow"
	registryOverflow = "registry overflow"
)

// raised is called by the VM with the error object on the stack, before unwinding.
func (s *State) raised(L *lua.LState) {
	obj := L.Get(-1)
	s.budget.steps -= costRaise
	s.noteOverflow(obj)
	if registers(L) > s.limits.Registers {
		s.dead = true // the message did not fit, and later calls would overflow later
	}
	if s.frames == nil && (s.protected == 0 || s.budget.cause != "") {
		s.frames = s.traceback(L)
	}
	panic(&lua.ApiError{Type: lua.ApiErrorRun, Object: obj, StackTrace: "not formatted"})
}

// noteOverflow recognises the VM's own overflow errors. They end the run, because
// where exactly they happen depends on the registry, which an error may grow.
func (s *State) noteOverflow(obj lua.LValue) {
	str, ok := obj.(lua.LString)
	if !ok || len(str) > 2*maxMessage {
		return
	}
	_, _, message := s.program.splitPosition(string(str))
	if message == stackOverflow || message == registryOverflow {
		s.budget.end(KindLimit, "calls are nested too deep, or one has too many arguments or results")
	}
}

func (s *State) fail(e error) *Error {
	out := &Error{Kind: KindRuntime, Traceback: formatTrace(s.frames)}
	api, ok := e.(*lua.ApiError)
	if !ok || api.Type == lua.ApiErrorPanic {
		s.dead = true
		out.Message = clean(fmt.Sprintf("the lua machine failed: %v", e))
		return out
	}
	s.noteOverflow(api.Object)
	out.File, out.Line, out.Message = s.program.splitPosition(messageOf(api.Object))
	if s.budget.cause != "" {
		out.Kind, out.Message = s.budget.cause, s.budget.why
	}
	if out.Kind == KindTimeout {
		out.Err = s.budget.ctx.Err()
	}
	if file, line, ok := s.place(out.File); ok {
		out.File, out.Line = file, line
	}
	out.Message = clean(out.Message)
	return out
}

// messageOf is the text of an error object. Calling __tostring is over by now.
func messageOf(obj lua.LValue) string {
	if str, ok := textOf(obj); ok {
		return str
	}
	if tb, ok := obj.(*lua.LTable); ok {
		if str, ok := textOf(tb.RawGetString("message")); ok {
			return str
		}
	}
	return fmt.Sprintf("error object is a %s", obj.Type())
}
