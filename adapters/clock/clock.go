// Package clock is the one clock of a process: this machine's time, corrected
// to the database's so that all nodes agree, plus an offset that a developer may
// move to try out whole days.
package clock

import (
	"context"
	"sync/atomic"
	"time"
)

// Source tells the database's time and the development offset. The time is not
// ok where there is no other machine to agree with.
type Source interface {
	Now(ctx context.Context) (at time.Time, ok bool, err error)
	Clock(ctx context.Context) (moved time.Duration, alive time.Time, err error)
	Alive(ctx context.Context, at time.Time) error
}

// tolerance is how far off this machine may be before it is not fit to serve.
const tolerance = 2 * time.Second

// interval is how often the clock is compared with the database's.
const interval = 10 * time.Second

// A Clock implements engine.Clock.
type Clock struct {
	source Source
	start  time.Time // with the monotonic reading that all times are counted from
	skew   atomic.Int64
	moved  atomic.Int64
	last   atomic.Int64 // when the comparison succeeded last
	outage time.Duration
	onMove func()
}

// New returns a clock that has been compared once. onMove is called when the
// development offset was moved.
func New(ctx context.Context, source Source, onMove func()) (*Clock, error) {
	c := &Clock{source: source, start: time.Now(), onMove: onMove}
	_, alive, err := source.Clock(ctx)
	if err != nil {
		return nil, err
	}
	if err := c.compare(ctx); err != nil {
		return nil, err
	}
	if !alive.IsZero() {
		c.outage = c.Lease().Sub(alive)
	}
	return c, source.Alive(ctx, c.Lease())
}

// Lease implements engine.Clock: the time that nobody moves by hand.
func (c *Clock) Lease() time.Time {
	return c.start.Add(time.Since(c.start) + time.Duration(c.skew.Load())).UTC()
}

// Now implements engine.Clock.
func (c *Clock) Now() time.Time { return c.Lease().Add(time.Duration(c.moved.Load())) }

// After implements engine.Clock.
func (c *Clock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// Outage is how long no node was alive before this one started.
func (c *Clock) Outage() time.Duration { return c.outage }

// compare sets the clock by the database.
func (c *Clock) compare(ctx context.Context) error {
	before := time.Now()
	at, ok, err := c.source.Now(ctx)
	if err != nil {
		return err
	}
	if ok {
		middle := before.Add(time.Since(before) / 2) // the answer was given about then
		c.skew.Store(int64(at.Sub(middle)))
	}
	moved, _, err := c.source.Clock(ctx)
	if err != nil {
		return err
	}
	if c.moved.Swap(int64(moved)) != int64(moved) && c.onMove != nil {
		c.onMove()
	}
	c.last.Store(int64(time.Since(c.start)))
	return nil
}

// Refresh compares now, after the offset was moved.
func (c *Clock) Refresh(ctx context.Context) error { return c.compare(ctx) }

// Run keeps the clock compared until ctx ends.
func (c *Clock) Run(ctx context.Context) error {
	tick := time.NewTicker(interval)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-tick.C:
		}
		// A failure shows in Ready; the next tick tries again.
		if err := c.compare(ctx); err == nil {
			_ = c.source.Alive(ctx, c.Lease())
		}
	}
}

// Ready says what is wrong with the clock, if anything is.
func (c *Clock) Ready() (problem string) {
	skew := time.Duration(c.skew.Load())
	if skew > tolerance || skew < -tolerance {
		return "this machine's clock is " + skew.Round(time.Millisecond).String() + " off the database's"
	}
	if since := time.Since(c.start) - time.Duration(c.last.Load()); since > 3*interval {
		return "the database has not answered for " + since.Round(time.Second).String()
	}
	return ""
}

// Running is how long this process has been running.
func (c *Clock) Running() time.Duration { return time.Since(c.start) }
