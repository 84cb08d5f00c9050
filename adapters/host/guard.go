package host

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"github.com/reglament/reglament/engine"
)

// GuardConfig says when an edition that fails is taken back. Zero values mean the
// defaults.
type GuardConfig struct {
	Off     bool          `help:"Do not take back editions that fail." env:"REGLAMENT_GUARD_OFF"`
	Within  time.Duration `help:"How long after its activation an edition that fails is taken back, and a canary's failures count." default:"10m" env:"REGLAMENT_GUARD_WITHIN" placeholder:"TIME"`
	Faults  int           `help:"How many of its decisions must have failed at least." default:"5" env:"REGLAMENT_GUARD_FAULTS" placeholder:"N"`
	Percent int           `help:"How many of a hundred must have failed, more than." default:"5" env:"REGLAMENT_GUARD_PERCENT" placeholder:"N"`
}

func (c *GuardConfig) fill() {
	if c.Within == 0 {
		c.Within = 10 * time.Minute
	}
	if c.Faults == 0 {
		c.Faults = 5
	}
	if c.Percent == 0 {
		c.Percent = 5
	}
}

// guard takes editions back whose decisions fail: the active one is rolled back in
// the first minutes after its activation, a canary is ended at any time. Each process
// counts what it has decided itself.
//
// What the guard has activated it does not judge, nor does it ever go back to what it
// has taken back: so it stops, whatever is wrong.
type guard struct {
	GuardConfig
	// history tells what is active, and since when.
	history func(ctx context.Context, tenant engine.TenantID) (engine.Head, past, error)
	// rollBack and endTry undo the edition unless it is not active, or no canary, any
	// more.
	rollBack, endTry func(ctx context.Context, tenant engine.TenantID, failing engine.EditionID, reason string) error
	now              func() time.Time
	log              *slog.Logger

	wake chan struct{}
	mu   sync.Mutex
	// tallies count the decisions, suspects are editions to be judged, helpless since
	// when nothing could be done about one.
	tallies  map[editionOf]*tally
	suspects map[editionOf]bool
	helpless map[editionOf]time.Time
}

// editionOf is an edition of a tenant.
type editionOf struct {
	tenant  engine.TenantID
	edition engine.EditionID
}

// guardActor is who takes editions back that fail.
var guardActor = engine.Actor{Kind: engine.System, ID: "edition guard"}

func newGuard(cfg GuardConfig, e *Editions, now func() time.Time, log *slog.Logger) *guard {
	cfg.fill()
	return &guard{GuardConfig: cfg, history: e.recent, rollBack: e.rollBackFailing, endTry: e.endFailing, now: now, log: log,
		wake: make(chan struct{}, 1), tallies: map[editionOf]*tally{}, suspects: map[editionOf]bool{}, helpless: map[editionOf]time.Time{}}
}

// observe counts a decision. A tenant that has sent all its messages of the day, or
// waits with its code, is not its edition's failure, nor is a process that stops.
func (g *guard) observe(o engine.Outcome) {
	if o.Edition == "" || errors.Is(o.Fault, context.Canceled) {
		return
	}
	switch engine.Exceeded(o.Fault) {
	case engine.QuotaNotices, engine.QuotaCode:
		return
	}
	of, now := editionOf{o.Tenant, o.Edition}, g.now()
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.tally(of, now)
	t.add(now, g.step(), o.Fault)
	if o.Fault != nil && g.exceeded(t.since(now.Add(-g.Within), g.step())) {
		g.suspects[of] = true
		select {
		case g.wake <- struct{}{}:
		default:
		}
	}
}

// run judges suspects until ctx ends.
func (g *guard) run(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-g.wake:
		}
		g.mu.Lock()
		suspects := g.suspects
		g.suspects = map[editionOf]bool{}
		g.mu.Unlock()
		for of := range suspects {
			g.judge(ctx, of)
		}
	}
}

// judge takes an edition back if it is on trial and has failed too often.
func (g *guard) judge(ctx context.Context, of editionOf) {
	head, past, err := g.history(ctx, of.tenant)
	if err != nil {
		g.log.Error("an edition fails, and whether it is new is not known", "tenant", of.tenant, "edition", short(of.edition), "error", err)
		return
	}
	now := g.now()
	since, undo := g.trial(&head, &past, of.edition, now)
	if undo == nil {
		return
	}
	reason, failed := g.verdict(of, since, now)
	if !failed {
		return
	}
	switch err := undo(ctx, of.tenant, of.edition, reason); {
	case err == nil:
		g.log.Error("an edition that fails was taken back", "tenant", of.tenant, "edition", short(of.edition), "reason", reason)
	case engine.KindOf(err) == engine.Conflict || ctx.Err() != nil: // somebody was faster
	case engine.KindOf(err) == engine.Temporary || !g.isTold(of, since):
		g.log.Error("an edition fails and cannot be taken back", "tenant", of.tenant, "edition", short(of.edition), "reason", reason, "error", err)
	}
}

// trial is since when an edition is on trial, and what undoes it; nil if it is not.
func (g *guard) trial(head *engine.Head, past *past, edition engine.EditionID, now time.Time) (since time.Time,
	undo func(context.Context, engine.TenantID, engine.EditionID, string) error) {
	switch edition {
	case head.Active:
		if n := len(past.activations); n > 0 && !past.activations[n-1].by(guardActor) {
			since = past.activations[n-1].at
		}
		if since.IsZero() || now.Sub(since) > g.Within {
			return since, nil
		}
		return since, g.rollBack
	case head.Canary.Edition:
		if c := past.canary(head); c != nil {
			return c.at, g.endTry
		}
	}
	return since, nil
}

// verdict says how an edition has failed, if it has failed too often.
func (g *guard) verdict(of editionOf, since, now time.Time) (reason string, failed bool) {
	when := "in the first " + spoken(now.Sub(since))
	if now.Sub(since) > g.Within {
		since, when = now.Add(-g.Within), "in the last "+spoken(g.Within)
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	t := g.tally(of, now)
	n := t.since(since, g.step())
	return fmt.Sprintf("%d of %d decisions failed %s: %s", n.faults, n.decisions, when, t.fault), g.exceeded(n)
}

// spoken is a duration as people say it.
func spoken(d time.Duration) string {
	if d >= time.Minute {
		return fmt.Sprintf("%d min", d/time.Minute)
	}
	return fmt.Sprintf("%d s", max(d/time.Second, 1))
}

func (g *guard) exceeded(n count) bool {
	return n.faults >= g.Faults && n.faults*100 > n.decisions*g.Percent
}

// isTold reports whether it was told already that nothing can be done about an
// edition that is on trial since an instant.
func (g *guard) isTold(of editionOf, since time.Time) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	told := g.helpless[of].Equal(since)
	g.helpless[of] = since
	return told
}

// maxTallies is how many editions are counted before those are forgotten that decide
// nothing any more.
const maxTallies = 1000

// tally returns the count of an edition. Its caller holds the mutex.
func (g *guard) tally(of editionOf, now time.Time) *tally {
	if g.tallies[of] == nil {
		if len(g.tallies) >= maxTallies {
			for known, t := range g.tallies {
				if t.since(now.Add(-g.Within), g.step()).decisions == 0 {
					delete(g.tallies, known)
					delete(g.helpless, known)
				}
			}
		}
		g.tallies[of] = &tally{}
	}
	return g.tallies[of]
}

// steps is how many parts of the time that counts are told apart.
const steps = 60

func (g *guard) step() time.Duration { return max(g.Within/(steps-1), 1) }

// tally counts the decisions of an edition in steps of time, of which it forgets all
// but the last.
type tally struct {
	steps [steps]struct {
		at int64 // the step's number since 1970
		count
	}
	fault string // the last
}

type count struct{ decisions, faults int }

func (t *tally) add(now time.Time, step time.Duration, fault error) {
	at := now.UnixNano() / int64(step)
	s := &t.steps[at%steps]
	if s.at != at {
		s.at, s.count = at, count{}
	}
	s.decisions++
	if fault != nil {
		s.faults++
		t.fault = cut(fault.Error(), 300)
	}
}

// since adds up from the step of an instant.
func (t *tally) since(from time.Time, step time.Duration) (sum count) {
	for i := range t.steps {
		if s := &t.steps[i]; s.at >= from.UnixNano()/int64(step) {
			sum.decisions += s.decisions
			sum.faults += s.faults
		}
	}
	return sum
}
