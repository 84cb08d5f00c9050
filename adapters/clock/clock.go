// Package clock is the one clock of a process: this machine's time, corrected
// to the database's so that all nodes agree, plus an offset that a developer may
// move to try out whole days. Between two comparisons it runs evenly, whatever
// happens to this machine's own clock.
package clock

import (
	"context"
	"sync/atomic"
	"time"
)

// Source tells the database's time and the development offset. The time is not
// ok where there is no other machine to agree with; this one's clock is then
// right.
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
	// wall is this machine's clock, which is set by hand, by NTP and after a
	// sleep; elapsed is what has passed since start, and never jumps.
	wall    func() time.Time
	elapsed func() time.Duration
	start   time.Time
	skew    atomic.Int64 // of the right time against start and elapsed
	off     atomic.Int64 // of the database's time against wall
	moved   atomic.Int64
	last    atomic.Int64 // when the comparison succeeded last
	outage  time.Duration
	onMove  func()
}

// New returns a clock that has been compared once. onMove is called when the
// development offset was moved.
func New(ctx context.Context, source Source, onMove func()) (*Clock, error) {
	start := time.Now()
	return newClock(ctx, source, onMove, func() time.Time { return time.Now().Round(0) },
		func() time.Duration { return time.Since(start) })
}

func newClock(ctx context.Context, source Source, onMove func(), wall func() time.Time, elapsed func() time.Duration) (*Clock, error) {
	c := &Clock{source: source, onMove: onMove, wall: wall, elapsed: elapsed, start: wall().Add(-elapsed())}
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
	return c.start.Add(c.elapsed() + time.Duration(c.skew.Load())).UTC()
}

// Now implements engine.Clock.
func (c *Clock) Now() time.Time { return c.Lease().Add(time.Duration(c.moved.Load())) }

// After implements engine.Clock.
func (c *Clock) After(d time.Duration) <-chan time.Time { return time.After(d) }

// Outage is how long no node was alive before this one started.
func (c *Clock) Outage() time.Duration { return c.outage }

// compare sets the clock by the database, or by this machine where there is
// nothing else.
func (c *Clock) compare(ctx context.Context) error {
	asked := c.elapsed()
	at, ok, err := c.source.Now(ctx)
	if err != nil {
		return err
	}
	answered, wall := c.elapsed(), c.wall()
	if ok {
		half := (answered - asked) / 2 // the answer was given about then
		c.off.Store(int64(at.Add(half).Sub(wall)))
		c.skew.Store(int64(at.Sub(c.start.Add(asked + half))))
	} else {
		c.skew.Store(int64(wall.Sub(c.start.Add(answered))))
	}
	moved, _, err := c.source.Clock(ctx)
	if err != nil {
		return err
	}
	if c.moved.Swap(int64(moved)) != int64(moved) && c.onMove != nil {
		c.onMove()
	}
	c.last.Store(int64(c.elapsed()))
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
	off := time.Duration(c.off.Load())
	if off > tolerance || off < -tolerance {
		return "this machine's clock is " + off.Round(time.Millisecond).String() + " off the database's"
	}
	if since := c.elapsed() - time.Duration(c.last.Load()); since > 3*interval {
		return "the database has not answered for " + since.Round(time.Second).String()
	}
	return ""
}

// Running is how long this process has been running.
func (c *Clock) Running() time.Duration { return c.elapsed() }
