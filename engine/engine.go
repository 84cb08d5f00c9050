package engine

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"time"
)

// Config is what an engine is made of. Backend, Regulations and Clock are
// needed; the rest has defaults.
type Config struct {
	Backend     Backend
	Regulations Regulations
	Clock       Clock
	// Facts looks addresses up; nil knows nobody.
	Facts FactFinder
	// Senders deliver messages, by the name that send ops use.
	Senders map[string]Sender
	// Text brings strings to their normal form (NFC); nil leaves them.
	Text func(string) string
	// CaughtUp reports whether the channels have taken in what arrived during
	// an outage; patient timers wait for it. nil means always.
	CaughtUp func() bool
	// Committed is told of every commit, after it. It must not block.
	Committed func(TenantID, int64)
	// Rand gives salts; nil means crypto/rand.
	Rand   io.Reader
	Logger *slog.Logger
	Limits Limits
	// Quotas are what tenants may cost and cause where that is not what Limits
	// has for all; nil knows none. It must not block.
	Quotas func(TenantID) Quota
	// Observe is told what came of each command that was committed, and of each
	// that the regulation turned down. It must not block.
	Observe func(Outcome)
}

// Limits bound the engine's work. Zero values mean the defaults.
type Limits struct {
	// Quota is that of tenants who have none of their own.
	Quota
	Workers int           // timers and deliveries at work at once: 16
	Lease   time.Duration // how long claimed work is not given to others: 1 min
	Poll    time.Duration // how often work is looked for without a hint: 1 s
	Gather  time.Duration // how long messages are gathered before they are sent: 20 ms
}

func (l *Limits) fill() {
	l.Quota = l.Quota.Or(DefaultQuota)
	fill(&l.Workers, 16)
	fill(&l.Lease, time.Minute)
	fill(&l.Poll, time.Second)
	fill(&l.Gather, 20*time.Millisecond)
}

// An Engine decides and records commands. It is safe for concurrent use.
type Engine struct {
	cfg        Config
	turns      turns
	allowances allowances
	timerHint  chan struct{}
	outboxHint chan struct{}
}

// New returns an engine, or says what its configuration lacks.
func New(cfg Config) (*Engine, error) {
	switch {
	case cfg.Backend == nil:
		return nil, errors.New("engine: no Backend")
	case cfg.Regulations == nil:
		return nil, errors.New("engine: no Regulations")
	case cfg.Clock == nil:
		return nil, errors.New("engine: no Clock")
	}
	cfg.Limits.fill()
	if cfg.Rand == nil {
		cfg.Rand = rand.Reader
	}
	if cfg.Logger == nil {
		cfg.Logger = slog.New(slog.DiscardHandler)
	}
	return &Engine{cfg: cfg, timerHint: make(chan struct{}, 1), outboxHint: make(chan struct{}, 1)}, nil
}

// A Result is what became of a command.
type Result struct {
	// Event is the command's event; its Seq is 0 if the command had nothing to
	// do, as a timer that was set anew meanwhile.
	Event Event
	// Ticket is the ticket after the event. For a command that was done before
	// it is that too if the command opened the ticket, else the ticket of now.
	Ticket Ticket
	// Duplicate is set if the command was done before.
	Duplicate bool
}

// maxAttempts bounds how often a command is decided anew because its commit
// lost a race. Only other processes can win one, see turns.
const maxAttempts = 50

// Do decides a command and commits what follows. After a nil error the outcome
// is durable. A command whose id was used for another one is an *Error of kind
// Conflict; one that the regulation turns down, of kind Invalid or Refused.
func (e *Engine) Do(ctx context.Context, cmd Command) (Result, error) {
	if err := e.admit(&cmd); err != nil {
		return Result{}, err
	}
	release, err := e.turns.take(ctx, turnNames(&cmd))
	if err != nil {
		return Result{}, &Error{Kind: Temporary, Err: err}
	}
	defer release()
	for attempt := range maxAttempts {
		var res Result
		res, err = e.try(ctx, &cmd, attempt)
		if !errors.Is(err, ErrConflict) {
			e.turnedDown(&cmd, err)
			return res, err
		}
		if attempt > 2 {
			select {
			case <-ctx.Done():
				return Result{}, &Error{Kind: Temporary, Err: ctx.Err()}
			case <-e.cfg.Clock.After(time.Duration(attempt) * time.Millisecond):
			}
		}
	}
	return Result{}, &Error{Kind: Temporary, Err: fmt.Errorf("command %s: %w", cmd.ID, err)}
}

func turnNames(cmd *Command) []string {
	names := make([]string, 0, len(cmd.Keys)+2)
	prefix := string(cmd.Tenant) + "\x00"
	names = append(names, prefix+"command\x00"+string(cmd.ID))
	if cmd.Ticket != "" {
		names = append(names, prefix+"ticket\x00"+string(cmd.Ticket))
	}
	for _, k := range cmd.Keys {
		names = append(names, prefix+"key\x00"+k.Value)
	}
	return names
}

// admit checks a command at the door and brings it to its normal form.
func (e *Engine) admit(cmd *Command) error {
	switch {
	case !cmd.Tenant.Valid():
		return Errorf(NotFound, "no tenant %q", cmd.Tenant)
	case !cmd.ID.Valid():
		return Errorf(Invalid, "command id %q is empty, too long or not UTF-8", cmd.ID)
	case cmd.Kind == "":
		return Errorf(Invalid, "command %s has no kind", cmd.ID)
	}
	if cmd.At.IsZero() {
		cmd.At = e.cfg.Clock.Now()
	}
	cmd.At = Cut(cmd.At)
	if cmd.Data == nil {
		cmd.Data = Fields{}
	}
	data, err := Clean(cmd.Data, e.cfg.Text)
	if err != nil {
		return &Error{Kind: Invalid, Err: fmt.Errorf("command %s: %w", cmd.ID, err)}
	}
	cmd.Data = data.(map[string]any)
	return nil
}

// work is one attempt at a command: what was loaded and what is decided.
type work struct {
	cmd     *Command
	quota   Quota
	digest  Hash
	seq     int64 // Loaded.Seq
	ticket  Ticket
	related []Match
	facts   Fields
	routing Routing
	edition EditionID
	// active is set when the change holds only while new tickets are registered
	// under edition, adopted is the clause by which the ticket comes under it.
	active   bool
	adopted  ClauseID
	fact     Fact
	decision Decision
	took     time.Duration
	share    float64 // of a whole budget of code
	fault    error
}

// try makes one attempt. ErrConflict asks for another.
func (e *Engine) try(ctx context.Context, cmd *Command, attempt int) (Result, error) {
	w, done, err := e.decide(ctx, cmd, attempt > 0)
	if err != nil || done != nil {
		return deref(done), err
	}
	change, err := e.commit(ctx, w)
	if err != nil {
		if errors.Is(err, ErrConflict) {
			e.cfg.Regulations.Stale(cmd.Tenant)
			return Result{}, err
		}
		return Result{}, fmt.Errorf("commit %s: %w", cmd.ID, err)
	}
	e.committed(change)
	if e.cfg.Observe != nil {
		e.cfg.Observe(e.outcome(w, change))
	}
	return Result{Event: change.Event, Ticket: *change.Ticket}, nil
}

// commit writes what was decided. What exceeds the tenant's quota only the store
// can find out is parked.
func (e *Engine) commit(ctx context.Context, w *work) (*Change, error) {
	for {
		change, err := e.change(w)
		if err != nil {
			return nil, err
		}
		err = e.cfg.Backend.Commit(ctx, change)
		if err == nil || w.fault != nil || Exceeded(err) == "" {
			return change, err
		}
		w.fail(err)
	}
}

// fail forgets what was decided, since it cannot be.
func (w *work) fail(err error) {
	w.fault, w.decision = err, Decision{Cost: w.decision.Cost}
}

func deref(r *Result) Result {
	if r == nil {
		return Result{}
	}
	return *r
}

// committed wakes whoever waits for what the change brought.
func (e *Engine) committed(c *Change) {
	if len(c.Deliveries) > 0 {
		hint(e.outboxHint)
	}
	// What is due later than the next poll is found by it.
	if c.Ticket != nil {
		if due := c.Ticket.Wake(); !due.IsZero() && due.Sub(e.cfg.Clock.Now()) < e.cfg.Limits.Poll {
			hint(e.timerHint)
		}
	}
	if e.cfg.Committed != nil {
		e.cfg.Committed(c.Tenant, c.Event.Seq)
	}
}

// Hint makes the workers look for work now: after a clock was moved, or another
// process has written.
func (e *Engine) Hint() {
	hint(e.timerHint)
	hint(e.outboxHint)
}

func hint(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}

// Preview decides a command and returns what would follow, without recording
// anything. The ticket's number and the deliveries' ids are not bound.
func (e *Engine) Preview(ctx context.Context, cmd Command) (Change, error) {
	if err := e.admit(&cmd); err != nil {
		return Change{}, err
	}
	w, done, err := e.decide(ctx, &cmd, false)
	switch {
	case err != nil:
		return Change{}, err
	case done != nil:
		return Change{Tenant: cmd.Tenant, Event: done.Event, Ticket: &done.Ticket}, nil
	case w.fault != nil:
		return Change{}, fmt.Errorf("decide %s: %w", cmd.ID, w.fault)
	}
	change, err := e.change(w)
	if err != nil {
		return Change{}, err
	}
	return *change, nil
}
