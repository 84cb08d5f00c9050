package engine

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

// claimBatch is how many due tickets or deliveries are claimed at once.
const claimBatch = 256

// RunTimers fires timers until ctx ends. It returns after all it started has
// ended.
func (e *Engine) RunTimers(ctx context.Context) error {
	return e.loop(ctx, "timers", e.timerHint, 0, e.FireDue, e.cfg.Backend.NextWake)
}

// loop calls do until there is nothing left to do, then waits for a hint, for
// the next instant at which there will be, or for the poll interval. After a hint
// it lets more work gather for a moment.
func (e *Engine) loop(ctx context.Context, name string, hints <-chan struct{}, gather time.Duration,
	do func(context.Context) (int, error), next func(context.Context) (time.Time, error)) error {
	failures := 0
	for ctx.Err() == nil {
		n, err := do(ctx)
		if err != nil && ctx.Err() == nil {
			failures++
			e.cfg.Logger.Error("work failed", "worker", name, "error", err)
		} else {
			failures = 0
		}
		if n >= claimBatch && err == nil {
			continue // there may be more
		}
		wait := e.cfg.Limits.Poll * time.Duration(min(failures+1, 30))
		if at, err := next(ctx); err == nil && !at.IsZero() && failures == 0 {
			wait = max(min(wait, at.Sub(e.cfg.Clock.Now())), time.Millisecond)
		}
		select {
		case <-ctx.Done():
		case <-hints:
			e.pause(ctx, gather)
		case <-e.cfg.Clock.After(wait):
		}
	}
	return ctx.Err()
}

func (e *Engine) pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	select {
	case <-ctx.Done():
	case <-e.cfg.Clock.After(d):
	}
}

func (e *Engine) claim(limit int) Claim {
	lease := e.cfg.Clock.Lease()
	return Claim{Now: e.cfg.Clock.Now(), LeaseNow: lease, LeaseUntil: lease.Add(e.cfg.Limits.Lease), Limit: limit}
}

// FireDue fires the timers that are due now, a batch of tickets at most, and
// returns how many tickets it has served.
func (e *Engine) FireDue(ctx context.Context) (int, error) {
	claim := e.claim(claimBatch)
	wakes, err := e.cfg.Backend.ClaimWakes(ctx, claim)
	if err != nil {
		return 0, fmt.Errorf("claim timers: %w", err)
	}
	tickets, err := e.woken(ctx, wakes)
	if err != nil {
		return 0, err
	}
	return len(wakes), e.each(len(wakes), func(i int) error {
		t, ok := tickets[wakes[i].Ticket]
		if !ok {
			return fmt.Errorf("ticket %s has a timer but is not there", wakes[i].Ticket)
		}
		return e.wake(ctx, t, claim.Now)
	})
}

// woken reads the tickets of a claim, a question for each tenant.
func (e *Engine) woken(ctx context.Context, wakes []Wake) (map[TicketID]*Ticket, error) {
	ids := map[TenantID][]TicketID{}
	for _, w := range wakes {
		ids[w.Tenant] = append(ids[w.Tenant], w.Ticket)
	}
	out := make(map[TicketID]*Ticket, len(wakes))
	for tenant, some := range ids {
		tickets, err := e.cfg.Backend.TicketsByID(ctx, tenant, some)
		if err != nil {
			return nil, fmt.Errorf("load %d tickets of %s: %w", len(some), tenant, err)
		}
		for i := range tickets {
			out[tickets[i].ID] = &tickets[i]
		}
	}
	return out, nil
}

// each calls f for 0 to n-1 on a bounded number of goroutines, waits for all,
// and returns the first error.
func (e *Engine) each(n int, f func(int) error) error {
	var (
		wg    sync.WaitGroup
		mu    sync.Mutex
		first error
		next  int
	)
	work := func() {
		defer wg.Done()
		for {
			mu.Lock()
			i := next
			next++
			mu.Unlock()
			if i >= n {
				return
			}
			if err := f(i); err != nil {
				mu.Lock()
				if first == nil {
					first = err
				}
				mu.Unlock()
			}
		}
	}
	for range min(n, e.cfg.Limits.Workers) {
		wg.Add(1)
		go work()
	}
	wg.Wait()
	return first
}

// wake fires the due timers of one ticket, the earliest first. The ticket is as
// it was when it was read: if it has changed since, the commit conflicts, and the
// timer is looked at again.
func (e *Engine) wake(ctx context.Context, t *Ticket, now time.Time) error {
	for _, name := range e.due(t, now) {
		if timer, on := t.Timers[name]; !on || timer.Due.After(now) {
			continue // one that fired before it has turned it off
		}
		cmd := e.firing(t, name, now)
		cmd.known = t
		res, err := e.Do(ctx, cmd)
		if err != nil {
			return fmt.Errorf("timer %s of ticket %s: %w", name, t.ID, err)
		}
		t = &res.Ticket
	}
	return nil
}

// due names the timers of t that fire at now. Patient ones wait until the
// channels have caught up.
func (e *Engine) due(t *Ticket, now time.Time) []string {
	caughtUp := e.cfg.CaughtUp == nil || e.cfg.CaughtUp()
	var names []string
	for name, timer := range t.Timers {
		if !timer.Due.After(now) && (caughtUp || !timer.Patient) {
			names = append(names, name)
		}
	}
	slices.SortFunc(names, func(a, b string) int {
		if c := t.Timers[a].Due.Compare(t.Timers[b].Due); c != 0 {
			return c
		}
		return strings.Compare(a, b)
	})
	return names
}

func (e *Engine) firing(t *Ticket, name string, now time.Time) Command {
	timer := t.Timers[name]
	cmd := Command{
		ID:     CommandID(fmt.Sprintf("timer/%s/%s/%d", t.ID, name, timer.Generation)),
		Tenant: t.Tenant, Kind: KindTimer, At: now, Actor: Actor{Kind: System}, Ticket: t.ID,
		Audience: ForStaff,
		Data:     Fields{"timer": name, "due": Micros(timer.Due), "generation": timer.Generation},
		timer:    timerRef{name: name, generation: timer.Generation},
	}
	if name == timerRetry && len(t.Parked) > 0 {
		return retryCommand(t, &cmd)
	}
	return cmd
}
